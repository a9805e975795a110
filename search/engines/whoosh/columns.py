"""The columns of a mirror: what searching a segment reads, made from the segment's arrays. Pure.

| column | what |
|---|---|
| ids, fingerprints | of each document |
| newest, oldest | sort keys: day and id in one number, ascending is the order |
| title_ranks, title_keys | the order of titles in this segment; the keys themselves, a line each |
| units, part_starts, block_documents | the folded text, see `arrays.SegmentText` |
| pair_keys, pair_starts, positions | where in `units` each two neighbours stand; a key is first × 65536 + second |
| common_keys, common_starts, common_documents | the documents of units and pairs that are common in the own text |
| terms, term_ends | the vocabulary, a line each, sorted as bytes |
| term_heads | the first eight bytes of each, as a number: a table to look words up in |
| words.FIELD.starts, .documents, .impacts | postings; an impact is a number in the two columns that follow |
| words.FIELD.impact_frequencies, .impact_lengths | the distinct pairs of a frequency and a field length |
| facet.FACET.values, .starts, .documents, .forward_starts, .forward | a facet by value, and by document |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.arrays import FacetColumn, FieldWords, SegmentArrays, SegmentText
from search.engines.whoosh.layout import OWN_PARTS, Array, Integers, smallest_unsigned
from search.engines.whoosh.segments import LENGTH_OF_BYTE, length_bytes

COMMON = 4096  # a unit or pair that stands in at least so many places keeps a list of its documents
_SORTED_AT_ONCE = 1 << 24  # pairs: what sorting takes memory for
SINGLE = np.uint64(1 << 32)  # marks the key of a single unit among common_keys
_ID_BITS = 41
_LAST_DAY = (1 << 22) - 1

Columns = dict[str, Array]


@dataclass(frozen=True, slots=True)
class Totals:
    """What scoring needs to know of a whole segment."""

    documents: int
    field_lengths: dict[str, int]


def make_columns(arrays: SegmentArrays) -> Columns:
    """All the columns of a segment's mirror."""
    columns = _document_columns(arrays)
    columns |= _text_columns(arrays.text)
    columns |= _gram_columns(arrays.text)
    columns |= _line_columns("terms", "term_ends", list(arrays.vocabulary))
    columns["term_heads"] = np.array([term_head(term) for term in arrays.vocabulary], np.uint64)
    for name, words in arrays.words.items():
        columns |= {f"words.{name}.{column}": values for column, values in _word_columns(words).items()}
    for name, facet in arrays.facets.items():
        columns |= {f"facet.{name}.{column}": values for column, values in _facet_columns(facet, arrays.count).items()}
    return columns


def term_head(term: bytes) -> int:
    """A number that orders words as their first eight bytes do."""
    return int.from_bytes(term[:8].ljust(8, b"\0"), "big")


def make_totals(arrays: SegmentArrays) -> Totals:
    return Totals(arrays.count, {name: int(words.lengths.sum()) for name, words in arrays.words.items()})


def _document_columns(arrays: SegmentArrays) -> Columns:
    ids = np.array([stored.article_id for stored in arrays.stored], np.int64)
    days = np.array([_day(stored.date) for stored in arrays.stored], np.int64)
    keys = [stored.title_key.replace("\n", " ").encode() for stored in arrays.stored]
    order = sorted(range(arrays.count), key=lambda number: (keys[number], ids[number]))
    ranks = np.empty(arrays.count, np.uint32)
    ranks[order] = np.arange(arrays.count, dtype=np.uint32)
    return {
        "ids": ids,
        "fingerprints": np.array([stored.fingerprint for stored in arrays.stored], np.int64),
        "newest": (_LAST_DAY - days) << _ID_BITS | ids,
        "oldest": np.where(days == 0, _LAST_DAY, days) << _ID_BITS | ids,
        "title_ranks": ranks,
        **_line_columns("title_keys", "title_key_ends", keys),
    }


def _day(iso: str) -> int:
    """The ordinal of a date, of a month's or year's first day where that is all that is known; 0 where nothing is."""
    return date.fromisoformat(iso + "0001-01-01"[len(iso) :]).toordinal() if iso else 0


def _line_columns(name: str, ends_name: str, lines: list[bytes]) -> Columns:
    lengths = np.fromiter((len(line) + 1 for line in lines), np.int64, len(lines))
    joined = b"".join(line + b"\n" for line in lines)
    return {name: np.frombuffer(joined, np.uint8), ends_name: np.cumsum(lengths)}


def _text_columns(text: SegmentText) -> Columns:
    return {"units": text.units, "part_starts": text.part_starts, "block_documents": text.block_documents}


