"""An iterable in lists of a given length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one of what is left."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch
