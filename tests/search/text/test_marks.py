"""What stands between characters without parting them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import marks as own_marks
from search.text.folding import fold_text
from search.text.marks import bare, marks, run_across, spans_across
from tests.search.plain_matching import without_marks

SIGNS = st.text("甲乙ab12𠮷 “”‘’「」『』《》〈〉、·—–-()（），：．.。！？；…\n", max_size=20)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("“十五五”规划", "十五五规划"),
        ("《求是》杂志", "求是杂志"),
        ("约翰·梅纳德．凯恩斯", "约翰梅纳德凯恩斯"),
        ("3,205.42万", "3205.42万"),
        ("〔2024〕5号", "20245号"),
        ("完。”又一句", "完。又一句"),
        ("等等……又", "等等......又"),
        ("the end. the", "theend.the"),
    ],
)
def test_marks_are_left_out_and_what_ends_a_sentence_stays(text: str, left: str) -> None:
    assert bare(fold_text(text)).text == left


@given(SIGNS)
def test_marks_are_those_of_the_definition_and_each_character_leads_back(text: str) -> None:
    folded = fold_text(text)
    found = bare(folded)
    assert found.text == without_marks(folded)
    assert "".join(folded[place] for place in found.places) == found.text


@given(st.lists(SIGNS, min_size=1, max_size=5))
def test_many_texts_are_bared_at_once_as_each_is(texts: list[str]) -> None:
    folded = list(map(fold_text, texts))
    assert own_marks.without_marks(folded) == [bare(text).text for text in folded]


@given(SIGNS)
def test_units_have_the_marks_that_characters_have(text: str) -> None:
    units = np.frombuffer(fold_text(text).encode("utf-16-le"), np.uint16)
    left = units[~marks(units)].tobytes().decode("utf-16-le")
    assert left == bare(fold_text(text)).text


@given(SIGNS, SIGNS, SIGNS)
def test_a_text_that_holds_a_run_holds_it_without_marks(before: str, run: str, behind: str) -> None:
    text, run = fold_text(before + run + behind), fold_text(run)
    if run in text:
        assert run_across(run) in bare(text).text


def test_a_run_across_is_shown_with_the_marks_inside_it() -> None:
    text = fold_text("编“十五五”规划、十五五规划")
    assert [text[start:end] for start, end in spans_across("十五五规划", bare(text))] == ['十五五"规划']
