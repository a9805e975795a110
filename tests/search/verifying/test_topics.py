"""What was printed on a topic: the right article among the first, with what both have and what only the text has."""

from __future__ import annotations

import json

import pytest

from articles.models import Article
from search.index.updating import rebuild
from search.verifying.checks import MOST_CHARACTERS
from search.verifying.topics import overlap
from tests.search.verifying.holding_out import hold_out, outlines

pytestmark = pytest.mark.usefixtures("library")


def test_the_right_article_is_among_the_first_five_in_nine_of_ten_cases():
    cases = {"outlines": list(outlines()), **hold_out()}
    rebuild()
    for of_kind in cases.values():
        found = [pk in [one.article.pk for one in overlap(text).printed[:5]] for pk, text in of_kind]
        assert len(found) > 5
        assert sum(found) >= 0.9 * len(found)


def test_says_what_both_have_and_what_the_text_has_alone():
    found = overlap("体育产业与火星移民")
    first = found.printed[0]
    assert "体育产业" in first.shared or "体育" in first.shared
    assert "火星" in found.alone
    assert set(first.shared) | set(first.lacking) == set(found.terms)


def test_tells_of_words_that_name_something_alone():
    found = overlap("自己就是没有去过火星，因为一位老师如今知道，体育产业还在后来的火星。")
    assert {"体育产业", "火星", "老师"} <= set(found.terms)
    assert not {"自己", "就是", "没有", "因为", "一位", "如今", "知道", "后来"} & set(found.terms)


def test_what_a_draft_comes_back_to_counts_for_more_than_what_it_names_once():
    made = {}
    for name, said in (("苔藓", "山里的苔藓"), ("灯塔", "海边的灯塔")):
        body = [{"kind": "paragraph", "text": f"{said}，记者看了很久。"}]
        made[name] = Article.objects.create(title=f"{said}见闻", record_key=name, body=body)
    rebuild()
    for often, once in (("苔藓", "灯塔"), ("灯塔", "苔藓")):
        found = overlap(f"{once}之外，先说{often}，再说{often}，末了还是{often}。")
        assert [one.article for one in found.printed[:2]] == [made[often], made[once]]


def test_every_article_found_has_a_term_of_the_text():
    found = overlap("青年干部怎样在一线历练成长")
    assert found.printed
    assert all(one.shared for one in found.printed)


def test_what_stands_inside_numbers_alone_is_found_though_it_has_no_relevance():
    body = [{"kind": "paragraph", "text": "产值达到3000亿元。"}]
    made = Article.objects.create(title="产值", record_key="产值", body=body)
    rebuild()
    assert made in [one.article for one in overlap("%00%00").printed]


@pytest.mark.parametrize("text", ["的了在", "，。", "火星", "x" * 5_000])
def test_a_text_of_which_nothing_is_here_finds_nothing_and_says_so(client, text):
    assert overlap(text).printed == ()
    answer = client.post("/verify/", {"draft": text, "task": "topic"})
    assert "馆内没有含有这些词的文章" in answer.content.decode()


def test_page_and_endpoint_answer_the_same(client):
    text = "体育产业高质量发展"
    page = client.post("/verify/", {"draft": text, "task": "topic"})
    assert page.headers["Cache-Control"].split(", ").count("no-store") == 1
    answer = client.post("/api/overlap", json.dumps({"draft": text}), content_type="application/json").json()
    assert [one["id"] for one in answer["printed"]] == [one.article.pk for one in page.context["overlap"].printed]
    too_long = json.dumps({"draft": "字" * (MOST_CHARACTERS + 1)})
    assert client.post("/api/overlap", too_long, content_type="application/json").status_code == 400
