"""Both of the site's engines as the library grows: `python -m bench.growth FOLDER SIZE ...`, hosts in OPENSEARCH_HOSTS.

Each size is made anew in both, from the bench's corpus, and asked the bench's own mix of queries with facets. Beside
the clock stands the processor's time, this process's and the nodes' on this machine: on a busy one that is what counts.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chengyu_site.settings")
django.setup()

from bench.material.corpus import FACETS, Corpus  # noqa: E402
from bench.material.cutting import make_pool  # noqa: E402
from bench.material.drawing import draw_queries  # noqa: E402
from bench.material.pool import read_pool  # noqa: E402
from bench.material.queries import KINDS, Query  # noqa: E402
from bench.peers.site import Site, tree  # noqa: E402
from search.engines.base import Engine  # noqa: E402
from search.engines.opensearch import OpenSearchEngine  # noqa: E402
from search.engines.opensearch.place import Place  # noqa: E402
from search.engines.questions import Question  # noqa: E402
from search.engines.whoosh import WhooshEngine  # noqa: E402
from search.types import IndexDocument  # noqa: E402

QUERIES = 12  # of each kind
TOP = 10
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


def measure(name: str, engine: Engine, drawn: Sequence[Query], documents: Iterable[IndexDocument], size: int) -> None:
    nodes = launchers(os.environ["OPENSEARCH_HOSTS"].split(",")) if name == "opensearch" else []
    watch = Watch(lambda: processor_seconds(nodes))
    with engine.rebuilding() as aside:
        aside.add(documents)
        with aside.finishing():
            pass
    built = watch.lap()
    print(f"\n{name}, {size} articles: built in {built.clock:.0f} s, processor {built.own:.0f} + {built.nodes:.0f} s")
    for kind in KINDS:
        asked = [Question(tree(query), dict(query.filters), limit=TOP, facets=FACETS)
                 for query in drawn if query.kind == kind]  # fmt: skip
        costs = []
        for question in asked * 2:  # the first time fills caches
            watch.lap()
            engine.search(question)
            costs.append(watch.lap())
        warm = costs[len(asked) :]
        own, there = (1000 * sum(each) / len(warm) for each in zip(*((c.own, c.nodes) for c in warm), strict=True))
        print(f"  {kind:16} {1000 * median(c.clock for c in warm):8.2f} ms   processor {own:6.2f} + {there:6.2f} ms")
    if nodes:
        print(f"  nodes: {resident_megabytes(nodes):.0f} MB resident")


def main(folder: Path, sizes: list[int]) -> None:
    make_pool(folder / "pool.json")
    pool = read_pool(folder / "pool.json")
    drawn = draw_queries(pool, QUERIES)
    hosts = tuple(os.environ["OPENSEARCH_HOSTS"].split(","))
    for size in sizes:
        site = Site(folder, Corpus(pool, size))
        embedded = WhooshEngine(str(folder / f"whoosh-{size}"))
        embedded.prepare()
        cluster = OpenSearchEngine(Place(hosts, f"growth-{size}", replicas=0))
        for name, engine in (("embedded", embedded), ("opensearch", cluster)):
            measure(name, engine, drawn, map(site._document, site.corpus), size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
