"""What the engine is meant to reach, and what a run found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.figures import MIX, milliseconds, ratio
from bench.peers.registry import SITE
from bench.queries import KINDS
from bench.records import PageRecord, Results, SizeRecord


@dataclass(frozen=True, slots=True)
class Goal:
    what: str
    wanted: str
    found: str
    reached: bool


def goals(results: Results) -> Iterator[Goal]:
    """At the largest size that was measured."""
    size = results.sizes[max(results.sizes)]
    for peer, name in (("tantivy", "tantivy-py"), ("tantivy-text", "tantivy-py with text facets")):
        if peer in size.engines:
            yield from _against_tantivy(size, peer, name)
    if "whoosh" in size.engines:
        found = ratio(size, "whoosh", MIX, True)
        if found:
            yield Goal("times faster than stock Whoosh, median, facets", "≥ 300", f"{1 / found:.0f}", 1 / found >= 300)
    yield from _upkeep(size)
    if results.page:
        yield _page(results.page)


def _against_tantivy(size: SizeRecord, peer: str, name: str) -> Iterator[Goal]:
    mix = ratio(size, peer, MIX, True)
    if mix:
        yield Goal(f"median over the mix, facets, over {name}'s", "≤ 0.15", f"{mix:.2f}", mix <= 0.15)
    for facets in (True, False):
        by_kind = {kind: found for kind in KINDS if (found := ratio(size, peer, kind, facets))}
        slower = {kind: found for kind, found in by_kind.items() if found > 1}
        told = ", ".join(f"{kind} {found:.2f}" for kind, found in slower.items()) or "none"
        said = "facets" if facets else "no facets"
        yield Goal(f"kinds of query slower than {name}'s, {said}", "none", told, not slower)


def _upkeep(size: SizeRecord) -> Iterator[Goal]:
    site = size.engines[SITE]
    rate = size.articles / site.build_seconds
    yield Goal("full rebuild from raw text, two processes, articles/s", "≥ 1,000", f"{rate:,.0f}", rate >= 1_000)
    for what, taken in (("added", site.add_seconds), ("changed", site.update_seconds)):
        median = milliseconds(taken)[0]
        yield Goal(f"one article {what} and found, ms, median", "< 50", f"{median:.1f}", median < 50)
    opened = milliseconds(site.open_seconds)[0]
    yield Goal("index opened, ms, median", "< 100", f"{opened:.1f}", opened < 100)


def _page(page: PageRecord) -> Goal:
    median = milliseconds(taken / 1e3 for taken in page.requests)[0]
    return Goal(f"search page over HTTP, {page.articles:,} articles, ms, median", "≤ 25", f"{median:.1f}", median <= 25)
