"""Articles that nobody signs, after others and before them, and subheadings that begin none."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedArticle
from tests.articles.parsing.made_prose import paragraphs

CANTEEN = (
    "办好社区食堂，要算好经济账，也要算好民生账。老人吃得起，食堂办得久，好事才能真正办好。",
    "食堂的菜价由街道补一点、企业让一点、老人出一点。账目每月贴在门口，哪一笔钱花在哪里，街坊看得明明白白。",
    "有的食堂开张时热闹，半年后冷清，问题出在只算开张的账，没有算长久的账。食堂要有人管、有人吃、有人帮。",
)
ROAD = (
    "山区的路修通以后，鲜果当天就能下山进城。路带来的不仅是收入，还有年轻人返乡创业的信心和村庄的新貌。",
    "修路难，养路更难。雨季塌方、冬天结冰，都要有人及时清理。护路员从村民里选，工钱由乡里统一发放。",
    "一条路带活一座山，靠的是路上跑起来的产业。冷库建在路口，电商站设在村头，山货才能卖出好价钱。",
)
RIVER = (
    "治好一条河，要从上游管起，把每一处排口都查清楚，把每一笔账都算明白。河长巡河不能只看水面。",
    "下游的湿地是河的肾。芦苇收割以后要运走，不能烂在水里；候鸟来时要禁航，不能惊了鸟群。",
    "河边的步道修好了，来看河的人多了，爱河的人也就多了。水质一年好过一年，靠的是年年有人管。",
)
ENDS = ["　　（作者系某某大学经济学院教授）", "（来源：某某日报）", "————————", "（下转第10版）"]
HEADS = [
    ("一条路带活一座山", "一条路带活一座山"),
    ("改善山区交通、增添发展后劲\n一条路带活一座山", "一条路带活一座山"),
    ("一条路带活一座山\n——三个山村的调查", "一条路带活一座山"),
    ("【思想纵横】\n一条路带活一座山", "一条路带活一座山"),
]


def article(head: str, texts: tuple[str, ...], *rest: str, indent: str = "") -> str:
    return "\n".join([head, *(indent + text * 2 for text in texts), *rest])


def bodies(page: str) -> list[tuple[str, int]]:
    """Each article's title, and how many paragraphs it has, in order of the page."""
    return [(each.title, _in_order(each)) for each in parse(page).articles]


def _in_order(each: ParsedArticle) -> int:
    places = [passage.start for passage in each.body_passages]
    assert places == sorted(places)
    return sum(block.kind == "paragraph" for block in each.body)


@pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "set in"])
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(("head", "title"), HEADS)
def test_an_article_begins_at_its_title_where_another_one_ended(head: str, title: str, end: str, indent: str) -> None:
    signed = article("让社区食堂办得久\n■李青", CANTEEN, end, indent=indent)
    page = "\n".join([signed, article(head, ROAD, indent=indent), ""])
    assert bodies(page) == [("让社区食堂办得久", 3), (title, 3)]


@pytest.mark.parametrize("end", ENDS)
def test_two_that_nobody_signs_may_follow_each_other(end: str) -> None:
    page = "\n".join(
        [
            article("让社区食堂办得久\n李青", CANTEEN, end),
            article("一条路带活一座山", ROAD, end),
            article("守好一河清水", RIVER),
        ]
    )
    assert bodies(page) == [("让社区食堂办得久", 3), ("一条路带活一座山", 3), ("守好一河清水", 3)]


def test_the_first_of_a_page_may_be_the_one_that_nobody_signs() -> None:
    page = "\n".join([article("一条路带活一座山", ROAD), article("让社区食堂办得久\n■李青", CANTEEN, ENDS[0])])
    assert bodies(page) == [("一条路带活一座山", 3), ("让社区食堂办得久", 3)]


@pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "set in"])
@pytest.mark.parametrize("crosshead", ["算好长久的账", "一、账目要公开", "（二）食堂要有人管", "食堂要有人管、有人吃"])
def test_a_subheading_begins_no_article(crosshead: str, indent: str) -> None:
    signed = article("让社区食堂办得久\n■李青", CANTEEN[:2], indent + crosshead, indent + CANTEEN[2] * 2, indent=indent)
    page = "\n".join([signed, ENDS[0], article("一条路带活一座山\n■王小舟", ROAD, indent=indent)])
    assert bodies(page) == [("让社区食堂办得久", 3), ("一条路带活一座山", 3)]


def test_a_subheading_under_a_blank_line_begins_no_article() -> None:
    page = article("让社区食堂办得久\n■李青", CANTEEN[:2], "", "算好长久的账", CANTEEN[2] * 2, ENDS[0])
    assert bodies(page) == [("让社区食堂办得久", 3)]


