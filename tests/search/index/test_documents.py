"""Articles as the index takes them: every part, in few queries."""

from __future__ import annotations

import datetime

import pytest

from articles.models import Article, Author, Authorship, Column, Organisation, SourceDocument, Theme, ThemeAssignment
from search.index.documents import all_documents, documents_of, published_ids, texts_of
from search.types import Where


@pytest.fixture
def article(db) -> Article:
    source = SourceDocument.objects.create(
        file_name="a.txt", sha256="0" * 64, raw_text="", published_on=datetime.date(2025, 3, 7)
    )
    article = Article.objects.create(
        title="题目",
        title_en="Title",
        source=source,
        column=Column.objects.create(name="某栏"),
        lead=["导语"],
        body=[{"kind": "heading", "text": "一、"}, {"kind": "paragraph", "text": "正文"}],
        boxes=[{"title": "链接", "body": [{"kind": "paragraph", "text": "框文"}]}],
        abstract="摘要",
        keywords=["词"],
        references=["[1]"],
        affiliation="作者系某大学教授",
        author_note="简介",
        funding=[{"name": "基金", "number": "24A"}],
    )
    author = Author.objects.create(name="某人", aliases=["笔名"])
    Authorship.objects.create(article=article, author=author, affiliation="某大学教授")
    theme = Theme.objects.create(name="主题甲")
    ThemeAssignment.objects.create(article=article, theme=theme)
    ThemeAssignment.objects.create(article=article, theme=Theme.objects.create(name="主题乙"), removed=True)
    return article


def test_every_part_of_an_article_is_there(article: Article) -> None:
    (document,) = documents_of([article.pk])
    assert document.texts[Where.TITLE] == ("题目", "Title")
    assert document.texts[Where.BODY] == ("一、", "正文")
    assert document.texts[Where.BOX] == ("链接", "框文")
    assert document.texts[Where.AFFILIATION] == ("作者系某大学教授", "简介")
    assert document.texts[Where.ORGANISATION] == ("某大学",)
    assert document.texts[Where.FUNDING] == ("基金", "24A")
    assert document.texts[Where.AUTHOR] == ("某人",)
    assert {"mouren", "mr", "笔名"} <= set(document.texts[Where.AUTHOR_SOUND])
    assert document.texts[Where.THEME] == ("主题甲",)
    assert texts_of([article.pk]) == {article.pk: document.texts}


def test_sources_whose_texts_are_long_are_read_once_and_not_for_each_article(
    article: Article, django_assert_num_queries
) -> None:
    with django_assert_num_queries(6) as asked:
        list(documents_of([article.pk]))
    assert not [query for query in asked.captured_queries if 'JOIN "articles_sourcedocument"' in query["sql"]]


def test_an_author_of_two_readings_is_found_under_both(article: Article) -> None:
    Author.objects.create(name="覃辉").authorships.create(article=article, position=1)
    (document,) = documents_of([article.pk])
    assert {"qinhui", "tanhui", "qh", "th"} <= set(document.texts[Where.AUTHOR_SOUND])


def test_facets_are_ids_and_an_article_has_the_date_of_its_page(article: Article) -> None:
    (document,) = all_documents()
    assert document.facets["column"] == (str(article.column_id),)
    named = Organisation.objects.in_bulk(document.facets["organisation"])
    assert [row.name for row in named.values()] == ["某大学"]
    assert (document.facets["year"], document.date) == (("2025",), "2025-03-07")
    assert len(document.facets["theme"]) == 1


def test_an_article_has_its_own_day_before_that_of_its_page_and_says_where_it_was_printed(article: Article) -> None:
    SourceDocument.objects.update(publication="山城\n日报", page="A03", section="理论")
    Article.objects.update(published_on=datetime.date(2024, 3, 10))
    (document,) = all_documents()
    assert document.texts[Where.DATE] == ("公元2024年3月10日",)
    assert document.texts[Where.PAGE] == ("A3版",)
    facets = {name: document.facets[name] for name in ("year", "date", "publication", "section", "printed_page")}
    assert facets == {
        "year": ("2024",),
        "date": ("2024-03",),
        "publication": ("山城 日报",),
        "section": ("理论",),
        "printed_page": ("A03",),
    }


def test_of_an_article_without_a_page_nothing_is_said_but_that_its_day_is_not_known(article: Article) -> None:
    Article.objects.update(source=None)
    (document,) = all_documents()
    assert document.texts[Where.DATE] == ("不详",)
    assert not {Where.PUBLICATION, Where.SECTION, Where.PAGE} & set(document.texts)
    assert document.facets["date"] == document.facets["printed_page"] == ()


@pytest.mark.parametrize("status", [Article.Status.DRAFT, Article.Status.WITHDRAWN])
def test_what_is_not_published_is_no_document(article: Article, status: str) -> None:
    Article.objects.filter(pk=article.pk).update(status=status)
    assert list(all_documents()) == list(documents_of([article.pk])) == []
    assert published_ids() == set()


def test_many_articles_take_as_few_queries_as_one(article: Article, django_assert_max_num_queries) -> None:
    Article.objects.bulk_create([Article(title=f"{number}", body=[]) for number in range(200)])
    with django_assert_max_num_queries(10):
        assert len(list(all_documents())) == 201


def test_a_kicker_and_a_subtitle_are_found_as_the_title_is(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(kicker="引题", subtitle="——副题")
    (document,) = documents_of([article.pk])
    assert document.texts[Where.TITLE] == ("题目", "Title", "引题", "——副题")
