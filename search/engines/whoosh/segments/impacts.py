"""Impacts: the distinct combinations of a field, how often a term occurs in it and how long it is. Pure.

A posting scores by its impact alone, whose number takes 16 bits: so a segment has at most MAX_IMPACTS.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from search.engines.whoosh.segments.arrays import FieldWords

MAX_IMPACTS = 1 << 16
LENGTH_OF_BYTE = np.array([byte_to_length(byte) for byte in range(256)], np.int64)


def length_bytes(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Field lengths as Whoosh keeps them, in one byte each: exact up to 108, then in steps. 0 for an empty field."""
    exact = np.minimum(lengths, LENGTH_OF_BYTE[-1])
    return np.searchsorted(LENGTH_OF_BYTE, exact).astype(np.uint8)


def impacts_at_most(fields: Iterable[FieldWords]) -> int:
    """How many impacts a segment of these fields may have, without looking which of them it has."""
    return sum(
        int(np.count_nonzero(np.bincount(words.frequencies))) * len(np.unique(length_bytes(words.lengths)))
        for words in fields
    )
