"""The site's engines as the library grows: `python -m bench.growth ENGINE FOLDER SIZE ...`, hosts in OPENSEARCH_HOSTS.

ENGINE is `embedded`, `opensearch`, or `stock`: OpenSearch as it comes, without the site's mapping. The two on a cluster
grow in one index from size to size, the embedded one is made anew. At each size the bench's own mix of queries is asked
with facets. Beside the clock stands the processor's time, this process's and the nodes' on this machine: on a busy one
that is what counts.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chengyu_site.settings")
django.setup()

from bench.material.corpus import FACETS, Corpus  # noqa: E402
from bench.material.cutting import make_pool  # noqa: E402
from bench.material.drawing import draw_queries  # noqa: E402
from bench.material.pool import Pool, read_pool  # noqa: E402
from bench.material.queries import KINDS, Query  # noqa: E402
from bench.peers.site import document_of, tree  # noqa: E402
from bench.resources import disk_bytes  # noqa: E402
from search.engines.opensearch import OpenSearchEngine  # noqa: E402
from search.engines.opensearch.cluster import Cluster  # noqa: E402
from search.engines.opensearch.place import Place  # noqa: E402
from search.engines.questions import Question  # noqa: E402
from search.engines.whoosh import WhooshEngine  # noqa: E402
from search.errors import EngineUnavailable  # noqa: E402
from search.language.tree import Everything  # noqa: E402
from search.types import IndexDocument  # noqa: E402

QUERIES = 6  # of each kind
TOP = 10
TURNS = 3  # the first fills caches
_AT_ONCE = 500
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds: by the clock, of this process, of the nodes."""

    clock: float
    own: float
    nodes: float


class Watch:
    """Measures what happens from one look to the next."""

    def __init__(self, nodes: Callable[[], float]) -> None:
        self._nodes, self._last = nodes, (0.0, 0.0, 0.0)
        self.lap()

    def lap(self) -> Cost:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        now = time.monotonic(), sum(each.ru_utime + each.ru_stime for each in used), self._nodes()
        before, self._last = self._last, now
        return Cost(*(here - there for here, there in zip(now, before, strict=True)))


def launchers(hosts: Iterable[str]) -> list[Path]:
    """The processes of these nodes on this machine."""
    ports = [f"http.port={host.rpartition(':')[2]}".encode() for host in hosts]
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(port in (process / "cmdline").read_bytes().split(b"\0") for port in ports):
                found.append(process)
        except OSError:  # it has ended meanwhile
            continue
    return found


def processor_seconds(processes: Iterable[Path]) -> float:
    return sum(sum(map(int, (p / "stat").read_text().rsplit(")", 1)[1].split()[11:13])) for p in processes) / _TICKS


def resident_megabytes(processes: Iterable[Path]) -> float:
    pages = sum(int((process / "statm").read_text().split()[1]) for process in processes)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass(frozen=True, slots=True)
class Grown:
    """An index of a size: how to ask it, and the bytes that it takes on disk."""

    ask: Callable[[Query], object]
    disk: Callable[[], int]


def embedded(folder: Path, pool: Pool, sizes: Sequence[int]) -> Iterator[Grown]:
    for size in sizes:
        place = folder / f"whoosh-{size}"
        engine = WhooshEngine(str(place))
        with engine.rebuilding() as aside:
            aside.add(_documents(pool, range(1, size + 1)))
            with aside.finishing():
                pass
        engine.prepare()
        _wait_until_verified(engine)
        yield Grown(lambda query, engine=engine: engine.search(_question(query)), lambda place=place: disk_bytes(place))


def _wait_until_verified(engine: WhooshEngine) -> None:
    """Large parts of an index are verified aside before they are asked."""
    while True:
        try:
            engine.search(Question(Everything(), limit=TOP))
            return
        except EngineUnavailable:
            time.sleep(1)


def opensearch(_: Path, pool: Pool, sizes: Sequence[int]) -> Iterator[Grown]:
    """What a rebuild fills is asked before it serves."""
    place = replace(_place(), index="growth")
    with OpenSearchEngine(place).rebuilding() as aside:
        asked = OpenSearchEngine(replace(place, index=aside.index))
        for numbers in _steps(sizes):
            aside.add(_documents(pool, numbers))
            _settle(asked._cluster)
            yield Grown(
                lambda query: len(asked.search(_question(query)).facets["author"]), lambda: _bytes(asked._cluster)
            )


