"""Whatever cuts the text cuts the query."""

from __future__ import annotations

import logging
import re
import threading

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import tokenizer as own_tokenizer
from search.text.tokenizer import (
    Token,
    Tokenizer,
    fold_text,
    own_terms,
    ranking_words,
    whole_words,
    whole_words_of,
    word_texts,
    words,
)
from tests.pages.seed_table import FILES, seed_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("碳达峰碳中和", ["碳达峰", "碳中和"]),
        ("生产力的力", ["生产力", "的", "力"]),
        ("R&D与AI", ["r&d", "ai"]),
        ("C++、5G、0.5%、第3期", ["c++", "5g", "0.5", "第", "3", "期"]),
        ("“33618”现代制造业集群体系", ["33618", "现代制造业集群体系"]),
        ("2024CXZD18", ["2024cxzd18"]),
        ("state-of-the-art", ["state", "of", "the", "art"]),
        ("成渝地区双城经济圈", ["成渝地区双城经济圈"]),
    ],
)
def test_words_are_kept_whole(text: str, expected: list[str]) -> None:
    found = word_texts(fold_text(text))
    assert [word for word in found if word in expected] == expected


def test_a_long_word_comes_with_the_words_inside_it() -> None:
    assert words("新能源汽车")[:2] == [Token("能源", 1, 3), Token("汽车", 3, 5)]
    assert words("新能源汽车")[-1] == Token("新能源汽车", 0, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("资本论", ["资本论"]),
        ("长江", ["长江"]),
        ("新能源汽车", ["能源", "新能源", "汽车", "新能源汽车"]),
        ("资本论、5g", ["资本论", "5g"]),
        ("资本论,水利", ["资本论", "水利"]),
    ],
)
def test_articles_are_ranked_by_words_of_three_characters_without_their_parts(text: str, expected: list[str]) -> None:
    assert sorted(ranking_words(text)) == sorted(expected)


def test_a_word_that_ranks_without_its_parts_is_an_articles_wherever_it_lies_in_a_longer_one() -> None:
    known = [text for text in sorted(own_terms()) if len(text) > 3]
    for text in known:
        found = set(word_texts(text))
        inside = {text[at : at + size] for size in (2, 3) for at in range(len(text) - size + 1)}
        assert {run for run in inside if ranking_words(run) == [run]} <= found, text


def test_punctuation_is_no_word() -> None:
    assert words("，。“”——()") == []


@pytest.mark.parametrize("file", range(len(FILES)))
def test_tokens_stand_where_they_say(file: int) -> None:
    folded = fold_text(seed_text(file))
    found = words(folded)
    assert all(folded[token.start : token.end] == token.text for token in found)
    assert [token.text for token in found] == word_texts(folded)


@pytest.fixture(scope="module")
def jieba_itself(tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    for term in own_terms():
        if not tokenizer.FREQ.get(term):
            tokenizer.add_word(term, own_tokenizer._TERM_FREQUENCY)
    return tokenizer


def _cut_by(tokenizer: jieba.Tokenizer, folded: str) -> list[Token]:
    return [
        Token(text, run.start() + start, run.start() + end)
        for run in re.finditer(f"[{own_tokenizer.HAN}]+", folded)
        for text, start, end in tokenizer.tokenize(run[0], mode="search", HMM=False)
    ]


def _han(found: list[Token]) -> list[Token]:
    return [token for token in found if re.match(f"[{own_tokenizer.HAN}]", token.text)]


@pytest.mark.parametrize("file", range(len(FILES)))
def test_the_seeds_are_cut_as_jieba_cuts_them(file: int, jieba_itself: jieba.Tokenizer) -> None:
    folded = fold_text(seed_text(file))
    assert _han(words(folded)) == _cut_by(jieba_itself, folded)


@given(
    parts=st.lists(
        st.one_of(
            st.sampled_from(sorted(own_terms())),
            st.sampled_from(["研究生命起源", "南京市长江大桥", "的", "和", "乒乓球拍卖完了", "㐀", "龦", "𠀀"]),
            st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x5E00), max_size=4),
        ),
        max_size=8,
    ),
    skip=st.integers(0, 3),
)
def test_any_han_text_is_cut_as_jieba_cuts_it(parts: list[str], skip: int, jieba_itself: jieba.Tokenizer) -> None:
    folded = fold_text("".join(parts)[skip:])
    assert _han(words(folded)) == _cut_by(jieba_itself, folded)


@given(st.lists(st.text("数字经济重庆ノヴァ々㐀𠀀ab12.5&+#é 、“”。-", max_size=12), max_size=5))
def test_many_texts_are_cut_at_once_as_each_is(texts: list[str]) -> None:
    folded = list(map(fold_text, texts))
    assert whole_words_of(folded) == [word for text in folded for word in (*(w.text for w in whole_words(text)), "\n")]


def test_added_terms_stay_whole_and_can_be_taken_back() -> None:
    before = word_texts("巴渝和美乡村")
    assert "巴渝和美乡村" not in before
    own_tokenizer.use_terms(["巴渝和美鄉村"])
    try:
        assert word_texts("巴渝和美乡村")[-1] == "巴渝和美乡村"
    finally:
        own_tokenizer.use_terms([])
    assert word_texts("巴渝和美乡村") == before


def test_threads_share_one_dictionary() -> None:
    cutter = Tokenizer()
    answers: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(cutter.word_texts("新质生产力与智能网联"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(tuple, answers))) == 1
    assert len(answers) == 8
