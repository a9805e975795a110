"""Segments made by several processes at once, for a rebuild: documents go out in bundles, whole segments come back."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema

from search.engines.whoosh.segments.inverting import invert_documents
from search.engines.whoosh.writing.commits import write_whole_segment
from search.errors import EngineUnavailable
from search.text.tokenizer import use_terms
from search.types import IndexDocument

_BUNDLE = 64


class SegmentProcessDied(EngineUnavailable):
    """A process that was making segments ended before it was done; on standard error it said why."""


def make_segments(
    documents: Iterable[IndexDocument], folder: Path, schema: Schema, processes: int, terms: frozenset[str]
) -> tuple[int, list[W3Segment]]:
    """Write the documents into segments in the folder; how many documents, and the segments.

    `terms` are those that the tokenizer is to know besides the project's own. With one process nothing is started.
    """
    if processes <= 1:
        counted = _Counted(documents)
        segments = [write_whole_segment(folder, schema, arrays) for arrays in invert_documents(counted)]
        return counted.count, segments
    with _Workers(folder, schema, processes, terms) as workers:
        count = workers.distribute(documents)
        return count, workers.collect()


class _Counted:
    """An iterable that counts what was taken of it."""

    def __init__(self, documents: Iterable[IndexDocument]) -> None:
        self._documents = documents
        self.count = 0

    def __iter__(self) -> Iterator[IndexDocument]:
        for document in self._documents:
            self.count += 1
            yield document


class _Workers:
    """Processes that each make segments of the documents sent to them."""

    def __init__(self, folder: Path, schema: Schema, processes: int, terms: frozenset[str]) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would share the database connection
        self._processes: list[BaseProcess] = []
        self._ends: list[Connection] = []
        for _ in range(processes):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, folder, schema, terms), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._ends.append(ours)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *exception: object) -> None:
        for end in self._ends:
            end.close()
        for process in self._processes:
            if exception[0] is not None:
                process.terminate()
            process.join()

    def distribute(self, documents: Iterable[IndexDocument]) -> int:
        """Send the documents to the processes in turn, waiting where a pipe is full; how many there were."""
        remaining, count, turn = iter(documents), 0, 0
        while bundle := list(islice(remaining, _BUNDLE)):
            self._send(turn % len(self._ends), bundle)
            count, turn = count + len(bundle), turn + 1
        return count

    def collect(self) -> list[W3Segment]:
        for number in range(len(self._ends)):
            self._send(number, [])
        segments: list[W3Segment] = []
        for end in self._ends:
            try:
                segments.extend(end.recv())
            except EOFError as error:
                raise SegmentProcessDied("a process that was making segments died") from error
        return segments

    def _send(self, number: int, bundle: list[IndexDocument]) -> None:
        try:
            self._ends[number].send(bundle)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise SegmentProcessDied("a process that was making segments died") from error


def _work(end: Connection, folder: Path, schema: Schema, terms: frozenset[str]) -> None:
    """A worker: documents until an empty bundle comes, then the segments go back."""
    use_terms(terms)
    documents = (document for bundle in iter(end.recv, []) for document in bundle)
    end.send([write_whole_segment(folder, schema, arrays) for arrays in invert_documents(documents)])
    end.close()
