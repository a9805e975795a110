"""Folding: what text and query pass before they are compared, so that one finds the other.

NFKC, traditional → simplified (OpenCC, character by character), case, accents of Latin letters, variants of dashes,
quotation marks and middle dots, 〇 and ○ as 零, white space. A number in a circle stays one: ① is 1 only to
`search.text.characters.plain_numbers`. Every folded character knows the characters of the original that it came from.

White space: next to a Han character, kana or CJK punctuation it is dropped (新质 生产力, 第 3 期), elsewhere a run is
one space, at the ends of a text nothing. A run with a line break in it stays as one "\\n", which is never dropped: the
blocks of a document are joined by it, so `fold("\\n".join(blocks))` is the folded blocks, joined. Characters without
a face (zero-width spaces, byte order marks, controls) are dropped.

Folding is idempotent, and folding a run of a text gives that run of the folded text, unless it begins or ends inside a
composed character (e + ◌́).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from search.text.characters import CJK, DROPPED, FOLDED, fold_characters

# The characters of \s, named: a pattern that has to ask which they are takes four times as long.
_WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
_GAP = re.compile(f"[{_WHITE_SPACE}{DROPPED}]+")
_LINE_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BESIDE = re.compile(f"[{CJK}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where it came from.

    The character at `text[i]` came from the original's characters `offsets[i]` to `ends[i]`; `offsets` has one entry
    more, the original's length.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The run of the original that `text[start:end]` came from, without white space dropped at its ends."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The folded text, with the way back to the original."""
    folded = _without_gaps(_folded_characters(text))
    return folded if unicodedata.is_normalized("NFC", folded.text) else _composed(folded)


def fold_text(text: str) -> str:
    """`fold(text).text`, where nobody asks for the way back."""
    return _finished(fold_characters(text), text)


def _finished(folded: str, text: str) -> str:
    """The folded text where its characters are folded already."""
    if _GAP.search(folded):
        folded = "".join(piece for _, _, piece in _pieces(folded))
    return folded if unicodedata.is_normalized("NFC", folded) else fold(text).text


def fold_block(text: str) -> Folded:
    """As `fold`, of one block of a text: a line break in it is where a line was full, a space like any other."""
    return fold(_LINE_BREAK.sub(" ", text))


def fold_blocks(blocks: Iterable[str]) -> Iterator[Folded]:
    """As `fold_block` of each: most need nothing more than their characters folded, those of all at once."""
    for line, text in _folded_lines(blocks):
        if len(text) == len(line) and not _GAP.search(text) and unicodedata.is_normalized("NFC", text):
            yield _one_for_one(text)
        else:
            yield fold(line)


def folded_blocks(blocks: Iterable[str]) -> str:
    """The folded blocks of a text, each a line."""
    return "\n".join(filter(None, (_finished(text, line) for line, text in _folded_lines(blocks))))


def _folded_lines(blocks: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each block as a line, and that with its characters folded: those of all at once."""
    lines = [_LINE_BREAK.sub(" ", block) for block in blocks]
    return zip(lines, fold_characters("\n".join(lines)).split("\n"), strict=False)  # of no blocks it is one empty line


def _folded_characters(text: str) -> Folded:
    folded = fold_characters(text)
    if len(folded) == len(text):  # no character folds to nothing, so each one folded to one
        return _one_for_one(folded)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    widths = np.ones(len(codes), np.intp)
    for character in set(text):
        if len(FOLDED[ord(character)]) != 1:
            widths[codes == ord(character)] = len(FOLDED[ord(character)])
    came_from = np.repeat(np.arange(len(codes), dtype=np.uintc), widths)
    offsets, ends = array("I", came_from.tobytes()), array("I", (came_from + np.uintc(1)).tobytes())
    offsets.append(len(text))
    return Folded(folded, offsets, ends)


def _one_for_one(folded: str) -> Folded:
    return Folded(folded, range(len(folded) + 1), range(1, len(folded) + 1))


def _composed(folded: Folded) -> Folded:
    """With letters and the marks that follow them composed; all of a composed run points to the whole of it."""
    parts: list[str] = []
    offsets, ends = array("I"), array("I")
    for start, end in _clusters(folded.text):
        composed = _settled(folded.text[start:end])
        parts.append(composed)
        offsets.extend([folded.offsets[start]] * len(composed))
        ends.extend([folded.ends[end - 1]] * len(composed))
    offsets.append(folded.offsets[-1])
    return Folded("".join(parts), offsets, ends)


def _settled(cluster: str) -> str:
    before = ""
    while cluster != before:
        before = cluster
        cluster = unicodedata.normalize("NFC", "".join(FOLDED[ord(character)] for character in before))
    return cluster


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _composes(text[index - 1], text[index]):
            yield start, index
            start = index


def _composes(left: str, right: str) -> bool:
    if unicodedata.combining(right):
        return True
    return len(unicodedata.normalize("NFC", left + right)) < 2


def _without_gaps(folded: Folded) -> Folded:
    if not _GAP.search(folded.text):
        return folded
    parts: list[str] = []
    offsets, ends = array("I"), array("I")
    for start, end, piece in _pieces(folded.text):
        parts.append(piece)
        if len(piece) == end - start:
            offsets.extend(folded.offsets[start:end])
            ends.extend(folded.ends[start:end])
        elif piece:
            offsets.append(folded.offsets[start])
            ends.append(folded.ends[end - 1])
    offsets.append(folded.offsets[-1])
    return Folded("".join(parts), offsets, ends)


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """The text cut at its gaps: (start, end, what it becomes)."""
    at = 0
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        yield at, start, text[at:start]
        yield start, end, _closed(text, start, end)
        at = end
    yield at, len(text), text[at:]


def _closed(text: str, start: int, end: int) -> str:
    """What a run of white space and faceless characters becomes."""
    gap = text[start:end]
    if start == 0 or end == len(text) or not gap.strip(DROPPED):
        return ""
    if _LINE_BREAK.search(gap):
        return "\n"
    if unicodedata.combining(text[end]):
        return " "  # a mark keeps the space it stands on
    return "" if _BESIDE.match(text[start - 1]) or _BESIDE.match(text[end]) else " "
