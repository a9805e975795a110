"""What a change of the curators' words does to what readers asked and to the lists they keep, before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse

from search.answers.search import count
from search.errors import SearchError
from search.index.curated_words import synonyms, vocabulary
from search.models import AskedQuery, SavedSearch, SynonymGroup
from search.saved.lists import state_of
from search.text.folding import fold_text
from search.types import SearchRequest

_MOST = 40  # searches that are counted while somebody waits


@dataclass(frozen=True, slots=True)
class Effect:
    """A search that the change reaches: what it is called, where it is, how many articles it finds and would find."""

    name: str
    url: str
    before: int
    after: int


def of_group(group: SynonymGroup, terms: list[str], enabled: bool) -> list[Effect]:
    """What a group of synonyms, of these terms from now on, does to the searches that have one of its terms."""
    others = SynonymGroup.objects.filter(enabled=True).exclude(pk=group.pk).values_list("terms", flat=True)
    words = replace(vocabulary(), synonyms=synonyms([*others, *([terms] if enabled else [])]))
    own = [] if group.pk is None else SynonymGroup.objects.get(pk=group.pk).terms
    return _effects({*terms, *own}, lambda request: count(request, words))


def of_term(term: str) -> list[Effect]:
    """What a word that is cut as one from now on does to searches that have it: as if it were quoted in them."""

    def quoted(request: SearchRequest) -> int:
        query = fold_text(request.query).replace('"', "").replace(fold_text(term), f' "{term}" ')
        return count(replace(request, query=query))

    return _effects({term}, quoted)


def articles_with(term: str) -> int:
    """The articles that hold the term's characters, which are to be cut anew."""
    return count(SearchRequest(query=f'"{term}"'))


def _effects(terms: set[str], counted_after: Callable[[SearchRequest], int]) -> list[Effect]:
    sought = [fold_text(term) for term in terms]
    found = []
    for name, url, request in islice(_searches(sought), _MOST):
        try:
            before, after = count(request), counted_after(request)
        except SearchError:  # one that nobody could read finds nothing either way
            continue
        if before != after:
            found.append(Effect(name, url, before, after))
    return found


def _searches(sought: list[str]) -> Iterator[tuple[str, str, SearchRequest]]:
    """What readers asked, most first, then the lists they keep, the latest first, that have one of these terms."""
    for query in AskedQuery.objects.order_by("-asked").values_list("query", flat=True)[:5_000]:
        if any(term in fold_text(query) for term in sought):
            yield f"读者检索“{query}”", f"{reverse('search')}?{urlencode({'q': query})}", SearchRequest(query=query)
    lists = SavedSearch.objects.filter(is_picked=False).defer("article_ids", "titles").order_by("-pk")
    for saved in lists[:5_000]:
        state = state_of(saved)
        if any(term in fold_text(state.query) for term in sought):
            yield f"检索单“{saved}”", saved.get_absolute_url(), state.request(per_page=1)
