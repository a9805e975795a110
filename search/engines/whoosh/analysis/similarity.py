"""Significant terms of a result against the library, and articles similar by an article's significant terms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from search.engines.log_likelihood import log_likelihood
from search.engines.questions import ScoredHit, SignificantTerm
from search.engines.whoosh.answering.plan import field_bits
from search.engines.whoosh.answering.prepared import Prepared, postings_in, prepare
from search.engines.whoosh.answering.ranking import best_by_score
from search.engines.whoosh.answering.search import result_masks
from search.engines.whoosh.mirror.bigrams import packed
from search.engines.whoosh.mirror.snapshot import Mask, SegmentView, Snapshot
from search.engines.whoosh.segments.layout import Integers
from search.language.tree import Node
from search.text.tokenizer import word_texts
from search.types import Where

DISTINCTIVE_WORDS = 30  # of an article, that similar ones are looked for by
_DISTINCTIVE_PARTS = (Where.TITLE, Where.KEYWORDS, Where.ABSTRACT, Where.LEAD, Where.BODY)
_DISTINCTIVE_FIELDS = ("title", "topic", "summary", "body")
_CONSIDERED = 400  # terms of each segment


def significant_terms(
    snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]], limit: int
) -> tuple[SignificantTerm, ...]:
    """The words of bodies that are more frequent in a result than elsewhere, by Dunning's log-likelihood ratio.

    Counts are articles, not occurrences. Words of one character and numbers are left out.
    """
    masks = result_masks(snapshot, tree, filters)
    in_result = sum(int(np.count_nonzero(mask)) for mask in masks)
    counting = [_Counting(segment, mask) for segment, mask in zip(snapshot.segments, masks, strict=True)]
    share = in_result / max(snapshot.documents, 1)
    terms = list(set().union(*(_considered(of_segment, share) for of_segment in counting)))
    found = _weighed(prepare(snapshot), counting, terms, in_result)
    found.sort(key=lambda term: (-term.score, term.text))
    return tuple(term for term in found[:limit] if term.score > 0)


def similar_articles(snapshot: Snapshot, article_id: int, limit: int) -> tuple[ScoredHit, ...]:
    """The articles that score best for the words that tell this one from the others; none for an unknown article."""
    for segment in snapshot.segments:
        held = np.flatnonzero((segment.columns.ids == article_id) & segment.alive)
        if len(held):
            words = _distinctive_words(snapshot, segment, int(held[0]))
            break
    else:
        return ()
    others = [packed(other.alive & (other.columns.ids != article_id)) for other in snapshot.segments]
    telling = dict.fromkeys(words, field_bits(_DISTINCTIVE_FIELDS))
    ranking = best_by_score(prepare(snapshot), np.concatenate(others), telling, limit)
    found = ranking[: np.count_nonzero(ranking.scores > 0)]
    return tuple(map(ScoredHit, found.article_ids, found.scores.tolist()))


def _distinctive_words(snapshot: Snapshot, segment: SegmentView, document: int) -> list[str]:
    counts = Counter(word for part in _DISTINCTIVE_PARTS for word in word_texts(part_text(segment, part, document)))
    words = list(filter(_is_distinctive, counts))
    weights = {
        word: (1 + math.log(counts[word])) * math.log(snapshot.documents_all / frequency)
        for word, frequency in zip(words, _document_frequencies(snapshot, words), strict=True)
    }
    return sorted(weights, key=lambda word: (-weights[word], word))[:DISTINCTIVE_WORDS]


def part_text(segment: SegmentView, part: Where, document: int) -> str:
    """The folded text of a document's part."""
    start, end = segment.part_range(part)
    owners = segment.columns.block_documents[start >> 4 : end >> 4]
    wanted = np.array(document, owners.dtype)
    first, last = np.searchsorted(owners, wanted), np.searchsorted(owners, wanted, side="right")
    units = segment.columns.units[start + (int(first) << 4) : start + (int(last) << 4)]
    return units.tobytes().decode("utf-16-le").rstrip("\0")


def _is_distinctive(word: str) -> bool:
    return len(word) > 1 and not word.replace(".", "").isdecimal()


def _document_frequencies(snapshot: Snapshot, words: Collection[str]) -> list[int]:
    """In how many bodies each word stands, deleted ones too; 1 for one that stands in none."""
    found = np.zeros(len(words), np.int64)
    for begins, ends in postings_in(prepare(snapshot), "body", words):
        found += ends - begins
    return np.maximum(found, 1).tolist()


class _Counting:
    """Of a segment's words of bodies, how many articles have each: in a result, and in all."""

    def __init__(self, segment: SegmentView, mask: Mask) -> None:
        self.segment = segment
        self.starts = segment.word_starts("body")
        self._documents = segment.columns.posting_documents[self.starts[0] : self.starts[-1]]
        self._inside = self._running(mask)
        self._everywhere = None if segment.alive.all() else self._running(segment.alive)

    def count(self, begins: Integers, ends: Integers) -> tuple[Integers, Integers]:
        """For each word, by where its postings begin and end."""
        first = self.starts[0]
        begins, ends = np.maximum(begins - first, 0), np.maximum(ends - first, 0)  # both 0 where a word is not there
        inside = self._inside[ends] - self._inside[begins]
        if self._everywhere is None:
            return inside, ends - begins
        return inside, self._everywhere[ends] - self._everywhere[begins]

    def _running(self, mask: Mask) -> Integers:
        """How many of the postings before each one are of documents in the mask."""
        running = np.zeros(len(self._documents) + 1, np.int32)
        np.cumsum(mask[self._documents], out=running[1:])
        return running


def _considered(counting: _Counting, share: float) -> set[str]:
    """The words of bodies that are most over-represented in this part of a result that is `share` of the library."""
    starts = counting.starts
    present = np.flatnonzero(np.diff(starts))
    if not len(present) or not share:
        return set()
    inside, everywhere = counting.count(starts[present], starts[present + 1])
    excess = inside - share * everywhere
    more = np.flatnonzero(excess > 0)
    best = more[np.argsort(-excess[more] * np.sqrt(inside[more]), kind="stable")[:_CONSIDERED]]
    words = (counting.segment.term(number) for number in present[best].tolist())
    return {word for word in words if _is_distinctive(word)}


def _weighed(
    prepared: Prepared, counting: Sequence[_Counting], terms: Sequence[str], in_result: int
) -> list[SignificantTerm]:
    """Counted over all segments."""
    inside, everywhere = np.zeros((2, len(terms)), np.int64)
    for of_segment, places in zip(counting, postings_in(prepared, "body", terms), strict=True):
        here, in_segment = of_segment.count(*places)
        inside += here
        everywhere += in_segment
    rest = prepared.snapshot.documents - in_result
    return [
        SignificantTerm(term, log_likelihood(count, in_result, background - count, rest), count, background)
        for term, count, background in zip(terms, inside.tolist(), everywhere.tolist(), strict=True)
    ]
