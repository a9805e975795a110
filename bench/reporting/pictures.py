"""Pictures of a run, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.material.queries import KINDS
from bench.peers.registry import ENTRIES, SITE
from bench.records import PageRecord, Results, SizeRecord
from bench.reporting.figures import MIX, milliseconds, ratio, seconds_of

mpl.rcParams["svg.hashsalt"] = "bench"  # the same numbers are drawn as the same file
_COLOURS = ("#c8321e", "#1f5673", "#7a9e9f", "#8a6d3b", "#5b507a", "#4f7942", "#8c8c8c")
_SHADES = ("#c8321e", "#1f5673", "#7a9e9f", "#d9a441", "#5b507a", "#4f7942", "#8c8c8c", "#b0b0b0")
_KINDS = (MIX, *KINDS)


def draw(results: Results, folder: Path) -> list[tuple[str, str]]:
    """Draw every picture there are numbers for; their titles and files' names."""
    folder.mkdir(parents=True, exist_ok=True)
    largest = results.sizes[max(results.sizes)]
    drawn = {
        "ratios": ("Time of a query over each peer's", _ratios(largest)),
        "latency": ("Milliseconds a query, by kind", _latency(largest)),
        "growth": ("Milliseconds a query as the corpus grows", _growth(results)),
        "upkeep": ("Building, saving, memory, disk", _upkeep(largest)),
    }
    if results.page:
        drawn["page"] = ("What the search page's time goes to", _page(results.page))
    for name, (_, figure) in drawn.items():
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
    return [(title, f"{name}.svg") for name, (title, _) in drawn.items()]


def _ratios(size: SizeRecord) -> Figure:
    figure = Figure(figsize=(10, 9))
    for number, facets in enumerate((True, False), 1):
        axes = figure.add_subplot(2, 1, number)
        peers = [name for name in size.engines if name != SITE]
        for at, peer in enumerate(peers):
            above = [(ratio(size, peer, kind, facets) or float("nan")) - 1 for kind in _KINDS]
            places = [kind + (at - len(peers) / 2) * 0.13 for kind in range(len(_KINDS))]
            axes.bar(places, above, 0.12, bottom=1, label=ENTRIES[peer].label, color=_colour(size, peer))
        axes.axhline(1, color="black", linewidth=0.8)
        axes.set_yscale("log")
        axes.set_ylabel("this site / peer, medians")
        _name_kinds(axes)
        axes.set_title(
            f"{size.articles:,} articles, {'with facets' if facets else 'without facets'}: below 1 is faster"
        )
        axes.legend(fontsize=7, ncols=3)
    figure.tight_layout()
    return figure


def _latency(size: SizeRecord) -> Figure:
    figure = Figure(figsize=(10, 5))
    axes = figure.add_subplot()
    for at, name in enumerate(size.engines):
        for number, kind in enumerate(_KINDS):
            taken = seconds_of(size, name, kind, True)
            if taken:
                median, high, _ = milliseconds(taken)
                place = number + (at - len(size.engines) / 2) * 0.11
                axes.plot([place, place], [median, high], color=_colour(size, name), linewidth=1)
                label = ENTRIES[name].label if number == 0 else None
                axes.plot(place, median, "o", markersize=4, color=_colour(size, name), label=label)
    axes.set_yscale("log")
    axes.set_ylabel("ms: median, line to 95th percentile")
    _name_kinds(axes)
    axes.set_title(f"{size.articles:,} articles, with facets")
    axes.legend(fontsize=7, ncols=4)
    return figure


def _growth(results: Results) -> Figure:
    figure = Figure(figsize=(7, 5))
    axes = figure.add_subplot()
    largest = results.sizes[max(results.sizes)]
    for name in largest.engines:
        points = [
            (articles, milliseconds(taken)[0])
            for articles, size in sorted(results.sizes.items())
            if (taken := seconds_of(size, name, MIX, True))
        ]
        axes.plot(*zip(*points, strict=True), "o-", color=_colour(largest, name), label=ENTRIES[name].label)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("articles")
    axes.set_ylabel("ms a query over the mix, with facets, median")
    axes.legend(fontsize=8)
    return figure


def _upkeep(size: SizeRecord) -> Figure:
    records = size.engines.values()
    measures = {
        "built, articles/s": [size.articles / record.build_seconds for record in records],
        "article changed and found, ms": [milliseconds(record.update_seconds)[0] for record in records],
        "memory of its own, MB": [record.memory_own / 1e6 for record in records],
        "disk, MB": [record.disk / 1e6 for record in records],
    }
    figure = Figure(figsize=(10, 6))
    for number, (title, values) in enumerate(measures.items(), 1):
        axes = figure.add_subplot(2, 2, number)
        labels = [ENTRIES[name].label for name in size.engines]
        bars = axes.barh(labels, values, color=[_colour(size, name) for name in size.engines])
        axes.bar_label(bars, fmt="{:,.4g}", padding=3, fontsize=8)
        axes.margins(x=0.2)
        axes.invert_yaxis()
        axes.set_title(title, fontsize=9)
    figure.tight_layout()
    return figure


def _page(page: PageRecord) -> Figure:
    figure = Figure(figsize=(9, 2.4))
    axes = figure.add_subplot()
    left = 0.0
    for number, (part, taken) in enumerate(page.parts.items()):
        median = milliseconds(value / 1e3 for value in taken)[0]
        axes.barh(0, median, left=left, color=_SHADES[number % len(_SHADES)], label=f"{part} {median:.1f} ms")
        left += median
    axes.set_yticks([])
    axes.set_xlabel("ms, medians of the parts")
    axes.legend(fontsize=7, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.35))
    return figure


def _colour(size: SizeRecord, name: str) -> str:
    return _COLOURS[list(size.engines).index(name) % len(_COLOURS)]


def _name_kinds(axes: Axes) -> None:
    axes.set_xticks(range(len(_KINDS)), _KINDS, rotation=20, fontsize=8)


def picture_links(drawn: Sequence[tuple[str, str]], folder: str) -> list[tuple[str, str]]:
    return [(title, f"{folder}/{name}") for title, name in drawn]
