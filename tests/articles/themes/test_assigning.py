"""The seed articles have the themes that a reader expects, and people have the last word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from articles.importing.pages import import_page
from articles.models import Article, TermCensus, Theme, ThemeAssignment
from articles.signals import articles_changed
from articles.themes.assigning import assign, census_is_due, counting_first, score_library, take_census
from articles.themes.taxonomy import load_if_none
from tests.pages.seed_table import ARTICLES


@pytest.fixture(scope="module")
def _assigned(seed_pages, django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_if_none()
        for page in seed_pages:
            import_page(page)
        take_census()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeds(_assigned, db) -> None:
    """The seed articles with the site's taxonomy, counted. What a test changes is undone after it."""


def stored_themes() -> list[tuple]:
    return sorted(ThemeAssignment.objects.values_list("article", "theme", "score"))


def themes_of(number: int) -> list[str]:
    """The themes of a seed article, the strongest first."""
    article = Article.objects.filter(authors__name=ARTICLES[number - 1].people[0].name).distinct().get()
    return [row.theme.name for row in article.theme_assignments.kept().order_by("-score")]


def test_every_seed_article_has_the_themes_a_reader_expects(seeds):
    missing = {a.number: set(a.themes) - set(themes_of(a.number)) for a in ARTICLES}
    assert not any(missing.values()), missing


def test_no_seed_article_has_more_than_four_themes_or_none(seeds):
    assert all(1 <= len(themes_of(a.number)) <= 4 for a in ARTICLES)


@pytest.mark.parametrize(
    ("number", "strongest"), [(3, "县域经济"), (4, "人才培养"), (7, "科技创新"), (11, "西部金融中心"), (15, "体育产业")]
)
def test_what_an_article_is_about_comes_first(seeds, number, strongest):
    assert themes_of(number)[0] == strongest


def test_an_assignment_keeps_its_evidence(seeds):
    row = ThemeAssignment.objects.get(article__authors__name="彭仁兰", theme__name="体育产业")
    assert row.evidence[0]["term"] == "体育产业"
    assert row.evidence[0]["count"] == sum(
        block["text"].count("体育产业") for block in row.article.body
    ) + row.article.title.count("体育产业")


def test_what_a_person_removed_stays_removed(seeds):
    row = ThemeAssignment.objects.get(article__authors__name="彭仁兰", theme__name="体育产业")
    row.removed = True
    row.save()
    score_library()
    assert "体育产业" not in themes_of(15)


def test_what_a_person_gave_stays(seeds):
    article = Article.objects.get(authors__name="彭仁兰")
    theme = Theme.objects.get(name="法治建设")
    ThemeAssignment.objects.create(article=article, theme=theme, origin=ThemeAssignment.Origin.PERSON)
    score_library()
    assert "法治建设" in themes_of(15)


def test_changed_words_change_the_themes(seeds):
    article = Article.objects.get(authors__name="彭仁兰")
    article.title, article.body = "办好教育", [{"kind": "paragraph", "text": "教育强市，职业教育。" * 9}]
    article.save()
    assign([article])
    assert themes_of(15) == ["教育发展"]


def test_scoring_again_tells_of_nothing_where_no_theme_changed(seeds):
    told: list[int] = []

    def hear(sender, article_ids, **_):
        told.extend(article_ids)

    articles_changed.connect(hear)
    score_library()
    articles_changed.disconnect(hear)
    assert told == []


def test_the_library_is_counted_again_when_it_has_doubled(seeds):
    assert not census_is_due()
    Article.objects.bulk_create(Article(title=f"又一篇{n}", body=[]) for n in range(16))
    assert census_is_due()
    take_census()
    assert TermCensus.objects.latest().articles == 32
    assert not census_is_due()


@pytest.mark.parametrize("together", [16, 4], ids=["all at once", "some at a time"])
def test_the_first_import_scores_by_what_it_has_counted_so_far(seeds, together):
    wanted = stored_themes()
    whole = TermCensus.objects.latest()
    ThemeAssignment.objects.all().delete()
    TermCensus.objects.all().delete()
    articles = list(Article.objects.all())
    with counting_first():
        for start in range(0, len(articles), together):
            assign(articles[start : start + together], new=True)
        scored = stored_themes()
        assert census_is_due()
        take_census()
    assert stored_themes() == wanted
    assert (scored == wanted) == (together == 16)  # the last ones by all, the others by those before them
    taken = TermCensus.objects.get()
    assert (taken.articles, taken.counts, taken.is_applied) == (whole.articles, whole.counts, True)


def test_articles_that_a_first_import_did_not_bring_are_scored_by_its_census_too(seeds):
    wanted = stored_themes()
    ThemeAssignment.objects.all().delete()
    TermCensus.objects.all().delete()
    with counting_first():
        assign(list(Article.objects.all()[:8]), new=True)
        take_census()
    assert stored_themes() == wanted


def test_an_import_into_a_counted_library_scores_by_its_census(seeds):
    wanted = stored_themes()
    ThemeAssignment.objects.all().delete()
    with counting_first():
        assign(list(Article.objects.all()), new=True)
    assert stored_themes() == wanted


def test_a_count_whose_process_died_before_all_were_scored_by_it_is_taken_again(seeds, monkeypatch):
    def dying(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("articles.themes.assigning.score_library", dying)
        with pytest.raises(KeyboardInterrupt):
            take_census()
    assert census_is_due()
    take_census()
    assert not census_is_due()


def test_a_theme_that_goes_while_the_library_is_scored_stops_nothing(seeds, monkeypatch):
    monkeypatch.setattr("articles.themes.assigning._STEP", 1)
    going = Theme.objects.get(name="体育产业")
    ThemeAssignment.objects.all().delete()

    def losing_a_theme(keys):
        for number, key in enumerate(keys):
            if number == 3:
                going.delete()
            yield key

    score_library(losing_a_theme)
    assert ThemeAssignment.objects.values("article").distinct().count() > 10
