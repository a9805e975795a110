"""Where each unit and each pair of units (UTF-16) of a segment stands; sets of documents for those that many have."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.parts import OWN_PARTS
from search.engines.whoosh.kernels.columns import SINGLE
from search.engines.whoosh.segments.arrays import SegmentText
from search.engines.whoosh.segments.layout import Array, Integers
from search.text.marks import marks

COMMON = 1024  # a unit or pair that stands in so many places, and in one of 32 documents, keeps a set of these
_SPARSE = 32  # documents for each one of a set, from which on a list of numbers is smaller than bits
_SORTED_AT_ONCE = 1 << 24  # pairs: what sorting takes memory for


def packed(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
    """A mask of documents as bits."""
    packed = np.zeros(-(-len(mask) // 64) * 8, np.uint8)
    packed[: -(-len(mask) // 8)] = np.packbits(mask, bitorder="little")
    return packed.view("<u8")


def bigram_columns(text: SegmentText, count: int) -> dict[str, Array]:
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
    common = _common_columns(text, count, pair_keys, starts, positions)
    return {"bigram_keys": pair_keys, "bigram_starts": starts, "positions": positions, **common}


def mark_columns(units: npt.NDArray[np.uint16]) -> dict[str, Array]:
    """Which units are marks, and where pairs stand that have nothing but marks between them."""
    found = marks(units)
    others = np.flatnonzero(~found)
    parted = np.flatnonzero(np.diff(others) > 1)
    places, behind = others[parted], others[parted + 1]
    apart = (units[places] != 0) & (units[behind] != 0)  # and not the ends of two texts
    places, behind = places[apart], behind[apart]
    entries = units[places].astype(np.uint64) << np.uint64(16) | units[behind].astype(np.uint64)
    entries = np.sort(entries << np.uint64(32) | places.astype(np.uint64))
    keys, starts = np.unique(entries >> np.uint64(32), return_index=True)
    return {
        "marks": np.packbits(found, bitorder="little").view("<u2"),
        "parted_keys": keys,
        "parted_starts": np.append(starts, len(entries)),
        "parted_places": entries.astype(np.uint32),  # the lower half
    }


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
    text: SegmentText,
    count: int,
    pair_keys: npt.NDArray[np.uint32],
    starts: Integers,
    positions: npt.NDArray[np.uint32],
) -> dict[str, Array]:
    own_end = int(text.part_starts[len(OWN_PARTS)])
    units = pair_keys >> 16
    unit_firsts = np.flatnonzero(np.diff(units, prepend=np.uint32(2**32 - 1)))
    unit_starts = np.append(starts[unit_firsts], len(positions))
    unit_keys = SINGLE | units[unit_firsts].astype(np.int64)
    least = max(COMMON, count // _SPARSE)
    runs = [*_common_runs(pair_keys.astype(np.int64), starts, least), *_common_runs(unit_keys, unit_starts, least)]
    seen = np.zeros(count, bool)
    sets = [np.empty(0, np.uint64)]
    for _, start, end in runs:
        places = positions[start:end]
        seen[:] = False
        seen[text.block_documents[places[places < own_end] >> 4]] = True
        sets.append(packed(seen))
    return {"common_keys": np.array([key for key, _, _ in runs], np.int64), "common_bitmaps": np.concatenate(sets)}


def _common_runs(keys: npt.NDArray[np.int64], starts: Integers, least: int) -> list[tuple[int, int, int]]:
    common = np.flatnonzero(np.diff(starts) >= least)
    return list(zip(keys[common].tolist(), starts[common].tolist(), starts[common + 1].tolist(), strict=True))
