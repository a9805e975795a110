"""Read pages of which the truth is known from a file, and see whether what is wrong with them was pointed out.

python -m tests.pages.measuring.review TRUTH.json FOLDER [--missed]

TRUTH.json: {file: {"articles": [{"title", "authors": [name …], "body": [paragraph …]} …]} …}; a file's path begins at
FOLDER. Notes, kickers and the rest are not looked at: a title is right as such, or without a bracketed tail.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from articles.parsing import decode, parse
from articles.parsing.types import ParsedArticle

_NOTE = re.compile(r"^\((?:作者|本文|以上|执笔)")
# What a finding is about, by its code; a wrong article that was lost or merged counts by its text.
_ABOUT = {
    "title": {"inferred-title", "truncated-title", "doubtful-title"},
    "authors": {"doubtful-authors"},
    "body": {"doubtful-join", "lost-character", "unplaced-text"},
}


def squeezed(text: str) -> str:
    """Text without what two prints of it may differ in: white space, and the width of marks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("。", ".")


def wrong_parts(truth: dict[str, Any], articles: Sequence[ParsedArticle]) -> tuple[set[str], ParsedArticle | None]:
    """Which of an article's parts were read wrong, and what was read for it."""
    paragraphs = [squeezed(p) for p in truth["body"]]
    bodies = [squeezed("".join(block.text for block in article.body)) for article in articles]
    shared = [sum(len(p) for p in paragraphs if p in body) for body in bodies]
    best = max(range(len(articles)), key=lambda n: shared[n], default=None)
    if best is None or not shared[best]:
        return set(_ABOUT), None
    read, full = articles[best], squeezed(truth["title"])
    right = {
        "title": squeezed(read.title) in {full, re.sub(r"\([^()]*\)$", "", full)},
        "authors": not truth["authors"] or [p.name for p in read.authors if p.role != "host"] == truth["authors"],
        "body": bodies[best] == "".join(p for p in paragraphs if not _NOTE.match(p)),
    }
    return {part for part, is_right in right.items() if not is_right}, read


def measured(truths: dict[str, Any], folder: Path) -> Iterator[tuple[str, dict[str, Any], set[str], set[str]]]:
    """For every true article: its file, itself, what is wrong, and the codes of the findings about it and its page."""
    for name, truth in truths.items():
        parsed = parse(decode((folder / name).read_bytes()).text, name)
        for article in truth["articles"]:
            wrong, read = wrong_parts(article, parsed.articles)
            codes = {problem.code for problem in (*parsed.problems, *(read.problems if read else ()))}
            yield name, article, wrong, codes


def findings(truths: dict[str, Any], folder: Path) -> Counter[str]:
    """How many findings of each code there are on all pages."""
    found: Counter[str] = Counter()
    for name in truths:
        parsed = parse(decode((folder / name).read_bytes()).text, name)
        found.update(problem.code for problem in parsed.problems)
        found.update(problem.code for article in parsed.articles for problem in article.problems)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages.measuring.review", description=__doc__)
    parser.add_argument("truth", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--missed", action="store_true", help="name what is wrong and was not pointed out")
    options = parser.parse_args(arguments)
    truths = json.loads(options.truth.read_text(encoding="utf-8"))
    results = list(measured(truths, options.folder))
    found = findings(truths, options.folder)
    lines = [f"{len(results)} articles, {sum(not wrong for *_, wrong, _ in results)} right"]
    lines += [f"findings: {found.total()}, {found.total() / max(len(results), 1):.2f} an article; {dict(found)}"]
    for part, codes in _ABOUT.items():
        wrong = [result for result in results if part in result[2]]
        told = [result for result in wrong if result[3] & codes]
        lines.append(f"{part}: {len(wrong)} wrong, {len(told)} pointed out")
        if options.missed:
            lines += [
                f"  {name}: {article['title']}"
                for name, article, *_ in wrong
                if (name, article) not in [r[:2] for r in told]
            ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
