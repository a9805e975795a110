"""How an article lies in Whoosh's index: versions, limits, units, the stamp. Pure."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.stamp import stamp

LAYOUT_VERSION = 8  # one more whenever Whoosh's files must be made anew, or an article says more of itself
MIRROR_VERSION = 6  # one more whenever a mirror's columns change: a mirror of another version is made again
MAX_SEGMENT_DOCUMENTS = 1 << 16  # so that a document's number takes 16 bits; by its text a segment holds little more
MAX_SEGMENT_UNITS = 1 << 27  # of text: what bounds the memory that writing a segment takes

Array = npt.NDArray[Any]
Integers = npt.NDArray[np.integer]


def index_stamp() -> str:
    """What makes an index: the layout, what folds and what cuts. An index with another stamp has to be made anew."""
    return stamp(LAYOUT_VERSION, "Whoosh")


def text_units(text: str) -> npt.NDArray[np.uint16]:
    """A text as UTF-16 code units. A run of units stands in a text exactly where the run of characters does."""
    return np.frombuffer(text.encode("utf-16-le"), np.uint16)


def smallest_unsigned(largest: int) -> type[np.unsignedinteger]:
    """The narrowest type that holds numbers up to this one."""
    for candidate in (np.uint8, np.uint16, np.uint32):
        if largest <= np.iinfo(candidate).max:
            return candidate
    return np.uint64
