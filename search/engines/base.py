"""The interface of search engines, and the loader of the one that the settings name."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from search.engines.questions import (
    Answer,
    Axis,
    Crosstab,
    Listing,
    Occurrences,
    Question,
    ScoredHit,
    SignificantTerm,
    Surroundings,
)
from search.language.tree import AtLeast, Node, Term
from search.types import IndexDocument, Sort, Where

logger = logging.getLogger(__name__)

ENGINES = {
    "whoosh": "search.engines.whoosh.WhooshEngine",
    "opensearch": "search.engines.opensearch.OpenSearchEngine",
}
"""The engines that come with the project, by the names that SEARCH_ENGINE may have for them."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """`generation` grows with every commit; a rebuilt index has another `name`.

    `stamp` says what made the index; `is_current` that this code did.
    """

    documents: int
    generation: int
    name: str
    stamp: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How an index is: `ok`, `stale` (other code made it), `read-only` or `unavailable`.

    `is_whole`: nothing of it is missing that it should have. `details` are what else there is to say, by name.
    """

    status: str
    is_whole: bool = True
    details: Mapping[str, object] = field(default_factory=dict)


class Writer(ABC):
    """Holds the writer's lock."""

    @abstractmethod
    def update(self, documents: Iterable[IndexDocument], deleted: Collection[int] = ()) -> int:
        """Put these documents in place of what stands under their ids, take the deleted ones out, and commit.

        Returns how many documents were written; those that already stand there unchanged are not.
        """


class Rebuild(ABC):
    """A new index that is being made beside the serving one."""

    @abstractmethod
    def add(self, documents: Iterable[IndexDocument]) -> int:
        """Write these documents; returns how many."""

    @abstractmethod
    def finishing(self) -> AbstractContextManager[Writer]:
        """A writer that has the new index catch up, while nobody writes the serving one; on leaving they swap."""


class Engine(ABC):
    """Every method raises EngineUnavailable when the index cannot be read, and never answers less instead."""

    @classmethod
    @abstractmethod
    def place(cls) -> Hashable:
        """Where the settings say that the index is: what an engine is made from, and told from others by."""

    def prepare(self, report: Callable[[str], None] = logger.warning) -> None:  # noqa: B027  # most have nothing to do
        """Do what the first search of a process would wait for, and `report` in English what takes seconds.

        Raises nothing where there is no index yet.
        """

    @abstractmethod
    def search(self, question: Question) -> Answer:
        """Raises BadQuery for a question that would take too much work."""

    def search_each(self, questions: Sequence[Question]) -> list[Answer]:
        """The answers to several questions, which an engine on other machines is asked for at once."""
        return [self.search(question) for question in questions]

    def holding_most(self, several: Sequence[Sequence[Term]], limit: int) -> list[list[int]]:
        """For each list of terms, the ids of `limit` articles or fewer that have any: those with most of them first."""
        asked = [Question(AtLeast(1, tuple(terms)), limit=limit, facets=(), has_asides=False) for terms in several]
        return [answer.ids for answer in self.search_each(asked)]

    @abstractmethod
    def matching_ids(self, tree: Node, filters: Mapping[str, tuple[str, ...]], sort: Sort) -> list[int]:
        """The ids of all articles that match, in order."""

    @abstractmethod
    def parts_matched(self, tree: Node, article_ids: Collection[int]) -> dict[int, tuple[Where, ...]]:
        """In which parts of these articles something of the query stands."""

    @abstractmethod
    def occurrences(self, listing: Listing) -> Occurrences:
        """Every place where something that a query asks for stands, as `search.excerpts.concordance` finds them.

        In TEXT order they come as the articles do, and as the texts do in these. LEFT and RIGHT sort them by the WIDTH
        folded characters beside them, the nearest first, as far as the line of the text goes; a space next to the match
        does not count. Raises BadQuery where they are more than may be listed.
        """

    @abstractmethod
    def surroundings(self, listing: Listing, limit: int) -> list[Surroundings]:
        """What stands beside the first `limit` of the occurrences in TEXT order, without a space next to the match.

        However many there are, only the first `limit` articles are looked at.
        """

    @abstractmethod
    def similar(self, article_id: int, limit: int = 5) -> tuple[ScoredHit, ...]:
        """The articles that use the words that set this one apart, best first."""

    @abstractmethod
    def significant_terms(
        self, tree: Node, filters: Mapping[str, tuple[str, ...]], limit: int = 20
    ) -> tuple[SignificantTerm, ...]:
        """The terms that set a result apart from the whole library, most telling first."""

    @abstractmethod
    def crosstab(self, tree: Node, filters: Mapping[str, tuple[str, ...]], rows: Axis, columns: Axis) -> Crosstab:
        """Count a result by rows and columns. Raises BadQuery where that would take too much work."""

    @abstractmethod
    def words(self, limit: int = 50_000) -> dict[str, int]:
        """The most common words of two characters and more, and about how many articles have each."""

    @abstractmethod
    def fingerprints(self) -> dict[int, int]:
        """Of every document in the index, its id and what `fingerprint` made of it."""

    @abstractmethod
    def state(self) -> IndexState: ...

    @abstractmethod
    def condition(self) -> IndexStatus:
        """How the index is, for whoever watches over it."""

    @abstractmethod
    def exists(self) -> bool:
        """Whether there is an index at all, readable or not."""

    @abstractmethod
    def faults(self) -> list[str]:
        """What is wrong with the files of the index, in English; reads all of them."""

    @abstractmethod
    def writer(self, wait_seconds: float = 0.0) -> AbstractContextManager[Writer]:
        """Take the writer's lock. Raises WriterBusy when it is not free in time."""

    @abstractmethod
    def rebuilding(self, processes: int = 1) -> AbstractContextManager[Rebuild]:
        """Make a new index aside; the serving one serves on. Raises WriterBusy while another rebuild runs."""

    @abstractmethod
    def is_rebuilding(self) -> bool:
        """Whether some process is making a new index just now."""

    def is_untidy(self) -> bool:
        """Whether `tidy` would merge anything; quick to say."""
        return False

    def tidy(self, largest: int | None = None) -> bool:
        """Merge small pieces of the index where there are many, of up to `largest` documents in all.

        Readers and writers go on meanwhile. Returns whether anything was merged: never where the engine sees to it by
        itself. Raises WriterBusy while another process merges.
        """
        return False


def engine() -> Engine:
    """The engine that the settings name, one for each index and process."""
    named = import_string(ENGINES.get(settings.SEARCH_ENGINE, settings.SEARCH_ENGINE))
    if not (isinstance(named, type) and issubclass(named, Engine)):
        raise TypeError(f"{settings.SEARCH_ENGINE} is not a search engine")
    return _made(named, named.place())


@cache
def _made(named: type[Engine], place: Hashable) -> Engine:
    return named(place)  # type: ignore[call-arg]  # what every engine is made from
