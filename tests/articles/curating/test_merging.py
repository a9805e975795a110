"""Authors that are one become one, and what tells readers of articles hears of it."""

from __future__ import annotations

import pytest

from articles.curating.merge_undo import undo_merge
from articles.curating.merging import merge_authors, merge_rows
from articles.curating.splitting import split_row
from articles.models import Article, Author, Authorship, Theme

pytestmark = pytest.mark.django_db


def write(*names: str) -> tuple[Article, list[Author]]:
    article = Article.objects.create(title="题目", body=[])
    authors = [Author.objects.create(name=name) for name in names]
    for position, author in enumerate(authors):
        Authorship.objects.create(article=article, author=author, position=position)
    return article, authors


def test_merging_keeps_one_who_answers_to_all_names(told):
    first, (kept,) = write("朱旭森")
    second, (other,) = write("朱旭淼")
    told.clear()
    assert merge_authors(kept, [kept, other]) == 1
    assert Author.objects.get(pk=kept.pk).aliases == ["朱旭淼"]
    assert set(kept.articles.all()) == {first, second}
    assert told == [[first.pk, second.pk]]


def test_an_article_by_both_is_by_the_one_once():
    article, (kept, other) = write("朱旭森", "朱旭淼")
    merge_authors(kept, [other])
    assert list(article.authors.all()) == [kept]


def test_splitting_makes_a_second_person_of_the_same_name(told):
    write("王伟")
    article, _ = write("某人")
    author = Author.objects.get(name="王伟")
    kept = Authorship.objects.get(author=author)
    row = Authorship.objects.create(article=article, author=author, position=1)
    told.clear()
    other = Author(name="王伟", distinction="四川大学")
    split_row(author, other, [str(row.pk)])
    assert author.authorships.get() == kept
    assert str(other) == "王伟（四川大学）"
    assert other.pinyin == "wangwei"
    assert list(other.articles.all()) == [article]
    assert told == [[article.pk]]


@pytest.mark.parametrize(("printed", "aliases"), [("王伟", []), ("王玮", ["王玮"]), ("王玮华", [])])
def test_a_split_that_is_undone_leaves_no_name_that_nothing_prints(printed, aliases):
    write("王伟")
    article, _ = write("某人")
    author = Author.objects.get(name="王伟")
    row = Authorship.objects.create(article=article, author=author, position=1, printed_as=printed)
    undo_merge(split_row(author, Author(name="王玮"), [str(row.pk)]), None)
    author.refresh_from_db()
    assert author.aliases == aliases
    assert author.authorships.count() == 2


@pytest.mark.parametrize("is_curated", [False, True])
def test_a_theme_whose_merge_or_split_is_undone_is_the_taxonomy_files_again_unless_it_was_a_persons(is_curated):
    loaded = {"terms": ["养老", "医保"], "term_weights": {"医保": 3.0}, "curated": is_curated}
    theme = Theme.objects.create(name="民生", slug="min", **loaded)
    undo_merge(merge_rows(theme, [Theme.objects.create(name="社会", slug="she", terms=["治理"])]), None)
    theme.refresh_from_db()
    assert theme.curated == is_curated
    split = split_row(theme, Theme(name="养老", slug="yang"), ["养老"])
    assert Theme.objects.filter(pk__in=(theme.pk, split.gone[0]["pk"]), curated=True).count() == 2
    undo_merge(split, None)
    theme.refresh_from_db()
    assert (theme.curated, sorted(theme.terms)) == (is_curated, ["养老", "医保"])


def test_a_theme_that_a_person_had_renamed_stays_theirs_when_a_merge_is_undone():
    theme = Theme.objects.create(name="民生", slug="min", terms=["养老"])
    theme.name, theme.curated = "民生保障", True
    theme.save()
    undo_merge(merge_rows(theme, [Theme.objects.create(name="社会", slug="she", terms=["治理"])]), None)
    theme.refresh_from_db()
    assert (theme.curated, theme.terms) == (True, ["养老"])


def test_a_theme_that_a_person_changed_since_the_merge_stays_theirs():
    theme, other = (Theme.objects.create(name=name, slug=name, terms=[name]) for name in ("民生", "社会"))
    merge = merge_rows(theme, [other])
    changed = Theme.objects.get(pk=theme.pk)
    changed.terms = [*changed.terms, "就业"]
    changed.save()
    undo_merge(merge, None)
    theme.refresh_from_db()
    assert (theme.curated, theme.terms) == (True, ["民生", "就业"])
