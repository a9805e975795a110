"""The interface that every measured engine stands behind. Needs nothing but the standard library."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.material.corpus import Article, Corpus
from bench.material.queries import Query

TITLE_WEIGHT = 4.0  # of a word in the title, against one in the body, as the site ranks
TOP = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """`top` are the numbers of the best articles, best first; `facets` are empty when none were asked for."""

    total: int
    top: tuple[int, ...]
    facets: dict[str, dict[str, int]]


class Peer(ABC):
    """An engine with one index, in a folder of its own. Not shared between threads."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self.folder = folder
        self.corpus = corpus

    @property
    @abstractmethod
    def version(self) -> str: ...

    @abstractmethod
    def build(self) -> None:
        """Index the whole corpus and close; what stands in the folder is of no use."""

    @abstractmethod
    def open(self) -> None:
        """Open what was built, to be asked."""

    @abstractmethod
    def ask(self, query: Query, with_facets: bool) -> Any:
        """Top 10, total, and, where wanted, all counts of all facets: all that is timed. In the engine's own shapes."""

    def seconds(self, asked: Any) -> float | None:
        """What `ask` took, where the engine has measured it itself, on the other side of a pipe."""
        return None

    @abstractmethod
    def read(self, asked: Any) -> Answer:
        """What `ask` gave, for comparing."""

    @abstractmethod
    def save(self, articles: Iterable[Article]) -> None:
        """Put these in place of what stands under their numbers; when it returns, `ask` finds them."""

    def close(self) -> None:
        """Let go of files and processes."""
        return None

    def memory_pids(self) -> list[int]:
        """Other processes whose memory is the engine's."""
        return []
