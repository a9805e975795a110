"""What is said of the author, the translator and who paid under a text, and of the reporter before one."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

SAID = [line.strip() for line in paragraphs(6, 2).split("\n") if line]
_LIFE = "李青，某某大学经济学院教授，主要研究方向为县域商业。"
_FUND = "本文系国家社科基金西部项目“集市的协同治理研究”（22XZZ009）阶段性成果"
_OTHER = f"短论\n修好老路\n□邓小林\n{paragraphs(3, 4)}（作者单位：某某大学）\n"


@pytest.mark.parametrize(
    ("note", "affiliation"),
    [
        (f"【作者简介】{_LIFE}", _LIFE),
        (_LIFE, _LIFE),
        (_FUND, _FUND),
        *((f"{a}{_FUND}{b}\n（作者单位：江北大学）", f"{_FUND}；作者单位：江北大学") for a, b in ("[]", "【】")),
        ("（王　岩　译，作者系某某大学教授）", "王　岩　译，作者系某某大学教授"),
        (
            f"【作者简介】{_LIFE}\n【基金项目】国家社科基金项目（22XZZ009）",
            f"{_LIFE}；【基金项目】国家社科基金项目（22XZZ009）",
        ),
    ],
)
@pytest.mark.parametrize("mark", ["□", ""])
def test_a_note_under_a_text_is_neither_its_last_paragraph_nor_the_next_kicker(
    note: str, affiliation: str, mark: str
) -> None:
    one, other = parse(f"办好集市\n{mark}李青\n　　{SAID[0]}\n　　{SAID[1]}\n{note}\n{_OTHER}").articles
    assert [(article.title, article.kicker, article.column) for article in (one, other)] == [
        ("办好集市", None, None),
        ("修好老路", None, "短论"),
    ]
    assert [len(article.body) for article in (one, other)] == [2, 3]
    assert [person.name for person in one.authors] == ["李青"]
    assert one.affiliation == affiliation
    assert [fund.number for fund in one.funding] == ["22XZZ009"] * ("22XZZ009" in note)


def test_a_life_told_within_a_text_is_text() -> None:
    life = "邓小林，某某大学经济学院教授，主要研究方向为县域商业。"
    one = f"走近集市\n□李青\n　　{SAID[0]}\n　　{life}\n　　{SAID[1]}\n（作者单位：某某报社）\n"
    first, _ = parse(f"{one}{_OTHER}").articles
    assert [block.text for block in first.body] == [SAID[0], life, SAID[1]]


def test_what_somebody_said_under_a_text_is_text() -> None:
    said = "李青，某某大学教授，在会上提出要把集市办好。"
    first, _ = parse(f"走近集市\n□李青\n　　{SAID[0]}\n　　{SAID[1]}\n　　{said}\n{_OTHER}").articles
    assert [block.text for block in first.body] == [SAID[0], SAID[1], said]


@pytest.mark.parametrize(
    "wire",
    [
        "本报讯（记者　王小明　通讯员　李　伟）",
        "新华社北京4月8日电（记者王小明、李伟）",
        "某某日报讯（记者 王小明 李伟）",
        "本报讯　（通讯员　王小明　李伟）",
        "本报武昌4月8日电（实习生王小明、李伟）",
        "（通讯员王小明、李伟）",
        "本报讯　记者王小明、通讯员李伟报道：",
        "本报记者　王小明　李　伟　武汉报道：",
    ],
)
def test_who_reports_is_said_at_the_beginning_of_a_text(wire: str) -> None:
    first, _ = parse(f"农民丰收节在某某县开幕\n　　{wire}{SAID[0]}\n　　{SAID[1]}\n{_OTHER}").articles
    assert [person.name for person in first.authors] == ["王小明", "李伟"]
    assert first.body[0].text == f"{wire}{SAID[0]}"


@pytest.mark.parametrize(
    ("wire", "names"),
    [
        ("本报讯（记者　乌兰图雅）", ["乌兰图雅"]),
        ("新华社拉萨4月8日电（记者　才让　通讯员　娜仁）", ["才让", "娜仁"]),
        ("本报讯（实习记者　小满）", ["小满"]),
        ("本报讯（通讯员　来稿）", []),
    ],
)
def test_a_reporters_name_that_is_set_apart_needs_no_surname(wire: str, names: list[str]) -> None:
    told = f"　　本报讯上月曾报道，{SAID[1]}"  # is no second report
    first, _ = parse(f"农民丰收节在某某县开幕\n　　{wire}{SAID[0]}\n{told}\n{_OTHER}").articles
    assert [person.name for person in first.authors] == names


@pytest.mark.parametrize(
    "ahead",
    ["（通讯员供稿）", "（记者连线）", "（记者　王小明　摄）", "本报记者连续报道：", "记者多日来在集市走访，有报道："],
)
def test_who_tells_of_reporting_and_names_nobody_signs_nothing(ahead: str) -> None:
    first, _ = parse(f"农民丰收节在某某县开幕\n　　{ahead}{SAID[0]}\n　　{SAID[1]}\n{_OTHER}").articles
    assert first.authors == ()
    assert first.body[0].text == f"{ahead}{SAID[0]}"


def test_a_byline_says_more_than_a_report_that_begins_without_a_name() -> None:
    signed = f"农民丰收节在某某县开幕\n□周文远\n　　本报讯（记者　王小明）{SAID[0]}\n　　{SAID[1]}\n"
    unsigned = f"集市在某某县重新开街\n　　本报讯（综合消息）{SAID[2]}\n　　{SAID[3]}\n"
    assert [[person.name for person in article.authors] for article in parse(f"{signed}{_OTHER}").articles] == [
        ["周文远"],
        ["邓小林"],
    ]
    assert parse(f"{unsigned}{_OTHER}").articles[0].authors == ()


_WITHIN = [
    f"【作者简介】{_LIFE}",
    "（冯至　译）",
    "（可直译）",
    "本研究得到国家社科基金项目支持，课题组走访了一百二十家企业，形成了一批研究成果。",
    f"{_FUND}。",
]
_SUBHEAD = "老街要留住人\n"


@pytest.mark.parametrize(
    ("line", "head"), [*((line, "") for line in _WITHIN), *((line, _SUBHEAD) for line in _WITHIN[1:])]
)
def test_what_is_said_of_a_text_within_it_ends_nothing(line: str, head: str) -> None:
    one = f"走近集市\n□李青\n　　{SAID[0]}\n　　{line}\n{head}　　{SAID[1]}\n"
    first, other = parse(f"{one}{_OTHER}").articles
    assert ([block.text for block in first.body], first.affiliation, other.title) == (
        [SAID[0], line, *head.splitlines(), SAID[1]],
        None,
        "修好老路",
    )


def test_who_the_author_is_may_stand_between_byline_and_text() -> None:
    first, _ = parse(f"走近集市\n李青\n【作者简介】{_LIFE}\n　　{SAID[0]}\n　　{SAID[1]}\n{_OTHER}").articles
    assert (first.affiliation, [block.text for block in first.body]) == (_LIFE, SAID[:2])


def test_a_labelled_name_under_a_title_is_its_byline() -> None:
    pages = [
        f"{title}\n【作者】{name}\n{paragraphs(3, 5)}" for title, name in [("走近集市", "李青"), ("守书人", "王小明")]
    ]
    assert [[person.name for person in article.authors] for article in parse("".join(pages)).articles] == [
        ["李青"],
        ["王小明"],
    ]


def test_who_wrote_each_of_several_books_is_told_in_the_text() -> None:
    books = "".join(f"《{name}》\n【作者简介】{_LIFE}\n　　{SAID[0]}\n" for name in ("小城", "守书人"))
    first = parse(f"新书架\n{books}{_OTHER}").articles[0]
    assert (first.authors, first.affiliation) == ((), None)


@pytest.mark.parametrize(
    ("title", "byline"), [("让集市更有温度\n——访某某大学教授李青", "本报记者　王小明"), ("李青教授谈集市", "王小明")]
)
@pytest.mark.parametrize("head", ["", _SUBHEAD])
def test_the_life_of_whom_a_text_is_about_is_text(title: str, byline: str, head: str) -> None:
    one = f"{title}\n{byline}\n　　{SAID[0]}\n　　{SAID[1]}\n　　{_LIFE}\n"
    rest = f"{head}　　{SAID[2]}\n" if head else ""
    first, *_ = parse(f"{one}{rest}{_OTHER}守书人\n李青\n{paragraphs(3, 5)}").articles
    assert [block.text for block in first.body][:3] == [SAID[0], SAID[1], _LIFE]
    assert first.affiliation is None


@pytest.mark.parametrize(
    ("line", "is_note"),
    [
        ("（根据录音整理，有删节）", True),
        ("（据会议记录整理）", True),
        ("（本报编辑部整理）", True),
        ("（根据村民的讲述，这条路修了三次。）", False),
    ],
)
def test_what_a_text_was_written_down_from_is_no_text(line: str, *, is_note: bool) -> None:
    (article,) = parse(f"把课上到地里\n□李青\n　　{SAID[0]}\n　　{SAID[1]}\n　　{line}\n").articles
    assert [block.text for block in article.body] == [SAID[0], SAID[1], *([] if is_note else [line])]
    assert article.affiliation == (line[1:-1] if is_note else None)


@pytest.mark.parametrize(
    ("line", "affiliation", "column"),
    [
        ("［本文为国家社科基金项目成果］", "本文为国家社科基金项目成果", None),
        ("［基层治理项目观察］", None, "基层治理项目观察"),
    ],
)
def test_who_paid_is_no_column_in_square_brackets(line: str, affiliation: str | None, column: str | None) -> None:
    other = f"修好老路\n□邓小林\n{paragraphs(3, 4)}（作者单位：某某大学）\n"
    one, two = parse(f"办好集市\n□李青\n　　{SAID[0]}\n　　{SAID[1]}\n{line}\n{other}").articles
    assert (len(one.body), one.affiliation, two.column) == (2, affiliation, column)


def test_who_paid_is_no_note_between_a_title_and_the_name_under_it() -> None:
    (article,) = parse(f"办好集市\n[{_FUND}]\n李青\n{paragraphs(3, 4)}").articles
    assert ([person.name for person in article.authors], article.affiliation) == (["李青"], None)
