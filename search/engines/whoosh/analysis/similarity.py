"""Significant terms of a result against the library, and articles similar by an article's significant terms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from search.engines.log_likelihood import log_likelihood
from search.engines.questions import ScoredHit, SignificantTerm
from search.engines.whoosh.answering.plan import field_bits
from search.engines.whoosh.answering.prepared import documents_with, prepare
from search.engines.whoosh.answering.ranking import best_by_score
from search.engines.whoosh.answering.search import result_masks
from search.engines.whoosh.mirror.bigrams import packed
from search.engines.whoosh.mirror.snapshot import Mask, SegmentView, Snapshot
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
    terms: set[bytes] = set()
    for segment, mask in zip(snapshot.segments, masks, strict=True):
        terms |= _considered(segment, mask, in_result, snapshot.documents)
    found = [_weigh(term, snapshot, masks, in_result) for term in terms]
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
    weights = {
        word: (1 + math.log(count)) * math.log(snapshot.documents_all / _document_frequency(snapshot, word))
        for word, count in counts.items()
        if _is_distinctive(word)
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


def _document_frequency(snapshot: Snapshot, word: str) -> int:
    prepared = prepare(snapshot)
    return max(sum(len(documents_with(prepared, number, "body", word)) for number in range(len(snapshot.segments))), 1)


def _considered(segment: SegmentView, mask: Mask, in_result: int, in_all: int) -> set[bytes]:
    """The terms that are most over-represented in this segment's part of the result."""
    starts = segment.word_starts("body")
    present = np.flatnonzero(np.diff(starts))
    if not len(present) or not mask.any():
        return set()
    holding = mask[segment.columns.posting_documents[starts[0] : starts[-1]]]
    counts = np.add.reduceat(holding, starts[present] - starts[0], dtype=np.int64)
    background = np.diff(starts)[present]
    excess = counts / max(in_result, 1) - background / max(in_all, 1)
    chosen = present[np.argsort(-excess * np.sqrt(counts), kind="stable")[:_CONSIDERED]]
    lines = bytes(segment.columns.terms).split(b"\n")
    return {lines[number] for number in chosen.tolist() if _is_distinctive(lines[number].decode())}


def _weigh(term: bytes, snapshot: Snapshot, masks: Sequence[Mask], in_result: int) -> SignificantTerm:
    count = background = 0
    for number, (segment, mask) in enumerate(zip(snapshot.segments, masks, strict=True)):
        documents = documents_with(prepare(snapshot), number, "body", term.decode())
        count += int(np.count_nonzero(mask[documents]))
        background += int(np.count_nonzero(segment.alive[documents]))
    score = log_likelihood(count, in_result, background - count, snapshot.documents - in_result)
    return SignificantTerm(term.decode(), score, count, background)
