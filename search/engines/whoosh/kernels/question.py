"""What is asked, as the kernels take it: four arrays, since each that is handed over costs more than reading it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.jit import inner

Integers = npt.NDArray[np.int64]

LEAF, ALL, AND, OR, NOT, AT_LEAST = range(6)  # what a step of a program does
START, END, LENGTH, OWN, RUN, PARTS_MASK = range(6)  # what is known of a leaf
STEP_COLUMNS, LEAF_COLUMNS, WORD_COLUMNS, ALLOWED_COLUMNS, FACET_COLUMNS = 3, 6, 2, 3, 2

Asked = tuple[Integers, Integers, npt.NDArray[np.uint16], npt.NDArray[np.uint8]]
"""The header's numbers, named below; those of the plan; the leaves' units; the words' letters, in UTF-8.

After the header come, row by row,
- of each value that the filters let through the segment, the filter and the value's number there,
- of each facet that is to be counted in which of the matched sets, and its number.

The plan's numbers are, row by row,
- of each step of the program and of each leaf what `planning.Plan` says,
- of each word where its letters end, and the fields it is looked up in, as bits.
"""

(
    STEPS,
    LEAVES,
    WORDS,
    ALLOWED,
    FACETS,
    FILTERS,  # how many there are
    RANKING,  # leaves that a match may rest on; they are the first
    LIMIT,  # documents that are wanted; -1: all
    LOOKED_THROUGH,  # documents that are looked at for how their leaves stand
    ALLOWANCE,  # what may be looked at
    DOCUMENTS_ALL,  # of the snapshot, deleted ones too
    FACET_VALUES,  # of the snapshot
    KEYS,  # the column whose keys decide between equal scores
    HEADER,
) = range(14)

Plan = tuple[Integers, Integers, npt.NDArray[np.uint16]]
"""Program and leaves, a row each; units."""

Words = tuple[npt.NDArray[np.uint8], Integers]
"""The bytes of words, one's after the other's; for each where it ends, and the fields it is looked up in, as bits."""


@inner
def _rows(numbers: Integers, begin: int, count: int, columns: int) -> Integers:
    return numbers[begin : begin + count * columns].reshape((count, columns))


@inner
def plan_of(asked: Asked) -> Plan:
    header, numbers, units, _ = asked
    program = _rows(numbers, 0, header[STEPS], STEP_COLUMNS)
    return program, _rows(numbers, program.size, header[LEAVES], LEAF_COLUMNS), units


@inner
def words_of(asked: Asked) -> Words:
    header, numbers, _, letters = asked
    begin = header[STEPS] * STEP_COLUMNS + header[LEAVES] * LEAF_COLUMNS
    return letters, _rows(numbers, begin, header[WORDS], WORD_COLUMNS)


@inner
def allowed_of(asked: Asked) -> Integers:
    header = asked[0]
    return _rows(header, HEADER, header[ALLOWED], ALLOWED_COLUMNS)


@inner
def facets_of(asked: Asked) -> Integers:
    header = asked[0]
    return _rows(header, HEADER + header[ALLOWED] * ALLOWED_COLUMNS, header[FACETS], FACET_COLUMNS)
