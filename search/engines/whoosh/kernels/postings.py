"""Words in a segment's vocabulary, and their postings."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bitsets import Bits, put_lists
from search.engines.whoosh.kernels.column_tables import (
    TERM_ENDS,
    TERM_HEADS,
    TERMS,
    WORD_DOCUMENTS,
    WORD_STARTS,
    bytes_at,
    integers_at,
    uint32s_at,
    uint64s_at,
)
from search.engines.whoosh.kernels.jit import inner, kernel
from search.engines.whoosh.kernels.question import Asked, Words, words_of
from search.engines.whoosh.kernels.substrings import first_not_below

Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]


@inner
def find_word(table: Any, word: Bytes) -> int:
    """The place of a word in a segment's vocabulary, -1 where it is not in it."""
    heads, ends, terms = uint64s_at(table[TERM_HEADS]), integers_at(table[TERM_ENDS]), bytes_at(table[TERMS])
    head = np.uint64(0)
    for at in range(8):
        head = (head << np.uint64(8)) | (np.uint64(word[at]) if at < len(word) else np.uint64(0))
    place = first_not_below(heads, 0, len(heads), head)
    while place < len(heads) and heads[place] == head:
        start = ends[place - 1] if place else 0
        if ends[place] - 1 - start == len(word):
            same = True
            for at in range(8, len(word)):
                same = same and terms[start + at] == word[at]
            if same:
                return place
        place += 1
    return -1


@inner
def find_postings(table: Any, words: Words, begins: Integers, ends: Integers) -> None:
    """Where the postings of words begin and end in every field they are looked up in: word by word, field by field.

    Of a word that is nowhere in a field, begin and end are the same.
    """
    (letters, rows), starts = words, integers_at(table[WORD_STARTS])
    width = len(integers_at(table[TERM_ENDS])) + 1
    fields, first = len(starts) // width, 0
    for number in range(len(rows)):
        place = find_word(table, letters[first : rows[number, 0]])
        first = rows[number, 0]
        for field in range(fields):
            at = number * fields + field
            begins[at] = ends[at] = 0
            if place >= 0 and (rows[number, 1] >> field) & 1:
                begins[at], ends[at] = starts[field * width + place], starts[field * width + place + 1]


@kernel
def postings_of(table: Any, asked: Asked, fields: int) -> tuple[Integers, Integers]:
    """As `find_postings` says them."""
    words = words_of(asked)
    begins, ends = np.empty(len(words[1]) * fields, np.int64), np.empty(len(words[1]) * fields, np.int64)
    find_postings(table, words, begins, ends)
    return begins, ends


@kernel
def put_words(table: Any, asked: Asked, fields: int, bits: Bits) -> int:
    """Put the documents that have one of the words in its fields into the set; returns how many postings there were."""
    begins, ends = postings_of(table, asked, fields)
    put_lists(begins, ends, uint32s_at(table[WORD_DOCUMENTS]), bits)
    return (ends - begins).sum()
