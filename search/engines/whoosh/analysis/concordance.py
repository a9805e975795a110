"""Lists every occurrence of a query in a result, by article or by its left or right context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, overload

import numpy as np
import numpy.typing as npt

from search.engines.parts import OWN_PARTS, PARTS
from search.engines.questions import Listing, Occurrence, Occurrences, Surroundings
from search.engines.whoosh.answering.binding import BoundQuery, bind
from search.engines.whoosh.answering.budget import Budget
from search.engines.whoosh.answering.plan import Leaf, part_bits
from search.engines.whoosh.answering.prepared import Prepared, prepare
from search.engines.whoosh.answering.ranking import Ranking
from search.engines.whoosh.answering.search import ranked
from search.engines.whoosh.answering.whole_words import Positions, places_of_word
from search.engines.whoosh.kernels.concordance import (
    AT_ONCE,
    CHARACTER_BITS,
    characters_beside,
    parted_stretches,
    places_among,
    without_overlaps,
)
from search.engines.whoosh.kernels.matching import part_ranges
from search.engines.whoosh.kernels.substrings import BLOCK_BITS, LENGTH_BITS, LONGEST
from search.engines.whoosh.mirror.snapshot import Mask, Snapshot
from search.engines.whoosh.segments.layout import text_units
from search.errors import TooMuch
from search.language.tree import Term, Wildcard
from search.types import WIDTH, LineOrder, Where

Integers = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]
"""Of each document of a segment its place in the result, or -1."""

_START_BITS, _PART_BITS = 32, 4


class Places(Sequence[Occurrence]):
    """Places in the order of a listing, made when they are looked at: nine bytes each, and eight an article."""

    __slots__ = ("_ids", "_numbers", "_parts", "_rows", "_wheres")

    def __init__(self, ids: Integers, wheres: tuple[Where, ...], lines: _Lines, order: Integers | None) -> None:
        """`ids` are the articles' in the order of the result; without an order the lines stay as they are."""
        self._ids, self._wheres = ids, wheres
        self._rows = _arranged(lines.rows.astype(np.uint32), order)
        self._parts = _arranged(lines.parts.astype(np.uint8), order)
        self._numbers = _arranged(lines.numbers().astype(np.uint32), order)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Occurrence: ...

    @overload
    def __getitem__(self, at: slice) -> list[Occurrence]: ...

    def __getitem__(self, at: int | slice) -> Occurrence | list[Occurrence]:
        if isinstance(at, slice):
            ids, parts = self._ids[self._rows[at]].tolist(), self._parts[at].tolist()
            wheres = [self._wheres[part] for part in parts]
            return list(map(Occurrence, ids, wheres, self._numbers[at].tolist()))
        return Occurrence(int(self._ids[self._rows[at]]), self._wheres[self._parts[at]], int(self._numbers[at]))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Places as the articles have them: rank, part (by its place among those asked for) and the stretch of each."""

    rows: Integers
    parts: Integers
    starts: Integers
    ends: Integers

    def numbers(self) -> Integers:
        """Which one each is in its part of its article."""
        firsts = np.flatnonzero(np.diff(self.rows << _PART_BITS | self.parts, prepend=-1))
        counts = np.diff(firsts, append=len(self.rows))
        return np.arange(len(self.rows)) - np.repeat(firsts, counts)


def occurrences(snapshot: Snapshot, listing: Listing, budget: Budget | None = None) -> Occurrences:
    """Raises TooMuch for more places than may be listed, or for too much work."""
    prepared, budget = prepare(snapshot), budget or Budget()
    bound = bind(prepared, listing.tree, listing.filters, budget)
    ranking = ranked(prepared, bound, listing.sort, budget)
    lines = _lines(_Looking(prepared, bound, listing, budget), ranking)
    order = None
    if listing.order is not LineOrder.TEXT:
        budget.spend(WIDTH * len(lines.rows))
        step, places = (-1, lines.starts - 1) if listing.order is LineOrder.LEFT else (1, lines.ends)
        segments = ranking.segments[lines.rows]
        order = _in_order(characters_beside(prepared.tables, segments, places, step, WIDTH // AT_ONCE))
    articles = int(np.count_nonzero(np.diff(lines.rows, prepend=-1)))
    return Occurrences(Places(ranking.ids, listing.parts, lines, order), articles, ranking.size)


def surroundings(snapshot: Snapshot, listing: Listing, limit: int) -> list[Surroundings]:
    """What stands beside the first places in TEXT order. Raises TooMuch as `occurrences` does."""
    prepared, budget = prepare(snapshot), Budget()
    bound = bind(prepared, listing.tree, listing.filters, budget)
    ranking = ranked(prepared, bound, listing.sort, budget).part(slice(limit))
    lines = _lines(_Looking(prepared, bound, listing, budget), ranking)
    segments = ranking.segments[lines.rows[:limit]]
    left, right = (
        _unpacked(characters_beside(prepared.tables, segments, places[:limit], step, WIDTH // AT_ONCE))
        for step, places in ((-1, lines.starts - 1), (1, lines.ends))
    )
    return [Surroundings(before[::-1], behind) for before, behind in zip(left, right, strict=True)]


def _unpacked(characters: npt.NDArray[np.uint64]) -> list[str]:
    """The characters of each line, as `characters_beside` packs them."""
    shifts = np.arange(AT_ONCE - 1, -1, -1, dtype=np.uint64) * np.uint64(CHARACTER_BITS)
    apart = (characters.T[:, :, np.newaxis] >> shifts & _LAST_CHARACTER).reshape(characters.shape[1], WIDTH)
    return [row.tobytes().decode("utf-32-le").rstrip("\0") for row in apart.astype("<u4")]


def _lines(looking: _Looking, ranking: Ranking) -> _Lines:
    """The places of all segments, article after article, part after part."""
    listing, segments, documents = looking.listing, ranking.segments, ranking.documents
    shown = np.array([listing.parts.index(part) if part in listing.parts else 0 for part in PARTS])
    found, ends, left = [_NONE], [_NONE], listing.most
    for number, segment in enumerate(looking.prepared.snapshot.segments):
        here = np.flatnonzero(segments == number)
        rows = np.full(segment.count, -1, np.int32)
        rows[documents[here]] = here
        stretches = looking.stretches(number, rows) if len(here) else _NONE
        left -= len(stretches)
        if left < 0:
            raise _too_many(listing)
        starts = stretches >> LENGTH_BITS
        parts = np.searchsorted(segment.columns.part_starts, starts, side="right") - 1
        in_rows = rows[segment.columns.block_documents[starts >> BLOCK_BITS]].astype(np.int64)
        found.append((in_rows << _PART_BITS | shown[parts]) << _START_BITS | starts)
        ends.append(starts + LONGEST - (stretches & LONGEST))
    places = np.concatenate(found)
    order = np.argsort(places)
    places = places[order]
    return _Lines(
        rows=places >> (_START_BITS + _PART_BITS),
        parts=places >> _START_BITS & _PART_MASK,
        starts=places & _START_MASK,
        ends=np.concatenate(ends)[order],
    )


@dataclass(frozen=True, slots=True)
class _Looking:
    """Looks for what a listing asks for, segment by segment."""

    prepared: Prepared
    bound: BoundQuery
    listing: Listing
    budget: Budget

    def stretches(self, number: int, rows: Rows) -> Integers:
        """Where in a segment's text lines stand, packed, in order; of those that overlap the first is left."""
        leaves = self.bound.plan.leaves[: self.bound.plan.ranking]
        found = [stretches for leaf in leaves for stretches in self._of_leaf(number, leaf, rows)]
        return found[0] if len(found) == 1 else without_overlaps(np.sort(np.concatenate([_NONE, *found])))

    def _of_leaf(self, number: int, leaf: Leaf, rows: Rows) -> Iterator[Integers]:
        """Those of each word that a wildcard stands for, or of each line of a term."""
        parts = tuple(part for part in leaf.fields or OWN_PARTS if part in self.listing.parts)
        ranges = part_ranges(self.prepared.tables, number, part_bits(parts))
        if isinstance(leaf, Wildcard):
            for word in self.bound.words[number][self.bound.plan.wildcards.index(leaf)]:
                yield _packed(self._of_word(number, word, ranges, rows), len(text_units(word)))
        else:
            for line in leaf.lines():
                for written in line.written:
                    yield _packed(self._of_run(number, written, ranges, rows), len(text_units(written)))
                if line.run:
                    yield self._across(number, line.run, ranges, rows)

    def _across(self, number: int, run: str, ranges: Integers, rows: Rows) -> Integers:
        """Where a run without marks stands with marks between its characters."""
        stretches, looked_at = parted_stretches(self.prepared.tables, number, np.array(text_units(run)))
        self.budget.spend(looked_at)
        return np.sort(stretches[self._wanted(number, stretches >> LENGTH_BITS, ranges, rows)])

    def _wanted(self, number: int, places: npt.NDArray[np.integer], ranges: Integers, rows: Rows) -> Mask:
        """Which places are in some stretches of text, and in documents of the result."""
        owners = self.prepared.snapshot.segments[number].columns.block_documents
        within = np.searchsorted(ranges.ravel(), places, side="right") % 2 == 1
        return within & (rows[owners[places >> BLOCK_BITS]] >= 0)

    def _of_run(self, number: int, line: str, ranges: Integers, rows: Rows) -> Positions:
        # Those of one run do not overlap: a line of the listing takes the place of as many as it is long, at most.
        room = self.listing.most * self._longest() + 1
        run = np.array(text_units(line))  # the kernels take arrays that may be written to
        places, looked_at = places_among(self.prepared.tables, number, run, ranges, rows, room)
        self.budget.spend(looked_at)
        if len(places) == room:
            raise _too_many(self.listing)
        return np.sort(places) if len(run) == 1 else places

    def _of_word(self, number: int, word: str, ranges: Integers, rows: Rows) -> Positions:
        places = places_of_word(self.prepared, number, word)
        self.budget.spend(len(places))
        return places[self._wanted(number, places, ranges, rows)]

    def _longest(self) -> int:
        """Of all that may stand in a line, in units."""
        terms = [leaf.text for leaf in self.bound.plan.leaves if isinstance(leaf, Term)]
        words = [word for of_segment in self.bound.words for of_one in of_segment for word in of_one]
        return max(len(text_units(text)) for text in (*terms, *words))


