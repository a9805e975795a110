"""What words are about, and which stretches of a page are about one thing."""

from __future__ import annotations

import json
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from articles.parsing.evidence.subjects import SUBJECTS, weights_of_subjects, word_subjects
from articles.parsing.evidence.topics import PageVocabulary
from tests.pages.fitting.subjects import packed, weights_by_word

WARD = "护士在病房里量血压，老人的糖尿病又该换药了。"
CLINIC = "患者做完手术，医生嘱咐他按时吃药，多去医院复查。"
SHARES = "股票上涨，投资者纷纷买入，证券公司的业绩也好了起来。"


def test_stretches_about_one_thing_need_share_no_word() -> None:
    page = PageVocabulary([WARD, CLINIC, SHARES])
    each = [range(n, n + 1) for n in range(3)]
    kinship = page.kinship(each, each)
    assert min(kinship[0, 1], kinship[1, 0]) > 0.3
    assert kinship[0, 2] == kinship[1, 2] == -0.3
    assert page.similarity(each, each)[0, 1] == 0


def test_a_page_without_words_is_about_nothing() -> None:
    for texts in (["", "。"], ["的", "3.5"]):
        each = [range(n, n + 1) for n in range(2)]
        assert (PageVocabulary(texts).kinship(each, each) == 0).all()


def test_a_words_weight_goes_to_its_subjects_by_their_shares() -> None:
    table = word_subjects()
    place = table.places["京剧"]
    own = slice(table.starts[place], table.starts[place] + table.counts[place])
    expected = np.zeros(SUBJECTS)
    expected[table.subjects[own]] = 6 * table.shares[own]
    weights = weights_of_subjects([Counter({"京剧": 2, "查无此词": 9}), Counter()], {"京剧": 3.0}.__getitem__)
    assert weights == pytest.approx(np.array([expected, np.zeros(SUBJECTS)]))


def test_the_stored_table_is_whole() -> None:
    table = word_subjects()
    words = list(table.places)
    sums = np.bincount(np.repeat(np.arange(len(words)), table.counts), table.shares)
    assert words == sorted(words)
    assert len(words) == len(table.counts) > 70_000
    assert table.counts.sum() == len(table.subjects) == len(table.shares)
    assert table.subjects.max() < SUBJECTS
    assert (sums < 1.05).all()
    assert (table.counts > 0).all()


def test_the_table_is_made_of_a_models_weights(tmp_path: Path) -> None:
    model = {"0": {"京剧": 0.3, "a股": 0.2, "水": 0.1}, "7": {"京剧": 0.1, "鱼苗": 0.2}, "9": {"鱼苗": 0.001}}
    inner, wheel = BytesIO(), tmp_path / "jionlp.whl"
    with ZipFile(inner, "w") as stored:
        stored.writestr("word_topic_weight.json", json.dumps(model))
    with ZipFile(wheel, "w") as package:
        package.writestr("jionlp/dictionary/word_topic_weight.zip", inner.getvalue())
    arrays = packed(weights_by_word(wheel))
    assert str(arrays["words"]).split("\n") == ["京剧", "鱼苗"]
    assert arrays["counts"].tolist() == [2, 1]
    assert arrays["subjects"].tolist() == [0, 7, 7]
    assert arrays["shares"].tolist() == [191, 64, 254]