def _gram_columns(text: SegmentText) -> Columns:
    """Where every pair stands, a range of first units at a time, so that a large segment takes no more memory."""
    keys, counts = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
    positions, filled = np.empty(np.count_nonzero(text.units), np.uint32), 0
    for low, high in _unit_ranges(text.units):
        entries = np.sort(_entries(text.units, low, high))
        of_range = (entries >> np.uint64(32)).astype(np.uint32)
        firsts = np.flatnonzero(np.diff(of_range, prepend=np.uint32(0)))  # no key is 0: padding stands in no pair
        keys.append(of_range[firsts])
        counts.append(np.diff(firsts, append=len(entries)))
        positions[filled : filled + len(entries)] = entries.astype(np.uint32)  # the lower half
        filled += len(entries)
    pair_keys = np.concatenate(keys)
    starts = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
    common = _common_columns(text, pair_keys, starts, positions)
    return {"pair_keys": pair_keys, "pair_starts": starts, "positions": positions, **common}


def _unit_ranges(units: npt.NDArray[np.uint16]) -> list[tuple[int, int]]:
    """Ranges of units, 0 left out, that each begin at most _SORTED_AT_ONCE pairs if they can."""
    counts = np.zeros(1 << 16, np.int64)
    for start in range(0, len(units), _SORTED_AT_ONCE):
        counts += np.bincount(units[start : start + _SORTED_AT_ONCE], minlength=1 << 16)
    ranges, low, held = [], 1, 0
    for unit in (np.flatnonzero(counts[1:]) + 1).tolist():
        if held and held + counts[unit] > _SORTED_AT_ONCE:
            ranges.append((low, unit))
            low, held = unit, 0
        held += int(counts[unit])
    return [*ranges, (low, 1 << 16)]


def _entries(units: npt.NDArray[np.uint16], low: int, high: int) -> npt.NDArray[np.uint64]:
    """The pairs that begin with one of these units: the key in the upper half of a number, the place in the lower."""
    found = [np.empty(0, np.uint64)]
    for start in range(0, len(units), _SORTED_AT_ONCE):
        piece = units[start : start + _SORTED_AT_ONCE]
        places = start + np.flatnonzero((piece >= low) & (piece < high))
        followers = units.take(places + 1, mode="clip").astype(np.uint64)  # the last unit of all is padding
        keys = units[places].astype(np.uint64) << np.uint64(16) | followers
        found.append(keys << np.uint64(32) | places.astype(np.uint64))
    return np.concatenate(found)


def _common_columns(
    text: SegmentText, pair_keys: npt.NDArray[np.uint32], starts: Integers, positions: npt.NDArray[np.uint32]
) -> Columns:
    own_end = int(text.part_starts[len(OWN_PARTS)])
    units = pair_keys >> 16
    unit_firsts = np.flatnonzero(np.diff(units, prepend=np.uint32(2**32 - 1)))
    unit_starts = np.append(starts[unit_firsts], len(positions))
    unit_keys = SINGLE | units[unit_firsts].astype(np.uint64)
    runs = [*_common_runs(pair_keys.astype(np.uint64), starts), *_common_runs(unit_keys, unit_starts)]
    seen = np.zeros(int(text.block_documents.max(initial=0)) + 1, bool)
    lists = []
    for _, start, end in runs:
        places = positions[start:end]
        seen[:] = False
        seen[text.block_documents[places[places < own_end] >> 4]] = True
        lists.append(np.flatnonzero(seen).astype(text.block_documents.dtype))
    return {
        "common_keys": np.array([key for key, _, _ in runs], np.uint64),
        "common_starts": np.cumsum([0, *map(len, lists)]),
        "common_documents": np.concatenate([np.empty(0, text.block_documents.dtype), *lists]),
    }


def _common_runs(keys: npt.NDArray[np.uint64], starts: Integers) -> list[tuple[int, int, int]]:
    common = np.flatnonzero(np.diff(starts) >= COMMON)
    return list(zip(keys[common].tolist(), starts[common].tolist(), starts[common + 1].tolist(), strict=True))


def _word_columns(words: FieldWords) -> Columns:
    lengths = LENGTH_OF_BYTE[length_bytes(words.lengths)][words.documents].astype(np.uint64)
    pairs, impacts = np.unique(words.frequencies.astype(np.uint64) << np.uint64(32) | lengths, return_inverse=True)
    return {
        "starts": words.starts.astype(np.uint32),
        "documents": words.documents,
        "impacts": impacts.astype(smallest_unsigned(max(len(pairs) - 1, 0))),
        "impact_frequencies": (pairs >> np.uint64(32)).astype(np.float64),
        "impact_lengths": (pairs & np.uint64(2**32 - 1)).astype(np.float64),
    }


def _facet_columns(facet: FacetColumn, count: int) -> Columns:
    numbers = np.repeat(np.arange(len(facet.values)), np.diff(facet.starts))
    order = np.argsort(facet.documents, kind="stable")
    forward_starts = np.searchsorted(facet.documents[order], np.arange(count + 1))
    return {
        "values": np.frombuffer("\n".join(value.replace("\n", " ") for value in facet.values).encode(), np.uint8),
        "starts": facet.starts,
        "documents": facet.documents,
        "forward_starts": forward_starts,
        "forward": numbers[order].astype(smallest_unsigned(max(len(facet.values) - 1, 0))),
    }
