"""A corpus small enough to be indexed by every engine in a moment."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.fleet import Place
from bench.material.corpus import Corpus
from bench.material.cutting import cut
from bench.material.drawing import draw_queries
from bench.material.pool import Pool, person_names, prose, write_pool
from bench.material.queries import Query

PARAGRAPHS = 500
TITLES = 200
ARTICLES = 120


@pytest.fixture(scope="session")
def pool() -> Pool:
    titles, paragraphs = prose()
    surnames, given_names = person_names()
    return Pool(
        titles=tuple(map(cut, titles[:TITLES])),
        paragraphs=tuple(map(cut, paragraphs[:PARAGRAPHS])),
        surnames=tuple(surnames),
        given_names=tuple(given_names),
    )


@pytest.fixture(scope="session")
def corpus(pool: Pool) -> Corpus:
    return Corpus(pool, ARTICLES)


@pytest.fixture(scope="session")
def queries(pool: Pool) -> list[Query]:
    return draw_queries(pool, per_kind=4)


@pytest.fixture(scope="session")
def place(pool: Pool) -> Iterator[Place]:
    """A folder that another account may enter, as PostgreSQL does not run as root."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    folder.chmod(0o755)
    write_pool(folder / "pool.json", pool)
    yield Place(folder, folder / "pool.json", ARTICLES)
    shutil.rmtree(folder)
