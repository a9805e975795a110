"""Evidence from the text that one block continues in another: features of each pair of ends, and their weights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.parsing.blocks.brackets import first_counted, last_counted, marks_closed_first, marks_left_open
from articles.parsing.blocks.notes import is_signature
from articles.parsing.blocks.shapes import ends_a_sentence, is_date, is_salutation, is_written, says_until
from articles.parsing.evidence.page_phrases import PhraseModel
from articles.parsing.evidence.trigrams import affinities

Matrix = NDArray[np.float64]
_CLIP = 9.0  # nats: no single phrase decides everything
_NOT_IN_SERIES = -2
_LOOKED_AT = 20  # characters on either side of a break
_LEADING_PUNCTUATION = 9.0  # against a sentence that would go on with punctuation
_REPEATED_WORD = 6.0  # against a word that would come twice, once on either side of the break
_WORDS = range(2, 5)  # characters of such a word
_WORD = re.compile("[\u4e00-\u9fff]+")
# Nats for each nat or unit of a feature; `python -m tests.pages.fitting.weights` fits them.
MID_SENTENCE_WEIGHTS = {
    "reads": 0.7,
    "recurs": 0.6,
    "begins": -0.55,
    "marks": 2.7,
    "series": 2.1,
}  # where a sentence goes on
_OPENING_WEIGHTS = {"begins": 0.5, "closed": -1.1, "counted": -2.0}  # where an article begins
SENTENCE_END_WEIGHTS = {"begins": 0.2, "marks": 2.5, "series": 1.2}  # where one ended
_STARTS_WITH_PUNCTUATION = re.compile(r"^[^\u4e00-\u9fff“《（(0-9０-９A-Za-zＡ-Ｚａ-ｚ]")


_IN_BRACKETS = re.compile(r"^（[^（）]{4,}）$|^\([^()]{4,}\)$")  # （某某采访整理） is whole without a full stop

_SAID_BY = re.compile(  # …少流血。——某旅上士 张伟, …费心力。（退休工人　张伟）, …再亮百年！（热烈掌声，全场起立）
    r"[。！？…”]\s*(?:(?:—{1,2}|――|──)\s*[^，。；：！？—]{2,24}|（[^，。；：！？（）]{2,24}）"
    r"|（[^。；：（）]{0,12}(?:掌声|鼓掌|笑声|欢呼)[^。；：（）]{0,12}）)$"
)
_REFERENCE_MARKS = re.compile(r"(?<=[。！？”）])(?:\s*(?:[\[［〔]\d[\d\s,，、—–-]*[\]］〕]|[①-⑳]))+$")


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
    begins = _clip(affinities(["。"], [text[:_LOOKED_AT] for text in texts]))[0]
    return [_fragment(text, nats) for text, nats in zip(texts, begins.tolist(), strict=True)]


def _fragment(text: str, begins: float) -> Fragment:
    head, tail = text[:1500], text[-1500:]
    return Fragment(
        text,
        is_closed(text),
        marks_left_open(tail if len(text) < 1500 else _last_sentence(tail)),
        marks_closed_first(head if len(text) < 1500 else _first_sentence(head)),
        last_counted(tail),
        first_counted(head),
        begins,
    )


def is_closed(text: str) -> bool:
    """Whether its end may end a paragraph; a row of a table, with tabs between its cells, is one, as is a mere date.

    The marks of references behind the end (。[1-3], 。①) are not looked at.
    """
    text = _REFERENCE_MARKS.sub("", text)
    whole = "\t" in text or "\n" in text or _IN_BRACKETS.match(text) or is_salutation(text) or is_date(text)
    whole = whole or is_signature(text) or is_written(text) or says_until(text)
    return bool(whole or _SAID_BY.search(text)) or (ends_a_sentence(text) and text[-1] not in "；;")


def _last_sentence(text: str) -> str:
    return re.split(r"[。！？]", text)[-1]


def _first_sentence(text: str) -> str:
    return re.split(r"[。！？]", text)[0]


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """The features of one possible join that come from the text alone; each is better the greater."""

    reads: float  # nats, from the language: `trigrams`
    recurs: float  # nats, from the page's own phrases
    marks: float  # quotation marks and brackets: 1 matched, -1 contradicted
    series: float  # 一是 … 二是: 1 goes on, -1 contradicted
    mid_sentence: bool  # the left end is no sentence's end


class JoinEvidence:
    """The features of all possible joins between the fragments of one page, as matrices of [left, right]."""

    def __init__(self, fragments: Sequence[Fragment]) -> None:
        self._places = {piece.text: place for place, piece in enumerate(fragments)}
        self.mid_sentence = np.array([not piece.closed for piece in fragments], dtype=bool)
        self._begins = np.array([piece.begins for piece in fragments])
        self._reads, self._recurs = self._language(fragments)
        self._marks = _marks(fragments)
        self._series = _series(fragments)

    def _language(self, fragments: Sequence[Fragment]) -> tuple[Matrix, Matrix]:
        lefts = [piece.text[-_LOOKED_AT:] for piece in fragments if not piece.closed]
        rights = [piece.text[:_LOOKED_AT] for piece in fragments]
        reads = np.zeros((len(fragments), len(fragments)))
        reads[self.mid_sentence] = _clip(affinities(lefts, rights)) - _implausible_breaks(lefts, rights)
        recurs = np.zeros_like(reads)
        page = PhraseModel(piece.text for piece in fragments)
        recurs[self.mid_sentence] = _clip(page.affinities(lefts, rights))
        return reads, recurs

    def features(self) -> dict[str, Matrix]:
        """Each [left, right], by the names that `MID_SENTENCE_WEIGHTS` and `SENTENCE_END_WEIGHTS` weigh them by."""
        begins = np.tile(self._begins, (len(self._begins), 1))
        return {
            "reads": self._reads,
            "recurs": self._recurs,
            "begins": begins,
            "marks": self._marks,
            "series": self._series,
        }

    def scores(self) -> Matrix:
        """[left, right]: the evidence in nats."""
        features = self.features()
        within, afresh = (
            sum(weight * features[name] for name, weight in weights.items())
            for weights in (MID_SENTENCE_WEIGHTS, SENTENCE_END_WEIGHTS)
        )
        return np.where(self.mid_sentence[:, None], within, afresh)

    def between(self, left: Fragment, right: Fragment) -> TextEvidence:
        """What the text says about reading `right` right after `left`."""
        at = self._places[left.text], self._places[right.text]
        return TextEvidence(
            float(self._reads[at]),
            float(self._recurs[at]),
            float(self._marks[at]),
            float(self._series[at]),
            not left.closed,
        )

    def opening(self, right: Fragment) -> float:
        """Nats for an article's text to begin with this block."""
        counted = min(right.counted_from.values(), default=0)
        closed = _OPENING_WEIGHTS["closed"] * bool(right.closed_first)
        return _OPENING_WEIGHTS["begins"] * right.begins + closed + _OPENING_WEIGHTS["counted"] * (counted > 0)


