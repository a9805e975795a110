"""HTML as crawlers save it: the article, and none of the site."""

from __future__ import annotations

from itertools import pairwise

import pytest

from articles.parsing import parse
from articles.parsing.files.reading import FileFormat, format_of, read_lines, uncovered
from tests.articles.parsing.made_prose import paragraphs

TEXT = """<!DOCTYPE html>
<html><head><title>江边的树--理论--江边网</title>
<meta name="author" content="方知远"><meta name="publishdate" content="2024-05-06">
<style>p {color: red}</style></head>
<body><nav><a href="/">首页</a> &gt; <a href="/l">理论</a></nav>
<h1>江边的树</h1>
<p class="author">方知远</p>
<div class="share">分享到微信</div>
<p>&emsp;&emsp;护好一江<b>清水</b>，&ldquo;两岸&rdquo;人民
都受益。<br>沿江各地携手同行。
<p>再修复。</p>
<table><tr><td>甲</td><td>优</td></tr></table>
<p><a href="/next">下一篇：山上的花</a></p>
<script>var a = "护好";</script>
<footer>版权所有</footer></body></html>
"""


def test_a_reader_sees_the_article_alone() -> None:
    assert [line.text for line in read_lines(TEXT, "a.html").lines] == [
        "江边的树",
        "方知远",
        "护好一江清水，“两岸”人民都受益。",
        "沿江各地携手同行。",
        "再修复。",
        "甲\t优",
    ]


def test_headings_keep_their_level_and_paragraphs_their_indent() -> None:
    lines = read_lines(TEXT, "a.html").lines
    assert [line.level for line in lines[:3]] == [1, 0, 0]
    assert lines[2].indent > 0


def test_every_character_knows_its_place() -> None:
    for line in read_lines(TEXT, "a.html").lines:
        for char, place in zip(line.text, line.places, strict=True):
            assert TEXT[place] in (char, "&") or char == "\t"


def test_lines_and_what_lies_outside_them_are_the_whole_file() -> None:
    lines = read_lines(TEXT, "a.html").lines
    runs = sorted(
        [(line.start, line.end) for line in lines] + uncovered(TEXT, ((line.start, line.end) for line in lines))
    )
    assert all(before[1] <= after[0] for before, after in pairwise(runs))
    assert "".join(TEXT.split()) == "".join("".join(TEXT[start:end] for start, end in runs).split())


def test_the_head_is_handed_on() -> None:
    hints = read_lines(TEXT, "a.html").hints
    assert (hints.title, hints.authors, hints.date, hints.origin) == ("江边的树", ("方知远",), "2024-05-06", "meta")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("护好一江清水。", "a.txt", FileFormat.PLAIN),
        ("护好一江清水。", "a.HTM", FileFormat.HTML),
        ("\n<html><body>护好</body></html>", "a.txt", FileFormat.HTML),
        ("护好一江清水。", "a.markdown", FileFormat.MARKDOWN),
        ("---\ntitle: 江\n---\n护好", "a.txt", FileFormat.MARKDOWN),
        ("---\n护好一江清水。", "a.txt", FileFormat.PLAIN),
        ("<生态>是一种说法。", "a.txt", FileFormat.PLAIN),
    ],
)
def test_a_format_is_known_by_name_or_beginning(text: str, name: str, expected: FileFormat) -> None:
    assert format_of(text, name) is expected


def test_what_a_site_names_as_a_field_is_a_line_of_its_own_and_no_part_of_a_label() -> None:
    text = (
        '<html><body><h1>江边的树</h1><div><span class="meta">原创</span> <span class="meta_text author">方知远</span>'
        '<span><a id="js_name">江边理论</a></span><em id="publish_time">2024年5月6日</em>'
        '<em id="js_ip_wording">湖北</em></div>'
        '<p>来源：<span class="source">江边日报</span></p></body></html>'
    )
    lines = [line.text for line in read_lines(text, "a.html").lines]
    assert lines == ["江边的树", "原创", "方知远", "2024年5月6日", "来源：江边日报"]


def _paragraphs(seed: int) -> str:
    return "".join(f"<p>{line}</p>\n" for line in paragraphs(2, seed).splitlines())


def _page(bold: str, before: str = "<h1>江边的树</h1>\n<p>作者：方知远</p>\n") -> str:
    return f"<html><body><article>{before}{_paragraphs(1)}<p>{bold}</p>\n{_paragraphs(2)}</article></body></html>"