def test_the_rest_of_a_cut_article_after_a_note_begins_no_article() -> None:
    museum = "博物馆的夜场要办得长久，讲解员的培训不能停，馆藏文物的夜间巡查也不能停。观众白天没有时"
    page = "\n\n".join(
        [
            article("让社区食堂办得久\n■李青", CANTEEN, ENDS[0]),
            "间进馆",
            "夜场让他们与文物相遇；讲解员把馆藏文物的来历讲透，夜场才留得住观众。",
            f"让夜场留住观众\n■王小舟\n{museum}",
        ]
    )
    assert [each.title for each in parse(page).articles] == ["让社区食堂办得久", "让夜场留住观众"]


def test_a_beginning_that_little_speaks_for_is_pointed_at() -> None:
    page = "\n".join(["一条路带活一座山", *ROAD, article("让社区食堂办得久\n■李青", CANTEEN, ENDS[0])])
    document = parse(page)
    assert [problem.code for problem in document.articles[0].problems] == ["doubtful-title"]


def test_an_editors_note_may_stand_under_a_title_that_nobody_signs() -> None:
    page = article(
        "一条路带活一座山", ("编者按：修路是山里人的大事，本报记者走访了三个山村，今天刊发这篇调查。", *ROAD)
    )
    [read] = parse(page).articles
    assert (read.title, len(read.lead), len(read.body)) == ("一条路带活一座山", 1, 3)


def test_a_piece_of_a_sentence_after_a_note_begins_no_article() -> None:
    cut = article("让社区食堂办得久\n■李青", CANTEEN, ENDS[0])
    piece = "针对山区鲜果烂在路口的不正常现象，县农业农村局于"
    rest = "去年三月成立了鲜果收购队，负责统一收购、统一装箱、统一运输。" * 4
    page = "\n".join([cut, piece, "图为山区的果园，果农正在装箱。", rest, *ROAD, ENDS[0], "□王小舟", ROAD[0], ""])
    assert len(parse(page).articles) == 2


@pytest.mark.parametrize(
    "title",
    [
        "一条路带活一座山，难在坚持实事求是", "山区修路，贵在人人参与", "山里的路，急需养护知识普及",
        "一条路上的鲜果大使",
        "修路不忘养路，风险重在应对", "山区修路要明确目的", "一条路带活一座山，山与路共存在",
        "修好一条路，山里人和和气气",
        "村民护路，先要学会服从", "修一条路，让山里孩子向往未来的方向",
    ],
)  # fmt: skip
def test_a_title_may_end_in_a_word_that_ends_as_pieces_do(title: str) -> None:
    page = "\n".join([article("让社区食堂办得久\n■李青", CANTEEN, ENDS[0]), article(title, ROAD, ENDS[0]), ""])
    assert bodies(page) == [("让社区食堂办得久", 3), (title, 3)]


@pytest.mark.parametrize("note", ["（李青）", "（作者单位：某某大学）", ENDS[0]])
@pytest.mark.parametrize(
    "titles",
    [
        ("食堂要好吃，更要办得久", "路修通了，更要养护好", "治一条河，先管好上游"),
        ("办好食堂，算好两本账", "养路修路，都是山里人的大事", "步道修好了，爱河的人就多了"),
    ],
)
def test_as_many_articles_begin_as_notes_end(titles: tuple[str, ...], note: str) -> None:
    page = "\n".join(article(*each, note) for each in zip(titles, (CANTEEN, ROAD, RIVER), strict=True))
    assert bodies(page + "\n") == [(title, 3) for title in titles]


@pytest.mark.parametrize("between", ["", CANTEEN[2]])
@pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "set in"])
@pytest.mark.parametrize(
    "crosshead",
    [
        *("一条路带活一座山", "修路难，养路更难", "路上跑起来的产业", "山货卖出好价钱", "冷库建在路口"),
        *("护路员从村民里选", "鲜果当天下山进城", "年轻人返乡创业", "村庄有了新貌", "算好长久的账，路才走得远"),
    ],
)
def test_two_notes_of_one_article_make_no_article_of_a_subheading(crosshead: str, indent: str, between: str) -> None:
    signed = article("让社区食堂办得久\n■李青", CANTEEN[:2], ENDS[0], *filter(None, [between]), indent=indent)
    other = article("守好一河清水\n■王小舟", RIVER[:1], crosshead, *(indent + text * 3 for text in ROAD), indent=indent)
    page = "\n".join([signed, "（本文系国家社科基金项目成果）", other, ENDS[0], ""])
    assert [each.title for each in parse(page).articles] == ["让社区食堂办得久", "守好一河清水"]


