"""Attribution of quotations: whether an article with the quotation is by, or names, the person or work that the draft
gives as its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import rjieba

from articles.models import Author
from articles.people.names import canonical_name
from search.engines.base import engine
from search.engines.parts import BESIDE_PARTS
from search.engines.questions import Question
from search.language.tree import And, Or, Term
from search.text.folding import fold_block, fold_text
from search.types import Where
from search.web.forms import without_controls

_WORK = re.compile(r"《[^《》]+》")
_NAME_LENGTHS = range(2, 13)  # characters of the names of authors that are looked for
_BATCH = 900  # names a query asks for
_PERSON = "nr"  # rjieba's class of persons' names
_NO_NAME = re.compile(r"[\W\d_]")


def names_in(phrases: Sequence[str]) -> list[tuple[str, ...]]:
    """For each phrase the works (with their 《》), authors and other persons that it names; 他, 会议, 专家 are none."""
    phrases = [without_controls(phrase) for phrase in phrases]
    runs = [_runs(phrase) for phrase in phrases]
    known = _authors({run for own in runs for run in own})
    return [(*_WORK.findall(phrase), *_people(phrase, own & known)) for phrase, own in zip(phrases, runs, strict=True)]


def articles_by(passage: str, names: Iterable[str], limit: int) -> list[int]:
    """Ids of at most `limit` articles that contain the passage and are written by one of these names, have it as their
    title or publication, or mention it.

    A package's headline counts as a work; names in its editor's note do not count.
    """
    return _having(passage, names, limit, (), (), (Where.AUTHOR_SOUND, Where.PUBLICATION))


def articles_beside(passage: str, names: Iterable[str], limit: int) -> list[int]:
    """Ids of at most `limit` articles with passage and name in a caption or an editor's note beside them."""
    return _having(passage, names, limit, BESIDE_PARTS, (*BESIDE_PARTS, Where.PUBLICATION))


def _having(
    passage: str, names: Iterable[str], limit: int, fields: tuple[Where, ...], *of_names: tuple[Where, ...]
) -> list[int]:
    named = []
    for name in names:
        own = of_names if not _WORK.fullmatch(name) or fields else (*of_names, (Where.FEATURE,))
        named += [Term(fold_text(name.strip("《》")), where) for where in own]
    asked = And((Term(fold_block(passage).text, fields), Or(tuple(named))))
    return engine().search(Question(asked, limit=limit, facets=())).ids


def _people(phrase: str, authors: set[str]) -> Iterator[str]:
    """The longest authors' names in a phrase; if there are none, the words that rjieba tags as persons' names."""
    longest = [name for name in authors if not any(name != other and name in other for other in authors)]
    if longest:
        yield from sorted(longest, key=phrase.find)
        return
    for word, word_class in rjieba.tag(phrase):
        if word_class == _PERSON and len(word) > 1 and not _NO_NAME.search(word):
            yield word


def _runs(phrase: str) -> set[str]:
    text = canonical_name(phrase)
    return {text[at : at + length] for at in range(len(text)) for length in _NAME_LENGTHS if at + length <= len(text)}


def _authors(names: set[str]) -> set[str]:
    ordered = sorted(names)
    found: set[str] = set()
    for start in range(0, len(ordered), _BATCH):
        rows = Author.objects.filter(name__in=ordered[start : start + _BATCH])
        found.update(rows.values_list("name", flat=True))
    return found
