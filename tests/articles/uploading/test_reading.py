"""What a draft says of the record: which file it is another version of, and which articles it repeats."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from articles.importing.files import page_of
from articles.importing.imprints import given_imprint
from articles.importing.pages import import_page
from articles.models import Article, ArticleBand, BatchFile, ImportBatch, SourceBand, SourceDocument
from articles.uploading.reading import TrialReading, read_drafts, reading_of
from articles.uploading.receiving import Received, keep
from tests.articles.admin.test_batches import page
from tests.articles.parsing.made_prose import paragraphs
from tests.pages.seed_table import seed_text

pytestmark = pytest.mark.django_db
ALONE = "江水向东流\n\n■林小雨\n\n" + paragraphs(9) + "\n\n（作者单位：山城大学）\n"


def imported(text: str, publication: str = "") -> None:
    import_page(page_of(Path("早先.txt"), text.encode()), given_imprint(publication))


def drafted(text: str, **printed: str) -> tuple[BatchFile, TrialReading]:
    """An upload of one file, read and not imported."""
    batch = keep([Received("后来.txt", text.encode())], printed, None)
    read_drafts(batch)
    file = batch.files.get()
    return file, reading_of(file)


def rows() -> list[int]:
    return [model.objects.count() for model in (SourceDocument, Article, SourceBand, ArticleBand)]


def test_an_article_that_another_paper_printed_is_named_and_nothing_is_stored(admin_client):
    imported(ALONE, publication="山城日报")
    before = rows()
    file, reading = drafted(ALONE.replace("山城大学", "江城大学"), publication="江城日报")
    assert (reading.former, file.report["replaces"], file.report["repeated"]) == (None, "", 1)
    assert [repeated.title for _, repeated in reading.articles] == ["江水向东流"]
    shown = admin_client.get(reverse("admin:articles_importbatch_preview", args=[file.pk])).content.decode()
    assert "《江水向东流》</a>（早先.txt）文字几乎相同" in shown
    assert "1 篇与馆藏文章几乎相同" in admin_client.get(page("change", file.batch)).content.decode()
    assert rows() == before


def test_a_corrected_copy_is_said_to_be_another_version_whose_articles_repeat_none(admin_client):
    imported(seed_text(1))
    before = rows()
    file, reading = drafted(seed_text(1).replace("发展", "发殿", 1))
    assert (reading.former.file_name, file.report["replaces"], file.report["repeated"]) == ("早先.txt", "早先.txt", 0)
    shown = admin_client.get(reverse("admin:articles_importbatch_preview", args=[file.pk])).content.decode()
    assert "早先.txt</a>的另一版" in shown
    assert "是“早先.txt”的另一版" in admin_client.get(page("change", file.batch)).content.decode()
    assert rows() == before


def test_a_file_that_is_stored_is_known_and_no_version_of_itself(admin_client):
    imported(ALONE)
    file, reading = drafted(ALONE)
    assert file.report["known"] == SourceDocument.objects.get().pk
    assert (reading.former, reading.repeated, file.report["repeated"]) == (None, (None,), 0)


def test_what_nobody_printed_before_is_said_to_be_neither():
    imported(seed_text(1))
    _, reading = drafted(ALONE)
    assert (reading.former, reading.repeated) == (None, (None,))


def test_a_draft_that_is_dropped_while_it_is_read_is_read_no_further(monkeypatch):
    batch = keep([Received(f"{n}.txt", ALONE.encode()) for n in range(2)], {}, None)

    def dropping(*_):
        ImportBatch.objects.all().delete()
        return {"read": True}

    monkeypatch.setattr("articles.uploading.reading._summary", dropping)
    read_drafts(batch)
    assert not BatchFile.objects.exists()
