"""Which of a segment's terms stand in its text just where their postings say: whose hits need no look at the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from search.engines.parts import OWN_PARTS
from search.engines.whoosh.segments.arrays import SegmentArrays
from search.engines.whoosh.segments.layout import Array, Integers

MOST_PLACES = 1024  # of a term's rarest pair of units, and of its postings: a more frequent one is found by bitmaps
_AT_ONCE = 1 << 20  # places that are looked at together
_TERMS_AT_ONCE = 1 << 16  # so that the numbers of a term and a document make one of 32 bits

_Units = npt.NDArray[np.uint16]
_Keys = npt.NDArray[np.uint32]
"""The number of a term among some, and of a document: term × 65536 + document; ascending, each once."""


def exact_term_column(arrays: SegmentArrays, columns: Mapping[str, Array]) -> dict[str, Array]:
    """For each term 1 if it is of two units or more and the documents that have a posting of it, in whatever field, are
    those in whose own text its units stand in a row. `columns` are all others.
    """
    exact = np.zeros(len(arrays.vocabulary), np.uint8)
    texts = [term.decode().encode("utf-16-le") for term in arrays.vocabulary]
    lengths = np.fromiter((len(text) // 2 for text in texts), np.int64, len(texts))
    postings = sum((np.diff(words.starts) for words in arrays.words.values()), np.zeros(len(texts), np.int64))
    for length in np.unique(lengths[lengths > 1]).tolist():
        terms = np.flatnonzero((lengths == length) & (postings > 0) & (postings <= MOST_PLACES))
        units = np.frombuffer(b"".join(texts[term] for term in terms.tolist()), np.uint16).reshape(-1, length)
        firsts, counts, leads = _rarest_pairs(units, columns)
        rare = np.flatnonzero((counts > 0) & (counts <= MOST_PLACES))
        for some in _batches(rare, counts):
            places, owners = _places(firsts[some], counts[some], columns["positions"])
            places -= leads[some][owners]
            held = _holding(units[some], places, owners, arrays)
            exact[terms[some]] = _same(held, _with_postings(terms[some], arrays), len(some))
    return {"exact_terms": exact}


def _rarest_pairs(units: _Units, columns: Mapping[str, Array]) -> tuple[Integers, Integers, Integers]:
    """Of each term's rarest pair of units: where its positions begin, how many there are, where in the term it is."""
    keys = columns["bigram_keys"]
    starts = np.append(columns["bigram_starts"].astype(np.int64), 0)  # for a pair behind the last
    pairs = units[:, :-1].astype(np.uint32) << np.uint32(16) | units[:, 1:]
    numbers = np.searchsorted(keys, pairs)
    stand = np.append(keys, 0)[numbers] == pairs
    counts = np.where(stand, starts[numbers + 1] - starts[numbers], 0)
    leads, rows = counts.argmin(axis=1), np.arange(len(units))
    return starts[numbers[rows, leads]], counts[rows, leads], leads


def _batches(terms: Integers, counts: Integers) -> Iterator[Integers]:
    """Stretches of terms that have so many places together, or one more."""
    begin, ends = 0, np.cumsum(counts[terms])
    while begin < len(terms):
        before = ends[begin - 1] if begin else 0
        end = min(int(np.searchsorted(ends, before + _AT_ONCE)) + 1, begin + _TERMS_AT_ONCE)
        yield terms[begin:end]
        begin = end


def _places(firsts: Integers, counts: Integers, values: Array) -> tuple[npt.NDArray[np.int64], Integers]:
    """The values of some stretches, one after the other, and the number of each one's stretch."""
    owners = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    return values[firsts[owners] + within].astype(np.int64), owners


def _holding(units: _Units, places: npt.NDArray[np.int64], owners: Integers, arrays: SegmentArrays) -> _Keys:
    """The documents in whose own text the terms stand at these places, of which one pair of each is known to stand."""
    text, own = arrays.text, int(arrays.text.part_starts[len(OWN_PARTS)])
    kept = places < own
    for offset in range(units.shape[1] if units.shape[1] > 2 else 0):
        places, owners = places[kept], owners[kept]
        kept = text.units.take(places + offset, mode="clip") == units[owners, offset]
    return _keys(owners[kept], text.block_documents[places[kept] >> 4])


def _with_postings(terms: Integers, arrays: SegmentArrays) -> _Keys:
    documents, owners = [], []
    for words in arrays.words.values():
        of_field = _places(words.starts[terms], words.starts[terms + 1] - words.starts[terms], words.documents)
        documents.append(of_field[0])
        owners.append(of_field[1])
    return _keys(np.concatenate(owners), np.concatenate(documents))


def _keys(terms: Integers, documents: Integers) -> _Keys:
    keys = np.sort(terms.astype(np.uint32) << np.uint32(16) | documents.astype(np.uint32))
    return keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]  # `np.unique` takes ten times as long


def _same(held: _Keys, posted: _Keys, terms: int) -> npt.NDArray[np.bool_]:
    """Whether each of so many terms has the same documents in both."""
    there, posts = (np.bincount(keys >> np.uint32(16), minlength=terms) for keys in (held, posted))
    same = there == posts
    held, posted = held[same[held >> np.uint32(16)]], posted[same[posted >> np.uint32(16)]]
    same[held[held != posted] >> np.uint32(16)] = False
    return same
