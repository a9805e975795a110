"""Which articles come first: exact before across marks, more of the children before fewer, then BM25F, then by day.

All of it is one score. BM25F is OpenSearch's own sum over the fields, with the engines' weights, drawn together so that
it stays below a BAND; a match without marks read over, and each child of what asks for some of several, is a BAND.
A score is a float of 24 bits: with as many as 50 children, words still tell to a part in 60,000 of a band. A hit's
score is told without its band, at its own scale.

The best RERANKED by that score get a bonus for runs that stand whole and for terms near each other, below a band too.
A child of what asks for some of several has its band for standing whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from search.engines.opensearch.cluster import Json
from search.engines.opensearch.queries import ARTICLES, OWN_FIELDS, Asking, Leaf, any_of, ranking_leaves
from search.engines.parts import FIELD_OF_PART, FIELD_WEIGHTS, FIELDS, OWN_PARTS
from search.language.tree import AtLeast, Node, Term, Wildcard
from search.text.tokenizer import ranking_words
from search.types import Sort, Where

RERANKED = 64
BAND = 1024.0
_RANKED = 256.0  # what BM25F stays below
_HIGHEST_IDF = 20.0  # of a library of half a billion articles
_MOST_CLAUSES = 1_000  # OpenSearch takes 1,024; a word that is ranked by is one in every field
_WILDCARD_WORDS = 20
_MOST_BONUSES = 20  # of each kind: a long query is not about what stands near what
_RUN_WEIGHT, _NEAR_WEIGHT, _NEAR_LIMIT = 0.5, 1.0, 50

_ORDERS: dict[Sort, list[Json]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, {"newest": "asc"}],
    Sort.NEWEST: [{"newest": "asc"}],
    Sort.OLDEST: [{"oldest": "asc"}],
    Sort.TITLE: [{"title_key": "asc"}, {"id": "asc"}],
}


def ordered(asking: Asking, tree: Node, sort: Sort) -> Json:
    """Query and sort of a search that has the tree's articles in order, the article's id in each hit."""
    return {
        "query": _ranked(asking, tree) if sort is Sort.RELEVANCE else {"bool": {"filter": [asking.query(tree)]}},
        "sort": _ORDERS[sort],
        "_source": False,
        "stored_fields": "_none_",
        "docvalue_fields": ["id"],
        "track_scores": True,
    }


def exact_tree(asking: Asking, tree: Node) -> Json | None:
    """The articles that match without marks read over; None where all do."""
    if not any(isinstance(leaf, Term) and leaf.across for leaf in ranking_leaves(tree)):
        return None
    return Asking(asking.words, exact=True).query(tree)


def bonuses(asking: Asking, tree: Node) -> list[Json]:
    """What adds to the score of the best: none where nothing could stand whole or near."""
    if isinstance(tree, AtLeast):
        return []
    leaves = list(dict.fromkeys(ranking_leaves(tree)))
    runs = [leaf for leaf in leaves if isinstance(leaf, Term) and _is_run(leaf) and _ranked_parts(leaf)]
    near = [pair for pair in pairwise(leaves) if all(isinstance(leaf, Term) and _has_places(leaf) for leaf in pair)]
    scale = _scale(_looked_up(asking, tree))
    return [
        *(_whole(leaf, scale) for leaf in runs[:_MOST_BONUSES]),
        *(_near(pair, scale) for pair in near[:_MOST_BONUSES]),
    ]


def plain_scores(asking: Asking, tree: Node, scores: list[float]) -> list[float]:
    """Scores as BM25F's sums, of a tree that has no more than one band."""
    if isinstance(tree, AtLeast):
        return scores
    scale = _scale(_looked_up(asking, tree))
    return [(score - BAND if score >= BAND else score) / scale for score in scores]


def _ranked(asking: Asking, tree: Node) -> Json:
    matching, bands = _bands(asking, tree)
    words = _looked_up(asking, tree)
    scale = _scale(words)
    ranked = [{"term": {f"w_{field}": {"value": word, "boost": FIELD_WEIGHTS[field] * scale}}} for word, field in words]
    return {"bool": {**matching, "should": [*bands, *ranked]}}


