"""The seed pages as they are read, and ways to bring them in again, read differently."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.importing.files import Page, read_page
from articles.parsing.types import ParsedArticle
from articles.signals import articles_changed
from articles.themes.taxonomy import load_if_none
from tests.pages.seed_table import FILES, SEEDS


@pytest.fixture(scope="session")
def seed_pages() -> tuple[Page, ...]:
    """The five seed files, read."""
    return tuple(read_page(SEEDS / name) for name in FILES)


def reread(page: Page, *articles: ParsedArticle) -> Page:
    """The page as a better parser would read it: with these articles."""
    return replace(page, parsed=replace(page.parsed, articles=articles))


def changed(page: Page, index: int, **values: object) -> Page:
    """The page read again with one article read otherwise."""
    articles = list(page.parsed.articles)
    articles[index] = replace(articles[index], **values)  # type: ignore[arg-type]
    return reread(page, *articles)


@pytest.fixture
def taxonomy(db) -> None:
    """The site's own taxonomy, loaded."""
    load_if_none()


@pytest.fixture
def told():
    """The article ids that a signal told of, one list for each time."""
    heard: list[list[int]] = []

    def hear(sender, article_ids, **_):
        heard.append(article_ids)

    articles_changed.connect(hear)
    yield heard
    articles_changed.disconnect(hear)
