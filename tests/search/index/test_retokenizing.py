"""A term that curators add holds for texts too, and the admin says how far that is, whatever dies meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.models import Article
from search.engines.base import engine
from search.errors import EngineUnavailable
from search.index import after_commit, updating
from search.index.comparing import compare
from search.index.retokenizing import with_waiting
from search.index.updating import apply_pending, rebuild
from search.models import DictionaryTerm, PendingIndexing, Recutting
from search.text import tokenizer
from tests.search.own_site import OwnSite

TERM = "渝新欧班列"


@pytest.fixture(autouse=True)
def _words_as_before() -> Iterator[None]:
    yield
    tokenizer.use_terms([])


@pytest.fixture
def index(transactional_db) -> list[int]:
    """An index of three articles, two of which hold the term, one in traditional characters in its title."""
    texts = [("一篇", f"{TERM}开行"), ("渝新歐班列", "正文"), ("另一篇", "渝新欧沿线的班列")]
    bodies = [(title, [{"kind": "paragraph", "text": text}]) for title, text in texts]
    articles = [Article.objects.create(title=title, body=body) for title, body in bodies]
    rebuild()
    return [article.pk for article in articles]


@pytest.fixture
def _slow(monkeypatch) -> None:
    """Nothing is cut anew while somebody waits, and nothing does it behind their back."""
    monkeypatch.setattr(after_commit, "FEW", 0)
    monkeypatch.setattr(after_commit, "_finish", lambda: None)


@pytest.fixture
def curator(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("curator"))
    return client


def state() -> tuple[int, int]:
    """Articles that hold the term, and those of them that wait."""
    asked = with_waiting(Recutting.objects.all()).get(term=TERM)
    return asked.articles, asked.waiting  # type: ignore[attr-defined]


def page(curator: Client, name: str) -> str:
    return curator.get(reverse(f"admin:search_{name}_changelist")).content.decode()


def test_a_few_texts_are_cut_anew_at_once(index) -> None:
    DictionaryTerm.objects.create(term=TERM)
    assert state() == (2, 0)
    assert compare().is_sound


@pytest.mark.usefixtures("_slow")
def test_exactly_the_articles_that_hold_the_term_wait_and_the_admin_says_so(index, curator) -> None:
    added = curator.post(reverse("admin:search_dictionaryterm_add"), {"term": TERM, "note": ""})
    assert added.status_code == 302
    assert list(PendingIndexing.objects.values_list("article_id", flat=True)) == index[:2]
    assert compare().outdated == tuple(index[:2])
    for name in ("dictionaryterm", "recutting"):
        assert "2 篇含有此词，尚有 2 篇等候" in page(curator, name)
    call_command("sync_index")
    assert compare().is_sound
    for name in ("dictionaryterm", "recutting"):
        assert "已完成：2 篇含有此词" in page(curator, name)


@pytest.mark.usefixtures("_slow")
def test_what_readers_wait_for_goes_first(index) -> None:
    DictionaryTerm.objects.create(term=TERM)
    article = Article.objects.create(title="新的一篇", body=[])
    after_commit.note_changes([article.pk])
    assert article.pk in engine().fingerprints()
    assert state() == (2, 2)


def test_many_texts_are_cut_anew_behind_the_readers_back(index, monkeypatch) -> None:
    monkeypatch.setattr(after_commit, "FEW", 0)
    DictionaryTerm.objects.create(term=TERM)
    until = time.monotonic() + 20
    while state() != (2, 0) and time.monotonic() < until:
        time.sleep(0.05)
    assert compare().is_sound


def test_a_term_that_is_changed_or_taken_away_frees_its_texts(index) -> None:
    term = DictionaryTerm.objects.create(term=TERM)
    term.term = "渝新欧"
    term.save()
    assert set(Recutting.objects.values_list("term", "articles")) == {("渝新欧", 3)}
    assert compare().is_sound
    DictionaryTerm.objects.all().delete()
    assert not Recutting.objects.exists()
    assert compare().is_sound


def test_a_note_alone_asks_for_nothing(index) -> None:
    term = DictionaryTerm.objects.create(term=TERM)
    asked = Recutting.objects.get().asked_at
    term.note = "中欧班列之一"
    term.save()
    assert Recutting.objects.get().asked_at == asked


def test_what_fails_is_said_until_it_succeeds(index, curator, monkeypatch) -> None:
    def fail(*args: object) -> None:
        raise EngineUnavailable("the disk is full")

    with monkeypatch.context() as failing:
        failing.setattr(updating, "_update", fail)
        DictionaryTerm.objects.create(term=TERM)
    assert "上次未成：the disk is full" in page(curator, "dictionaryterm")
    apply_pending()
    assert "上次未成" not in page(curator, "dictionaryterm")
    assert state() == (2, 0)


ADDER = f"""
import time, django
django.setup()
from search.index import after_commit, updating
from search.models import DictionaryTerm
updating.RETOKENIZE_BATCH = after_commit.FEW = 1
update = updating._update
def slowly(*given):
    update(*given)
    print("a batch", flush=True)
    time.sleep(30)
updating._update = slowly
DictionaryTerm.objects.create(term="{TERM}")
time.sleep(60)
"""


def test_a_process_that_dies_half_way_leaves_the_rest_to_sync_index(tmp_path) -> None:
    site = OwnSite(tmp_path)
    records = "\n".join(f'{{"title": "第{number}篇", "body": "{TERM}开行"}}' for number in range(3))
    (tmp_path / "records.jsonl").write_text(records, encoding="utf-8")
    site.manage("import_articles", str(tmp_path / "records.jsonl"))
    with site.at_work(ADDER):
        pass  # and it is killed in the middle of it
    assert "3 articles" in site.manage("sync_index")
    assert "agree" in site.manage("check_index")