def _bands(asking: Asking, tree: Node) -> tuple[Json, list[Json]]:
    """What has to match, and what lifts a score: each child of what asks for some of several does both."""
    exact = exact_tree(asking, tree)
    if not isinstance(tree, AtLeast):
        return {"filter": [asking.query(tree)]}, [_constant(exact, BAND)] if exact else []
    strictly, share = Asking(asking.words, exact=True), BAND / (2 * len(tree.children))
    children = [_constant(asking.matching(child), BAND) for child in tree.children]
    exactly = [_constant(strictly.matching(child), share) for child in tree.children] if exact else []
    return {"filter": [ARTICLES], "must": [any_of(children, tree.minimum)]}, exactly


def _looked_up(asking: Asking, tree: Node) -> list[tuple[str, str]]:
    """The words of the leaves, each with every field that it is looked up in; as many as there is room for."""
    most = _MOST_CLAUSES - _clauses(_bands(asking, tree))
    leaves = dict.fromkeys(ranking_leaves(tree))
    found = ((word, field) for leaf in leaves for word in _words_of(asking, leaf) for field in _fields_of(leaf))
    return list(islice(dict.fromkeys(found), max(most, 0)))


def _clauses(query: object) -> int:
    """How many clauses OpenSearch counts in a query, or in some: those that ask a field."""
    if isinstance(query, list | tuple):
        return sum(map(_clauses, query))
    if not isinstance(query, dict):
        return 0
    return 1 if query.keys() & {"term", "terms", "match_phrase", "exists"} else sum(map(_clauses, query.values()))


def _words_of(asking: Asking, leaf: Leaf) -> Sequence[str]:
    return asking.words[leaf.pattern][:_WILDCARD_WORDS] if isinstance(leaf, Wildcard) else ranking_words(leaf.text)


def _fields_of(leaf: Leaf) -> Sequence[str]:
    if not leaf.fields:
        return FIELDS
    return [field for part in leaf.fields if (field := FIELD_OF_PART.get(part))]


def _scale(words: Sequence[tuple[str, str]]) -> float:
    """What draws the sum of all words below a band."""
    most = sum(FIELD_WEIGHTS[field] for _, field in words)
    return min(1.0, _RANKED / (most * _HIGHEST_IDF)) if most else 1.0


def _is_run(term: Term) -> bool:
    return _has_places(term) and len(ranking_words(term.text)) > 1


def _has_places(leaf: Leaf) -> bool:
    return isinstance(leaf, Term) and len(leaf.text) > 1


def _ranked_parts(term: Term) -> list[Where]:
    return [part for part in term.fields or OWN_PARTS if part in FIELD_OF_PART]


def _whole(term: Term, scale: float) -> Json:
    """Where the run stands whole, by its best part. A phrase counts the rarity of each of its pairs: one is enough."""
    share = _RUN_WEIGHT * scale / (len(term.text) - 1)
    queries = [
        {"match_phrase": {f"p_{part}": {"query": term.text, "boost": share * FIELD_WEIGHTS[FIELD_OF_PART[part]]}}}
        for part in _ranked_parts(term)
    ]
    return {"dis_max": {"queries": queries}}


def _near(pair: tuple[Leaf, Leaf], scale: float) -> Json:
    runs = [{"match": {"query": leaf.text, "max_gaps": 0, "ordered": True}} for leaf in pair if isinstance(leaf, Term)]
    both = {"max_gaps": _NEAR_LIMIT, "ordered": False, "intervals": runs}
    fields = [{"intervals": {f"p_{field}": {"all_of": both, "boost": _NEAR_WEIGHT * scale}}} for field in OWN_FIELDS]
    return {"dis_max": {"queries": fields}}


def _constant(query: Json, boost: float) -> Json:
    return {"constant_score": {"filter": query, "boost": boost}}
