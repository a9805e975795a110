"""Medians, percentiles and ratios over samples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from bench.peers.registry import SITE
from bench.records import Sample, SizeRecord

PERCENTILES = (50, 95, 99)
MIX = "mix"  # all kinds together


def milliseconds(seconds: Iterable[float]) -> list[float]:
    """Median, 95th and 99th percentile."""
    return [float(value) * 1e3 for value in np.percentile(list(seconds), PERCENTILES)]


def chosen(record: SizeRecord, engine: str, kind: str, facets: bool) -> list[Sample]:
    """An engine's samples of a kind of query, or of all kinds."""
    return [s for s in record.samples if s.engine == engine and s.facets == facets and kind in (MIX, s.kind)]


def seconds_of(record: SizeRecord, engine: str, kind: str, facets: bool) -> list[float]:
    samples = chosen(record, engine, kind, facets)
    queries = set(_evenly({sample.query: sample.kind for sample in samples}))
    return [sample.seconds for sample in samples if sample.query in queries]


def ratio(record: SizeRecord, peer: str, kind: str, facets: bool, percentile: int = 50) -> float | None:
    """The site's percentile over the peer's, both over the queries that both were timed with. None without any."""
    ours, theirs = (by_query(chosen(record, name, kind, facets)) for name in (SITE, peer))
    kinds = {sample.query: sample.kind for sample in chosen(record, peer, kind, facets)}
    shared = _evenly({query: kinds[query] for query in sorted(ours.keys() & theirs.keys())})
    if not shared:
        return None
    return _percentile(ours, shared, percentile) / _percentile(theirs, shared, percentile)


def _evenly(kinds: dict[int, str]) -> list[int]:
    """As many queries of each kind: a slow peer is timed with more of the kinds that it is less slow at."""
    of_kinds: defaultdict[str, list[int]] = defaultdict(list)
    for query, kind in kinds.items():
        of_kinds[kind].append(query)
    least = min(map(len, of_kinds.values()), default=0)
    return [query for queries in of_kinds.values() for query in queries[:least]]


def by_query(samples: Iterable[Sample]) -> dict[int, list[float]]:
    found: defaultdict[int, list[float]] = defaultdict(list)
    for sample in samples:
        found[sample.query].append(sample.seconds)
    return found


def _percentile(samples: dict[int, list[float]], queries: Sequence[int], percentile: int) -> float:
    """Every query counts alike, however often it was timed."""
    return float(np.percentile([np.median(samples[query]) for query in queries], percentile))