def stock(_: Path, pool: Pool, sizes: Sequence[int]) -> Iterator[Grown]:
    """Texts by the standard analyzer, one request a query, no settings but the shards."""
    cluster = Cluster(replace(_place(), index="growth-stock"))
    corpus, client, index = Corpus(pool, 0), cluster.client, cluster.place.index
    client.indices.delete(index=index, ignore=404)
    kinds = {name: {"type": "keyword"} for name in FACETS} | {key: {"type": "text"} for key in ("title", "body")}
    settings = {"number_of_shards": cluster.place.shards, "number_of_replicas": 0}
    client.indices.create(index=index, body={"settings": settings, "mappings": {"properties": kinds}})
    for numbers in _steps(sizes):
        left = iter(numbers)
        while batch := list(islice(left, _AT_ONCE)):
            lines: list[dict[str, Any]] = []
            for article in map(corpus.article, batch):
                texts = {
                    "title": corpus.title(article).text,
                    "body": "\n".join(one.text for one in corpus.body(article)),
                }
                lines += ({"index": {}}, texts | {name: article.facet(name) for name in FACETS})
            client.bulk(body=lines, index=index, params={"request_timeout": 60})
        _settle(cluster)
        yield Grown(lambda query: client.search(index=index, body=_stock_body(query)), lambda: _bytes(cluster))


def _stock_body(query: Query) -> dict[str, Any]:
    def run(text: str) -> dict[str, Any]:
        return {"multi_match": {"query": text, "type": "phrase", "fields": ["title^4", "body"]}}

    must = [run(one.text) for one in query.all_of]
    if query.any_of:
        must.append({"bool": {"should": [run(one.text) for one in query.any_of], "minimum_should_match": 1}})
    if query.prefix:
        must.append({"multi_match": {"query": query.prefix, "type": "bool_prefix", "fields": ["title^4", "body"]}})
    chosen = {name: {"terms": {name: list(values)}} for name, values in query.filters}
    counted = {}
    for name in FACETS:
        others = [wanted for other, wanted in chosen.items() if other != name] or [{"match_all": {}}]
        values = {"values": {"terms": {"field": name, "size": 1_000}}}
        counted[name] = {"filter": {"bool": {"filter": others}}, "aggs": values}
    return {
        "query": {"bool": {"must": must, "must_not": [run(one.text) for one in query.none_of]}},
        "post_filter": {"bool": {"filter": list(chosen.values())}},
        "aggs": counted,
        "size": TOP,
        "_source": False,
        "track_total_hits": True,
    }


def _steps(sizes: Sequence[int]) -> Iterator[range]:
    for before, size in zip((0, *sizes), sizes, strict=False):
        yield range(before + 1, size + 1)


def _documents(pool: Pool, numbers: Iterable[int]) -> Iterator[IndexDocument]:
    corpus = Corpus(pool, 0)
    return (document_of(corpus, corpus.article(number)) for number in numbers)


def _question(query: Query) -> Question:
    return Question(tree(query), dict(query.filters), limit=TOP, facets=FACETS)


def _place() -> Place:
    return Place(tuple(os.environ["OPENSEARCH_HOSTS"].split(",")), "growth", replicas=0)


def _settle(cluster: Cluster) -> None:
    """Let searches see all, and let go of what is kept for the case of a crash."""
    for deed in (cluster.client.indices.refresh, cluster.client.indices.flush):
        deed(index=cluster.place.index, params={"request_timeout": 600})


def _bytes(cluster: Cluster) -> int:
    total: int = cluster.client.indices.stats(index=cluster.place.index)["_all"]["total"]["store"]["size_in_bytes"]
    return total


def measure(grown: Grown, drawn: Sequence[Query], watch: Watch) -> None:
    """Kind by kind: the median by the clock; processor time over all, as the system counts no less than 10 ms."""
    for kind in KINDS:
        asked = [query for query in drawn if query.kind == kind]
        for query in asked:
            grown.ask(query)
        watch.lap()
        clock, least = [], []
        for _ in range(TURNS):
            for query in asked:
                started = time.perf_counter()
                grown.ask(query)
                clock.append(time.perf_counter() - started)
            least.append(watch.lap())
        own, there = (1000 * median(each) / len(asked) for each in zip(*((c.own, c.nodes) for c in least), strict=True))
        print(f"  {kind:16} {1000 * median(clock):8.2f} ms   processor {own:6.2f} + {there:6.2f} ms", flush=True)


def main(name: str, folder: Path, sizes: list[int]) -> None:
    make_pool(folder / "pool.json")
    pool = read_pool(folder / "pool.json")
    drawn = draw_queries(pool, QUERIES)
    nodes = [] if name == "embedded" else launchers(os.environ["OPENSEARCH_HOSTS"].split(","))
    engines = {"embedded": embedded, "opensearch": opensearch, "stock": stock}
    watch, before = Watch(lambda: processor_seconds(nodes)), 0
    for size, grown in zip(sizes, engines[name](folder, pool, sizes), strict=True):
        built, added = watch.lap(), size if name == "embedded" else size - before
        rate = f"{added:,} of them in {built.clock:.0f} s, {added / built.clock:.0f} a second"
        each = f"processor {1000 * built.own / added:.2f} + {1000 * built.nodes / added:.2f} ms an article"
        print(f"\n{name}, {size:,} articles: {rate}, {each}", flush=True)
        measure(grown, drawn, watch)
        resident = resident_megabytes(nodes or [Path("/proc/self")])
        print(f"  {grown.disk() / 1e6:,.0f} MB on disk; {resident:,.0f} MB resident", flush=True)
        watch.lap()
        before = size


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [int(size) for size in sys.argv[3:]])
