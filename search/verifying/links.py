"""Where a place that was found can be read, and how it is cited."""

from __future__ import annotations

from collections.abc import Callable

from articles.citing.citations import gbt7714
from articles.citing.metadata import citation_of
from search.language.query import MAX_CHARACTERS
from search.types import ReadingMode
from search.verifying.checks import Place
from search.web.state import SearchState

WholeAddress = Callable[[str], str]
"""A path with the site's name before it."""


def url_of(place: Place) -> str:
    """The article's page, opened at the passage, with the passage marked."""
    marked = place.passage.text.whole.split("\n")[0][:MAX_CHARACTERS]
    search = SearchState(marked, ReadingMode.EXACT).query_string()
    return f"{place.article.get_absolute_url()}{search}#{place.anchor}"


def citation(place: Place, whole: WholeAddress) -> str:
    """By the national standard."""
    return gbt7714(citation_of(place.article, whole(place.article.get_absolute_url())))
