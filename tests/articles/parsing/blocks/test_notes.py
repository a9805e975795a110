"""Notes on authors, and the funds they name."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.blocks.notes import authors_in_note, funding_in_note, inner_note
from articles.parsing.files.plain import plain_lines
from articles.parsing.paragraphs.wrapping import whole_paragraphs
from articles.parsing.types import Funding, Person
from tests.articles.parsing.made_prose import paragraphs


@pytest.mark.parametrize(
    "note",
    [
        "（作者系重庆大学教授）",
        "(作者单位：重庆交通大学)",
        "（作者分别系西部金融研究院院长、成渝经济促进会秘书长）",
        "（作者为西部(重庆)科学城管委会研究员）",
        "（本文作者系西南大学教授）",
        "（张三系重庆大学教授，李四系西南大学讲师）",
        "（江北区　王小明）",
        "（重庆 李伟）",
        "（江边市某某区读者　王小明、李伟）",
        "（湖北孝感　许　洁）",
        "（甘肃天水市民　许　洁　李　强）",
    ],
)
def test_a_note_loses_its_outer_brackets_only(note: str) -> None:
    assert inner_note(note) == note[1:-1]


@pytest.mark.parametrize(
    "text",
    [
        "（一）加强领导",
        "（以下简称“两业融合”）是增强制造业竞争力的途径。",
        "作者的观点值得商榷。",
        "（完）",
        "（待续）",
        "（掌声）",
        "（江边 王小明）",
        "（北京）",
        "（江北区 社区食堂）",
        "（重庆 两江新区）",
        "（图 王小明）",
        "（王小明 摄）",
        "（江北区供图）",
        "（江北区2026年4月）",
        "（重庆 江边的集市）",
        "（湖北供图　许　洁）",
        "（湖北孝感　社区食堂）",
        "（湖北孝感，许洁家门口的集市）",
    ],
)
def test_other_brackets_are_no_note(text: str) -> None:
    assert inner_note(text) is None


@pytest.mark.parametrize(
    ("note", "funds"),
    [
        ("作者系研究员，本文为国家社科基金项目：24XJY020成果", (Funding("国家社科基金项目", "24XJY020"),)),
        ("作者单位：某学院，本文为重庆市教委人文社科研究项目成果", (Funding("重庆市教委人文社科研究项目"),)),
        (
            "作者系教授，本文系国家社会科学基金重大项目“数字经济研究”（23ZDA001）、重庆市教委科技项目（编号：KJ2024001）阶段性成果",
            (Funding("国家社会科学基金重大项目", "23ZDA001"), Funding("重庆市教委科技项目", "KJ2024001")),
        ),
        ("作者系中国社会科学院大学教授", ()),
    ],
)
def test_funds_are_named_with_their_numbers(note: str, funds: tuple[Funding, ...]) -> None:
    assert funding_in_note(note) == funds


def test_a_note_in_two_halves_is_kept_as_printed() -> None:
    lines = (
        "一条路带活一座山",
        "■王小舟",
        "山区的路修通以后，鲜果当天就能下山进城。",
        "(作者单位:西南大学",
        "乡村振兴(筹)研究院)",
    )
    assert parse("\n\n".join(lines)).articles[0].affiliation == "作者单位:西南大学乡村振兴(筹)研究院"


def test_where_authors_work_names_none_of_them() -> None:
    assert authors_in_note("作者单位：某某大学文学院") == ()


def test_a_reader_signs_behind_the_place() -> None:
    [article] = parse(
        "站台该有个座位\n\n候车的老人只能坐在花坛边上。站台是给乘客用的。\n\n（江北区　王小明）\n"
    ).articles
    assert (article.authors, article.affiliation) == ((Person("王小明", affiliation="江北区"),), None)


@pytest.mark.parametrize(
    ("note", "people"),
    [
        ("湖北孝感　许　洁", {"许洁": "湖北孝感"}),
        ("湖北孝感 许洁", {"许洁": "湖北孝感"}),
        ("江苏苏州昆山　许　洁", {"许洁": "江苏苏州昆山"}),
        ("甘肃天水市民　许　洁　李　强", {"许洁": "甘肃天水市民", "李强": "甘肃天水市民"}),
        ("武汉汉阳　许　洁", {"许洁": "武汉汉阳"}),
        ("某某大学　许　洁", {"许洁": "某某大学"}),
    ],
)
def test_who_signs_in_brackets_is_from_the_place_before_the_name(note: str, people: dict[str, str]) -> None:
    page = f"莫让街区冷了邻里\n{paragraphs(3, 1)}（{note}）\n\n{LAST}\n图书馆夜里也要亮灯\n{paragraphs(3, 3)}"
    first, second, third = parse(page).articles
    assert {person.name: person.affiliation for person in first.authors} == people
    assert [(article.title, len(article.body)) for article in (first, second, third)] == [
        ("莫让街区冷了邻里", 3),
        ("种粮收益是硬道理", 3),
        ("图书馆夜里也要亮灯", 3),
    ]


def test_a_name_and_a_place_between_paragraphs_sign_nothing() -> None:
    text = f"{paragraphs(2, 1)}（湖北孝感　许　洁）\n{paragraphs(2, 4)}"
    page = f"莫让街区冷了邻里\n王小明\n{text}\n修好老路\n刘　芳\n{paragraphs(3, 3)}"
    first, second = parse(page).articles
    assert ([person.name for person in first.authors], len(first.body), second.title) == (
        ["王小明"],
        5,
        "修好老路",
    )


WHERE_QUOTED = [
    "李强，《某某日报》4月8日",
    "李强　《某某日报》4月8日",
    "——李强，《某某日报》2026年4月8日",
    "（李　强，《某某日报》4月8日）",
    "（李强，某某日报4月8日）",
    "（李强，《某某学刊》2026年第3期）",
    "（摘自4月8日《某某日报》，作者：李强）",
    "（据《某某日报》4月8日　李强）",
]
LAST = f"种粮收益是硬道理\n{paragraphs(3, 2)}（陈建国，《某某日报》4月9日）\n"
VIEWS = f"莫让街区冷了邻里\n{paragraphs(3, 1)}{{}}\n\n{LAST}"


@pytest.mark.parametrize("end", WHERE_QUOTED)
def test_who_is_quoted_from_a_paper_wrote_the_text_over_it(end: str) -> None:
    first, second = parse(VIEWS.format(end)).articles
    assert [(article.title, [person.name for person in article.authors]) for article in (first, second)] == [
        ("莫让街区冷了邻里", ["李强"]),
        ("种粮收益是硬道理", ["陈建国"]),
    ]
    assert (first.affiliation, len(first.body)) == (end.strip("（）"), 3)


def test_what_a_text_was_taken_from_parts_it_from_the_next() -> None:
    parsed = parse(VIEWS.format("（摘自4月8日《某某日报》）"))
    assert [article.title for article in parsed.articles] == ["莫让街区冷了邻里", "种粮收益是硬道理"]
    assert [piece.kind for piece in parsed.furniture] == ["source_line"]


@pytest.mark.parametrize(
    "aside",
    [
        "（李强，《某某日报》4月8日）",
        "李强，《某某日报》4月8日",
        "4月8日，《某某日报》刊登了李强的来信，说的是同一件事，读来令人深思。",
    ],
)
def test_whom_a_text_quotes_did_not_write_it(aside: str) -> None:
    page = f"办好集市\n王小明\n{paragraphs(2, 1)}{aside}\n{paragraphs(2, 2)}\n修好老路\n刘　芳\n{paragraphs(3, 3)}"
    first, second = parse(page).articles
    assert ([person.name for person in first.authors], len(first.body), first.affiliation) == (["王小明"], 5, None)
    assert (second.title, len(second.body)) == ("修好老路", 3)


def test_a_list_of_what_to_read_signs_nothing() -> None:
    entries = "李强，《某某日报》4月8日\n陈建国，《某某日报》4月9日\n"
    first = parse(f"莫让街区冷了邻里\n{paragraphs(3, 1)}{entries}").articles[0]
    assert (first.authors, first.affiliation) == ((), None)


@pytest.mark.parametrize("end", ["——李强，《某某日报》4月8日", "（摘自《某某日报》4月8日）"])
def test_where_a_text_stood_is_a_line_of_its_own_under_one_as_wide_as_the_column(end: str) -> None:
    text = paragraphs(2, 1).replace("\n", "").replace("　", "").removesuffix("。")
    wrapped = [text[n : n + 20] for n in range(0, len(text) - 20, 20)]
    lines = [*wrapped, f"{text[-19:]}。", end]
    assert whole_paragraphs(plain_lines("\n".join(lines)))[-1].text == end


@pytest.mark.parametrize(
    ("note", "names"),
    [
        ("（作者：云浦网数据新闻工作室）", ["云浦网数据新闻工作室"]),
        ("（执笔：云浦大学课题组）", ["云浦大学课题组"]),
        ("（作者：林晚秋）", ["林晚秋"]),
        ("（作者：戴军中央党校）", []),
        ("（作者单位：云浦大学）", []),
        ("（作者：不愿透露姓名的人）", []),
    ],
)
def test_an_institution_that_is_the_author_signs_where_nobody_else_does(note: str, names: list[str]) -> None:
    text = paragraphs(3, 31)
    (article,) = parse(f"渠水进了村\n{text}{note}\n").articles
    assert [person.name for person in article.authors] == names
    (article,) = parse(f"渠水进了村\n■许诺\n{text}{note}\n").articles
    assert [person.name for person in article.authors] == ["许诺"]


def test_a_name_behind_the_last_sentence_signs_a_text_that_nobody_else_does() -> None:
    text = paragraphs(3, 31).rstrip()
    (article,) = parse(f"渠水进了村\n{text} (李冬)\n").articles
    assert [person.name for person in article.authors] == ["李冬"]


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("（记者 李冬）", ["李冬"]),
        ("(本报记者 李冬 通讯员 王小明)", ["李冬", "王小明"]),
        ("（记者李冬、王小明）", ["李冬", "王小明"]),
    ],
)
def test_a_reporter_behind_the_last_sentence_signs_it(end: str, names: list[str]) -> None:
    text = paragraphs(3, 31).rstrip()
    (article,) = parse(f"渠水进了村\n2026-01-31 19:48:10 来源：南浦日报\n{text}{end}\n").articles
    assert [person.name for person in article.authors] == names
    assert article.body[-1].text.endswith(end)


@pytest.mark.parametrize(
    "page",
    [
        "渠水进了村\n■许诺\n{text}（李冬）\n",
        "渠水进了村\n■许诺\n{text}（记者 李冬）\n",
        "渠水进了村\n{text}（记者 李冬）\n{more}（记者 王小明）\n",
        "渠水进了村\n{text}\n{more}（记者 李冬 摄）\n",
        "渠水进了村\n{text}（李冬）\n{more}（许诺）\n",
        "渠水进了村\n李冬说，水来了。\n{text}（李冬）\n",
        "渠水进了村\n{text}有诗云：“一渠清水绕村流。”（李冬）\n",
        "渠水进了村\n{text}一渠清水绕村流，万亩良田起绿洲。（李冬）\n",
        "渠水进了村\n{text}（图略）\n",
    ],
)
def test_a_name_in_brackets_is_otherwise_whom_the_text_has(page: str) -> None:
    read = parse(page.format(text=paragraphs(3, 31).rstrip(), more=paragraphs(1, 32).rstrip())).articles
    assert all(person.name == "许诺" for article in read for person in article.authors)
