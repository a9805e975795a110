"""Metadata goes out as a table and comes back: shown first, made as a batch, undone as one."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Column, ImportBatch
from articles.parsing.office import rows_of, workbook_of
from articles.undoing.sheets import HEAD

LIST = reverse("admin:articles_article_changelist")
SHEET = reverse("admin:articles_article_sheet")


@pytest.fixture
def rows(desk, library) -> list[dict[str, str]]:
    """The table of the first three articles, as a spreadsheet opens it."""
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True)[:3])
    response = desk.post(LIST, {"action": "export_sheet", "_selected_action": keys})
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def upload(desk, rows: list[dict[str, str]], encoding: str = "utf-8"):
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, HEAD)
    writer.writeheader()
    writer.writerows(rows)
    content = SimpleUploadedFile("metadata.csv", file.getvalue().encode(encoding))
    return desk.post(SHEET, {"file": content, "preview": ""})


def confirm(desk, page):
    carried = {name: page.context[name] for name in ("text", "seen")}
    return desk.post(SHEET, carried | {"confirm": ""}, follow=True)


def test_a_table_as_it_went_out_changes_nothing(desk, rows):
    page = upload(desk, rows)
    assert page.context["sheet"].change.is_nothing
    assert page.context["sheet"].faults == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_what_was_changed_in_a_spreadsheet_is_shown_then_made_then_undone(desk, work, rows, encoding):
    before = list(Article.objects.order_by("pk").values("title", "column", "published_on", "keywords"))
    column = Column.objects.create(name="新栏目")
    rows[0] |= {"标题": "表格里改的题目", "日期": "2025/3/10", "栏目": "新栏目", "关键词": "甲；乙"}
    page = upload(desk, rows, encoding)
    assert "<ins>表格里改的题目</ins>" in page.content.decode()
    assert not Article.objects.filter(title="表格里改的题目").exists()
    confirm(desk, page)
    article = Article.objects.get(title="表格里改的题目")
    assert (article.column, article.published_on, article.keywords) == (column, date(2025, 3, 10), ["甲", "乙"])
    assert article.curated_fields.filter(field="title").exists()
    batch = ImportBatch.objects.get(kind="bulk")
    desk.post(reverse("admin:articles_importbatch_undo", args=[batch.pk]))
    work()
    assert list(Article.objects.order_by("pk").values("title", "column", "published_on", "keywords")) == before


def test_rows_that_cannot_be_used_are_named_and_the_others_are_taken(desk, rows):
    touched = Article.objects.get(pk=rows[1]["编号"])
    touched.subtitle = "别人改的"
    touched.save()
    rows[0] |= {"状态": "草稿"}
    rows[1] |= {"标题": "晚了一步"}
    rows[2] |= {"栏目": "没有这一栏"}
    rows.append(rows[2] | {"编号": "²", "栏目": ""})
    rows.append(rows[2] | {"日期": "三月", "栏目": ""})
    rows.append(rows[2] | {"标题": "", "栏目": ""})
    page = upload(desk, rows)
    html = page.content.decode()
    for said in (
        "在导出之后有人改过",
        "没有名为“没有这一栏”的栏目",
        "没有编号为“²”的文章",
        "要写作 2025-03-10",
        "标题：",
    ):
        assert said in html
    confirm(desk, page)
    assert list(Article.objects.filter(status="draft").values_list("pk", flat=True)) == [int(rows[0]["编号"])]


def book(rows: list[list[object]]) -> bytes:
    made, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file.getvalue()


def upload_book(desk, content: bytes):
    return desk.post(SHEET, {"file": SimpleUploadedFile("metadata.xlsx", content), "preview": ""})


def test_a_workbook_goes_out_and_comes_back_with_the_same_preview_and_undo(desk, library):
    article = Article.objects.order_by("pk")[0]
    Article.objects.filter(pk=article.pk).update(title="=1+1\x0b")
    sent = desk.post(LIST, {"action": "export_workbook", "_selected_action": [article.pk]}).content
    page = upload_book(desk, sent)
    assert page.context["sheet"].change.is_nothing
    assert {len(row) for row in csv.reader(io.StringIO(page.context["text"], newline=""))} == {len(HEAD)}
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(sent)).active]
    assert rows[1][HEAD.index("标题")] == "=1+1"
    assert openpyxl.load_workbook(io.BytesIO(sent)).active.cell(2, HEAD.index("标题") + 1).data_type == "s"
    rows[1][HEAD.index("标题")], rows[1][HEAD.index("日期")] = "表格里改的题目", datetime(2025, 3, 10)
    confirm(desk, upload_book(desk, book(rows)))
    article.refresh_from_db()
    assert (article.title, article.published_on) == ("表格里改的题目", date(2025, 3, 10))
    assert ImportBatch.objects.filter(kind="bulk", by__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["编号", "标题"], ["1", "=A1"]], "B2 是公式"),
        ([["编号"], *([["1"]] * 5_001)], "最多 5000 行"),
        ([["甲"], ["乙"]], "第一行要有“编号”"),
        ([["编号", "标题"], *([["1", "字" * 1_000]] * 800)], "请分几次"),
        ([[""]], "第一行要有“编号”"),
    ],
)
def test_a_workbook_that_cannot_be_used_is_refused_in_words(desk, library, rows, said):
    assert said in upload_book(desk, book(rows)).content.decode()


def test_who_confirms_what_is_not_so_any_more_sees_it_anew(desk, rows):
    rows[0] |= {"标题": "表格里改的题目", "导出时的版本": ""}
    page = upload(desk, rows)
    Article.objects.get(pk=rows[0]["编号"]).save()
    again = confirm(desk, page)
    assert "请核对后再按一次" in again.content.decode()
    assert not Article.objects.filter(title="表格里改的题目").exists()
    confirm(desk, again)
    assert Article.objects.filter(title="表格里改的题目").exists()


def test_a_row_that_somebody_changes_before_the_worker_comes_to_it_is_left_and_named(desk, work, rows, monkeypatch):
    monkeypatch.setattr("articles.admin.desk.bulk.AT_ONCE", 1)
    rows[0] |= {"标题": "表格里改的题目"}
    rows[1] |= {"标题": "表格里的另一题"}
    confirm(desk, upload(desk, rows))
    article = Article.objects.get(pk=rows[0]["编号"])
    article.title = "先到的题目"
    article.save()
    work()
    assert Article.objects.filter(title__in=["先到的题目", "表格里的另一题"]).count() == 2
    batch = ImportBatch.objects.get(kind="bulk")
    shown = desk.get(reverse("admin:articles_importbatch_change", args=[batch.pk])).content.decode()
    assert "1 篇没有改动" in shown
    assert "预览之后有人改过" in shown


def test_what_would_be_a_formula_goes_out_and_comes_back_as_text(desk, rows):
    article = Article.objects.get(pk=rows[0]["编号"])
    Article.objects.filter(pk=article.pk).update(title="=1+1")
    response = desk.post(LIST, {"action": "export_sheet", "_selected_action": [article.pk]})
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert row["标题"] == "'=1+1"
    assert upload(desk, [row]).context["sheet"].change.is_nothing


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", "甲,乙\n1,2\n".encode(), b""])
def test_what_is_no_such_table_is_refused_in_words(desk, library, content):
    page = desk.post(SHEET, {"file": SimpleUploadedFile("x.csv", content), "preview": ""})
    assert page.status_code == 200
    assert page.context["form"].errors


def test_a_table_without_cells_is_called_empty(desk, db):
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    page = desk.post(SHEET, {"file": SimpleUploadedFile("metadata.xlsx", file.getvalue()), "preview": ""})
    assert page.context["form"].non_field_errors() == ["表格是空的。"]


def test_a_second_row_of_one_article_is_named_and_not_taken(desk, rows):
    page = upload(desk, [rows[0] | {"标题": "第一个题目"}, rows[1], rows[0] | {"标题": "第二个题目"}])
    assert page.context["sheet"].change.rows == {rows[0]["编号"]: {"title": "第一个题目"}}
    assert page.context["sheet"].faults == ((4, "与第 2 行是同一篇，这一行没有取用。"),)


def test_a_table_that_is_no_csv_is_refused_in_chinese(desk, library):
    text = "编号,标题\n1," + "甲" * 140_000
    page = desk.post(SHEET, {"file": SimpleUploadedFile("a.csv", text.encode()), "preview": ""})
    [said] = page.context["form"].non_field_errors()
    assert "这张表读不出来" in said


def test_a_table_with_the_line_ends_of_old_programs_is_read(desk, rows):
    text = f"编号,标题\r{rows[0]['编号']},改过的题\r"
    page = desk.post(SHEET, {"file": SimpleUploadedFile("a.csv", text.encode()), "preview": ""})
    assert page.context["sheet"].change.rows == {rows[0]["编号"]: {"title": "改过的题"}}


def test_a_cell_of_several_lines_is_one_line_and_a_word_is_a_keyword_once(desk, rows):
    rows[0] |= {"标题": "上一行\r\n下一行", "关键词": "治理\n城乡；治理"}
    confirm(desk, upload(desk, rows))
    article = Article.objects.get(pk=rows[0]["编号"])
    assert (article.title, article.keywords) == ("上一行 下一行", ["治理", "城乡"])


def test_a_workbook_has_no_character_that_xml_may_not_have():
    assert rows_of(workbook_of([["甲\ufffe乙\x07丙"]]), 9) == [["甲乙丙"]]
