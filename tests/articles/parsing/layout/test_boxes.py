"""Boxes: 资料链接, 名词解释 and the like stand beside an article, in none of its paragraphs."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

LEFT = "长江禁渔以来，水生生物资源逐步恢复，多年不见的鱼群又回到了江里。但也要看到，非法捕捞尚未绝迹，"
RIGHT = "退捕渔民的生计仍需帮扶，越是到了吃劲的时候，越不能松懈。"
LAST = "　　安顿好岸上，要靠产业。护渔员、保洁员等公益岗位要优先安排退捕渔民，技能培训要对准市场的需求。"
TERMS = [
    "十年禁渔：自二〇二一年起，长江流域重点水域实行为期十年的常年禁捕。",
    "增殖放流：用人工方法向天然水域投放鱼、虾、贝等苗种，以补充种群数量。",
]
HEADS = [
    "【资料链接】",
    "【嘉宾简介】",
    "■相关链接",
    "名词解释",
    "◆新闻背景",
    "延伸阅读：",
    "链接·数读禁渔",
    "小贴士 >>>",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_box_inside_a_sentence_does_not_break_it(head: str) -> None:
    (article,) = parse("\n".join(["禁渔需久久为功", "■郭清源", f"　　{LEFT}", head, *TERMS, RIGHT, LAST])).articles
    assert [block.text for block in article.body] == [LEFT + RIGHT, LAST.strip()]
    assert [[block.text for block in box.body] for box in article.boxes] == [TERMS]
    assert [person.name for person in article.authors] == ["郭清源"]
    assert article.column is None


def test_a_box_set_apart_holds_all_its_paragraphs() -> None:
    facts = ["全市六十岁以上老年人达七百余万。", "社区养老服务站二千九百余个。", "家庭养老床位一万二千张。"]
    page = ["养老要在“近”字上做文章", "■韩立新", LAST, "", "链接", *(f"　　{fact}" for fact in facts), "", LAST]
    (article,) = parse("\n".join(page)).articles
    assert [block.text for block in article.body] == [LAST.strip(), LAST.strip()]
    assert [block.text for block in article.boxes[0].body] == facts


def test_an_entry_may_have_a_book_for_its_heading() -> None:
    entry = "明代永乐年间编纂的大型类书，全书两万余卷，正本下落不明。"
    (article,) = parse("\n".join(["古籍活起来", "■陆文博", LAST, "相关链接", "《永乐大典》", f"　　{entry}"])).articles
    assert [(block.kind, block.text) for block in article.boxes[0].body] == [
        ("heading", "《永乐大典》"),
        ("paragraph", entry),
    ]


def test_a_head_and_its_entry_may_share_a_line() -> None:
    (article,) = parse("\n".join(["禁渔需久久为功", "■郭清源", LAST, f"【资料链接】{TERMS[0]}", LAST])).articles
    assert [block.text for block in article.boxes[0].body] == [TERMS[0]]
    assert len(article.body) == 2


FIGURES = [
    "截至去年底，全市共完成老旧小区改造1286个，惠及居民43万户，加装电梯2100部。",
    "新增停车位3.6万个，改造地下管网820公里，社区养老服务设施覆盖率达到九成以上。",
]
TEXT = paragraphs(2, 1), paragraphs(2, 2)
NEXT = f"修好老路\n刘　芳\n{paragraphs(3, 3)}"


@pytest.mark.parametrize("head", ["数读", "数　读", "【数读】", "■数读", "数读·城市更新", "数读>>>", "链接▶"])
@pytest.mark.parametrize("title", ["", "三年改了一千二百个小区\n"])
@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("rest", ["", TEXT[1]])
def test_what_is_counted_stands_beside_the_article(head: str, title: str, gap: str, rest: str) -> None:
    box = "".join(f"　　{figures}\n" for figures in FIGURES)
    page = f"莫让街区冷了邻里\n王小明\n{TEXT[0]}{gap}{head}\n{title}{box}{gap}{rest}\n{NEXT}"
    first, second = parse(page).articles
    assert [block.text for block in first.boxes[0].body] == [*filter(None, [title.strip()]), *FIGURES]
    assert [block.text for block in first.body] == [line.strip() for line in (TEXT[0] + rest).splitlines()]
    assert (first.column, second.title, len(second.body), second.boxes) == (None, "修好老路", 3, ())


def test_figures_alone_head_what_they_count() -> None:
    box = ["65%", "——某县乡镇承接的事项比上年减少的比例", "12345", "——全县统一的热线号码，去年受理诉求8.6万件。"]
    page = "莫让街区冷了邻里\n王小明\n" + TEXT[0] + "\n数说\n" + "".join(f"{line}\n" for line in box) + f"\n{NEXT}"
    first, second = parse(page).articles
    assert [block.text for block in first.boxes[0].body] == box
    assert (len(first.body), second.title, len(second.body)) == (2, "修好老路", 3)


def test_a_box_with_a_title_of_its_own_leaves_the_article_its_text() -> None:
    page = f"莫让街区冷了邻里\n王小明\n{TEXT[0]}链接\n什么是城市更新\n{TERMS[0]}\n{TEXT[1]}\n{NEXT}"
    first, second = parse(page).articles
    assert [block.text for block in first.boxes[0].body] == ["什么是城市更新", TERMS[0]]
    assert (len(first.body), len(second.body)) == (4, 3)


@pytest.mark.parametrize("label", ["数读", "【数读】"])
@pytest.mark.parametrize(("signed", "noted"), [("林　深\n", ""), ("", "（作者系某某学院讲师）\n")])
def test_the_same_words_over_an_article_name_its_column(label: str, signed: str, noted: str) -> None:
    first = f"莫让街区冷了邻里\n{TEXT[0]}（作者系某某大学教授）\n\n"
    page = f"{first}{label}\n三年改了一千二百个小区\n{signed}{TEXT[1]}{noted}\n{NEXT}"
    article = parse(page).articles[1]
    assert (article.column, article.title, len(article.body)) == ("数读", "三年改了一千二百个小区", 2)


_CARD = "许德明，1961年生，文物管理所看护员，从事野外石刻看护二十三年，2025年获评“金沙好人”。"
_KEEPER = f"守石头的人\n——记野外文物看护员许德明\n本报记者　易明哲\n{paragraphs(3, 3)}"
_OTHER = f"修好老路\n■李　刚\n{paragraphs(3, 7)}"


@pytest.mark.parametrize("card", [f"人物名片\n{_CARD}\n", f"【人物档案】\n　　{_CARD}\n"])
@pytest.mark.parametrize(
    "page",
    [
        "{card}\n{keeper}\n{other}",
        "{other}\n{card}\n{keeper}",
        "{keeper}\n{card}\n{other}",
        "{other}\n{keeper}\n{card}",
    ],
)
def test_who_somebody_is_stands_in_a_box_of_the_article_that_names_him(page: str, card: str) -> None:
    articles = parse(page.format(card=card, keeper=_KEEPER, other=_OTHER)).articles
    by_title = {article.title: article for article in articles}
    assert [len(by_title[title].body) for title in ("守石头的人", "修好老路")] == [3, 3]
    assert [len(by_title[title].boxes) for title in ("守石头的人", "修好老路")] == [1, 0]


def test_who_somebody_is_over_a_signed_head_is_its_column() -> None:
    article, _ = parse(f"人物名片\n{_KEEPER}\n{_OTHER}").articles
    assert (article.column, article.title, len(article.body), article.boxes) == ("人物名片", "守石头的人", 3, ())


def test_who_somebody_is_ends_over_the_next_title() -> None:
    under = f"七十三岁不用再歇三次脚\n本报记者　周启明\n{paragraphs(3, 7)}"
    first, second = parse(f"{_KEEPER}\n人物名片\n　　{_CARD}\n\n{under}").articles
    assert (len(first.boxes[0].body), second.title) == (1, "七十三岁不用再歇三次脚")


@pytest.mark.parametrize("label", ["人物名片", "人物档案"])
def test_who_somebody_is_over_a_title_or_prose_is_no_box(label: str) -> None:
    under_title = parse(f"{_OTHER}\n{label}\n守着仓库的许春生\n{paragraphs(3, 3)}").articles
    heading = parse(f"{_OTHER}{label}\n{paragraphs(1, 3)}\n{_KEEPER}").articles
    assert not any(article.boxes for article in (*under_title, *heading))
