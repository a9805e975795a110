"""Where a Latin word or number stands as a word of its own, and not inside a longer one."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.answering.prepared import Prepared
from search.engines.whoosh.kernels.occurrences import places_of_run
from search.engines.whoosh.segments.layout import text_units
from search.text.tokenizer import LETTER, words

Positions = npt.NDArray[np.uint32]

_LETTER_KIND, _JOINT_KIND = 1, 2


def places_of_word(prepared: Prepared, segment_number: int, word: str) -> Positions:
    """Where the word stands in a segment as a word of its own, and not inside a longer one; ascending."""
    text = prepared.snapshot.segments[segment_number].columns.units
    kinds, units = _unit_kinds(), np.array(text_units(word))
    places = places_of_run(prepared.tables, segment_number, units)
    places = np.sort(places) if len(units) == 1 else places
    before = kinds[text.take(places.astype(np.int64) - 1, mode="clip")] * (places > 0)
    after = kinds[text.take(places.astype(np.int64) + len(units), mode="clip")]
    free = (before != _LETTER_KIND) & (after != _LETTER_KIND)
    for number in np.flatnonzero(free & ((before == _JOINT_KIND) | (after == _JOINT_KIND))).tolist():
        place = int(places[number])
        free[number] = _is_word(text, place, place + len(units), word)
    return places[free]


def _is_word(text: npt.NDArray[np.uint16], place: int, end: int, word: str) -> bool:
    """Whether the words that the text is cut into have this one at this place."""
    kinds, start = _unit_kinds(), place
    while start > 0 and kinds[text[start - 1]]:
        start -= 1
    while end < len(text) and kinds[text[end]]:
        end += 1
    around = text[start:end].tobytes().decode("utf-16-le", "replace")
    return any(found.text == word and start + found.start == place for found in words(around))


@cache
def _unit_kinds() -> npt.NDArray[np.uint8]:
    """Of every UTF-16 unit, whether it is a letter or digit of a Latin word, or may join or end one."""
    letter = re.compile(LETTER)
    kinds = np.array([bool(letter.fullmatch(chr(unit))) for unit in range(1 << 16)], np.uint8)
    kinds[[ord(joint) for joint in "&.+#"]] = _JOINT_KIND
    return kinds
