"""Pictures count what their searches find: every number is checked against the search it links to and the database."""

from __future__ import annotations

import datetime
import re
from collections import Counter

import pytest
from django.http import QueryDict

from articles.models import Article, Column, Theme
from search.answers.search import count
from search.index.updating import rebuild
from search.insights.cooccurrence import term_pairs, theme_pairs
from search.insights.counts import (
    KeyTerm,
    Proportion,
    field_terms,
    key_terms,
    suggested_terms,
    telling_terms,
    term_totals,
    terms_across,
    themes_by_column,
)
from search.insights.figures import time_picture
from search.insights.over_time import OverTime, over_time
from search.insights.scope import Scope, scope_of, term_query
from search.insights.views import insights_url, read_terms
from search.types import ReadingMode
from search.web.forms import read_state
from search.web.state import SearchState

pytestmark = pytest.mark.usefixtures("library")

STATES = {
    "everything": SearchState(),
    "a query": SearchState(query="产业链"),
    "alternatives": SearchState(query="人工智能 OR 数字"),
    "an exact run": SearchState(query="产业链", mode=ReadingMode.EXACT),
    "a column": SearchState(filters={"column": ("智库圆桌",)}),
    "two columns and a query": SearchState(query="产业", filters={"column": ("智库圆桌", "决策建议")}),
    "two themes": SearchState(filters={"theme": ("先进制造业集群", "科技创新")}),
    "no column": SearchState(filters={"column": ("-",)}),
}


@pytest.fixture(params=STATES)
def scope(request) -> Scope:
    return scope_of(STATES[request.param])


def found_by(url: str) -> int:
    return count(read_state(QueryDict(url.partition("?")[2])).request(per_page=1))


def terms_of(scope: Scope) -> dict[str, int]:
    return field_terms(scope, telling_terms(scope))


def told_of(scope: Scope) -> tuple[KeyTerm, ...]:
    return key_terms(scope, telling_terms(scope))


def check(share: Proportion) -> None:
    """The search that a number links to finds as many."""
    assert 0 <= share.count <= share.total
    if share.url:
        assert found_by(share.url) == share.count, share


def text_of(response) -> str:
    return response.content.decode()


def test_a_scope_has_as_many_articles_as_its_search(scope):
    assert scope.total == count(scope.state.request(per_page=1)) > 0


def test_themes_by_column_are_what_their_searches_find(scope):
    heat = themes_by_column(scope)
    assert heat.cells
    for (row, column), share in heat.cells.items():
        assert share.url, (heat.themes[row], heat.columns[column])
        assert share.total == heat.columns[column].count
        check(share)


def test_themes_by_column_are_a_count_over_the_database():
    heat = themes_by_column(scope_of(SearchState()))
    expected: Counter[tuple[str, str]] = Counter()
    for article in Article.objects.published().for_reading():
        column = article.column.name if article.column else "未署栏目"
        expected.update((given.theme.name, column) for given in article.theme_assignments.all())
    drawn = {(heat.themes[row].label, heat.columns[column].label): s.count for (row, column), s in heat.cells.items()}
    assert {cell: number for cell, number in drawn.items() if cell[0] != "未归主题"} == expected


@pytest.mark.parametrize("facet", ["column", "author"])
def test_a_term_across_a_facet_is_what_its_searches_find(scope, facet):
    terms = ("川渝", "产业链", "人才")
    for row in terms_across(scope, terms, facet).rows:
        assert len(row.shares) == len(terms)
        for share in row.shares:
            assert share.total == row.value.count
            check(share)


def test_the_denominators_of_columns_are_all_their_articles():
    rows = terms_across(scope_of(SearchState()), ("川渝",), "column").rows
    for row in rows:
        column = Column.objects.filter(name=row.value.label).first()
        assert row.value.count == Article.objects.published().filter(column=column).count()


def test_a_term_is_counted_as_it_stands_without_operators(library):
    articles = Article.objects.published()
    texts = [" ".join([a.title, *(block["text"] for block in a.body)]) for a in articles]
    [share] = term_totals(scope_of(SearchState()), ("产业链",))
    assert share.count >= sum("产业链" in text for text in texts) > 0
    [nothing] = term_totals(scope_of(SearchState()), ("产业链 OR 人才",))
    assert nothing.count == 0