def _headings(text: str) -> list[str]:
    (article,) = parse(text, "a.html").articles
    return [block.text for block in article.body if block.kind == "heading"]


HEADINGS = [
    "一、把树留在江边",
    "把树留在江边",
    "江边的树，到底为了谁？",
    "坚持以人民为中心，坚持系统观念，坚持守正创新，坚持问题导向",
    "一、坚持先体检后更新，让护江护树的成果更多更公平惠及全体居民群众，让群众看得见水、望得见树、记得住江边的乡愁",
]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("tag", ["strong", "b"])
def test_a_paragraph_that_is_bold_throughout_is_a_heading(heading: str, tag: str) -> None:
    assert _headings(_page(f"<{tag}>{heading}</{tag}>")) == [heading]
    assert _headings(_page(f"　　<{tag}>{heading[:3]}</{tag}><{tag}>{heading[3:]}</{tag}>")) == [heading]


@pytest.mark.parametrize(
    "paragraph",
    [
        "<strong>坚持以人民为中心，坚持系统观念，坚持守正创新，坚持问题导向，这是护好江边树的根本所在。</strong>",
        "<strong>坚持以人民为中心，坚持系统观念，坚持守正创新，坚持问题导向。</strong>沿江各地携手同行。",
        "坚持<b>以人民为中心</b>，坚持系统观念，坚持守正创新，坚持问题导向，<b>护好江边的树</b>。",
        "坚持以人民为中心，坚持系统观念，坚持守正创新，坚持问题导向",
    ],
)
def test_a_sentence_or_a_part_of_one_is_none(paragraph: str) -> None:
    assert _headings(_page(paragraph)) == []


def test_bold_lines_of_a_head_are_what_they_were() -> None:
    bold = "<h1>江边的树</h1>\n<p><b>来源：某某日报</b></p>\n<p><b>方知远</b></p>\n"
    plain = parse(_page("护好一江清水。", "<p><b>江边的树</b></p>\n<p><b>方知远</b></p>\n"), "a.html").articles
    for article in (*parse(_page("护好一江清水。", bold), "a.html").articles, *plain):
        assert (article.title, [person.name for person in article.authors]) == ("江边的树", ["方知远"])
        assert [block.kind for block in article.body] == ["paragraph"] * 5


def test_a_bold_credit_is_no_heading() -> None:
    assert _headings(_page("<b>王小明摄</b>")) == []


def test_bold_verses_are_no_headings() -> None:
    verses = ["春风吹过山岗", "溪水流过村庄", "老樟树下的故事", "一年比一年长"]
    lines = "".join(f"<p><strong>{verse}</strong></p>\n" for verse in verses)
    page = f"<h1>云溪谣</h1>\n<p>李建国</p>\n{lines}{_paragraphs(1)}"
    assert _headings(f"<html><body>{page}</body></html>") == []


def test_a_bold_half_of_a_paragraph_is_no_heading() -> None:
    half = "后来到县城上学，第一次走进图书馆，看见一排排书架从地面一直顶到"
    assert _headings(_page(f"<b>{half}</b></p>\n<p>天花板，心里又惊又喜，管理员便笑着招手让我进去。")) == []


def test_bold_numbered_lines_one_under_another_are_headings() -> None:
    assert _headings(_page("<b>一、护树</b></p>\n<p><b>（一）先护根</b>")) == ["一、护树", "（一）先护根"]


def test_a_bold_organ_and_day_at_a_notices_end_are_its_last_lines() -> None:
    page = f"<h1>关于护树的通知</h1>\n{_paragraphs(1)}<p><b>江北区民政局</b></p>\n<p><b>2024年7月5日</b></p>\n"
    (article,) = parse(page, "a.html").articles
    assert [block.text for block in article.body][2:] == ["江北区民政局", "2024年7月5日"]


WHOLE = _page("把树留在江边").removeprefix("<html><body>").removesuffix("</body></html>")


