"""Uploading in the admin: the reading is seen before anything is stored; then it is imported in the background."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.importing import pages
from articles.models import Article, BatchFile, ImportBatch, SourceDocument
from articles.roles import EDITOR, MANAGER
from tests.articles.admin.test_batches import page
from tests.articles.admin.test_roles import person
from tests.search.seed_library import SEEDS

pytestmark = pytest.mark.django_db
PAGE = sorted(SEEDS.glob("*.txt"))[0]
UPLOAD = "admin:articles_importbatch_upload"


def send(desk, *files: tuple[str, bytes], **said: str):
    uploaded = [SimpleUploadedFile(name, content) for name, content in files]
    return desk.post(reverse(UPLOAD), {"several": uploaded, **said})


@pytest.fixture
def draft(desk) -> ImportBatch:
    assert send(desk, (PAGE.name, PAGE.read_bytes()), ("表.xlsx", b"x"), publication="某某日报").status_code == 302
    return ImportBatch.objects.get()


def test_nothing_is_stored_before_the_reading_was_seen(desk, draft, work):
    assert "正在读" in desk.get(page("change", draft)).content.decode()
    work()
    shown = desk.get(page("change", draft)).content.decode()
    assert "协同打造成渝地区双城经济圈优势产业集群" in shown
    assert "存疑" in shown
    assert "不是文本文件" in shown
    assert "1 个待导入，1 个未能导入" in shown
    assert not SourceDocument.objects.exists()
    assert not Article.objects.exists()


def test_only_what_was_imported_leads_to_its_articles(desk, draft):
    assert "这一批的文章" not in desk.get(page("change", draft)).content.decode()
    desk.post(page("act", draft), {"confirm": "x"})
    assert "这一批的文章" in desk.get(page("change", draft)).content.decode()


def test_the_page_view_of_a_draft_has_every_article_and_every_run(desk, draft):
    file = draft.files.get(name=PAGE.name)
    shown = desk.get(reverse("admin:articles_importbatch_preview", args=[file.pk])).content.decode()
    assert "版面：每一段原文归入哪里" in shown
    assert "（第 1 篇）" in shown
    assert "导入这个文件" in shown


def test_from_the_page_view_of_a_file_its_batch_is_imported(desk, draft, work):
    url = reverse("admin:articles_importbatch_preview", args=[draft.files.get(name=PAGE.name).pk])
    assert f'action="{page("act", draft)}"' in desk.get(url).content.decode()
    desk.post(page("act", draft), {"confirm": "x"})
    assert "导入这个文件" not in desk.get(url).content.decode()


def test_confirmed_it_is_imported_with_what_was_said_of_it(desk, draft, work):
    desk.post(page("act", draft), {"confirm": "x"})
    assert "等候导入" in desk.get(page("change", draft)).content.decode()
    work()
    draft.refresh_from_db()
    source = SourceDocument.objects.get()
    assert (draft.state, source.publication) == (ImportBatch.State.DONE, "某某日报")
    assert Article.objects.filter(source=source).exists()
    assert {file.state for file in draft.files.all()} == {BatchFile.State.DONE, BatchFile.State.FAILED}
    assert not Article.history.filter(history_user__isnull=False).exists()


def test_nobody_decides_about_another_s_files_but_who_may_undo_them(desk, draft, work, client):
    work()
    client.force_login(person(EDITOR, name="bian"))
    assert "导入这些文件" not in client.get(page("change", draft)).content.decode()
    for deed in ("drop", "confirm", "cancel", "retry"):
        assert client.post(page("act", draft), {deed: "x"}).status_code == 403
    assert ImportBatch.objects.get() == draft
    client.force_login(person(MANAGER, name="zhu"))
    client.post(page("act", draft), {"confirm": "x"})
    shown = client.post(page("act", draft), {"drop": "x"}, follow=True).content.decode()
    assert "没有放弃" in shown
    assert ImportBatch.objects.filter(pk=draft.pk).exists()


def test_what_one_does_not_want_is_dropped(desk, draft, work):
    desk.post(page("act", draft), {"drop": "x"})
    work()
    assert not ImportBatch.objects.exists()
    assert not SourceDocument.objects.exists()


def test_a_batch_is_confirmed_once(desk, draft):
    desk.post(page("act", draft), {"confirm": "x"})
    response = desk.post(page("act", draft), {"confirm": "x"}, follow=True)
    assert "已经确认过" in response.content.decode()


def test_what_is_no_text_is_said_in_chinese(desk, work):
    send(desk, ("坏.txt", b"\x00\x01\x02" * 500))
    work()
    assert "不是可读的文本" in desk.get(page("change", ImportBatch.objects.get())).content.decode()


def test_an_upload_that_is_refused_says_why_on_the_form(desk):
    response = send(desk, ("坏.zip", b"no archive"))
    assert response.status_code == 200
    assert "压缩包打不开" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_file_that_breaks_the_import_does_not_stop_the_others(desk, draft, run_worker, monkeypatch):
    first = BatchFile.objects.get(name=PAGE.name)
    second = BatchFile.objects.create(batch=draft, name="二.txt", content=sorted(SEEDS.glob("*.txt"))[1].read_bytes())
    whole = pages.store_packages

    def breaking(source, parsed, removed=(), new=False):
        if source.file_name == second.name:
            raise ZeroDivisionError
        return whole(source, parsed, removed, new)

    monkeypatch.setattr(pages, "store_packages", breaking)
    desk.post(page("act", draft), {"confirm": "x"})
    run_worker()
    draft.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (draft.state, first.state, second.state) == ("done", "done", "failed")
    assert "ZeroDivisionError" in second.message
    assert set(Article.objects.values_list("source", flat=True)) == {first.source_id}


def test_an_editor_uploads_and_a_reader_does_not(client, db):
    client.force_login(person(EDITOR))
    assert client.get(reverse(UPLOAD)).status_code == 200
    assert "上传文件" in client.get(reverse("admin:articles_importbatch_changelist")).content.decode()


@pytest.mark.parametrize("deed", ["confirm", "drop"])
def test_a_reader_does_nothing_with_a_draft(client, draft, deed):
    client.force_login(person(rights=("view_importbatch",)))
    assert client.get(reverse(UPLOAD)).status_code == 403
    assert client.post(page("act", draft), {deed: "x"}).status_code == 403
    draft.refresh_from_db()
    assert draft.state == ImportBatch.State.DRAFT


def test_an_empty_file_is_named_and_holds_no_other_up(desk):
    send(desk, ("空.txt", b""), (PAGE.name, PAGE.read_bytes()))
    assert dict(ImportBatch.objects.get().files.values_list("name", "message")) == {
        "空.txt": "文件是空的。",
        PAGE.name: "",
    }
