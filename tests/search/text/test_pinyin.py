"""How texts sound."""

from __future__ import annotations

from search.text.pinyin import Spellings, spellings


def test_texts_are_spelt_word_by_word_and_signs_have_no_sound():
    assert spellings([]) == Spellings([], [], [])
    assert spellings(["重庆，重要", "，", "r&d在c++"]) == Spellings(
        ["chongqingzhongyao", "", "rdzaic"], ["10000100010000100", "", "111001"], ["cqzy", "", "rdzc"]
    )
