"""What speaks for and against reading one block on in another: the evidence at a break, as features with weights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.parsing.pairing import first_counted, last_counted, marks_closed_first, marks_left_open
from articles.parsing.readability import affinities
from articles.parsing.recurrence import Recurrence
from articles.parsing.shapes import ends_a_sentence

_CLIP = 9.0  # nats: no single phrase decides everything
_LOOKED_AT = 20  # characters on either side of a break
_CONTINUES = re.compile(r"^[^\u4e00-\u9fff“《（(0-9０-９A-Za-zＡ-Ｚａ-ｚ]")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A block that may be a piece of an article, with what its two ends show."""

    text: str
    closed: bool  # its end may end a paragraph
    left_open: str  # quotation marks and brackets it opens and does not close
    closed_first: str  # those it closes and did not open
    counted_to: dict[int, int]
    counted_from: dict[int, int]
    begins: float  # nats by which its start reads like a sentence's


def fragment(text: str) -> Fragment:
    """A block's text with its ends examined."""
    return fragments([text])[0]


def fragments(texts: Sequence[str]) -> list[Fragment]:
    """The texts of blocks with their ends examined; long blocks are examined near their ends only."""
    begins = affinities([""], [text[:_LOOKED_AT] for text in texts])[0]
    return [_fragment(text, _clip(nats)) for text, nats in zip(texts, begins.tolist(), strict=True)]


def _fragment(text: str, begins: float) -> Fragment:
    head, tail = text[:1500], text[-1500:]
    return Fragment(
        text,
        ends_a_sentence(text) and not _hangs(text),
        marks_left_open(tail if len(text) < 1500 else _last_sentence(tail)),
        marks_closed_first(head if len(text) < 1500 else _first_sentence(head)),
        last_counted(tail),
        first_counted(head),
        begins,
    )


def _hangs(text: str) -> bool:
    return text[-1] in "；;"


def _last_sentence(text: str) -> str:
    return re.split(r"[。！？]", text)[-1]


def _first_sentence(text: str) -> str:
    return re.split(r"[。！？]", text)[0]


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """The features of one possible join that come from the text alone; each is better the greater."""

    reads: float  # nats, from the dictionary
    recurs: float  # nats, from the page's own phrases
    marks: float  # quotation marks and brackets: 1 matched, -1 contradicted
    series: float  # 一是 … 二是: 1 goes on, -1 contradicted
    mid_sentence: bool  # the left end is no sentence's end

    def weighed(self) -> float:
        """The evidence in nats."""
        language = 0.65 * self.reads + 0.6 * self.recurs if self.mid_sentence else 0.8 * self.reads
        return language + 4.0 * self.marks + 2.5 * self.series


class Evidence:
    """Judges joins between fragments of one page."""

    def __init__(self, fragments: list[Fragment]) -> None:
        tails = [piece.text[:_LOOKED_AT] for piece in fragments]
        heads = list(dict.fromkeys(piece.text[-_LOOKED_AT:] for piece in fragments if not piece.closed))
        self._reads = dict(zip(heads, affinities(heads, tails).tolist(), strict=True))
        recurs = Recurrence(piece.text for piece in fragments).affinities(heads, tails)
        self._recurs = dict(zip(heads, recurs.tolist(), strict=True))
        self._columns = {tail: column for column, tail in enumerate(tails)}

    def between(self, left: Fragment, right: Fragment) -> TextEvidence:
        """What the text says about reading `right` right after `left`."""
        if left.closed:
            return TextEvidence(right.begins, 0.0, 0.5 * _marks(left, right), _series(left, right), False)
        head, tail = left.text[-_LOOKED_AT:], right.text[:_LOOKED_AT]
        column = self._columns[tail]
        return TextEvidence(
            _clip(self._reads[head][column]) - 9.0 * bool(_CONTINUES.match(tail)),
            _clip(self._recurs[head][column]),
            _marks(left, right),
            _series(left, right),
            True,
        )

    def opening(self, right: Fragment) -> float:
        """Nats for an article's text to begin with this block."""
        counted = min(right.counted_from.values(), default=0)
        return 0.8 * right.begins - 4.0 * bool(right.closed_first) - 2.0 * (counted > 0)


def _clip(nats: float) -> float:
    return max(-_CLIP, min(_CLIP, nats))


def _marks(left: Fragment, right: Fragment) -> float:
    if left.left_open and right.closed_first:
        return 1.0 if left.left_open[-1] == right.closed_first[-1] else 0.0
    if left.left_open or right.closed_first:
        return -1.0
    return 0.0


def _series(left: Fragment, right: Fragment) -> float:
    """一是 goes before 二是: the number met first on the right must follow the last one on the left."""
    judged = 0.0
    for series, number in right.counted_from.items():
        before = left.counted_to.get(series)
        if number > 0:
            judged += 1.0 if before == number - 1 else -1.0
        elif before is not None and not left.closed:
            judged -= 0.5
    return max(-1.0, min(1.0, judged))
