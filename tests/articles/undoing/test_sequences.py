"""What two people did one after the other, and one of them took back: the other's work stays as it was."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import tasks
from articles.curating import saving
from articles.curating.curated_fields import restore_imported, set_status
from articles.curating.merge_undo import undo_merge
from articles.curating.merging import merge_rows
from articles.curating.review import settle_all
from articles.importing import batches
from articles.importing.files import page_of
from articles.importing.imprints import given_imprint
from articles.integrity import check_library
from articles.models import (
    Article,
    Author,
    Authorship,
    Column,
    ImportBatch,
    Problem,
    SourceDocument,
    Theme,
    ThemeAssignment,
)
from articles.parsing.repairing import Operation, Repair, anchor_at
from articles.parsing.types import NO_IMPRINT, Imprint, Part
from articles.repairing.mending import CannotRepair, make, undo
from articles.undoing import bulk
from articles.undoing.batches import preview_undo, refusal_of, request_undo
from articles.undoing.batches import undo as undo_batch
from articles.undoing.bulk import BulkChange
from articles.undoing.trash import move_to_trash, restore
from tests.articles.parsing.repairing.test_applying import FOG, LEAVES, PAGE, STEPS
from tests.articles.repairing.test_mending import FIRST, MOVE, SECOND, run, texts

pytestmark = pytest.mark.django_db
COPY = PAGE.replace("薄雾", "浓雾")


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")


@pytest.fixture
def bob() -> User:
    return User.objects.create_user("bob")


def imported(text: str = PAGE, imprint: Imprint = NO_IMPRINT) -> ImportBatch:
    batch = batches.begin(ImportBatch.Kind.COMMAND, {})
    batches.import_into(batch, [(page_of(Path("page.txt"), text.encode()), "page.txt")], imprint)
    batches.end(batch)
    return batch


def change(user: User, *titles: str, **said: Any) -> ImportBatch:
    keys = list(Article.objects.filter(title__in=titles).values_list("pk", flat=True))
    batch = bulk.begin(BulkChange(**said), keys, user)
    bulk.run(batch)
    return batch


def taken_back(batch: ImportBatch, user: User) -> list[str]:
    """The reasons why articles are kept."""
    batch.refresh_from_db()
    request_undo(batch, user)
    batch.refresh_from_db()
    return [kept.reason for kept in undo_batch(batch).kept]


def named(title: str) -> Article:
    return Article.objects.get(title=title)


def edited(title: str, user: User, /, **said: Any) -> Article:
    article = named(title)
    for name, value in said.items():
        setattr(article, name, value)
    saving.save_as_person(article, user)
    return article


def marks_of(article: Article) -> list[tuple[Any, ...]]:
    rows = article.curated_fields.values_list("field", "curated_by", "imported", "curated_at")
    return [(*row[:-1], f"{row[-1]:%H:%M:%S}") for row in rows]


def test_a_page_mended_since_a_bulk_change_stays_mended(anna, bob):
    imported()
    batch = change(bob, FIRST, SECOND, status="draft")
    make(SourceDocument.objects.get(), MOVE, anna)
    after = {title: texts(title) for title in (FIRST, SECOND)}
    assert taken_back(batch, bob) == ["导入之后有人改过"] * 2
    assert {title: texts(title) for title in (FIRST, SECOND)} == after
    assert list(check_library()) == []


def test_a_repair_taken_back_since_a_bulk_change_stays_taken_back(anna, bob):
    imported()
    before = {title: texts(title) for title in (FIRST, SECOND)}
    repair = make(SourceDocument.objects.get(), MOVE, anna)
    batch = change(bob, FIRST, SECOND, status="draft")
    undo(repair, anna)
    taken_back(batch, bob)
    assert {title: texts(title) for title in (FIRST, SECOND)} == before
    assert list(check_library()) == []


def test_what_a_bulk_change_left_alone_goes_back_when_an_earlier_import_is_undone(bob):
    imported()
    first = named(FIRST)
    previewed = BulkChange(status="draft", since={str(first.pk): bulk.version_of(first)})
    corrected = imported(PAGE.replace("。", "了。", 1))
    bulk.run(bulk.begin(previewed, [first.pk], bob))
    assert taken_back(corrected, bob) == []
    assert list(check_library()) == []


@pytest.mark.parametrize(
    ("field", "annas", "bobs"),
    [
        ("status", "withdrawn", {"status": "published"}),
        ("published_on", date(2020, 1, 1), {"date": ""}),
        ("subtitle", "她写的", {"status": "draft"}),
    ],
)
def test_a_mark_that_a_bulk_change_made_needless_is_there_again_with_whose_it_is(anna, bob, field, annas, bobs):
    imported()
    article = edited(FIRST, anna, **{field: annas})
    marks = marks_of(article)
    batch = change(bob, FIRST, **bobs)
    taken_back(batch, bob)
    assert marks_of(article) == marks
    imported(COPY)
    article.refresh_from_db()
    assert getattr(article, field) == annas


def test_what_was_settled_since_a_bulk_change_does_not_wait_again_when_that_is_undone(bob):
    imported()
    article = named(FIRST)
    Problem.objects.create(article=article, code="join-doubtful", message="x")
    Article.objects.filter(pk=article.pk).update(needs_review=True)
    batch = change(bob, FIRST, status="draft")
    settle_all([article.pk], bob)
    taken_back(batch, bob)
    assert not named(FIRST).needs_review


def test_an_article_waits_no_more_for_a_finding_that_is_deleted(bob):
    imported()
    article = named(FIRST)
    finding = Problem.objects.create(article=article, code="join-doubtful", message="x")
    Article.objects.filter(pk=article.pk).update(needs_review=True)
    item = move_to_trash(finding, bob)
    assert not named(FIRST).needs_review
    restore(item, bob)
    assert named(FIRST).needs_review


def test_an_old_version_stays_in_the_file_that_has_the_text_now(anna):
    imported()
    edited(FIRST, anna, subtitle="一")
    edited(FIRST, anna, subtitle="二")
    imported(COPY)
    article = named(FIRST)
    newer = article.source_id
    version = article.history.filter(subtitle="一").first().instance
    saving.save_as_person(version, anna)
    article.refresh_from_db()
    assert (article.subtitle, article.source_id) == ("一", newer)


def test_a_rewritten_draft_is_known_in_a_corrected_copy_by_what_the_page_said(anna):
    imported()
    paragraphs = [{"kind": "paragraph", "text": "全部重写过的一段，与版面所印没有一句相同，也没有一个词相同。"}]
    draft = edited(SECOND, anna, status="draft", body=paragraphs, title="新题")
    imported(COPY)
    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("draft", "新题")
    assert Article.objects.count() == 2
    assert list(check_library()) == []


def merge(going: str, kept: str) -> Repair:
    return Repair(Operation.MERGE, (run(going),), run(kept))


@pytest.mark.parametrize(("going", "kept", "title"), [(LEAVES, FOG, FIRST), (FOG, LEAVES, SECOND)])
def test_an_article_that_another_is_merged_into_goes_on_as_itself(anna, bob, going, kept, title):
    imported()
    numbers = {each: named(each).pk for each in (FIRST, SECOND)}
    edited(title, anna, author_note="她写的")
    repair = make(SourceDocument.objects.get(), merge(going, kept), bob)
    article = named(title)
    assert (article.pk, article.author_note) == (numbers[title], "她写的")
    undo(repair, bob)
    assert {each: named(each).pk for each in (FIRST, SECOND)} == numbers
    assert list(check_library()) == []


def test_an_article_that_a_repair_swallowed_is_there_again_as_it_was(anna, bob):
    imported()
    tomorrow = timezone.localdate() + timedelta(days=1)
    edited(SECOND, anna, status="draft", publish_on=tomorrow)
    set_status([named(FIRST).pk], "withdrawn", anna)
    set_status([named(FIRST).pk], "published", anna)
    for going, kept, title in ((LEAVES, FOG, SECOND), (FOG, LEAVES, FIRST)):
        repair = make(SourceDocument.objects.get(), merge(going, kept), bob)
        assert named(title).status == "withdrawn"
        undo(repair, bob)
        assert not named(title).problems.filter(code="withdrawn-by-import").exists()
    assert (named(SECOND).status, named(SECOND).publish_on) == ("draft", tomorrow)
    assert named(FIRST).status == "published"


def test_what_a_person_withdrew_stays_so_when_a_repair_swallowed_it_and_is_undone(anna, bob):
    imported()
    set_status([named(SECOND).pk], "withdrawn", anna)
    repair = make(SourceDocument.objects.get(), merge(LEAVES, FOG), bob)
    undo(repair, bob)
    assert named(SECOND).status == "withdrawn"


def test_articles_that_an_undone_import_took_away_come_back_unpublished_when_the_page_is_read_again(anna, bob):
    batch = imported()
    edited(FIRST, anna, subtitle="她写的")
    taken_back(batch, bob)
    assert not Article.objects.filter(title=SECOND).exists()
    make(SourceDocument.objects.get(), Repair(Operation.MARK, (run(STEPS),), part=Part.CAPTION), bob)
    assert named(SECOND).status == "withdrawn"
    assert named(SECOND).problems.filter(code="withdrawn-by-import").exists()


def test_an_article_deleted_and_its_page_mended_comes_back_once(anna, bob):
    imported()
    edited(FIRST, anna, title="改过的题")
    item = move_to_trash(named("改过的题"), anna)
    make(SourceDocument.objects.get(), Repair(Operation.MARK, (run(LEAVES),), part=Part.CAPTION), bob)
    restore(item, anna)
    assert sorted(Article.objects.values_list("title", flat=True)) == sorted(["改过的题", SECOND])


def signed_by_two() -> tuple[Article, Author, Author]:
    first, second = Author.objects.create(name="甲某某"), Author.objects.create(name="乙某某")
    for title in ("又是两人所写", "两人所写"):
        article = Article.objects.create(title=title, body=[])
        for place, author in enumerate((first, second)):
            Authorship.objects.create(article=article, author=author, position=place)
    return article, first, second


@pytest.mark.parametrize(
    "deeds",
    [
        ("delete", "merge", "undo", "restore"),
        ("merge", "delete", "undo", "restore"),
        ("delete", "merge", "restore", "undo"),
        ("delete", "merge", "restore"),
        ("merge", "delete", "restore"),
    ],
    ids="-".join,
)
def test_bylines_in_the_trash_follow_a_merge_and_its_undoing(anna, deeds):
    article, first, second = signed_by_two()
    merged: Any = None
    item: Any = None
    for deed in deeds:
        if deed == "delete":
            item = move_to_trash(article, anna)
        elif deed == "merge":
            merged = merge_rows(first, [second], anna)
        elif deed == "undo":
            undo_merge(merged, anna)
        else:
            restore(item, anna)
    signed = [byline.author.name for byline in named("两人所写").authorships.as_printed()]
    assert signed == (["甲某某", "乙某某"] if "undo" in deeds else ["甲某某"])


def test_what_people_said_of_a_theme_follows_its_merge_into_the_trash(anna):
    kept, other = (Theme.objects.create(name=name, terms=["没有的词"]) for name in ("主题甲", "主题乙"))
    article = Article.objects.create(title="主题所属", body=[])
    ThemeAssignment.objects.create(article=article, theme=other, removed=True, origin=ThemeAssignment.Origin.PERSON)
    item = move_to_trash(article, anna)
    merge_rows(kept, [other], anna)
    item.refresh_from_db()
    restore(item, anna)
    assert [(row.theme, row.removed) for row in named("主题所属").theme_assignments.all()] == [(kept, True)]


def test_where_a_page_was_printed_stays_as_a_person_said(anna, bob):
    imported()
    source = SourceDocument.objects.get()
    before = source.page
    batch = change(bob, FIRST, page="5")
    source.refresh_from_db()
    source.section = "理论周刊"
    saving.save_imprint(source, ["section"], anna)
    taken_back(batch, bob)
    source.refresh_from_db()
    assert (source.page, source.section, source.origins.get("section")) == (before, "理论周刊", "curated")
    assert source.origins.get("page") != "curated"


def test_where_a_page_was_printed_goes_back_though_its_articles_stay(anna, bob):
    imported()
    before = SourceDocument.objects.get().page
    batch = change(bob, FIRST, page="5")
    edited(FIRST, anna, subtitle="她写的")
    assert refusal_of(batch) == ""
    taken_back(batch, bob)
    assert SourceDocument.objects.get().page == before


def test_a_new_page_stays_when_a_person_has_said_where_it_was_printed(anna, bob):
    batch = imported()
    source = SourceDocument.objects.get()
    source.page = "5"
    saving.save_imprint(source, ["page"], anna)
    assert "没有一篇可以撤销" in refusal_of(batch)
    assert taken_back(batch, bob) == ["导入之后有人填写了来源文件登在哪里"] * 2
    assert SourceDocument.objects.get().page == "5"
    assert list(check_library()) == []


def test_what_a_person_said_of_a_page_before_its_corrected_copy_came_keeps_nothing(anna, bob):
    imported()
    source = SourceDocument.objects.get()
    source.page = "5"
    saving.save_imprint(source, ["page"], anna)
    assert taken_back(imported(COPY), bob) == []
    assert [source.page for source in SourceDocument.objects.all()] == ["5"]


def test_a_page_mended_since_it_was_read_again_stays_as_a_whole(anna, bob):
    text = PAGE + PAGE.replace(FIRST, "第三篇的标题").replace(SECOND, "第四篇的标题").replace("。", "了。")
    imported(text)
    batch = imported(text, given_imprint("江北日报", date(2024, 5, 6), "9"))
    source = SourceDocument.objects.get()
    make(source, Repair(Operation.MARK, (anchor_at(text, *_line(text, STEPS)),), part=Part.CAPTION), anna)
    after = list(Article.objects.order_by("pk").values_list("title", "body", "published_on"))
    kept = taken_back(batch, bob)
    assert sorted(kept) == ["导入之后有人修整过这一版，全版照现在的样子保留"] * 3 + ["导入之后有人改过"]
    assert list(Article.objects.order_by("pk").values_list("title", "body", "published_on")) == after
    assert list(check_library()) == []


def test_a_page_mended_and_unmended_since_it_was_read_again_goes_back(anna, bob):
    imported()
    batch = imported(imprint=given_imprint("江北日报", date(2024, 5, 6), "9"))
    undo(make(SourceDocument.objects.get(), MOVE, anna), anna)
    assert taken_back(batch, bob) == []
    assert SourceDocument.objects.get().page != "9"
    assert list(check_library()) == []


def _line(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, text.index("\n", start)


def test_what_an_undone_import_said_of_a_page_goes_back_but_for_what_a_person_said(anna, bob):
    imported()
    before = SourceDocument.objects.get()
    batch = imported(imprint=given_imprint("江北日报", date(2024, 5, 6), "9"))
    source = SourceDocument.objects.get()
    source.section = "理论"
    saving.save_imprint(source, ["section"], anna)
    taken_back(batch, bob)
    after = SourceDocument.objects.get()
    assert (after.publication, after.published_on, after.page) == (before.publication, before.published_on, before.page)
    assert (after.section, after.origins) == ("理论", before.origins | {"section": "curated"})


def test_a_draft_is_published_on_its_day_though_its_state_went_and_came_back(bob):
    imported()
    today = timezone.localdate()
    edited(FIRST, bob, status="draft", publish_on=today)
    batch = change(bob, FIRST, status="withdrawn")
    batch.refresh_from_db()
    request_undo(batch, bob)
    tasks.undo_batch.call(batch.pk)
    assert named(FIRST).publish_on == today
    assert DBTaskResult.objects.filter(task_path="articles.tasks.publish_due").exists()


def test_the_imported_column_is_found_by_the_name_that_it_had(anna):
    column, other = Column.objects.create(name="江边来信"), Column.objects.create(name="山里来信")
    Article.objects.create(title="在栏目里", body=[], column=column)
    edited("在栏目里", anna, column=other)
    column.name = "江边新信"
    column.save()
    restore_imported(named("在栏目里"), ["column"], anna)
    assert named("在栏目里").column == column


def test_a_column_that_somebody_deleted_comes_back_by_no_other_undoing(anna, bob):
    column = Column.objects.create(name="江边来信")
    Article.objects.create(title="在栏目里", body=[], column=column)
    batch = change(bob, "在栏目里", status="draft")
    move_to_trash(column, anna)
    taken_back(batch, bob)
    assert named("在栏目里").column is None
    assert not Column.objects.filter(name="江边来信").exists()


def test_an_undo_in_vain_is_still_refused(anna, bob):
    imported()
    batch = change(bob, FIRST, status="draft")
    edited(FIRST, anna, subtitle="她写的")
    assert preview_undo(batch).refusal


def test_whom_and_what_only_an_undone_import_named_goes_with_it(bob):
    imported()
    authors, columns = (list(model.objects.values_list("name", flat=True)) for model in (Author, Column))
    batch = imported(PAGE.replace("薄雾", "浓雾").replace("王一平", "周新来").replace("# 山里", "【江湖】\n\n# 山里"))
    assert Author.objects.filter(name="周新来").exists()
    assert Column.objects.filter(name="江湖").exists()
    taken_back(batch, bob)
    assert sorted(Author.objects.values_list("name", flat=True)) == sorted(authors)
    assert sorted(Column.objects.values_list("name", flat=True)) == sorted(columns)
    assert list(check_library()) == []


@pytest.mark.parametrize("model", [Column, Theme])
def test_what_comes_back_has_another_address_where_its_own_was_taken(anna, model):
    item = move_to_trash(model.objects.create(name="江河"), anna)
    taken = model.objects.create(name="姜禾")
    back: Any = restore(item, anna)
    assert (back.name, taken.slug, back.slug) == ("江河", "jianghe", "jianghe-2")


def test_an_old_version_is_in_the_column_that_its_own_was_merged_into(anna):
    kept, other = Column.objects.create(name="江边来信"), Column.objects.create(name="山里来信")
    Article.objects.create(title="在栏目里", body=[], column=other)
    edited("在栏目里", anna, subtitle="一")
    merge_rows(kept, [other], anna)
    edited("在栏目里", anna, subtitle="二", column=None)
    version = named("在栏目里").history.filter(subtitle="一", column_id=other.pk).first().instance
    saving.save_as_person(version, anna)
    article = named("在栏目里")
    assert (article.subtitle, article.column) == ("一", kept)


def test_an_old_version_is_in_no_column_that_only_has_the_name_of_its_own(anna):
    gone = Column.objects.create(name="江边来信")
    Article.objects.create(title="在栏目里", body=[], column=gone)
    edited("在栏目里", anna, subtitle="一")
    key = gone.pk
    move_to_trash(gone, anna)
    other = Column.objects.create(name="江边来信")
    other.name = "江边新信"
    other.save()
    version = named("在栏目里").history.filter(subtitle="一", column_id=key).first().instance
    saving.save_as_person(version, anna)
    assert named("在栏目里").column is None


def test_a_page_of_which_a_newer_version_came_in_meanwhile_is_not_mended(anna, bob):
    imported()
    source = SourceDocument.objects.get()
    repair = make(source, MOVE, anna)
    imported(COPY)
    for deed in (lambda: make(source, MOVE, bob), lambda: undo(repair, bob)):
        with pytest.raises(CannotRepair, match="新版"):
            deed()
    assert Article.objects.count() == 2
    assert list(check_library()) == []
