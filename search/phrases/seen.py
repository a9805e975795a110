"""What was seen in articles so far: their runs of SHORTEST characters, and which articles these were.

    PHRASES_DIR/
        lock          held while passages are looked for
        articles.npz  which articles were looked at, as what, and how large the filter is
        filter        a Bloom filter (Comm. ACM 13, 1970) of all runs

A filter may take a run for seen that never was, one of a thousand where it is full, and never the other way: whoever
asks it asks the index then. It is on disk before an article is said to have been looked at, so that what a process that
dies had begun is only looked at again.
"""

from __future__ import annotations

import fcntl
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from articles.likeness.sketches import scattered
from search.phrases.recurring import SHORTEST, Sentences
from search.verifying.characters import codes

_HASHES = 4  # bits that are set for a run
_BITS_EACH = 16  # of the filter, at least, for a run: one of a thousand is taken for seen
_RUNS_EACH = 2_000  # of an article, about
_SPARE = 1.25  # how much larger than it need be a filter is made
_BASE = np.uint64(0x100000001B3)
_DAMAGED = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)  # what `np.load` raises then

Hashes = npt.NDArray[np.uint64]


class BeingUpdated(Exception):
    """Another process is looking for passages."""


def runs_of(sentences: Sentences) -> tuple[npt.NDArray[np.int64], Hashes]:
    """Where runs of SHORTEST characters begin that lie in one sentence, and their hashes."""
    units = codes(sentences.characters.text).astype(np.uint64)
    count = max(len(units) - SHORTEST + 1, 0)
    hashes = np.zeros(count, np.uint64)
    for place in range(SHORTEST):
        hashes = hashes * _BASE + units[place : place + count]
    sentence = np.repeat(np.arange(len(sentences.bounds) - 1), np.diff(sentences.bounds))
    starts = np.flatnonzero(sentence[:count] == sentence[len(sentence) - count :])
    return starts, scattered(hashes[starts])


class Seen:
    """One at a time may have it open; see `opened`."""

    def __init__(self, folder: Path, articles: int) -> None:
        """For so many `articles` in all; what is there is begun anew where it was made for too few."""
        self._folder = folder
        self._articles = folder / "articles.npz"
        self.prints: dict[int, int] = {}
        bits = self._read()
        wanted = (articles + 1) * _RUNS_EACH * _BITS_EACH
        self.begins_anew = bits < wanted
        if self.begins_anew:
            self.prints = {}
            self._articles.unlink(missing_ok=True)
            bits = 1 << int(wanted * _SPARE).bit_length()
        self._filter = np.memmap(folder / "filter", np.uint8, "w+" if self.begins_anew else "r+", shape=(bits // 8,))

    def _read(self) -> int:
        """What was looked at; returns the filter's bits, 0 where there is none, or none that is whole."""
        try:
            with np.load(self._articles) as kept:
                bits = int(kept["bits"])
                self.prints = dict(zip(kept["ids"].tolist(), kept["prints"].tolist(), strict=True))
            return bits if (self._folder / "filter").stat().st_size == bits // 8 else 0
        except _DAMAGED:
            return 0

    def has(self, hashes: Hashes) -> npt.NDArray[np.bool_]:
        places = self._places(hashes)
        return ((self._filter[places >> 3] >> (places & 7)) & 1).all(axis=0)

    def add(self, hashes: Hashes) -> None:
        places = self._places(hashes).ravel()
        np.bitwise_or.at(self._filter, places >> 3, np.left_shift(1, places & 7).astype(np.uint8))

    def keep(self, prints: Mapping[int, int]) -> None:
        """Write down that these articles, and they alone, were looked at as they are."""
        self.prints = dict(prints)
        self._filter.flush()
        beside = self._articles.with_suffix(".new.npz")
        ids, values = np.fromiter(prints, np.int64), np.fromiter(prints.values(), np.int64)
        with beside.open("wb") as file:
            np.savez(file, ids=ids, prints=values, bits=len(self._filter) * 8)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._articles)

    def _places(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """By two hashes alone (Kirsch and Mitzenmacher, 2006)."""
        steps = scattered(hashes) | np.uint64(1)
        rows = np.arange(_HASHES, dtype=np.uint64)[:, None]
        mask = np.uint64(len(self._filter) * 8 - 1)
        return ((hashes + rows * steps) & mask).astype(np.int64)


@contextmanager
def opened(folder: Path, articles: int) -> Iterator[Seen]:
    """Raises BeingUpdated."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise BeingUpdated("another process is looking for passages") from held
        yield Seen(folder, articles)
