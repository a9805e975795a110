"""The search page over the seed articles: state in the address, help where nothing is found, faults said."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from articles.models import Article, Author, SourceDocument
from articles.templatetags.record import printed_at, signed_briefly
from search.pages.help import EXAMPLES
from search.text.folding import fold_text

pytestmark = pytest.mark.usefixtures("library")

SWAP = {"HX-Request": "true"}


def text_of(response) -> str:
    return response.content.decode()


def title_of(response) -> str:
    return re.search(r"<title>(.*?)</title>", text_of(response), re.DOTALL)[1]


def test_the_page_and_its_swap_say_the_same_and_caches_are_told(client):
    page = client.get("/search/", {"q": "新质生产力"})
    swap = client.get("/search/", {"q": "新质生产力"}, headers=SWAP)
    assert "<html" in text_of(page)
    assert "<html" not in text_of(swap)
    assert title_of(page) == title_of(swap)
    for response in (page, swap):
        assert "HX-Request" in response.headers["Vary"]


def test_a_restored_history_entry_is_the_whole_page(client):
    response = client.get("/search/", headers={**SWAP, "HX-History-Restore-Request": "true"})
    assert "<html" in text_of(response)


def test_the_title_says_query_filters_and_count(client):
    title = title_of(client.get("/search/", {"q": "产业链", "column": "智库圆桌"}))
    assert re.search(r"“产业链”　栏目：智库圆桌 \d+ 篇", title)


def test_a_plain_forms_empty_and_default_values_are_cleared_from_the_address(client):
    response = client.get("/search/?q=&sort=relevance&column=智库圆桌")
    assert response.status_code == 302
    assert response.url == reverse("search") + "?column=%E6%99%BA%E5%BA%93%E5%9C%86%E6%A1%8C"
    assert client.get(response.url).status_code == 200


def test_filters_are_or_within_a_facet_and_and_across(client):
    def total(**chosen):
        return client.get("/search/", chosen).context["result"].total

    one, other = total(column="智库圆桌"), total(column="资政参考")
    assert total(column=["智库圆桌", "资政参考"]) == one + other
    author = Author.objects.get(name="严红")
    assert total(column=["智库圆桌", "资政参考"], author=str(author.pk)) == 1


def test_chosen_filters_are_chips_that_remove_one_and_a_link_that_clears_all(client):
    page = text_of(client.get("/search/", {"column": ["智库圆桌", "资政参考"]}))
    assert "移除 </span>栏目：智库圆桌" in page
    assert 'href="/search/?column=%E8%B5%84%E6%94%BF%E5%8F%82%E8%80%83"' in page
    assert "清除全部" in page


def test_a_chosen_value_without_articles_stays_and_is_greyed(client):
    page = text_of(client.get("/search/", {"q": "双城经济圈", "column": "没有这个栏目"}))
    assert re.search(r'class="checks__none"><input[^>]*value="没有这个栏目"[^>]*checked', page)


def test_articles_without_a_column_can_be_asked_for(client):
    response = client.get("/search/", {"column": "-"})
    assert response.context["result"].total == Article.objects.filter(column=None).count()
    assert "未署栏目" in title_of(response)


def test_every_hit_links_to_its_article_with_the_search_and_its_rank(client):
    response = client.get("/search/", {"q": "产业链"})
    entries = response.context["shown"].entries
    assert [entry.rank for entry in entries] == list(range(1, len(entries) + 1))
    assert all(f"hit={entry.rank}" in entry.url and "q=" in entry.url for entry in entries)
    assert "<mark>" in text_of(response)


def test_nothing_a_query_says_becomes_markup(client):
    page = text_of(client.get("/search/", {"q": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page
    assert escape("<script>alert(1)</script>") in page


def test_no_hits_is_a_page_with_ways_on(client):
    response = client.get("/search/", {"q": "体育产业", "column": "资政参考"})
    assert response.status_code == 200
    assert "没有文章" in text_of(response)
    ways = response.context["ways_on"]
    assert [way.label for way in ways] == ["移除 栏目：资政参考"]
    assert ways[0].count == client.get(ways[0].url).context["result"].total > 0


def test_words_that_never_stand_together_are_offered_without_each(client):
    response = client.get("/search/", {"q": "“体育产业” “县域经济”"})
    assert response.context["result"].total == 0
    ways = response.context["ways_on"]
    assert [way.label for way in ways] == ["不要求““体育产业””：“县域经济”", "不要求““县域经济””：“体育产业”"]
    for way in ways:
        assert client.get(way.url).context["result"].total == way.count > 0


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("产业" * 150, "检索式太长"),
        ("产业链 " * 40, "检索式的词太多"),
        ("(" * 30 + "产业" + ")" * 30, "括号套得太深"),
        ("date:不知哪天 产业", "检索式读不懂"),
    ],
)
def test_a_query_that_is_refused_is_a_page_of_its_own_with_a_repaired_one_under_a_true_heading(client, query, heading):
    response = client.get("/search/", {"q": query})
    assert response.status_code == 400
    page = text_of(response)
    assert re.findall(r"<h1>(.*?)</h1>", page) == [heading]
    assert f"<title>{heading}" in page
    assert "0 篇" not in page
    repaired = re.search(r'href="(/search/\?q=[^"]+)"', page)[1]
    assert client.get(repaired).status_code == 200


def test_an_engine_that_is_down_says_so_and_never_that_there_is_nothing(client, settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "no-index"
    for headers in ({}, SWAP):
        response = client.get("/search/", {"q": "产业"}, headers=headers)
        assert response.status_code == 503
        assert "检索暂时不可用" in text_of(response)
        assert text_of(response).count('id="hits" tabindex="-1"') == 1, "the way past the filters leads nowhere"
        assert response.headers["Retry-After"]


def test_an_article_opens_without_its_marks_while_the_engine_is_down(client, settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "no-index"
    article = Article.objects.first()
    assert client.get(article.get_absolute_url(), {"q": "产业", "hit": 1}).status_code == 200


def test_a_page_beyond_the_last_leads_to_the_last(client):
    response = client.get("/search/", {"page": "99"})
    assert response.status_code == 302
    assert response.url == "/search/"


def test_all_values_of_a_facet_have_a_plain_page_that_can_be_narrowed(client):
    page = text_of(client.get("/search/facets/author/"))
    assert all(author.name in page for author in Author.objects.all())
    narrowed = text_of(client.get("/search/facets/author/", {"find": "zxs"}))
    assert "朱旭森" in narrowed
    assert "秦红松" not in narrowed
    assert "<html" not in text_of(client.get("/search/facets/author/", {"find": "zxs"}, headers=SWAP))
    assert client.get("/search/facets/nothing/").status_code == 404


def test_every_occurrence_has_its_line_in_context(client):
    response = client.get("/search/", {"q": "产业链", "view": "context"})
    lines = response.context["lines"]
    texts = [block["text"] for article in Article.objects.all() for block in article.body]
    assert lines.occurrences >= sum(text.count("产业链") for text in texts)
    assert all(shown.line.match == "产业链" for shown in lines.lines)
    assert all(len(shown.line.left) <= 20 and len(shown.line.right) <= 20 for shown in lines.lines)
    following = client.get("/search/", {"q": "产业链", "view": "context", "page": "2"})
    assert following.context["paging"].first_row == len(lines.lines) + 1


def test_another_spelling_is_offered_where_nothing_is_found(client):
    response = client.get("/search/", {"q": "新制生产力"})
    assert "新质生产力" in [other.label for other in response.context["spellings"]]
    assert "是不是找" in text_of(response)


def test_an_article_found_leads_back_and_to_its_neighbours(client):
    entries = client.get("/search/", {"q": "产业链"}).context["shown"].entries
    page = text_of(client.get(entries[1].url))
    assert escape(entries[0].url) in page
    assert escape(entries[2].url) in page
    assert f'href="/search/?q=%E4%BA%A7%E4%B8%9A%E9%93%BE#hit-{entries[1].article.pk}"' in page
    assert f"2 / {len(entries)}" in page


def test_matches_in_an_article_are_marked_whole(client):
    article = Article.objects.get(authors__name="朱旭森")
    page = text_of(client.get(article.get_absolute_url(), {"q": "产业链"}))
    text = "".join(block["text"] for block in article.body)
    marked = re.findall(r'<mark class="match"[^>]*>产业链</mark>', page)
    assert len(marked) >= text.count("产业链") - 1


def test_every_example_of_the_help_page_finds_something(client):
    page = text_of(client.get("/help/"))
    for example in EXAMPLES:
        assert escape(example.url) in page
        assert client.get(example.url).context["result"].total, example.query


def test_any_search_is_a_feed(client):
    response = client.get("/search/feed/", {"q": "产业链"})
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    entries = client.get("/search/", {"q": "产业链"}).context["shown"].entries
    assert text_of(response).count("<entry>") == len(entries)
    assert client.get("/search/feed/", {"q": "产业" * 150}).status_code == 400


def test_a_feed_is_well_formed_whatever_an_article_or_an_address_holds(client):
    Article.objects.update(title="产业\x01链\x0b与\ufffe园区")
    Author.objects.update(name="甲\x1f乙")
    for parameters in ({"q": "产业链"}, {"q": "产业链\uffff"}, {"column": "\x00"}, {"year": "\x1b20\ufffe25"}):
        response = client.get("/search/feed/", parameters)
        feed = ElementTree.fromstring(response.content)  # noqa: S314  # the site's own
        assert feed.tag.endswith("feed")
        titles = {title.text.removesuffix("（题名推定）") for title in feed.findall("{*}entry/{*}title")}
        assert titles <= {"产业链与园区"}


def test_the_page_leads_to_the_api_with_the_same_result(client):
    page = client.get("/search/", {"q": "产业链", "column": "智库圆桌", "sort": "title", "view": "context"})
    [address] = re.findall(r'href="(/api/search[^"]*)"', text_of(page))
    answer = client.get(address.replace("&amp;", "&")).json()
    assert answer["total"] == page.context["result"].total > 0
    assert [hit["id"] for hit in answer["hits"]] == [hit.article_id for hit in page.context["result"].hits]


def test_browsers_can_add_the_search(client):
    description = text_of(client.get("/opensearch.xml"))
    assert 'template="http://testserver/search/?q={searchTerms}"' in description


def test_the_page_does_not_read_what_speaks_for_the_themes(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/", {"q": "重庆"})
    themes = [query["sql"] for query in asked if "articles_themeassignment" in query["sql"]]
    assert themes
    assert not any("evidence" in sql for sql in themes)


def test_the_page_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        client.get("/search/", {"q": "产业链"})


def test_a_page_of_hits_reads_the_database_a_few_times_whatever_it_shows(
    library, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        client.get("/search/", {"q": "产业"})


def test_the_lines_of_a_result_are_all_of_it_on_its_pages_and_in_its_files(library, client, monkeypatch):
    monkeypatch.setattr("search.answers.occurrences.BATCH", 2)
    asked = {"q": "发展", "view": "context", "order": "left"}
    first, others = client.get("/search/", asked).context["lines"], []
    for number in range(2, first.paging.last + 1):
        others.append(client.get("/search/", {**asked, "page": str(number)}).context["lines"])
    lines = [row.line for page in (first, *others) for row in page.lines]
    assert len(lines) == first.occurrences > 100
    before = [fold_text(line.left)[::-1] for line in lines]
    assert before == sorted(before)
    rows = list(csv.reader(io.StringIO(client.get("/search/lines/", {**asked, "format": "csv"}).getvalue().decode())))
    assert [row[4] for row in rows[1:]] == [line.match for line in lines]


def test_more_lines_than_can_be_listed_are_refused_and_not_cut_short(library, client, monkeypatch):
    monkeypatch.setattr("search.answers.occurrences.MOST_LINES", 10)
    page = client.get("/search/", {"q": "创新", "view": "context"})
    assert page.status_code == 400
    assert "语境最多列" in text_of(page)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("(产业 标题:量子纠缠) | (人才 反物质)", "不要求“标题:量子纠缠”：产业"),
        ("新质生产力 -发展", "不排除“发展”：新质生产力"),
        ("“人才和金融” | 反物质", "不求原文相连：人才 金融 OR 反物质"),
    ],
)
def test_alternatives_and_exclusions_that_leave_nothing_are_offered_less_strictly(client, typed, label):
    response = client.get("/search/", {"q": typed})
    assert response.context["result"].total == 0
    way = next(way for way in response.context["ways_on"] if way.label == label)
    assert way.count == client.get(way.url).context["result"].total > 0


def test_articles_nearly_the_same_are_one_hit_that_shows_the_others_and_all_are_counted(client):
    first, second = Article.objects.filter(body__icontains="重庆").order_by("pk")[:2]
    alone = client.get("/search/", {"q": "重庆"})
    assert "篇近似" not in text_of(alone)
    Article.objects.filter(pk=second.pk).update(duplicate_of=first)
    page = client.get("/search/", {"q": "重庆"})
    assert len(re.findall("另有 1 篇近似", text_of(page))) == 1
    assert text_of(page).count('class="hit"') == text_of(alone).count('class="hit"') - 1
    assert f'id="hit-{first.pk}"' in text_of(page)
    assert f'id="hit-{second.pk}"' in text_of(page)
    assert title_of(page) == title_of(alone)


def test_a_compact_list_says_title_imprint_and_one_passage_and_is_remembered(client):
    first = client.get("/search/", {"q": "产业链", "view": "compact"})
    assert first.cookies["view"].value == "compact"
    entry = first.context["shown"].entries[0]
    assert f'<p class="hit__signed">{signed_briefly(entry.article)}</p>' in text_of(first)
    assert f'<p class="hit__imprint">{printed_at(entry.article)}</p>' in text_of(first)
    again = client.get("/search/", {"q": "产业"})
    assert "hit--compact" in text_of(again)
    assert "hit--compact" in text_of(client.get("/search/", {"q": "产业"}, headers=SWAP))
    full = client.get("/search/?q=产业&view=list", follow=True)
    assert full.redirect_chain == [("/search/?q=%E4%BA%A7%E4%B8%9A", 302)]
    assert "hit--compact" not in text_of(full)
    assert "hit--compact" not in text_of(client.get("/search/", {"q": "产业"}))


def test_a_browser_is_not_told_that_its_copy_of_the_other_list_is_still_right(client):
    client.get("/search/?q=产业")  # which brings the cookie that its forms go with
    tag = client.get("/search/?q=产业").headers["ETag"]
    client.get("/search/?q=产业&view=compact")
    assert client.get("/search/?q=产业", headers={"If-None-Match": tag}).status_code == 200


def test_a_page_may_have_more_hits_and_the_way_back_knows(client):
    page = client.get("/search/", {"per_page": "50"})
    assert len(page.context["shown"].entries) == 16
    assert page.context["paging"].last == 1
    entry = page.context["shown"].entries[-1]
    assert "per_page=50" in entry.url
    assert f"/search/?per_page=50#hit-{entry.article.pk}" in text_of(client.get(entry.url))
    assert client.get("/search/", {"per_page": "7"}).status_code == 302


def test_every_hit_says_its_paper_and_day_or_that_they_are_not_known(client):
    Article.objects.update(published_on=None)
    SourceDocument.objects.update(published_on=None, publication="")
    assert text_of(client.get("/search/", {"q": "产业链"})).count("日期不详") >= 3
    assert "出版物不详 日期不详" in text_of(client.get("/search/", {"q": "产业链", "view": "compact"}))


def test_the_way_past_the_filters_leads_to_the_first_hit(client):
    for query in ("产业链", "月球"):
        text = text_of(client.get("/search/", {"q": query}))
        assert '<a class="skip" href="#hits">跳到结果</a>' in text
        assert text.count('id="hits" tabindex="-1"') == 1
