"""Words in a segment's vocabulary, and their postings."""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.kernels.bitsets import add_lists
from search.engines.whoosh.kernels.columns import Bits, Bytes, Int64s, SegmentColumns
from search.engines.whoosh.kernels.jit import inlined, inner, kernel
from search.engines.whoosh.kernels.query import EncodedQuery, letters_of, words_of
from search.engines.whoosh.kernels.segment import Tables, segment_at
from search.engines.whoosh.kernels.substrings import first_not_below


@inlined
def find_term(segment: SegmentColumns, word: Bytes) -> int:
    """The place of a word in a segment's vocabulary, -1 where it is not in it."""
    heads, ends, terms = segment.term_heads, segment.term_ends, segment.terms
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
def find_postings(segment: SegmentColumns, query: EncodedQuery, begins: Int64s, ends: Int64s) -> None:
    """Where the postings of words begin and end in every field they are looked up in: word by word, field by field.

    Of a word that is nowhere in a field, begin and end are the same.
    """
    words, letters, starts = words_of(query), letters_of(query), segment.posting_starts
    width = len(segment.term_ends) + 1
    fields, first = len(starts) // width, 0
    for number in range(len(words)):
        place = find_term(segment, letters[first : words[number].end])
        first = words[number].end
        for field in range(fields):
            at = number * fields + field
            begins[at] = ends[at] = 0
            if place >= 0 and (words[number].fields >> field) & 1:
                begins[at], ends[at] = starts[field * width + place], starts[field * width + place + 1]


@kernel
def postings_of(tables: Tables, number: int, query: EncodedQuery, fields: int) -> tuple[Int64s, Int64s]:
    """As `find_postings` says them, in a table's segment."""
    size = len(words_of(query)) * fields
    begins, ends = np.empty(size, np.int64), np.empty(size, np.int64)
    find_postings(segment_at(tables, number), query, begins, ends)
    return begins, ends


@kernel
def add_words(tables: Tables, number: int, query: EncodedQuery, fields: int, bits: Bits) -> int:
    """Put the documents that have one of the words in its fields into the set; returns how many postings there were."""
    begins, ends = postings_of(tables, number, query, fields)
    add_lists(begins, ends, segment_at(tables, number).posting_documents, bits)
    total = 0
    for at in range(len(begins)):
        total += ends[at] - begins[at]
    return total