def _clip(nats: Matrix) -> Matrix:
    return np.clip(nats, -_CLIP, _CLIP)


def _implausible_breaks(lefts: Sequence[str], rights: Sequence[str]) -> Matrix:
    """Nats against a break that no line end can make: before punctuation, or between a word and itself."""
    doubled = np.zeros((len(lefts), len(rights)), dtype=bool)
    for length in _WORDS:
        ends, starts = [left[-length:] for left in lefts], [right[:length] for right in rights]
        words = np.array([bool(_WORD.fullmatch(end)) and len(end) == length for end in ends], dtype=bool)
        doubled |= words[:, None] & (np.array(ends, dtype=str)[:, None] == np.array(starts, dtype=str)[None, :])
    return (
        _LEADING_PUNCTUATION * np.array([bool(_STARTS_WITH_PUNCTUATION.match(right)) for right in rights])
        + _REPEATED_WORD * doubled
    )


def _marks(fragments: Sequence[Fragment]) -> Matrix:
    """1 where the mark that is open on the left is closed on the right, -1 where one of the two is lacking."""
    opened = np.array([piece.left_open[-1:] for piece in fragments], dtype=str)[:, None]
    closed = np.array([piece.closed_first[-1:] for piece in fragments], dtype=str)[None, :]
    paired = np.where(opened == closed, 1.0, 0.0)
    return np.where((opened != "") & (closed != ""), paired, np.where((opened != "") | (closed != ""), -1.0, 0.0))


def _series(fragments: Sequence[Fragment]) -> Matrix:
    """一是 goes before 二是: the number met first on the right must follow the last one on the left."""
    judged = np.zeros((len(fragments), len(fragments)))
    cut = np.array([not piece.closed for piece in fragments], dtype=bool)
    for column, right in enumerate(fragments):
        for series, number in right.counted_from.items():
            before = np.array([left.counted_to.get(series, _NOT_IN_SERIES) for left in fragments])
            if number > 0:
                judged[:, column] += np.where(before == number - 1, 1.0, -1.0)
            else:
                judged[:, column] -= np.where((before != _NOT_IN_SERIES) & cut, 0.5, 0.0)
    return np.clip(judged, -1.0, 1.0)
