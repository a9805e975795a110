"""Write the pages of the library to try, one text file each."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.demo.pages import make_pages


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pages go; it is made where there is none")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    pages = list(make_pages())
    for page in pages:
        (folder / page.name).write_text(page.text, encoding="utf-8")
    articles = sum(page.articles for page in pages)
    sys.stdout.write(f"Wrote {len(pages)} pages with {articles} made articles to {folder}.\n")


if __name__ == "__main__":
    main()
