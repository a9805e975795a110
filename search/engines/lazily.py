"""Modules that are loaded when something of them is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Lazily:
    """Stands for a module of this name. Any number of threads may ask."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        found = getattr(import_module(self._name), attribute)
        setattr(self, attribute, found)  # a search asks twice, and importing looks for locks each time
        return found
