"""A field of JSON takes what it is read as, and nothing else."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.models import Article, Theme
from articles.models.shapes import faults_of

BLOCK = {"kind": "paragraph", "text": "正文"}
MISSHAPEN = {
    "body": ("正文", "body is a text, not a list"),
    "body ": ([BLOCK, "正文"], "body [1] is a text, not an object"),
    "body  ": ([{"kind": "paragraph"}], "body [0] .text is missing, not a text"),
    "boxes": ([{"title": "框", "body": [None]}], "boxes [0] .body [0] is missing, not an object"),
    "keywords": ([1], "keywords [0] is a number, not a text"),
    "funding": ([{"name": "基金", "number": {}}], "funding [0] .number is an object, not a text"),
    "lead": (None, "lead is missing, not a list"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value", "fault"), [(n.strip(), *case) for n, case in MISSHAPEN.items()])
def test_whoever_saves_it_is_told_where_it_is_wrong(name, value, fault):
    article = Article.objects.create(title="题", body=[BLOCK], funding=[{"name": "基金", "number": None}])
    setattr(article, name, value)
    for save in (
        article.save,
        lambda: Article.objects.update(**{name: value}),
        lambda: Article.objects.bulk_create([Article(title="另", **{name: value})]),
        lambda: Article.objects.bulk_update([article], [name]),
    ):
        with pytest.raises(ValidationError) as refused:
            save()
        assert refused.value.message == f"article: {fault}"
    assert [" ".join(found) for found in faults_of(Article, {name: value})] == [fault]


@pytest.mark.django_db
def test_terms_of_a_theme_are_texts():
    with pytest.raises(ValidationError, match="theme: terms is an object"):
        Theme.objects.create(name="主题", slug="zhuti", terms={"词": 1})
