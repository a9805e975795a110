"""How much a test tries that has many things to try: a part of them in `make test`, all of them in `make test-full`."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Any

import pytest

EVERY = os.environ.get("TRIALS") == "all"
_SHARE = 4


def trials(number: int) -> int:
    """So many of this number of random trials, one at least: a quarter, or all where TRIALS=all."""
    return number if EVERY else -(-number // _SHARE)


def first_of(*values: Any) -> list[Any]:
    """Values of a parameter of which one stands for all that are done in the same way; the others are marked `full`."""
    return [values[0], *(pytest.param(value, marks=pytest.mark.full) for value in values[1:])]


def each_with_one_of(values: Collection[Any], others: Collection[Any]) -> list[Any]:
    """Pairs for two parameters that do not depend on each other: each value of one and of the other is in one pair at
    least, and the rest of all pairs are marked `full`."""
    return [
        pytest.param(value, other, marks=() if number % len(others) == place % len(values) else pytest.mark.full)
        for number, value in enumerate(values)
        for place, other in enumerate(others)
    ]
