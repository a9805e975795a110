"""What only drafts name is not there for readers, by whatever number or name they ask for it."""

from __future__ import annotations

import pytest

from articles.models import Article, Author, Column, Feature, SourceDocument, Theme, ThemeAssignment

pytestmark = pytest.mark.usefixtures("library")

HIDDEN = "尚未发布"


@pytest.fixture
def draft() -> Article:
    source = SourceDocument.objects.create(
        file_name=f"{HIDDEN}.txt", sha256="0" * 64, kind="newspaper_page", encoding="utf-8", raw_text=HIDDEN
    )
    column = Column.objects.create(name=f"{HIDDEN}栏")
    feature = Feature.objects.create(source=source, title=f"{HIDDEN}专题", column=column)
    article = Article.objects.create(
        title=HIDDEN, source=source, column=column, feature=feature, status="draft",
        body=[{"kind": "paragraph", "text": HIDDEN}],
    )  # fmt: skip
    article.authorships.create(author=Author.objects.create(name=f"{HIDDEN}者"))
    theme = Theme.objects.create(name=f"{HIDDEN}题")
    ThemeAssignment.objects.create(article=article, theme=theme, origin=ThemeAssignment.Origin.RECORD)
    return article


@pytest.fixture
def named(draft) -> list:
    return [draft.source, draft.column, draft.feature, draft.authors.get(), draft.themes.get()]


def rows_of(article: Article) -> dict:
    return {"column": article.column, "author": article.authors.get(), "theme": article.themes.get()}


def test_the_pages_of_what_only_a_draft_names_are_not_there(client, named):
    for row in named:
        response = client.get(row.get_absolute_url())
        assert response.status_code == 404, row
        assert HIDDEN not in response.content.decode()


def test_they_are_there_once_the_draft_is_published(client, draft, named):
    Article.objects.filter(pk=draft.pk).update(status="published")
    assert {client.get(row.get_absolute_url()).status_code for row in named} == {200}


def test_curators_see_them_and_the_draft_itself_beforehand(admin_client, draft, named):
    assert {admin_client.get(row.get_absolute_url()).status_code for row in named} == {200}
    page = admin_client.get(draft.get_absolute_url()).content.decode()
    assert "草稿：这一篇只有编辑看得到" in page


@pytest.mark.parametrize(
    "address",
    [
        "/", "/columns/", "/authors/", "/themes/", "/sources/", "/sitemap-shelves.xml", "/sitemap-authors.xml",
        "/api/columns", "/api/authors", "/api/themes", "/api/suggest?q=尚未",
    ],
)  # fmt: skip
def test_nothing_leads_to_them(client, named, address):
    text = client.get(address).content.decode()
    assert HIDDEN not in text
    assert not any(f"{row.get_absolute_url()}<" in text for row in named)


@pytest.mark.parametrize("page", ["/search/", "/search/feed/", "/api/search", "/insights/"])
def test_a_search_narrowed_by_them_says_no_more_than_it_was_asked(client, draft, page):
    for facet, row in rows_of(draft).items():
        response = client.get(page, {"q": "发展", facet: row.pk})
        assert response.status_code == 200
        assert HIDDEN not in response.content.decode(), facet


def test_a_search_narrowed_by_them_names_them_once_the_draft_is_published(client, draft):
    Article.objects.filter(pk=draft.pk).update(status="published")
    for facet, row in rows_of(draft).items():
        assert str(row) in client.get("/search/", {"q": "发展", facet: row.pk}).content.decode()


def test_a_namesake_whom_only_a_draft_names_is_not_named(client, draft):
    known = Author.objects.get(name="朱旭森")
    draft.authorships.create(author=Author.objects.create(name="朱旭森", distinction=HIDDEN))
    assert HIDDEN not in client.get(known.get_absolute_url()).content.decode()


def test_a_package_without_a_published_article_is_withheld_on_its_page(client, admin_client):
    feature = Feature.objects.first()
    feature.articles.update(status="draft")
    address = feature.source.get_absolute_url()
    Article.objects.create(source=feature.source, title="另一篇", body=[], status="published")
    assert feature.editor_note[:20] not in client.get(address).content.decode()
    assert feature.editor_note[:20] in admin_client.get(address).content.decode()
