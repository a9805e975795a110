"""How well two pieces of text read as one: a trigram model of characters, which allows for one lost at the break.

The measure is the log likelihood ratio log P(right | left) / P(right), in nats. P(right | left) is a mixture: nothing
is missing at the break, or one character is, and then every character that it may be counts by its chance. The model
was counted by `python -m tests.pages.fitting.trigrams`, and is kept beside this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from articles.parsing.dictionary import codes_of

STEPS = 8  # parts of a nat that the model's logarithms are kept in
_LOST = 0.1  # the share of breaks at which a character is lost
_UNSEEN = 1e-6  # the share of a character that was never counted
_NONE = -1  # for such a character, a pair that was never counted, and where a text has ended

Matrix = NDArray[np.float64]
Numbers = NDArray[np.int64]
_DIGITS = str.maketrans(dict.fromkeys("123456789０１２３４５６７８９", "0"))
_MARKS = str.maketrans(",;:()?!『』", "，；：（）？！“”")


def folded(text: str) -> str:
    """The text as it is counted: all digits are one character, and marks have their full width."""
    return text.translate(_DIGITS).translate(_MARKS)


@dataclass(frozen=True, slots=True)
class Trigrams:
    """Chances of characters, interpolated after Witten and Bell.

    Characters have numbers, and pairs of them places. What was seen after a context has a share of it; the rest goes
    to all characters by their chance in the context that is shorter by its first character.
    """

    alphabet: Numbers  # the codes of characters, ascending
    shares: Matrix
    rests: Matrix
    pairs: Numbers  # first character · size of the alphabet + second character, ascending
    pair_shares: Matrix
    pair_rests: Matrix
    triples: Numbers  # place of a pair · size of the alphabet + third character, ascending
    triple_shares: Matrix
    by_second: Numbers  # the pairs' places, ordered by second character
    seconds: Numbers  # where those of each character begin there, and the last one's end
    by_third: Numbers  # the triples' places, ordered by third character
    thirds: Numbers  # the same of these

    def numbers(self, characters: Sequence[str]) -> Numbers:
        """The characters' numbers; an empty text has none."""
        codes = np.array([_code(character) for character in characters], dtype=np.int64)
        return _positions(self.alphabet, codes, codes != _NONE)

    def places(self, first: Numbers, second: Numbers) -> Numbers:
        """The pairs' places."""
        return _positions(self.pairs, first * len(self.alphabet) + second, (first != _NONE) & (second != _NONE))

    def alone(self, character: Numbers) -> Matrix:
        """The chance of a character in any context."""
        return np.where(character == _NONE, _UNSEEN, self.shares[character])

    def after(self, before: Numbers, character: Numbers) -> Matrix:
        """The chance of a character after another one."""
        pair = self.places(before, character)
        rest = np.where(before == _NONE, 1.0, self.rests[before])
        return rest * self.alone(character) + np.where(pair == _NONE, 0.0, self.pair_shares[pair])

    def after_two(self, first: Numbers, second: Numbers, character: Numbers) -> Matrix:
        """The chance of a character after two others."""
        pair = self.places(first, second)
        known = (pair != _NONE) & (character != _NONE)
        triple = _positions(self.triples, pair * len(self.alphabet) + character, known)
        rest = np.where(pair == _NONE, 1.0, self.pair_rests[pair])
        return rest * self.after(second, character) + np.where(triple == _NONE, 0.0, self.triple_shares[triple])

    def following(self, first: int, second: int) -> Matrix:
        """[character]: its chance after these two."""
        if second == _NONE:
            return self.shares
        size = len(self.alphabet)
        chances = self.shares * self.rests[second]
        seen = slice(*self.pairs.searchsorted((second * size, second * size + size)))
        chances[self.pairs[seen] % size] += self.pair_shares[seen]
        pair = int(self.places(np.array([first]), np.array([second]))[0])
        if pair != _NONE:
            seen = slice(*self.triples.searchsorted((pair * size, pair * size + size)))
            chances *= self.pair_rests[pair]
            chances[self.triples[seen] % size] += self.triple_shares[seen]
        return chances

    def before(self, first: int, second: int) -> tuple[Numbers, Matrix]:
        """The characters that go before these two, and how much likelier than after any other the two are there."""
        pair = self.by_second[self.seconds[first] : self.seconds[first + 1]]
        known = self.pairs[pair] // len(self.alphabet)
        ratios = self.rests[known] + self.pair_shares[pair] / self.shares[first]
        if second != _NONE:
            triples = self.by_third[self.thirds[second] : self.thirds[second + 1]]
            seen = np.zeros(len(pair))
            if len(triples):  # of these a few hundred, which lie together, and not of all triples
                triple = _positions(self.triples[triples], pair * len(self.alphabet) + second, pair != _NONE)
                seen = np.where(triple == _NONE, 0.0, self.triple_shares[triples][triple])
            ratios *= self.pair_rests[pair] + seen / self.after(np.array([first]), np.array([second]))
        return known, ratios - self.rests[known]


@lru_cache(maxsize=8192)
def _code(character: str) -> int:
    return ord(folded(character)) if character else _NONE


