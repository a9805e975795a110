"""Queries and terms that the tests of the query language are written with."""

from __future__ import annotations

from hypothesis import strategies as st

from search.errors import BadQuery
from search.language.fields import FIELDS
from search.language.query import parse
from search.language.tree import (
    Term,
)
from search.types import Where

TITLE, AUTHORS = FIELDS["标题"], FIELDS["作者"]


def word(text: str, fields: tuple[Where, ...] = ()) -> Term:
    return Term(text, fields)


def phrase(text: str, fields: tuple[Where, ...] = ()) -> Term:
    return Term(text, fields, quoted=True)


A, B, C = word("重庆"), word("四川"), word("产业")


SIGNS = st.text('ab 重庆 四川"“”「」《》()（）-－|*?:：\\或非+\u3000,。', max_size=16)
LANGUAGE = st.lists(
    st.sampled_from(
        ["重庆", "ab", "OR", "NOT", "或", "非", "AND", "-", "(", ")", "（", "）", '"', "“", "”", "《", "》", "|", " ",
         " ", "标题:", "作者：", "日期:", "2024", "a*", "?", "\\", ",", "title:", "_", "-重庆", "“重庆”", "]"]
    ),
    max_size=12,
).map("".join)  # fmt: skip
QUERIES = st.one_of(SIGNS, LANGUAGE, st.text(max_size=30))


def is_refused(text: str) -> bool:
    """Whether it is refused; what is proposed can be read."""
    try:
        parse(text)
    except BadQuery as refused:
        return parse(refused.repaired).text == refused.repaired
    return False
