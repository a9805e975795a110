"""What was measured under load, as a page of Markdown."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

REFUSED = "refused for now"


@dataclass(slots=True)
class Phase:
    """A stretch of load. `rate` counts what was answered, a second; times are milliseconds; `sizes` bytes, in order."""

    name: str
    readers: int
    rate: float
    all_times: tuple[float, float, float]
    search_times: tuple[float, float, float]
    requests: int
    refused: int
    failed: Mapping[str, int]
    sizes: Sequence[int]
    recovery: float | None = None  # seconds after it until a search is answered within one

    @classmethod
    def of_rows(
        cls, name: str, readers: int, rows: Sequence[Mapping[str, str]], errors: Mapping[str, int], sizes: Sequence[int]
    ) -> Self:
        """From locust's statistics, a row for each name of a request and one for all."""
        named = {row["Name"]: row for row in rows}
        whole = named["Aggregated"]
        refused = sum(number for error, number in errors.items() if REFUSED in error)
        requests = int(whole["Request Count"])
        answered = 1 - int(whole["Failure Count"]) / max(requests, 1)
        failed = {error: number for error, number in errors.items() if REFUSED not in error}
        rate = float(whole["Requests/s"]) * answered
        times = _times(whole), _times(named["search"])
        return cls(name, readers, rate, *times, requests, refused, failed, sizes)


def _times(row: Mapping[str, str]) -> tuple[float, float, float]:
    median, slow, slowest = (float(row[percent]) for percent in ("50%", "95%", "99%"))
    return median, slow, slowest


def report(machine: Mapping[str, str], articles: int, phases: Sequence[Phase]) -> str:
    lines = [
        "# The site under load",
        "",
        "Written by `make load`; README.md says how it is measured. Readers, server and database share the machine.",
        "",
        f"- Date: {time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime())}",
        *(f"- {name}: {said}" for name, said in machine.items()),
        f"- Articles: {articles:,}",
        "",
        "Milliseconds until the whole answer is there: median, 95th and 99th percentile. Memory is the server's own,",
        "of all its processes together: at the beginning, at most, at the end.",
        "",
        "| | readers | answered a second | all | searches | refused (503) | failed | memory, MB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *map(_row, phases),
        "",
        *(
            f"After {phase.name}: a search within a second after {phase.recovery:.1f} s."
            for phase in phases
            if phase.recovery
        ),
        *(f"{phase.name}: {error} ({number} times)" for phase in phases for error, number in phase.failed.items()),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _row(phase: Phase) -> str:
    times = (" / ".join(f"{value:.0f}" for value in of) for of in (phase.all_times, phase.search_times))
    sizes = " / ".join(f"{size >> 20}" for size in (phase.sizes[0], max(phase.sizes), phase.sizes[-1]))
    cells = (phase.name, phase.readers, f"{phase.rate:.0f}", *times, phase.refused, sum(phase.failed.values()), sizes)
    return f"| {' | '.join(map(str, cells))} |"
