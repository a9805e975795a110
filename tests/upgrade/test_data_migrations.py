"""What migrations make of rows, both ways."""

from __future__ import annotations

from importlib import import_module
from time import process_time
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from django.utils.connection import ConnectionDoesNotExist

from articles.models import Article, Author, Authorship, BatchFile, ImportBatch, Passage, SourceDocument
from search.models import DictionaryTerm, SynonymGroup

EDITOR = SimpleNamespace(connection=connection)
DOUBT = "文档里有 1 个表格，请核对。"


@pytest.mark.django_db
def test_what_is_doubted_of_a_waiting_word_file_goes_both_ways():
    doubts = import_module("articles.migrations.0022_doubts_of_files")
    batch = ImportBatch.objects.create(kind="upload", state="waiting")
    waiting = BatchFile.objects.create(batch=batch, name="甲.docx", message=DOUBT)
    for change, said in ((doubts.move_doubts, ("", DOUBT)), (doubts.move_back, (DOUBT, DOUBT))):
        change(apps, EDITOR)
        waiting.refresh_from_db()
        assert (waiting.message, waiting.doubt) == said


def test_the_trash_of_the_database_that_is_migrated_is_renamed():
    elsewhere = SimpleNamespace(connection=SimpleNamespace(alias="elsewhere"))
    with pytest.raises(ConnectionDoesNotExist, match="elsewhere"):
        import_module("articles.migrations.0023_standard_names").forwards(apps, elsewhere)


def signed(article: Article, name: str, *aliases: str) -> Authorship:
    author, _ = Author.objects.get_or_create(name=name, aliases=list(aliases))
    return Authorship.objects.create(article=article, author=author)


@pytest.mark.django_db
def test_older_bylines_print_what_the_file_does_or_the_authors_name():
    source = SourceDocument.objects.create(file_name="页.txt", sha256="1", raw_text="题目\n□　林 晓 宇　陈一鸣\n正文")
    article = Article.objects.create(title="题目", body=[], source=source)
    Passage.objects.create(source=source, article=article, part="byline", start=3, end=14, position=0)
    record = Article.objects.create(title="记录", body=[])
    rows = [signed(article, "林小雨", "林晓宇"), signed(article, "陈一鸣"), signed(record, "林小雨", "林晓宇")]
    rows[1].save()
    version = rows[1].history.first()
    Authorship.objects.update(printed_as="", added_at=timezone.now())
    Authorship.history.update(printed_as="")
    import_module("articles.migrations.0025_printed_as").give_prints(apps, EDITOR)
    for row in (*rows, version):
        row.refresh_from_db()
    assert [row.printed_as for row in (*rows, version)] == ["林晓宇", "陈一鸣", "林小雨", "陈一鸣"]
    assert [row.added_at for row in rows] == [source.parsed_at, source.parsed_at, record.created_at]


@pytest.mark.django_db
def test_ten_thousand_bylines_are_given_their_prints_in_seconds():
    text = "□　林晓宇　陈一鸣"
    source = SourceDocument.objects.create(file_name="页.txt", sha256="1", raw_text=text)
    articles = Article.objects.bulk_create(Article(title=str(n), body=[], source=source) for n in range(5_000))
    authors = [Author.objects.create(name="林小雨", aliases=["林晓宇"]), Author.objects.create(name="陈一鸣")]
    bylines = (Authorship(article=article, author=author) for article in articles for author in authors)
    Authorship.objects.bulk_create(bylines)
    Passage.objects.bulk_create(
        Passage(source=source, article=article, part="byline", start=0, end=len(text), position=place)
        for place, article in enumerate(articles)
    )
    begun = process_time()
    import_module("articles.migrations.0025_printed_as").give_prints(apps, EDITOR)
    assert process_time() - begun < 10
    assert set(Authorship.objects.values_list("printed_as", flat=True)) == {"林晓宇", "陈一鸣"}


@pytest.mark.django_db
def test_what_curators_said_of_words_before_there_was_a_history_is_its_first_version():
    group = SynonymGroup.objects.create(terms=["川渝", "巴蜀"])
    term = DictionaryTerm.objects.create(term="巴渝和美乡村")
    for row in (group, term):
        type(row).history.all().delete()
    import_module("search.migrations.0012_history_of_words").begin(apps, EDITOR)
    for row in (group, term):
        [version] = row.history.all()
        assert (version.history_date, version.history_type) == (row.updated_at, "+")
    assert group.history.get().terms == ["川渝", "巴蜀"]
