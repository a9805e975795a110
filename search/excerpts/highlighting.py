"""Where a query stands in a text as printed: whole terms, found in the folded text and led back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.language.explaining import highlight_terms
from search.language.tree import Node, Term, Wildcard
from search.text.folding import Folded, fold_block, fold_blocks
from search.text.marks import Bare, bare, spans_across
from search.text.tokenizer import LATIN_WORD, wildcard_regex
from search.types import Span, Where

BESIDE = frozenset(
    {
        *(Where.CAPTION, Where.FEATURE, Where.THEME, Where.COLUMN, Where.ORGANISATION, Where.AUTHOR_SOUND),
        *(Where.DATE, Where.PUBLICATION, Where.SECTION, Where.PAGE),
    }
)
"""Parts that only a term with a field looks into."""

_LATIN_WORD = re.compile(LATIN_WORD)
_ANY = re.compile(r"[*?]")


class Match(NamedTuple):
    """A run [start, end) of a text in which the query's `leaf`, by its place among `highlight_terms`, stands."""

    start: int
    end: int
    leaf: int


class Marker:
    """Finds a query in texts. `where` is the part that a text is of: terms that look elsewhere do not count. Without it
    all do.
    """

    def __init__(self, tree: Node) -> None:
        self.leaves = highlight_terms(tree)
        self._reads_over = any(isinstance(leaf, Term) and leaf.across for leaf in self.leaves)

    def matches(self, text: str, where: Where | None = None) -> list[Match]:
        """Every place where a term of the query stands, in order."""
        return self._led_back(fold_block(text), where)

    def matches_of(self, texts: Sequence[str], where: Where | None = None) -> Iterator[list[Match]]:
        """The same of each of some texts."""
        return (self._led_back(folded, where) for folded in fold_blocks(texts))

    def _led_back(self, folded: Folded, where: Where | None) -> list[Match]:
        found = self.matches_in(folded, where)
        return sorted(Match(*folded.original_span(match.start, match.end), match.leaf) for match in found)

    def matches_in(self, folded: Folded, where: Where | None = None) -> Iterator[Match]:
        """The same places in the folded text, in no order."""
        without_marks: Bare | None = None
        for index, leaf in enumerate(self.leaves):
            if not ((where is None or looks_into(leaf, where)) and _may_stand(leaf, folded.text)):
                continue
            if without_marks is None:
                without_marks = bare(folded.text) if self._reads_over else Bare("", ())
            for start, end in _places(leaf, folded.text, without_marks):
                yield Match(start, end, index)

    def mark(self, text: str, where: Where | None = None) -> tuple[Span, ...]:
        """See `mark`."""
        return marked(text, 0, len(text), self.matches(text, where))


def mark(text: str, tree: Node, where: Where | None = None) -> tuple[Span, ...]:
    """The whole text in spans, those matched where the query stands. `where` as `Marker` has it."""
    return Marker(tree).mark(text, where)


def marked(text: str, start: int, end: int, matches: Sequence[Match]) -> tuple[Span, ...]:
    """`text[start:end]` in spans; overlapping matches are one. No match may reach over its ends."""
    spans: list[Span] = []
    at = start
    for low, high in _merged(matches):
        if low < start or high > end:
            continue
        if at < low:
            spans.append(Span(text[at:low]))
        spans.append(Span(text[low:high], matched=True))
        at = high
    if at < end:
        spans.append(Span(text[at:end]))
    return tuple(spans)


def looks_into(leaf: Term | Wildcard, where: Where) -> bool:
    """Whether a term is looked for in a part of an article."""
    return where in leaf.fields if leaf.fields else where not in BESIDE


def _merged(matches: Sequence[Match]) -> Iterator[tuple[int, int]]:
    low = high = -1
    for match in matches:
        if match.start < high:
            high = max(high, match.end)
            continue
        if high > 0:
            yield low, high
        low, high = match.start, match.end
    if high > 0:
        yield low, high


def _may_stand(leaf: Term | Wildcard, text: str) -> bool:
    """Whether all characters of a term, or what a wildcard has beside * and ?, are in a text: most blocks lack one, and
    need not be read without marks, or word by word.
    """
    if isinstance(leaf, Wildcard):
        return all(piece in text for piece in _ANY.split(leaf.pattern))
    if "\n" in leaf.text:
        return True
    return all(character in text for character in leaf.across or leaf.text)


def _places(leaf: Term | Wildcard, text: str, without_marks: Bare) -> Iterator[tuple[int, int]]:
    """Where a leaf stands in a folded text; the lines of a term that goes over a line break each by itself.

    A term that is read over marks stands where it does as it is written, where it does without its marks, and where it
    does with any between its characters.
    """
    if isinstance(leaf, Wildcard):
        pattern = wildcard_regex(leaf.pattern)
        yield from (word.span() for word in _LATIN_WORD.finditer(text) if pattern.fullmatch(word[0]))
        return
    for line in leaf.lines():
        for written in line.written:
            at = text.find(written)
            while at >= 0:
                yield at, at + len(written)
                at = text.find(written, at + len(written))
        yield from spans_across(line.run, without_marks)
