"""What speaks for a join: words across the break, the page's phrases, marks in pairs, things counted out."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from articles.parsing.blocks.brackets import first_counted, last_counted, marks_closed_first, marks_left_open
from articles.parsing.chains.assignment import best_assignment
from articles.parsing.evidence.joins import JoinEvidence, fragment
from articles.parsing.evidence.page_phrases import PhraseModel
from articles.parsing.evidence.topics import PageVocabulary, words_of
from articles.parsing.evidence.trigrams import affinities, affinity, likeliest_lost, nats_of_loss
from tests.pages.fitting import trigrams


@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [
        ("共建共", "享现代产业学院", "求和新兴前沿交叉领域"),
        ("瞄准国家重大战略需", "求和新兴前沿交叉领域", "享现代产业学院"),
        ("让成渝两地人民群众拥", "有更多的获得感", "求和新兴前沿交叉领域"),
        ("加强人才实践能力培", "养。二要引进国际优秀人才", "业基地，构建生态系统"),
    ],
)
def test_a_word_cut_in_two_reads_with_its_other_half(left: str, right: str, wrong: str) -> None:
    assert affinity(left, right) > affinity(left, wrong) + 2


@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [("维护香港、", "门长期稳定", "展绿色产业"), ("引导各类企业加快技", "创新步伐", "点任务逐项落实")],
)
def test_a_break_reads_although_a_character_is_lost(left: str, right: str, wrong: str) -> None:
    assert affinity(left, right) > affinity(left, wrong)


def test_a_lost_character_is_found_by_what_stands_around_it() -> None:
    assert likeliest_lost("维护香港、", "门长期稳定") == "澳"
    assert nats_of_loss("维护香港、", "门长期稳定") > 1 > nats_of_loss("维护香港、", "澳门长期")


@pytest.mark.full
def test_the_shipped_counts_are_the_corpora_s() -> None:
    with np.load(Path(str(files("articles.parsing.evidence").joinpath("trigrams.npz")))) as shipped:
        counted = trigrams.counted(trigrams.texts())
        assert all((shipped[name] == array).all() for name, array in counted.items())


def test_half_a_word_begins_no_sentence() -> None:
    assert affinity("。", "加强基础研究和自主创新") > affinity("。", "享现代产业学院")
    assert affinity("。", "加强基础研究和自主创新") > affinity("。", "的制度供给")


def test_a_phrase_of_the_page_speaks_for_a_join() -> None:
    page = PhraseModel(["推动高质量发展取得新成效。", "高质量发展是首要任务。", "加快建设西部金融中心。"])
    [[going_on, other]] = page.affinities(["着力推动高质"], ["量发展", "融中心"])
    assert going_on > other


def test_many_pairs_are_judged_as_each_alone() -> None:
    lefts = ["共建共", "瞄准国家重大战略需", "着力推动高质", "2024", ""]
    rights = ["享现代产业学院", "求和新兴前沿交叉领域，要", "量发展", "，", "AI产业"]
    page = PhraseModel([*lefts, *rights, "推动高质量发展，瞄准国家重大战略需求。"])
    for judge in (affinities, page.affinities):
        alone = [[judge([left], [right])[0, 0] for right in rights] for left in lefts]
        assert judge(lefts, rights) == pytest.approx(np.array(alone))


def test_a_word_does_not_stand_on_both_sides_of_a_break() -> None:
    half, again, on = (
        fragment("为群众办好事解难题，报道：首都"),
        fragment("首都举行联欢晚会。"),
        fragment("各界举行联欢晚会。"),
    )
    evidence = JoinEvidence([half, again, on])
    assert evidence.between(half, again).reads < evidence.between(half, on).reads - 3


def test_what_begins_a_sentence_goes_on_from_none() -> None:
    half = fragment("加快推进数字贸易改革创新发展的")
    opening, going_on = fragment("近年来，重庆持续优化营商环境。"), fragment("思路和举措，重庆持续优化营商环境。")
    assert opening.begins > 0 > going_on.begins
    readings = (opening, replace(opening, begins=0.0))
    judged, otherwise = (JoinEvidence([half, piece]).scores()[0, 1] for piece in readings)
    assert judged < otherwise


def test_quotations_and_brackets_are_counted() -> None:
    assert marks_left_open("积极推动“融入成渝”，通过“西部算") == "“"
    assert marks_closed_first("电协同创新中心”建设，打造（西部）枢纽") == "“"
    assert marks_left_open("西部(重庆)科学城（以下简称") == "（"
    assert marks_closed_first("完整的“句子”。") == ""
    assert marks_closed_first("’98列车这样开") == ""


def test_an_open_quotation_wants_the_block_that_closes_it() -> None:
    head = fragment("积极推动“融入成渝”，通过“西部算")
    closing, other = fragment("电协同创新中心”建设，打造枢纽。"), fragment("机构链式发展，积极引导研发。")
    evidence = JoinEvidence([head, closing, other])
    assert evidence.between(head, closing).marks == 1
    assert evidence.between(head, other).marks == -1


def test_things_counted_out_are_in_order() -> None:
    assert last_counted("一是健全机制。二是强化支撑。") == {0: 1}
    assert first_counted("好氛围。三是优化环境。四是加强领导。") == {0: 2}
    left, right = fragment("一是健全机制。二是强化支"), fragment("撑。三是优化环境。")
    assert JoinEvidence([left, right]).between(left, right).series == 1


def test_words_are_cut_by_the_dictionary() -> None:
    assert words_of("推动AI产业发展") == ("推动", "AI", "产业", "发展")


def test_stretches_on_one_subject_are_kin() -> None:
    texts = [
        "办好赛事，体育才有核心。",
        "金融要创新，风险要防范。",
        "赛事带动旅游，体育促进消费。",
        "防范风险，是金融的底线。",
    ]
    similarity = PageVocabulary(texts).similarity([range(0, 1), range(1, 2)], [range(2, 3), range(3, 4)])
    assert similarity[0, 0] > similarity[0, 1]
    assert similarity[1, 1] > similarity[1, 0]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6])
def test_the_assignment_is_the_best_of_all(size: int) -> None:
    rng = random.Random(size)
    for _ in range(20):
        scores = np.array([[rng.gauss(0, 1) for _ in range(size)] for _ in range(size)])
        chosen = best_assignment(scores)
        assert sorted(chosen) == list(range(size))
        best = max(sum(scores[i, p[i]] for i in range(size)) for p in itertools.permutations(range(size)))
        assert sum(scores[i, chosen[i]] for i in range(size)) == pytest.approx(best)
