"""Poems, lists of names, and what signs a notice: lines that stay lines and stand together."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedDocument
from tests.articles.parsing.made_prose import paragraphs

OTHER = f"规范信用建设\n■李大为\n{paragraphs(3, 1)}　　（作者系某某大学教授）\n"
STANZAS = ["晨雾还没有散", "桨声先醒了", "一只白鹭踩着浅水", "把昨夜的星子", "一粒一粒衔走"]
SECOND = ["爷爷有一杆老秤", "星子磨得发白", "称过稻谷、称过盐", "称过我满月时的哭声"]
LYRIC = ["雾绕层峦翠欲流，", "竹篮盛满一春柔。", "采茶人在画中游。", "小径徐行听鸟语，", "清泉慢煮话丰收。"]
PRIZES = ["一等奖（2名）", "李红梅　王建国", "二等奖（3名）", "张晓燕　陈志强　何　平", "优秀组织奖", "某某县文化馆"]


def lines_of(document: ParsedDocument, article: int = 0) -> list[str]:
    """The texts of the article's blocks; headings with a mark before them."""
    return [f"{'# ' * (b.kind == 'heading')}{b.text}" for b in document.articles[article].body]


@pytest.mark.parametrize("byline", ["■周远帆", "周远帆"])
def test_a_poem_keeps_its_lines_in_their_order(byline: str) -> None:
    document = parse("\n".join(["江村速写", byline, *STANZAS[:2], "", *STANZAS[2:], "", OTHER]))
    assert [article.title for article in document.articles] == ["江村速写", "规范信用建设"]
    assert lines_of(document) == STANZAS
    assert not document.articles[0].problems


def test_the_title_of_a_second_poem_is_a_heading() -> None:
    document = parse("\n".join(["江村速写（外一首）", "■周远帆", *STANZAS, "", "秤", "", *SECOND, "", OTHER]))
    assert lines_of(document) == [*STANZAS, "# 秤", *SECOND]


def test_verses_that_end_in_commas_are_no_sentence_cut_off() -> None:
    document = parse("\n".join(["访茶山", "■秦若水", *(f"　　{line}" for line in LYRIC), "", OTHER]))
    assert lines_of(document) == LYRIC


def test_a_poem_quoted_in_a_text_stands_between_its_paragraphs() -> None:
    before, after = "　　夏天在诗人的笔下总是清凉的，有人写小池只用了四句：", "　　短短四句，把初夏的静与动都写尽了。"
    page = ["古诗里的夏天", "■林知秋", before, *(f"　　{line}" for line in LYRIC[:4]), after, "", OTHER]
    assert lines_of(parse("\n".join(page))) == [before.strip(), *LYRIC[:4], after.strip()]


def test_a_list_of_prizes_is_an_article_of_its_own() -> None:
    document = parse("\n".join([OTHER, "第七届“清风杯”征文获奖名单", *PRIZES, "", OTHER.replace("规范", "加强")]))
    assert [article.title for article in document.articles][1] == "第七届“清风杯”征文获奖名单"
    assert lines_of(document, 1) == [f"# {line}" if "奖" in line else line for line in PRIZES]
    assert not document.articles[1].authors


def test_a_list_under_a_colon_belongs_to_the_text_over_it() -> None:
    report = "　　本报讯　征文评选结果近日揭晓，共收到来稿一千二百余篇。现将获奖名单公布如下："
    rows = ["一等奖", "《山那边的灯》　李春生（某某县中心小学）", "二等奖", "《回乡记》　陈大勇（返乡创业青年）"]
    document = parse("\n".join(["主题征文评选结果揭晓", report, *(f"　　{row}" for row in rows), "", OTHER]))
    assert lines_of(document) == [report.strip(), "# 一等奖", rows[1], "# 二等奖", rows[3]]
    assert document.articles[1].title == "规范信用建设"


@pytest.mark.parametrize("head", ["讣　告", "沉痛悼念"])
def test_who_signs_a_notice_stays_under_it(head: str) -> None:
    text = "某某县医院原院长周德明同志因病于二〇二六年四月二十日逝世，享年八十六岁。"
    signed = ["周德明同志治丧小组", "二〇二六年四月二十日"]
    document = parse("\n".join([OTHER, head, f"　　{text}", *(f"　　{line}" for line in signed), "", OTHER]))
    assert [article.title for article in document.articles] == ["规范信用建设", head, "规范信用建设"]
    assert lines_of(document, 1) == [text, *signed]
    assert not document.problems


