"""`python -m bench.drafts [--articles N]`: what checking a draft takes, written to bench/DRAFTS.md."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from typing import Any

from bench.__main__ import POOL, WORK
from bench.fleet import HOME, Place
from bench.machine import describe_machine
from bench.material.cutting import make_pool
from bench.page.asking import Site


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.drafts", description="Measure what checking a draft takes.")
    parser.add_argument("--articles", type=int, default=100_000, help="of the library (%(default)s)")
    articles = parser.parse_args().articles
    make_pool(POOL)
    site = Site(Place(WORK, POOL, articles))
    site.prepare()
    text = report(articles, describe_machine(), json.loads(site.run("-m", "bench.page.drafts")))
    (HOME / "bench" / "DRAFTS.md").write_text(text, encoding="utf-8")
    print(text)


def report(articles: int, machine: dict[str, str], rows: Sequence[Sequence[Any]]) -> str:
    """Markdown."""
    lines = [
        f"# 核引 at {articles:,} articles",
        "",
        "Written by `make bench-drafts`; README.md says how. Seconds of processor time, the least of three.",
        "",
        f"- Date: {time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime())}",
        *(f"- {name}: {value}" for name, value in machine.items()),
        "",
        "| quotations | how many | characters of the draft | all | engine |",
        "|---|---:|---:|---:|---:|",
        *(f"| {kind} | {size} | {length:,} | {all_:.2f} | {own:.2f} |" for kind, size, length, all_, own in rows),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
