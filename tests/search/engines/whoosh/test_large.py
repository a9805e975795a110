"""A segment of ten thousand documents is answered as a small one is, though by sets, in windows and with shortcuts."""

from __future__ import annotations

import random

import numpy as np
import pytest
from whoosh import scoring
from whoosh.index import open_dir
from whoosh.query import Or as WhooshOr
from whoosh.query import Term as WhooshTerm

from search.engines.parts import FIELD_WEIGHTS, FIELDS
from search.engines.questions import Question
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.answering.prepared import prepare
from search.engines.whoosh.answering.ranking import best_by_score
from search.engines.whoosh.segments.schema import STORED_DOCUMENT
from search.language.tree import And, AtLeast, Everything, Node, Not, Or, Term
from search.types import IndexDocument, Sort, Where
from tests.search.engines.corpus import facet_counts, plain
from tests.search.engines.filling import ids, rebuilt
from tests.search.plain_matching import PlainArticle

COUNT = 10_000
WORDS = ("经济", "发展", "产业", "集群", "重庆", "成都", "双城经济圈", "高质量发展", "数字", "农业", "西部", "ai")
TREES: tuple[Node, ...] = (
    Everything(),
    *map(Term, WORDS),
    Term("经"),
    Term("展产"),
    Term("双城经济圈高质量"),
    And((Term("经济"), Term("西部"))),
    Or((Term("数字"), Term("农业"), Term("西部"))),
    Or((Term("经济"), Term("发展"))),
    And((Term("经济"), Not(Term("发展")))),
    AtLeast(2, (Term("数字"), Term("农业"), Term("西部"), Term("集群"))),
)


def make_large(chance: random.Random) -> list[IndexDocument]:
    """Documents of a few words each, the first of WORDS in most of them, the last in few."""
    weights = [1 / (1 + number) for number in range(len(WORDS))]
    return [
        IndexDocument(
            article_id,
            {
                Where.TITLE: (chance.choice(WORDS),) if chance.random() < 0.05 else (),
                Where.BODY: ("".join(chance.choices(WORDS, weights, k=chance.randint(1, 30))),),
            },
            {"column": (str(chance.randint(1, 3)),), "author": (str(int(chance.expovariate(0.01))),)},
            date=f"20{chance.randint(10, 24)}-0{chance.randint(1, 9)}-01",
        )
        for article_id in range(1, COUNT + 1)
    ]


@pytest.fixture(scope="module")
def documents() -> list[IndexDocument]:
    return make_large(random.Random(41))


@pytest.fixture(scope="module")
def looked_through(documents: list[IndexDocument]) -> dict[int, PlainArticle]:
    return plain(documents)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, documents: list[IndexDocument]) -> WhooshEngine:
    engine = WhooshEngine(str(tmp_path_factory.mktemp("large") / "index"))
    rebuilt(engine, documents)
    return engine


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: type(tree).__name__)
def test_finds_and_counts_what_a_look_at_every_document_does(
    engine: WhooshEngine, documents: list[IndexDocument], looked_through: dict[int, PlainArticle], tree: Node
) -> None:
    matching = {article_id for article_id, article in looked_through.items() if article.matches(tree)}
    assert set(ids(engine, tree)) == matching
    answer = engine.search(Question(tree, {"column": ("1", "3")}))
    assert dict(answer.facets["column"]) == facet_counts(documents, "column", lambda d: d.article_id in matching)
    assert dict(answer.facets["author"]) == facet_counts(
        documents, "author", lambda d: d.article_id in matching and d.facets["column"] != ("2",)
    )


@pytest.mark.parametrize("sort", [Sort.RELEVANCE, Sort.NEWEST, Sort.OLDEST])
@pytest.mark.parametrize("filters", [{}, {"column": ("2",)}], ids=("all", "filtered"))
@pytest.mark.parametrize("tree", TREES, ids=lambda tree: type(tree).__name__)
def test_the_first_page_is_the_first_of_all(
    engine: WhooshEngine, tree: Node, filters: dict[str, tuple[str, ...]], sort: Sort
) -> None:
    """Those of the whole result are in order of scores that were all worked out; those of a page are not."""
    whole = engine.matching_ids(tree, filters, sort)
    assert engine.search(Question(tree, filters, sort, limit=10)).ids == whole[:10]
    assert engine.search(Question(tree, filters, sort, offset=40, limit=10)).ids == whole[40:50]


def test_scores_are_those_of_whoosh(engine: WhooshEngine) -> None:
    snapshot, chance = engine._snapshot(), random.Random(43)
    everything = np.concatenate([segment.alive_bits for segment in snapshot.segments])
    with open_dir(str(snapshot.folder)).searcher(weighting=scoring.BM25F()) as searcher:
        for _ in range(6):
            words = dict.fromkeys(chance.sample(WORDS, k=chance.randint(1, 3)), 2 ** len(FIELDS) - 1)
            terms = [WhooshTerm(field, text, boost=FIELD_WEIGHTS[field]) for text in words for field in FIELDS]
            hits = searcher.search(WhooshOr(terms), limit=None)
            expected = {hit[STORED_DOCUMENT][0]: hit.score for hit in hits}
            ranking = best_by_score(prepare(snapshot), everything, words, COUNT).part(slice(len(expected)))
            assert dict(zip(ranking.ids.tolist(), ranking.scores.tolist(), strict=True)) == pytest.approx(
                expected, abs=1e-6
            )
            first = best_by_score(prepare(snapshot), everything, words, 10)
            assert first.ids.tolist() == ranking.ids[:10].tolist()
