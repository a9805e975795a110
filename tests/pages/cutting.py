"""Column breaks: where a paragraph is cut in two, and what is lost there."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from tests.pages.truth import Fault, Piece

PUNCTUATION = frozenset("，。、；：？！…—－·～,.;:?!“”‘’\"'（）()《》〈〉【】[]『』「」％%/")
_OPENING = frozenset("“‘（(《〈【[『「")


def may_cut(text: str, at: int) -> bool:
    """Whether a line can break before `text[at]`: never before punctuation, after an opening mark or at white space."""
    if not 0 < at < len(text):
        return False
    return (
        text[at] not in PUNCTUATION
        and text[at - 1] not in _OPENING
        and not (text[at] + text[at - 1]).isspace()
        and not text[at].isspace()
        and not text[at - 1].isspace()
    )


def places(text: str, faults: frozenset[Fault]) -> list[int]:
    """Where the paragraph may be cut under these faults; plain places if the fault asked for has none here."""
    plain = [at for at in range(1, len(text)) if may_cut(text, at)]
    if Fault.CUT_AFTER_STOP in faults:
        chosen = [at for at in plain if text[at - 1] in "。！？"]
    elif Fault.CUT_AFTER_COMMA in faults:
        chosen = [at for at in plain if text[at - 1] in "，、；："]
    elif Fault.SHORT_FRAGMENT in faults:
        chosen = [at for at in plain if at <= 8 or len(text) - at <= 8]
    else:
        chosen = [at for at in plain if text[at - 1] not in "。！？" and at > 8 and len(text) - at > 8]
    return chosen


def cut(rng: Random, piece: Piece, faults: frozenset[Fault]) -> tuple[Piece, Piece] | None:
    """The piece in two halves, with a character lost between them where that is asked for; None if it cannot be cut."""
    lose = Fault.LOST_CHARACTER in faults
    offered = [at for at in places(piece.text, faults) if not lose or _may_lose(piece.text, at)]
    if not offered:
        return None
    at = rng.choice(offered)
    return replace(piece, text=piece.text[:at]), replace(piece, text=piece.text[at + lose :], mark="")


def _may_lose(text: str, at: int) -> bool:
    return bool(re.match(r"[\u4e00-\u9fff]{2}", text[at:])) and may_cut(text, at + 1)
