"""Lists every occurrence of a query in a result, by article or by its left or right context.

OpenSearch has no such list: the articles' texts are fetched and looked through here, so that it takes as long as there
is text. What would be too much is refused before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.queries import Asking, all_of, passing
from search.engines.opensearch.ranking import ordered
from search.engines.opensearch.searching import all_ids
from search.engines.opensearch.vocabulary import words_of
from search.engines.questions import Listing, Occurrence, Occurrences, Surroundings
from search.errors import TooMuch
from search.excerpts.highlighting import Marker
from search.text.folding import Folded
from search.types import WIDTH, LineOrder, Sort, Where

MOST_TEXTS = 50_000  # articles that are looked through


class _Line(NamedTuple):
    """An occurrence, and what stands beside it, the nearest character first."""

    place: Occurrence
    before: str
    behind: str


def occurrences(cluster: Cluster, listing: Listing) -> Occurrences:
    """Raises TooMuch for more places than may be listed, or for too many articles to be looked through."""
    ids = all_ids(cluster, listing.tree, listing.filters, listing.sort)
    marker = Marker(listing.tree)
    lines = _lines(cluster, listing, marker, ids, passing(listing.filters)) if marker.leaves else []
    if listing.order is LineOrder.LEFT:
        lines.sort(key=lambda line: line.before)
    elif listing.order is LineOrder.RIGHT:
        lines.sort(key=lambda line: line.behind)
    places = [line.place for line in lines]
    return Occurrences(places, len({place.article_id for place in places}), len(ids))


def surroundings(cluster: Cluster, listing: Listing, limit: int) -> list[Surroundings]:
    """Raises TooMuch as `occurrences` does."""
    marker = Marker(listing.tree)
    if not marker.leaves:
        return []
    ids = all_ids(cluster, listing.tree, listing.filters, listing.sort)[:limit]
    lines = _lines(cluster, listing, marker, ids, [{"terms": {"id": ids}}])[:limit]
    return [Surroundings(line.before[::-1], line.behind) for line in lines]


def _lines(cluster: Cluster, listing: Listing, marker: Marker, ids: list[int], filters: list[Json]) -> list[_Line]:
    """Those in these articles of the result, which are what the filters let through."""
    if len(ids) > MOST_TEXTS:
        raise TooMuch(f"语境最多在 {MOST_TEXTS:,} 篇文章里逐字查找，这个结果不止；请再加词语或条件")
    of_article: dict[int, list[_Line]] = {}
    left = listing.most
    for source in cluster.again_where_gone(lambda: list(_texts(cluster, listing, filters))):
        found = list(_lines_in(source, listing, marker))
        left -= len(found)
        if left < 0:
            raise TooMuch(f"语境最多列 {listing.most:,} 处，这个结果不止；请再加词语或条件")
        of_article[source["id"]] = found
    return [line for article_id in ids for line in of_article.get(article_id, ())]


def _texts(cluster: Cluster, listing: Listing, filters: list[Json]) -> Iterator[Json]:
    """The texts of all articles found that pass, the parts that are listed, in no order that matters."""
    asking = Asking(words_of(cluster, listing.tree))
    body = {
        **ordered(asking, listing.tree, Sort.NEWEST),
        **({"post_filter": all_of(filters)} if filters else {}),
        "_source": ["id", *(f"p_{part}" for part in listing.parts)],
    }
    del body["stored_fields"]
    return (hit["_source"] for hit in cluster.whole_result(body, steady=listing.tree))


def _lines_in(source: Json, listing: Listing, marker: Marker) -> Iterator[_Line]:
    for where in listing.parts:
        blocks = source.get(f"p_{where}", "").split("\n")
        stretches = ((block, *stretch) for block in blocks for stretch in _stretches(marker, block, where))
        for number, (block, start, end) in enumerate(stretches):
            before = block[:start].removesuffix(" ")[: -WIDTH - 1 : -1]
            behind = block[end:].removeprefix(" ")[:WIDTH]
            yield _Line(Occurrence(source["id"], where, number), before, behind)


def _stretches(marker: Marker, block: str, where: Where) -> Iterator[tuple[int, int]]:
    """As `search.excerpts.concordance` finds them, in a text that is folded already."""
    folded, after = Folded(block, range(len(block) + 1), range(1, len(block) + 1)), 0
    for match in sorted(marker.matches_in(folded, where), key=lambda match: (match.start, -match.end)):
        if match.start >= after:
            after = match.end
            yield match.start, match.end
