"""Sketches of texts (shingles, bands) by which near-duplicates are found without comparing every pair. Pure.

A text is the set of its shingles, runs of four characters that are neither space nor punctuation. MinHash (Broder 1997)
keeps of it the least hash under each of several hash functions; two texts agree in one as often as their sets overlap.
In bands of several (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4): texts that share one are candidates.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

_LENGTH = 4  # characters of a shingle
_KEPT_LENGTH = 10_000  # characters of a text whose shingles are kept for a while
_HASHED_AT_ONCE = 1 << 14  # numbers: what a processor keeps at hand
FEWEST = 60  # shingles: shorter texts are formulas as often as not
_BASE = np.uint64(0x100000001B3)
_NO_LETTERS = re.compile(r"[\W_]+")
_MARKS = re.compile(r"[\s，。、；：？！“”‘’（）《》—…]+")
_NO_HAN = re.compile("[^\u4e00-\u9fff]+")  # Han characters stay as they are under NFKC, whatever stands beside them

Shingles = NDArray[np.uint64]


def shingles_of(text: str) -> Shingles:
    """The hashes of a text's shingles, sorted, each once: however its lines are wrapped and its signs are set. They are
    not to be changed.
    """
    return _kept_shingles_of(text) if len(text) <= _KEPT_LENGTH else _shingles_of(text)


@lru_cache(maxsize=500)  # some 16 kB each, 80 at most
def _kept_shingles_of(text: str) -> Shingles:
    """An import compares what it brought with what comes next, several times over."""
    shingles = _shingles_of(text)
    shingles.setflags(write=False)
    return shingles


def _shingles_of(text: str) -> Shingles:
    codes = np.frombuffer(_letters_of(text).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    count = max(len(codes) - _LENGTH + 1, 0)
    hashes = np.zeros(count, np.uint64)
    for place in range(_LENGTH):
        hashes = hashes * _BASE + codes[place : place + count]
    hashes = np.sort(scattered(hashes))
    return hashes[np.append(True, hashes[1:] != hashes[:-1])] if count else hashes


def _letters_of(text: str) -> str:
    """The text's letters and digits, in NFKC; what most of a text is made of goes past the slow normalisation."""
    folded = _NO_HAN.sub(lambda run: unicodedata.normalize("NFKC", run[0]), _MARKS.sub("", text))
    return _NO_LETTERS.sub("", folded)


def resemblance(left: Shingles, right: Shingles) -> float:
    """The share of the longer text's shingles that the other one has too, 0 to 1: neither is a part of the other.

    Where one character in twenty is read otherwise it is 0.81.
    """
    common = len(np.intersect1d(left, right, assume_unique=True))
    return common / max(len(left), len(right), 1)


def bands_of(shingles: Shingles, bands: int, rows: int) -> list[int]:
    """The text's bands, as signed numbers of 64 bits; none of a text too short to be told from others.

    Two that have a share s of all their shingles in common (Jaccard) agree in one with probability
    1 - (1 - s ** rows) ** bands.
    """
    if len(shingles) < FEWEST:
        return []
    least = _least_hashes(shingles, bands * rows).reshape(bands, rows)
    whole = np.arange(1, bands + 1, dtype=np.uint64)
    for row in least.T:
        whole = scattered(whole * _BASE + row)
    return [int(band) for band in whole.view(np.int64)]


def _least_hashes(shingles: Shingles, functions: int) -> NDArray[np.uint64]:
    """The least hash of the shingles under each of so many hash functions; of a short text under many at once."""
    factors = np.array(list(islice(_odd_numbers(), functions)), np.uint64)[:, None]
    at_once = max(_HASHED_AT_ONCE // len(shingles), 1)
    runs = (factors[start : start + at_once] for start in range(0, functions, at_once))
    return np.concatenate([scattered(shingles * run).min(axis=1) for run in runs])


def shared_bands(bands: Mapping[int, Sequence[int]], kept: Iterable[tuple[int, int]]) -> dict[int, Counter[int]]:
    """For each text how many of its bands those have that are kept, of which each row is (key, band)."""
    having: dict[int, list[int]] = defaultdict(list)
    for text, values in bands.items():
        for value in values:
            having[value].append(text)
    shared: dict[int, Counter[int]] = {text: Counter() for text in bands}
    for key, value in kept:
        for text in having[value]:
            shared[text][key] += 1
    return shared


def scattered(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each number's bits mixed, so that near ones lie far apart (SplitMix64's finisher)."""
    mixed = numbers ^ (numbers >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)  # in place: of a long text each new array is made of pages of memory
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _odd_numbers() -> Iterator[int]:
    """A fixed sequence without end: what is stored is compared with what is made in years."""
    state = 0
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state | 1
