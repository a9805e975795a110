"""What wildcards stand for, and where: whole words of a segment's vocabulary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.budget import WILDCARD_WORDS, Budget
from search.engines.whoosh.kernels.bits import Bits, put_lists
from search.engines.whoosh.kernels.matching import ranges_of_parts
from search.engines.whoosh.kernels.runs import rarest_pair
from search.engines.whoosh.layout import FIELD_OF_PART, FIELDS, PARTS, text_units
from search.engines.whoosh.snapshot import SegmentView, join_words
from search.engines.whoosh.standing import Positions, places_of_word
from search.errors import BadQuery
from search.tokens import wildcard_regex
from search.tree import Wildcard

Bounds = npt.NDArray[np.int64]
WildcardWords = Sequence[Sequence[str]]
"""For each of a plan's wildcards, the words that it stands for in one segment."""


def wildcard_words(segment: SegmentView, wildcard: Wildcard, budget: Budget) -> list[str]:
    """The words of the segment's vocabulary that a wildcard stands for. Raises BadQuery for too many."""
    budget.spend(len(segment.mirror["terms"]) // 16)
    literal = re.split(r"[*?]", wildcard.pattern, maxsplit=1)[0].encode()
    possible = segment.terms_like(_line_pattern(wildcard.pattern), literal)
    found = list(filter(wildcard_regex(wildcard.pattern).fullmatch, map(bytes.decode, possible)))
    if len(found) > WILDCARD_WORDS:
        raise BadQuery(f"“{wildcard.pattern}”可以是太多的词，请多写几个字母", at=wildcard.at)
    return found


def wildcard_set(segment: SegmentView, words: Sequence[str], parts: npt.NDArray[np.bool_], budget: Budget) -> Bits:
    """The documents that have one of the words in some of PARTS.

    By the postings in the fields whose parts are all among these, in the text of the others' parts.
    """
    found = np.zeros(len(segment.alive_bits), np.uint64)
    if not words:
        return found
    whole = np.array([not (of_field & ~parts).any() for of_field in _FIELD_PARTS])
    wanted = np.tile(whole, len(words))
    begins, ends = segment.find_postings(join_words([word.encode() for word in words]), wanted)
    budget.spend(int((ends - begins).sum()))
    put_lists(begins, ends, segment.mirror["word_documents"], found)
    others = parts & ~_FIELD_PARTS[whole].any(axis=0)
    ranges = ranges_of_parts(others, segment.mirror["part_starts"])
    ranges = ranges[ranges[:, 0] < ranges[:, 1]]
    if len(ranges):
        places = wildcard_places(segment, words, budget)
        for start, end in places.searchsorted(ranges.astype(np.uint32)).tolist():
            owners = frozen(segment.mirror["block_documents"][places[start:end] >> 4])
            put_lists(np.zeros(1, np.int64), np.array([len(owners)]), owners, found)
    return found


def wildcard_places(segment: SegmentView, words: Sequence[str], budget: Budget) -> Positions:
    """Every place in the segment's text where one of the words stands, in order."""
    found, mirror = [np.empty(0, np.uint32)], segment.mirror
    for word in words:
        units = np.array(text_units(word))
        pair = rarest_pair(units, mirror["pair_keys"], mirror["pair_starts"])
        budget.spend(pair[1] - pair[0])
        found.append(places_of_word(mirror, word, units, pair))
    return frozen(np.sort(np.concatenate(found)))


def joined_places(segment: SegmentView, words: WildcardWords, budget: Budget) -> tuple[Positions, Bounds]:
    """The places of each of a plan's wildcards, one's after the other's, and where each ends."""
    if not words:
        return _NOWHERE
    found = [wildcard_places(segment, of_one, budget) for of_one in words]
    return frozen(np.concatenate(found)), np.cumsum([len(places) for places in found])


def frozen(values: Positions) -> Positions:
    """An array that cannot be written to, like those of a mirror, so that the kernels take both for one type."""
    values.flags.writeable = False
    return values


_NOWHERE = frozen(np.empty(0, np.uint32)), np.empty(0, np.int64)
_FIELD_PARTS = np.array([[FIELD_OF_PART.get(part) == field for part in PARTS] for field in FIELDS])


@lru_cache(maxsize=256)
def _line_pattern(wildcard: str) -> re.Pattern[bytes]:
    """Finds the lines of a vocabulary that a wildcard may stand for."""
    any_one = r"(?:[\x21-\x7f]|[\xc2-\xf4][\x80-\xbf]+)"
    pieces = {"*": f"{any_one}*", "?": any_one}
    pattern = "".join(pieces.get(piece) or _bytes_pattern(piece) for piece in re.split(r"([*?])", wildcard) if piece)
    return re.compile(b"^" + pattern.encode("latin-1") + b"$", re.MULTILINE)


def _bytes_pattern(literal: str) -> str:
    return re.escape(literal.encode()).decode("latin-1")
