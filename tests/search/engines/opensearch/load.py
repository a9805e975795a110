"""Searches from several threads, each answer held against what is true, while a test does harm."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from search.engines.base import Engine
from search.engines.questions import Question
from search.errors import EngineUnavailable
from search.language.tree import And, Everything, Node, Term

logger = logging.getLogger(__name__)

THREADS = 2
TREES: tuple[Node, ...] = (Everything(), Term("产业"), Term("发展"), And((Term("重庆"), Term("发展"))), Term("的"))


@dataclass(slots=True)
class Load:
    """What became of the searches so far; `wrong` are answers that were not whole, and `refused` why, in words."""

    answered: int = 0
    refused: list[str] = field(default_factory=list)
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)


@contextmanager
def under_searches(engine: Engine) -> Iterator[Load]:
    """Asks again and again as long as the block runs. What is asked finds the same all the while."""
    true = {tree: _found(engine, tree) for tree in TREES}
    load = Load()
    threads = [threading.Thread(target=_ask, args=(engine, true, load), daemon=True) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.ended.set()
        for thread in threads:
            thread.join(60)
        logger.info("%d answered, %d refused, slowest %.1f s", load.answered, len(load.refused), load.slowest)


def _ask(engine: Engine, true: dict[Node, tuple[object, ...]], load: Load) -> None:
    while not load.ended.is_set():
        for tree in TREES:
            started = time.monotonic()
            try:
                found = _found(engine, tree)
            except EngineUnavailable as fault:
                load.refused.append(str(fault))
                load.ended.wait(0.1)
                continue
            finally:
                load.slowest = max(load.slowest, time.monotonic() - started)
            load.answered += 1
            if found != true[tree]:
                load.wrong.append(f"{tree}: {found} and not {true[tree]}")


def _found(engine: Engine, tree: Node) -> tuple[object, ...]:
    """What is to be the same whichever copies answer: total and facets."""
    answer = engine.search(Question(tree, facets=("column", "author")))
    return answer.total, len(answer.hits), dict(answer.facets["column"]), dict(answer.facets["author"])
