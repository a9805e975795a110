"""`RESULTS.md` from what a run measured: ratios first, then the figures they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bench.material.queries import KINDS
from bench.peers.registry import ENTRIES, SITE
from bench.records import EngineRecord, PageRecord, Results, SizeRecord
from bench.reporting.figures import MIX, PERCENTILES, milliseconds, ratio, seconds_of
from bench.reporting.goals import goals

_MEGABYTE = 1 << 20


def report(results: Results, pictures: Sequence[tuple[str, str]]) -> str:
    """Markdown. `pictures` are titles and paths."""
    largest = results.sizes[max(results.sizes)]
    sections = [
        _opening(results),
        _goals(results),
        *(_ratios(size) for size in sorted(results.sizes.values(), key=lambda size: -size.articles)),
        *(f"![{title}]({path})\n" for title, path in pictures),
        _latencies(largest, facets=True),
        _latencies(largest, facets=False),
        _growth(results),
        *(_upkeep(size) for size in sorted(results.sizes.values(), key=lambda size: -size.articles)),
        _page(results.page) if results.page else "",
        _agreement(results),
        _method(results),
    ]
    return "\n".join(filter(None, sections))


def _opening(results: Results) -> str:
    versions = {name: record.version for size in results.sizes.values() for name, record in size.engines.items()}
    lines = [
        "# The search engine beside its peers",
        "",
        "Written by `make bench`; README.md says how it is measured. A ratio is this site's time over the peer's",
        "in the same run, with the same queries, in turns: below 1 the site is faster.",
        "",
        f"- Date: {results.date}",
        *(f"- {name}: {value}" for name, value in results.machine.items()),
        *(f"- {ENTRIES[name].label}: {version}" for name, version in versions.items()),
        *(f"- Not measured: {reason}" for reason in results.missing.values()),
    ]
    return "\n".join(lines) + "\n"


def _goals(results: Results) -> str:
    rows = [(goal.what, goal.wanted, goal.found, "yes" if goal.reached else "**no**") for goal in goals(results)]
    largest = max(results.sizes)
    return f"## What it should reach, at {largest:,} articles\n\n" + _table(
        ("goal", "wanted", "found", "reached"), rows
    )


def _ratios(size: SizeRecord) -> str:
    peers = [name for name in size.engines if name != SITE]
    head = ("query", *(ENTRIES[name].label for name in peers))
    parts = [f"## Time of a query over each peer's, {size.articles:,} articles\n"]
    for facets in (True, False):
        parts.append(f"{_facets_said(facets)}: median (95th percentile, 99th).\n")
        rows = [(kind, *(_ratio_cell(size, peer, kind, facets) for peer in peers)) for kind in _kinds(size)]
        parts.append(_table(head, rows))
    return "\n".join(parts)


def _ratio_cell(size: SizeRecord, peer: str, kind: str, facets: bool) -> str:
    found = [ratio(size, peer, kind, facets, percentile) for percentile in PERCENTILES]
    if found[0] is None:
        return "–"
    median, *rest = (f"{value:.3g}" for value in found if value is not None)
    return f"{median} ({', '.join(rest)})"


def _latencies(size: SizeRecord, facets: bool) -> str:
    rows = [
        (kind, *(_latency_cell(seconds_of(size, name, kind, facets)) for name in size.engines)) for kind in _kinds(size)
    ]
    head = ("query", *(ENTRIES[name].label for name in size.engines))
    title = f"## Milliseconds a query, {size.articles:,} articles, {_facets_said(facets).lower()}"
    return f"{title}\n\nMedian (95th percentile, 99th) over all times asked.\n\n{_table(head, rows)}"


def _latency_cell(seconds: Sequence[float]) -> str:
    if not seconds:
        return "–"
    median, *rest = (f"{value:.3g}" for value in milliseconds(seconds))
    return f"{median} ({', '.join(rest)})"


def _kinds(size: SizeRecord) -> list[str]:
    return [MIX, *(kind for kind in KINDS if any(sample.kind == kind for sample in size.samples))]


def _facets_said(facets: bool) -> str:
    return "Top 10, total and all counts of three facets" if facets else "Top 10 and total, no facets"


def _growth(results: Results) -> str:
    names = list(results.sizes[max(results.sizes)].engines)
    rows = []
    for articles, size in sorted(results.sizes.items()):
        medians = [seconds_of(size, name, MIX, True) for name in names]
        rows.append((f"{articles:,}", *(f"{milliseconds(taken)[0]:.3g}" if taken else "–" for taken in medians)))
    head = ("articles", *(ENTRIES[name].label for name in names))
    return f"## Growth: milliseconds a query over the mix, with facets, median\n\n{_table(head, rows)}"


def _upkeep(size: SizeRecord) -> str:
    measures = {
        "built, articles/s": lambda r: f"{size.articles / r.build_seconds:,.0f}",
        "built, articles/s of processor time": lambda r: _processor_rate(size, r),
        "the machine's load when it was built": lambda r: f"{r.build_load:.1f}" if r.build_load else "–",
        "opened, ms": lambda r: f"{milliseconds(r.open_seconds)[0]:.3g}",
        "first query after it, what it loads included, ms": lambda r: f"{milliseconds(r.first_query_seconds)[0]:.3g}",
        "article added and found, ms, median (longest)": lambda r: _median_and_longest(r.add_seconds),
        "article changed and found, ms, median (longest)": lambda r: _median_and_longest(r.update_seconds),
        "memory of its own, MB": lambda r: f"{r.memory_own / _MEGABYTE:,.0f}",
        "memory, files mapped, MB": lambda r: f"{r.memory_mapped / _MEGABYTE:,.0f}",
        "disk, MB": lambda r: f"{r.disk / _MEGABYTE:,.0f}",
    }
    head = ("", *(ENTRIES[name].label for name in size.engines))
    rows = [(what, *(said(record) for record in size.engines.values())) for what, said in measures.items()]
    note = (
        "The site builds from raw text with two processes and cuts it itself; the peers are given tokens. A load above"
        " what the engine's own processes make says that others kept it waiting: then the processor time tells. Folding"
        " and"
        f" cutting alone does {size.cutting_rate:,.0f} articles a second in one process.\n"
    )
    return f"## Building, opening, saving, {size.articles:,} articles\n\n{_table(head, rows)}\n{note}"


def _processor_rate(size: SizeRecord, record: EngineRecord) -> str:
    """What a processor to itself would do: on a machine with other work, nearer to what the engine needs."""
    return f"{size.articles / record.build_processor_seconds:,.0f}" if record.build_processor_seconds else "–"


def _median_and_longest(seconds: Sequence[float]) -> str:
    return f"{milliseconds(seconds)[0]:.3g} ({max(seconds) * 1e3:.3g})" if seconds else "–"


def _page(page: PageRecord) -> str:
    median, high, highest = (f"{value:.1f}" for value in milliseconds(taken / 1e3 for taken in page.requests))
    rows = [
        (part, *(f"{value:.2f}" for value in milliseconds(each / 1e3 for each in taken)))
        for part, taken in page.parts.items()
    ]
    return (
        f"## The search page over HTTP, {page.articles:,} articles\n\n"
        f"One gunicorn worker with one thread, {len(page.requests)} requests in a row over one connection:"
        f" {median} ms median ({high} at the 95th percentile, {highest} at the 99th), {page.bytes / 1024:.0f} kB a"
        f" page, compressed. `rebuild_index` read the database and indexed {page.rebuild_rate:,.0f} articles a second,"
        " its start included. The page's parts, measured inside the server:\n\n"
        f"{_table(('part', 'median ms', '95th', '99th'), rows)}"
    )


def _agreement(results: Results) -> str:
    lines = ["## Answers compared", ""]
    for articles, size in sorted(results.sizes.items()):
        told = ", ".join(f"{ENTRIES[name].label} {count}" for name, count in size.checked.items())
        lines.append(f"- {articles:,} articles: totals and all facet counts held against the truth; queries: {told}.")
        for found in size.disagreements:
            lines.append(f"  - {ENTRIES[found.engine].label}, {found.kind}, `{found.query}`: {found.what}; not timed.")
        if not size.disagreements:
            lines.append("  - Every answer was the true one.")
    return "\n".join(lines) + "\n"


def _method(results: Results) -> str:
    size = results.sizes[max(results.sizes)]
    kinds = [f"- **{kind}**: {meaning}" for kind, meaning in KINDS.items()]
    return "\n".join(
        ["## The queries", "", f"{size.queries} of these kinds; README.md says how they are asked.", "", *kinds, ""]
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(_table_lines(head, rows)) + "\n"


def _table_lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(['---'] + ['---:'] * (len(head) - 1))}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
