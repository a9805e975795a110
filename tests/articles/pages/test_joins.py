"""Where an edited paragraph goes on across a break: at the same words, or nowhere."""

from __future__ import annotations

import pytest

from articles.models import Article, Passage, SourceDocument
from articles.pages.joins import joins_of

LEFT, RIGHT = "春天来到山城以后花都", "开了人们走出家门去看"


@pytest.fixture
def article(db) -> Article:
    raw = f"{LEFT}\n{RIGHT}\n"
    source = SourceDocument.objects.create(file_name="页.txt", sha256="1" * 64, kind="article", raw_text=raw)
    article = Article.objects.create(title="花", source=source, body=[{"kind": "paragraph", "text": LEFT + RIGHT}])
    spans = [(0, len(LEFT), None), (len(LEFT) + 1, len(raw) - 1, 0.7)]
    for position, (start, end, confidence) in enumerate(spans):
        Passage.objects.create(
            source=source, article=article, part="body", start=start, end=end, position=position, paragraph=0,
            join_confidence=confidence, join_reason="花都｜开了",
        )  # fmt: skip
    return article


def places(article: Article, *paragraphs: str) -> list[tuple[int, int]]:
    article.body = [{"kind": "paragraph", "text": text} for text in paragraphs]
    return [(join.block, join.offset) for join in joins_of(article)]


def test_in_the_text_as_imported_it_stands_where_the_runs_meet(article):
    assert places(article, LEFT + RIGHT) == [(0, len(LEFT))]


def test_it_moves_with_the_words_on_both_sides(article):
    assert places(article, "新加的一段。", f"又加几个字，{LEFT}{RIGHT}") == [(1, len("又加几个字，") + len(LEFT))]


def test_in_a_text_changed_to_the_same_length_it_follows_the_words(article):
    assert places(article, f"{LEFT[2:]}{RIGHT}走走") == [(0, len(LEFT) - 2)]


def test_it_goes_where_its_words_were_rewritten(article):
    assert places(article, f"{LEFT[:-2]}草都{RIGHT}") == []


def test_it_goes_where_its_words_stand_twice(article):
    assert places(article, f"{LEFT}{RIGHT}，", f"{LEFT}{RIGHT}！") == []
