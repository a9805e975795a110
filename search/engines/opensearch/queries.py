"""A query tree becomes a query of OpenSearch: which articles match, without a score."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from search.engines.opensearch.cluster import Json
from search.engines.opensearch.mapping import BRIEF
from search.engines.parts import BESIDE_PARTS
from search.language.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.types import FACETS, Where

Leaf = Term | Wildcard
Words = Mapping[str, Sequence[str]]
"""What wildcards stand for in this index, by their patterns."""

OWN_FIELDS = (BRIEF, Where.BODY)
"""Where the article's own text is: what a leaf without a field looks into."""

ARTICLES: Json = {"exists": {"field": "id"}}
"""Every article, and nothing else that the index holds."""

_NONE: Json = {"match_none": {}}


@dataclass(frozen=True, slots=True)
class Asking:
    """How a tree is asked for.

    `exact`: its terms as they stand, no marks read over, but in what is excluded. `beside`: leaves without a field look
    also into what is printed beside the article.
    """

    words: Words
    exact: bool = False
    beside: bool = False

    def query(self, node: Node) -> Json:
        """The articles that match."""
        return _all([self.matching(node), ARTICLES])

    def matching(self, node: Node) -> Json:
        """The same, of what the index holds: a part of a query that asks for articles."""
        match node:
            case Term() | Wildcard():
                return self.leaf(node)
            case Everything():
                return ARTICLES
            case Not():
                return {"bool": {"must_not": [replace(self, exact=False).matching(node.child)]}}
            case Synonyms():
                return any_of([self.leaf(leaf) for leaf in (node.typed, *node.others)])
            case And():
                return _all([self.matching(child) for child in node.children])
            case Or():
                return any_of([self.matching(child) for child in node.children])
            case AtLeast():
                return any_of([self.matching(child) for child in node.children], node.minimum)

    def leaf(self, leaf: Leaf) -> Json:
        return any_of([self.leaf_in(leaf, field) for field in self._fields(leaf)])

    def leaf_in(self, leaf: Leaf, field: str) -> Json:
        """Where a leaf stands in one part, or in all of the article's own but its body."""
        if isinstance(leaf, Wildcard):
            return {"terms": {f"t_{field}": list(self.words[leaf.pattern])}}
        across = "" if self.exact else leaf.across
        if not across:
            return run_in(f"p_{field}", leaf.text)
        # Without marks a text has every run that it has with them, but for full stops, which are marks in some places.
        if across == leaf.text and "." not in across:
            return run_in(f"b_{field}", across)
        return any_of([run_in(f"p_{field}", leaf.text), run_in(f"p_{field}", across), run_in(f"b_{field}", across)])

    def _fields(self, leaf: Leaf) -> Sequence[str]:
        return leaf.fields or ((*OWN_FIELDS, *BESIDE_PARTS) if self.beside else OWN_FIELDS)


def run_in(field: str, text: str) -> Json:
    """Where a run of characters stands in a field of pairs."""
    match len(text):
        case 1:
            return {"term": {f"{field}.one": text}}
        case 2:
            return {"term": {field: text}}
        case _:
            return {"match_phrase": {field: text}}


def passing(filters: Mapping[str, Collection[str]], without: str = "") -> list[Json]:
    """What filters let through, the one of a facet left out; those without a value let everything through."""
    used = {name: chosen for name, chosen in filters.items() if chosen and name in FACETS and name != without}
    return [{"terms": {f"f_{name}": list(chosen)}} for name, chosen in used.items()]


def ranking_leaves(node: Node) -> Iterator[Leaf]:
    """The leaves that a match may rest on: those that are not excluded."""
    match node:
        case Term() | Wildcard():
            yield node
        case Synonyms():
            yield from (node.typed, *node.others)
        case And() | Or() | AtLeast():
            for child in node.children:
                yield from ranking_leaves(child)
        case Not() | Everything():
            return


def wildcards(node: Node) -> Iterator[Wildcard]:
    """All wildcards of a tree."""
    match node:
        case Wildcard():
            yield node
        case Synonyms():
            yield from (leaf for leaf in node.others if isinstance(leaf, Wildcard))
        case Not():
            yield from wildcards(node.child)
        case And() | Or() | AtLeast():
            for child in node.children:
                yield from wildcards(child)
        case Term() | Everything():
            return


def all_of(queries: Sequence[Json]) -> Json:
    return _all(list(queries))


def _all(queries: list[Json]) -> Json:
    return queries[0] if len(queries) == 1 else {"bool": {"filter": queries}}


def any_of(queries: Sequence[Json], minimum: int = 1) -> Json:
    """What matches so many of some queries. What a field is to have one of is one clause, whatever it may be."""
    if minimum > len(queries):  # OpenSearch would ask for as many as there are
        return _NONE
    asked = list(_gathered(queries)) if minimum == 1 else list(queries)
    if len(asked) == 1:
        return asked[0]
    return {"bool": {"should": asked, "minimum_should_match": minimum}}


def _gathered(queries: Sequence[Json]) -> Iterator[Json]:
    """The same alternatives, those of terms by their field."""
    terms: dict[str, list[str]] = {}
    for query in _alternatives(queries):
        if "term" in query:
            ((field, text),) = query["term"].items()
            terms.setdefault(field, []).append(text)
        elif "terms" in query:
            ((field, texts),) = query["terms"].items()
            terms.setdefault(field, []).extend(texts)
        else:
            yield query
    yield from ({"terms": {field: list(dict.fromkeys(texts))}} for field, texts in terms.items())


def _alternatives(queries: Sequence[Json]) -> Iterator[Json]:
    """Alternatives of alternatives are alternatives."""
    for query in queries:
        asked = query.get("bool", {})
        if asked.keys() == {"should", "minimum_should_match"} and asked["minimum_should_match"] == 1:
            yield from asked["should"]
        else:
            yield query
