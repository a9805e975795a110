"""Words in a segment's vocabulary, their postings, and the hits of a word that stands just where these say."""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.kernels.bitsets import add_lists
from search.engines.whoosh.kernels.columns import Bits, Bytes, Int64s, Integer, SegmentColumns
from search.engines.whoosh.kernels.jit import inlined, inner, kernel
from search.engines.whoosh.kernels.occurrences import FewDocuments, keep_alive, make_few, merge_few
from search.engines.whoosh.kernels.query import EncodedQuery, leaves_of, letters_of, units_of, words_of
from search.engines.whoosh.kernels.segment import Tables, fetch, segment_at
from search.engines.whoosh.kernels.substrings import first_not_below, rarest_bigrams, stretches_across


@inner
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
    words, letters, fields, first = words_of(query), letters_of(query), _fields_of(segment), 0
    for number in range(len(words)):
        place = find_term(segment, letters[first : words[number].end])
        first = words[number].end
        for field in range(fields):
            at = number * fields + field
            begins[at] = ends[at] = 0
            if place >= 0 and (words[number].fields >> field) & 1:
                begins[at], ends[at] = _postings_at(segment, place, field)


@inner
def _fields_of(segment: SegmentColumns) -> int:
    return len(segment.posting_starts) // (len(segment.term_ends) + 1)


@inner
def documents_of_word(tables: Tables, query: EncodedQuery) -> tuple[int, FewDocuments]:
    """As `few_documents`, of a plan of one word: its postings are the answer, neither positions nor text are looked at.
    How often it stands in a document is not said. -1 where it is not exact in some segment (see `exact_terms`), or
    stands across marks, unquoted.
    """
    terms, postings, looked_at = np.empty(len(tables), np.int64), int(np.int64(0)), int(np.int64(0))
    for number in range(len(tables)):
        segment = segment_at(tables, number)
        terms[number] = find_term(segment, letters_of(query)[: words_of(query)[0].end])
        is_exact, more = _is_exact(segment, query, terms[number])
        looked_at += more
        if not is_exact:
            return -1, make_few(tables, 0)
        for field in range(_fields_of(segment) if terms[number] >= 0 else 0):
            begin, end = _postings_at(segment, terms[number], field)
            postings += end - begin
            fetch(segment.posting_documents, begin)
            fetch(segment.posting_impacts, begin)
    few = make_few(tables, postings)
    for number in range(len(tables)):
        segment = segment_at(tables, number)
        first = stop = few.bounds[number]
        for field in range(_fields_of(segment) if terms[number] >= 0 else 0):
            begin, end = _postings_at(segment, terms[number], field)
            for at in range(begin, end):
                few.documents[stop + at - begin] = segment.posting_documents[at]
            stop = merge_few(few, first, stop, stop + end - begin)
        keep_alive(segment, number, stop, few)
    return looked_at + postings, few


@inlined
def _is_exact(segment: SegmentColumns, query: EncodedQuery, term: Integer) -> tuple[bool, int]:
    """Whether a term is exact in a segment, or, where the vocabulary does not have it, stands nowhere there; unquoted,
    nowhere across marks either. And how many places were looked at for that.
    """
    leaf = leaves_of(query)[0]
    run, bare = units_of(query)[leaf.start : leaf.end], units_of(query)[leaf.bare_start : leaf.bare_end]
    if term >= 0:
        is_exact = segment.exact_terms[term] == 1
    else:
        best, _ = rarest_bigrams(segment, run)
        is_exact = best[0] == best[1]
    if not is_exact or len(bare) == 0:
        return is_exact, 0
    stretches, looked_at = stretches_across(segment, bare, segment.alive)
    return len(stretches) == 0, looked_at


@inner
def _postings_at(segment: SegmentColumns, term: Integer, field: int) -> tuple[int, int]:
    """Where a term's postings in a field begin and end."""
    at = field * (len(segment.term_ends) + 1) + term
    return int(np.int64(segment.posting_starts[at])), int(np.int64(segment.posting_starts[at + 1]))


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
