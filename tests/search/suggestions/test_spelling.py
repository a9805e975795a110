"""Other spellings of what finds nothing."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.query import parse
from search.suggestions.spelling import SpellingDictionary, corrected_queries

WORDS = {
    "新质生产力": 9,
    "生产力": 12,
    "数字经济": 8,
    "数字贸易": 3,
    "成渝": 10,
    "重庆": 16,
    "县域经济": 2,
    "innovation": 1,
}
LEXICON = SpellingDictionary(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("新制生产力", "新质生产力"),
        ("新质生产", "新质生产力"),
        ("新质的生产力", "新质生产力"),
        ("新生质产力", "新质生产力"),
        ("数字金济", "数字经济"),
        ("数字径济", "数字经济"),
        ("成鱼", "成渝"),
        ("县城经济", "县域经济"),
        ("inovation", "innovation"),
        ("发展新制生产力", "发展新质生产力"),
    ],
)
def test_one_edit_or_the_same_sound_is_mended(typed: str, meant: str) -> None:
    assert meant in list(islice(LEXICON.corrections(typed), 3))


@pytest.mark.parametrize("typed", ["大学城", "城市", "新制", "", "字"])
def test_what_is_like_no_known_word_stays(typed: str) -> None:
    assert list(LEXICON.corrections(typed)) == []


def test_known_words_inside_are_left_alone() -> None:
    assert "数字经济数字贸易" not in list(LEXICON.corrections("数字经济数字经济"))


def test_the_rest_of_the_query_stays() -> None:
    assert corrected_queries(parse("重庆 新制生产力 -四川"), LEXICON)[0] == "重庆 新质生产力 -四川"
    assert corrected_queries(parse("标题:“新制生产力”"), LEXICON)[0] == "标题:“新质生产力”"


def test_no_more_than_asked_for() -> None:
    assert len(corrected_queries(parse("数字经贸"), LEXICON, limit=1)) == 1


@given(st.sampled_from([word for word in WORDS if len(word) > 3]), st.data())
def test_any_one_edit_of_a_longer_word_is_mended(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    other = data.draw(st.sampled_from("龘"))
    for typed in (word[:at] + word[at + 1 :], word[:at] + other + word[at:], word[:at] + other + word[at + 1 :]):
        assert word in list(LEXICON.corrections(typed))


@given(st.text("新质制生产力数字经济", max_size=20))
def test_corrections_are_never_what_was_typed(typed: str) -> None:
    found = list(LEXICON.corrections(typed))
    assert typed not in found
    assert len(found) == len(set(found))
