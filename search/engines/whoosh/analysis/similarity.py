"""Significant terms of a result against the library, and articles similar by an article's significant terms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.log_likelihood import log_likelihood
from search.engines.questions import ScoredHit, SignificantTerm
from search.engines.whoosh.answering.budget import Budget
from search.engines.whoosh.answering.plan import field_bits
from search.engines.whoosh.answering.prepared import Prepared, postings_in, prepare
from search.engines.whoosh.answering.ranking import best_by_score
from search.engines.whoosh.answering.search import result_bits
from search.engines.whoosh.kernels.bitsets import count_in_lists
from search.engines.whoosh.kernels.columns import Bits, Int64s
from search.engines.whoosh.mirror.bigrams import packed
from search.engines.whoosh.mirror.snapshot import SegmentView, Snapshot
from search.language.tree import Node
from search.text.tokenizer import word_texts
from search.types import Where

DISTINCTIVE_WORDS = 30  # of an article, that similar ones are looked for by
_DISTINCTIVE_PARTS = (Where.TITLE, Where.KEYWORDS, Where.ABSTRACT, Where.LEAD, Where.BODY)
_DISTINCTIVE_FIELDS = ("title", "topic", "summary", "body")
_CONSIDERED = 200  # terms of each segment: all but a few of the sixty best of the whole index are among them


def significant_terms(
    snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]], limit: int
) -> tuple[SignificantTerm, ...]:
    """The words of bodies that are more frequent in a result than elsewhere, by Dunning's log-likelihood ratio.

    Counts are articles, not occurrences. Words of one character and numbers are left out.
    """
    prepared = prepare(snapshot)
    hits = result_bits(prepared, tree, filters, Budget())
    in_result = int(np.bitwise_count(hits).sum())
    parts = list(map(_Part, snapshot.segments, np.split(hits, prepared.offsets[1:-1])))
    share = in_result / max(snapshot.documents, 1)
    terms = list(set().union(*(_considered(part, share) for part in parts)))
    found = _weighed(prepared, parts, terms, in_result)
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
    found = ranking.part(slice(np.count_nonzero(ranking.scores > 0)))
    return tuple(map(ScoredHit, found.ids.tolist(), found.scores.tolist()))


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


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment's part of a result."""

    segment: SegmentView
    hits: Bits

    def count(self, begins: Int64s, ends: Int64s) -> tuple[Int64s, Int64s]:
        """For each word, by where its postings begin and end: how many articles have it in the result, and in all."""
        documents = self.segment.columns.posting_documents
        inside = count_in_lists(begins, ends, documents, self.hits)
        if self.segment.alive.all():
            return inside, ends - begins
        return inside, count_in_lists(begins, ends, documents, self.segment.alive_bits)


def _considered(part: _Part, share: float) -> set[str]:
    """The words of bodies that this part of a result, which is `share` of the library, most clearly has oftener."""
    starts = part.segment.word_starts("body")
    inside, everywhere = part.count(starts[:-1], starts[1:])
    more = np.flatnonzero(inside > share * everywhere)
    inside, outside, everywhere = inside[more], (everywhere - inside)[more], everywhere[more]
    # G² of the segment alone, with 0 · log 0 = 0.
    scores = np.add(
        inside * np.log(inside / (share * everywhere)),
        outside * np.log(np.maximum(outside, 1) / ((1 - share) * everywhere)),
        dtype=np.float64,
    )
    words = map(part.segment.term, more[_places_of_most(scores, _CONSIDERED)].tolist())
    return set(filter(_is_distinctive, words))


def _places_of_most(numbers: npt.NDArray[np.float64], limit: int) -> npt.NDArray[np.intp]:
    """Where the largest numbers stand, of equal ones the first: as sorting them all would say, in no order."""
    if len(numbers) <= limit:
        return np.arange(len(numbers))
    last = np.partition(numbers, -limit)[-limit]
    above = np.flatnonzero(numbers > last)
    return np.concatenate([above, np.flatnonzero(numbers == last)[: limit - len(above)]])


def _weighed(prepared: Prepared, parts: Sequence[_Part], terms: Sequence[str], in_result: int) -> list[SignificantTerm]:
    """Counted over all segments."""
    inside, everywhere = np.zeros((2, len(terms)), np.int64)
    for part, places in zip(parts, postings_in(prepared, "body", terms), strict=True):
        here, in_segment = part.count(*places)
        inside += here
        everywhere += in_segment
    rest = prepared.snapshot.documents - in_result
    return [
        SignificantTerm(term, log_likelihood(count, in_result, background - count, rest), count, background)
        for term, count, background in zip(terms, inside.tolist(), everywhere.tolist(), strict=True)
    ]
