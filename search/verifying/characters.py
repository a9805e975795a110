"""The characters by which quotations are compared: all of a text but punctuation, spaces and controls. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.text.folding import fold_block, fold_text

Codes = npt.NDArray[np.uint32]

_TELLING = "%‰"  # punctuation by Unicode, and yet part of what is said
_PLANE = 0x10000  # characters beyond the first plane are Han and signs: all count
_COUNTS = np.array([unicodedata.category(chr(code))[0] not in "PZC" for code in range(_PLANE)] + [True])
_COUNTS[[ord(character) for character in _TELLING]] = True


class Characters(NamedTuple):
    """Folded `text` without punctuation: its i-th character came from `whole[starts[i]:ends[i]]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    whole: str

    def original(self, start: int, end: int) -> str:
        """The part of `whole` that `text[start:end]` came from, with the punctuation up to the next character."""
        if start >= end:
            return ""
        return self.whole[self.starts[start] : self.starts[end] if end < len(self.starts) else self.ends[end - 1]]

    def original_and_marks(self, start: int, end: int) -> tuple[str, str]:
        """The same in two: up to the end of its last character, and the punctuation behind it."""
        whole = self.original(start, end)
        length = self.ends[end - 1] - self.starts[start] if whole else 0
        return whole[:length], whole[length:]

    def run(self, start: int, end: int) -> Characters:
        """The characters `text[start:end]`, with the part of `whole` that they came from."""
        first = self.starts[start]
        starts = [at - first for at in self.starts[start:end]]
        ends = [at - first for at in self.ends[start:end]]
        return Characters(self.text[start:end], starts, ends, self.whole[first : self.ends[end - 1]])


def codes(text: str) -> Codes:
    """The text's code points."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def characters(text: str) -> Characters:
    """The characters of a text that are compared, each with its offsets in the text."""
    folded = fold_block(text)
    own = codes(folded.text)
    places = np.flatnonzero(_COUNTS[np.minimum(own, _PLANE)])
    starts, ends = np.asarray(folded.offsets)[places], np.asarray(folded.ends)[places]
    return Characters(own[places].tobytes().decode("utf-32-le"), starts.tolist(), ends.tolist(), text)


def count_characters(text: str) -> int:
    """How many characters of a text are compared."""
    return int(np.count_nonzero(_COUNTS[np.minimum(codes(fold_text(text)), _PLANE)]))
