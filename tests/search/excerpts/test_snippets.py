"""A hit shows the passages in which most of the query stands, cut where a sentence ends, its words marked whole."""

from __future__ import annotations

import itertools
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.excerpts.highlighting import Marker
from search.excerpts.snippets import LONGEST, hit_passages
from search.language.query import parse
from search.language.relaxing import relaxations
from search.types import HitPassage, Span, Where
from tests.pages.seed_table import ARTICLES, SeedArticle
from tests.search.excerpts.marked import marked_texts

TEXTS = {
    Where.TITLE: ("智能网联新能源汽车",),
    Where.LEAD: ("编者按。",),
    Where.BODY: (
        "重庆发展数字经济。四川发展先进制造业！两地合作，携手共建。",
        "马克思主义中国化时代化。",
        "重慶與四川共建成渝地區雙城經濟圈。数字 经济与实体经济深度融合。",
    ),
    Where.AFFILIATION: ("作者系重庆市委党校教授",),
    Where.CAPTION: ("图为重庆两江新区",),
}


def whole(passage: HitPassage) -> str:
    return "".join(span.text for span in passage.spans)


def test_the_passage_with_most_of_the_words_comes_first_to_be_chosen() -> None:
    (passage,) = hit_passages(TEXTS, parse("重庆 四川 经济圈").tree, limit=1)
    assert marked_texts(passage.spans) == ["重慶", "四川", "經濟圈"]
    assert passage.where is Where.BODY


def test_passages_stand_in_reading_order_with_the_anchors_of_their_blocks() -> None:
    found = hit_passages(
        TEXTS, parse("重庆").tree, limit=3, anchors={Where.BODY: ("p1", "p2", "p3"), Where.AFFILIATION: ("note",)}
    )
    assert [(passage.where, passage.anchor) for passage in found] == [
        (Where.BODY, "p1"),
        (Where.BODY, "p3"),
        (Where.AFFILIATION, "note"),
    ]


def test_captions_are_cut_only_where_they_are_asked_for() -> None:
    assert [passage.where for passage in hit_passages(TEXTS, parse("图注:重庆").tree)] == [Where.CAPTION]


def test_where_nothing_of_the_text_matches_its_beginning_is_shown() -> None:
    for typed in ("智能网联", ""):
        (passage,) = hit_passages(TEXTS, parse(typed).tree)
        assert passage == HitPassage(Where.LEAD, (Span("编者按。"),))


def test_the_words_of_a_loosened_sentence_are_marked() -> None:
    reading = relaxations(parse("怎样发展数字经济"))[0]
    assert marked_texts(hit_passages(TEXTS, reading.tree)[0].spans) == ["发展", "数字经济", "发展"]


def test_a_long_phrase_over_a_sentence_end_is_never_cut() -> None:
    (passage,) = hit_passages(TEXTS, parse('"数字经济。四川发展先进"').tree)
    assert marked_texts(passage.spans) == ["数字经济。四川发展先进"]
    assert whole(passage) == "重庆发展数字经济。四川发展先进制造业！两地合作，携手共建。"


def test_an_endless_sentence_is_cut_between_clauses() -> None:
    clause = "协同打造更富活力的产业链，"
    text = clause * 20 + "推进新型工业化，" + clause * 20
    (passage,) = hit_passages({Where.BODY: (text,)}, parse("新型工业化").tree)
    assert whole(passage).startswith("协同")
    assert whole(passage).endswith("产业链，")
    assert 100 <= len(whole(passage)) <= LONGEST


def test_a_text_without_any_sign_is_cut_around_the_match() -> None:
    text = "一" * 500 + "新型工业化" + "二" * 500
    (passage,) = hit_passages({Where.BODY: (text,)}, parse("新型工业化").tree)
    assert len(whole(passage)) == LONGEST
    assert marked_texts(passage.spans) == ["新型工业化"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"article-{article.number}")
def test_every_run_of_an_article_is_marked_in_a_passage_of_it(article: SeedArticle) -> None:
    blocks = tuple(text for _, text in article.body)
    for block in blocks:
        for start in range(0, len(block) - 12, 97):
            tree = parse(f'"{block[start : start + 12]}"').tree
            found = hit_passages({Where.BODY: blocks}, tree)
            assert any(marked_texts(passage.spans) for passage in found)
            assert all(whole(passage) in "\n".join(blocks) for passage in found)


def test_no_clause_of_a_long_sentence_is_shown_twice() -> None:
    text = "，".join(f"第{number}项是把重庆产业集群做强做大" for number in range(40)) + "。"
    found = hit_passages({Where.BODY: (text,)}, parse("产业").tree, limit=3)
    assert len(found) == 3
    places = [(text.index(whole(passage)), len(whole(passage))) for passage in found]
    assert all(start + length <= following for (start, length), (following, _) in itertools.pairwise(places))


SENTENCES = st.lists(st.text("重庆四川，", max_size=60), max_size=8).map("。".join)


@given(st.lists(SENTENCES, max_size=4).map(tuple), st.sampled_from(["重庆", "重庆 四川", '"庆四"', "川"]))
def test_passages_are_runs_of_their_blocks_apart_from_one_another(blocks: tuple[str, ...], typed: str) -> None:
    tree = parse(typed).tree
    found = hit_passages({Where.BODY: blocks}, tree)
    assert len(found) <= 3
    matches = sum(len(Marker(tree).matches(block)) for block in blocks)
    for passage in found:
        assert any(whole(passage) in block for block in blocks)
        assert len(whole(passage)) <= LONGEST + 10
        assert not matches or marked_texts(passage.spans)
    assert sum(len(marked_texts(passage.spans)) for passage in found) <= matches


def test_of_a_long_article_full_of_the_query_only_the_beginning_is_looked_at(monkeypatch):
    looking = Mock(side_effect=Marker(parse("发展").tree).matches)
    monkeypatch.setattr("search.excerpts.snippets.Marker.matches", looking)
    blocks = tuple(f"第{number}段说发展，再说发展。" for number in range(500))
    assert len(hit_passages({Where.BODY: blocks}, parse("发展").tree)) == 2
    assert looking.call_count < 20


def test_a_long_run_without_any_pause_is_cut_between_words():
    run = "挑夫沿着石阶一路向上" * 30
    [passage] = hit_passages({Where.BODY: (f"{run}茶馆{run}",)}, parse("茶馆").tree)
    text = "".join(span.text for span in passage.spans)
    assert text.startswith(("挑夫", "沿着", "石阶", "一路", "向上"))
    assert text.endswith(("挑夫", "沿着", "石阶", "一路", "向上"))
