"""Printed lines go back into paragraphs, and whatever is none stays a line of its own."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.files.reading import read_lines
from articles.parsing.paragraphs.wrapping import whole_paragraphs
from tests.articles.parsing.made_prose import paragraphs as prose

FIRST = "江水绕城而过，两岸的人们早已习惯了它的声音。护好这一江清水，既要管住上游的排污口，也要种好下游的每一棵树。"
SECOND = "治水没有捷径可走。把每条支流都看作主流，把每个村庄都看作码头，沿江各地才能真正走到一起，也才能走得更远。"
THIRD = "水清了，人心也就齐了。往后的日子，还要一年接着一年干，一段接着一段修，让江边的孩子认得每一种水鸟。"


def paragraphs(text: str) -> list[str]:
    return [line.text for line in whole_paragraphs(read_lines(text).lines)]


def printed(text: str, width: int = 16, indent: str = "　　") -> str:
    whole = indent + text
    return "\n".join(whole[start : start + width] for start in range(0, len(whole), width))


def test_paragraphs_are_whole_and_heads_stay_lines() -> None:
    body = "\n".join(printed(text) for text in (FIRST, SECOND, THIRD))
    text = f"【江边论坛】\n治水要有长久之心\n■方知远\n{body}\n　　（作者系江边大学教授）\n\n山上的花\n■苏一禾\n{body}\n"
    assert paragraphs(text) == [
        *("【江边论坛】", "治水要有长久之心", "■方知远", FIRST, SECOND, THIRD, "（作者系江边大学教授）"),
        *("山上的花", "■苏一禾", FIRST, SECOND, THIRD),
    ]


@pytest.mark.parametrize("title", ["治水护江要有年年岁岁的长久之心", "治水护江要有年年岁岁的长久之心意"])
def test_a_title_as_wide_as_the_column_is_no_part_of_the_text(title: str) -> None:
    body = "\n".join(printed(text) for text in (FIRST, SECOND, THIRD))
    assert paragraphs(f"{title}\n方知远\n{body}\n") == [title, "方知远", FIRST, SECOND, THIRD]


def test_a_heading_after_a_full_last_line_stays_a_line() -> None:
    first = FIRST + "鸟语花香回来了，孩子们先看见。"
    lines = printed(first, 17, "")
    assert len(lines.splitlines()[-1]) == 17
    assert paragraphs(f"{lines}\n水清鱼自来\n{printed(SECOND, 17, '')}\n") == [first, "水清鱼自来", SECOND]


def test_marks_at_a_lines_head_belong_to_the_line_before() -> None:
    width = next(n for n in range(12, 20) if any(line[0] in "，。" for line in printed(FIRST, n).splitlines()))
    assert paragraphs(f"{printed(FIRST, width)}\n{printed(SECOND, width)}") == [FIRST, SECOND]


def test_words_of_foreign_text_stay_apart() -> None:
    lines = [
        "Clear water is the work of many hands and of many",
        "years, and the river keeps a record of each of them",
        "so that whoever comes later can read it along the",
        "banks, in the trees, and in the songs of the birds,",
        "which nobody has taught.",
    ]
    assert paragraphs("\n".join(lines)) == [" ".join(lines)]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([FIRST, SECOND, THIRD]),
        "江边的树与人家的四季\n山上的花与放羊的少年\n水里的鱼与打鱼的老人\n村口的桥与过桥的新娘\n田里的稻与插秧的手艺",
        "\n".join(["白鹭飞过青山外，渔歌唱到夕阳斜。", "一江春水千家暖，两岸新柳万户花。"] * 3),
    ],
    ids=["whole paragraphs", "a list of titles", "verse"],
)
def test_what_is_not_printed_lines_stays_as_it_is(text: str) -> None:
    assert paragraphs(text) == text.splitlines()


def test_a_paragraph_knows_its_runs_of_the_file() -> None:
    text = printed(FIRST) + "\n" + printed(SECOND)
    line = whole_paragraphs(read_lines(text).lines)[1]
    assert [text[place] for place in line.places] == list(line.text)
    assert "".join(text[line.start : line.end].split()) == SECOND


def test_a_space_between_all_characters_is_taken_out_and_wider_ones_stay() -> None:
    spaced = " ".join(FIRST)
    assert paragraphs(f"■ 方 知 远　苏 一 禾\n{spaced}\n") == ["■方知远　苏一禾", FIRST]
    assert paragraphs("方知远 苏一禾\n" + FIRST) == ["方知远 苏一禾", FIRST]


def test_a_reporters_line_at_the_end_is_no_part_of_a_paragraph_that_ends_with_the_column() -> None:
    first = FIRST + "鸟语花香回来了，孩子们先看见。"
    assert paragraphs(f"{printed(first, 17, '')}\n（本报记者方知远采访整理）\n{printed(SECOND, 17, '')}\n") == [
        *(first, "（本报记者方知远采访整理）", SECOND),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "两岸的村庄共同走过的十年历程、共同护好的江水是最好的见证",
        "全面建成水清岸绿的江城、实现人水相亲必须始终牢记这一份初心使命",
    ],
)
def test_a_subheading_on_several_lines_is_one(heading: str) -> None:
    body = printed(FIRST) + "\n" + printed(heading) + "\n" + printed(SECOND) + "\n" + printed(THIRD)
    assert paragraphs(f"山上的花\n■苏一禾\n{body}\n") == ["山上的花", "■苏一禾", FIRST, heading, SECOND, THIRD]


def test_headings_of_one_width_over_paragraphs_are_no_printed_lines() -> None:
    whole = [
        "在江边座谈会上说过的几句话",
        "（2024年5月6日）",
        FIRST,
        "一、读懂江水绕城的意味",
        SECOND,
        "二、守好两岸人家的清水",
        THIRD,
    ]
    assert paragraphs("\n".join(whole)) == whole


def test_a_note_in_square_brackets_is_one_though_its_first_line_ends_in_a_clause() -> None:
    note = "【作者方知远系某某大学文学院教授；苏一禾系某某学院副教授】"
    text = f"{printed(FIRST)}\n{printed(SECOND)}\n{note[:16]}\n{note[16:]}\n山上的花\n■苏一禾\n{printed(THIRD)}\n"
    assert paragraphs(text) == [FIRST, SECOND, note, "山上的花", "■苏一禾", THIRD]


@pytest.mark.parametrize(
    "under",
    [
        "2026-05-12 08:36",
        "来源：江边日报",
        "（2026年2月18日）",
        "（2026年2月）",
        "本报记者　方知远",
        "新华社记者　方知远　苏一禾",
        "——在治水会议上的讲话",
        "——基于江边二十个村庄的调查",
    ],
)
def test_what_stands_under_a_title_as_wide_as_the_column_is_no_part_of_it(under: str) -> None:
    body = "\n".join(printed(text) for text in (FIRST, SECOND, THIRD))
    title = "治水护江要有年年岁岁的长久之心意"
    assert paragraphs(f"{title}\n{under}\n{body}\n") == [title, under, FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "middle",
    [
        "来源：每一条河都有",
        "——这是老人的话，",
        "本报记者走访了许多",
        "（见附图）的湿地上",
        "2026年5月12日那天",
        "的确没有捷径可走，",
        "来源于上游的每一条",
        "新华社记者曾经来过",
        "——",
        "（2026年2月18日）这天",
    ],
)
def test_a_line_of_a_paragraph_may_begin_so(middle: str) -> None:
    first = f"江水绕城而过，两岸的人们早已习惯了{middle}"[:16]
    text = f"{first}{middle}{FIRST}{SECOND}"
    assert paragraphs("\n".join([printed(text, 16, ""), printed(THIRD, 16, "")])) == [text, THIRD]


def test_a_dash_in_a_paragraph_that_is_set_in_begins_no_subtitle() -> None:
    set_in = "江水绕城而过两岸的人们早已习惯它的声音和它带来的雾气" + "——在这里，" + FIRST + SECOND
    lines = ["　　" + set_in[:12], set_in[12:26], *printed(set_in[26:], 14, "").splitlines()]
    assert paragraphs("\n".join([*lines, printed(THIRD, 14)])) == [set_in, THIRD]


def test_a_line_that_ends_a_sentence_by_chance_ends_no_paragraph_where_these_are_set_in() -> None:
    first = "治水先要治心，此话说来容易做来难。" + FIRST
    lines = printed(first, 20).splitlines()
    lines[:2] = ["　　治水先要治心，此话说来容易做来难。", "江水绕城而过，两岸的人们早已习惯了它的声音"]
    rest = "。护好这一江清水，既要管住上游的排污口，也要种好下游的每一棵树。"
    body = [*lines[:2], *printed(rest, 20, "").splitlines(), printed(SECOND, 20), printed(THIRD, 20)]
    assert paragraphs("\n".join(body)) == [first, SECOND, THIRD]


def typeset(text: str, width: int = 16, *, opens_last: bool = False) -> list[str]:
    """Lines as newspapers print them: closing marks hang, and none ends with a mark that opens unless `opens_last`."""
    lines, rest = [], text
    while rest:
        at = width
        while rest[at : at + 1] in set("，。：”"):
            at += 1
        if at < len(rest) and rest[at - 1] == "“" and not opens_last:
            at -= 1
        lines.append(rest[:at])
        rest = rest[at:]
    return lines


QUOTED = "水清人心齐，护水要靠年年有人。“护好这一江清水，要靠大家。”" + SECOND


def test_a_line_is_full_where_the_quotation_under_it_may_not_open_at_its_end() -> None:
    lines = typeset(QUOTED)
    assert (len(lines[0]), lines[0][-1], lines[1][0]) == (15, "。", "“")
    assert paragraphs("\n".join([*lines, *typeset(FIRST), *typeset(THIRD)])) == [QUOTED, FIRST, THIRD]


def test_a_line_that_a_character_is_missing_to_ends_a_paragraph_where_quotations_open_at_lines_ends() -> None:
    first, second = QUOTED[:15], QUOTED[15:]
    opening = "江水绕城而过，人们早已习惯它，说“" + QUOTED[1:]
    lines = [*typeset(first), *typeset(second), *typeset(opening, opens_last=True)]
    assert any(line[-1] == "“" for line in lines)
    assert paragraphs("\n".join([*lines, *typeset(FIRST)])) == [first, second, opening, FIRST]


@pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "set in"])
def test_two_marks_beyond_the_column_end_no_paragraph(indent: str) -> None:
    text = ("“江水绕城而过两岸早已习惯它的声" + "音")[: 16 - len(indent)] + "。”" + SECOND
    lines = typeset(indent + text)
    assert lines[0].endswith("。”")
    assert len(lines[0]) == 18
    assert paragraphs("\n".join([*lines, *typeset(indent + FIRST), *typeset(indent + THIRD)])) == [text, FIRST, THIRD]


def _columns(seed: int, *, indent: str, width: int = 19) -> str:
    """Three articles, each of three paragraphs, in printed lines without the white space before them."""
    pieces = []
    for at, (title, author) in enumerate(
        [("老街要留住人", "方知远"), ("集市不必整齐划一", "苏一禾"), ("河长的账本", "林 深")]
    ):
        told = [line.strip() for line in prose(3, seed + at).splitlines()]
        lines = "\n".join(printed(paragraph, width, indent) for paragraph in told)
        pieces.append("\n".join([title, author, *(line.strip() for line in lines.splitlines())]))
    return "\n".join(pieces)


@pytest.mark.parametrize("seed", range(4))
def test_first_lines_narrower_by_an_indent_go_on_where_a_page_lost_its_white_space(seed: int) -> None:
    articles = parse(_columns(seed, indent="　　")).articles
    assert [article.title for article in articles] == ["老街要留住人", "集市不必整齐划一", "河长的账本"]
    told = [[line.strip() for line in prose(3, seed + at).splitlines()] for at in range(3)]
    assert [[block.text for block in article.body] for article in articles] == told


def test_a_heading_as_wide_as_first_lines_begins_no_paragraph() -> None:
    heading = "把老街上的日子过得更加热气腾腾"
    body = [printed(text, 17).strip() for text in (FIRST, SECOND, THIRD)]
    assert paragraphs("\n".join([*body, heading, *body])) == [FIRST, SECOND, THIRD, heading, FIRST, SECOND, THIRD]


def test_a_heading_narrower_by_two_stays_a_line_where_paragraphs_begin_with_full_lines() -> None:
    heading = "把老街上的日子过得热气腾腾"
    body = [printed(text, 15, "") for text in (FIRST, SECOND, THIRD)]
    assert paragraphs("\n".join([*body, heading, *body])) == [FIRST, SECOND, THIRD, heading, FIRST, SECOND, THIRD]


FIGURES = [
    "江水绕城而过，152个村庄的人们早已习惯了它的声音，",
    "江水绕城而过，人们早已习惯，两岸的村庄种下13600棵江边杨柳。",
]


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_figures_of_half_or_whole_width_are_in_full_lines(share: float) -> None:
    def lines_of(text: str) -> list[str]:
        lines, width = [""], 0.0
        for char in text:
            wide = share if char.isascii() else 1.0
            if width + wide > 16:
                lines.append("")
                width = 0.0
            lines[-1] += char
            width += wide
        return lines

    told = [FIGURES[0] + SECOND, FIGURES[1], FIRST + THIRD, THIRD + SECOND]
    assert paragraphs("\n".join(line for text in told for line in lines_of("　　" + text))) == told


def test_figures_in_nearly_every_line_are_measured_by_one_another() -> None:
    told = (
        "　　2025年全市生产总值达到3286.5亿元，比\n"
        "上年增长5.8%，其中第一产业增加值412.3亿\n"
        "元，增长3.6%；第二产业增加值1206.8亿元，\n"
        "增长6.4%；第三产业增加值1667.4亿元，增长\n"
        "5.9%。三次产业结构为12.5∶36.7∶50.8，服\n"
        "务业比重首次超过50%。\n"
        "　　全年一般公共预算收入218.6亿元，增长4\n"
        ".2%，其中税收收入162.4亿元，占比74.3%。\n"
        "居民人均可支配收入38642元，增长6.1%，城\n"
        "乡收入比缩小到1.86。全年新增城镇就业4.8\n"
        "万人，登记失业率3.2%，低于控制目标0.8个\n"
        "百分点。\n"
    )
    heads = "江城去年经济运行稳中有进\n本报记者　李明远\n"
    assert len(parse(heads + told).articles[0].body) == len(told.split("\n　　"))