def test_a_run_of_letters_that_never_ends_is_no_telling_term(settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "index"
    for article in Article.objects.filter(column__name="智库圆桌"):
        Article.objects.filter(pk=article.pk).update(body=[{"kind": "paragraph", "text": "a" * 200_000}])
    rebuild()
    told = told_of(scope_of(SearchState(filters={"column": ("智库圆桌",)})))
    assert all(len(term.text) <= 40 for term in told)


@pytest.fixture
def dated(settings, tmp_path) -> None:
    """Three articles of known months, with a gap between them; the others are undated."""
    settings.INDEX_DIR = tmp_path / "index"
    days = (datetime.date(2024, 5, 4), datetime.date(2024, 6, 9), datetime.date(2025, 1, 3))
    Article.objects.update(published_on=None)
    for article, day in zip(Article.objects.published().filter(body__icontains="产业")[:3], days, strict=True):
        Article.objects.filter(pk=article.pk).update(published_on=day)
    rebuild()


@pytest.mark.usefixtures("dated")
def test_what_was_asked_is_the_first_line_its_share_of_all_articles_month_by_month():
    found = over_time(scope_of(SearchState(query="产业")), ("川渝",))
    assert [series.name for series in found.series] == ["“产业”", "川渝"]
    assert (found.unit, found.places) == ("月", 9)
    asked = found.series[0]
    assert [(one.place, one.label, one.share.total) for one in asked.moments] == [
        (0, "2024年5月", 1), (1, "2024年6月", 1), (8, "2025年1月", 1),
    ]  # fmt: skip
    assert asked.undated.total == 13
    for share in (one.share for series in found.series for one in series.moments):
        check(share)


@pytest.mark.usefixtures("dated")
def test_a_line_breaks_where_there_were_no_articles_and_says_what_is_undated():
    picture = time_picture(over_time(scope_of(SearchState(query="产业")), ()))
    assert picture.panels[0].svg.count('class="chart__line"') == 1
    assert picture.panels[0].svg.count('class="chart__dot"') == 3
    assert "日期不详的 13 篇不在图中" in picture.caption
    assert picture.table.rows[-1][0] == "日期不详"


def test_without_any_day_there_is_no_line():
    Article.objects.update(published_on=None)
    assert time_picture(OverTime("月", 0, ())).panels == ()


def test_authors_of_a_single_article_are_left_out_where_others_have_more():
    rows = terms_across(scope_of(SearchState()), ("产业",), "author").rows
    assert len({row.value.count > 1 for row in rows}) == 1
    assert all(row.value.value != "-" for row in rows)


def test_the_heat_table_is_normalised_by_column_on_choice(client):
    text = text_of(client.get("/insights/?share"))
    assert re.search(r'class="heat__cell[^>]*>\s*<a[^>]*>\d+%<', text)
    assert "占这个栏目的份额" in text


def test_pairs_are_what_their_searches_find(scope):
    for pair in (*theme_pairs(scope), *term_pairs(scope, terms_of(scope))):
        first, second = pair.names
        assert first not in second
        assert second not in first
        assert pair.both.count >= 2
        assert pair.score > 0
        check(pair.both)


def test_no_term_stands_in_more_than_two_pairs():
    scope = scope_of(SearchState())
    used = Counter(name for pair in term_pairs(scope, terms_of(scope)) for name in pair.names)
    assert used
    assert max(used.values()) <= 2


def test_telling_terms_are_more_frequent_in_the_result_than_in_the_library(scope):
    for term in told_of(scope):
        assert term.inside.count / term.inside.total > term.library.count / term.library.total
        assert term.score > 0
        check(term.inside)
        assert found_by(scope_of(SearchState()).url(term_query(term.text))) == term.library.count


def test_nothing_sets_the_whole_library_apart():
    assert told_of(scope_of(SearchState())) == ()


def test_a_theme_is_set_apart_by_its_own_words():
    told = told_of(scope_of(SearchState(filters={"theme": ("成渝地区双城经济圈",)})))
    assert "川渝" in {term.text for term in told}


def test_suggested_terms_divide_the_result():
    scope = scope_of(SearchState())
    for share in term_totals(scope, suggested_terms(scope, terms_of(scope))):
        assert 1 < share.count < scope.total


def test_a_theme_that_is_part_of_another_is_not_searched_by_its_name():
    Theme.objects.create(name="科技创新体系", slug="kejichuangxintixi", terms=["科技创新体系"])
    scope = scope_of(SearchState())
    assert scope.theme_runs("科技创新") is None
    assert scope.theme_runs("未来产业")


def test_two_authors_at_once_have_no_address_that_says_so():
    scope = scope_of(SearchState(filters={"author": ("朱旭森",)}))
    assert scope.url(author="苗壮") == ""
    assert scope.url(author="朱旭森")


def test_a_looser_reading_has_no_link_that_would_find_something_else():
    scope = scope_of(SearchState(query="成渝地区双城经济圈产业链协同创新人才培养"))
    assert scope.shown.query.loosened
    assert scope.total
    for row in terms_across(scope, ("川渝", "重庆"), "column").rows:
        for share in row.shares:
            check(share)


class TestThePage:
    def test_has_a_table_for_every_picture_and_nothing_inline(self, client):
        text = text_of(client.get("/insights/"))
        assert text.count("<svg") >= 6
        assert text.count("<figure") == text.count("<figcaption")
        assert text.count("<table") == len(re.findall(r"<figure(?:(?!</figure).)*<(?:svg|table)", text, re.DOTALL))
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*src)", text)

    def test_has_no_id_twice(self, client):
        ids = re.findall(r'\sid="([^"]+)"', text_of(client.get("/insights/?term=川渝&term=人才")))
        assert len(ids) == len(set(ids))

    def test_compares_up_to_five_terms(self, client):
        response = client.get("/insights/?term=川渝&term=人才&term=产业链&term=数字&term=科技")
        assert response.status_code == 200
        assert text_of(response).count("按栏目") >= 5

    def test_takes_several_terms_from_one_field(self, client):
        response = client.get("/insights/?q=产业&term=川渝、人才 产业链")
        assert response.status_code == 302
        assert response.url == insights_url(SearchState(query="产业"), ("川渝", "人才", "产业链"))

    def test_says_how_many_articles_it_is_about_and_links_to_them(self, client):
        text = text_of(client.get("/insights/?column=智库圆桌"))
        assert "栏目：智库圆桌" in text
        assert 'href="/search/?column=%E6%99%BA%E5%BA%93%E5%9C%86%E6%A1%8C">6 篇文章' in text

    @pytest.mark.parametrize("address", ["/columns/", "/themes/"])
    def test_every_column_and_theme_leads_to_its_pictures(self, client, address):
        shelf = re.search(rf'href="({address}[^"]+)"', text_of(client.get(address)))[1]
        pictures = re.search(r'href="(/insights/\?[^"]+)"', text_of(client.get(shelf)))[1]
        text = text_of(client.get(pictures))
        assert "与众不同的词" in text
        assert "这些文章与众不同" not in text

    def test_says_so_where_there_is_nothing_to_count(self, client):
        text = text_of(client.get("/insights/?q=月球"))
        assert "没有这样的文章" in text
        assert "<svg" not in text

    def test_a_query_that_cannot_be_read_is_said_to_be(self, client):
        response = client.get("/insights/", {"q": "产业" * 120})
        assert response.status_code == 400
        assert "检索式太长" in text_of(response)

    def test_an_engine_that_is_down_is_said_to_be(self, client, settings, tmp_path):
        settings.INDEX_DIR = tmp_path / "none"
        assert client.get("/insights/").status_code == 503

    def test_pictures_of_a_search_are_not_for_robots(self, client):
        assert "noindex" in text_of(client.get("/insights/?q=产业"))
        assert "noindex" not in text_of(client.get("/insights/"))


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ([], ()),
        ([""], ()),
        (["川渝"], ("川渝",)),
        (["川渝，人才、产业链；数字"], ("川渝", "人才", "产业链", "数字")),
        (["重慶", "重庆"], ("重慶",)),
        (["一", "二", "三", "四", "五", "六"], ("一", "二", "三", "四", "五")),
        (["。"], ("。",)),
    ],
)
def test_terms_are_read_once_each_and_five_at_most(given, read):
    assert read_terms(given) == read
