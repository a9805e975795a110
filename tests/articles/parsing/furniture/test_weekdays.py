"""A weekday alone on a line of a page's head, and what else such a line says."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedDocument
from tests.articles.parsing.made_prose import paragraphs

DAY = "2026年11月3日"  # a Tuesday
TEXTS = f"办好集市\n李　青\n{paragraphs(3, 3)}\n修好老路，也修好新桥\n邓小林\n{paragraphs(3, 4)}"


def _head(parsed: ParsedDocument) -> tuple[str | None, ...]:
    said = (parsed.imprint.date, parsed.imprint.page, parsed.imprint.section)
    return tuple(each.value if each else None for each in said)


@pytest.mark.parametrize(
    "head",
    [
        f"{DAY}\n星期二\n党建\n6\n",
        f"北陵日报\n{DAY}\n星 期 二\n党建\n6\n",
        f"{DAY}\n丙午年九月廿四\n星期二\n第6版\n党建\n",
        f"星期二\n{DAY}\n党建\n6\n",
        f"6\n党建\n北陵日报\n{DAY}\n周二\n责任编辑：罗绮　校对：庄晓\n",
        f"北陵日报\n6\n党建\n{DAY}\n星期二\n",
    ],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_weekday_beside_its_day_is_of_the_pages_head(head: str, gap: str) -> None:
    parsed = parse(f"{head}{gap}{TEXTS}")
    assert _head(parsed) == ("2026-11-03", "6", "党建")
    assert [(article.column, article.kicker, article.title) for article in parsed.articles] == [
        (None, None, "办好集市"),
        (None, None, "修好老路，也修好新桥"),
    ]


@pytest.mark.parametrize("word", ["星期二", "星期天"])
def test_a_weekday_over_a_byline_is_a_title(word: str) -> None:
    parsed = parse(f"{DAY}\n\n{word}\n王小明\n{paragraphs(3, 7)}\n{TEXTS}")
    assert [article.title for article in parsed.articles] == [word, "办好集市", "修好老路，也修好新桥"]


def test_a_weekday_that_the_day_does_not_fall_on_is_no_part_of_the_head() -> None:
    furniture = parse(f"{DAY}\n星期天\n\n{TEXTS}").furniture
    assert "星期天" not in [piece.text for piece in furniture if piece.kind == "dateline"]
