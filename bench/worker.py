"""A process that holds one engine: reads requests, one JSON object a line, and answers each with one.

Run as `python -m bench.worker ENGINE FOLDER POOL ARTICLES`. It measures the time inside, so that pipes and JSON cost
nothing. On the end of its input it closes the engine.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bench.material.corpus import Corpus
from bench.material.queries import query_from_json
from bench.peers.base import Peer
from bench.peers.registry import ENTRIES
from bench.resources import disk_bytes, memory, processor_seconds

Reply = dict[str, Any]


class Worker:
    """Every method is a request; the reply is what the driver is told."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self._is_open = False

    def build(self, **_: Any) -> Reply:
        """Build in a folder of its own, and give it its name when it is whole."""
        folder, unfinished = self._peer.folder, self._peer.folder.with_name(f"{self._peer.folder.name}-unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        self._peer.folder = unfinished
        used = processor_seconds()
        seconds = _timed(self._peer.build)[0]
        os.rename(unfinished, folder)
        self._peer.folder = folder
        return {"seconds": seconds, "processor": processor_seconds() - used}

    def open(self, **_: Any) -> Reply:
        seconds = _timed(self._peer.open)[0]
        self._is_open = True
        gc.freeze()  # the corpus is no engine's: Python need not look through it again and again while one is timed
        return {"seconds": seconds, "version": self._peer.version, "disk": disk_bytes(self._peer.folder)}

    def ask(self, query: Any, facets: bool, answer: bool, **_: Any) -> Reply:
        asked = query_from_json(query)
        seconds, found = _timed(lambda: self._peer.ask(asked, facets))
        seconds = self._peer.seconds(found) or seconds
        return {"seconds": seconds, **(asdict(self._peer.read(found)) if answer else {})}

    def save(self, number: int, like: int, **_: Any) -> Reply:
        """Put an article like another one under a number."""
        article = replace(self._peer.corpus.article(like), number=number)
        return {"seconds": _timed(lambda: self._peer.save([article]))[0]}

    def memory(self, **_: Any) -> Reply:
        return asdict(memory([os.getpid(), *self._peer.memory_pids()]))

    def close(self) -> None:
        if self._is_open:
            self._peer.close()


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def main(name: str, folder: str, pool: str, articles: str) -> None:
    try:
        kind = ENTRIES[name].load()
        peer = kind(Path(folder), Corpus(Path(pool), int(articles)))
    except ImportError as missing:
        print(json.dumps({"missing": str(missing)}), flush=True)
        return
    print(json.dumps({"memory": asdict(memory([os.getpid()]))}), flush=True)
    worker = Worker(peer)
    try:
        for line in sys.stdin:
            request = json.loads(line)
            reply = getattr(worker, request.pop("do"))(**request)
            print(json.dumps(reply), flush=True)
    finally:
        worker.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
