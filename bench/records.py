"""What a run measures, as it is kept in `results.json` and read again for the report and the pictures."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class EngineRecord:
    """One engine at one size. Seconds and bytes; memory is what the process took beyond an idle one."""

    version: str = ""
    build_seconds: float = 0.0
    build_processor_seconds: float = 0.0  # all processes of the engine's, but a server's
    build_load: float = 0.0  # the machine's when it was done
    open_seconds: list[float] = field(default_factory=list)
    first_query_seconds: list[float] = field(default_factory=list)
    disk: int = 0
    memory_own: int = 0
    memory_mapped: int = 0
    add_seconds: list[float] = field(default_factory=list)
    update_seconds: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sample:
    """One query timed once. `query` is its number in the run."""

    engine: str
    query: int
    kind: str
    facets: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An answer that is not the true one. `what` says which number differs."""

    engine: str
    kind: str
    query: str
    what: str


@dataclass(slots=True)
class SizeRecord:
    """All that was measured at one size."""

    articles: int
    queries: int
    engines: dict[str, EngineRecord] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    checked: dict[str, int] = field(default_factory=dict)  # queries whose answers were compared, by engine
    cutting_rate: float = 0.0  # articles a second that one process folds and cuts


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One search page: the whole request over HTTP, and its parts inside the server. Milliseconds, one a request."""

    articles: int
    requests: list[float]
    parts: dict[str, list[float]]
    bytes: int
    rebuild_rate: float  # articles a second that `rebuild_index` reads from the database and indexes, in two processes


@dataclass(slots=True)
class Results:
    """A whole run: what it ran on, and what it found at each size."""

    date: str
    machine: dict[str, str]
    missing: dict[str, str] = field(default_factory=dict)
    sizes: dict[int, SizeRecord] = field(default_factory=dict)
    page: PageRecord | None = None


def write_results(path: Path, results: Results) -> None:
    kept = asdict(results)
    for size in kept["sizes"].values():
        size["samples"] = [_sample_row(sample) for sample in size["samples"]]
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def read_results(path: Path) -> Results:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Results(
        date=kept["date"],
        machine=kept["machine"],
        missing=kept["missing"],
        sizes={int(size): _size_record(record) for size, record in kept["sizes"].items()},
        page=PageRecord(**kept["page"]) if kept["page"] else None,
    )


def _sample_row(sample: dict[str, Any]) -> list[Any]:
    return [*list(sample.values())[:-1], round(sample["seconds"], 7)]


def _size_record(kept: dict[str, Any]) -> SizeRecord:
    return SizeRecord(
        **{
            **kept,
            "engines": {name: EngineRecord(**record) for name, record in kept["engines"].items()},
            "samples": [Sample(*row) for row in kept["samples"]],
            "disagreements": [Disagreement(**record) for record in kept["disagreements"]],
        }
    )
