"""How well two pieces of text read as one: a class bigram model over the words that may span the break.

The measure is log P(left right) - log P(left …) - log P(… right), in nats. P(left …) counts every way the left piece
may go on, half a word included; so "共建共 | 享现代" gains by 共享 what "共建共 | 求和新兴" loses.

Many pieces are read at once. Each left piece is read up to the break and each right piece from its end back to the
break; then a pair is the product of the two, and of the words that span the break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from articles.parsing.evidence.dictionary import BORDER, class_transitions, lexicon

_WINDOW = 10  # characters looked at on either side
_LONGEST_WORD = 6
_NUMBER, _LATIN = "m", "nz"  # the classes that runs of digits and of letters are read as
_FLOOR = 1e-4  # of a transition never seen
_LEAST = -60.0  # nats, for what cannot be

Matrix = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Run:
    """Han characters next to a break. `beyond` is the class of what stands at their other end, None within the text."""

    text: str
    beyond: str | None


def affinity(left: str, right: str) -> float:
    """Nats by which `right` is likelier to go on from `left` than to stand anywhere. Ends of text count as borders."""
    return float(affinities((left,), (right,))[0, 0])


def affinities(lefts: Sequence[str], rights: Sequence[str]) -> Matrix:
    """[left, right]: the affinity of each pair."""
    if not lefts or not rights:
        return np.zeros((len(lefts), len(rights)))
    heads, tails = _Heads([_run_at_end(left) for left in lefts]), _tails(tuple(rights))
    together = heads.known[:, 0] @ tails.chances[:, 0].T
    _add_spanning(together, heads, tails)
    return _log(together) - heads.alone[:, None] - tails.alone[None, :]


def _run_at_end(text: str) -> _Run:
    run = text[-_WINDOW:]
    for index in range(len(run) - 1, -1, -1):
        if not _is_han(run[index]):
            return _Run(run[index + 1 :], _class_of(run[index]))
    return _Run(run, BORDER)


def _run_at_start(text: str) -> _Run:
    run = text[:_WINDOW]
    for index, char in enumerate(run):
        if not _is_han(char):
            return _Run(run[:index], _class_of(char))
    return _Run(run, None if len(text) > _WINDOW else BORDER)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _class_of(char: str) -> str:
    if char.isdigit():
        return _NUMBER
    return _LATIN if char.isalpha() else BORDER


def _log(chances: Matrix) -> Matrix:
    return np.where(chances > 0, np.log(np.where(chances > 0, chances, 1.0)), _LEAST)


@dataclass(frozen=True, slots=True)
class _Model:
    """The classes of words as numbers, their shares, and [class, next class]: how probable the next one is."""

    number: dict[str, int]
    shares: Matrix
    transitions: Matrix


@lru_cache(maxsize=1)
def _model() -> _Model:
    known = class_transitions()
    classes = list(dict.fromkeys([*lexicon().classes, *known, *(tag for nexts in known.values() for tag in nexts)]))
    transitions = np.array([[known.get(before, {}).get(tag, _FLOOR) for tag in classes] for before in classes])
    shares = np.array([lexicon().class_share(tag) for tag in classes])
    return _Model({tag: number for number, tag in enumerate(classes)}, shares, transitions)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that may be read in some runs, as arrays: the run, where in it, the class, the chance within that."""

    run: Places
    start: Places
    end: Places
    tag: Places
    chance: Matrix

    def where(self, places: NDArray[np.bool_]) -> _Words:
        return _Words(self.run[places], self.start[places], self.end[places], self.tag[places], self.chance[places])

    def summed(self, chances: Matrix, shape: tuple[int, int]) -> Matrix:
        """[run, class]: the sum over the words."""
        flat = np.bincount(self.run * shape[1] + self.tag, chances * self.chance, shape[0] * shape[1])
        return np.array(flat, dtype=np.float64).reshape(shape)


def _words_in(runs: Sequence[_Run]) -> _Words:
    return _as_arrays(
        [
            (number, start, end, run.text[start:end])
            for number, run in enumerate(runs)
            for start in range(len(run.text))
            for end in range(start + 1, min(start + _LONGEST_WORD, len(run.text)) + 1)
            if end == start + 1 or run.text[start:end] in lexicon()
        ]
    )


def _as_arrays(found: Sequence[tuple[int, int, int, str]]) -> _Words:
    number = _model().number
    read = [lexicon().emission(word) for *_, word in found]
    places = np.array([place[:3] for place in found], dtype=np.intp).reshape(len(found), 3)
    tags = np.array([number[tag] for tag, _ in read], dtype=np.intp)
    return _Words(places[:, 0], places[:, 1], places[:, 2], tags, np.array([chance for _, chance in read]))


def _read(words: _Words, known: Matrix) -> Matrix:
    """[run, place, class]: the chance of the text before the place and of this class after it; `known` is filled in.

    `known` is the chance of the text before the place, by the class of the word that ends there.
    """
    model = _model()
    next_up = np.empty_like(known)
    next_up[:, 0] = known[:, 0] @ model.transitions
    for place in range(1, known.shape[1]):
        here = words.where(words.end == place)
        known[:, place] += here.summed(next_up[here.run, here.start, here.tag], (len(known), known.shape[2]))
        next_up[:, place] = known[:, place] @ model.transitions
    return next_up


