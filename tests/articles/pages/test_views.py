"""The record's pages over the seed articles."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from articles.models import Article, Author, Column, Feature, Organisation, SourceDocument, Theme, ThemeAssignment

pytestmark = pytest.mark.usefixtures("library")


def text_of(response) -> str:
    return response.content.decode()


def said(markup: str) -> str:
    """What a reader reads: markup without its tags."""
    return re.sub(r"<[^>]*>", "", markup)


def of_author(name: str) -> Article:
    return Article.objects.get(authors__name=name)


@pytest.mark.parametrize("name", ["home", "columns", "authors", "themes", "sources"])
def test_every_hall_opens(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_everything_in_the_library_has_its_page(client):
    for model in (Article, Author, Column, Feature, SourceDocument):
        for item in model.objects.all():
            assert client.get(item.get_absolute_url()).status_code == 200, item
    for theme in Theme.objects.filter(assignments__removed=False).distinct():
        assert client.get(theme.get_absolute_url()).status_code == 200, theme


@pytest.mark.parametrize("model", [Author, Organisation, Column, Theme])
def test_a_long_list_of_articles_is_cut_without_comparing_texts(client, model):
    """DISTINCT over whole rows reads and sorts the texts of all of them, for a page that shows fifty."""
    row = next(row for row in model.objects.order_by("pk") if client.get(row.get_absolute_url()).status_code == 200)
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(row.get_absolute_url()).status_code == 200
    whole = [query["sql"] for query in asked.captured_queries if '"articles_article"."body"' in query["sql"]]
    assert whole
    assert not [sql for sql in whole if "DISTINCT" in sql]


def test_the_front_page_is_the_newest_page_of_a_paper_as_a_page(client):
    article = of_author("朱旭森")
    SourceDocument.objects.filter(pk=article.source_id).update(
        publication="山城日报", page="9", published_on="2025-03-10"
    )
    Article.objects.filter(source=article.source).update(published_on="2025-03-10")
    Article.objects.exclude(source=article.source).update(published_on="2025-02-10")
    response = client.get("/")
    front, page = response.context["front"], text_of(response)
    assert (front.paper, front.page.source, front.weekday) == ("山城日报", article.source, "一")
    assert "星期一" in page
    assert "第9版" in page
    for shown in front.page.articles:
        assert shown.get_absolute_url() in page
        assert shown not in response.context["latest"]
    assert "2025年2月：" in page
    assert "16 篇" in page
    assert all(escape(column.name) in page for column in Column.objects.all())
    assert all(feature.get_absolute_url() in page for feature in response.context["features"])


def test_a_column_lists_its_packages_newest_first_with_the_day_that_tells_those_of_one_title_apart(client):
    column = Feature.objects.exclude(column=None).first().column
    own = Article.objects.filter(column=column)
    for article, day in zip(own.order_by("pk"), (date(2025, 2, 10), date(2025, 3, 10)), strict=False):
        package = Feature.objects.create(source_id=article.source_id, title="同题", column=column)
        own.filter(pk=article.pk).update(feature=package, published_on=day)
    response = client.get(column.get_absolute_url())
    shown = text_of(response).partition("专题</h2>")[2].partition("</section>")[0]
    assert shown.count("同题") == 2
    assert shown.index("2025年3月10日") < shown.index("2025年2月10日")


def test_the_front_page_without_any_day_lists_what_there_is(client):
    Article.objects.update(published_on=None)
    SourceDocument.objects.update(published_on=None)
    response = client.get("/")
    assert response.context["front"] is None
    assert response.context["latest"][0].get_absolute_url() in text_of(response)


def test_the_front_page_names_only_papers_that_something_is_published_of(client):
    article = of_author("朱旭森")
    SourceDocument.objects.filter(pk=article.source_id).update(publication="山城日报")
    assert "山城日报" in client.get("/").context["papers"]
    Article.objects.filter(source=article.source).update(status=Article.Status.DRAFT)
    assert "山城日报" not in client.get("/").context["papers"]


@pytest.mark.parametrize(("page", "named"), [("9", "重庆日报 第9版"), ("A03", "重庆日报 A03版"), ("", "重庆日报")])
def test_every_headline_stands_under_its_paper_and_page(client, page, named):
    article = of_author("朱旭森")
    SourceDocument.objects.filter(pk=article.source_id).update(publication="重庆日报", page=page)
    for address in (article.get_absolute_url(), article.column.get_absolute_url(), "/search/?q=作者:朱旭森"):
        assert f"<span>{named}</span>" in text_of(client.get(address)), address


def test_an_article_page_has_the_text_in_paragraphs_that_can_be_linked_to(client):
    article = of_author("朱旭森")
    page = text_of(client.get(article.get_absolute_url()))
    for number, block in enumerate(article.body, start=1):
        paragraph = re.search(rf'<p id="p-{number}">(.*?)</p>', page, re.DOTALL)
        assert paragraph, number
        without_joins = re.sub(r'<a class="join.*?</a>', "", paragraph[1])
        assert said(without_joins) == escape(block["text"])


def test_an_article_page_marks_its_joins_with_their_reason(client):
    article = of_author("朱旭森")
    page = text_of(client.get(article.get_absolute_url()))
    joined = article.passages.exclude(join_confidence=None)
    assert joined.exists()
    assert page.count('class="join') >= joined.count()
    assert all(escape(passage.join_reason) in page for passage in joined)


def test_an_inferred_title_is_marked_with_its_reason(client):
    article = of_author("秦红松")
    page = text_of(client.get(article.get_absolute_url()))
    assert "题名推定" in page
    assert escape(article.title_reason) in page


def test_an_inferred_title_is_marked_wherever_it_is_shown(client):
    article = of_author("秦红松")
    beside = of_author("朱旭森").get_absolute_url()
    author = article.authors.get().get_absolute_url()
    for path in (beside, author, article.source.get_absolute_url(), "/search/?q=县域", "/search/feed/?q=县域"):
        page = said(text_of(client.get(path)).replace("<wbr>", ""))
        assert re.search(re.escape(article.title) + r"\s*（?题名推定", page), path


def test_a_title_that_the_scan_cut_is_kept_and_marked(client):
    assert "原题不全" in text_of(client.get(of_author("戴宇倩").get_absolute_url()))


def test_themes_show_their_evidence(client):
    given = ThemeAssignment.objects.kept().filter(origin="rule").select_related("article", "theme").first()
    page = text_of(client.get(given.article.get_absolute_url()))
    assert all(f"{seen['term']} {seen['count']} 次" in page for seen in given.evidence)


def test_a_theme_that_a_person_removed_is_not_shown(client):
    given = ThemeAssignment.objects.kept().select_related("article", "theme").first()
    given.removed = True
    given.save()
    assert given.theme.get_absolute_url() not in text_of(client.get(given.article.get_absolute_url()))


def test_rows_of_a_table_are_shown_as_one_and_each_can_be_led_to(client):
    article = of_author("秦红松")
    rows = [{"kind": "paragraph", "text": text} for text in ("项目\t2024年\t2025年", "产值\t3456\t3802")]
    article.body = [*article.body, *rows]
    article.save()
    page = text_of(client.get(article.get_absolute_url()))
    assert re.search(rf'<tr id="p-{len(article.body)}">\s*<th scope="row">\s*产值', page)
    assert re.search(r'<th scope="col" class="number">\s*2024年', page)


def test_an_interview_shows_its_people_its_lead_its_box_and_who_speaks(client):
    article = of_author("郭险峰")
    page = text_of(client.get(article.get_absolute_url()))
    assert "主持人" in page
    assert "受访嘉宾" in page
    assert 'id="lead-1"' in page
    assert 'id="box-1"' in page
    assert '<b class="speaker">郭险峰：</b>' in page


def test_any_newspaper_that_asks_in_an_interview_is_a_speaker(client):
    article = of_author("郭险峰")
    article.body = [{"kind": "paragraph", "text": text} for text in ("山城晚报：怎么看？", "问题：没有人说话。")]
    article.save()
    page = text_of(client.get(article.get_absolute_url()))
    assert '<b class="speaker">山城晚报：</b>' in page
    assert '<b class="speaker">问题' not in page


def test_a_paper_shows_its_abstracts_keywords_and_references(client):
    article = of_author("柏才慧")
    page = text_of(client.get(article.get_absolute_url()))
    assert escape(article.abstract) in page
    assert escape(article.abstract_en) in page
    assert all(escape(line) in page for line in article.references)
    assert "[J]" in page


def test_what_is_not_known_is_said_and_no_machine_is_told_a_date(client):
    article = of_author("朱旭森")
    page = text_of(client.get(article.get_absolute_url()))
    assert "缺日期" in page
    assert "citation_publication_date" not in page
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert data["headline"] == article.title
    assert "datePublished" not in data
    assert 'name="citation_author" content="朱旭森"' in page


def test_nothing_in_an_article_can_close_its_data_block(client):
    article = of_author("朱旭森")
    Article.objects.filter(pk=article.pk).update(title="</script><b>x</b>&")
    page = text_of(client.get(article.get_absolute_url()))
    assert "</script><b>x" not in page
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert data["headline"] == "</script><b>x</b>&"


def test_the_other_articles_of_its_page_and_its_feature_are_linked(client):
    article = of_author("罗重谱")
    page = text_of(client.get(article.get_absolute_url()))
    assert of_author("张明").get_absolute_url() in page
    assert article.feature.get_absolute_url() in page


@pytest.mark.parametrize(("status", "code"), [("withdrawn", 410), ("draft", 404)])
def test_what_is_not_published_is_not_shown(client, status, code):
    article = of_author("朱旭森")
    Article.objects.filter(pk=article.pk).update(status=status)
    response = client.get(article.get_absolute_url())
    assert response.status_code == code
    assert article.body[0]["text"][:30] not in text_of(response)
    assert article.title not in text_of(client.get("/"))


def test_no_browser_keeps_the_page_of_a_withdrawn_article(client):
    article = of_author("朱旭森")
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert "no-store" in client.get(article.get_absolute_url())["Cache-Control"]


def test_the_mark_of_the_site_is_where_programs_look_for_it(client):
    assert client.get("/favicon.ico")["Location"] == "/static/img/mark.svg"


def test_an_author_page_has_every_affiliation_as_printed_and_the_coauthors(client):
    author = Author.objects.get(name="陈银华")
    page = text_of(client.get(author.get_absolute_url()))
    assert all(escape(item.affiliation) in page for item in author.authorships.all())
    assert Author.objects.get(name="袁梅").get_absolute_url() in page


def test_a_source_page_shows_every_character_of_the_file_once(client):
    for source in SourceDocument.objects.all():
        page = text_of(client.get(source.get_absolute_url()))
        runs = re.findall(r'<p class="run__text"[^>]*>(.*?)</p>', page, re.DOTALL)
        shown = re.sub(r"\s", "", "".join(runs))
        assert shown == re.sub(r"\s", "", escape(source.raw_text)), source


@pytest.mark.parametrize("status", ["withdrawn", "draft"])
def test_a_source_page_keeps_the_text_of_unpublished_articles_to_curators(client, admin_client, status):
    article = of_author("朱旭森")
    Article.objects.filter(pk=article.pk).update(status=status)
    address, opening = article.source.get_absolute_url(), escape(article.body[0]["text"][:20])
    page = text_of(client.get(address))
    assert opening not in page
    assert "个字符属于未发布或已删除的文章，不予显示" in page
    assert opening in text_of(admin_client.get(address))


def test_a_source_page_says_how_each_join_goes_on(client):
    source = of_author("张明").source
    page = text_of(client.get(source.get_absolute_url()))
    assert "接自第 3 段文字" in page
    assert "续至第 4 段文字" in page
    assert "全部有归属" in page


def test_columns_themes_and_authors_lead_to_their_pictures(client):
    article = of_author("朱旭森")
    for page in (article.column, article.themes.first(), article.authors.get()):
        assert f"{reverse('insights')}?" in text_of(client.get(page.get_absolute_url()))


def test_robots_may_read_articles_but_not_every_search(client):
    robots = text_of(client.get("/robots.txt"))
    assert "Disallow: /search/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots


def test_the_sitemap_lists_every_published_article(client):
    index = text_of(client.get("/sitemap.xml"))
    assert "http://testserver/sitemap-articles.xml" in index
    articles = text_of(client.get("/sitemap-articles.xml"))
    assert all(f"http://testserver{article.get_absolute_url()}<" in articles for article in Article.objects.all())


def test_a_page_that_is_not_there_helps(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert reverse("search") in text_of(response)


def test_pages_take_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        client.get("/")
    with django_assert_max_num_queries(15):
        client.get(of_author("朱旭森").get_absolute_url())


def test_a_headline_shows_as_a_newspaper_prints_it(client):
    article = of_author("朱旭森")
    Article.objects.filter(pk=article.pk).update(kicker="坚持规划引领", subtitle="——三个园区的实践")
    page = said(text_of(client.get(article.get_absolute_url())).partition("<h1")[0][-300:])
    assert "坚持规划引领" in page
    assert "——三个园区的实践" in said(text_of(client.get(article.get_absolute_url())).partition("</h1>")[2][:300])


def test_a_curator_finds_the_ways_to_mend_an_article_above_it_and_a_reader_none(client, admin_client):
    article = of_author("朱旭森")
    change = reverse("admin:articles_article_change", args=[article.pk])
    for_curator = text_of(admin_client.get(article.get_absolute_url()))
    assert for_curator.index(change) < for_curator.index("<h1")
    assert "编者 admin" in for_curator
    for_reader = text_of(client.get(article.get_absolute_url()))
    assert change not in for_reader
    assert "编者登录" in for_reader


def test_the_matches_that_are_counted_are_all_that_are_marked(client):
    article = Article.objects.published().filter(title__contains="产业")[0]
    page = text_of(client.get(article.get_absolute_url(), {"q": "产业"}))
    assert page.count("<mark") == page.count('class="match"') > 1
    assert re.search(r'<h1.*class="match".*</h1>', page, re.DOTALL)


def test_a_page_that_is_shared_has_a_picture(client):
    image = re.search(r'og:image" content="http://testserver([^"]+)"', text_of(client.get("/")))[1]
    assert image.endswith(".png")
    assert finders.find(image.removeprefix("/static/"))
