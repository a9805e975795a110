"""A page that comes again, corrected, read better or saved otherwise, takes the place of the one that was there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.curating import saving
from articles.importing.files import Page, read_page
from articles.importing.imprints import given_imprint
from articles.importing.pages import import_page
from articles.importing.reports import Outcome, PageReport
from articles.integrity import check_library
from articles.likeness.versions import former_version, sketch_missing
from articles.models import Article, Problem, SourceBand, SourceDocument
from articles.problems import CURATED_DIFFERS
from tests.articles.parsing.made_prose import paragraphs
from tests.pages.seed_table import seed_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(tmp_path: Path):
    def make(text: str, name: str = "copy.txt", encoding: str = "utf-8") -> Page:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read_page(path)

    return make


def imported(page: Page, **provenance) -> PageReport:
    return import_page(page, given_imprint(**provenance))


def misread(text: str, share: float) -> str:
    """A worse scan: of so many Chinese characters another stands there. Titles and names stay."""
    chance = Random(3)
    return "\n".join(
        "".join("叾" if len(line) > 60 and char > "\u4e00" and chance.random() < share else char for char in line)
        for line in text.splitlines()
    )


def test_a_corrected_copy_takes_the_place_of_the_page(page_of):
    text = seed_text(0)
    wrong = text[:1500] + "叾" + text[1501:]
    imported(page_of(wrong, "wrong.txt"), publication="某报", published_on=date(2025, 3, 10))
    before = set(Article.objects.values_list("pk", flat=True))
    report = imported(page_of(text, "right.txt"))
    assert (report.outcome, report.replaced, report.created, report.deleted) == (Outcome.CREATED, "wrong.txt", 0, 0)
    assert set(Article.objects.values_list("pk", flat=True)) == before
    former, current = SourceDocument.objects.order_by("pk")
    assert (current.replaces, current.former_versions, former.current) == (former, [former], current)
    assert (current.publication, current.published_on) == ("某报", date(2025, 3, 10))
    assert not Article.objects.exclude(source=current).exists()
    assert not any("叾" in block["text"] for article in Article.objects.all() for block in article.body)
    assert list(check_library()) == []


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (seed_text(1), "gb18030"),
        (seed_text(1).replace("\n", "\r\n"), "utf-8"),
        (seed_text(1), "utf-16"),
        (misread(seed_text(1), 0.03), "utf-8"),
    ],
)
def test_the_same_page_saved_otherwise_or_scanned_again_is_a_version_of_it(page_of, text, encoding):
    imported(page_of(seed_text(1), "first.txt"))
    number = Article.objects.count()
    assert imported(page_of(text, "again.txt", encoding)).replaced == "first.txt"
    assert Article.objects.filter(status=Article.Status.PUBLISHED).count() == number
    assert list(check_library()) == []


def test_what_a_person_changed_stays_and_the_new_text_is_a_problem(page_of):
    text = seed_text(0)
    imported(page_of(text, "first.txt"))
    article = Article.objects.order_by("position")[0]
    article.body = [{"kind": "paragraph", "text": "人写的正文"}]
    saving.save_as_person(article, User.objects.create(username="li"))
    imported(page_of(text.replace("发展", "发辰"), "second.txt"))
    article.refresh_from_db()
    assert article.body == [{"kind": "paragraph", "text": "人写的正文"}]
    assert article.source.file_name == "second.txt"
    assert Problem.objects.get(code=CURATED_DIFFERS).field == "body"


def test_a_third_version_replaces_the_second_and_the_first_again_changes_nothing(page_of):
    text = seed_text(0)
    pages = [page_of(text[:at] + "叾" + text[at + 1 :], f"{at}.txt") for at in (900, 1200, 1500)]
    assert [imported(page).replaced for page in pages] == ["", "900.txt", "1200.txt"]
    assert imported(pages[0]).outcome is Outcome.UNCHANGED
    assert imported(pages[0], publication="某报").outcome is Outcome.UNCHANGED
    assert [source.file_name for source in pages_now().former_versions] == ["1200.txt", "900.txt"]


def pages_now() -> SourceDocument:
    return SourceDocument.objects.get(superseded_by=None)


def test_other_pages_and_pages_that_have_an_article_in_common_are_no_versions(page_of):
    one, other = seed_text(0), seed_text(1)
    reports = [
        imported(page_of(text, f"{n}.txt"))
        for n, text in enumerate((one, other, one[: len(one) // 3], other[: len(other) // 2] + "\n" + one))
    ]
    assert [report.replaced for report in reports] == [""] * 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"publication": "甲报"}, {"publication": "乙报"}),
        ({"published_on": date(2025, 3, 10)}, {"published_on": date(2025, 3, 11)}),
    ],
)
def test_another_newspapers_or_another_days_page_is_no_version(page_of, first, second):
    imported(page_of(seed_text(0), "first.txt"), **first)
    assert imported(page_of(seed_text(0) + "\n", "second.txt"), **second).replaced == ""


def test_files_from_before_are_sketched_by_the_upgrade(page_of):
    imported(page_of(seed_text(0), "first.txt"))
    SourceBand.objects.all().delete()
    assert sketch_missing() == 1
    assert imported(page_of(seed_text(0) + "\n", "second.txt")).replaced == "first.txt"


def test_the_source_page_names_its_versions_and_shows_no_text_that_is_not_published(page_of, client):
    text = seed_text(0)
    imported(page_of(text, "first.txt"))
    imported(page_of(text + "\n", "second.txt"))
    former, current = SourceDocument.objects.order_by("pk")
    assert former.get_absolute_url() in client.get(current.get_absolute_url()).content.decode()
    page = client.get(former.get_absolute_url()).content.decode()
    assert "这是旧版本" in page
    assert current.get_absolute_url() in page
    Article.objects.filter(position=0).update(status=Article.Status.DRAFT)
    assert client.get(former.get_absolute_url()).status_code == 404


def test_among_thousands_of_files_only_the_likeliest_few_have_their_texts_read():
    texts = [paragraphs(9) + f"第{number}份" for number in range(30)]
    for number, text in enumerate(texts):
        source = SourceDocument.objects.create(
            file_name=f"{number}.txt", sha256=f"{number:064}", kind="newspaper_page", raw_text=text
        )
        with CaptureQueriesContext(connection) as asked:
            former_version(source)
    reading = [query["sql"] for query in asked if "raw_text" in query["sql"]]
    assert len(reading) == 1
    assert "GROUP BY" not in reading[0]
    assert len(reading[0].split(" IN (")[1].split(")")[0].split(",")) == 5
