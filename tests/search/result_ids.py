"""The articles of a whole result, for tests to compare with what pages, files and lists show."""

from __future__ import annotations

from search.answers.search import interpret
from search.engines.base import engine
from search.types import SearchRequest


def result_ids(request: SearchRequest) -> list[int]:
    """The ids of all articles that a request finds, in its order; pages do not matter."""
    shown = interpret(request)
    return engine().matching_ids(shown.query.tree, shown.filters, request.sort)
