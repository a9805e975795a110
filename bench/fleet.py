"""The driver's side of the engines' processes."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.material.queries import Query, query_to_json
from bench.peers.base import Answer
from bench.peers.registry import ENTRIES

HOME = Path(__file__).resolve().parent.parent


class MissingEngine(Exception):
    """The engine is not installed on this machine."""


class WorkerDied(Exception):
    """The engine's process ended before it answered; what it said stands on standard error."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a corpus of a size has its pool and its indexes."""

    folder: Path
    pool: Path
    size: int

    def index(self, name: str) -> Path:
        return self.folder / str(self.size) / name


class EngineProcess:
    """One engine in a process of its own. Raises MissingEngine where it cannot run here."""

    def __init__(self, name: str, place: Place) -> None:
        self.name = name
        command = [
            ENTRIES[name].python,
            "-m",
            "bench.worker",
            name,
            str(place.index(name)),
            str(place.pool),
            str(place.size),
        ]
        place.index(name).parent.mkdir(parents=True, exist_ok=True)
        try:
            self._process = subprocess.Popen(
                command,
                cwd=HOME,
                env={"NUMBA_CACHE_DIR": str(place.folder / "kernels"), **os.environ},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        except FileNotFoundError as missing:
            raise MissingEngine(f"{ENTRIES[name].label}: {missing}") from missing
        greeting = self._reply()
        if "missing" in greeting:
            self.close()
            raise MissingEngine(f"{ENTRIES[name].label}: {greeting['missing']}")
        self.idle_memory: dict[str, int] = greeting["memory"]

    def build(self) -> dict[str, float]:
        """`seconds` until it was done, and `processor` seconds of the process and its children."""
        return self._do("build")

    def open(self) -> dict[str, Any]:
        """`seconds`, `version`, `disk` in bytes."""
        return self._do("open")

    def time(self, query: Query, with_facets: bool) -> float:
        """Seconds that the query took."""
        seconds: float = self._do("ask", query=query_to_json(query), facets=with_facets, answer=False)["seconds"]
        return seconds

    def answer(self, query: Query) -> Answer:
        """With facets."""
        reply = self._do("ask", query=query_to_json(query), facets=True, answer=True)
        return Answer(reply["total"], tuple(reply["top"]), reply["facets"])

    def save(self, number: int, like: int) -> float:
        """Seconds until the article is saved and found."""
        seconds: float = self._do("save", number=number, like=like)["seconds"]
        return seconds

    def memory(self) -> dict[str, int]:
        """`own` and `mapped`, bytes."""
        return self._do("memory")

    def close(self) -> None:
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _do(self, deed: str, **given: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": deed, **given}) + "\n")
        self._process.stdin.flush()
        return self._reply()

    def _reply(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise WorkerDied(f"{ENTRIES[self.name].label}: process ended with {self._process.wait()}")
        reply: dict[str, Any] = json.loads(line)
        return reply
