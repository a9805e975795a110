"""An affiliation note says where each author works, and whether two of one name can be one person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.people.affiliations import affiliations_named, affiliations_of, can_be_one_person
from tests.pages.seed_table import ARTICLES


@pytest.mark.parametrize(
    ("note", "names", "expected"),
    [
        ("作者单位：重庆邮电大学体育学院", ["彭仁兰"], ["重庆邮电大学体育学院"]),
        ("作者系甲大学教授，本文为某基金项目：24A成果", ["张三"], ["甲大学教授"]),
        (
            "作者分别系西部金融研究院院长、成渝经济促进会秘书长",
            ["陈银华", "袁梅"],
            ["西部金融研究院院长", "成渝经济促进会秘书长"],
        ),
        ("作者分别系甲大学副院长、教授，乙大学讲师", ["张三", "李四"], ["甲大学副院长、教授", "乙大学讲师"]),
        ("作者张三系甲大学教授；李四系乙大学讲师", ["张三", "李四"], ["甲大学教授", "乙大学讲师"]),
        (
            "作者分别系甲大学商学院副院长、教授、博士生导师、乙大学讲师、丙研究院研究员",
            ["张三", "李四", "王五"],
            ["甲大学商学院副院长、教授、博士生导师", "乙大学讲师", "丙研究院研究员"],
        ),
        ("作者均系甲大学教授", ["张三", "李四"], ["甲大学教授", "甲大学教授"]),
        ("作者分别系甲大学教授", ["张三", "李四"], ["甲大学教授", "甲大学教授"]),
        (None, ["张三"], [""]),
        ("张三，《某某日报》4月8日", ["张三"], [""]),
        ("摘自4月8日《某某日报》，作者：张三", ["张三"], [""]),
        ("作者系甲大学教授；张三，《某某日报》4月8日", ["张三"], ["甲大学教授"]),
        ("张三，甲大学教授，《某某日报》4月8日", ["张三"], ["甲大学教授"]),
        ("张三，《某某日报》记者", ["张三"], ["《某某日报》记者"]),
        ("本文为某基金项目：24A成果", ["张三"], [""]),
        ("作者系甲大学教授", [], []),
        ("（甲大学 法学院，甲市 430000）", ["张三", "李四"], ["甲大学 法学院，甲市 430000"] * 2),
    ],
)
def test_each_author_has_what_the_note_gives_them(note, names, expected):
    assert affiliations_of(note, names) == expected


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "何江系江城大学法学院教授；欧阳文倩系山城财经大学副教授；买买提·艾力为民族学院讲师",
            {"何江": "江城大学法学院教授", "欧阳文倩": "山城财经大学副教授", "买买提·艾力": "民族学院讲师"},
        ),
        ("作者张明：江城大学教授、博导，李红：山城学院讲师", {"张明": "江城大学教授、博导", "李红": "山城学院讲师"}),
        ("何江系江城大学教授，本文为某基金项目：24A成果", {"何江": "江城大学教授"}),
        ("何江是本文的第一作者", {}),
        ("作者单位：江城大学", {"单位": "江城大学"}),
    ],
)
def test_what_a_note_says_of_people_by_name_is_known_of_each(note, said):
    assert affiliations_named([note]) == said


@pytest.mark.parametrize("article", [a for a in ARTICLES if a.note], ids=lambda a: str(a.number))
def test_no_fund_and_no_opening_is_left_in_a_seed_affiliation(article):
    for affiliation in affiliations_of(article.note, [person.name for person in article.people]):
        assert affiliation
        assert not any(word in affiliation for word in ("作者", "本文", "项目", "成果"))
        assert affiliation in article.note


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=3), max_size=4))
def test_any_note_gives_every_name_a_text(note, names):
    assert len(affiliations_of(note, names)) == len(names)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("西南大学经济管理学院副院长、教授", "西南大学商学院讲师"),
        ("中共重庆市委党校教授", "重庆市委党校研究员"),
        ("四川省党校经济教研部", "中共四川省委党校"),
        ("重庆市中国特色社会主义理论体系研究中心特约研究员", "重庆大学教授"),
        ("本报编辑", "重庆大学"),
        ("", "重庆大学"),
    ],
)
def test_these_can_be_one_person(left, right):
    assert can_be_one_person(left, right)
    assert can_be_one_person(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("重庆大学", "重庆邮电大学"),
        ("重庆医科大学马克思主义学院", "重庆大学马克思主义学院"),
        ("重庆社会科学院研究员", "四川省社会科学院研究员"),
    ],
)
def test_these_are_two(left, right):
    assert not can_be_one_person(left, right)
