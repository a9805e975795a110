"""A plan is remembered for a query that comes again, and for no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.engines.parts import OWN_PARTS, PARTS
from search.engines.whoosh.answering.plan import make_plan
from search.language.tree import And, Not, Term, Wildcard
from search.text.tokenizer import use_terms


@pytest.fixture
def own_words() -> Iterator[None]:
    yield
    use_terms(())


def test_a_query_that_comes_again_is_read_once() -> None:
    def asked() -> And:
        return And((Term("成渝双城"), Not(Term("重庆", quoted=True))))

    assert make_plan(asked()) is make_plan(asked())
    assert make_plan(asked(), PARTS).table != make_plan(asked(), OWN_PARTS).table


def test_a_wildcard_keeps_its_place_in_the_query_it_was_typed_in() -> None:
    """It is said when it stands for too many words."""
    first, second = (make_plan(Wildcard("a*", at=place)).wildcards[0] for place in (0, 7))
    assert (first.at, second.at) == (0, 7)


def test_a_term_that_a_curator_adds_holds_for_queries_read_before(own_words: None) -> None:
    term = Term("川渝通办窗口")
    assert "川渝通办窗口" not in make_plan(term).words
    use_terms(["川渝通办窗口"])
    assert "川渝通办窗口" in make_plan(term).words
