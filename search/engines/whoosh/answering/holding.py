"""Which articles have most of several terms. Without scores, totals and facets: a tenth of a search's time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from search.engines.sort_keys import ID_MASK
from search.engines.whoosh.answering.binding import BoundQuery, bind, match
from search.engines.whoosh.answering.budget import Budget
from search.engines.whoosh.answering.prepared import Prepared, prepare
from search.engines.whoosh.mirror.snapshot import Snapshot
from search.language.tree import Node, Term

Counts = npt.NDArray[np.uint16]


def holding_most(snapshot: Snapshot, terms: Sequence[Term], limit: int) -> list[int]:
    """The ids of so many articles that have most of the terms: those with more first, of as many the newest."""
    prepared, budget = prepare(snapshot), Budget()
    held = count_held(prepared, terms, budget)
    having = np.bincount(held)[::-1].cumsum()[::-1]  # how many documents hold so many terms, or more
    fewest = max(int(np.count_nonzero(having >= limit)) - 1, 1)
    return [key & ID_MASK for _, key in sorted(_keys(prepared, held, fewest))[:limit]]


def _keys(prepared: Prepared, held: Counts, fewest: int) -> Iterator[tuple[int, int]]:
    """Of the documents that hold no fewer, how many these are, negative, and their sort keys."""
    for number, segment in enumerate(prepared.snapshot.segments):
        own = held[slice(*(64 * prepared.offsets[number : number + 2]))]
        documents = np.flatnonzero(own >= fewest)
        negative = -own[documents].astype(np.int64)
        yield from zip(negative.tolist(), segment.columns.newest[documents].tolist(), strict=True)


def count_held(
    prepared: Prepared, children: Iterable[Node], budget: Budget, filtered: BoundQuery | None = None
) -> Counts:
    """Of each document of all segments, how many of the children match it: none of what the filters leave out."""
    held = np.zeros(64 * int(prepared.offsets[-1]), np.uint16)
    for child in children:
        own = bind(prepared, child, {}, budget)
        if filtered:
            own = own._replace(filters=filtered.filters, allowed=filtered.allowed)
        held += np.unpackbits(match(prepared, own, budget)[0][0].view(np.uint8), bitorder="little")
    return held
