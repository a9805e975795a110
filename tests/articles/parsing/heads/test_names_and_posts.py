"""Who signs under a title: names with posts, ranks and trades, in the forms that other papers print them in."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.bylines import bare_byline
from articles.parsing.types import ParsedArticle
from tests.articles.parsing.made_prose import paragraphs

_OTHER = f"修好老路\n□邓小林\n{paragraphs(3, 4)}（作者单位：某某大学）\n"


def _first(byline: str, after: str = _OTHER) -> ParsedArticle:
    first, other = parse(f"办好集市\n{byline}\n{paragraphs(3, 3)}{after}").articles
    assert [(article.title, article.kicker, len(article.body)) for article in (first, other)] == [
        ("办好集市", None, 3),
        ("修好老路", None, 3),
    ]
    return first


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("凌　霄　上海图书馆研究馆员", [("凌霄", "上海图书馆研究馆员")]),
        ("一级编剧　王　勇", [("王勇", "一级编剧")]),
        ("王建国　农艺师", [("王建国", "农艺师")]),
        ("全国人大代表　张志强", [("张志强", "全国人大代表")]),
        ("刘　芳　种粮大户", [("刘芳", "种粮大户")]),
        ("李晓燕　独立策展人", [("李晓燕", "独立策展人")]),
        ("马　骁　某某古村守夜", [("马骁", "某某古村守夜")]),
        ("经济与管理学院　马骁（教师）", [("马骁", "经济与管理学院")]),
        ("□ 洪　范　柳宗元　（中国政法大学）", [("洪范", "中国政法大学"), ("柳宗元", "中国政法大学")]),
        (
            "许诺（某某省艺术研究院副研究员）\n田原（某某美术学院教授）",
            [("许诺", "某某省艺术研究院副研究员"), ("田原", "某某美术学院教授")],
        ),
        ("许诺\n陕西省艺术研究院", [("许诺", "陕西省艺术研究院")]),
        ("许诺，陕西省艺术研究院", [("许诺", "陕西省艺术研究院")]),
        ("□ 龙华医院 陈咏梅", [("陈咏梅", "龙华医院")]),
        ("□ 某医院主任医师 王学艳 本报记者 林琳", [("王学艳", "某医院主任医师"), ("林琳", None)]),
        ("福建省司法厅厅长　郑　和平", [("郑和平", "福建省司法厅厅长")]),
        ("作 者：许 诺", [("许诺", None)]),
        ("古渡遗址管理处　秋水长", [("秋水长", "古渡遗址管理处")]),
        ("《绥安日报》记者　安之若", [("安之若", None)]),
        ("蒙　　韦　黄　海　波　罗　　燕", [("蒙韦", None), ("黄海波", None), ("罗燕", None)]),
        ("（通讯员　郝事）", [("郝事", None)]),
        ("某某市委改革办、某某学院联合课题组", [("某某市委改革办、某某学院联合课题组", None)]),
        ("□王明\n某某市委党校课题组", [("王明", None), ("某某市委党校课题组", None)]),
    ],
)
def test_a_byline_is_read_with_whatever_post_stands_beside_its_names(
    byline: str, authors: list[tuple[str, str | None]]
) -> None:
    assert [(person.name, person.affiliation) for person in _first(byline).authors] == authors


@pytest.mark.parametrize(
    "line", ["古渡遗址管理处　挂牌", "物业管理处：谁来管", "《绥安日报》　安之若", "记者读《绥安日报》"]
)
def test_an_office_or_a_paper_beside_no_name_signs_nothing(line: str) -> None:
    assert bare_byline(line) is None


@pytest.mark.parametrize(
    "byline",
    ["许诺　文　田原　图", "□ 许诺/文 田原/图", "许诺 撰文摄影", "本报记者 许诺 摄影报道", "本报记者许诺摄影报道"],
)
def test_who_wrote_signs_and_who_took_the_pictures_does_not(byline: str) -> None:
    assert [person.name for person in _first(byline).authors] == ["许诺"]


def test_a_photo_report_is_an_article_and_a_picture_beside_a_text_is_none() -> None:
    said = paragraphs(4, 3).splitlines(keepends=True)
    photo = "图为工人们在车间里忙碌。\n本报记者 黎明 摄影报道\n"
    page = f"办好集市\n□李青\n{said[0]}{said[1]}{photo}{said[2]}{said[3]}{_OTHER}"
    news = f"图片新闻\n　　近日，某某县的工人们在车间里忙碌，赶制一批出口的农机。\n本报记者 黎明 摄影报道\n{_OTHER}"
    assert [(a.title, len(a.body)) for a in parse(page).articles] == [("办好集市", 4), ("修好老路", 3)]
    assert [(a.title, len(a.body)) for a in parse(news).articles] == [("修好老路", 3)]


@pytest.mark.parametrize("below", ["{}", ""])
@pytest.mark.parametrize(
    "lines", ["管理员老人在整理图书\n通讯员 吴秀英 图文报道", "图①：稻田\n图②：村民在采茶\n本报记者 黎明 摄影报道"]
)
def test_who_reports_under_the_words_to_a_picture_signs_that(lines: str, below: str) -> None:
    page = f"办好集市\n李青\n{paragraphs(2, 3)}{lines}\n{below.format(paragraphs(2, 4))}{_OTHER}"
    assert [article.title for article in parse(page).articles] == ["办好集市", "修好老路"]
    news = f"村民在采茶\n通讯员 吴秀英 图文报道\n{paragraphs(2, 3)}{_OTHER}"
    assert [article.title for article in parse(news).articles] == ["村民在采茶", "修好老路"]


def test_a_title_of_four_characters_over_a_sure_byline_is_no_name() -> None:
    byline = "某某市人民医院骨科主任医师　彭一鸣"
    _, other = parse(f"{_OTHER}医生手记\n那根扶手\n{byline}\n{paragraphs(3, 3)}").articles
    assert [person.name for person in other.authors] == ["彭一鸣"]
    assert "那根扶手" in other.title


def test_a_subtitle_stands_over_a_surname_parted_from_a_word() -> None:
    assert [person.name for person in _first("——在某某图书馆的讲演\n荣　新疆").authors] == ["荣新疆"]


@pytest.mark.parametrize("line", ["张海　养殖大户", "李玉兰　乡村教师", "高　增长"])
def test_the_same_words_over_a_paragraph_are_a_subheading(line: str) -> None:
    said = paragraphs(4, 3).splitlines(keepends=True)
    first, _ = parse(f"办好集市\n□李青\n{said[0]}{said[1]}{line}\n{said[2]}{said[3]}{_OTHER}").articles
    assert [person.name for person in first.authors] == ["李青"]
    assert [block.kind for block in first.body] == ["paragraph"] * 2 + ["heading"] + ["paragraph"] * 2


@pytest.mark.parametrize(
    "line",
    [
        "致敬　最美乡村教师",
        "高度重视　关心关爱基层干部",
        "王安石　变法的现代启示",
        "石榴籽　紧紧抱在一起",
        "华夏　文明源远流长",
        "焦裕禄　永远的县委书记",
        "守 护 壮 美 山 水",
        "王立新 著 某某出版社出版",
        "高 增长",
    ],
)
def test_a_line_that_says_something_is_no_byline_by_its_words(line: str) -> None:
    byline = bare_byline(line)
    assert byline is None or byline.odds <= 0


def test_a_square_misread_as_a_mouth_stands_before_columns_and_organs_too() -> None:
    one = f"口党建论坛\n办好集市\n口中共某某市委书记　钟立新\n{paragraphs(3, 3)}"
    other = f"口经验交流\n修好老路\n口中共某某市委组织部课题组\n{paragraphs(3, 4)}"
    first, second = parse(f"{one}{other}").articles
    assert [(article.column, article.title) for article in (first, second)] == [
        ("党建论坛", "办好集市"),
        ("经验交流", "修好老路"),
    ]
    assert [person.name for person in (*first.authors, *second.authors)] == ["钟立新", "中共某某市委组织部课题组"]


def test_a_word_that_begins_with_a_mouth_keeps_it() -> None:
    one, other = (
        f"口述历史\n办好集市\n口钟立新\n{paragraphs(3, 3)}",
        f"口岸开放\n修好老路\n口李文远\n{paragraphs(3, 4)}",
    )
    assert [article.column for article in parse(f"{one}{other}").articles] == ["口述历史", "口岸开放"]


@pytest.mark.parametrize("line", ["记图书馆管理员 李志远", "专访全国人大代表 李建国", "对话种粮大户　王小明"])
def test_whom_a_text_is_about_is_its_subtitle(line: str) -> None:
    page = f"守书人\n{line}\n刘芳\n{paragraphs(4, 3)}{_OTHER}"
    article = parse(page).articles[0]
    assert (article.title, article.subtitle, [person.name for person in article.authors]) == ("守书人", line, ["刘芳"])


@pytest.mark.parametrize("line", ["社区工作者", "社区医生", "公司职工"])
def test_a_post_that_is_one_anywhere_is_a_subheading_under_a_byline(line: str) -> None:
    body = f"{line}\n{paragraphs(2, 3)}中学教师\n{paragraphs(2, 4)}"
    page = f"平凡岗位上的人\n王小明\n{body}修好老路\n李　青\n{paragraphs(4, 9)}"
    article = parse(page).articles[0]
    assert [(person.name, person.affiliation) for person in article.authors] == [("王小明", None)]
    assert [block.text for block in article.body if block.kind == "heading"] == [line, "中学教师"]


def test_who_drew_under_a_title_leaves_it_the_title() -> None:
    article = parse(f"稻田里的笑声\n李建国 图\n{paragraphs(4, 3)}{_OTHER}").articles[0]
    assert (article.title, article.column) == ("稻田里的笑声", None)


@pytest.mark.parametrize("subtitle", ["", "——一座县城的地下记忆怎样被留住\n"])
@pytest.mark.parametrize("byline", ["本报记者　夏书瑶", "夏书瑶", "□夏书瑶"])
def test_two_clauses_over_a_byline_are_a_title(subtitle: str, byline: str) -> None:
    head = f"考古人讲述\n先考古，后盖楼\n{subtitle}{byline}\n"
    article, other = parse(f"{head}{paragraphs(3, 3)}{_OTHER}").articles
    said = (article.column, article.title, article.subtitle)
    assert said == ("考古人讲述", "先考古，后盖楼", subtitle.strip() or None)
    assert ([person.name for person in article.authors], len(article.body), len(other.body)) == (["夏书瑶"], 3, 3)


@pytest.mark.parametrize("under", ["", "整理：本报记者　夏书瑶\n"])
def test_two_names_with_a_comma_are_a_byline(under: str) -> None:
    article = _first(f"周志远，李小明\n{under}".strip())
    assert [person.name for person in article.authors] == ["周志远", "李小明", "夏书瑶"][: 3 if under else 2]


@pytest.mark.parametrize("role", ["家长", "社工", "教师", "学生家长", "社区居民", "读者", "大学生"])
def test_who_signs_as_whom_in_brackets_wrote_what_is_under_the_title(role: str) -> None:
    page = (
        f"给了，收不回来\n沈国强（{role}）\n{paragraphs(3)}问题不在手机，在陪伴\n姜晚宁（{role}）\n{paragraphs(3, 1)}"
    )
    articles = parse(page).articles
    assert [article.title for article in articles] == ["给了，收不回来", "问题不在手机，在陪伴"]
    assert [article.authors[0].name for article in articles] == ["沈国强", "姜晚宁"]
    assert {article.authors[0].affiliation for article in articles} == {role}


def test_a_columns_name_in_brackets_behind_a_title_is_nobodys_role() -> None:
    (article,) = parse(f"写给孩子的信（家长）\n沈国强\n{paragraphs(3)}").articles
    assert (article.title, article.column, article.authors[0].name) == ("写给孩子的信", "家长", "沈国强")
