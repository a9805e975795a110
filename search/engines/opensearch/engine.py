"""The engine: an alias in the cluster, behind which one index serves."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from search.engines.base import Engine, IndexState, IndexStatus
from search.engines.opensearch.analysis import significant_terms, similar_articles
from search.engines.opensearch.cluster import Cluster, NoIndex
from search.engines.opensearch.leases import held, is_held
from search.engines.opensearch.listing import occurrences, surroundings
from search.engines.opensearch.mapping import STATE, index_stamp
from search.engines.opensearch.place import Place
from search.engines.opensearch.queries import ARTICLES
from search.engines.opensearch.searching import all_ids, answer, answers, holding_most, parts_matched
from search.engines.opensearch.tables import crosstab
from search.engines.opensearch.vocabulary import common_words
from search.engines.opensearch.writing import GRACE_SECONDS, AsideIndex, IndexWriter, clear_others, has_others, serving
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
from search.errors import EngineUnavailable, WriterBusy
from search.language.tree import Node, Term
from search.types import Sort, Where

logger = logging.getLogger(__name__)

_REBUILD_SECONDS = 1.0  # longer than anybody holds the lease only to see whether it is free


class OpenSearchEngine(Engine):
    """One for each cluster, index and process; any number of threads may use it."""

    grace_seconds = GRACE_SECONDS

    def __init__(self, place: Place) -> None:
        self._cluster = Cluster(place)

    @classmethod
    def place(cls) -> Place:
        return Place.from_settings()

    def search(self, question: Question) -> Answer:
        return answer(self._cluster, question)

    def search_each(self, questions: Sequence[Question]) -> list[Answer]:
        return answers(self._cluster, questions) if questions else []

    def holding_most(self, several: Sequence[Sequence[Term]], limit: int) -> list[list[int]]:
        return holding_most(self._cluster, several, limit) if several else []

    def matching_ids(self, tree: Node, filters: Mapping[str, tuple[str, ...]], sort: Sort) -> list[int]:
        return all_ids(self._cluster, tree, filters, sort)

    def parts_matched(self, tree: Node, article_ids: Collection[int]) -> dict[int, tuple[Where, ...]]:
        return parts_matched(self._cluster, tree, article_ids)

    def occurrences(self, listing: Listing) -> Occurrences:
        return occurrences(self._cluster, listing)

    def surroundings(self, listing: Listing, limit: int) -> list[Surroundings]:
        return surroundings(self._cluster, listing, limit)

    def similar(self, article_id: int, limit: int = 5) -> tuple[ScoredHit, ...]:
        return similar_articles(self._cluster, article_id, limit)

    def significant_terms(
        self, tree: Node, filters: Mapping[str, tuple[str, ...]], limit: int = 20
    ) -> tuple[SignificantTerm, ...]:
        return significant_terms(self._cluster, tree, filters, limit)

    def crosstab(self, tree: Node, filters: Mapping[str, tuple[str, ...]], rows: Axis, columns: Axis) -> Crosstab:
        return crosstab(self._cluster, tree, filters, rows, columns)

    def words(self, limit: int = 50_000) -> dict[str, int]:
        return common_words(self._cluster, limit)

    def fingerprints(self) -> dict[int, int]:
        body = {
            "query": ARTICLES,
            "sort": [{"newest": "asc"}],
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["id", "fingerprint"],
        }
        return self._cluster.again_where_gone(
            lambda: {
                hit["fields"]["id"][0]: hit["fields"]["fingerprint"][0] for hit in self._cluster.whole_result(body)
            }
        )

    def state(self) -> IndexState:
        found = self._cluster.document(self._cluster.place.index, STATE)
        if found is None:
            raise NoIndex(f"the index {self._cluster.place} does not say what made it; run: manage.py rebuild_index")
        said = found["_source"][STATE]
        return IndexState(
            documents=said["documents"],
            generation=said["generation"],
            name=found["_index"],
            stamp=said["stamp"],
            is_current=said["stamp"] == index_stamp(),
        )

    def exists(self) -> bool:
        return bool(serving(self._cluster))

    def condition(self) -> IndexStatus:
        state, health = self.state(), self._health()
        status = "ok" if state.is_current else "stale"
        if self._is_blocked(state.name):
            status = "read-only"
        if health["status"] == "red":
            status = "unavailable"
        lacking = health["unassigned_shards"] + health["initializing_shards"]
        return IndexStatus(
            status,
            is_whole=health["status"] == "green",
            details={
                "cluster": health["status"],
                "nodes": health["number_of_nodes"],
                "shards": health["active_shards"],
                "shards_lacking": lacking,
            },
        )

    def faults(self) -> list[str]:
        """What is wrong in the cluster: it checks its files by itself, and gives up a shard that is damaged."""
        state, health = self.state(), self._health()
        found = []
        if health["status"] == "red":
            found.append(f"{health['unassigned_shards']} shards of {state.name} are nowhere to be had")
        counted = len(self.fingerprints())
        if counted != state.documents:
            found.append(f"{state.name} has {counted} articles and says {state.documents}")
        return found

    @contextmanager
    def writer(self, wait_seconds: float = 0.0) -> Iterator[IndexWriter]:
        with held(self._cluster, "writer", wait_seconds) as lease:
            self._clear_abandoned()
            index = self.state().name
            yield IndexWriter(self._cluster, index, lease)

    @contextmanager
    def rebuilding(self, processes: int = 1) -> Iterator[AsideIndex]:
        with held(self._cluster, "rebuild", _REBUILD_SECONDS) as lease:
            clear_others(self._cluster)
            aside = AsideIndex(self._cluster, lease)
            try:
                yield aside
            finally:
                if aside.serves:
                    time.sleep(self.grace_seconds)
                with suppress(EngineUnavailable):  # it is abandoned, then: the next writer takes it away
                    clear_others(self._cluster)

    def is_rebuilding(self) -> bool:
        return is_held(self._cluster, "rebuild")

    def _clear_abandoned(self) -> None:
        """Take away what a rebuild left that died."""
        if has_others(self._cluster):
            with suppress(WriterBusy), held(self._cluster, "rebuild"):
                clear_others(self._cluster)

    def _is_blocked(self, index: str) -> bool:
        """Whether the cluster takes no writing: it forbids it by itself where a node's disk is nearly full."""
        with self._cluster.reaching():
            said = self._cluster.client.indices.get_settings(index=index, name="index.blocks.*")
        blocks = said.get(index, {}).get("settings", {}).get("index", {}).get("blocks", {})
        return "true" in blocks.values()

    def _health(self) -> dict[str, Any]:
        with self._cluster.reaching():
            return dict(self._cluster.client.cluster.health(index=self._cluster.place.index))
