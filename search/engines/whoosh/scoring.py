"""How well documents match: BM25F with the formula of whoosh.scoring.BM25F, over arrays.

A query's words are looked up in every field they may stand in. Each word of a field adds, to each document it is in,

    weight(field) · idf · tf · (K1 + 1) / (tf + K1 · (1 − B + B · length / average length))
    idf = ln(documents / (documents with the word + 1)) + 1

where documents count deleted ones too, and lengths are as Whoosh rounds them: as Whoosh does it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.budget import Budget
from search.engines.whoosh.layout import FIELD_OF_PART, FIELD_WEIGHTS, FIELDS
from search.engines.whoosh.matching import Matcher
from search.engines.whoosh.snapshot import SegmentView, Snapshot
from search.tokens import word_texts
from search.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.types import Where

B = 0.75
K1 = 1.2

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RankedWord:
    """A word in one of Whoosh's fields."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class _Postings:
    """A word's postings in one segment, and what each impact adds."""

    field: str
    start: int
    end: int
    idf: float


def leaves(node: Node) -> Iterator[Term | Wildcard]:
    """The leaves that a match may rest on, in order: none that is excluded."""
    match node:
        case Term() | Wildcard():
            yield node
        case Synonyms():
            yield node.typed
            yield from node.others
        case And() | Or() | AtLeast():
            for child in node.children:
                yield from leaves(child)
        case Not() | Everything():
            return


def ranked_words(node: Node, matchers: Sequence[Matcher]) -> tuple[RankedWord, ...]:
    """The words that rank the documents, each once."""
    words: dict[RankedWord, None] = {}
    for leaf in leaves(node):
        if isinstance(leaf, Term):
            texts = word_texts(leaf.text)
        else:
            texts = [word for matcher in matchers for word in matcher.wildcard_words(leaf)]
        fields = _fields(leaf.fields)
        words.update(dict.fromkeys(RankedWord(field, text) for text in texts for field in fields))
    return tuple(words)


def _fields(parts: tuple[Where, ...]) -> tuple[str, ...]:
    if not parts:
        return FIELDS
    return tuple(dict.fromkeys(FIELD_OF_PART[part] for part in parts if part in FIELD_OF_PART))


class Scorer:
    """Scores documents of a snapshot's segments by some words."""

    def __init__(self, snapshot: Snapshot, words: Sequence[RankedWord], budget: Budget) -> None:
        self._snapshot = snapshot
        self._budget = budget
        self._postings: list[list[_Postings]] = [[] for _ in snapshot.segments]
        fields: dict[str, list[str]] = {}
        for word in words:
            fields.setdefault(word.text, []).append(word.field)
        for text, of_text in fields.items():
            self._look_up(text, of_text)

    def scores(self, segment_number: int, documents: npt.NDArray[np.intp]) -> Scores:
        """The scores of these documents (ascending) of a segment."""
        segment, postings = self._snapshot.segments[segment_number], self._postings[segment_number]
        self._budget.spend(sum(found.end - found.start for found in postings))
        if sum(found.end - found.start for found in postings) > 16 * len(documents):
            return self._few(segment, postings, documents)
        added = np.zeros(segment.count)
        for found in postings:
            holders = segment.mirror[f"words.{found.field}.documents"][found.start : found.end]
            added += np.bincount(holders, weights=self._impacts(segment, found), minlength=segment.count)
        return added[documents]

    def _few(self, segment: SegmentView, postings: list[_Postings], documents: npt.NDArray[np.intp]) -> Scores:
        """The same, looking each document up in the postings instead of reading them all."""
        added = np.zeros(len(documents))
        for found in postings:
            holders = segment.mirror[f"words.{found.field}.documents"][found.start : found.end]
            places = np.searchsorted(holders, documents.astype(holders.dtype))
            held = holders[np.minimum(places, len(holders) - 1)] == documents
            added[held] += self._impacts(segment, found, places[held])
        return added

    def _impacts(self, segment: SegmentView, found: _Postings, places: npt.NDArray[np.intp] | None = None) -> Scores:
        """What the word adds to each of its documents, or to those at some places of its postings."""
        mirror, field = segment.mirror, found.field
        impacts = mirror[f"words.{field}.impacts"][found.start : found.end]
        if places is not None:
            impacts = impacts[places]
        frequencies, lengths = mirror[f"words.{field}.impact_frequencies"], mirror[f"words.{field}.impact_lengths"]
        if len(impacts) < len(frequencies):
            return self._formula(found, frequencies[impacts], lengths[impacts])
        return self._formula(found, frequencies, lengths).take(impacts)

    def _formula(self, found: _Postings, frequencies: Scores, lengths: Scores) -> Scores:
        average = self._snapshot.field_lengths[found.field] / self._snapshot.documents_all or 1
        norm = K1 * ((1 - B) + B / average * lengths)
        return FIELD_WEIGHTS[found.field] * found.idf * (K1 + 1) * (frequencies / (frequencies + norm))

    def _look_up(self, text: str, fields: Sequence[str]) -> None:
        numbers = [segment.term_number(text.encode()) for segment in self._snapshot.segments]
        for field in fields:
            ranges = [
                (0, 0) if number is None else segment.postings_range(field, number)
                for segment, number in zip(self._snapshot.segments, numbers, strict=True)
            ]
            holders = sum(end - start for start, end in ranges)
            if not holders:
                continue
            idf = math.log(self._snapshot.documents_all / (holders + 1)) + 1
            for postings, (start, end) in zip(self._postings, ranges, strict=True):
                if end > start:
                    postings.append(_Postings(field, start, end, idf))