def _left_open(runs: Sequence[_Run], next_up: Matrix) -> Matrix:
    """[run]: the chance of its text, where its last word may go on after it."""
    ends = [
        (number, start, lexicon().starting_with(run.text[start:]))
        for number, run in enumerate(runs)
        for start in range(max(0, len(run.text) - _LONGEST_WORD), len(run.text))
    ]
    totals = np.zeros(len(runs))
    if ends:
        numbers, starts = [number for number, _, _ in ends], [start for _, start, _ in ends]
        chances = (
            next_up[numbers, starts, : len(lexicon().classes)] * np.array([going_on for _, _, going_on in ends])
        ).sum(axis=1)
        totals += np.bincount(numbers, chances, len(runs))
    return totals


class _Heads:
    """Runs before a break. Places count backwards from it."""

    def __init__(self, runs: Sequence[_Run]) -> None:
        self.texts = [run.text for run in runs]
        number = _model().number
        known = np.zeros((len(runs), _WINDOW + 1, len(number)))
        known[np.arange(len(runs)), 0, [number[run.beyond or BORDER] for run in runs]] = 1.0
        next_up = _read(_words_in(runs), known)
        back = np.array([len(text) for text in self.texts])[:, None] - np.arange(_LONGEST_WORD)
        rows = np.arange(len(runs))[:, None]
        self.known, self.next_up = known[rows, back], next_up[rows, back]  # of use where the run is that long
        self.alone = np.where(back[:, 0] > 0, _log(_left_open(runs, next_up)), 0.0)


class _Tails:
    """Runs after a break. Places count from it."""

    def __init__(self, runs: Sequence[_Run]) -> None:
        self.texts = [run.text for run in runs]
        words = _words_in(runs)
        self.chances = _read_back(runs, words)
        self.alone = self._alone(runs, words)

    def _alone(self, runs: Sequence[_Run], words: _Words) -> Matrix:
        """[run]: the log of the chance of meeting it in running text: its first word may have begun before it."""
        model = _model()
        known = np.zeros((len(runs), _WINDOW + 1, len(model.number)))
        for number, run in enumerate(runs):
            for end in range(1, len(run.text) + 1):
                known[number, end, : len(lexicon().classes)] = lexicon().ending_with(run.text[:end])
        known *= model.shares
        next_up = _read(words, known)
        totals = _left_open(runs, next_up)
        for number, run in enumerate(runs):
            if not run.text:
                totals[number] = 1.0 if run.beyond == BORDER else model.shares[model.number[run.beyond or ""]] + _FLOOR
            elif run.beyond == BORDER:
                totals[number] = known[number, len(run.text)].sum()  # any word may end a clause
            elif run.beyond is not None:
                totals[number] = next_up[number, len(run.text), model.number[run.beyond]]
        return _log(totals)


@lru_cache(maxsize=2)
def _tails(rights: tuple[str, ...]) -> _Tails:
    return _Tails([_run_at_start(right) for right in rights])


def _read_back(runs: Sequence[_Run], words: _Words) -> Matrix:
    """[run, place, class]: the chance of what is read from the place on, after a word of this class."""
    model = _model()
    chances = np.zeros((len(runs), _WINDOW + 1, len(model.number)))
    lengths = np.array([len(run.text) for run in runs])
    for number, run in enumerate(runs):
        if run.beyond is not None:
            chances[number, len(run.text)] = (
                1.0 if run.beyond == BORDER else model.transitions[:, model.number[run.beyond]]
            )
    for place in range(_WINDOW - 1, -1, -1):
        here = words.where(words.start == place)
        read = here.summed(chances[here.run, here.end, here.tag], (len(runs), chances.shape[2]))
        for number, run in enumerate(runs):
            if run.beyond is None and len(run.text) - _LONGEST_WORD <= place < len(run.text):
                read[number, : len(lexicon().classes)] += lexicon().starting_with(run.text[place:])
        inside = lengths > place
        chances[inside, place] = read[inside] @ model.transitions.T
    return chances


def _add_spanning(together: Matrix, heads: _Heads, tails: _Tails) -> None:
    """Add the readings in which a word spans the break."""
    befores = [(row, text) for row, text in enumerate(heads.texts) if text]
    afters = [(column, text) for column, text in enumerate(tails.texts) if text]
    near = lexicon().neighbours([text[-1] for _, text in befores], [text[0] for _, text in afters])
    found = []
    for before, after in np.argwhere(near).tolist():
        (row, left), (column, right) = befores[before], afters[after]
        for back in range(1, min(_LONGEST_WORD, len(left) + 1)):
            for on in range(1, min(_LONGEST_WORD - back, len(right)) + 1):
                word = left[-back:] + right[:on]
                if word in lexicon():
                    found.append((row * together.shape[1] + column, back, on, word))
    words = _as_arrays(found)
    rows, columns = np.divmod(words.run, together.shape[1])
    chances = heads.next_up[rows, words.start, words.tag] * words.chance * tails.chances[columns, words.end, words.tag]
    together += np.bincount(words.run, chances, together.size).reshape(together.shape)
