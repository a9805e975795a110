"""A plan is remembered for a query that comes again, and for no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.parts import OWN_PARTS, PARTS
from search.engines.questions import Question
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.answering import wildcards
from search.engines.whoosh.answering.plan import make_plan
from search.errors import TooMuch
from search.language.tree import And, Not, Term, Wildcard
from search.text.tokenizer import use_terms
from search.types import IndexDocument, Where


@pytest.fixture
def own_words() -> Iterator[None]:
    yield
    use_terms(())


def test_a_query_that_comes_again_is_read_once() -> None:
    def asked() -> And:
        return And((Term("成渝双城"), Not(Term("重庆", quoted=True))))

    assert make_plan(asked()) is make_plan(asked())
    assert make_plan(asked(), PARTS).table != make_plan(asked(), OWN_PARTS).table


def test_too_many_words_are_said_where_they_stand_in_the_query_though_its_plan_is_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wildcards, "WILDCARD_WORDS", 1)
    engine = WhooshEngine(str(tmp_path / "index"))
    with engine.rebuilding() as aside:
        aside.add([IndexDocument(1, {Where.BODY: ("AI与ABC",)}, {})])
        with aside.finishing():
            pass
    for place in (0, 7):
        query = And((Term("与"), Not(Wildcard("a*", at=place))))
        assert make_plan(query) is make_plan(query)
        with pytest.raises(TooMuch) as refused:
            engine.search(Question(query))
        assert refused.value.at == place


def test_a_term_that_a_curator_adds_holds_for_queries_read_before(own_words: None) -> None:
    term = Term("川渝通办窗口")
    assert "川渝通办窗口" not in make_plan(term).words
    use_terms(["川渝通办窗口"])
    assert "川渝通办窗口" in make_plan(term).words
