"""A snapshot's columns as the kernels reach them: by address, all segments' at once.

To hand an array to a kernel costs more than a small search does with it, and a search reads thirty columns of every
segment. So they are handed over together: a table has for each segment and each of COLUMNS its address and length.
Whoever makes a table keeps the arrays; what the kernels get here is good as long as these are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import carray, types
from numba.core.extending import intrinsic

from search.engines.whoosh.kernels.jit import inner

Tables = npt.NDArray[np.int64]
"""By segment, column, and then address and length."""

COLUMNS = {
    # where runs stand
    "pair_keys": np.uint32,
    "pair_starts": np.int64,
    "positions": np.uint32,
    "units": np.uint16,
    "block_documents": np.uint32,
    "part_starts": np.int64,
    "part_blocks": np.uint32,
    "common_keys": np.int64,
    "common_sets": np.uint64,
    # words and their postings
    "term_heads": np.uint64,
    "terms": np.uint8,
    "term_ends": np.int64,
    "word_starts": np.int64,
    "word_documents": np.uint32,
    "word_impacts": np.uint32,
    "bases": np.float64,
    # facets
    "facet_starts": np.int64,
    "facet_documents": np.uint32,
    "facet_rows": np.int64,
    "facet_sets": np.uint64,
    "facet_forward_starts": np.uint32,
    "facet_forward": np.uint32,
    "facet_bases": np.int64,
    "facet_places": np.int64,
    # documents
    "alive": np.uint64,
    "newest": np.int64,
    "oldest": np.int64,
    "title_ranks": np.int64,
    # what every segment has alike
    "part_weights": np.float64,
    "amounts": np.float64,
}
"""Each with its type. All are the mirror's but `bases`, `facet_places` and `alive`, which are the snapshot's, and what
`closeness` weighs by.
"""

(
    PAIR_KEYS,
    PAIR_STARTS,
    POSITIONS,
    UNITS,
    OWNERS,
    PART_STARTS,
    PART_BLOCKS,
    COMMON_KEYS,
    COMMON_SETS,
    TERM_HEADS,
    TERMS,
    TERM_ENDS,
    WORD_STARTS,
    WORD_DOCUMENTS,
    WORD_IMPACTS,
    BASES,
    FACET_STARTS,
    FACET_DOCUMENTS,
    FACET_ROWS,
    FACET_SETS,
    FORWARD_STARTS,
    FORWARD,
    FACET_BASES,
    FACET_PLACES,
    ALIVE,
    NEWEST,
    OLDEST,
    TITLE_RANKS,
    PART_WEIGHTS,
    AMOUNTS,
) = range(len(COLUMNS))


def make_tables(segments: Sequence[Mapping[str, npt.NDArray[Any]]]) -> Tables:
    """The table of segments' columns, by name. Raises TypeError where one has not the type that the kernels take."""
    tables = np.empty((len(segments), len(COLUMNS), 2), np.int64)
    for segment, columns in zip(tables, segments, strict=True):
        for row, (name, kind) in zip(segment, COLUMNS.items(), strict=True):
            column = columns[name]
            if column.dtype != kind or not column.flags.c_contiguous:
                raise TypeError(f"column {name} is of {column.dtype}, not {np.dtype(kind)}")
            row[:] = column.ctypes.data, len(column)
    return tables


def _to_pointer(context: Any, address: Any) -> Any:
    """What is at an address: how Numba writes an intrinsic of its own."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], context.get_value_type(types.voidptr))

    return types.voidptr(address), generate


_pointer: Any = intrinsic(_to_pointer)


@inner
def bytes_at(column: Any) -> Any:
    return carray(_pointer(column[0]), (column[1],), np.uint8)


@inner
def uint16s_at(column: Any) -> Any:
    return carray(_pointer(column[0]), (column[1],), np.uint16)


@inner
def uint32s_at(column: Any) -> Any:
    return carray(_pointer(column[0]), (column[1],), np.uint32)


@inner
def uint64s_at(column: Any) -> Any:
    return carray(_pointer(column[0]), (column[1],), np.uint64)


@inner
def integers_at(column: Any) -> Any:
    return carray(_pointer(column[0]), (column[1],), np.int64)


@inner
def floats_at(column: Any) -> Any:
    return carray(_pointer(column[0]), (column[1],), np.float64)
