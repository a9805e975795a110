"""Runs that stand in few places are answered without sets of bits, and as all others are."""

from __future__ import annotations

import random

import pytest

from search.engines.questions import Question
from search.engines.whoosh import WhooshEngine
from search.language.tree import And, Everything, Node, Term
from search.types import IndexDocument, Where
from tests.search.engines.filling import ids, rebuilt

_RARE = ("鲱鱼", "企鹅馆", "不失时宜", "浇洒", "平行面", "黄石市")
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


@pytest.mark.parametrize("limit", [0, 1, 10, 64, 200])
@pytest.mark.parametrize("facets", [(), ("column",)])
def test_they_are_answered_as_by_sets(engine: WhooshEngine, limit: int, facets: tuple[str, ...]) -> None:
    for term in _trees():
        by_sets: Node = And((term, Everything()))
        one, other = (engine.search(Question(tree, limit=limit, facets=facets)) for tree in (term, by_sets))
        assert {name: [*counts] for name, counts in one.facets.items()} == {
            name: [*counts] for name, counts in other.facets.items()
        }
        assert one._replace(facets={}) == other._replace(facets={}), term


def test_all_of_them_come_in_the_same_order(engine: WhooshEngine) -> None:
    for term in _trees():
        assert ids(engine, term) == ids(engine, And((term, Everything()))), term
