"""How much a test tries that has many things to try: a part of them in `make test`, all of them in `make test-full`."""

from __future__ import annotations

import os
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
