"""An article that another file prints again is known as the earlier one's duplicate."""

from __future__ import annotations

import pytest

from articles.curating import review
from articles.likeness.duplicates import note_duplicates, note_missing
from articles.models import Article, ArticleBand, Problem, SourceDocument
from articles.problems import NEAR_DUPLICATE
from tests.articles.likeness.test_sketches import made_text, misread

pytestmark = pytest.mark.django_db


def printed(text: str, file_name: str) -> Article:
    source, _ = SourceDocument.objects.get_or_create(
        sha256=file_name, defaults={"file_name": file_name, "kind": "article", "encoding": "utf-8", "raw_text": text}
    )
    body = [{"kind": "paragraph", "text": text}]
    return Article.objects.create(title=f"题 {file_name}", source=source, body=body)


def first_of(*texts_and_files: tuple[str, str]) -> list[Article | None]:
    """What each of these articles is found to repeat, as they come one after another."""
    found = []
    for article in [printed(*given) for given in texts_and_files]:
        note_duplicates([article])
        found.append(Article.objects.get(pk=article.pk).duplicate_of)
    return found


def test_a_reprint_is_a_duplicate_of_the_first_and_so_is_the_next():
    text = made_text(1)
    one, two, three = first_of((text, "a"), (misread(text, 0.02), "b"), (text + made_text(2, 100), "c"))
    assert one is None
    assert two == three
    assert two.source.file_name == "a"


def test_an_excerpt_another_article_and_one_of_the_same_file_are_none():
    text = made_text(1)
    assert first_of((text, "a"), (text[:900], "b"), (made_text(2), "c"), (text, "a")) == [None] * 4


def test_the_doubt_names_both_and_once_dismissed_they_are_two_for_good():
    text = made_text(1)
    first_of((text, "a"))
    second = printed(text, "b")
    (doubt,) = note_duplicates([second])[second.pk]
    assert "《题 a》（a）" in doubt.message
    problem = Problem.objects.create(article=second, code=NEAR_DUPLICATE, message=doubt.message)
    review.settle([problem], Problem.State.DISMISSED)
    second.refresh_from_db()
    assert second.duplicate_of is None
    assert note_duplicates([second]) == {}


def test_a_text_that_is_corrected_into_another_is_no_duplicate_any_more():
    text = made_text(1)
    first_of((text, "a"))
    second = printed(text, "b")
    note_duplicates([second])
    second.body = [{"kind": "paragraph", "text": made_text(9)}]
    assert note_duplicates([second]) == {}
    assert Article.objects.get(pk=second.pk).duplicate_of is None


def test_a_batch_takes_a_few_queries(django_assert_max_num_queries):
    first = [printed(made_text(seed), f"a{seed}") for seed in range(5)]
    note_duplicates(first)
    again = [printed(made_text(seed), f"b{seed}") for seed in range(5)]
    with django_assert_max_num_queries(12) as asked:
        assert len(note_duplicates(again)) == 5
    # A join would walk through the whole text of a file for each article that may be like one of these.
    assert not [query for query in asked.captured_queries if 'JOIN "articles_sourcedocument"' in query["sql"]]


def test_articles_from_before_are_looked_at_by_the_upgrade():
    printed(made_text(1), "a")
    second = printed(made_text(1), "b")
    assert not ArticleBand.objects.exists()
    assert note_missing() == 1
    assert Problem.objects.get(code=NEAR_DUPLICATE).article == second
    assert note_missing() == 0


def test_told_apart_and_doubted_again_they_are_one_again():
    text = made_text(1)
    first_of((text, "a"))
    second = printed(text, "b")
    note_duplicates([second])
    problem = Problem.objects.create(article=second, code=NEAR_DUPLICATE, message="几乎相同")
    for state in (Problem.State.DISMISSED, Problem.State.OPEN):
        review.settle([problem], state)
    second.refresh_from_db()
    assert second.duplicate_of.source.file_name == "a"
