"""日期, 报纸, 版名 and 版次: a query asks where and when an article was printed."""

from __future__ import annotations

import pytest

from search.errors import BadQuery
from search.language.explaining import explain
from search.language.imprints import page_text, period_asked
from search.language.query import parse, unparse
from search.language.tree import And, Node, Not, Or, Term
from search.types import Where

DATE, PAGE = (Where.DATE,), (Where.PAGE,)


def days(*runs: str) -> Node:
    terms = tuple(Term(run, DATE, quoted=True) for run in runs)
    return terms[0] if len(terms) == 1 else Or(terms)


@pytest.mark.parametrize("name", ["日期", "年份", "date", "YEAR"])
def test_a_year_is_asked_for_by_any_of_the_fields_names(name: str) -> None:
    assert parse(f"{name}:2024").typed == days("公元2024年")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("日期:2024-03", days("公元2024年3月")),
        ("日期：2024年3月10日", days("公元2024年3月10日")),
        ("日期:“2024-03”", days("公元2024年3月")),
        ("日期:2024-11..2024-12", days("公元2024年11月", "公元2024年12月")),
        ("日期:(2023-05 OR 2024-05)", days("公元2023年5月", "公元2024年5月")),
        ("-日期:2024", Not(days("公元2024年"))),
        ("重庆 日期:2024-11..2024-12", And((Term("重庆"), days("公元2024年11月", "公元2024年12月")))),
        ("日期:不详", Term("不详", DATE)),
        ("版次:9", Term("第9版", PAGE)),
        ("page:09", Term("第9版", PAGE)),
        ("版次:第九版", Term("第9版", PAGE)),
        ("版次:a03", Term("a3版", PAGE)),
        ("报纸:日报", Term("日报", (Where.PUBLICATION,))),
        ("publication:日报", Term("日报", (Where.PUBLICATION,))),
        ("版名:理论", Term("理论", (Where.SECTION,))),
    ],
)
def test_fields_of_where_an_article_was_printed_are_read(typed: str, tree: Node) -> None:
    assert parse(typed).typed == tree


@pytest.mark.parametrize(
    "typed",
    [
        "日期:2024", "日期:2024-03", "日期:2024-03-10", "日期:2024-01..2024-06", "日期:2024..", "-日期:2024-03",
        "-日期:2024-01..2024-06", "重庆 日期:2023..2024", "日期:2024-01..2024-02 OR 重庆", "版次:9", "-版次:9",
        "日期:不详", "报纸:日报", "日期:(2023-05 OR 2024-05)",
    ],
)  # fmt: skip
def test_a_query_that_is_written_out_reads_the_same(typed: str) -> None:
    tree = parse(typed).typed
    assert parse(unparse(tree)).typed == tree


def test_a_period_is_written_out_as_one() -> None:
    assert unparse(parse("日期:2024年1月至6月").typed) == "日期:2024-01..2024-06"
    assert unparse(parse("-日期:2024.3").typed) == "-日期:2024-03"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("日期:2024-01..2024-06", ["日期为2024年1月至6月"]),
        ("重庆 -日期:2024", ["“重庆”", "不是日期为2024年"]),
        ("重庆 -日期:2023..2024", ["“重庆”", "不是日期为2023年至2024年"]),
        ("报纸:日报", ["报纸含“日报”"]),
    ],
)
def test_the_reading_says_the_period(typed: str, said: list[str]) -> None:
    assert [note.text for note in explain(parse(typed)).notes] == said


@pytest.mark.parametrize(
    ("typed", "at", "repaired"),
    [
        ("日期:昨天", 3, "昨天"),
        ("重庆 date：2024-13", 8, "重庆 2024-13"),
        ("-日期:“3月10日”", 4, "-“3月10日”"),
        ("日期:(2024 OR 去年)", 12, ""),
    ],
)
def test_what_names_no_days_is_said_to_be_no_date(typed: str, at: int, repaired: str) -> None:
    with pytest.raises(BadQuery, match="不是能读的日期，请写 2024、2024-03") as refused:
        parse(typed)
    assert (refused.value.at, refused.value.repaired) == (at, repaired)


def test_a_run_of_an_article_is_found_though_it_looks_like_a_date_that_cannot_be_read() -> None:
    assert parse("日期：昨日", occurs=lambda text: text == "日期:昨日").tree == Or(
        (Term("昨日", DATE), Term("日期:昨日", quoted=True))
    )


def test_a_range_of_days_is_one_term_of_a_query() -> None:
    asked = " ".join(["日期:1990-02-03..2024-05-06"] * 6)
    assert period_asked(parse("日期:1990-02-03..2024-05-06").typed) is not None
    assert parse(asked).tree


def test_a_date_alone_is_words_and_finds_what_says_it() -> None:
    assert parse("2023年3月").typed == Term("2023年3月")


@pytest.mark.parametrize(
    ("text", "page"), [("9", "第9版"), ("09", "第9版"), ("A03", "A3版"), ("12-18", "12-18"), ("", ""), ("要闻", "要闻")]
)
def test_pages_are_known_by_one_name(text: str, page: str) -> None:
    assert page_text(text) == page
