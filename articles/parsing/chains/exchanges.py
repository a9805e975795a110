"""Chooses the exchanges of successors that are worth scoring whole: those that gain most in single scores."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_LOOKED_AT = 500  # exchanges examined in one round
_WORTH_A_LOOK = 22.0  # nats of link score that better company may make up for
_THREES = 70  # rows among which exchanges by threes are tried

Matrix = NDArray[np.float64]
Places = NDArray[np.intp]


def most_promising(gain: Matrix) -> tuple[Places, Places, Places]:
    """The exchanges that gain most, best first: p gets q's next, q r's, r p's; of two, r is p."""
    pairs, triples = _pairs(gain), _triples(gain)
    total = np.concatenate([pairs[0], triples[0]])
    first, second = (np.concatenate([pairs[n], triples[n]]) for n in (1, 2))
    third = np.concatenate([np.full(len(pairs[0]), -1), triples[3]])
    if len(total) > _LOOKED_AT:
        near = np.flatnonzero(total >= np.partition(total, -_LOOKED_AT)[-_LOOKED_AT])
        total, first, second, third = total[near], first[near], second[near], third[near]
    best = np.lexsort((third, second, first, total))[::-1][:_LOOKED_AT]
    first, second, third = first[best], second[best], third[best]
    return first, second, np.where(third < 0, first, third)


def _pairs(gain: Matrix) -> tuple[Matrix, Places, Places]:
    both = gain + gain.T
    rows, others = np.nonzero(np.triu(both > -_WORTH_A_LOOK, 1))
    return both[rows, others], rows, others


def _triples(gain: Matrix) -> tuple[Matrix, Places, Places, Places]:
    """Rotations p -> q -> r -> p among the rows that have any other next within reach."""
    reach = np.where(np.eye(len(gain), dtype=bool), -np.inf, gain)
    open_rows = np.argsort(-reach.max(axis=1, initial=-np.inf))[:_THREES]
    part = reach[np.ix_(open_rows, open_rows)]
    total = part[:, :, None] + part[None, :, :] + part.T[:, None, :]
    first, second, third = np.nonzero((total > -_WORTH_A_LOOK) & _once(len(part)))
    return total[first, second, third], open_rows[first], open_rows[second], open_rows[third]


@lru_cache(maxsize=32)  # some 300 kB each at most
def _once(rows: int) -> NDArray[np.bool_]:
    """[first, second, third]: each rotation where it begins with its least row."""
    place = np.arange(rows)
    return np.array((place[:, None, None] < place[None, :, None]) & (place[:, None, None] < place[None, None, :]))
