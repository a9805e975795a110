"""What wildcards stand for, and where: whole words of a segment's vocabulary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from search.engines.parts import FIELD_OF_PART, FIELDS
from search.engines.whoosh.answering.budget import WILDCARD_WORDS, Budget
from search.engines.whoosh.answering.plan import EMPTY_PLAN, encode, field_bits, part_bits, place_of, with_words
from search.engines.whoosh.answering.prepared import Prepared
from search.engines.whoosh.answering.whole_words import Positions, places_of_word
from search.engines.whoosh.kernels.columns import Bits
from search.engines.whoosh.kernels.matching import part_ranges
from search.engines.whoosh.kernels.postings import add_words
from search.engines.whoosh.kernels.query import EncodedQuery
from search.engines.whoosh.mirror.bigrams import packed
from search.engines.whoosh.mirror.snapshot import SegmentView
from search.errors import TooMuch
from search.language.tree import Node, Wildcard
from search.text.tokenizer import may_have_a_number, wildcard_regex
from search.types import Where

Bounds = npt.NDArray[np.int64]
WildcardWords = Sequence[Sequence[str]]
"""For each of a plan's wildcards, the words that it stands for in one segment."""


def wildcard_words(segment: SegmentView, wildcard: Wildcard, tree: Node, budget: Budget) -> list[str]:
    """The words of the segment's vocabulary that a wildcard of a tree stands for. Raises TooMuch for too many."""
    budget.spend(len(segment.columns.terms) // 16)
    line, beginnings = _line_pattern(wildcard.pattern), _beginnings(wildcard.pattern)
    possible = chain.from_iterable(segment.terms_like(line, *run) for run in beginnings)
    found = list(filter(wildcard_regex(wildcard.pattern).fullmatch, map(bytes.decode, possible)))
    if len(found) > WILDCARD_WORDS:
        raise TooMuch(f"“{wildcard.pattern}”可以是太多的词，请多写几个字母", at=place_of(wildcard, tree))
    return found


def wildcard_set(
    prepared: Prepared, segment_number: int, words: Sequence[str], parts: frozenset[Where], budget: Budget
) -> Bits:
    """The documents of a segment that have one of the words in some parts.

    By the postings in the fields whose parts are all among these, in the text of the others' parts.
    """
    segment = prepared.snapshot.segments[segment_number]
    found = np.zeros(len(segment.alive_bits), np.uint64)
    whole, others = _whole_fields(parts)
    query = _words_alone(tuple(words), whole)
    budget.spend(add_words(prepared.tables, segment_number, query, len(FIELDS), found))
    if not (words and others):
        return found
    ranges = part_ranges(prepared.tables, segment_number, others)
    ranges = ranges[ranges[:, 0] < ranges[:, 1]]
    if len(ranges):
        places = wildcard_places(prepared, segment_number, words, budget)
        having = np.zeros(segment.count, bool)
        for start, end in places.searchsorted(ranges.astype(np.uint32)).tolist():
            having[segment.columns.block_documents[places[start:end] >> 4]] = True
        found |= packed(having)
    return found


def wildcard_places(prepared: Prepared, segment_number: int, words: Sequence[str], budget: Budget) -> Positions:
    """Every place in a segment's text where one of the words stands, in order."""
    found = [np.empty(0, np.uint32)]
    for word in words:
        places = places_of_word(prepared, segment_number, word)
        budget.spend(len(places))
        found.append(places)
    return np.sort(np.concatenate(found))


def all_places(prepared: Prepared, words: Sequence[WildcardWords], budget: Budget) -> tuple[Positions, Bounds]:
    """The places of a plan's wildcards in each segment, one's after the other's; a row for each segment of where each
    one's begin and the last one's end.
    """
    found = [
        [wildcard_places(prepared, number, of_one, budget) for of_one in of_segment]
        for number, of_segment in enumerate(words)
    ]
    bounds, start = [], 0
    for of_segment in found:
        bounds.append(np.cumsum([start, *map(len, of_segment)]))
        start = int(bounds[-1][-1])
    flat = [places for of_segment in found for places in of_segment]
    return np.concatenate([np.empty(0, np.uint32), *flat]), np.array(bounds, np.int64, ndmin=2)


@lru_cache(maxsize=256)
def _words_alone(words: tuple[str, ...], fields: int) -> EncodedQuery:
    """Each of the words in all of these fields, given as bits."""
    return encode(with_words(EMPTY_PLAN, dict.fromkeys(words, fields)))


@lru_cache(maxsize=256)
def _whole_fields(parts: frozenset[Where]) -> tuple[int, int]:
    """The fields whose parts are all among these, and the parts that are of no such field: both as bits."""
    whole = [name for name in FIELDS if _PARTS_OF_FIELD[name] <= parts]
    return field_bits(whole), part_bits(tuple(parts.difference(*[_PARTS_OF_FIELD[name] for name in whole])))


_PARTS_OF_FIELD = {name: frozenset(part for part, field in FIELD_OF_PART.items() if field == name) for name in FIELDS}


@lru_cache(maxsize=256)
def _beginnings(wildcard: str) -> tuple[tuple[bytes, bytes], ...]:
    """What the words that a wildcard may stand for begin with: runs of the vocabulary, each with its least and its
    greatest beginning.
    """
    literal = re.split(r"[*?]", wildcard, maxsplit=1)[0].encode()
    numbers = ((b"0", b"9"),) if may_have_a_number(wildcard) else ()
    return *numbers, (literal, literal)


@lru_cache(maxsize=256)
def _line_pattern(wildcard: str) -> re.Pattern[bytes]:
    """Finds the lines of a vocabulary that a wildcard may stand for."""
    any_one = r"(?:[\x21-\x7f]|[\xc2-\xf4][\x80-\xbf]+)"
    pieces = {"*": f"{any_one}*", "?": any_one}
    pattern = "".join(pieces.get(piece) or _bytes_pattern(piece) for piece in re.split(r"([*?])", wildcard) if piece)
    number = b"[0-9.]*" if may_have_a_number(wildcard) else b""
    return re.compile(b"^" + number + pattern.encode("latin-1") + b"$", re.MULTILINE)


def _bytes_pattern(literal: str) -> str:
    return re.escape(literal.encode()).decode("latin-1")
