"""Numbers for facet values, kept in a file, for engines that count numbers faster than names."""

from __future__ import annotations

import json
from pathlib import Path

from bench.material.corpus import FACETS


class ValueNumbers:
    """A number for every value of every facet, given as values are met."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names: dict[str, list[str]] = (
            json.loads(path.read_text("utf-8")) if path.exists() else {name: [] for name in FACETS}
        )
        self._numbers = {facet: {name: at for at, name in enumerate(names)} for facet, names in self._names.items()}

    def number(self, facet: str, value: str) -> int:
        numbers = self._numbers[facet]
        if value not in numbers:
            numbers[value] = len(numbers)
            self._names[facet].append(value)
        return numbers[value]

    def name(self, facet: str, number: int) -> str:
        return self._names[facet][number]

    def keep(self) -> None:
        self._path.write_text(json.dumps(self._names, ensure_ascii=False), encoding="utf-8")
