"""Documents made of the seed files' own lines, by chance but always the same chance."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from search.types import IndexDocument, Where
from tests.search.plain_matching import PlainArticle

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
LINES = tuple(
    line.strip()
    for file in sorted(SEEDS.glob("*.txt"))
    for line in file.read_text(encoding="utf-8").splitlines()
    if len(line.strip()) > 5
)
PARTS = tuple(where for where in Where if where is not Where.BODY)


def make_document(chance: random.Random, article_id: int) -> IndexDocument:
    """A document with a body of up to three lines, and cuttings of lines in a few other parts."""
    texts = {Where.BODY: tuple(chance.choices(LINES, k=chance.randint(0, 3)))}
    for where in chance.sample(PARTS, k=chance.randint(0, 5)):
        texts[where] = tuple(cutting(chance, 30) for _ in range(chance.randint(1, 2)))
    return IndexDocument(
        article_id=article_id,
        texts=texts,
        facets={
            "column": tuple(chance.sample(["1", "2", "3"], k=chance.randint(0, 1))),
            "author": tuple(chance.sample(["1", "2", "3", "4", "5"], k=chance.randint(0, 3))),
            "theme": tuple(chance.sample(["7", "8", "9"], k=chance.randint(0, 2))),
            "organisation": tuple(chance.sample(["重庆大学", "西南大学"], k=chance.randint(0, 1))),
            "year": tuple(chance.sample(["2023", "2024"], k=chance.randint(0, 1))),
            "date": tuple(chance.sample(["2023-05", "2024-06", "2024-07"], k=chance.randint(0, 1))),
            "publication": tuple(chance.sample(["山城日报", "两江晨报"], k=chance.randint(0, 1))),
            "section": tuple(chance.sample(["理论", "思想周刊"], k=chance.randint(0, 1))),
            "printed_page": tuple(chance.sample(["9", "A03"], k=chance.randint(0, 1))),
        },
        date=chance.choice(["", "2023-05-01", "2024-06-30", "2024-07-01"]),
        title_key=chance.choice(["", "chanye", "xinzhi", "zhihui"]),
    )


def make_documents(chance: random.Random, count: int, first_id: int = 1) -> list[IndexDocument]:
    return [make_document(chance, article_id) for article_id in range(first_id, first_id + count)]


def cutting(chance: random.Random, longest: int = 20, line: str | None = None) -> str:
    """A run of characters of a line, begun and ended anywhere."""
    line = line or chance.choice(LINES)
    start = chance.randrange(len(line))
    return line[start : start + chance.randint(1, longest)]


def plain(documents: list[IndexDocument]) -> dict[int, PlainArticle]:
    """The documents as they are looked through without an index; theme names only where they are asked for."""
    return {document.article_id: PlainArticle(document.texts) for document in documents}


def facet_counts(documents: list[IndexDocument], name: str, keep: Callable[[IndexDocument], bool]) -> dict[str, int]:
    """How many of the documents to keep have each value."""
    counts: dict[str, int] = {}
    for document in filter(keep, documents):
        for value in document.facets[name] or ("-",):
            counts[value] = counts.get(value, 0) + 1
    return counts
