"""The result that a page of pictures is about, and the searches that lead further into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.addresses import address
from articles.models import Theme
from search.answers.search import Interpretation, interpret
from search.engines.base import engine
from search.engines.questions import Axis, Crosstab
from search.errors import BadQuery
from search.facets.labels import facet_of, top_values
from search.facets.names import value_names
from search.index.curated_words import vocabulary
from search.language.fields import FIELDS
from search.language.query import Vocabulary, parse, unparse
from search.language.tree import And, Everything, Term
from search.text.folding import fold_text
from search.types import DATE_FACET, FacetValue, ReadingMode, Where
from search.web.state import SearchState, asked_for, written

SINGLE_VALUED = ("column", "year", DATE_FACET)  # facets of which an article has one value


@dataclass(frozen=True, slots=True)
class Scope:
    """A search's result: what was asked, how it is read, how many articles it has."""

    state: SearchState
    shown: Interpretation
    total: int
    theme_names: tuple[str, ...]  # of the whole library
    words: Vocabulary
    written: dict[tuple[Term, ...], str] = field(default_factory=dict)  # queries, by the leaves beside what was asked

    @property
    def is_everything(self) -> bool:
        return isinstance(self.shown.query.tree, Everything) and not self.shown.filters

    def crosstab(self, rows: Axis, columns: Axis) -> Crosstab:
        """Counts inside the result."""
        return engine().crosstab(self.shown.query.tree, self.shown.filters, rows, columns)

    def url(self, *leaves: Term, **values: str) -> str:
        """The search for those articles of the result that also have the leaves and the facet values.

        Empty where no address says exactly that: an author beside another author who is filtered by.
        """
        if "theme" in values and self.state.filters.get("theme", ()) not in ((), (values["theme"],)):
            theme = self.theme_runs(values["theme"])
            if theme is None:
                return ""
            leaves, values = (*leaves, *theme), {name: value for name, value in values.items() if name != "theme"}
        filters = self._filters_with(values)
        if filters is None:
            return ""
        if not leaves:
            return _address(self.state.query, filters, self.state.mode)
        if leaves not in self.written:
            self.written[leaves] = self._conjunction(leaves)
        query = self.written[leaves]
        return _address(query, filters, ReadingMode.WORDS) if query else ""

    def theme_runs(self, *names: str) -> tuple[Term, ...] | None:
        """The themes as parts of a query; none where one's name is a part of another's and would find that too."""
        if any(name != other and name in other for name in names for other in self.theme_names):
            return None
        return tuple(term_query(name, FIELDS["主题"]) for name in names)

    def _filters_with(self, values: Mapping[str, str]) -> dict[str, tuple[str, ...]] | None:
        """The filters and these values; none where an article beside the value filtered by is asked for."""
        own = self.state.filters
        for facet, value in values.items():
            if facet not in SINGLE_VALUED and own.get(facet, (value,)) != (value,):
                return None
        return {**own, **{facet: (value,) for facet, value in values.items()}}

    def _conjunction(self, leaves: tuple[Term, ...]) -> str:
        """A query for the result and the leaves, or none: a looser reading, or what is too long, has no such query."""
        typed = self.shown.query.typed
        own = typed.children if isinstance(typed, And) else () if isinstance(typed, Everything) else (typed,)
        children = tuple(dict.fromkeys((*own, *leaves)))
        tree = And(children) if len(children) > 1 else children[0]
        query = unparse(tree)
        try:
            read_back = parse(query, vocabulary=self.words)
        except BadQuery:
            return ""
        return query if read_back.typed == tree else ""


def scope_of(state: SearchState) -> Scope:
    """Raises BadQuery and EngineUnavailable as a search does."""
    plain = SearchState(state.query, state.mode, state.filters)  # order and page do not matter
    shown = interpret(plain.request(per_page=1))
    total = engine().crosstab(shown.query.tree, shown.filters, {}, {}).total
    return Scope(plain, shown, total, tuple(Theme.objects.values_list("name", flat=True)), vocabulary())


def term_query(text: str, fields: tuple[Where, ...] = ()) -> Term:
    """The characters of a text in a row, as they stand: no synonyms, no operators."""
    return Term(fold_text(text), fields, quoted=True)


def readable(facet: str, counts: Mapping[str, int]) -> dict[str, FacetValue]:
    """By the index's values, the facet's values as readers know them, the most frequent first."""
    names = value_names(facet, counts)
    keys = {name.value: value for value, name in names.items()}
    found = facet_of(facet, top_values(list(counts.items()), ()), names, ())
    return {keys[value.value]: value for value in found.values}


def _address(query: str, filters: Mapping[str, tuple[str, ...]], mode: ReadingMode) -> str:
    """As `search_url` says it of a state of nothing else: a page has hundreds, of which no state need be made."""
    pairs = asked_for(query, filters)
    return address("search") + written(pairs if mode is ReadingMode.WORDS else [*pairs, ("mode", mode.value)])
