"""What articles are shelved under is counted once for each article, published ones only."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import QuerySet

from articles.models import Article, Author, Authorship, Column, Organisation, Theme, ThemeAssignment
from articles.models.articles import ArticleQuerySet
from articles.pages import counts, views


@pytest.fixture
def shelved(db) -> list[Article]:
    """Three published articles and a draft: three of one column, two of them with one theme and one author."""
    column = Column.objects.create(name="智库圆桌", slug="round", pinyin="zhikuyuanzhuo")
    theme = Theme.objects.create(name="数字经济", slug="digital", pinyin="shuzijingji")
    author = Author.objects.create(name="罗重谱")
    articles = [Article.objects.create(title=f"第{number}篇", column=column) for number in range(3)]
    articles.append(Article.objects.create(title="草稿", column=column, status=Article.Status.DRAFT))
    for article in (*articles[:2], articles[3]):
        ThemeAssignment.objects.create(article=article, theme=theme)
        Authorship.objects.create(article=article, author=author)
    return articles


def published() -> ArticleQuerySet:
    return Article.objects.published()


def bylines() -> QuerySet[Authorship]:
    return Authorship.objects.filter(article__in=counts.keys_of(published()))


def listed(rows: list[counts.EntryCount]) -> list[tuple[str, int]]:
    return [(row.entry.name, row.count) for row in rows]


def test_columns_and_themes_count_published_articles(shelved):
    Article.objects.create(title="未署栏目")
    assert listed(counts.columns(published())) == [("智库圆桌", 3)]
    assert listed(counts.themes(published())) == [("数字经济", 2)]
    assert listed(counts.registered_themes()) == [("数字经济", 2)]
    assert listed(counts.themes(published().filter(column=shelved[0].column))) == [("数字经济", 2)]


def test_the_fullest_comes_first_then_by_pinyin(shelved):
    for name, pinyin, how_many in (("决策", "juece", 1), ("百家", "baijia", 1), ("头条", "toutiao", 4)):
        column = Column.objects.create(name=name, slug=pinyin, pinyin=pinyin)
        for number in range(how_many):
            Article.objects.create(title=f"{name}{number}", column=column)
    assert listed(counts.columns(published())) == [("头条", 4), ("智库圆桌", 3), ("百家", 1), ("决策", 1)]


def test_an_author_with_two_roles_in_an_article_counts_it_once(shelved):
    author = Author.objects.get(name="罗重谱")
    Authorship.objects.create(article=shelved[0], author=author, role=Authorship.RoleChoice.HOST)
    assert listed(counts.columns(published().signed_by(author=author))) == [("智库圆桌", 2)]
    assert listed(counts.themes(published().signed_by(author=author))) == [("数字经济", 2)]


def test_a_theme_that_a_person_removed_counts_nothing(shelved):
    ThemeAssignment.objects.filter(article=shelved[0]).update(removed=True)
    assert listed(counts.themes(published())) == listed(counts.registered_themes()) == [("数字经济", 1)]


def test_themes_beside_a_theme_are_those_of_its_own_articles(shelved):
    other = Theme.objects.create(name="科技创新", slug="tech", pinyin="kejichuangxin")
    ThemeAssignment.objects.create(article=shelved[0], theme=other)
    ThemeAssignment.objects.create(article=shelved[2], theme=other)
    own = published().filter(pk__in=ThemeAssignment.objects.kept().filter(theme=other).values("article"))
    assert listed(counts.themes(own)) == [("科技创新", 2), ("数字经济", 1)]


def test_authors_of_published_articles_are_counted_each_article_once(shelved):
    drafting = Author.objects.create(name="只有草稿")
    Authorship.objects.create(article=shelved[3], author=drafting)
    fullest = Author.objects.create(name="严红")
    for article in shelved[:3]:
        Authorship.objects.create(article=article, author=fullest)
    Authorship.objects.create(article=shelved[0], author=fullest, role=Authorship.RoleChoice.HOST)
    assert list(counts.registered_authors().values_list("name", "count")) == [("严红", 3), ("罗重谱", 2)]
    assert listed(counts.authors(bylines(), 9)) == [("严红", 3), ("罗重谱", 2)]


def test_of_authors_with_as_few_articles_the_first_by_pinyin_are_shown(shelved):
    for pinyin in ("wu", "an", "li"):
        Authorship.objects.create(article=shelved[2], author=Author.objects.create(name=pinyin, pinyin=pinyin))
    for most, names in (
        (1, ["罗重谱"]),
        (3, ["罗重谱", "an", "li"]),
        (9, ["罗重谱", "an", "li", "wu"]),
        (None, ["罗重谱", "an", "li", "wu"]),
    ):
        assert [row.entry.name for row in counts.authors(bylines(), most)] == names


def test_an_organisation_counts_the_bylines_that_name_it(shelved):
    author, two = (
        Author.objects.get(name="罗重谱"),
        [Organisation.objects.create(name=name, key=name) for name in "甲乙"],
    )
    for byline, named in zip(Authorship.objects.order_by("pk"), (two, two[:1], two), strict=True):
        byline.organisations.set(named)
    assert listed(counts.organisations(bylines().filter(author=author))) == [("甲", 2), ("乙", 1)]


def test_no_articles_row_is_read_for_the_register_of_authors(shelved, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        list(counts.registered_authors().order_by("pinyin", "name", "id")[:50])
    assert '"body"' not in asked.captured_queries[0]["sql"]
    assert "JOIN" not in asked.captured_queries[0]["sql"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by how many rows there are")
def test_what_every_article_is_asked_for_is_read_from_indexes_alone(shelved, django_assert_max_num_queries):
    """By a key, and not by the index of all that is published, in which it would be looked for from the beginning."""
    with django_assert_max_num_queries(9) as asked:
        list(counts.registered_authors())
        counts.registered_themes()
        views._papers()
    counted = [query["sql"] for query in asked.captured_queries if "COUNT" in query["sql"]]
    with connection.cursor() as cursor:
        plans = ["\n".join(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}")) for sql in counted]
    indexes = ("authorship_author_article", "assignment_by_theme", "article_source_status")
    for plan, index in zip(plans, indexes, strict=True):
        assert f"USING COVERING INDEX {index}" in plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by how many rows there are")
def test_the_newest_of_a_column_are_not_looked_for_among_all_articles(shelved):
    newest = published().for_reading().filter(column=shelved[0].column).newest_first()[:20]
    assert "USING INDEX article_status_column_day (status=? AND column_id=?)" in newest.explain()


def test_the_sitemap_names_what_published_articles_are_shelved_under(shelved, client):
    Column.objects.create(name="空栏", slug="empty")
    text = client.get("/sitemap-shelves.xml").content.decode()
    assert "/columns/round/" in text
    assert "/themes/digital/" in text
    assert "/columns/empty/" not in text
