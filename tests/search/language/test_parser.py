"""A query is parsed into the tree that its writer means; brackets, marks and operators without partners are text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadQuery
from search.language.explaining import explain, highlight_terms
from search.language.fields import FIELDS
from search.language.query import parse
from search.language.tree import (
    And,
    Everything,
    Node,
    Not,
    Or,
    Wildcard,
)
from search.text.folding import fold_text
from tests.search.language.queries import AUTHORS, TITLE, A, B, C, phrase, word


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", Everything()),
        (" \u3000", Everything()),
        ('""', Everything()),
        ("重慶", A),
        ("重庆 四川", And((A, B))),
        ("重庆　四川", And((A, B))),
        ("重庆 AND 四川 且 产业", And((A, B, C))),
        ("重庆 OR 四川", Or((A, B))),
        ("重庆 或 四川", Or((A, B))),
        ("重庆|四川", Or((A, B))),
        ("重庆 ｜ 四川", Or((A, B))),
        ("重庆 四川 OR 产业", Or((And((A, B)), C))),
        ("重庆 (四川 OR 产业)", And((A, Or((B, C))))),
        ("重庆（四川|产业）", And((A, Or((B, C))))),
        ("（重庆 OR 四川）产业", And((Or((A, B)), C))),
        ("重庆 -四川", And((A, Not(B)))),
        ("重庆 －四川", And((A, Not(B)))),
        ("重庆 NOT 四川", And((A, Not(B)))),
        ("重庆 非 四川", And((A, Not(B)))),
        ("非 四川", Not(B)),
        ("非四川", word("非四川")),
        ("重庆 -(四川 产业)", And((A, Not(And((B, C)))))),
        ("重庆 OR NOT 四川", Or((A, Not(B)))),
        ('"新质 生产力"', phrase("新质生产力")),
        ("“新质生产力”", phrase("新质生产力")),
        ("「新质生产力」 『雙碳』", And((phrase("新质生产力"), phrase("双碳")))),
        ("《意见》", phrase("意见")),
        ("＂数字 贸易＂ 重庆", And((phrase("数字贸易"), A))),
        ('"重庆" "四川"', And((phrase("重庆"), phrase("四川")))),
        ('"重庆" OR "四川"', Or((phrase("重庆"), phrase("四川")))),
        ('重庆 -"四川 产业"', And((A, Not(phrase("四川产业"))))),
        ("AI*", Wildcard("ai*")),
        ("Ｒ？Ｄ", Wildcard("r?d")),
        ("336*", Wildcard("336*")),
        ("智能*", word("智能*")),
        ("标题:重庆", word("重庆", TITLE)),
        ("标题：重庆 四川", And((word("重庆", TITLE), B))),
        ("标题: 重庆", word("重庆", TITLE)),
        ("title:重庆", word("重庆", TITLE)),
        ("Title：“重庆”", phrase("重庆", TITLE)),
        ("标题:(重庆 OR 四川)", Or((word("重庆", TITLE), word("四川", TITLE)))),
        ("作者:zxs", word("zxs", AUTHORS)),
        ("-作者:朱旭森", Not(word("朱旭森", AUTHORS))),
        ("正文:AI*", Wildcard("ai*", FIELDS["正文"])),
        (r"重庆 \-四川", And((A, word("-四川")))),
        (r"\“重庆 四川\”", And((word('"重庆'), word('四川"')))),
    ],
)
def test_signs_and_operators_are_read(typed: str, tree: Node) -> None:
    assert parse(typed).typed == tree


@pytest.mark.parametrize("name", ["标题", "作者", "栏目", "主题", "单位", "基金", "正文", "图注", "专题"])
def test_every_field_has_its_parts(name: str) -> None:
    assert parse(f"{name}：重庆").typed == word("重庆", FIELDS[name])


@pytest.mark.parametrize(
    ("english", "name"),
    [
        ("title", "标题"),
        ("author", "作者"),
        ("column", "栏目"),
        ("theme", "主题"),
        ("affiliation", "单位"),
        ("funding", "基金"),
        ("body", "正文"),
        ("caption", "图注"),
    ],
)
def test_fields_have_english_names_too(english: str, name: str) -> None:
    assert parse(f"{english}:重庆").typed == word("重庆", FIELDS[name])


@pytest.mark.parametrize(
    "typed",
    [
        "“新定位”，突出“西部领", "27年)》", "(以下简称“两业", ")指出", "-1]", "+", "-", "——", "作者：", "*", "?",
        "|", '"', "各区(市)县", "重庆（市", "《意见", "https://example.org/a?b=c", "项目：2024CXZD18", "或", "非", "OR",
        "NOT", "“甲”与“乙”",
    ],
)  # fmt: skip
def test_signs_without_partners_are_text(typed: str) -> None:
    assert parse(typed).tree == word(fold_text(typed))


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("重庆 OR", And((A, word("or")))),
        ("OR 重庆", And((word("or"), A))),
        ("重庆 NOT", And((A, word("not")))),
        ("NOT NOT 重庆", And((word("not"), Not(A)))),
        ("( 重庆", And((word("("), A))),
        ("重庆 | | 四川", Or((And((A, word("|"))), B))),
        ("标题: OR", word("or", TITLE)),
        ("()", word("()")),
    ],
)
def test_operators_without_operands_are_text(typed: str, tree: Node) -> None:
    assert parse(typed).typed == tree


@pytest.mark.parametrize(
    "run", ["“新定位”，突出“西部领", 'a" b', 'a "b', '"', 'say "hello" to', "a\\", "-x", "(a", " OR ", "作者：朱"]
)
def test_between_quotation_marks_everything_is_text(run: str) -> None:
    assert parse(f'"{run}"').tree == phrase(fold_text(run))


def test_a_hyphen_before_a_number_is_a_minus_where_the_library_has_it_so() -> None:
    cold = parse("重庆 -5度 -四川", occurs=lambda text: text == "-5度")
    assert cold.typed == And((A, phrase("-5度"), Not(B)))
    assert [note.text for note in explain(cold).notes if note.kind == "minus"] == [
        "“-5度”文中有，按原文查找，不是排除；要排除，写 NOT 5度"
    ]
    assert parse("重庆 -5度", occurs=lambda text: False).typed == And((A, Not(word("5度"))))
    assert parse("-四川", occurs=lambda text: True).typed == Not(B)


@pytest.mark.parametrize(
    ("typed", "at", "repaired"),
    [
        ("(新质 OR", 0, "新质"),
        ("（新质 OR 产业", 0, "（新质 OR 产业)"),
        ("重庆 (新质 OR 产业 OR", 3, "重庆 (新质 OR 产业)"),
        ("标题:(新质 AND 产业 ", 3, "标题:(新质 AND 产业)"),
        ("((新质 或 产业) 且 重庆", 0, "((新质 或 产业) 且 重庆)"),
        ("(新质 (产业 OR", 0, "新质 (产业"),
    ],
)
def test_a_parenthesis_that_is_refused_before_an_operator_is_refused_with_a_repair(
    typed: str, at: int, repaired: str
) -> None:
    with pytest.raises(BadQuery, match="左括号没有对应的右括号") as refused:
        parse(typed)
    assert (refused.value.at, refused.value.repaired) == (at, repaired)


@pytest.mark.parametrize(
    ("typed", "message", "at"),
    [
        ("字" * 201, "检索式超过 200 个字符", 200),
        ("字 " * 33, "超过 32 个词", 64),
        ("(" * 9 + "重庆" + ")" * 9, "括号套了超过 8 层", 8),
    ],
)
def test_beyond_its_limits_a_query_is_refused_with_a_repair(typed: str, message: str, at: int) -> None:
    with pytest.raises(BadQuery) as refused:
        parse(typed)
    assert (refused.value.message, refused.value.at) == (message, at)
    assert parse(refused.value.repaired).typed != Everything()


def test_at_its_limits_a_query_is_read() -> None:
    assert parse("字" * 200).typed == word("字" * 200)
    assert len(highlight_terms(parse(" OR ".join("abcdefghijklmnopqrstuvwxyz甲乙丙丁戊己")).tree)) == 32
    assert parse("(" * 8 + "重庆" + ")" * 8).typed == A


@given(st.text('重庆() "|-', min_size=1, max_size=100), st.integers(201, 400))
def test_what_is_too_long_comes_with_something_that_can_be_read(text: str, length: int) -> None:
    long = "重" + (text * length)[: length - 2] + "庆"
    with pytest.raises(BadQuery) as refused:
        parse(long)
    assert parse(refused.value.repaired).text == refused.value.repaired