def _positions(keys: Numbers, sought: Numbers, known: NDArray[np.bool_]) -> Numbers:
    places = np.minimum(keys.searchsorted(sought), len(keys) - 1)
    return np.where((keys[places] == sought) & known, places, _NONE)


@lru_cache(maxsize=1)
def trigrams() -> Trigrams:
    """The model as it was counted."""
    with files(__package__).joinpath("trigrams.npz").open("rb") as stored, np.load(stored) as kept:
        chances = {name: np.exp(-np.arange(256) / STEPS)[kept[name]] for name in kept if name.endswith(("es", "ts"))}
        pairs = np.cumsum(kept["pair_steps"], dtype=np.int64)
        triples = np.cumsum(kept["triple_steps"], dtype=np.int64)
        alphabet = codes_of(str(kept["alphabet"]))
    seconds, thirds = pairs % len(alphabet), triples % len(alphabet)
    # Of 16 bits: three times as fast.
    by_second, by_third = (np.argsort(last.astype(np.uint16), kind="stable") for last in (seconds, thirds))
    return Trigrams(
        alphabet,
        chances["shares"],
        chances["rests"],
        pairs,
        chances["pair_shares"],
        chances["pair_rests"],
        triples,
        chances["triple_shares"],
        by_second,
        _starts_of(seconds, len(alphabet)),
        by_third,
        _starts_of(thirds, len(alphabet)),
    )


def _starts_of(numbers: Numbers, size: int) -> Numbers:
    return np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=size))])


def affinity(left: str, right: str) -> float:
    """Nats by which `right` is likelier to go on from `left` than to stand anywhere."""
    return float(affinities((left,), (right,))[0, 0])


def affinities(lefts: Sequence[str], rights: Sequence[str]) -> Matrix:
    """[left, right]: the affinity of each pair."""
    if not lefts or not rights:
        return np.zeros((len(lefts), len(rights)))
    ends, starts = _ends(lefts), _starts(rights)
    return np.logaddexp(np.log1p(-_LOST) + _whole(ends, starts), np.log(_LOST) + _filled(ends, starts))


def nats_of_loss(left: str, right: str) -> float:
    """How much likelier it is that a break between these lost a character than that it did not. Neither is empty."""
    ends, starts = _ends([left]), _starts([right])
    return float((np.log(_LOST) - np.log1p(-_LOST) + _filled(ends, starts) - _whole(ends, starts))[0, 0])


def likeliest_lost(left: str, right: str) -> str:
    """The likeliest character to have been lost at a break between these. Neither is empty."""
    model, ends, starts = trigrams(), _ends([left]), _starts([right])
    lost = _following(int(ends[0][0]), int(ends[1][0]))
    before, more = model.before(int(starts[0][0]), int(starts[1][0]))
    chances = lost * model.rests
    chances[before] += lost[before] * more
    return chr(model.alphabet[chances.argmax()])


def _ends(lefts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The numbers of the last character but one, and of the last."""
    model = trigrams()
    return model.numbers([left[-2:-1] for left in lefts]), model.numbers([left[-1:] for left in lefts])


def _starts(rights: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The numbers of the first character and the second."""
    model = trigrams()
    return model.numbers([right[:1] for right in rights]), model.numbers([right[1:2] for right in rights])


def _whole(ends: Sequence[Numbers], starts: Sequence[Numbers]) -> Matrix:
    """[left, right]: the affinity where nothing is missing: the right's first two characters after the left's last."""
    model = trigrams()
    (first, second), (one, two) = ([left[:, None] for left in ends], [right[None, :] for right in starts])
    nats = np.log(model.after_two(first, second, one) / model.alone(one))
    goes_on = np.log(model.after_two(second, one, two) / model.after(one, two))
    return nats + np.where(two == _NONE, 0.0, goes_on)


def _filled(ends: Sequence[Numbers], starts: Sequence[Numbers]) -> Matrix:
    """[left, right]: the affinity where one character is missing. Of sides that are alike one is weighed for all."""
    model = trigrams()
    lefts, left_of = _different(ends)
    rights, right_of = _different(starts)
    lost = np.array([_following(first, second) for first, second in lefts])
    ratios = np.tile((lost @ model.rests)[:, None], len(rights))
    for right, (first, second) in enumerate(rights):
        before, more = _before(first, second)
        ratios[:, right] += lost[:, before] @ more
    return np.log(ratios)[left_of][:, right_of]


def _different(pairs: Sequence[Numbers]) -> tuple[list[tuple[int, int]], list[int]]:
    """The different ones among pairs of characters, and for each pair which of them it is."""
    numbers: dict[tuple[int, int], int] = {}
    places = [numbers.setdefault(pair, len(numbers)) for pair in zip(*(side.tolist() for side in pairs), strict=True)]
    return list(numbers), places


@lru_cache(maxsize=128)  # some 40 kB each
def _following(first: int, second: int) -> Matrix:
    """`Trigrams.following`, of which nothing may be changed."""
    return trigrams().following(first, second)


@lru_cache(maxsize=1024)
def _before(first: int, second: int) -> tuple[Numbers, Matrix]:
    """`Trigrams.before`: each side of a page's breaks is weighed several times over."""
    return trigrams().before(first, second)
