"""What the engine is meant to reach, and what a run found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.material.queries import KINDS
from bench.peers.registry import SITE
from bench.records import PageRecord, Results, SizeRecord
from bench.reporting.figures import MIX, milliseconds, ratio


@dataclass(frozen=True, slots=True)
class Goal:
    what: str
    wanted: str
    found: str
    reached: bool


def goals(results: Results) -> Iterator[Goal]:
    """At the largest size at which what a goal speaks of was measured."""
    size = results.sizes[max(results.sizes)]
    yield from _over_tantivy(size)
    yield from _no_kind_slower(size)
    yield from _over_whoosh(results)
    yield from _upkeep(size)
    if results.page:
        yield _page(results.page)


def _over_tantivy(size: SizeRecord) -> Iterator[Goal]:
    for peer, facets in (("tantivy", "facets"), ("tantivy-text", "its facets as text")):
        found = ratio(size, peer, MIX, True)
        if found:
            yield Goal(f"median over the mix, over tantivy-py's, {facets}", "≤ 0.15", f"{found:.2f}", found <= 0.15)


def _no_kind_slower(size: SizeRecord) -> Iterator[Goal]:
    for facets in (True, False):
        found = {kind: over for kind in KINDS if (over := ratio(size, "tantivy", kind, facets))}
        slower = {kind: over for kind, over in found.items() if over > 1}
        told = ", ".join(f"{kind} {over:.2f}" for kind, over in slower.items()) or "none"
        said = "facets" if facets else "no facets"
        if found:
            yield Goal(f"kinds of query slower than tantivy-py's, {said}", "none", told, not slower)


def _over_whoosh(results: Results) -> Iterator[Goal]:
    measured = [size for size in results.sizes.values() if "whoosh" in size.engines]
    if measured:
        size = max(measured, key=lambda size: size.articles)
        times = 1 / (ratio(size, "whoosh", MIX, True) or float("inf"))
        what = f"times faster than stock Whoosh, median over the mix, facets, {size.articles:,} articles"
        yield Goal(what, "≥ 300", f"{times:.0f}", times >= 300)


def _upkeep(size: SizeRecord) -> Iterator[Goal]:
    site = size.engines[SITE]
    rate = size.articles / site.build_seconds
    found = f"{rate:,.0f}"
    if site.build_processor_seconds:
        found += f" ({2 * size.articles / site.build_processor_seconds:,.0f} by processor time, were both its own)"
    yield Goal("full rebuild from raw text, two processes, articles/s", "≥ 1,000", found, rate >= 1_000)
    for what, taken in (("added", site.add_seconds), ("changed", site.update_seconds)):
        median = milliseconds(taken)[0]
        yield Goal(f"one article {what} and found, ms, median", "< 50", f"{median:.1f}", median < 50)
    opened = milliseconds(site.open_seconds)[0]
    yield Goal("index opened, ms, median", "< 100", f"{opened:.1f}", opened < 100)


def _page(page: PageRecord) -> Goal:
    median = milliseconds(taken / 1e3 for taken in page.requests)[0]
    return Goal(f"search page over HTTP, {page.articles:,} articles, ms, median", "≤ 25", f"{median:.1f}", median <= 25)
