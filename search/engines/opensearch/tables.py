"""Cross tabulation of a result: one request where no facet has more than MOST_VALUES values, else all combinations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from search.engines.opensearch.cluster import Cluster, Json, too_much
from search.engines.opensearch.facets import all_values
from search.engines.opensearch.queries import Asking, all_of, passing
from search.engines.opensearch.vocabulary import words_of
from search.engines.questions import Axis, Crosstab
from search.language.tree import Node

MOST_VALUES = 200
_MOST_CELLS = 50_000  # of a table whose combinations are read one by one

Counts = dict[str, int]


def crosstab(
    cluster: Cluster, tree: Node, filters: Mapping[str, Collection[str]], rows: Axis, columns: Axis
) -> Crosstab:
    """Raises BadQuery when counting takes too much work."""
    asked = [node for axis in (rows, columns) if not isinstance(axis, str) for node in axis.values()]
    asking = Asking(words_of(cluster, tree, *asked))
    query = all_of([asking.query(tree), *passing(filters)])
    down, across = _aggregation(asking, rows), _aggregation(asking, columns)
    aggregations = {}
    if down:
        aggregations["rows"] = {**down, **({"aggs": {"columns": across}} if across else {})}
    if across:
        aggregations["columns"] = across
    body = {"size": 0, "query": query, "track_total_hits": True, "aggs": aggregations}
    answer = cluster.searched(body)[0]
    total, found = answer["hits"]["total"]["value"], answer.get("aggregations", {})
    by_row, by_column = _buckets(found, "rows", rows), _buckets(found, "columns", columns)
    if by_row is None or by_column is None:
        return _read_whole(cluster, asking, query, total, rows, columns)
    cells: dict[tuple[str, str], int] = {}
    for name, bucket in by_row.items():
        inside = _buckets(bucket, "columns", columns) if bucket["doc_count"] else {}
        if inside is None:
            return _read_whole(cluster, asking, query, total, rows, columns)
        cells.update({(name, other): count for other, count in _counted(inside).items()})
    return Crosstab(total, _counted(by_row), _counted(by_column), cells)


def _aggregation(asking: Asking, axis: Axis) -> Json:
    """What counts by an axis; nothing for one that asks for nothing."""
    if isinstance(axis, str):
        return {"terms": {"field": f"f_{axis}", "size": MOST_VALUES}}
    queries = {str(number): asking.query(node) for number, node in enumerate(axis.values())}
    return {"filters": {"filters": queries}} if queries else {}


def _buckets(found: Json, name: str, axis: Axis) -> dict[str, Json] | None:
    """By name; None where there are more than came."""
    counted = found.get(name, {"buckets": {}})
    if isinstance(axis, str):
        if counted["sum_other_doc_count"]:
            return None
        return {bucket["key"]: bucket for bucket in counted["buckets"]}
    return dict(zip(axis, (counted["buckets"][str(number)] for number in range(len(axis))), strict=True))


def _counted(buckets: Mapping[str, Json]) -> Counts:
    return {name: bucket["doc_count"] for name, bucket in buckets.items() if bucket["doc_count"]}


def _read_whole(cluster: Cluster, asking: Asking, query: Json, total: int, rows: Axis, columns: Axis) -> Crosstab:
    """The table of facets with many values, read combination by combination; questions one by one."""

    def count(within: Json, *axes: Axis) -> dict[tuple[str, ...], int]:
        names = [axis for axis in axes if isinstance(axis, str)]
        asked = next((axis for axis in axes if not isinstance(axis, str)), None)
        if asked is None:
            return dict(_limited(all_values(cluster, within, names)))
        found: dict[tuple[str, ...], int] = {}
        for name, node in asked.items():
            counts = count(all_of([within, asking.query(node)]), *names) if names else {}
            found.update({(name, *values): number for values, number in counts.items()})
        return found

    turned = not isinstance(columns, str)  # a question stands before a value
    cells = {(pair[turned], pair[not turned]): number for pair, number in count(query, rows, columns).items()}
    by_row, by_column = (_margin(cluster, asking, query, axis) for axis in (rows, columns))
    return Crosstab(total, by_row, by_column, cells)


def _margin(cluster: Cluster, asking: Asking, query: Json, axis: Axis) -> Counts:
    if isinstance(axis, str):
        return {values[0]: count for values, count in _limited(all_values(cluster, query, [axis]))}
    body = {"size": 0, "query": query, "aggs": {"rows": _aggregation(asking, axis)}}
    return _counted(_buckets(cluster.searched(body)[0]["aggregations"], "rows", axis) or {})


def _limited(counted: Iterable[tuple[tuple[str, ...], int]]) -> Iterable[tuple[tuple[str, ...], int]]:
    for number, each in enumerate(counted):
        if number == _MOST_CELLS:
            raise too_much()
        yield each
