"""Two texts held against each other, as a person reads it: what went, what came, a little of what stayed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_BESIDE = 15  # characters of what stayed, on either side of a change
_LONGEST = 3_000  # characters of a paragraph that is compared character by character: the time grows with the square


class DiffKind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class DiffPiece:
    change: DiffKind
    text: str


def differences(old: str, new: str) -> list[DiffPiece]:
    """The pieces of both texts in reading order; what stayed is cut short, "…" standing for the rest."""
    pieces = [piece for piece in _by_paragraph(old.split("\n"), new.split("\n")) if piece.text]
    last = len(pieces) - 1
    return [_shortened(piece, place == 0, place == last) for place, piece in enumerate(pieces)]


def _by_paragraph(old: list[str], new: list[str]) -> Iterator[DiffPiece]:
    for opcode, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if opcode == "equal":
            yield DiffPiece(DiffKind.SAME, _lines(old[i1:i2]))
        elif opcode == "replace" and i2 - i1 == j2 - j1:
            for before, after in zip(old[i1:i2], new[j1:j2], strict=True):
                yield from _by_character(f"{before}\n", f"{after}\n")
        else:
            yield DiffPiece(DiffKind.GONE, _lines(old[i1:i2]))
            yield DiffPiece(DiffKind.NEW, _lines(new[j1:j2]))


def _by_character(old: str, new: str) -> Iterator[DiffPiece]:
    if max(len(old), len(new)) > _LONGEST:
        yield from (DiffPiece(DiffKind.GONE, old), DiffPiece(DiffKind.NEW, new))
        return
    for opcode, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if opcode == "equal":
            yield DiffPiece(DiffKind.SAME, old[i1:i2])
        else:
            yield DiffPiece(DiffKind.GONE, old[i1:i2])
            yield DiffPiece(DiffKind.NEW, new[j1:j2])


def _lines(paragraphs: Sequence[str]) -> str:
    return "".join(f"{paragraph}\n" for paragraph in paragraphs)


def _shortened(piece: DiffPiece, first: bool, last: bool) -> DiffPiece:
    text = piece.text
    if piece.change != DiffKind.SAME or len(text) <= 2 * _BESIDE + 2:
        return piece
    head = "" if first else text[:_BESIDE]
    tail = "" if last else text[-_BESIDE:]
    return DiffPiece(DiffKind.SAME, f"{head}…{tail}")
