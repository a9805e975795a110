"""What pages take of a processor, by part: `python -m bench.page.processor [--articles 5000] [ADDRESS …]`.

Milliseconds of one process's processor time, the least of several turns. Nothing that was answered before is kept.
"""

from __future__ import annotations

import argparse
import json
from urllib.parse import quote

from bench.__main__ import POOL, WORK
from bench.fleet import Place
from bench.material.cutting import make_pool
from bench.page.asking import Site

TURNS = 7
ASKED = ("产业链", "发展", "人工智能 高质量", '"科技创新"', "改革 OR 开放")
PICTURED = (
    "发展",
    "人工智能",
    "的",
)  # a common word, one with a synonym in Latin letters, what nearly every article has
ADDRESSES = (
    *(f"/search/?q={quote(query)}" for query in ASKED),
    "/insights/",
    *(f"/insights/?q={quote(query)}" for query in PICTURED),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.page.processor", description="Processor time of pages.")
    parser.add_argument("--articles", type=int, default=5_000, help="in the library (%(default)s)")
    parser.add_argument("addresses", nargs="*", default=ADDRESSES, metavar="ADDRESS")
    options = parser.parse_args()
    make_pool(POOL)
    site = Site(Place(WORK, POOL, options.articles))
    site.prepare()
    site.run("manage.py", "load_themes")  # with a census of terms, by which 洞察 chooses what it counts
    site.run("manage.py", "sync_index")
    for address in options.addresses:
        given = json.dumps([address] * TURNS)
        parts = json.loads(site.run("-m", "bench.page.parts", "--processor", given=given))
        turns = [sum(of_one) for of_one in zip(*parts.values(), strict=True)]
        best = turns.index(min(turns))
        largest = sorted(((taken[best], name) for name, taken in parts.items()), reverse=True)
        print(f"{min(turns):6.1f}  {address}", *(f"        {taken:5.1f}  {name}" for taken, name in largest), sep="\n")


if __name__ == "__main__":
    main()
