"""What words are about: how much of a word's use falls to each of a hundred subjects that the news are sorted into.

Two stretches of an article need not share a word, and are still about one thing. The shares come from the topic model
of news that jionlp ships (Apache License 2.0), by `python -m tests.pages.fitting.subjects`, and are kept beside this
module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

SUBJECTS = 100
STEPS = 255  # parts of a whole that shares are kept in

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WordSubjects:
    """By word its place; by place, where its subjects begin and how many they are; and of each its number and share."""

    places: dict[str, int]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    subjects: NDArray[np.int64]
    shares: Matrix


@lru_cache(maxsize=1)
def word_subjects() -> WordSubjects:
    """The table as it was made."""
    with files(__package__).joinpath("subjects.npz").open("rb") as stored, np.load(stored) as kept:
        words = str(kept["words"]).split("\n")
        counts = kept["counts"].astype(np.int64)
        places = dict(zip(words, range(len(words)), strict=True))
        starts = np.cumsum(counts) - counts
        return WordSubjects(places, starts, counts, kept["subjects"].astype(np.int64), kept["shares"] / STEPS)


def weights_of_subjects(bags: Sequence[Counter[str]], weigh: Callable[[str], float]) -> Matrix:
    """[bag, subject]: the sum over its words of how often one comes, times its weight and the subject's share in it."""
    table = word_subjects()
    known = [
        (row, place, count * weigh(word))
        for row, bag in enumerate(bags)
        for word, count in bag.items()
        if (place := table.places.get(word)) is not None
    ]
    columns = np.array(known, dtype=np.float64).reshape(-1, 3).T
    (rows, places), weights = columns[:2].astype(np.int64), columns[2]
    each = table.counts[places]
    entries = np.repeat(table.starts[places] - (np.cumsum(each) - each), each) + np.arange(each.sum())
    cells = np.repeat(rows, each) * SUBJECTS + table.subjects[entries]
    sums = np.bincount(cells, np.repeat(weights, each) * table.shares[entries], len(bags) * SUBJECTS)
    return np.asarray(sums.reshape(len(bags), SUBJECTS), dtype=np.float64)
