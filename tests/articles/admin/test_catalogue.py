"""Columns, themes, sources and authors as curators keep them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.importing.files import read_page
from articles.importing.imprints import given_imprint
from articles.importing.pages import import_page, read_again
from articles.models import Article, Author, Authorship, Column, Organisation, SourceDocument, Theme
from articles.people.organisation_rows import name_organisations
from articles.themes.previewing import preview_terms
from articles.undoing.trash import move_to_trash, restore
from tests.articles.admin.conftest import form_data
from tests.articles.people.test_organisation_rows import signed
from tests.pages.seed_table import SEEDS


def save(desk, row, **changes):
    url = reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
    response = desk.post(url, form_data(desk.get(url)) | changes)
    row.refresh_from_db()
    return response


def test_a_renamed_column_has_new_pinyin_and_keeps_its_address(desk, library):
    column = Column.objects.get(name="资政参考")
    slug = column.slug
    save(desk, column, name="资政建言")
    assert (column.name, column.pinyin, column.slug) == ("资政建言", "zizhengjianyan", slug)


def test_a_changed_theme_scores_the_library_again_and_is_a_persons(desk, library):
    theme = Theme.objects.get(name="体育产业")
    assert theme.articles.count() == 1
    save(desk, theme, term_lines="县域经济 5\n民宿")
    assert theme.curated
    assert theme.terms == ["县域经济", "民宿"]
    assert theme.term_weights == {"县域经济": 5.0}
    assert [a.authors.get().name for a in theme.articles.all()] == ["秦红松"]


@pytest.mark.parametrize("weight", ["0", "1001", "9" * 400])
def test_a_weight_that_is_no_number_above_zero_is_refused(desk, library, weight):
    page = save(desk, Theme.objects.get(name="体育产业"), term_lines=f"体育 {weight}")
    assert "大于 0" in page.content.decode()


def test_an_identifier_is_one_authors_and_tells_machines_who_that_is(desk, client, library):
    author, other = Author.objects.filter(articles__status="published").distinct()[:2]
    save(desk, author, orcid="0000000218250097")
    assert (
        "https://orcid.org/0000-0002-1825-0097"
        in client.get(author.articles.first().get_absolute_url()).content.decode()
    )
    assert f"这已是作者“{author}”的" in save(desk, other, orcid="0000-0002-1825-0097").content.decode()
    assert other.orcid == ""


def test_a_date_given_to_a_source_reaches_its_articles_but_not_what_a_person_dated(desk, library):
    source = SourceDocument.objects.get(file_name__startswith="000")
    dated = source.articles.first()
    url = reverse("admin:articles_article_change", args=[dated.pk])
    desk.post(url, form_data(desk.get(url)) | {"published_on": "2025-01-01"})
    save(desk, source, published_on="2025-03-03", publication="重庆日报")
    dates = {str(date) for date in source.articles.exclude(pk=dated.pk).values_list("published_on", flat=True)}
    assert dates == {"2025-03-03"}
    assert str(Article.objects.get(pk=dated.pk).published_on) == "2025-01-01"


def test_what_a_person_says_of_a_sources_printing_stands_against_imports(desk, library):
    source = SourceDocument.objects.get(file_name__startswith="000")
    save(desk, source, page="8", section="理论")
    import_page(read_page(SEEDS / source.file_name), given_imprint(page="9", publication="某某日报"))
    source.refresh_from_db()
    assert (source.page, source.section, source.publication) == ("8", "理论", "某某日报")
    assert source.origins == {"page": "curated", "section": "curated", "publication": "given"}
    assert (
        "版次：人工填写" in desk.get(reverse("admin:articles_sourcedocument_change", args=[source.pk])).content.decode()
    )


def test_what_an_import_says_of_a_sources_printing_is_not_in_the_next_persons_name(desk, curator, library):
    source = SourceDocument.objects.get(file_name__startswith="000")
    save(desk, source, section="理论")
    import_page(read_page(SEEDS / source.file_name), given_imprint(publication="某某日报"))
    save(desk, source, section="要闻")
    said = [(entry.history_user, entry.section, entry.publication) for entry in source.history.all()]
    assert [(who, section) for who, section, _ in said] == [
        (curator, "要闻"), (None, "理论"), (curator, "理论"), (None, "")
    ]  # fmt: skip
    assert [publication for *_, publication in said].count("某某日报") == 2
    former = reverse("admin:articles_sourcedocument_simple_history", args=[source.pk, source.history.last().pk])
    assert desk.get(former).status_code == 200
    desk.post(reverse("admin:articles_sourcedocument_delete", args=[source.pk]), {"post": "yes"})
    assert desk.post(former, {"section": "要闻"}).status_code == 404


def test_merging_asks_who_stays_and_moves_everything(desk, library):
    kept, other = Author.objects.get(name="朱旭森"), Author.objects.get(name="王希")
    url = reverse("admin:articles_author_changelist")
    data = {"action": "merge", "_selected_action": [kept.pk, other.pk]}
    assert "请选择保留哪一个" in desk.post(url, data).content.decode()
    desk.post(url, data | {"kept": kept.pk})
    kept.refresh_from_db()
    assert kept.aliases == ["王希"]
    assert kept.authorships.count() == 2
    assert not Author.objects.filter(pk=other.pk).exists()


def test_an_author_of_thousands_of_articles_can_be_split(desk, work):
    author = Author.objects.create(name="本报记者")
    articles = Article.objects.bulk_create(Article(title=f"第{number}篇", body=[]) for number in range(1101))
    rows = Authorship.objects.bulk_create(Authorship(article=article, author=author) for article in articles)
    url = reverse("admin:articles_author_split", args=[author.pk])
    named = {"name": "本报记者", "distinction": "四川大学", "share": [row.pk for row in rows[1:]]}
    assert desk.post(url, named | {"_save": "yes"}).status_code == 302
    work()
    assert Author.objects.get(distinction="四川大学").authorships.count() == 1100


def test_which_articles_gain_and_lose_a_theme_is_shown_before_it_is_saved(desk, library):
    theme = Theme.objects.get(name="体育产业")
    before = set(theme.articles.all())
    url = reverse("admin:articles_theme_change", args=[theme.pk])
    data = form_data(desk.get(url)) | {"term_lines": "县域经济 5\n民宿"}
    page = desk.post(url, data | {"_preview": "x"})
    gained, lost = ({row[0] for row in section.rows} for section in page.context["sections"])
    theme.refresh_from_db()
    assert "县域经济" not in theme.terms
    carried = dict(page.context["carried"]) | {"_save": "x"}
    assert desk.post(url, carried).status_code == 302
    after = set(Theme.objects.get(pk=theme.pk).articles.all())
    assert gained == {article.title for article in after - before}
    assert lost == {article.title for article in before - after}
    assert gained
    assert lost


def test_a_theme_of_hundreds_of_terms_is_previewed(library):
    theme = Theme.objects.get(name="体育产业")
    terms = {f"没有的词{number}": 1.0 for number in range(400)} | {"县域经济": 5.0}
    shown = preview_terms(Theme(name="新主题"), terms)
    assert shown.gained
    assert set(preview_terms(theme, terms).lost) == set(theme.articles.all()) - set(shown.gained)


def test_what_cannot_be_saved_is_not_previewed(desk, library):
    url = reverse("admin:articles_theme_change", args=[Theme.objects.get(name="体育产业").pk])
    page = desk.post(url, form_data(desk.get(url)) | {"term_lines": "体育 0", "_preview": "x"})
    assert "大于 0" in page.content.decode()


def test_whoever_is_renamed_is_still_found_where_the_former_name_is_printed(desk, first_article):
    author = first_article.authorships.get().author
    page = reverse("admin:articles_author_change", args=[author.pk])
    desk.post(page, form_data(desk.get(page)) | {"name": "朱旭生"})
    author.refresh_from_db()
    assert (author.name, author.aliases) == ("朱旭生", ["朱旭森"])
    read_again(first_article.source)
    assert [row.author for row in first_article.authorships.all()] == [author]


def test_an_organisation_is_known_by_the_name_that_it_was_given_and_by_its_former(desk, db):
    first, second = (signed(f"{name}教授")[0] for name in ("川东大学", "川东学院"))
    name_organisations([first, second])
    row = Organisation.objects.get(name="川东大学")
    save(desk, row, name="川江大学")
    later = signed("川江大学讲师") + signed("川东大学讲师")
    name_organisations(later)
    assert [list(byline.organisations.all()) for byline in later] == [[row], [row]]
    shown = save(desk, row, name="川东学院").content.decode()
    assert "与这个名称读作同一个" in shown
    assert "不成单位的名称" in save(desk, row, name="《》").content.decode()
    row.refresh_from_db()
    assert row.name == "川江大学"


def test_a_new_column_of_a_former_name_comes_back_from_the_trash_as_itself(desk, curator):
    renamed = Column.objects.create(name="江边来信")
    save(desk, renamed, name="江边新信")
    desk.post(reverse("admin:articles_column_add"), {"name": "江边来信", "slug": "laixin"})
    new = Column.objects.get(name="江边来信")
    key = new.pk
    assert restore(move_to_trash(new, curator), curator).pk == key
    assert Column.objects.filter(name__startswith="江边").count() == 2
