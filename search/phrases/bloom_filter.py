"""A Bloom filter (Comm. ACM 13, 1970) of all runs of SHORTEST characters that articles have, kept on disk.

    PHRASES_DIR/
        lock            held while passages are looked for
        articles.npz    which articles the filter has, as what, the filter's size and checksum
        filter-<crc32>  the filter, by its checksum

A filter may take a run for seen that never was, one of a thousand where it is full, and never the other way: whoever
asks it asks the index then. Both files are written beside what is there, the filter first: a process that dies leaves
the last ones that were kept. A file that is not what was written is named in the log, and all is begun anew.
"""

from __future__ import annotations

import fcntl
import logging
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

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

logger = logging.getLogger(__name__)


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
        kept = self._read()
        wanted = (articles + 1) * _RUNS_EACH * _BITS_EACH
        self.begins_anew = kept is None or len(kept) * 8 < wanted
        if kept is None or self.begins_anew:
            self.prints = {}
            self._articles.unlink(missing_ok=True)
            kept = np.zeros((1 << int(wanted * _SPARE).bit_length()) // 8, np.uint8)
        self._filter = kept

    def _read(self) -> npt.NDArray[np.uint8] | None:
        """The filter, and what was looked at; None where there is none, or none that is whole."""
        if not self._articles.exists():
            return None
        file = self._articles
        try:
            with np.load(file) as kept:
                prints = dict(zip(kept["ids"].tolist(), kept["prints"].tolist(), strict=True))
                bits, checksum = int(kept["bits"]), int(kept["checksum"])
            file = self._file(checksum)
            found = np.fromfile(file, np.uint8)
        except _DAMAGED as fault:
            logger.warning("%s cannot be read (%s): all articles are looked at again", file, fault)
            return None
        if len(found) * 8 != bits or zlib.crc32(found.data) != checksum:
            logger.warning("%s is not what was written: all articles are looked at again", file)
            return None
        self.prints = prints
        return found

    def _file(self, checksum: int) -> Path:
        return self._folder / f"filter-{checksum:08x}"

    def has(self, hashes: Hashes) -> npt.NDArray[np.bool_]:
        places = self._places(hashes)
        return ((self._filter[places >> 3] >> (places & 7)) & 1).all(axis=0)

    def add(self, hashes: Hashes) -> None:
        places = self._places(hashes).ravel()
        np.bitwise_or.at(self._filter, places >> 3, np.left_shift(1, places & 7).astype(np.uint8))

    def keep(self, prints: Mapping[int, int]) -> None:
        """Write down that these articles, and they alone, were looked at as they are."""
        self.prints = dict(prints)
        checksum = zlib.crc32(self._filter.data)
        written = self._file(checksum)
        with _written_beside(written) as file:
            self._filter.tofile(file)
        ids, values = np.fromiter(prints, np.int64), np.fromiter(prints.values(), np.int64)
        with _written_beside(self._articles) as file:
            np.savez(file, ids=ids, prints=values, bits=len(self._filter) * 8, checksum=checksum)
        for old in self._folder.glob("filter*"):
            if old != written:
                old.unlink()

    def _places(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """By two hashes alone (Kirsch and Mitzenmacher, 2006)."""
        steps = scattered(hashes) | np.uint64(1)
        rows = np.arange(_HASHES, dtype=np.uint64)[:, None]
        mask = np.uint64(len(self._filter) * 8 - 1)
        return ((hashes + rows * steps) & mask).astype(np.int64)


@contextmanager
def _written_beside(file: Path) -> Iterator[BinaryIO]:
    """A file that takes the other's name when it is whole and on disk."""
    beside = file.with_name(f"{file.name}.new")
    with beside.open("wb") as written:
        yield written
        written.flush()
        os.fsync(written.fileno())
    beside.replace(file)


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
