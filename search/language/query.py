"""A query as it is read: the tree that an engine answers, and what a reader is told about it.

`search.language.parser` has the language. The promise kept here: whatever run of an article is typed,
that article is found. Where a reading could leave it out (作者：…, -1, a?), the text as it stands is an alternative.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from search.errors import BadQuery, TooLong
from search.language import parser
from search.language.parser import Occurs, SynonymTable
from search.language.tree import Everything, Node, Term, disjunction
from search.language.unparser import unparse
from search.text.folding import fold_text
from search.types import ReadingMode

__all__ = ["MAX_CHARACTERS", "Query", "Vocabulary", "parse", "unparse"]

MAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What curators say about words: terms to keep whole, terms that mean the same (all folded), and a version."""

    synonyms: SynonymTable = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read.

    `tree` is what the engine answers. `typed` is what was asked for, without the alternative that the text is meant as
    it stands. `folded` are the terms that folding changed, as (typed, folded). `loosened` names a looser reading, in
    Chinese. `minuses` are negative numbers that could have been exclusions.
    """

    text: str
    mode: ReadingMode
    tree: Node
    typed: Node
    folded: tuple[tuple[str, str], ...] = ()
    loosened: str = ""
    minuses: tuple[str, ...] = ()


def parse(
    text: str,
    mode: ReadingMode = ReadingMode.WORDS,
    vocabulary: Vocabulary | None = None,
    occurs: Occurs = lambda text: False,
) -> Query:
    """Read a query; `BadQuery` if it is longer, wider or deeper than allowed, or leaves a parenthesis open.

    Of what could be a negative number or an exclusion (-5度), `occurs` is asked whether the library has it.
    """
    if len(text.strip()) > MAX_CHARACTERS:
        raise TooLong(f"检索式超过 {MAX_CHARACTERS} 个字符", MAX_CHARACTERS, _repaired(_cut(text.strip()), mode))
    if mode is ReadingMode.EXACT:
        run = fold_text(text)
        tree: Node = Term(run) if run else Everything()
        return Query(text, mode, tree, tree, ((text, run),) if run != text else ())
    return _parse_words(text, vocabulary or Vocabulary(), occurs)


def _parse_words(text: str, vocabulary: Vocabulary, occurs: Occurs) -> Query:
    try:
        parsed = parser.parse_text(text, vocabulary.synonyms, occurs)
    except BadQuery as bad:
        raise type(bad)(bad.message, bad.at, _repaired(bad.repaired, ReadingMode.WORDS)) from None
    tree = parsed.tree
    if parsed.narrowed and not isinstance(tree, Everything):
        tree = disjunction([tree, Term(fold_text(text), quoted=True)])
    return Query(text, ReadingMode.WORDS, tree, parsed.tree, parsed.folded, minuses=parsed.minuses)


def _repaired(text: str, mode: ReadingMode) -> str:
    """A proposal that can be read: a repair may lay bare another fault."""
    try:
        parse(text, mode)
    except BadQuery as bad:
        return bad.repaired
    return text


def _cut(text: str) -> str:
    """The beginning that is short enough, cut between words where there are several."""
    kept, _, rest = text[: MAX_CHARACTERS + 1].rpartition(" ")
    return kept if kept and len(rest) < MAX_CHARACTERS // 4 else text[:MAX_CHARACTERS]