@pytest.mark.parametrize(
    "around",
    [
        '<form id="aspnetForm" method="post"><div class="top">江边网</div>{}</form><p>版权归江边网所有。</p>',
        '<aside class="sidebar">{}</aside>',
        '<div class="wrap menu">{}</div>',
        '<footer><div role="complementary">{}</div></footer>',
        '<div hidden id="content">{}</div>',
        '<a name="top">{}</a>',
    ],
)
def test_what_holds_the_text_of_a_page_is_not_round_it(around: str) -> None:
    alone = read_lines(f"<html><body>{WHOLE}</body></html>", "a.html").lines
    lines = [line.text for line in read_lines(f"<html><body>{around.format(WHOLE)}</body></html>", "a.html").lines]
    assert [line for line in lines if line not in {"江边网", "版权归江边网所有。"}] == [line.text for line in alone]


def test_a_form_beside_the_text_is_the_sites() -> None:
    login = "<form><p>用户名：<input></p><p>请先登录，再发表您的看法。</p><textarea>写评论</textarea></form>"
    comments = f'<div class="comments">{_paragraphs(9) * 9}</div>'
    lines = read_lines(f"<html><body>{login}{WHOLE}{login}{comments}</body></html>", "a.html").lines
    assert [line.text for line in lines] == [line.text for line in read_lines(f"<html>{WHOLE}</html>", "a.html").lines]


def test_a_heading_that_begins_as_a_button_does_is_read() -> None:
    title = "分享改革发展的红利"
    page = _page("<b>更多群众在家门口就业</b>", f"<h1>{title}</h1>\n<p>作者：方知远</p>\n<h3>相关新闻</h3>\n")
    (article,) = parse(page, "a.html").articles
    assert article.title == title
    assert _headings(page) == ["更多群众在家门口就业"]


def test_a_file_of_text_without_an_article_is_a_finding() -> None:
    document = parse(f"<html><body><script>var text = '{_paragraphs(1)}';</script></body></html>", "a.html")
    assert not document.articles
    assert [problem.code for problem in document.problems] == ["unplaced-text"]
    assert not parse("<html><body><nav>首页</nav></body></html>", "a.html").problems


TITLES = ["三尺讲台站满十万园丁", "小县城办起谢师活动", "民企重奖优秀教师"]


@pytest.mark.parametrize("opening", ["（记者冯芸）", "本报讯（记者 冯芸）", "（记者李铮通讯员王飞）"])
def test_bold_titles_over_reports_begin_articles_under_a_packages_heading(opening: str) -> None:
    reports = [f"<p><b>{title}</b></p><p>{opening}{paragraphs(1, n).strip()}</p>" for n, title in enumerate(TITLES)]
    document = parse(f"<html><body><h1>特别的爱给江边的人</h1>\n{''.join(reports)}</body></html>", "a.html")
    assert [article.title for article in document.articles] == TITLES
    assert all(len(article.body) == 1 and article.authors for article in document.articles)


def test_a_bold_heading_over_any_other_text_is_none() -> None:
    (article,) = parse(_page("<b>把树留在江边</b>"), "a.html").articles
    assert [block.kind for block in article.body].count("heading") == 1


@pytest.mark.parametrize(
    "around",
    [
        "<form id='postform'><p>网友发言须知</p><p>{}</p><textarea></textarea></form>",
        "<footer><p>主办单位：江边日报社　地址：江边市城南路八号　{}</p></footer>",
        "<h3>相关新闻推荐阅读</h3><ul><li><a href='1'>书屋亮起夜灯</a></li></ul><p><b>分享到微信朋友圈</b></p>",
        "<p><b>版权声明与投稿须知</b></p>",
    ],
)
def test_what_a_site_sets_under_a_short_text_is_not_of_it(around: str) -> None:
    rules = "请自觉遵守互联网相关政策法规，严禁发布违法信息，评论不代表本网立场。" * 3
    lines = read_lines(f"<html><body>{WHOLE}{around.format(rules)}</body></html>", "a.html").lines
    assert lines[-1].text == read_lines(f"<html><body>{WHOLE}</body></html>", "a.html").lines[-1].text


def test_a_title_worded_as_a_sites_own_stays_over_a_bold_name() -> None:
    page = (
        f"<h1>更多年轻人回到乡村</h1><p><b>王小明</b></p><h2>分享收成的日子</h2><p><b>一、种田</b></p>{_paragraphs(3)}"
    )
    lines = [line.text for line in read_lines(f"<html><body>{page}</body></html>", "a.html").lines]
    assert lines[:4] == ["更多年轻人回到乡村", "王小明", "分享收成的日子", "一、种田"]
