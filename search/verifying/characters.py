"""The characters of a text that count when a quotation is compared: all but marks, punctuation and spaces. Pure."""

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
    """Folded `text` without marks: its i-th character came from the characters `starts[i]` to `ends[i]` of `whole`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    whole: str

    def original(self, start: int, end: int) -> str:
        """The run of the original that `text[start:end]` came from, with the marks up to the next character."""
        if start >= end:
            return ""
        return self.whole[self.starts[start] : self.starts[end] if end < len(self.starts) else self.ends[end - 1]]

    def apart(self, start: int, end: int) -> tuple[str, str]:
        """The same, the marks behind its last character apart."""
        whole = self.original(start, end)
        length = self.ends[end - 1] - self.starts[start] if whole else 0
        return whole[:length], whole[length:]

    def run(self, start: int, end: int) -> Characters:
        """A run of it, and the run of the original that it came from."""
        first = self.starts[start]
        starts = [at - first for at in self.starts[start:end]]
        ends = [at - first for at in self.ends[start:end]]
        return Characters(self.text[start:end], starts, ends, self.whole[first : self.ends[end - 1]])


def codes(text: str) -> Codes:
    """The text's code points."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def characters(text: str) -> Characters:
    """Those of a text that count."""
    folded = fold_block(text)
    own = codes(folded.text)
    places = np.flatnonzero(_COUNTS[np.minimum(own, _PLANE)])
    starts, ends = np.asarray(folded.offsets)[places], np.asarray(folded.ends)[places]
    return Characters(own[places].tobytes().decode("utf-32-le"), starts.tolist(), ends.tolist(), text)


def counted(text: str) -> int:
    """How many characters of a text count."""
    return int(np.count_nonzero(_COUNTS[np.minimum(codes(fold_text(text)), _PLANE)]))
