"""检索单: a search kept with its answer, and what has become of the answer since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from articles.models import Article
from search.engines.base import engine
from search.exports.articles import MOST, FoundArticles, find
from search.exports.picked import find_picked
from search.models import SavedSearch
from search.web.filters_in_words import in_words
from search.web.forms import read_state
from search.web.state import SearchState

TITLE = 500  # characters
MOST_OWN = 500  # of one browser
# Anyone may keep lists, of up to MOST numbers each, as many a day as RATE_LIMITS says: this bounds the disk. A further
# one takes the place of the one that nobody has opened for longest, so that nobody keeps others from keeping theirs.
MOST_LISTS = 50_000
UNOPENED_DAYS = 400  # a list that nobody opened for so long may go: whoever comes back once a year still finds it


class TooManyLists(Exception):
    """The browser has kept MOST_OWN lists."""


@dataclass(frozen=True, slots=True)
class ListComparison:
    """The list against the same search now: the ids of what came, what is no longer found, what was and is.

    `uncounted` says that the search now finds more than a list can hold, so that nothing can be said of what came.
    """

    state: SearchState
    total: int
    added: tuple[int, ...]
    gone: tuple[int, ...]
    kept: tuple[int, ...]
    uncounted: bool = False

    @property
    def is_unchanged(self) -> bool:
        return not (self.added or self.gone or self.uncounted)


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a list is kept: by which browser, under which name; `is_picked` where its articles were ticked one by one."""

    keeper: str = ""
    name: str = ""
    is_picked: bool = False


def save(state: SearchState, found: FoundArticles, keeping: Keeping = Keeping()) -> SavedSearch:
    """Keep a search that finds at most MOST articles; one browser keeps the same with the same answer and name once.

    Raises TooManyLists.
    """
    query_string = state.on_page(1).query_string()
    ids = [hit.article_id for hit in found.hits]
    kept_as = {"keeper": keeping.keeper, "is_picked": keeping.is_picked}
    same = SavedSearch.objects.filter(query_string=query_string, count=found.total, **kept_as)
    known = next((saved for saved in same if saved.article_ids == ids and keeping.name in ("", saved.name)), None)
    if known is not None:
        return known
    if SavedSearch.objects.filter(keeper=keeping.keeper).count() >= MOST_OWN:
        raise TooManyLists
    _make_room()
    index = engine().state()
    titles = dict(Article.objects.published().filter(pk__in=ids).values_list("pk", "title"))
    return SavedSearch.objects.create(
        query_string=query_string,
        title="逐篇选取" if keeping.is_picked else in_words(state)[:TITLE],
        name=keeping.name,
        **kept_as,
        article_ids=ids,
        titles=[titles.get(article_id, "") for article_id in ids],
        count=found.total,
        index_stamp=f"{index.stamp}/{index.generation}",
    )


def _make_room() -> None:
    """Let go of what is one list too many, the longest unopened first, and of those the one kept first."""
    too_many = SavedSearch.objects.count() + 1 - MOST_LISTS
    if too_many > 0:
        oldest = SavedSearch.objects.order_by("opened_on", "pk").values_list("pk", flat=True)[:too_many]
        SavedSearch.objects.filter(pk__in=list(oldest)).delete()


def note_opened(saved: SavedSearch) -> None:
    """Remember the day; written once a day at most."""
    today = timezone.localdate()
    if saved.opened_on != today:
        SavedSearch.objects.filter(pk=saved.pk).update(opened_on=today)


def clear_unopened(days: int) -> int:
    """Delete the lists that nobody opened for so many days; how many."""
    limit = timezone.localdate() - timedelta(days=days)
    return SavedSearch.objects.filter(opened_on__lt=limit).delete()[0]


def state_of(saved: SavedSearch) -> SearchState:
    return read_state(QueryDict(saved.query_string.removeprefix("?")))


def compare(saved: SavedSearch) -> ListComparison:
    """Raises what a search raises. Of a list that was picked, nothing can come; articles that are withdrawn go."""
    state = state_of(saved)
    found = find_picked(saved.article_ids) if saved.is_picked else find(state.request(per_page=1))
    now, before = [hit.article_id for hit in found.hits], saved.article_ids
    uncounted = found.total > MOST
    missing = _no_longer(before, now) if not uncounted else []
    return ListComparison(
        state=state,
        total=found.total,
        added=() if uncounted else _published(_no_longer(now, before)),
        gone=tuple(missing),
        kept=tuple(article_id for article_id in before if article_id not in set(missing)),
        uncounted=uncounted,
    )


def _no_longer(listed: list[int], others: Collection[int]) -> list[int]:
    known = set(others)
    return [article_id for article_id in listed if article_id not in known]


def _published(ids: list[int]) -> tuple[int, ...]:
    """Those that readers may see: the index may not know yet of one withdrawn a moment ago."""
    known = set(Article.objects.published().filter(pk__in=ids).values_list("pk", flat=True))
    return tuple(article_id for article_id in ids if article_id in known)