@pytest.mark.parametrize("end", ENDS[1:])
def test_a_title_with_a_comma_begins_an_article_where_a_line_says_that_one_ended(end: str) -> None:
    signed = article("让社区食堂办得久\n■李青", CANTEEN, end)
    page = "\n".join([signed, article("路修通了，更要养护好", ROAD, end), article("治一条河，先管好上游", RIVER), ""])
    assert bodies(page) == [("让社区食堂办得久", 3), ("路修通了，更要养护好", 3), ("治一条河，先管好上游", 3)]


def test_a_head_under_an_editors_note_behind_an_articles_end_begins_another() -> None:
    note = "【编者按】\n　　修一条路，看一条河，几个村庄各有各的办法。本版选登三篇，与读者共享。"
    page = "\n".join([article("让社区食堂办得久\n■王小舟", CANTEEN, ENDS[0]), note, article("一条路带活一座山", ROAD)])
    assert bodies(page) == [("让社区食堂办得久", 3), ("一条路带活一座山", 3)]


SIGNED = f"莫让街区冷了邻里\n王小明\n{paragraphs(3, 1)}", f"修好老路\n刘　芳\n{paragraphs(3, 2)}"
CALL = (
    "　　为记录老城更新中的人和事，本报即日起征集读者的主题文章，体裁不限，每篇一千五百字以内，须为原创作品。\n"
    "　　来稿请注明作者真实姓名、联系方式和通信地址，一经采用即付稿酬，优秀作品将结集出版，供市民阅览。\n"
)
TALK = "　　应市社科联邀请，陈建国教授将于5月20日在市图书馆一楼报告厅作讲座，欢迎市民到场聆听，座位有限，先到先得。\n"


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("启　事", CALL),
        ("征稿启事", CALL),
        ("本报启事", f"{CALL}　　截稿日期：2026年6月30日\n"),
        ("“我家门前那条街”征文启事", f"{CALL}　　截稿日期：2026年6月30日\n"),
        ("欢迎来稿", CALL),
        ("讲座预告", TALK),
        ("市图书馆讲座预告", TALK),
        ("讲座预告", "　　题目：怎样读懂老街\n　　主讲人：陈建国\n　　时间：2026年5月20日\n　　地点：市图书馆报告厅\n"),
        ("更　正", "　　本报4月8日第5版《莫让街区冷了邻里》一文中，“江岸”误为“江边”，特此更正，并向读者致歉。\n"),
    ],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_notice_amid_others_is_an_article_of_its_own(head: str, text: str, gap: str) -> None:
    articles = parse(f"{SIGNED[0]}{gap}{head}\n{text}{gap}{SIGNED[1]}").articles
    assert [(a.title, a.kicker, len(a.body)) for a in articles] == [
        ("莫让街区冷了邻里", None, 3),
        (head, None, text.count("\n")),
        ("修好老路", None, 3),
    ]
    last = parse(f"{SIGNED[0]}{gap}{SIGNED[1]}{gap}{head}\n{text}").articles[-1]
    assert (last.title, last.authors, len(last.body)) == (head, (), text.count("\n"))


def test_the_same_words_over_other_text_are_headings() -> None:
    text = "".join(f"　　{head}\n{paragraphs(2, n)}" for n, head in enumerate(["启事", "讲座预告", "更正"]))
    first, second = parse(f"{SIGNED[0]}{text}{SIGNED[1]}").articles
    assert [block.text for block in first.body if block.kind == "heading"] == ["启事", "讲座预告", "更正"]
    assert (len(first.body), second.title) == (12, "修好老路")


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (
            "讲座预告",
            "　　那时候门口总贴着讲座预告，大家早早地去占座位。届时连过道里都站满了人，这样的事很受欢迎。\n",
        ),
        (
            "征文启事",
            "　　征文活动是书香节的重头戏，主办方收到来稿三百余篇，最小的作者只有七岁，征集到的故事将在秋天结集。\n",
        ),
    ],
)
def test_a_text_that_tells_of_a_call_goes_on(head: str, text: str) -> None:
    first, second = parse(f"{SIGNED[0]}{head}\n{text}{paragraphs(2, 4)}{SIGNED[1]}").articles
    assert ([block.text for block in first.body if block.kind == "heading"], second.title) == ([head], "修好老路")


@pytest.mark.parametrize("head", ["云溪讲堂启事", "云溪书会预告"])
def test_a_notice_with_lines_of_when_and_where_is_an_article(head: str) -> None:
    notice = f"{head}\n时间：7月5日\n地点：县图书馆\n主讲人：王小明\n{paragraphs(2, 5)}"
    assert [article.title for article in parse(f"{notice}{SIGNED[1]}").articles] == [head, "修好老路"]
    articles = parse(f"{SIGNED[0]}{notice}{SIGNED[1]}").articles
    assert [(a.title, len(a.authors)) for a in articles] == [("莫让街区冷了邻里", 1), (head, 0), ("修好老路", 1)]


