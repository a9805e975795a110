"""How well documents match: BM25F with the formula of whoosh.scoring.BM25F, over arrays.

A query's words are looked up in every field they may stand in. Each word of a field adds, to each document it is in,

    weight(field) · idf · tf · (K1 + 1) / (tf + K1 · (1 − B + B · length / average length))
    idf = ln(documents / (documents with the word + 1)) + 1

where documents count deleted ones too, and lengths are as Whoosh rounds them: as Whoosh does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.budget import Budget
from search.engines.whoosh.kernels.bits import Bits
from search.engines.whoosh.kernels.heaps import Heap
from search.engines.whoosh.kernels.words import score
from search.engines.whoosh.layout import FIELD_OF_PART, FIELD_WEIGHTS, FIELDS
from search.engines.whoosh.matching import Leaf, Matcher
from search.engines.whoosh.snapshot import Snapshot, join_words
from search.tokens import word_texts
from search.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.types import Where

B = 0.75
K1 = 1.2

Scores = npt.NDArray[np.float64]


RankedWords = Mapping[str, tuple[str, ...]]
"""Words, and the fields of Whoosh's in which each is looked up."""


def leaves(node: Node) -> tuple[Leaf, ...]:
    """The leaves that a match may rest on, in order, each once: none that is excluded."""
    return tuple(dict.fromkeys(_leaves(node)))


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case Term() | Wildcard():
            yield node
        case Synonyms():
            yield node.typed
            yield from node.others
        case And() | Or() | AtLeast():
            for child in node.children:
                yield from _leaves(child)
        case Not() | Everything():
            return


def ranked_words(found: Sequence[Leaf], matchers: Sequence[Matcher]) -> RankedWords:
    """The words of some leaves, which rank the documents."""
    words: dict[str, tuple[str, ...]] = {}
    for leaf in found:
        if isinstance(leaf, Term):
            texts = word_texts(leaf.text)
        else:
            texts = [word for matcher in matchers for word in matcher.wildcard_words(leaf)]
        fields = _fields(leaf.fields)
        for text in texts:
            words[text] = tuple(dict.fromkeys(words[text] + fields)) if text in words else fields
    return words


def _fields(parts: tuple[Where, ...]) -> tuple[str, ...]:
    if not parts:
        return FIELDS
    return tuple(dict.fromkeys(FIELD_OF_PART[part] for part in parts if part in FIELD_OF_PART))


@lru_cache(maxsize=256)
def _field_mask(fields: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    return np.array([name in fields for name in FIELDS])


class Scorer:
    """Scores documents of a snapshot's segments by some words."""

    def __init__(self, snapshot: Snapshot, words: RankedWords, budget: Budget) -> None:
        self._snapshot = snapshot
        self._budget = budget
        masks = map(_field_mask, words.values())
        wanted = np.concatenate([np.empty(0, bool), *masks]).reshape(-1, len(FIELDS))
        texts = join_words([text.encode() for text in words])
        self._postings = [segment.find_postings(texts, wanted) for segment in snapshot.segments]
        self._counts = [ends - begins for begins, ends in self._postings]
        holders = sum(self._counts)
        self._idfs = np.log(snapshot.documents_all / (holders + 1)) + 1

    def of_no_words(self) -> Scorer:
        """Scores everything alike."""
        return Scorer(self._snapshot, {}, self._budget)

    def offer(self, segment_number: int, hits: Bits, keys: npt.NDArray[np.int64], heap: Heap) -> None:
        """Offer these documents of a segment, with their scores, to the best ones; equal ones go by their keys."""
        segment = self._snapshot.segments[segment_number]
        begins, ends = self._postings[segment_number]
        self._budget.spend(int(self._counts[segment_number].sum()))
        mirror, bases = segment.mirror, self._bases(segment_number)
        documents, impacts = mirror["word_documents"], mirror["word_impacts"]
        score(hits, begins, ends, self._idfs, documents, impacts, bases, keys, segment_number, heap)

    def _bases(self, segment_number: int) -> Scores:
        """What the formula gives for each distinct impact of a segment, but for the factor idf."""
        known = self._snapshot.bases
        if segment_number not in known:
            mirror = self._snapshot.segments[segment_number].mirror
            lengths = np.array([self._snapshot.field_lengths[name] for name in FIELDS])
            averages = lengths / max(self._snapshot.documents_all, 1)
            averages[averages == 0] = 1
            fields, frequencies = mirror["impact_fields"], mirror["impact_frequencies"]
            norms = K1 * ((1 - B) + B / averages[fields] * mirror["impact_lengths"])
            known[segment_number] = _WEIGHTS[fields] * (K1 + 1) * (frequencies / (frequencies + norms))
        return known[segment_number]


_WEIGHTS = np.array([FIELD_WEIGHTS[name] for name in FIELDS])
