"""`python -m bench`: measure, compare, report."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from bench.fleet import EngineProcess, MissingEngine, Place
from bench.machine import describe_machine
from bench.material.corpus import Corpus
from bench.material.cutting import make_pool
from bench.material.drawing import PER_KIND, draw_queries
from bench.material.pool import Pool, read_pool
from bench.material.queries import KINDS, Query, query_from_json, query_to_json
from bench.measure import ROUNDS, Plan, measure
from bench.page.asking import measure_page
from bench.peers.registry import ENTRIES, SITE
from bench.records import Results, read_results, write_results
from bench.reporting.pictures import draw, picture_links
from bench.reporting.report import report

HERE = Path(__file__).resolve().parent
WORK = HERE / "work"  # not under var, which is closed to PostgreSQL: root has another account run it
POOL = WORK / "pool.json"
RESULTS = WORK / "results.json"
SIZES = (3_000, 30_000, 100_000)


def main() -> None:
    options = _options()
    if not options.report_only:
        _measure(options)
    _report(options.output)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the search engine beside its peers.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="ARTICLES", help="corpora to measure")
    parser.add_argument("--engines", nargs="+", choices=ENTRIES, default=list(ENTRIES), help="beside the site's own")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="kinds of query")
    parser.add_argument("--queries", type=int, default=PER_KIND, help="of each kind (%(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="times each is asked (%(default)s)")
    parser.add_argument("--allowance", type=float, default=4.0, help="seconds of an engine for a kind (%(default)s)")
    parser.add_argument("--add", action="store_true", help="keep what was measured last, but for these sizes")
    parser.add_argument("--no-page", action="store_true", help="leave the search page out")
    parser.add_argument("--report-only", action="store_true", help="write the report of what was measured last")
    parser.add_argument("--output", type=Path, default=HERE, help="folder for the report (%(default)s)")
    return parser.parse_args()


def _measure(options: argparse.Namespace) -> None:
    make_pool(POOL)
    pool = read_pool(POOL)
    results = _begun(options)
    engines = _installed([SITE, *(name for name in options.engines if name != SITE)], results)
    queries = [query for query in _queries(pool, options.queries) if query.kind in options.kinds]
    plan = Plan(queries, engines, options.rounds, options.allowance)
    for size in sorted(options.sizes):
        results.sizes[size] = measure(Place(WORK, POOL, size), Corpus(pool, size), plan)
        write_results(RESULTS, results)
    if not options.no_page:
        results.page = measure_page(Place(WORK, POOL, max(options.sizes)), queries)
        write_results(RESULTS, results)


def _begun(options: argparse.Namespace) -> Results:
    if options.add and RESULTS.exists():
        return read_results(RESULTS)
    return Results(date=time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()), machine=describe_machine())


def _installed(names: Sequence[str], results: Results) -> list[str]:
    found = []
    for name in names:
        try:
            EngineProcess(name, Place(WORK, POOL, 0)).close()
        except MissingEngine as missing:
            results.missing[name] = str(missing)
            print(f"left out: {missing}")
        else:
            found.append(name)
    return found


def _queries(pool: Pool, per_kind: int) -> list[Query]:
    """Drawn once and kept: finding what can be compared takes a minute."""
    kept = WORK / f"queries-{per_kind}.json"
    if not kept.exists():
        print("drawing the queries", flush=True)
        kept.write_text(json.dumps([query_to_json(query) for query in draw_queries(pool, per_kind)]), "utf-8")
    return [query_from_json(query) for query in json.loads(kept.read_text("utf-8"))]


def _report(folder: Path) -> None:
    results = read_results(RESULTS)
    pictures = picture_links(draw(results, folder / "pictures"), "pictures")
    (folder / "RESULTS.md").write_text(report(results, pictures), encoding="utf-8")
    print(f"written: {folder / 'RESULTS.md'}")


if __name__ == "__main__":
    main()
