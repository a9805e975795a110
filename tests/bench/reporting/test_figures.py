"""Ratios compare the same queries, and a mix has as many of each kind."""

from __future__ import annotations

import pytest

from bench.peers.registry import SITE
from bench.records import Sample, SizeRecord
from bench.reporting.figures import MIX, ratio


def record(peer_queries: dict[int, str]) -> SizeRecord:
    """The site takes a millisecond for each of twenty queries; a peer two for a rare word, a hundred for others."""
    size = SizeRecord(articles=1_000, queries=20)
    for query in range(20):
        size.samples.append(Sample(SITE, query, "rare" if query < 10 else "browse", True, 0.001))
    for query, kind in peer_queries.items():
        size.samples.append(Sample("whoosh", query, kind, True, 0.002 if kind == "rare" else 0.1))
    return size


def test_a_mix_weighs_every_kind_alike_though_a_slow_one_was_timed_less() -> None:
    timed = dict.fromkeys(range(10), "rare") | {10: "browse", 11: "browse"}
    assert ratio(record(timed), "whoosh", MIX, True) == pytest.approx(0.001 / 0.051)
    assert ratio(record(timed), "whoosh", "rare", True) == pytest.approx(0.5)


def test_a_peer_that_was_never_timed_has_no_ratio() -> None:
    assert ratio(record({}), "whoosh", MIX, True) is None
