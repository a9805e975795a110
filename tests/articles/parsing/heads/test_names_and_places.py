"""Who signs beside a place: where a report was sent from, where a reader or a student is at home."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

_OTHER = f"修好老路\n□邓小林\n{paragraphs(3, 4)}（作者单位：某某大学）\n"


@pytest.mark.parametrize(
    "byline",
    [
        "本报记者 贺子涵 发自安平",
        "本报记者贺子涵发自安平",
        "本报记者　贺子涵（发自安平县）",
        "某某日报记者　贺子涵　安平报道",
    ],
)
def test_where_a_report_was_sent_from_is_no_name(byline: str) -> None:
    first, other = parse(f"【人物】\n办好集市\n{byline}\n{paragraphs(3, 3)}{_OTHER}").articles
    assert [(article.title, article.kicker) for article in (first, other)] == [("办好集市", None), ("修好老路", None)]
    assert [person.name for person in first.authors] == ["贺子涵"]


def test_what_comes_from_the_heart_is_a_title() -> None:
    title = "记者 一声问候 发自内心"
    first, _ = parse(f"{title}\n□李青\n{paragraphs(3, 3)}{_OTHER}").articles
    assert (first.title, [person.name for person in first.authors]) == (title, ["李青"])


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("文学院　魏长河", [("魏长河", "文学院")]),
        ("学生记者　余子涵　物理学院　任若楠", [("余子涵", "学生记者"), ("任若楠", "物理学院")]),
        ("文学院", [("文学院", None)]),
        ("王学会　魏长河", [("王学会", None), ("魏长河", None)]),
    ],
)
def test_a_college_before_a_name_is_where_that_works(byline: str, authors: list[tuple[str, str | None]]) -> None:
    first, other = parse(f"【导师说】\n办好集市\n{byline}\n{paragraphs(3, 3)}{_OTHER}").articles
    assert (first.title, other.title) == ("办好集市", "修好老路")
    assert [(person.name, person.affiliation) for person in first.authors] == authors


@pytest.mark.parametrize(
    ("told", "authors"),
    [("从金沙湾到后山小学", [("郝月华", "金沙湾")]), ("从村口到后山小学", [("金沙湾", None), ("郝月华", None)])],
)
def test_a_readers_village_is_a_place_where_the_letter_has_it_as_one(
    told: str, authors: list[tuple[str, str | None]]
) -> None:
    text = (
        f"　　{told}的村道有一段近二百米的陡坡，外侧就是七八米高的坎，孩子们每天上学都要经过那里。\n{paragraphs(2, 3)}"
    )
    first, _ = parse(f"【微建议】\n加一道护栏\n金沙湾　郝月华\n{text}{_OTHER}").articles
    assert [(person.name, person.affiliation) for person in first.authors] == authors


@pytest.mark.parametrize(
    ("begins", "ends", "authors"),
    [
        ("本报讯（机电学院　沈宏图）", "", ["沈宏图"]),
        ("本报讯　", "（党委宣传部　夏素芬）", ["夏素芬"]),
        ("", "（党委宣传部　夏素芬）", []),
        ("本报讯　", "（第一届　第二届）", []),
    ],
)
def test_who_reports_from_an_office_is_named_before_the_news_or_behind_it(
    begins: str, ends: str, authors: list[str]
) -> None:
    said = paragraphs(2, 3).splitlines()
    news = f"　　{begins}{said[0].strip()}\n{said[1]}{ends}\n"
    first, other = parse(f"学校举行毕业典礼\n{news}{_OTHER}").articles
    assert (first.title, other.title, len(first.body)) == ("学校举行毕业典礼", "修好老路", 2)
    assert [person.name for person in first.authors] == authors


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("本报记者　王明哲　张敏报道", [("王明哲", None), ("张敏", None)]),
        ("（本报记者　王明哲　李文轩报道）", [("王明哲", None), ("李文轩", None)]),
        ("学生记者　王明哲　物理学院　李文轩　文学院", [("王明哲", "物理学院"), ("李文轩", "文学院")]),
    ],
)
def test_each_name_beside_a_college_or_before_baodao_signs(byline: str, authors: list[tuple[str, str | None]]) -> None:
    first, _ = parse(f"【人物】\n办好集市\n{byline}\n{paragraphs(3, 3)}{_OTHER}").articles
    assert [(person.name, person.affiliation) for person in first.authors] == authors


@pytest.mark.parametrize("told", ["从周岭的新著谈起", "第二天到周岭家里翻旧照片"])
def test_an_author_of_whom_the_text_speaks_is_no_village(told: str) -> None:
    text = f"　　{told}，话就长了，我们两个坐在江边的石阶上，一直说到天黑，才想起来还没有吃饭。\n{paragraphs(2, 3)}"
    first, _ = parse(f"【对谈】\n一本书和一条江\n周岭　何平\n{text}{_OTHER}").articles
    assert [person.name for person in first.authors] == ["周岭", "何平"]


@pytest.mark.parametrize(
    ("begins", "again", "ends"),
    [
        ("本报讯　", "", "（主讲　文学院　王明哲）"),
        ("本报讯　", "", "（据江城广播电视台　王明哲）"),
        ("本报讯　", "本报讯　", "（党委宣传部　夏素芬）"),
        ("本报讯（通讯员何秀兰）", "本报讯（通讯员赵立新）", ""),
        ("本报记者王明哲报道：", "本报记者赵立新报道：", ""),
        ("新华社记者张友渔报道：“今日凌晨，大桥合龙。”", "", ""),
        ("本报讯（通讯员来稿）", "", ""),
        ("本报讯（实习生团队）", "", ""),
        ("本报讯（特约通讯员供稿）", "", ""),
    ],
)
def test_who_signs_one_report_of_several_or_none_is_no_author(begins: str, again: str, ends: str) -> None:
    said = paragraphs(2, 3).splitlines()
    news = f"　　{begins}{said[0].strip()}\n　　{again}{said[1].strip()}{ends}\n"
    first, _ = parse(f"学校举行毕业典礼\n{news}{_OTHER}").articles
    assert first.authors == ()


_COLLEGE, _HALL = "江城大学文学院，江城 430000", "临江市人民检察院 临江 256600"


@pytest.mark.parametrize(
    ("names", "address", "places"),
    [
        ("魏长河", f"({_COLLEGE})", [_COLLEGE]),
        ("魏长河", _HALL, [_HALL]),
        ("魏长河　余子涵", f"（1.{_COLLEGE}；2.{_HALL}）", [_COLLEGE, _HALL]),
        ("魏长河　余子涵", f"（{_COLLEGE}）", [_COLLEGE] * 2),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_an_address_with_a_postcode_under_names_is_where_they_work(
    names: str, address: str, places: list[str], between: str
) -> None:
    page = between.join(["办好乡村的集市", f"■{names}", address, paragraphs(4, 3)])
    (article,) = parse(page).articles
    assert [person.affiliation for person in article.authors] == [place.replace(",", "，") for place in places]
    assert len(article.body) == 4


@pytest.mark.parametrize(
    "line", ["江城大学文学院今年招收学生430000", "集市的电话是，江城 430000", "（2026年产值，亿元 430000）"]
)
def test_a_line_that_ends_in_six_digits_may_be_text(line: str) -> None:
    (article,) = parse(f"办好乡村的集市\n\n■魏长河\n\n{line}\n\n{paragraphs(4, 3)}").articles
    assert article.authors[0].affiliation is None
    assert line in "".join(block.text for block in article.body)