def test_a_title_over_its_date_signs_nothing() -> None:
    first = f"推进耕地保护\n■赵国栋\n{paragraphs(3)}"
    second = f"县域商业大会\n2026年4月5日\n{paragraphs(2, 2)}"
    assert lines_of(parse(f"{first}{second}"))[3] == "# 县域商业大会"


def test_short_lines_of_a_headline_are_no_poem() -> None:
    head = ["立足禀赋谋发展", "让小店成为大经济", "——兼谈街巷里的生意经"]
    document = parse("\n".join([OTHER, *head, "■方若琳", paragraphs(3, 2)]))
    article = document.articles[1]
    assert (article.kicker, article.title, article.subtitle) == tuple(head)


@pytest.mark.parametrize("indent", ["　　", "　　　　"])
def test_regular_verses_are_kept_in_a_text_without_a_colon(indent: str) -> None:
    verses = ["南薰门外柳如丝，", "正是行人欲别时。", "莫道春风无着处，", "吹开一树又一枝。"]
    quoted = "".join(f"{indent}{verse}\n" for verse in verses)
    read = parse(f"柳色南薰\n宋青\n{paragraphs(2, 1)}{quoted}{paragraphs(2, 2)}")
    assert [block.text for block in read.articles[0].body][2:6] == verses
    assert len(read.articles[0].body) == 8


def test_lines_of_a_narrow_column_that_end_in_marks_are_one_paragraph() -> None:
    lines = [
        "先说说村里的水，",
        "要从渠首引过来。",
        "渠长约二十余里，",
        "一年一修很不易，",
        "全靠着各户出工，",
        "才有了这片稻田。",
    ]
    read = parse(f"柳色南薰\n宋青\n{paragraphs(2, 1)}　　" + "\n".join(lines) + f"\n{paragraphs(2, 2)}")
    assert "渠长约二十余里，一年一修很不易，" in "".join(block.text for block in read.articles[0].body)


WHEAT = "麦子黄了的时候\n母亲坐在田埂上\n把一捧麦粒\n吹给风看\n\n风走了很远\n回来时\n带着面粉的香\n"
RIVER = "夜里的江不说话\n只把灯一盏一盏\n推到岸边\n\n推船的人\n把号子留给石头\n石头记了三百年\n"


