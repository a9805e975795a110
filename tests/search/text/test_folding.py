"""Text and query pass the same folding, and every folded character knows where it came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.text.characters import plain_numbers
from search.text.folding import fold, fold_block, fold_blocks, fold_text, folded_blocks
from tests.pages.seed_table import FILES, seed_text

FACES = st.characters(exclude_categories=["Cs"])
PRONE = st.sampled_from("新质生产力 \t\n\r\u3000，。“”—～ABßﬁ㎡½㈠ǰİe\u0301か\u3099ﾞㄱㅏ\u200b\ufeff\x00´¨重慶ﷺ\u0958")
TEXTS = st.text(st.one_of(FACES, PRONE), max_size=30)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("３３６１８", "33618"),
        ("ＡＩ", "ai"),
        ("R&D", "r&d"),
        ("重慶產業", "重庆产业"),
        ("新质 生产力", "新质生产力"),
        ("第 3 期", "第3期"),
        ("新质　生产力，\t重庆", "新质生产力,重庆"),
        ("Chengdu   Chongqing", "chengdu chongqing"),
        (" 两端 ", "两端"),
        ("一段。\n  另一段", "一段。\n另一段"),
        ("a\r\n\r\nb", "a\nb"),
        ("“新定位”", '"新定位"'),
        ("「雙城」", '"双城"'),
        ("China’s", "china's"),
        ("——编者", "--编者"),
        ("22—23日", "22-23日"),
        ("ﬁ ½ ㎡ ㈠", "fi 1⁄2 m2 (一)"),
        ("︵一︶总则", "(一)总则"),
        ("二○二四 二〇二四 二零二四", "二零二四二零二四二零二四"),
        ("①⑳❷㊀", "①⑳❷㊀"),
        ("É ö Ångström naïve ǖ", "e o angstrom naive u"),
        ("й が", "йが"),
        ("零\u200b宽\ufeff", "零宽"),
        ("e\u0301\u200b", "e"),
        ("e\u200b\u0301", "e"),
        ("《意见》【专栏】", "《意见》【专栏】"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_variants_fold_to_one(written: str, folded: str) -> None:
    assert fold(written).text == fold_text(written) == folded


def test_a_number_in_a_circle_can_be_written_without() -> None:
    assert plain_numbers("第①至⑳、❷、㊀、⓪") == "第1至20、2、一、0"


@given(TEXTS)
@example("⋯㎡①\ud800\U0010ffff")
def test_a_long_text_folds_as_a_short_one(text: str) -> None:
    long = "字" * 100
    assert fold_text(long + text) == long + fold_text("字" + text)[1:]
    assert list(fold(long + text).ends) == [*range(1, 101), *(end + 99 for end in fold("字" + text).ends[1:])]


@pytest.mark.parametrize(
    ("written", "part", "original"),
    [
        ("占地5㎡吗", "m2", "㎡"),
        ("占地5㎡吗", "m", "㎡"),
        ("新质 生产力", "质生", "质 生"),
        ("新质 生产力", "新质", "新质"),
        ("新质 生产力", "生产", "生产"),
        ("a  b", " ", "  "),
        ("caffe\u0301 x", "e", "e\u0301"),
        ("\ufeff重慶", "重庆", "重慶"),
        ("甲\n \n乙", "\n", "\n \n"),
    ],
)
def test_a_folded_run_leads_back_to_its_original(written: str, part: str, original: str) -> None:
    folded = fold(written)
    at = folded.text.index(part)
    start, end = folded.original_span(at, at + len(part))
    assert written[start:end] == original


@given(TEXTS)
@example("か \u3099")
@example("J\u030c")
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once.text).text == once.text
    assert fold_text(text) == once.text


@given(TEXTS)
def test_offsets_rise_and_stay_inside(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert len(folded.ends) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)
    assert all(start < end <= len(text) for start, end in zip(folded.offsets, folded.ends, strict=False))


def _is_whole(text: str) -> bool:
    """No character of it joins the one before it."""
    return not any(unicodedata.combining(c) for c in unicodedata.normalize("NFKD", text)) and "ㅏ" not in text


@given(TEXTS.filter(_is_whole), st.data())
def test_a_run_of_a_text_folds_to_a_run_of_the_folded_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold(text[start:end]).text in fold(text).text


@given(st.lists(TEXTS.filter(lambda text: fold(text).text and _is_whole(text)), max_size=4))
def test_blocks_fold_apart_as_they_fold_joined(blocks: list[str]) -> None:
    assert fold("\n".join(blocks)).text == "\n".join(fold(block).text for block in blocks)


@pytest.mark.parametrize("file", range(len(FILES)))
def test_every_character_of_the_seeds_leads_back_to_one_that_folds_to_it(file: int) -> None:
    text = seed_text(file)
    folded = fold(text)
    for index, character in enumerate(folded.text):
        start, end = folded.original_span(index, index + 1)
        assert character == "\n" or character in fold(f"a{text[start:end]}a").text


@given(st.lists(TEXTS, max_size=5))
@example(["一段\n两行", "\u0301二段", "\u200b", "……"])
def test_the_blocks_of_a_text_are_folded_each_as_if_alone(blocks: list[str]) -> None:
    alone = [fold_block(block) for block in blocks]
    assert folded_blocks(blocks) == "\n".join(filter(None, [folded.text for folded in alone]))
    for folded, by_itself in zip(fold_blocks(blocks), alone, strict=True):
        assert (folded.text, [*folded.offsets], [*folded.ends]) == (
            by_itself.text,
            [*by_itself.offsets],
            [*by_itself.ends],
        )
