"""A passage through the years: who had it first, who later, what changed; the passages of an article that return."""

from __future__ import annotations

import datetime

import pytest

from articles.models import Article
from search.index.updating import rebuild
from search.phrases.lineage import lineage
from search.phrases.recurring import SHORTEST, Recurring, recurring

PHRASE = "把人工智能深度融入山城治理的每一道台阶"
SHARED = "江城的每一座码头都记得来往的船。"
ALTERED = "把人工智能全面融入山城治理的每一道台阶"


def make(title: str, text: str, day: str | None) -> Article:
    date = datetime.date.fromisoformat(day) if day else None
    body = [{"kind": "paragraph", "text": text}]
    return Article.objects.create(title=title, record_key=title, body=body, published_on=date)


@pytest.fixture
def told(db) -> dict[str, Article]:
    made = {
        "later": make("后来", f"我们要{PHRASE}，这是共识。{SHARED}", "2024-05-01"),
        "first": make("最早", f"要“{PHRASE[:9]}、{PHRASE[9:]}”。只此一家的句子在这里说一说好了。", "2021-03-01"),
        "altered": make("改动", f"还要{ALTERED}。有人说，{SHARED}", "2022-07-01"),
        "undated": make("不详", f"{PHRASE}！", None),
        "other": make("无关", "长江航运的枢纽功能正在提升，与此毫无关系可言。", "2020-01-01"),
    }
    rebuild()
    return made


def test_a_passage_is_told_by_date_with_what_changed(told):
    found = lineage(PHRASE)
    assert [use.place.article.title for use in found.uses] == ["最早", "改动", "后来", "不详"]
    assert found.articles == 3
    altered = found.uses[1]
    changed = [(change.quoted, change.printed) for change in altered.changes if not change.is_alike]
    assert ("".join(quoted for quoted, _ in changed), "".join(printed for _, printed in changed)) == ("深度", "全面")
    assert all(not use.changes for use in (found.uses[0], *found.uses[2:]))


def test_the_passages_of_an_article_that_others_have(client, told):
    assert list(recurring(told["later"])) == [Recurring(f"要{PHRASE}", 1), Recurring(SHARED.rstrip("。"), 1)]
    assert list(recurring(told["altered"])) == [Recurring(SHARED.rstrip("。"), 1)]
    own = {one.text for one in recurring(told["first"])}
    assert not any("只此一家" in text for text in own)
    page = client.get(f"/articles/{told['undated'].pk}/phrases/").content.decode()
    assert "另见于 2 篇" in page
    assert PHRASE in page


def test_the_pages_lead_to_each_other(client, told):
    article = client.get(told["later"].get_absolute_url()).content.decode()
    assert f"/articles/{told['later'].pk}/phrases/" in article
    page = client.get("/phrases/", {"q": PHRASE})
    assert page.context["uses"][0].use.place.article.title == "最早"
    for shown in page.context["uses"]:
        assert client.get(shown.url.partition("#")[0]).status_code == 200


def test_page_and_endpoint_answer_the_same(client, told):
    uses = client.get("/phrases/", {"q": PHRASE}).context["uses"]
    found = client.get("/api/phrases", {"q": PHRASE}).json()
    assert [use["place"]["url"] for use in found["uses"]] == [shown.url for shown in uses]
    changed = [use["changes"] for use in found["uses"] if use["changes"]]
    assert [[c["printed"] for c in changes if not c["alike"]] for changes in changed] == [["全面"]]
    own = f"/articles/{told['later'].pk}/phrases"
    shown = client.get(own + "/").context["recurring"]
    assert [(one["text"], one["url"]) for one in client.get("/api" + own).json()] == [(o.text, o.url) for o in shown]
    assert client.get(shown[0].url).context["uses"]
    assert client.get("/api/phrases", {"q": "太短"}).status_code == 400
    assert client.get("/api/articles/0/phrases").status_code == 404


@pytest.mark.parametrize("passage", ["", "太短的话", "长" * 1001, "…" * 50, "\x00\x01一二三"])
def test_what_cannot_be_looked_up_is_said(client, told, passage):
    answer = client.get("/phrases/", {"q": passage})
    assert answer.status_code == (200 if not passage else 422)
    assert ('role="alert"' in answer.content.decode()) == bool(passage)


def test_what_is_nowhere_is_said(client, told):
    assert "也没有与它相近的" in client.get("/phrases/", {"q": "火星移民的重庆方案终于问世了啊" * 2}).content.decode()


def test_a_withdrawn_article_has_no_page_of_phrases_and_is_in_none(client, told):
    Article.objects.filter(pk=told["first"].pk).update(status=Article.Status.WITHDRAWN)
    assert client.get(f"/articles/{told['first'].pk}/phrases/").status_code == 404
    assert "最早" not in [use.place.article.title for use in lineage(PHRASE).uses]


def test_without_an_index_that_is_said(client, told, settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "none"
    assert client.get("/phrases/", {"q": PHRASE}).status_code == 503
    assert len(PHRASE) >= SHORTEST
