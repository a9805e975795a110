"""What a query asks of an article's day and page (日期, 版次), as the index has them."""

from __future__ import annotations

import re

from articles.parsing.furniture.page_numbers import NUMBERED_PAGE, page_name, page_of
from search.language.fields import names_of
from search.language.tree import Node, Or, Term
from search.text.periods import Period, period_of, read_period
from search.types import Where

_ZEROS = re.compile(r"(?<=[A-Z])0+(?=\d)")
DATE, PAGE = (Where.DATE,), (Where.PAGE,)
UNDATED = "不详"  # what 日期: finds of an article without a day
_FIELD_AT_END = re.compile(rf"(?:{'|'.join(names_of(DATE))})[:：]\s*\Z", re.IGNORECASE)


def date_terms(text: str, at: int) -> list[Node]:
    """What asks for the days that a text names, any of them being enough; nothing where it names none."""
    period = read_period(text)
    return [Term(run, DATE, quoted=True, at=at) for run in period.runs] if period else []


def without_date_field(text: str, at: int) -> str:
    """The query with what stands at a place asked for as words; empty where no field's name stands right before it."""
    words = _FIELD_AT_END.sub("", text[:at])
    return words + text[at:] if words != text[:at] else ""


def period_asked(tree: Node) -> Period | None:
    """The period that a tree asks for, where it asks for nothing else."""
    leaves = tree.children if isinstance(tree, Or) else (tree,)
    runs = [leaf.text for leaf in leaves if isinstance(leaf, Term) and leaf.fields == DATE and leaf.quoted]
    return period_of(runs) if len(runs) == len(leaves) else None


def page_text(text: str) -> str:
    """9, 09版 and 第九版 as 第9版, a03 as A3版: none of these stands in another page's. Other texts as they are."""
    typed = text.strip().upper()
    number = NUMBERED_PAGE.fullmatch(typed) or NUMBERED_PAGE.fullmatch(f"{typed}版")
    return page_name(_ZEROS.sub("", (number and page_of(number)) or text))
