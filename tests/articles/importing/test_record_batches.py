"""Files of records come in by batches, twice without a change, and their bad lines hold nothing up."""

from __future__ import annotations

import json

import pytest

from articles.curating import saving
from articles.importing import record_batches
from articles.importing.record_batches import RecordImport, RecordReport
from articles.models import Article, Author, Column, Organisation, Problem, SourceDocument, SourceKind, ThemeAssignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> SourceDocument:
    return SourceDocument.objects.create(
        file_name="r.jsonl", sha256="0" * 64, kind=SourceKind.RECORDS, encoding="utf-8"
    )


def lines(*records: dict) -> list[bytes]:
    return [
        json.dumps({"title": "题目", "body": "正文。"} | record, ensure_ascii=False).encode() + b"\n"
        for record in records
    ]


def import_lines(source: SourceDocument, *records: dict) -> RecordReport:
    return RecordImport(source).run(lines(*records))


def test_every_record_becomes_an_article(source):
    record = {
        "id": "a",
        "column": "智库头条",
        "authors": ["朱旭森", "王希"],
        "date": "2025-03-01",
        "affiliation": "作者系某大学教授",
    }
    report = import_lines(source, record, {"id": "b"})
    assert (report.created, report.bad_lines) == (2, 0)
    article = Article.objects.get(record_key="a")
    assert article.column.slug == "zhikutoutiao"
    assert [(row.author.name, row.affiliation) for row in article.authorships.all()] == [
        ("朱旭森", "某大学教授"),
        ("王希", "某大学教授"),
    ]
    assert (article.source, article.position, str(article.published_on)) == (source, 1, "2025-03-01")


def test_more_than_a_batch_comes_in_whole(source, monkeypatch):
    monkeypatch.setattr(record_batches, "BATCH", 7)
    report = import_lines(source, *({"id": n, "authors": [f"作者{n % 5}"]} for n in range(23)))
    assert report.created == Article.objects.count() == 23
    assert Author.objects.count() == 5


def test_the_same_lines_again_change_nothing(source, django_assert_max_num_queries):
    records = [{"id": n, "authors": ["朱旭森"]} for n in range(30)]
    import_lines(source, *records)
    with django_assert_max_num_queries(12):
        report = import_lines(source, *records)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 30)


def test_a_changed_record_updates_its_article_and_begins_its_history(source):
    import_lines(source, {"id": 1, "authors": ["朱旭森"], "column": "智库头条"})
    report = import_lines(source, {"id": 1, "authors": ["王希"], "body": "改过的正文。"})
    assert (report.created, report.updated) == (0, 1)
    article = Article.objects.get()
    assert article.body[0]["text"] == "改过的正文。"
    assert article.column is None
    assert [a.name for a in article.authors.all()] == ["王希"]
    assert [version.body[0]["text"] for version in article.history.order_by("history_id")] == ["正文。", "改过的正文。"]


def test_whom_and_what_no_record_names_any_more_goes(source):
    import_lines(source, {"id": 1, "authors": [{"name": "朱旭森", "affiliation": "某大学教授"}], "column": "智库头条"})
    import_lines(source, {"id": 1, "authors": ["王希"]}, {"id": 2}, {"id": 1, "column": "智库头条"}, {"id": 1})
    import_lines(source, {"id": 1, "column": "智库头条"})
    assert [column.name for column in Column.objects.all()] == ["智库头条"]
    assert not Author.objects.exists()
    assert not Organisation.objects.exists()


def test_curated_fields_are_kept_and_the_difference_is_filed(source, django_user_model):
    import_lines(source, {"id": 1})
    article = Article.objects.get()
    article.title = "人改的题目"
    saving.save_as_person(article, django_user_model.objects.create(username="li"))
    import_lines(source, {"id": 1, "title": "新题目", "abstract": "新摘要"})
    article.refresh_from_db()
    assert (article.title, article.abstract) == ("人改的题目", "新摘要")
    assert Problem.objects.get().imported_text == "新题目"


def test_one_key_twice_in_a_file_is_one_article_as_the_last_line_has_it(source):
    report = import_lines(source, {"id": 1, "title": "先"}, {"id": 1, "title": "后"})
    assert (report.created, report.updated) == (1, 1)
    assert Article.objects.get().title == "后"


def test_bad_lines_are_numbered_and_the_rest_goes_on(source):
    good = lines({"id": 1}, {"id": 2})
    report = RecordImport(source).run([good[0], b"{broken\n", b"\n", b'{"title": ""}\n', good[1]])
    assert report.created == 2
    assert [line for line, _ in report.errors] == [2, 4]


def test_a_byte_order_mark_is_no_error(source):
    assert RecordImport(source).run([b"\xef\xbb\xbf" + lines({})[0]]).created == 1


def test_themes_that_a_record_names_stand_instead_of_the_rules(source, taxonomy):
    text = "体育产业。" * 20
    import_lines(source, {"id": 1, "body": text}, {"id": 2, "body": text, "themes": ["县域经济", "新的主题"]})
    names = {
        key: list(Article.objects.get(record_key=key).theme_assignments.values_list("theme__name", "origin"))
        for key in ("1", "2")
    }
    assert names == {
        "1": [("体育产业", ThemeAssignment.Origin.RULE)],
        "2": [("县域经济", ThemeAssignment.Origin.RECORD), ("新的主题", ThemeAssignment.Origin.RECORD)],
    }


def test_namesakes_at_other_places_are_kept_apart_within_one_batch(source):
    place = ("重庆大学教授", "四川大学教授", "重庆大学副教授")
    report = import_lines(
        source, *({"id": n, "authors": [{"name": "王伟", "affiliation": at}]} for n, at in enumerate(place))
    )
    assert sorted(str(author) for author in Author.objects.all()) == ["王伟（四川大学）", "王伟（重庆大学）"]
    assert report.problems == 1
    assert Article.objects.get(needs_review=True).record_key == "1"