@pytest.mark.parametrize("over", ["", "莫让街区冷了邻里\n王小明\n" + paragraphs(3, 1) + "\n"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_poet_whose_name_is_a_word_signs_stanzas(over: str, gap: str) -> None:
    read = parse(f"{over}麦子黄了\n{gap}林间\n\n{WHEAT}\n修好老路\n林　深\n{paragraphs(3, 2)}")
    poem = read.articles[bool(over)]
    assert (poem.title, [person.name for person in poem.authors]) == ("麦子黄了", ["林间"])
    assert [block.text for block in poem.body] == WHEAT.split()
    assert [len(article.body) for article in read.articles] == [3] * bool(over) + [7, 3]


@pytest.mark.parametrize("word", ["高端", "时评"])
def test_a_word_over_a_list_in_a_text_signs_nothing(word: str) -> None:
    listed = "论坛报道\n专家观点\n地方实践\n数据看板\n读者来信\n往期回顾\n"
    read = parse(f"莫让街区冷了邻里\n王小明\n{paragraphs(3, 1)}\n栏目一览\n{word}\n\n{listed}")
    assert [person.name for article in read.articles for person in article.authors] == ["王小明"]


def test_a_word_over_names_in_groups_signs_nothing() -> None:
    names = "李明\n张伟\n王芳\n\n陈强\n林立\n周平\n"
    read = parse(f"莫让街区冷了邻里\n王小明\n{paragraphs(3, 1)}\n优秀奖\n林间\n\n{names}")
    assert "林间" not in [person.name for article in read.articles for person in article.authors]


@pytest.mark.parametrize("name", ["作者：江远", "江远"])
def test_lines_of_a_poem_in_markdown_are_its_text(name: str) -> None:
    article = parse(f"# 夜江\n\n{name}\n\n{RIVER.replace(chr(10), '  ' + chr(10))}", "poem.md").articles[0]
    assert (article.title, [block.text for block in article.body]) == ("夜江", RIVER.split())


def test_a_second_poem_under_the_first_is_an_article_of_its_own() -> None:
    read = parse(f"麦子黄了\n林建国\n\n{WHEAT}\n夜江\n江远\n\n{RIVER}")
    assert [(article.title, article.authors[0].name) for article in read.articles] == [
        ("麦子黄了", "林建国"),
        ("夜江", "江远"),
    ]
    assert [[block.text for block in article.body] for article in read.articles] == [WHEAT.split(), RIVER.split()]


def test_a_couplet_that_ends_in_what_may_be_a_name_is_no_head() -> None:
    couplets = "风停在屋檐下\n等雨\n\n天上只有一朵\n白云\n\n孩子指给我看\n那是羊群\n\n我点点头\n不说话\n"
    read = parse(f"麦子黄了\n林建国\n\n{couplets}")
    assert [block.text for block in read.articles[0].body] == couplets.split()


BOOK = "书　名：《大河之子》\n作　者：陈建国\n出版社：某某文学出版社\n出版时间：2026年1月8日\n定价：58元\n"
REVIEW = "在一条河里看见故乡\n刘　芳\n"
BESIDE = f"莫让街区冷了邻里\n王小明\n{paragraphs(3, 1)}\n", f"\n修好老路\n林　深\n{paragraphs(3, 2)}"


def _of_each(text: str) -> list[tuple[str, list[str], int]]:
    read = parse(text)
    assert read.imprint.date is None
    return [(a.title, [person.name for person in a.authors], len(a.body)) for a in read.articles]


@pytest.mark.parametrize(
    "data", [BOOK, BOOK.replace("书　名：", ""), "书名：大河之子\n作者：陈建国 著\n出版：某某出版社\n"]
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_what_a_book_is_stands_under_a_byline_as_a_lead(data: str, gap: str) -> None:
    page = f"{BESIDE[0]}{REVIEW}{gap}{data}{gap}{paragraphs(3, 4)}{BESIDE[1]}"
    titles = ["莫让街区冷了邻里", "在一条河里看见故乡", "修好老路"]
    assert _of_each(page) == [(title, [who], 3) for title, who in zip(titles, ["王小明", "刘芳", "林深"], strict=True)]
    assert parse(page).articles[1].lead == (data.strip(),)


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("below", ["", BESIDE[1]])
def test_what_a_book_is_under_a_text_ends_it(gap: str, below: str) -> None:
    page = f"{BESIDE[0]}{REVIEW}{paragraphs(3, 4)}{gap}{BOOK}{below}"
    assert _of_each(page)[1] == ("在一条河里看见故乡", ["刘芳"], 8)
    assert len(_of_each(page)) == (3 if below else 2)


def test_a_book_over_a_text_heads_it() -> None:
    page = f"{BESIDE[0]}《大河之子》\n作者：陈建国\n出版社：某某文学出版社\n{paragraphs(3, 4)}{BESIDE[1]}"
    assert [(title, who) for title, who, _ in _of_each(page)][1:] == [
        ("《大河之子》", ["陈建国"]),
        ("修好老路", ["林深"]),
    ]


@pytest.mark.parametrize("byline", ["□ 周远帆", "周远帆"])
@pytest.mark.parametrize("under", [[], ["——读散文集《田埂志》"]])
@pytest.mark.parametrize("label", [[], ["◇ 书香"]])
def test_the_head_right_under_verses_is_whole(label: list[str], under: list[str], byline: str) -> None:
    head = [*label, "在泥土里打捞词语", *under]
    page = ["◇ 诗笺", "江村速写", byline.replace("周远帆", "林知秋"), *STANZAS, *head, byline, paragraphs(2)]
    first, second = (document := parse("\n".join(page))).articles
    assert lines_of(document) == STANZAS
    assert (first.title, second.title, second.subtitle) == ("江村速写", "在泥土里打捞词语", under[0] if under else None)
    assert second.column == ("书香" if label else None)


def test_signs_before_the_lines_of_a_list_label_no_head_under_it() -> None:
    lines = [f"◇ {line}" for line in STANZAS]
    page = ["江村速写", "□ 林知秋", *lines, "打捞词语的人", "□ 周远帆", paragraphs(2)]
    first, second = parse("\n".join(page)).articles
    assert ([block.text for block in first.body], second.title) == (lines, "打捞词语的人")
