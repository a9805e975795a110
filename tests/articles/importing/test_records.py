"""A line of JSON is a record, or says what is wrong with it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from articles.importing.record_fields import BadRecord
from articles.importing.records import RecordAuthor, read_record


def record(**fields):
    return read_record(json.dumps({"title": "题目", "body": "正文。"} | fields, ensure_ascii=False).encode())


def test_a_title_and_a_body_are_enough():
    read = record()
    assert read.texts["title"] == "题目"
    assert read.texts["body"] == [{"kind": "paragraph", "text": "正文。"}]
    assert (read.column, read.authors, read.themes, read.published_on) == (None, (), None, None)


@pytest.mark.parametrize(
    "body",
    ["第一段\n\n第二段", ["第一段", "第二段"], "第一段\n第二段", [{"kind": "paragraph", "text": "第一段"}, "第二段"]],
    ids=["blank lines", "a list", "lines", "blocks"],
)
def test_a_body_comes_in_several_shapes(body):
    assert [block["text"] for block in record(body=body).texts["body"]] == ["第一段", "第二段"]


def test_a_body_may_have_headings():
    kinds = [block["kind"] for block in record(body="## 小标题\n\n正文").texts["body"]]
    assert kinds == ["heading", "paragraph"]


@pytest.mark.parametrize(
    "authors",
    [["朱旭森", "王希"], "朱旭森、王希", "朱旭森 王希", "朱旭森；王希", [{"name": "朱旭森"}, {"name": "王希"}]],
    ids=["a list", "a text", "spaces", "semicolons", "objects"],
)
def test_authors_come_in_several_shapes(authors):
    assert [author.name for author in record(authors=authors).authors] == ["朱旭森", "王希"]


def test_a_latin_name_keeps_its_spaces():
    assert record(authors=["Caihui Bai"]).authors == (RecordAuthor("Caihui Bai"),)


@pytest.mark.parametrize("name", ["朱\u200b旭森", "\u202e朱旭森", "朱旭森\u200d", "\ufeff朱旭森", "朱\u00ad旭森"])
def test_a_name_with_marks_that_are_not_seen_is_the_name(name):
    read = record(authors=[name], column=name, themes=[name])
    assert read.authors == (RecordAuthor("朱旭森"),)
    assert (read.column, read.themes) == ("朱旭森", ("朱旭森",))


def test_a_name_of_nothing_that_is_seen_is_refused():
    with pytest.raises(BadRecord, match="authors is empty"):
        record(authors=["\u200b"])


@pytest.mark.parametrize("authors", ["王　希 朱旭森", ["王　希", "朱旭森"], [{"name": "王　希"}, {"name": "朱旭森"}]])
def test_a_name_set_wide_is_one_name(authors):
    assert [author.name for author in record(authors=authors).authors] == ["王希", "朱旭森"]


def test_names_stand_on_one_line():
    read = record(authors=[{"name": "Caihui\n Bai", "affiliation": "甲大学\r\n乙学院"}], themes=["甲\u2028乙", ""])
    assert read.authors == (RecordAuthor("Caihui Bai", "author", "甲大学 乙学院"),)
    assert read.themes == ("甲 乙",)


@pytest.mark.parametrize("text", ["2025-03-01", "2025/3/1", "2025年3月1日", "20250301", "2025-03-01T08:00:00+08:00"])
def test_dates_are_read_as_people_write_them(text):
    assert record(date=text).published_on == date(2025, 3, 1)


def test_a_key_is_the_records_own_or_else_of_title_authors_and_date():
    assert record(id=17).key == record(key="17").key == "17"
    assert record().key == record(body="改过的正文").key
    assert record().key != record(date="2025-03-01").key


def test_the_digest_follows_the_content():
    assert record(id=1).digest == record(id=1).digest
    assert record(id=1).digest != record(id=1, body="改过的正文").digest


def test_a_title_is_one_line():
    assert record(title="高质量\r\n发展\u2028之路").texts["title"] == "高质量 发展 之路"


def test_a_fund_may_have_a_number_that_is_no_text():
    assert record(funding=[{"name": "基金", "number": 17}]).texts["funding"] == [{"name": "基金", "number": "17"}]


def test_fields_that_are_not_known_are_named():
    assert record(auhtors="朱旭森", url="/articles/1/").unknown == ("auhtors",)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b'{"title": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"body": "x"}', "title is missing"),
        (b'{"title": " ", "body": "x"}', "title is empty"),
        (b'{"title": 1, "body": "x"}', "title must be a text"),
        (b'{"title": "x"}', "body is empty"),
        (b'{"title": "x", "body": 5}', "body must be"),
        (b'{"title": "x", "body": [{"kind": "poem", "text": "y"}]}', "kind"),
        (b'{"title": "x", "body": "### y"}', "body: "),
        (b'{"title": "x", "body": "y", "date": "March"}', "date must be like"),
        (b'{"title": "x", "body": "y", "date": "2025-02-30"}', "date '2025-02-30'"),
        (b'{"title": "x", "body": "y", "authors": 5}', "authors must be a list"),
        (b'{"title": "x", "body": "y", "authors": [{"name": ""}]}', "name is empty"),
        (b'{"title": "x", "body": "y", "authors": [{"name": "z", "role": "king"}]}', "role must be one of"),
        (b'{"title": "x", "body": "y", "status": "gone"}', "status must be one of"),
        (b'{"title": "x", "body": "y", "id": {}}', "id must be"),
        (b'{"title": "x", "body": "y\\u0000"}', "NUL"),
        (b'{"title": "x", "body": "y", "funding": [{"name": "z", "number": "\\ud800"}]}', "half a character"),
        (b'{"title": "x", "body": "y", "funding": [{"name": "z", "number": [1]}]}', "number must be a text"),
        (b'{"title": "x", "body": "y", "\\ud800": 1}', "half a character"),
        (b'{"title": "x", "body": "y", "id": ' + b"9" * 5_000 + b"}", "too many digits"),
        (b'{"title": "\\ud800", "body": "y"}', "half a character"),
        (json.dumps({"title": "x" * 501, "body": "y"}).encode(), "title is longer than 500"),
        (json.dumps({"title": "x", "body": "y", "column": "z" * 51}).encode(), "column is longer than 50"),
    ],
)
def test_what_is_wrong_is_said(line, message):
    with pytest.raises(BadRecord, match=message):
        read_record(line)
