"""Engines filled with documents, for tests of what they answer."""

from __future__ import annotations

import random

import pytest

from search.engines.base import Engine
from search.language.tree import Node
from search.types import IndexDocument, Sort, Where
from tests.search.engines.corpus import make_documents

DOCUMENTS = make_documents(random.Random(5), 60)


def rebuilt(engine: Engine, documents: list[IndexDocument]) -> None:
    with engine.rebuilding() as aside:
        aside.add(documents)
        with aside.finishing():
            pass


def ids(engine: Engine, tree: Node, filters: dict[str, tuple[str, ...]] | None = None) -> list[int]:
    return engine.matching_ids(tree, filters or {}, Sort.RELEVANCE)


def article(article_id: int, body: str = "", **texts: str) -> IndexDocument:
    parts: dict[Where, tuple[str, ...]] = {
        Where(name): (text,) for name, text in {"body": body, **texts}.items() if text
    }
    return IndexDocument(article_id, parts, {})


class FilledEngine:
    """An engine to be tested, empty and filled with DOCUMENTS; a subclass says how it is made."""

    @pytest.fixture
    def engine(self, tmp_path) -> Engine:
        raise NotImplementedError

    @pytest.fixture
    def filled(self, engine: Engine) -> Engine:
        rebuilt(engine, DOCUMENTS)
        return engine
