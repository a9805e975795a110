"""Articles of a new reading are found again among those of an old one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.importing.pairing import Footprint, pair_articles


def at(*spans: tuple[int, int], by: str = "", title: str = "") -> Footprint:
    return Footprint(spans, frozenset(by.split()), title)


def test_the_same_places_are_the_same_articles():
    places = [at((0, 10), (30, 40)), at((10, 30))]
    assert pair_articles(places, places) == {0: 0, 1: 1}


def test_the_larger_share_decides():
    assert pair_articles([at((0, 10)), at((10, 30))], [at((0, 25))]) == {0: 1}


def test_shared_authors_weigh_in():
    old = [at((0, 10), by="朱旭森"), at((10, 22), by="王希")]
    assert pair_articles(old, [at((0, 22), by="朱旭森")]) == {0: 0}


def test_what_stands_elsewhere_is_known_by_its_author_and_title():
    old = [at(by="王希", title="题目")]
    assert pair_articles(old, [at((5, 9)), at((50, 60), by="王希", title="题目")]) == {1: 0}


def test_what_shares_nothing_is_new():
    assert pair_articles([at((0, 10))], [at((10, 20))]) == {}


spans = st.lists(st.integers(0, 60), max_size=8, unique=True).map(
    lambda cuts: tuple(zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False))
)


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4))
def test_no_article_is_used_twice(old, new):
    pairs = pair_articles([Footprint(s) for s in old], [Footprint(s) for s in new])
    assert len(set(pairs.values())) == len(pairs)
    assert all(0 <= before < len(old) and 0 <= after < len(new) for after, before in pairs.items())
