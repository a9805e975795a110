"""Two texts held against each other, as a person reads it: what went, what came, a little of what stayed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_BESIDE = 15  # characters of what stayed, on either side of a change
_LONGEST = 3_000  # characters of a paragraph that is compared character by character: the time grows with the square


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in reading order; what stayed is cut short, "…" standing for the rest."""
    pieces = [piece for piece in _by_paragraph(old.split("\n"), new.split("\n")) if piece.text]
    last = len(pieces) - 1
    return [_shortened(piece, place == 0, place == last) for place, piece in enumerate(pieces)]


def _by_paragraph(old: list[str], new: list[str]) -> Iterator[Piece]:
    for opcode, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if opcode == "equal":
            yield Piece(Change.SAME, _lines(old[i1:i2]))
        elif opcode == "replace" and i2 - i1 == j2 - j1:
            for before, after in zip(old[i1:i2], new[j1:j2], strict=True):
                yield from _by_character(f"{before}\n", f"{after}\n")
        else:
            yield Piece(Change.GONE, _lines(old[i1:i2]))
            yield Piece(Change.NEW, _lines(new[j1:j2]))


def _by_character(old: str, new: str) -> Iterator[Piece]:
    if max(len(old), len(new)) > _LONGEST:
        yield from (Piece(Change.GONE, old), Piece(Change.NEW, new))
        return
    for opcode, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if opcode == "equal":
            yield Piece(Change.SAME, old[i1:i2])
        else:
            yield Piece(Change.GONE, old[i1:i2])
            yield Piece(Change.NEW, new[j1:j2])


def _lines(paragraphs: Sequence[str]) -> str:
    return "".join(f"{paragraph}\n" for paragraph in paragraphs)


def _shortened(piece: Piece, first: bool, last: bool) -> Piece:
    text = piece.text
    if piece.change != Change.SAME or len(text) <= 2 * _BESIDE + 2:
        return piece
    head = "" if first else text[:_BESIDE]
    tail = "" if last else text[-_BESIDE:]
    return Piece(Change.SAME, f"{head}…{tail}")
