"""检索单: a search kept with its answer, and what has become of the answer since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.http import QueryDict

from articles.models import Article
from search.conditions import in_words
from search.engines.base import engine
from search.exports import MOST, Found, find
from search.forms import read_state
from search.models import SavedSearch
from search.state import SearchState

TITLE = 500  # characters


@dataclass(frozen=True, slots=True)
class Gone:
    """An article that was on the list: `article` is None where it was deleted, and is not to be linked if withdrawn."""

    article_id: int
    article: Article | None

    @property
    def is_published(self) -> bool:
        return self.article is not None and self.article.status == Article.Status.PUBLISHED


@dataclass(frozen=True, slots=True)
class Comparison:
    """The list against the same search now: what came, what is no longer found, what was and is.

    `uncounted` says that the search now finds more than a list can hold, so that nothing can be said of what came.
    """

    state: SearchState
    total: int
    added: tuple[Article, ...]
    gone: tuple[Gone, ...]
    kept: tuple[int, ...]
    uncounted: bool = False

    @property
    def is_unchanged(self) -> bool:
        return not (self.added or self.gone or self.uncounted)


def save(state: SearchState, found: Found) -> SavedSearch:
    """Keep a search that finds at most MOST articles."""
    index = engine().state()
    return SavedSearch.objects.create(
        query_string=state.on_page(1).query_string(),
        title=in_words(state)[:TITLE],
        article_ids=[hit.article_id for hit in found.hits],
        count=found.total,
        index_stamp=f"{index.stamp}/{index.generation}",
    )


def state_of(saved: SavedSearch) -> SearchState:
    return read_state(QueryDict(saved.query_string.removeprefix("?")))


def compare(saved: SavedSearch) -> Comparison:
    """Raises what a search raises."""
    state = state_of(saved)
    found = find(state.request(per_page=1))
    now, before = [hit.article_id for hit in found.hits], saved.article_ids
    uncounted = found.total > MOST
    missing = _no_longer(before, now) if not uncounted else []
    return Comparison(
        state=state,
        total=found.total,
        added=() if uncounted else _published(_no_longer(now, before)),
        gone=_gone(missing),
        kept=tuple(article_id for article_id in before if article_id not in set(missing)),
        uncounted=uncounted,
    )


def _no_longer(listed: list[int], others: Collection[int]) -> list[int]:
    known = set(others)
    return [article_id for article_id in listed if article_id not in known]


def _published(ids: list[int]) -> tuple[Article, ...]:
    rows = Article.objects.published().for_reading().in_bulk(ids)
    return tuple(rows[article_id] for article_id in ids if article_id in rows)


def _gone(ids: list[int]) -> tuple[Gone, ...]:
    rows = Article.objects.for_reading().in_bulk(ids)
    return tuple(Gone(article_id, rows.get(article_id)) for article_id in ids)
