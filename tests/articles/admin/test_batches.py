"""Imports in the admin: what each made, and taking one back with a look at what that does."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse

from articles import tasks
from articles.curating.saving import save_as_person
from articles.importing.batches import confirm, run
from articles.models import Article, ImportBatch, SourceDocument
from articles.roles import EDITOR
from articles.uploading.reading import read_drafts
from articles.uploading.receiving import keep, receive
from tests.articles.admin.test_curating import edit
from tests.articles.admin.test_roles import person
from tests.articles.undoing.test_batches import PAGE as FIRST
from tests.articles.undoing.test_batches import imported, undo_now

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def batch(library) -> ImportBatch:
    return ImportBatch.objects.get()


def page(name: str, batch: ImportBatch) -> str:
    return reverse(f"admin:articles_importbatch_{name}", args=[batch.pk])


def test_the_list_says_who_when_and_how_far(desk, batch):
    listed = desk.get(reverse("admin:articles_importbatch_changelist")).content.decode()
    number = batch.files.count()
    assert f"第 {batch.pk} 批" in listed
    assert f"{number} / {number}" in listed


def test_its_page_names_the_files_and_leads_to_their_articles(desk, batch):
    shown = desk.get(page("change", batch)).content.decode()
    for file in batch.files.all():
        assert file.source.file_name in shown
        assert f"?source={file.source_id}" in shown
    assert "新增" in shown
    assert f"</progress> {len(batch.files.all())} / " in shown


def test_articles_are_listed_by_batch(desk, batch):
    listed = desk.get(reverse("admin:articles_article_changelist"), {"batch": batch.pk})
    assert listed.context["cl"].queryset.count() == Article.objects.count()
    none = desk.get(reverse("admin:articles_article_changelist"), {"batch": batch.pk + 1})
    assert none.context["cl"].queryset.count() == 0


def test_a_batch_is_undone_after_a_look_at_what_is_kept(desk, batch, first_article, work):
    edit(desk, first_article, title="编辑改的题目")
    preview = desk.get(page("undo", batch)).content.decode()
    assert "导入之后有人改过" in preview
    assert "1 篇保留" in " ".join(preview.split())
    assert desk.post(page("undo", batch)).status_code == 302
    assert "正在撤销" in desk.get(page("change", batch)).content.decode()
    work()
    assert list(Article.objects.values_list("title", flat=True)) == ["编辑改的题目"]
    assert "导入之后有人改过" in desk.get(page("change", batch)).content.decode()


@pytest.mark.parametrize("before", ["done", "cancelled"])
def test_an_undoing_that_breaks_can_be_asked_for_again(desk, batch, run_worker, monkeypatch, before):
    ImportBatch.objects.filter(pk=batch.pk).update(state=before)
    undo, address = tasks.undo, reverse("admin:articles_importbatch_undo", args=[batch.pk])
    monkeypatch.setattr(tasks, "undo", lambda broken: broken.no_such_deed())
    for state in (before, "undone"):
        desk.post(address)
        run_worker()
        batch.refresh_from_db()
        assert batch.state == state
        monkeypatch.setattr(tasks, "undo", undo)


def test_where_everything_is_kept_no_undoing_is_offered(desk, curator, batch):
    assert "撤销这一批" in desk.get(page("undo", batch)).content.decode()
    for article in Article.objects.all():
        article.title = f"改过的{article.title}"
        save_as_person(article, curator)
    preview = desk.get(page("undo", batch)).content.decode()
    assert "没有一篇可以撤销" in preview
    assert "没有一篇可以撤销" in desk.post(page("undo", batch), follow=True).content.decode()
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.DONE
    assert "撤销这一批" not in preview
    for source in SourceDocument.objects.filter(articles__isnull=False):
        assert reverse("admin:articles_sourcedocument_delete", args=[source.pk]) in preview


def test_an_editor_takes_back_what_they_uploaded(client, batch, work):
    editor = person(EDITOR)
    client.force_login(editor)
    assert "撤销这一批" not in client.get(page("change", batch)).content.decode()
    assert "您的角色不能撤销别人的导入；管理员可以" in client.get(page("change", batch)).content.decode()
    ImportBatch.objects.update(by=editor, kind=ImportBatch.Kind.UPLOAD)
    assert "撤销这一批" in client.get(page("change", batch)).content.decode()
    assert client.post(page("undo", batch)).status_code == 302
    work()
    assert not Article.objects.exists()


@pytest.mark.parametrize("rights", [("view_importbatch",), None], ids=["reader", "editor"])
def test_only_a_manager_undoes_a_batch(client, batch, rights):
    client.force_login(person(rights=rights) if rights else person(EDITOR))
    assert client.get(page("change", batch)).status_code == 200
    assert client.post(page("undo", batch)).status_code == 403
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.DONE


def test_a_reader_cancels_nothing(client, batch):
    client.force_login(person(rights=("view_importbatch",)))
    assert client.post(page("act", batch), {"cancel": "x"}).status_code == 403


def test_a_file_imported_again_leads_to_its_first_batch_and_has_nothing_to_undo(desk, batch):
    again = imported(FIRST)
    page = desk.get(again.get_absolute_url()).content.decode()
    assert "与以前导入的一样，什么也没有改" in page
    assert f'href="{batch.get_absolute_url()}"' in page
    assert "撤销这一批" not in page
    assert "撤销这一批" in desk.get(batch.get_absolute_url()).content.decode()


def test_an_upload_of_a_known_file_leads_to_the_batch_that_brought_it(desk, batch, curator):
    draft = keep(receive([(FIRST.name, BytesIO(FIRST.read_bytes()))]), {}, curator)
    read_drafts(draft)
    page = desk.get(draft.get_absolute_url()).content.decode()
    assert f'以前已导入过（<a href="{batch.get_absolute_url()}">' in page
    assert "导入时才比较" in page


def test_a_draft_leads_to_the_batch_that_brought_its_file_meanwhile(desk, curator):
    first, second = (
        keep(receive([("页.txt", BytesIO(FIRST.read_bytes() + "又及。".encode()))]), {}, curator) for _ in range(2)
    )
    for draft in (second, first):
        confirm(draft)
        run(draft)
    page = desk.get(first.get_absolute_url()).content.decode()
    assert f'<a href="{second.get_absolute_url()}">{second}</a>' in page


def test_an_undone_batch_says_what_it_had_done_and_leads_to_no_empty_list(desk, batch):
    undo_now(batch)
    page = desk.get(batch.get_absolute_url()).content.decode()
    assert "当时新增" in page
    assert "这一批的文章" not in page
