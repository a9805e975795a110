"""Significant terms of a result against the library, and articles similar by an article's significant terms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.log_likelihood import log_likelihood
from search.engines.questions import ScoredHit, SignificantTerm
from search.engines.whoosh.answering.plan import field_bits
from search.engines.whoosh.answering.prepared import documents_with, prepare
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
    held = [_holdings(segment, mask) for segment, mask in zip(snapshot.segments, masks, strict=True)]
    terms = set().union(*(_considered(holdings, in_result, snapshot.documents) for holdings in held))
    sums = _sums(held, terms)
    found = [_weigh(term, *sums[term], in_result, snapshot.documents) for term in terms]
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


@dataclass(frozen=True, slots=True)
class _Holdings:
    """Of a segment's words of bodies: which stand in it, in how many articles of the result, and of all."""

    words: Sequence[bytes]
    present: Integers
    inside: Integers
    everywhere: Integers


def _holdings(segment: SegmentView, mask: Mask) -> _Holdings:
    starts = segment.word_starts("body")
    present = np.flatnonzero(np.diff(starts))
    if not len(present):
        return _Holdings((), present, present, present)
    documents = segment.columns.posting_documents[starts[0] : starts[-1]]
    begins = starts[present] - starts[0]
    inside, everywhere = (np.add.reduceat(held[documents], begins, dtype=np.int64) for held in (mask, segment.alive))
    return _Holdings(bytes(segment.columns.terms).split(b"\n"), present, inside, everywhere)


def _considered(held: _Holdings, in_result: int, in_all: int) -> set[bytes]:
    """The terms that are most over-represented in this segment's part of the result."""
    excess = held.inside / max(in_result, 1) - held.everywhere / max(in_all, 1)
    best = np.argsort(-excess * np.sqrt(held.inside), kind="stable")[:_CONSIDERED]
    words = (held.words[number] for number in held.present[best[held.inside[best] > 0]].tolist())
    return {word for word in words if _is_distinctive(word.decode())}


def _sums(held: Sequence[_Holdings], terms: Collection[bytes]) -> dict[bytes, tuple[int, int]]:
    """In how many articles of the result, and of all, each of the terms stands, over all segments."""
    sums = dict.fromkeys(terms, (0, 0))
    for one in held:
        numbers = one.present.tolist()
        for place in [place for place, number in enumerate(numbers) if one.words[number] in sums]:
            word = one.words[numbers[place]]
            inside, everywhere = sums[word]
            sums[word] = inside + int(one.inside[place]), everywhere + int(one.everywhere[place])
    return sums


def _weigh(term: bytes, inside: int, everywhere: int, in_result: int, in_all: int) -> SignificantTerm:
    score = log_likelihood(inside, in_result, everywhere - inside, in_all - in_result)
    return SignificantTerm(term.decode(), score, inside, everywhere)