def test_a_notice_over_a_signed_title_is_its_column() -> None:
    page = f"{SIGNED[0]}\n讲座预告\n怎样读懂一条老街\n陈建国\n{paragraphs(3, 4)}\n{SIGNED[1]}"
    assert [(article.column, article.title) for article in parse(page).articles] == [
        (None, "莫让街区冷了邻里"),
        ("讲座预告", "怎样读懂一条老街"),
        (None, "修好老路"),
    ]


CANTEEN_SIGNED = article("让社区食堂办得久\n■李青", CANTEEN, indent="　　")


@pytest.mark.parametrize(
    "head",
    ["\n一条路带活一座山", "\n一条路带活一座山\n", "## 一条路带活一座山", "知识窗\n一条路带活一座山"],
    ids=["under a blank line", "between two", "marked", "under a label"],
)
def test_the_only_lines_set_off_from_a_text_without_a_note_begin_an_article(head: str) -> None:
    page = "\n".join([CANTEEN_SIGNED, article(head, ROAD, indent="　　"), ""])
    assert bodies(page) == [("让社区食堂办得久", 3), ("一条路带活一座山", 3)]


@pytest.mark.parametrize("head", ["\n{}", "\n{}\n", "## {}"])
def test_the_first_of_several_lines_set_off_from_a_text_is_a_subheading(head: str) -> None:
    parts = [
        article(head.format(line), texts[:2], indent="　　") for line, texts in (("先算账", ROAD), ("再修路", RIVER))
    ]
    assert bodies("\n".join([CANTEEN_SIGNED, *parts, ""])) == [("让社区食堂办得久", 7)]


@pytest.mark.parametrize("head", ["\n{}", "## {}"])
def test_the_only_line_over_a_text_that_a_note_ends_is_a_subheading(head: str) -> None:
    page = "\n".join([CANTEEN_SIGNED, article(head.format("一条路带活一座山"), ROAD, ENDS[0], indent="　　"), ""])
    assert [title for title, _ in bodies(page)] == ["让社区食堂办得久"]


def test_the_only_line_that_a_blank_line_does_not_part_is_pointed_at() -> None:
    document = parse("\n".join([CANTEEN_SIGNED, article("一条路带活一座山", ROAD[:1], indent="　　"), ""]))
    assert [each.title for each in document.articles] == ["让社区食堂办得久"]
    assert [problem.code for problem in document.problems] == ["doubtful-title"]


@pytest.mark.parametrize("label", ["微评", "微评｜", "微言", "■ 微言", "读者来信\n编辑同志："])
def test_a_label_that_names_short_pieces_begins_them(label: str) -> None:
    page = "\n".join([CANTEEN_SIGNED, label, *("　　" + text for text in ROAD), ""])
    assert [each.title for each in parse(page).articles] == ["让社区食堂办得久", label.strip("■ ｜").split("\n")[0]]


def test_paragraphs_that_name_their_writers_in_brackets_are_whole() -> None:
    page = "\n".join(
        [
            CANTEEN_SIGNED,
            "微评",
            *(f"　　{text}（{name}）" for text, name in zip(ROAD, ("陈石", "退休工人　吴晓", "方圆"), strict=True)),
        ]
    )
    assert bodies(page) == [("让社区食堂办得久", 3), ("微评", 3)]


def test_a_question_that_is_answered_is_no_title() -> None:
    asked = "　　问：您学会用手机挂号了吗？\n" + "".join(f"　　答：{text}\n" for text in RIVER[:2])
    first = f"同题问答\n老人学手机难在哪里\n{asked}"
    assert bodies(f"{first}{CANTEEN_SIGNED}\n{ENDS[0]}\n") == [("老人学手机难在哪里", 3), ("让社区食堂办得久", 3)]


def test_the_only_line_that_is_marked_otherwise_than_the_title_is_a_subheading() -> None:
    page = "\n".join([article("让社区食堂办得久\n■李青", CANTEEN), article("## 一条路带活一座山", ROAD), ""])
    assert bodies(page) == [("让社区食堂办得久", 6)]


def test_the_only_line_that_is_marked_as_the_title_begins_an_article() -> None:
    page = "\n".join([article("## 让社区食堂办得久\n■李青", CANTEEN), article("## 一条路带活一座山", ROAD), ""])
    assert bodies(page) == [("让社区食堂办得久", 3), ("一条路带活一座山", 3)]
