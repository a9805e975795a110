"""The library's own names while typing, and other spellings where nothing is found."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest
from django.db import OperationalError
from django.test import Client

from articles.models import Article, Authorship
from search.engines.base import engine
from search.errors import EngineUnavailable
from search.suggestions import library
from search.suggestions.library import Spelling, _second_shelf, other_spellings, suggestions
from search.types import ReadingMode, SearchRequest

pytestmark = pytest.mark.usefixtures("library")


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("zxs", "author", "朱旭森"),
        ("朱", "author", "朱旭森"),
        ("baicaihui", "author", "柏才慧"),
        ("bocai", "author", "柏才慧"),
        ("數字貿易", "theme", "数字贸易"),
        ("zhikuyuanzhuo", "column", "智库圆桌"),
        ("未来产业", "theme", "未来产业"),
        ("kjcxcy", "", ""),
        ("2024cx", "fund", "2024CXZD18"),
        ("携手建设", "title", "携手建设成渝“创新金三角”"),
    ],
)
def test_what_the_library_has_is_suggested(typed: str, kind: str, text: str) -> None:
    found = [(entry.kind.value, entry.text) for entry in suggestions(typed)]
    assert not kind or (kind, text) in found
    assert bool(found) == bool(kind)


def test_suggestions_name_what_tells_them_from_others() -> None:
    first = Article.objects.get(authors__name="朱旭森")
    Article.objects.filter(pk=first.pk).update(published_on=date(2025, 3, 10))
    details = {
        (entry.kind.value, entry.text): entry.detail
        for typed in ("朱旭森", first.title)
        for entry in suggestions(typed)
    }
    assert details["title", first.title] == "朱旭森 2025-03-10"
    own = Authorship.objects.get(article=first).organisations.values_list("name", flat=True)
    assert own
    assert details["author", "朱旭森"] in own


def test_while_one_thread_gathers_titles_nobody_waits_for_them(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(_second_shelf, "_made", None)
    with _second_shelf._making:
        answer = client.get("/api/suggest", {"q": "携手建设"})
        assert answer.json() == []
        assert "ETag" not in answer  # or a browser keeps it when they are gathered
        assert [entry.text for entry in suggestions("朱旭")] == ["朱旭森"]
    assert [one["kind"] for one in client.get("/api/suggest", {"q": "携手建设"}).json()] == ["title"]


def test_what_is_long_in_the_making_is_made_again_aside(monkeypatch) -> None:
    monkeypatch.setattr(library, "connection", Mock())
    monkeypatch.setattr(library, "_QUICK_SECONDS", 0.0)
    values, may_end = iter(["before", "after"]), threading.Event()

    def make() -> str:
        value = next(values)
        assert value == "before" or may_end.wait(30)
        return value

    kept: library._Cached[str] = library._Cached(make)
    assert kept.current() == "before"
    assert kept._made
    kept._made = replace(kept._made, version="of an older index", fresh_until=0.0)
    assert kept.current() == "before"  # and the other is being made
    may_end.set()
    with kept._making:
        assert kept.current() == "after"


def test_what_cannot_be_made_again_stays_as_it_was(monkeypatch, caplog) -> None:
    monkeypatch.setattr(library, "connection", Mock())
    monkeypatch.setattr(library, "_QUICK_SECONDS", 0.0)
    kept: library._Cached[str] = library._Cached(Mock(side_effect=["before", EngineUnavailable("away")]))
    assert kept.current() == "before"
    assert kept._made
    kept._made = replace(kept._made, version="of an older index", fresh_until=0.0)
    assert kept.current() == "before"
    with kept._making:
        assert kept.current() == "before"
    assert "could not be gathered again" in caplog.text


def test_a_thread_that_cannot_begin_or_close_its_connection_keeps_nobody_from_making_them_again(monkeypatch) -> None:
    monkeypatch.setattr(library, "_QUICK_SECONDS", 0.0)
    kept: library._Cached[str] = library._Cached(lambda: "made")
    kept.current()
    assert kept._made
    kept._made = replace(kept._made, fresh_until=0.0)
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", Mock(side_effect=RuntimeError("can't start new thread")))
        with pytest.raises(RuntimeError):
            kept.current()
    assert kept._making.acquire(blocking=False)
    monkeypatch.setattr(library, "connection", Mock(close=Mock(side_effect=OperationalError)))
    with pytest.raises(OperationalError):
        kept._make_aside(kept._made)
    assert not kept._making.locked()


def test_a_server_gathers_before_anybody_asks_and_where_it_can_not_says_so(monkeypatch, settings, tmp_path) -> None:
    monkeypatch.setattr(library, "connection", Mock())  # that of the test stays open
    shelves = (library._first_shelf, library._second_shelf)
    for shelf in shelves:
        monkeypatch.setattr(shelf, "_made", None)
    library.gather_ahead()
    assert all(shelf._made for shelf in shelves)
    settings.INDEX_DIR = tmp_path
    library.gather_ahead()


def test_a_title_that_is_withdrawn_is_suggested_no_more() -> None:
    [title] = suggestions("携手建设")
    Article.objects.filter(pk=title.article).update(status=Article.Status.WITHDRAWN)
    assert suggestions("携手建设") == []


def test_a_fund_leads_to_what_it_paid_for(client: Client) -> None:
    [fund] = [entry for entry in suggestions("2024CX") if entry.kind.value == "fund" and entry.text == "2024CXZD18"]
    assert client.get(fund.url).context["result"].total == fund.weight == 1


def test_a_term_that_stands_nowhere_is_not_suggested() -> None:
    assert "卫星互联网" in [entry.text for entry in suggestions("卫星")]
    assert suggestions("农村金融") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("新制生产力", "新质生产力"),
        ("县城经济", "县域经济"),
        ("成渝地区双成经济圈", "成渝地区双城经济圈"),
        ("数字金济 重庆", "数字经济 重庆"),
        ("作者:朱旭生", "作者:朱旭森"),
    ],
)
def test_other_spellings_find_something(typed: str, meant: str) -> None:
    spelling = other_spellings(SearchRequest(typed))[0]
    assert spelling.query == meant
    assert spelling.count > 0


def test_other_spellings_keep_to_the_filters_and_the_reading() -> None:
    assert other_spellings(SearchRequest("新制生产力", filters={"author": ("朱旭森",)})) == [Spelling("新质生产力", 1)]
    assert other_spellings(SearchRequest("新制生产力", filters={"author": ("秦红松",)})) == []
    assert other_spellings(SearchRequest("新制生产力", ReadingMode.EXACT))[0].query == "新质生产力"


def test_the_page_of_what_finds_nothing_offers_them(client: Client) -> None:
    page = client.get("/search/", {"q": "新制生产力"}).content.decode()
    assert "/search/?q=%E6%96%B0%E8%B4%A8%E7%94%9F%E4%BA%A7%E5%8A%9B" in page


def test_the_api_suggests(client: Client) -> None:
    answer = client.get("/api/suggest", {"q": "zhuxu"})
    assert [(one["kind"], one["text"], one["articles"]) for one in answer.json()] == [("author", "朱旭森", 1)]
    assert client.get("/api/suggest", {"q": "字" * 201}).status_code == 400


def test_the_words_of_the_index_are_known_with_their_articles() -> None:
    words = engine().words()
    assert words["重庆"] == max(words["重庆"], words["县域经济"])
    assert words["县域经济"] >= 1
    assert "农村金融" not in words
    assert len(engine().words(limit=10)) == 10


def test_typing_on_asks_for_the_state_of_the_index_once(monkeypatch) -> None:
    suggestions("朱")
    asked = Mock(side_effect=engine().state)
    monkeypatch.setattr(engine(), "state", asked)
    assert [entry.text for entry in suggestions("朱旭")] == ["朱旭森"]
    asked.assert_not_called()
    monkeypatch.setattr("search.suggestions.library.time.monotonic", lambda: 1e9)
    suggestions("朱旭森")
    asked.assert_called()
