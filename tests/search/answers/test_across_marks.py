"""A run that stands with marks between its characters is found behind those that have it as it stands."""

from __future__ import annotations

import pytest

from articles.models import Article
from search.answers.search import search
from search.index.updating import rebuild
from search.types import ReadingMode, SearchRequest


def articles(*texts: str) -> list[int]:
    """One for each text, indexed."""
    made = [Article.objects.create(title="题", body=[{"kind": "paragraph", "text": text}]) for text in texts]
    rebuild()
    return [article.pk for article in made]


@pytest.fixture
def plans(db) -> list[int]:
    """Two articles that have a run across marks, and one that has it as it stands."""
    return articles("编制“十五五”规划，落实“十五五”规划", "谋划『十五五』规划", "十五五规划纲要。" + "别的话。" * 60)


@pytest.mark.parametrize("mode", ReadingMode)
def test_a_run_across_marks_is_found_marked_and_said(plans: list[int], mode: ReadingMode) -> None:
    result = search(SearchRequest("十五五规划", mode))
    first, *others = [hit.article_id for hit in result.hits]
    assert (result.total, first, sorted(others)) == (3, plans[2], plans[:2])
    of_first = next(hit for hit in result.hits if hit.article_id == plans[0])
    assert [span.text for span in of_first.passages[0].spans if span.matched] == ["十五五”规划"] * 2
    assert (result.reading.notes[-1].kind, result.reading.exact) == ("across", "“十五五规划”")
    strict = search(SearchRequest(result.reading.exact))
    assert ([hit.article_id for hit in strict.hits], strict.reading.exact) == ([plans[2]], "")


def test_a_negative_number_that_is_printed_excludes_nothing(db) -> None:
    cold, warm = articles("低至-5度", "5度")
    assert [hit.article_id for hit in search(SearchRequest("-5度")).hits] == [cold]
    assert search(SearchRequest("-5度")).reading.notes[-1].kind == "minus"
    assert [hit.article_id for hit in search(SearchRequest("题 NOT 低至")).hits] == [warm]


def test_a_number_in_a_circle_is_found_without_where_none_has_it(db) -> None:
    circled, plain = articles("①总则", "2总则")
    assert [hit.article_id for hit in search(SearchRequest("①")).hits] == [circled]
    result = search(SearchRequest("②"))
    assert ([hit.article_id for hit in result.hits], "带圈" in result.reading.loosened) == ([plain], True)
