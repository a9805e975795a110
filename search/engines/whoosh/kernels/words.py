"""Words in a segment's vocabulary, and their postings."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.compiling import kernel
from search.engines.whoosh.kernels.runs import first_not_below

Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]


@kernel
def find_words(
    asked: Bytes, asked_ends: Integers, heads: npt.NDArray[np.uint64], terms: Bytes, term_ends: Integers
) -> Integers:
    """The places of words in the vocabulary, -1 for those that are not in it. `asked` are their bytes, one's after the
    other's; `heads` the vocabulary's first eight bytes, as numbers.
    """
    found = np.full(len(asked_ends), -1, np.int64)
    start = 0
    for number in range(len(asked_ends)):
        word = asked[start : asked_ends[number]]
        start = asked_ends[number]
        head = np.uint64(0)
        for at in range(8):
            head = (head << np.uint64(8)) | (np.uint64(word[at]) if at < len(word) else np.uint64(0))
        place = first_not_below(heads, 0, len(heads), head)
        while place < len(heads) and heads[place] == head:
            if _is_term(word, place, terms, term_ends):
                found[number] = place
                break
            place += 1
    return found


@kernel
def _is_term(word: Bytes, place: int, terms: Bytes, term_ends: Integers) -> bool:
    start, end = (term_ends[place - 1] if place else 0), term_ends[place] - 1
    if end - start != len(word):
        return False
    for at in range(8, len(word)):
        if terms[start + at] != word[at]:
            return False
    return True


@kernel
def find_postings(
    asked: Bytes,
    asked_ends: Integers,
    wanted: npt.NDArray[np.bool_],
    columns: Any,
) -> tuple[Integers, Integers]:
    """The starts and ends of the postings of words in every field: word by word, field by field.

    `wanted` says for each of these what is asked for; `columns` are a segment's `word_columns`.
    """
    heads, terms, term_ends, starts, _, _ = columns
    words, width = len(asked_ends), len(term_ends) + 1
    fields = len(starts) // width
    begins, ends = np.zeros(words * fields, np.int64), np.zeros(words * fields, np.int64)
    places = find_words(asked, asked_ends, heads, terms, term_ends)
    for word in range(words):
        for field in range(fields):
            if places[word] >= 0 and wanted[word * fields + field]:
                at = field * width + places[word]
                begins[word * fields + field], ends[word * fields + field] = starts[at], starts[at + 1]
    return begins, ends
