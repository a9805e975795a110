"""Mending a page in the admin: runs are ticked, the result looked at, then kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from articles.importing import batches
from articles.importing.files import page_of
from articles.models import Article, ImportBatch, PageRepair, SourceDocument
from articles.parsing.types import NO_IMPRINT
from articles.roles import EDITOR
from articles.undoing.batches import preview_undo
from tests.articles.admin.test_roles import person
from tests.articles.parsing.repairing.test_applying import FOG, LEAVES, PAGE, STEPS
from tests.articles.repairing.test_mending import FIRST, SECOND, read_in, texts


@pytest.fixture
def source(db) -> SourceDocument:
    read_in()
    return SourceDocument.objects.get()


def span(words: str) -> str:
    start = PAGE.index(words)
    return f"{start}-{PAGE.index(chr(10), start)}"


def url(source: SourceDocument) -> str:
    return reverse("admin:articles_sourcedocument_repair", args=[source.pk])


def move(source: SourceDocument, button: str) -> dict[str, str]:
    wanted = {"operation": "move", "run": span(STEPS), "target": span(LEAVES), "part": "caption"}
    return wanted | {"seen": source.fingerprint, button: ""}


def test_every_run_of_the_page_can_be_chosen(desk, source):
    html = desk.get(url(source)).content.decode()
    assert html.count('name="run"') == source.passages.count()
    assert html.count("> 选第 ") == html.count("> 所指<") == source.passages.count()  # as far from its box as others
    assert f'name="target" value="{span(STEPS)}"' in html


def test_a_preview_says_what_would_become_of_which_article_and_keeps_the_choice(desk, source):
    page = desk.post(url(source), move(source, "preview"))
    assert [(change.effect, change.title) for change in page.context["changes"]] == [("改动", FIRST), ("改动", SECOND)]
    assert f'name="run" value="{span(STEPS)}" checked' in page.content.decode()
    assert not PageRepair.objects.exists()


def test_an_editor_mends_and_takes_back(client, source):
    editor = person(EDITOR)
    client.force_login(editor)
    client.post(url(source), move(source, "apply"))
    row = PageRepair.objects.get()
    assert (row.by, texts(FIRST)) == (editor, ["清晨的江", "孩子们背"])
    assert Article.objects.get(title=FIRST).history.first().history_user == editor
    page = client.get(url(source))
    assert "第 1 处：把“码头上的石阶被雨水洗得发…”移到" in page.content.decode()
    page = client.post(url(source), {"undo": str(row.pk)})
    assert [change.title for change in page.context["changes"]] == [FIRST, SECOND]
    row.refresh_from_db()
    assert row.undone_at is None
    client.post(url(source), {"unmake": str(row.pk)})
    row.refresh_from_db()
    assert row.undone_by == editor
    assert len(texts(FIRST)) == 3


@pytest.mark.parametrize(("operation", "run", "target"), [("move", STEPS, LEAVES), ("merge", LEAVES, FOG)])
def test_an_article_that_was_mended_and_mended_back_is_untouched_by_anybody(desk, db, operation, run, target):
    batch = batches.begin(ImportBatch.Kind.COMMAND, {})
    batches.import_into(batch, [(page_of(Path("page.txt"), PAGE.encode()), "page.txt")], NO_IMPRINT)
    batches.end(batch)
    source = SourceDocument.objects.get()
    wanted = {"operation": operation, "run": span(run), "target": span(target), "part": "caption"}
    desk.post(url(source), wanted | {"seen": source.fingerprint, "apply": ""})
    assert preview_undo(batch).kept
    desk.post(url(source), {"unmake": PageRepair.objects.get().pk})
    assert preview_undo(batch).kept == ()
    assert preview_undo(batch).gone == Article.objects.count() == 2


def test_a_line_is_the_kicker_of_the_article_it_stands_in_or_of_the_one_that_is_meant(desk, source):
    wanted = {"operation": "head", "line": "kicker", "run": span(STEPS)}
    page = desk.post(url(source), wanted | {"seen": source.fingerprint, "preview": ""})
    (change,) = page.context["changes"]
    assert (change.title, change.pieces[0].text[:3], change.pieces[0].change) == (FIRST, "引题：", "new")
    desk.post(url(source), wanted | {"seen": source.fingerprint, "target": span(LEAVES), "apply": ""})
    assert Article.objects.get(title=SECOND).kicker.startswith(STEPS)
    assert "一篇的引题" in PageRepair.objects.get().summary


def test_who_opened_the_page_before_another_mended_it_is_told(desk, source):
    opened = move(source, "apply")
    desk.post(url(source), opened)
    page = desk.post(url(source), opened)
    assert "读法变过" in page.content.decode()
    assert PageRepair.objects.count() == 1


@pytest.mark.parametrize(
    ("without", "said"), [("run", "请先勾选"), ("target", "请再点选"), ("operation", "这个字段是必填项")]
)
def test_what_is_missing_is_said(desk, source, without, said):
    data = move(source, "preview")
    del data[without]
    assert said in desk.post(url(source), data).content.decode()


def test_what_cannot_be_is_said_and_not_kept(desk, source):
    data = move(source, "apply") | {"run": span("（作者系江边")}
    assert "不能取出" in desk.post(url(source), data).content.decode()
    assert not PageRepair.objects.exists()
