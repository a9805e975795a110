"""`import_articles` and `export_articles` are each other's inverse."""

from __future__ import annotations

import csv
import io
import json
import os

import pytest

from articles.exporting import as_typed, neutralise
from articles.models import Article, Authorship, SourceDocument
from tests.pages.seed_table import SEEDS


def exported(run, **options) -> list[dict]:
    return [json.loads(line) for line in run("export_articles", **options).out.splitlines()]


def test_what_is_exported_comes_back_as_it_was(run, tmp_path):
    run("import_pages", SEEDS)
    before = exported(run)
    path = tmp_path / "library.jsonl"
    run("export_articles", output=path)
    Article.objects.all().delete()
    said = run("import_articles", path)
    assert said.error is None
    assert "16 articles new, 0 updated, 0 unchanged." in said.out
    after = exported(run)
    for record in before + after:
        # Where a record comes from, its address here and its package are the library's own.
        for own in ("source", "url", "feature"):
            record.pop(own)
    assert after == before


def test_a_name_printed_otherwise_goes_out_and_comes_back(run, tmp_path):
    path = tmp_path / "r.jsonl"
    authors = [{"name": "林小雨", "printed_as": "晓雨"}, {"name": "陈一鸣"}]
    path.write_text(json.dumps({"id": "1", "title": "甲", "body": "正文", "authors": authors}))
    run("import_articles", path)
    prints = [("林小雨", "晓雨"), ("陈一鸣", "陈一鸣")]
    assert list(Authorship.objects.values_list("author__name", "printed_as")) == prints
    run("export_articles", output=path)
    assert [author.get("printed_as") for author in json.loads(path.read_text())["authors"]] == ["晓雨", None]
    Article.objects.all().delete()
    run("import_articles", path)
    assert list(Authorship.objects.values_list("author__name", "printed_as")) == prints


def test_exported_articles_are_known_where_they_came_from(run, tmp_path):
    run("import_pages", SEEDS)
    run("export_articles", output=tmp_path / "library.jsonl")
    said = run("import_articles", tmp_path / "library.jsonl")
    assert "0 articles new, 0 updated, 16 unchanged." in said.out
    assert Article.objects.count() == 16


def test_bad_lines_are_named_and_the_exit_is_not_good(run, tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text('{"title": "甲", "body": "正文", "auhtor": 1}\n{"title": \n{"title": "乙", "body": ""}\n')
    said = run("import_articles", path)
    assert "1 articles new" in said.out
    assert "auhtor (1)" in said.out
    assert "r.jsonl:2: not JSON" in said.error
    assert "r.jsonl:3: body is empty" in said.error


def records(path, *bad: int):
    lines = ["{" if n in bad else json.dumps({"title": f"题{n}", "body": "正文"}) for n in range(1, 101)]
    path.write_text("\n".join(lines))
    return path


def test_all_bad_lines_go_to_a_file_that_is_named(run, tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    said = run("import_articles", records(tmp_path / "r.jsonl", *range(11, 61)))
    named = settings.DATA_DIR / "errors" / "r.jsonl.txt"
    assert str(named) in said.error
    lines = named.read_text().splitlines()
    assert [line.split(":")[:2] for line in lines] == [["r.jsonl", str(n)] for n in range(11, 61)]
    run("import_articles", records(tmp_path / "r.jsonl", 7), errors=tmp_path / "own.txt")
    assert (tmp_path / "own.txt").read_text().startswith("r.jsonl:7: not JSON")


def test_all_or_nothing_imports_nothing_where_a_line_is_bad(run, tmp_path):
    said = run("import_articles", records(tmp_path / "r.jsonl", 100), "--all-or-nothing", errors=tmp_path / "bad")
    assert "1 lines are bad, and nothing was imported" in said.error
    assert not Article.objects.exists()
    assert not SourceDocument.objects.exists()
    assert run("import_articles", records(tmp_path / "r.jsonl"), "--all-or-nothing").error is None
    assert Article.objects.count() == 100


def test_the_report_as_json(run, tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text('{"title": "甲", "body": "正文"}\n{\n')
    report = json.loads(run("import_articles", path, json=True).out)
    assert (report["created"], report["bad_lines"], report["errors"][0]["line"]) == (1, 1, 2)


def test_a_missing_file_is_said(run, tmp_path):
    assert "No such file" in run("import_articles", tmp_path / "none.jsonl").error


def test_the_file_is_remembered_as_the_source(run, tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text('{"title": "甲", "body": "正文"}\n')
    run("import_articles", path)
    run("import_articles", path)
    assert SourceDocument.objects.get().file_name == "r.jsonl"


def test_csv_opens_in_a_spreadsheet_and_runs_nothing_there(run):
    Article.objects.create(title='=HYPERLINK("http://x")', body=[{"kind": "paragraph", "text": "+1"}], abstract="@x")
    out = run("export_articles", format="csv").out
    assert out.startswith("\ufeffid,title,")
    (row,) = csv.DictReader(io.StringIO(out[1:]))
    assert (row["title"], row["body"], row["abstract"]) == ('\'=HYPERLINK("http://x")', "'+1", "'@x")


def test_an_ordinary_cell_is_left_as_it_is():
    assert neutralise("新质生产力") == "新质生产力"
    assert neutralise("＝1") == "'＝1"


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "'十四五'规划", "平常"])
def test_an_apostrophe_of_the_text_comes_back_from_a_sheet(text):
    assert as_typed(neutralise(text)) == text


def test_only_what_readers_can_find_on_request(run):
    Article.objects.create(title="发布", body=[])
    Article.objects.create(title="草稿", body=[], status=Article.Status.DRAFT)
    assert [r["title"] for r in exported(run, published=True)] == ["发布"]
    assert len(exported(run)) == 2


def test_a_pipe_is_refused_instead_of_waited_for(run, tmp_path):
    os.mkfifo(tmp_path / "records.jsonl")
    assert "records.jsonl: not a file" in run("import_articles", tmp_path / "records.jsonl").error


def test_the_publication_of_a_file_is_told_and_stays_until_another_is(run, tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text('{"title": "题目", "body": "正文。"}', encoding="utf-8")
    run("import_articles", path, publication="重庆日报")
    run("import_articles", path)
    assert Article.objects.get().source.publication == "重庆日报"
    said = run("import_articles", path, publication="四川日报")
    assert "1 unchanged" in said.out
    assert Article.objects.get().source.publication == "四川日报"


def test_a_publication_too_long_to_be_kept_is_refused_before_anything_is_read(run, tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text('{"title": "甲", "body": "正文"}\n')
    said = run("import_articles", path, "--publication", "报" * 101)
    assert said.error == "--publication is longer than 100 characters"
    assert not SourceDocument.objects.exists()
