"""Runs that stand in few places are answered without sets of bits, and as all others are."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from search.engines.questions import Question
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.answering.budget import Budget
from search.engines.whoosh.answering.search import answer
from search.language.tree import And, Everything, Node, Term
from search.text.tokenizer import ranking_words
from search.types import IndexDocument, Sort, Where
from tests.search.engines.filling import ids, rebuilt

_RARE = ("𠮷野", "鲱鱼", "企鹅馆", "不失时宜", "浇洒", "平行面", "黄石市")
_USUAL = ("经济", "发展", "产业", "集群", "重庆", "，", "。", "、")
_PARTS = (Where.TITLE, Where.BODY, Where.AUTHOR, Where.AFFILIATION, Where.BOX)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """Three segments, with deleted documents, in which each rare word stands in some tens of documents."""
    chance, made = random.Random(19), WhooshEngine(str(tmp_path_factory.mktemp("few") / "index"))
    documents = [_document(number, chance) for number in range(1, 901)]
    rebuilt(made, documents[:500])
    for changed in (documents[500:700], [_document(number, chance) for number in range(650, 760)]):
        with made.writer() as writer:
            writer.update(changed, deleted=range(40, 60))
    return made


def _document(number: int, chance: random.Random) -> IndexDocument:
    texts: dict[Where, tuple[str, ...]] = {
        where: ("".join(chance.choice(_RARE if chance.random() < 0.02 else _USUAL) for _ in range(length)),)
        for where, length in zip(_PARTS, (5, chance.randint(5, 60), 2, 3, 4), strict=True)
        if where in (Where.TITLE, Where.BODY) or chance.random() < 0.3
    }
    return IndexDocument(number, texts, {"column": (str(number % 3),)}, date=f"2024-0{chance.randint(1, 9)}-01")


def _trees() -> list[Term]:
    texts = [*_RARE, "失时", "时宜，经济", "石市", "鱼", "企鹅馆鲱鱼", "洒、集群", "没有的词"]
    fields: list[tuple[Where, ...]] = [(), (Where.TITLE,), (Where.BODY, Where.BOX)]
    return [Term(text, where, quoted) for text in texts for where in fields for quoted in (False, True)]


@pytest.mark.parametrize(("offset", "limit"), [(0, 0), (0, 1), (0, 10), (5, 10), (0, 64), (60, 10), (0, 200)])
@pytest.mark.parametrize("facets", [(), ("column",)])
@pytest.mark.parametrize("sort", [Sort.RELEVANCE, Sort.OLDEST])
def test_they_are_answered_as_by_sets(
    engine: WhooshEngine, offset: int, limit: int, facets: tuple[str, ...], sort: Sort
) -> None:
    for term in _trees():
        by_sets: Node = And((term, Everything()))
        asked = Question(term, sort=sort, offset=offset, limit=limit, facets=facets)
        one, other = engine.search(asked), engine.search(asked._replace(tree=by_sets))
        assert {name: [*counts] for name, counts in one.facets.items()} == {
            name: [*counts] for name, counts in other.facets.items()
        }
        assert one._replace(facets={}) == other._replace(facets={}), term


def test_all_of_them_come_in_the_same_order(engine: WhooshEngine) -> None:
    for term in _trees():
        assert ids(engine, term) == ids(engine, And((term, Everything()))), term


def test_words_whose_postings_are_the_answer_are_answered_as_by_sets(engine: WhooshEngine) -> None:
    """Every term of the vocabulary that is exact somewhere, also where other segments do not have it as a term."""
    columns = [segment.columns for segment in engine._snapshot().segments]
    vocabularies = [bytes(segment.terms).decode().split("\n")[:-1] for segment in columns]
    exact = [set(np.array(terms)[of.exact_terms == 1]) for terms, of in zip(vocabularies, columns, strict=True)]
    everywhere, somewhere = set.intersection(*exact), set.union(*exact)
    assert len(everywhere) > 3
    assert len(somewhere - everywhere) > 3
    for text in somewhere:
        for term in (Term(text), Term(text, quoted=True), Term(text, (Where.BODY,))):
            one, other = (engine.search(Question(tree, facets=())) for tree in (term, And((term, Everything()))))
            assert one == other, term


def test_work_across_marks_counts(engine: WhooshEngine) -> None:
    """No less is spent than is looked at by way of sets, but for what that looks at again."""
    snapshot = engine._snapshot()
    for term in (term for term in _trees() if len(ranking_words(term.text)) > 1):  # of one word postings are looked at
        spent = []
        for tree in (term, And((term, Everything()))):
            budget = Budget()
            answer(snapshot, Question(tree, limit=5, facets=()), budget)
            spent.append(Budget().left - budget.left)
        assert spent[0] == spent[1], term


def test_where_there_is_nothing_nothing_is_found(tmp_path: Path) -> None:
    engine = WhooshEngine(str(tmp_path / "index"))
    rebuilt(engine, [])
    for tree in (Term("鲱鱼"), Term("鲱鱼", quoted=True), Everything()):
        assert engine.search(Question(tree, facets=())).total == 0
