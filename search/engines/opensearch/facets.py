"""Facets: how many articles of a result have each value, exactly, however many values there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.queries import all_of, passing
from search.engines.questions import ValueCount

MOST_VALUES = 1_000  # of a facet that come with a search; where it has more, all are read when they are looked at
_PAGE = 10_000  # values read at once


class Counts(Sequence[ValueCount]):
    """Values with their counts, the most frequent first, equally frequent ones by the value."""

    __slots__ = ("_counts", "_read")

    def __init__(self, counts: Mapping[str, int] | None, read: Callable[[], Mapping[str, int]]) -> None:
        """`counts` are all there are, or None: then they are read when they are looked at."""
        self._counts = None if counts is None else _in_order(counts)
        self._read = read

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, at):  # type: ignore[no-untyped-def]  # as Sequence says: one, or some
        return self._all()[at]

    def _all(self) -> list[ValueCount]:
        if self._counts is None:
            self._counts = _in_order(self._read())
        return self._counts


def facet_aggregations(names: Sequence[str], filters: Mapping[str, Sequence[str]]) -> Json:
    """What a search is to count: each facet as if its own filter were not there."""
    found = {}
    for name in names:
        values = {"values": {"terms": {"field": f"f_{name}", "size": MOST_VALUES}}}
        found[f"facet_{name}"] = {"filter": _others(filters, name), "aggs": values}
    return found


def facet_counts(
    cluster: Cluster, query: Json, names: Sequence[str], filters: Mapping[str, Sequence[str]], answer: Json
) -> dict[str, Sequence[ValueCount]]:
    """The counts that an answer has, or leads to."""
    return {name: _counts(cluster, all_of([query, _others(filters, name)]), name, answer) for name in names}


def all_values(cluster: Cluster, query: Json, names: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Of articles that match, every combination of their values of some facets, with the number of articles."""
    after: Json = {}
    sources = [{str(n): {"terms": {"field": f"f_{name}"}}} for n, name in enumerate(names)]
    while True:
        body = {"size": 0, "query": query, "aggs": {"all": {"composite": {"size": _PAGE, "sources": sources, **after}}}}
        found = cluster.searched(body, steady=query)[0]["aggregations"]["all"]
        for bucket in found["buckets"]:
            yield tuple(bucket["key"].values()), bucket["doc_count"]
        if len(found["buckets"]) < _PAGE:
            return
        after = {"after": found["after_key"]}


def _counts(cluster: Cluster, query: Json, name: str, answer: Json) -> Counts:
    found = answer["aggregations"][f"facet_{name}"]["values"]
    whole = not found["sum_other_doc_count"]
    counts = {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]} if whole else None
    return Counts(counts, lambda: {values[0]: count for values, count in all_values(cluster, query, [name])})


def _others(filters: Mapping[str, Sequence[str]], name: str) -> Json:
    return all_of(passing(filters, without=name) or [{"match_all": {}}])


def _in_order(counts: Mapping[str, int]) -> list[ValueCount]:
    return [ValueCount(value, count) for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