def _packed(places: Positions, length: int) -> Integers:
    return places.astype(np.int64) << LENGTH_BITS | max(LONGEST - length, 0)


def _too_many(listing: Listing) -> TooMuch:
    return TooMuch(f"语境最多列 {listing.most:,} 处，这个结果不止；请再加词语或条件")


def _in_order(characters: npt.NDArray[np.uint64]) -> Integers:
    """Lines sorted by their characters, as `characters_beside` packs them; those that are alike stay as they come.

    Each further number of theirs is looked at only of lines that were alike so far.
    """
    lines = characters.shape[1]
    order, slots, alike, groups = np.arange(lines), np.arange(lines), np.arange(lines), np.zeros(lines, np.int64)
    for numbers in characters:
        keys = groups.astype(np.uint64) << _PACKED_BITS | numbers[alike]
        by_keys = np.argsort(keys, kind="stable")
        keys, alike = keys[by_keys], alike[by_keys]
        order[slots] = alike
        groups = np.cumsum(np.diff(keys, prepend=keys[:1]) != 0)
        going_on = (np.bincount(groups) > 1)[groups] & (keys & _LAST_CHARACTER != 0)
        slots, alike, groups = slots[going_on], alike[going_on], groups[going_on]
    return order


Number = TypeVar("Number", bound=np.generic)


def _arranged(values: npt.NDArray[Number], order: Integers | None) -> npt.NDArray[Number]:
    return values if order is None else values[order]


_NONE = np.empty(0, np.int64)
_PART_MASK, _START_MASK = (1 << _PART_BITS) - 1, (1 << _START_BITS) - 1
_PACKED_BITS = np.uint64(AT_ONCE * CHARACTER_BITS)
_LAST_CHARACTER = np.uint64((1 << CHARACTER_BITS) - 1)
