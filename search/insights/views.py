"""洞察: pictures of a search's result. The address says the search and, in `term`, repeated, the terms compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.addresses import address
from search.errors import BadQuery, EngineUnavailable
from search.facets.labels import FACET_LABELS
from search.insights.cooccurrence import term_pairs, theme_pairs
from search.insights.counts import (
    field_terms,
    key_terms,
    suggested_terms,
    telling_terms,
    term_totals,
    terms_across,
    themes_by_column,
)
from search.insights.figures import key_terms_picture, pairs_picture, terms_picture, time_picture
from search.insights.heat import heat_table
from search.insights.over_time import over_time
from search.insights.scope import Scope, readable, scope_of
from search.text.folding import fold_text
from search.web.facet_panels import search_url
from search.web.fault_pages import unavailable, unreadable
from search.web.filters_in_words import conditions
from search.web.forms import read_state
from search.web.limiting import limited
from search.web.response_cache import cached_response
from search.web.state import SearchState, written

MOST_TERMS = 5
TERMS_UNASKED = 3
LONGEST_TERM = 40  # characters
_BETWEEN_TERMS = re.compile(r"[\s、，,；;]+")


@dataclass(frozen=True, slots=True)
class Removable:
    """What narrows the result, and the pictures without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class SubsetChoice:
    """Pictures of a part of the result: a column or theme, with its articles counted."""

    name: str
    count: int
    url: str


@require_safe
@cached_response
@limited
def insights(request: HttpRequest) -> HttpResponse:
    """400 for a query that cannot be read, 503 without an engine, as the search page."""
    state, asked = read_state(request.GET), read_terms(request.GET.getlist("term"))
    if request.GET.getlist("term") not in ([], list(asked)):
        return HttpResponseRedirect(insights_url(state, asked))
    try:
        context = _context(scope_of(state), asked, by_share="share" in request.GET)
    except BadQuery as fault:
        return unreadable(request, state, fault)
    except EngineUnavailable as fault:
        return unavailable(request, state, fault)
    return render(request, "search/insights/insights.html", context)


def insights_url(state: SearchState, terms: tuple[str, ...] = ()) -> str:
    pairs = [*state.on_page(1).parameters(), *(("term", term) for term in terms)]
    return address("insights") + written(pairs)


def read_terms(values: list[str]) -> tuple[str, ...]:
    """At most MOST_TERMS different terms; one field may hold several, with spaces or punctuation between."""
    given = [term for value in values for term in _BETWEEN_TERMS.split(value)]
    by_reading = {fold_text(term): term[:LONGEST_TERM] for term in reversed(given) if fold_text(term)}
    return tuple(reversed(by_reading.values()))[:MOST_TERMS]


def _context(scope: Scope, asked: tuple[str, ...], by_share: bool = False) -> dict[str, object]:
    head = {
        "state": scope.state,
        "total": scope.total,
        "asked": asked,
        "kept": [pair for pair in scope.state.parameters() if pair[0] != "q"],
        "conditions": _conditions(scope.state, asked),
        "search_url": search_url(scope.state),
    }
    return {**head, **_pictures(scope, asked, by_share)} if scope.total else head


def _pictures(scope: Scope, asked: tuple[str, ...], by_share: bool) -> dict[str, object]:
    telling = telling_terms(scope)
    counts = field_terms(scope, telling)
    suggested = suggested_terms(scope, counts)
    terms = asked or suggested[:TERMS_UNASKED]
    totals = term_totals(scope, terms)
    across = [terms_across(scope, terms, facet) for facet in ("column", "author")] if terms else []
    heat_url = insights_url(scope.state, asked)
    return {
        "time": time_picture(over_time(scope, asked if scope.state.query else terms)),
        "heat": heat_table(themes_by_column(scope), by_share),
        "by_share": by_share,
        "heat_url": heat_url,
        "share_url": f"{heat_url}{'&' if '?' in heat_url else '?'}share",
        "terms": terms,
        "term_pictures": [terms_picture(found, terms, totals) for found in across],
        "more_terms": [(term, insights_url(scope.state, (*asked, term))) for term in suggested if term not in terms],
        "has_room": len(asked) < MOST_TERMS,
        "pair_pictures": [
            pairs_picture("theme-pairs", "同现的主题", theme_pairs(scope)),
            pairs_picture("term-pairs", "同现的词语", term_pairs(scope, counts), "每个词最多列两次。"),
        ],
        "telling": None if scope.is_everything else key_terms_picture(key_terms(scope, telling), _about(scope.state)),
        "choices": [_choices(scope, facet, asked) for facet in ("column", "theme")],
    }


def _about(state: SearchState) -> str:
    """What the result is called: a column's or theme's name where that is all that was chosen."""
    chosen = conditions(state)
    return chosen[0].label if len(chosen) == 1 and not state.query else "这些文章"


def _choices(scope: Scope, facet: str, asked: tuple[str, ...]) -> tuple[str, list[SubsetChoice]]:
    """A facet's name, and the pictures of each of its values."""
    values = readable(facet, scope.crosstab(facet, {}).rows).values()
    chosen = scope.state.filters.get(facet, ())
    return FACET_LABELS[facet], [
        SubsetChoice(value.label, value.count, insights_url(scope.state.filtered_by(facet, (value.value,)), asked))
        for value in values
        if not chosen
    ]


def _conditions(state: SearchState, asked: tuple[str, ...]) -> list[Removable]:
    found = []
    for condition in conditions(state):
        others = tuple(value for value in state.filters[condition.facet] if value != condition.value)
        found.append(Removable(condition.text, insights_url(state.filtered_by(condition.facet, others), asked)))
    return found
