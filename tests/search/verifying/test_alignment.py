"""The nearest run of a text, against the definition: every run tried."""

from __future__ import annotations

import random

import pytest

from search.verifying.alignment import best_match, differences
from search.verifying.characters import characters, codes


def distance(left: str, right: str) -> int:
    """Optimal string alignment, as it is defined."""
    rows = [list(range(len(right) + 1))]
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


@pytest.mark.parametrize("seed", range(200))
def test_is_as_near_as_any_run_of_the_text(seed):
    made = random.Random(seed)
    text = "".join(made.choices("甲乙丙丁", k=made.randrange(1, 14)))
    pattern = "".join(made.choices("甲乙丙丁", k=made.randrange(1, 7)))
    found = best_match(codes(pattern), codes(text))
    runs = [text[start:end] for start in range(len(text) + 1) for end in range(start, len(text) + 1)]
    assert found.distance == min(distance(pattern, run) for run in runs)
    assert distance(pattern, text[found.start : found.end]) == found.distance


@pytest.mark.parametrize(
    ("pattern", "text", "longest"),
    [
        ("放通道互联", "以放大通道互联为", "放大通道互联"),
        ("乙丙丁", "甲乙丙丁戊", "乙丙丁"),
        ("乙丙丁某", "甲乙丙丁戊己", "乙丙丁戊"),
    ],
)
def test_says_how_long_the_longest_run_is_that_is_as_near(pattern, text, longest):
    found = best_match(codes(pattern), codes(text))
    assert found.longest == len(longest)
    assert distance(pattern, longest) == found.distance


@pytest.mark.parametrize(
    ("quoted", "printed", "run"),
    [
        ("成色决定质素", "其成色决定质量。", "成色决定质量"),
        ("枢纽和开放平台", "对外开放枢纽和开放合作平台，拓展", "枢纽和开放合作平台"),
        ("开放通道互联", "以开放大通道互联为", "开放大通道互联"),
        ("诚色决定质量", "其成色决定质量。", "成色决定质量"),
        ("我们成色决定质量", "这里成色决定质量。", "这里成色决定质量"),
    ],
)
def test_what_differs_at_an_edge_is_replaced_or_put_in_rather_than_left_out(quoted, printed, run):
    text = characters(printed)
    found = best_match(codes(characters(quoted).text), codes(text.text))
    assert text.text[found.start : found.end] == run


def test_changes_keep_the_marks_and_name_what_differs():
    quoted, printed = characters("走深、走实是目标"), characters("走深走实，才是目标。")
    found = differences(quoted, printed)
    assert "".join(change.quoted for change in found) == "走深、走实是目标"
    assert [(change.quoted, change.printed) for change in found if not change.is_alike] == [("", "才")]


def test_marks_behind_what_differs_are_no_difference():
    found = differences(characters("讲'效率优先'，和某 人"), characters("讲“效率优化”，才和谁，人"))
    assert [(one.quoted, one.printed) for one in found if not one.is_alike] == [("先", "化”，才"), ("某", "谁")]
    assert "".join(one.printed for one in found) == "讲“效率优化”，才和谁，人"
    assert "".join(one.quoted for one in found) == "讲'效率优先'，和某 人"


@pytest.mark.parametrize("text", ["增长５．２％", "Ｇ Ｄ Ｐ增长5.2%", "「增長」5.2%"])
def test_marks_spaces_and_forms_do_not_count_and_per_cents_do(text):
    assert "52%" in characters(text).text
    assert characters("增长5.2").text != characters("增长5.2%").text
