"""A field of JSON takes what it is read as, and nothing else."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms import modelform_factory

from articles.models import Article, Theme
from articles.models.json_schemas import faults_of

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


@pytest.mark.usefixtures("library")
class TestStoredInAnotherShape:
    """By SQL past this site; a search that meets such an article shows all the others."""

    @pytest.fixture
    def article(self):
        article = Article.objects.published().first()
        stored = {"body": '"正文"', "lead": "3", "boxes": '[{"title": 1}]', "keywords": "[1]", "funding": "null"}
        columns = ", ".join(f"{name} = %s" for name in stored)
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE articles_article SET {columns} WHERE id = %s", [*stored.values(), article.pk])  # noqa: S608
        return Article.objects.get(pk=article.pk)

    def test_its_page_says_what_it_lacks(self, client, article):
        page = client.get(article.get_absolute_url()).content.decode()
        assert article.title in page
        assert "这一篇的导语、正文、框文、关键词、基金项目在库中的记录有误" in page

    def test_every_answer_that_has_it_goes_on(self, client, article):
        word = article.title[:4]
        for address in (f"/search/?q={word}", f"/api/search?q={word}", f"/api/articles/{article.pk}"):
            assert client.get(address).status_code == 200

    def test_saved_again_it_is_stored_as_it_was(self, article):
        article.save()
        Article.objects.bulk_update([article], ["body", "funding"])
        again = Article.objects.get(pk=article.pk)
        assert (again.body, again.body.stored, again.funding.stored) == ([], "正文", None)
        assert len(list(faults_of(Article, vars(again)))) == 5

    def test_a_form_in_which_it_is_left_empty_leaves_it_as_it_is_stored(self, article):
        edited = modelform_factory(Article, fields=["subtitle", "lead", "keywords"])
        edited({"subtitle": "另", "lead": "[]", "keywords": '["渡口"]'}, instance=article).save()
        again = Article.objects.get(pk=article.pk)
        assert (again.subtitle, again.lead.stored, again.keywords) == ("另", 3, ["渡口"])
