"""Every import is a batch, and a batch is undone as one: nobody's work is lost, nothing else is left of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from articles.curating import saving
from articles.curating.merge_undo import CannotUndo
from articles.curating.merging import merge_authors
from articles.importing import batches
from articles.importing.files import page_of, read_page
from articles.importing.imprints import given_imprint
from articles.importing.record_batches import RecordImport
from articles.integrity import check_library
from articles.models import (
    Article,
    Author,
    BatchFile,
    Column,
    Feature,
    ImportBatch,
    Passage,
    SourceDocument,
    SourceKind,
)
from articles.models.passages import PartChoice
from articles.undoing.batches import IS_NEW, UndoSummary, preview_undo, request_undo, undo, undo_articles
from articles.undoing.removing import remove_source
from articles.undoing.trash import move_to_trash
from tests.search.seed_library import SEEDS

pytestmark = pytest.mark.django_db
PAGE = sorted(SEEDS.glob("*.txt"))[0]


@pytest.fixture
def person() -> User:
    return User.objects.create(username="李")


def imported(*paths: Path) -> ImportBatch:
    batch = batches.begin(ImportBatch.Kind.COMMAND, {})
    for path in paths:
        batches.import_into(batch, [(read_page(path), path.name)], given_imprint())
    batches.end(batch)
    return batch


def again(path: Path, text: str) -> ImportBatch:
    """The same file, read otherwise: as by a better parser."""
    batch = batches.begin(ImportBatch.Kind.COMMAND, {})
    batches.import_into(batch, [(page_of(path, text.encode()), path.name)], given_imprint())
    batches.end(batch)
    return batch


def undo_now(batch: ImportBatch) -> UndoSummary:
    request_undo(batch, None)
    return undo(ImportBatch.objects.get(pk=batch.pk))


def state() -> list[object]:
    """The record, as far as an import writes it."""
    articles = [
        (a.pk, a.title, a.body, a.status, a.source_id, a.column_id, a.feature_id,
         list(a.authorships.order_by("position").values_list("author", "affiliation")),
         sorted(a.theme_assignments.values_list("theme__name", flat=True)),
         sorted(a.problems.values_list("code", "state")))
        for a in Article.objects.order_by("pk")
    ]  # fmt: skip
    passages = list(
        Passage.objects.order_by("source", "start").values_list("source", "article", "start", "end", "part")
    )
    sources = list(SourceDocument.objects.order_by("pk").values_list("pk", "replaces", "fingerprint", "assigned"))
    return [
        articles,
        passages,
        sources,
        set(Author.objects.values_list("name")),
        set(Column.objects.values_list("name")),
    ]


def test_the_command_line_makes_a_batch_with_its_files_and_articles(capsys):
    call_command("import_pages", str(PAGE), "--publication", "某某日报")
    batch = ImportBatch.objects.get()
    assert (batch.kind, batch.state, batch.imprint) == ("command", "done", {"publication": "某某日报"})
    file = batch.files.get()
    assert (file.state, file.source.file_name) == (BatchFile.State.DONE, PAGE.name)
    assert file.articles.count() == file.source.articles.count() == file.report["created"]


def test_a_file_that_cannot_be_read_is_in_the_batch(tmp_path):
    bad = tmp_path / "坏.txt"
    bad.write_bytes(b"\x00\x01\x02" * 100)
    with pytest.raises(Exception, match="could not be imported"):
        call_command("import_pages", str(bad))
    assert BatchFile.objects.get().state == BatchFile.State.FAILED


def test_records_are_a_batch_and_go_again(tmp_path):
    records = tmp_path / "a.jsonl"
    records.write_text('{"id": "1", "title": "甲", "body": "一段"}\n{"id": "2", "title": "乙", "body": "二段"}\n')
    call_command("import_articles", str(records))
    records.write_text('{"id": "1", "title": "甲改", "body": "一段"}\n')
    call_command("import_articles", str(records))
    second, first = ImportBatch.objects.all()
    assert undo_now(second) == UndoSummary(0, 1, ())
    assert set(Article.objects.values_list("title", flat=True)) == {"甲", "乙"}
    assert undo_now(first) == UndoSummary(2, 0, ())
    assert not SourceDocument.objects.exists()


def test_undone_a_first_import_leaves_nothing():
    before = state()
    summary = undo_now(imported(*sorted(SEEDS.glob("*.txt"))))
    assert summary.gone > 10
    assert summary.kept == ()
    assert state() == before
    assert ImportBatch.objects.get().state == ImportBatch.State.UNDONE


def test_the_preview_says_what_undoing_does():
    batch = imported(PAGE)
    said = preview_undo(batch)
    assert undo_now(batch) == said


def test_the_preview_of_many_files_asks_as_little_as_that_of_one(django_assert_max_num_queries):
    batch = imported(*sorted(SEEDS.glob("*.txt")))
    with django_assert_max_num_queries(5):
        assert preview_undo(batch).gone > 10


def test_a_changed_copy_of_a_page_undone_gives_the_former_reading_back():
    imported(PAGE)
    before = state()
    batch = again(PAGE, PAGE.read_text().replace("发展", "发达"))
    assert state() != before
    summary = undo_now(batch)
    assert summary.restored > 0
    assert state() == before
    assert list(check_library()) == []


def test_what_somebody_changed_since_is_named_and_kept(person):
    batch = imported(PAGE)
    article = Article.objects.all()[0]
    article.title = "编辑改的题目"
    saving.save_as_person(article, person)
    summary = undo_now(batch)
    assert [(kept.article, kept.reason) for kept in summary.kept] == [(article.pk, "导入之后有人改过")]
    assert list(Article.objects.values_list("title", flat=True)) == ["编辑改的题目"]
    assert article.authorships.exists()
    assert list(check_library()) == []


def test_a_kept_article_of_a_newer_version_is_of_that_file_alone(person):
    """The former version comes back, without what stays with the newer one: each character has one part in each."""
    imported(PAGE)
    former = Article.objects.all()[0].source
    later = again(PAGE, PAGE.read_text().replace("发展", "发达"))
    article = Article.objects.all()[0]
    article.title = "编辑改的题目"
    saving.save_as_person(article, person)
    assert [noted.article for noted in undo_now(later).kept] == [article.pk]
    article.refresh_from_db()
    assert article.source != former
    assert not former.passages.filter(article=article).exists()
    assert list(check_library()) == []


@pytest.mark.parametrize(("status", "is_hidden"), [("published", False), ("withdrawn", True)])
def test_text_that_only_went_to_another_version_is_not_hidden_unless_its_article_is(person, status, is_hidden):
    imported(PAGE)
    former = Article.objects.all()[0].source
    later = again(PAGE, PAGE.read_text().replace("发展", "发达"))
    article, other = Article.objects.order_by("pk")[:2]
    article.title, article.status = "编辑改的题目", status
    saving.save_as_person(article, person)
    assert [noted.article for noted in undo_now(later).kept] == [article.pk]
    other.refresh_from_db()
    newer = Article.objects.get(pk=article.pk).source
    assert other.source == former != newer
    assert former.passages.filter(part=PartChoice.REMOVED).exists() == is_hidden
    assert not newer.passages.filter(part=PartChoice.REMOVED).exists()
    assert newer.passages.filter(part=PartChoice.OTHER, article=None).exists()


def test_a_package_that_somebody_deleted_stays_so_when_an_import_is_undone(person):
    page = next(path for path in sorted(SEEDS.glob("*.txt")) if has_package(path))
    imported(page)
    later = again(page, page.read_text() + "\n又及：一行。\n")
    feature = Feature.objects.exclude(editor_note="")[0]
    move_to_trash(feature, person)
    undo_now(later)
    assert not Feature.objects.filter(title=feature.title).exists()
    source = SourceDocument.objects.get()
    hidden = "".join(source.raw_text[run.start : run.end] for run in source.passages.filter(part=PartChoice.REMOVED))
    assert feature.editor_note[:12] in hidden
    assert list(check_library()) == []


def has_package(path: Path) -> bool:
    return any(feature.editor_note for feature in read_page(path).parsed.features)


def test_a_byline_that_somebody_merged_keeps_its_article(person):
    batch = imported(PAGE)
    kept, other = Author.objects.filter(authorships__isnull=False).distinct()[:2]
    article = other.articles.first()
    merge_authors(kept, [other], person)
    assert article.pk in {noted.article for noted in undo_now(batch).kept}


def test_an_older_batch_keeps_what_a_later_one_updated():
    first = imported(PAGE)
    later = again(PAGE, PAGE.read_text().replace("发展", "发达"))
    reasons = {noted.reason for noted in preview_undo(first).kept}
    assert reasons == {f"第 {later.pk} 批后来又更新过，要先撤销那一批"}


def uploaded(*texts: str) -> ImportBatch:
    """A draft of versions of the page, which nobody has confirmed."""
    batch = batches.begin(ImportBatch.Kind.UPLOAD, {}, state=ImportBatch.State.DRAFT)
    for text in texts:
        BatchFile.objects.create(batch=batch, name=PAGE.name, content=text.encode(), size=len(text))
    return batch


def confirmed(batch: ImportBatch) -> ImportBatch:
    batches.confirm(batch)
    batches.run(batch)
    return ImportBatch.objects.get(pk=batch.pk)


def test_of_two_drafts_the_one_that_was_imported_last_is_undone_first():
    """Whichever of them was uploaded first."""
    begun_first = uploaded(PAGE.read_text().replace("发展", "发达"))
    imported_first = confirmed(uploaded(PAGE.read_text()))
    before = state()
    imported_last = confirmed(begun_first)
    assert {noted.reason for noted in preview_undo(imported_first).kept} == {
        f"第 {imported_last.pk} 批后来又更新过，要先撤销那一批"
    }
    assert undo_now(imported_last).kept == ()
    assert state() == before
    assert undo_now(imported_first).kept == ()
    assert not Article.objects.exists()


def test_two_versions_of_a_page_in_one_batch_keep_nothing_of_each_other():
    batch = confirmed(uploaded(PAGE.read_text(), PAGE.read_text().replace("发展", "发达")))
    said = preview_undo(batch)
    assert said.kept == ()
    assert undo_now(batch) == said
    assert not SourceDocument.objects.exists()


def test_a_file_that_was_tried_again_is_undone_before_those_that_were_imported_meanwhile():
    batch = uploaded("", PAGE.read_text())
    failed, _ = batch.files.order_by("pk")
    BatchFile.objects.filter(pk=failed.pk).update(content=b"\0\1\2" * 100)
    confirmed(batch)
    BatchFile.objects.filter(pk=failed.pk).update(content=PAGE.read_text().replace("发展", "发达").encode())
    batches.retry(batch, [failed])
    batches.run(batch)
    assert undo_now(batch).kept == ()
    assert not Article.objects.exists()
    assert not SourceDocument.objects.exists()


def test_where_a_later_file_of_a_batch_is_kept_its_articles_are(person):
    batch = confirmed(uploaded(PAGE.read_text(), PAGE.read_text().replace("发展", "发达")))
    newer = SourceDocument.objects.order_by("pk")[1]
    newer.page = "12"
    saving.save_imprint(newer, ["page"], person)
    number = Article.objects.count()
    kept = undo_now(batch).kept
    assert sorted(noted.reason for noted in kept) == sorted(
        ["导入之后有人填写了来源文件登在哪里", "后来的文件又更新过，撤销那一次时也保留"] * number
    )
    assert Article.objects.count() == number
    assert list(check_library()) == []


def test_a_later_batch_is_undone_after_an_older_one_that_it_had_updated():
    first = imported(PAGE)
    before = state()
    later = again(PAGE, PAGE.read_text().replace("发展", "发达"))
    assert undo_now(first).gone == 0
    assert undo_now(later).restored > 0
    assert state() == before
    assert list(check_library()) == []


def test_what_a_batch_updated_is_kept_where_the_former_file_was_deleted_since():
    imported(PAGE)
    later = again(PAGE, PAGE.read_text().replace("发展", "发达"))
    remove_source(SourceDocument.objects.order_by("pk")[0])
    after = state()
    assert {noted.reason for noted in undo_now(later).kept} == {"来源文件的旧版已经删除"}
    assert state() == after
    assert list(check_library()) == []


def test_where_the_newest_version_was_deleted_the_former_is_whole_and_read_again_when_it_comes_again():
    imported(PAGE)
    again(PAGE, PAGE.read_text().replace("发展", "发达"))
    remove_source(SourceDocument.objects.order_by("pk")[1])
    assert not Article.objects.exists()
    assert list(check_library()) == []
    imported(PAGE)
    assert Article.objects.exists()


def test_a_file_deleted_amid_undoing_takes_no_text_of_its_newer_version_along():
    imported(PAGE)
    later = again(PAGE, PAGE.read_text().replace("发展", "发达"))
    request_undo(later, None)
    file = later.files.get()
    undo_articles(file, list(file.articles.annotate(is_new=IS_NEW)[:2]), None)  # and here the worker is killed
    remove_source(SourceDocument.objects.order_by("pk")[0])
    assert list(check_library()) == []
    undo(ImportBatch.objects.get(pk=later.pk))
    assert list(check_library()) == []


def test_an_author_that_was_merged_away_is_who_it_became_when_a_reading_comes_back(person):
    imported(PAGE)
    kept, other = Author.objects.filter(authorships__isnull=False).distinct()[:2]
    article = other.articles.first()
    batch = again(PAGE, PAGE.read_text().replace("发展", "发达"))
    merge_authors(kept, [other])  # nobody's deed: the article is not kept for it
    undo_now(batch)
    article.refresh_from_db()
    assert kept in article.authors.all()


def test_a_batch_is_undone_once():
    batch = imported(PAGE)
    undo_now(batch)
    with pytest.raises(CannotUndo):
        request_undo(batch, None)


def test_an_undo_that_died_half_way_goes_on():
    batch = imported(*sorted(SEEDS.glob("*.txt"))[:2])
    request_undo(batch, None)
    _, last = batch.files.all()
    with transaction.atomic():
        undo_articles(last, list(last.articles.annotate(is_new=IS_NEW)), None)
    assert Article.objects.exists()
    undo(batch)
    assert not Article.objects.exists()
    assert not SourceDocument.objects.exists()


def test_records_of_an_import_that_died_are_undone():
    batch = batches.begin(ImportBatch.Kind.COMMAND, {})
    source = SourceDocument.objects.create(sha256="0", file_name="a.jsonl", kind=SourceKind.RECORDS, encoding="utf-8")
    file = batches.begin_records(batch, source, True, "a.jsonl", 1)
    RecordImport(source, file).run([json.dumps({"title": "渡口", "body": "有关部门推进了信用建设。"}).encode()])
    assert Article.objects.exists()
    assert undo_now(batch).gone == 1
    assert not Article.objects.exists()


def test_a_batch_that_died_goes_on_with_the_next_file():
    batch = batches.begin(ImportBatch.Kind.UPLOAD, {})
    for path in sorted(SEEDS.glob("*.txt"))[:2]:
        BatchFile.objects.create(batch=batch, name=path.name, content=path.read_bytes())
    first = batch.files.first()
    BatchFile.objects.filter(pk=first.pk).update(state=BatchFile.State.DONE)
    batches.run(batch)
    assert ImportBatch.objects.get().state == ImportBatch.State.DONE
    assert [file.source is None for file in batch.files.all()] == [True, False]
    assert batch.files.last().content is None


def test_a_file_that_breaks_its_reading_takes_none_of_those_before_it_along(monkeypatch):
    batch = batches.begin(ImportBatch.Kind.UPLOAD, {})
    files = sorted(SEEDS.glob("*.txt"))[:4]
    for path in files:
        BatchFile.objects.create(batch=batch, name=path.name, content=path.read_bytes())

    def breaking(path, content):
        if path.name == files[2].name:
            raise RuntimeError("a fault of the parser")
        return page_of(path, content)

    monkeypatch.setattr(batches, "page_of", breaking)
    with pytest.raises(RuntimeError) as fault:
        batches.run(batch)
    batches.fail_next_file(batch, fault.value)  # as the task does
    batches.run(batch)
    assert [file.state for file in batch.files.order_by("pk")] == ["done", "done", "failed", "done"]


def test_files_read_before_one_that_breaks_are_imported():
    def read():
        yield from "ab"
        raise RuntimeError

    groups = batches.together(read(), len)
    assert next(groups) == ["a", "b"]
    with pytest.raises(RuntimeError):
        next(groups)


def test_a_cancelled_batch_leaves_out_what_waits():
    batch = batches.begin(ImportBatch.Kind.UPLOAD, {})
    BatchFile.objects.create(batch=batch, name=PAGE.name, content=PAGE.read_bytes())
    assert batches.cancel(batch) == 1
    batches.run(batch)
    assert not Article.objects.exists()


@pytest.mark.parametrize("state", ["draft", "undoing", "undone"])
def test_who_cancels_or_tries_again_from_an_old_page_changes_nothing(state):
    batch = batches.begin(ImportBatch.Kind.UPLOAD, {}, state=state)
    file = BatchFile.objects.create(batch=batch, name=PAGE.name, content=PAGE.read_bytes(), state="failed")
    assert (batches.cancel(batch), batches.retry(batch, [file])) == (0, 0)
    batch.refresh_from_db()
    file.refresh_from_db()
    assert (batch.state, file.state) == (state, "failed")


def test_a_failed_file_is_tried_again():
    batch = batches.begin(ImportBatch.Kind.UPLOAD, {})
    file = BatchFile.objects.create(batch=batch, name="坏.txt", content=b"\x00\x01\x02" * 100)
    batches.run(batch)
    file.refresh_from_db()
    assert (file.state, file.content is None) == (BatchFile.State.FAILED, False)
    BatchFile.objects.filter(pk=file.pk).update(content=PAGE.read_bytes())
    assert batches.retry(batch, [file]) == 1
    batches.run(batch)
    assert Article.objects.exists()
