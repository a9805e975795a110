"""Lines of a file, and a builder for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

# No reader sees these: NUL, soft hyphens, zero-width characters, marks of direction and of variants.
_UNSEEN = re.compile("[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line of a file, or a paragraph put together from several.

    `text` has no white space at its ends; `text[i]` stands at `places[i]` in the file. [start, end) covers the line
    with its marks. `level` is a heading's, 1 to 6, or 0; `gap` counts the blank lines before; `indent` is the width of
    the white space before it in Chinese characters; `frames` are the elements of HTML around it, from the outermost.
    """

    start: int
    end: int
    text: str
    places: Sequence[int]
    level: int = 0
    gap: int = 0
    indent: float = 0.0
    frames: tuple[int, ...] = ()

    def part(self, start: int, end: int) -> FileLine:
        """The characters [start, end) of the line, without white space at their ends."""
        raw = self.text[start:end]
        begin = start + len(raw) - len(raw.lstrip())
        stop = begin + len(raw.strip())
        first = self.start if begin == 0 else self.places[begin]
        last = self.end if stop == len(self.text) else self.places[stop - 1] + 1
        own = {"start": first, "end": last, "text": self.text[begin:stop], "places": self.places[begin:stop]}
        return replace(self, **own) if start == 0 else replace(self, **own, gap=0, indent=0.0)  # type: ignore[arg-type]

    def trimmed(self) -> FileLine:
        """The line without white space at the ends of its text; it covers what it covered."""
        begin = len(self.text) - len(self.text.lstrip())
        stop = begin + len(self.text.strip())
        return replace(self, text=self.text[begin:stop], places=self.places[begin:stop])

    def keeping(self, kept: Sequence[int]) -> FileLine:
        """The line with only these of its characters, given by their indexes."""
        text = "".join([self.text[index] for index in kept])
        return replace(self, text=text, places=[self.places[index] for index in kept])


def join_lines(lines: Sequence[FileLine], between: Sequence[str]) -> FileLine:
    """Lines put together as one; `between` is what stands between each and the next, nothing or a space."""
    first = lines[0]
    text, places = first.text, list(first.places)
    for line, space in zip(lines[1:], between, strict=True):
        text += space + line.text
        places += [places[-1]] * len(space)
        places += line.places
    return replace(first, end=lines[-1].end, text=text, places=places)


def without_unseen(line: FileLine) -> FileLine:
    """The line without the characters that no reader sees."""
    if not _UNSEEN.search(line.text):
        return line
    return line.keeping([index for index, char in enumerate(line.text) if not _UNSEEN.match(char)]).trimmed()


def indent_width(space: str) -> float:
    """How wide white space is, in Chinese characters: a full-width space 1, a tab 2, any other a half."""
    return sum({"\u3000": 1.0, "\t": 2.0}.get(char, 0.5) for char in space)
