"""`check_library` finds nothing in a good library, and every kind of damage in a bad one."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.models import Article, Author, Column, CuratedField, Passage, SourceDocument, ThemeAssignment
from tests.pages.seed_table import SEEDS


def break_body() -> None:
    article = Article.objects.first()
    article.body = [*article.body[1:]]
    article.save()


DAMAGE = {
    "hash": lambda: SourceDocument.objects.update(raw_text="别的文字"),
    "passages": lambda: Passage.objects.filter(part="note").delete(),
    "passages ": lambda: Passage.objects.filter(part="byline").update(end=9_999_999),
    "counts": lambda: SourceDocument.objects.update(assigned=0),
    "counts ": lambda: SourceDocument.objects.update(characters=1, assigned=1),
    "bodies": break_body,
    "articles": lambda: Article.objects.update(title=" "),
    "articles ": lambda: Article.objects.update(body=[{"kind": "poem", "text": "x"}]),
    "articles  ": lambda: Article.objects.update(title_reason=""),
    "names": lambda: Column.objects.update(pinyin=""),
    "names ": lambda: Author.objects.update(pinyin=""),
    "themes": lambda: ThemeAssignment.objects.update(evidence=[]),
    "curation": lambda: CuratedField.objects.create(article=Article.objects.first(), field="no_such_field"),
    "orphans": lambda: Author.objects.create(name="无文之人"),
    "orphans ": lambda: Passage.objects.filter(part="body").update(article=None),
}


@pytest.mark.usefixtures("library")
class TestTheSeeds:
    def test_every_rule_holds(self, run):
        said = run("check_library")
        assert (said.error, said.out) == (None, "5 files and 16 articles checked: every rule holds.\n")

    @pytest.mark.parametrize("rule", DAMAGE)
    def test_damage_is_found(self, run, rule):
        DAMAGE[rule]()
        said = run("check_library")
        assert said.error.endswith("findings.")
        assert f"{rule.strip()}: " in said.out

    def test_a_field_that_cannot_be_read_is_named_by_its_article_also_in_the_index(self, run):
        first = Article.objects.order_by("pk").first()
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE articles_article SET body = %s, keywords = %s WHERE id = %s", ['"x"', "{}", first.pk]
            )
        said = run("check_library")
        assert f"shapes: article #{first.pk}: body is a text, not a list" in said.out
        assert f"shapes: article #{first.pk}: keywords is an object, not a list" in said.out
        said = run("check_index", "--repair")
        assert f"not to be read: article #{first.pk}: body is a text, not a list" in said.out
        assert said.error.startswith("2 fields of articles cannot be read")
        assert "16 articles in the search index." in said.out

    def test_a_curated_body_need_not_be_its_passages(self, run):
        break_body()
        CuratedField.objects.create(article=Article.objects.first(), field="body")
        assert run("check_library").error is None


def test_the_taxonomy_is_loaded_again_on_request(run):
    run("import_pages", SEEDS)
    ThemeAssignment.objects.all().delete()
    said = run("load_themes")
    assert "0 themes new, 0 updated" in said.out
    assert ThemeAssignment.objects.count() > 16


def test_a_bad_taxonomy_is_said(run, tmp_path):
    assert "none.toml" in run("load_themes", tmp_path / "none.toml").error
