"""What an affiliation names once posts and titles are taken off, with what it is a part of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.people.organisations import LONGEST, OrganisationName, organisations_of


def in_words(name: OrganisationName) -> str:
    return " > ".join(whole.name for whole in (*name.wholes, name))


@pytest.mark.parametrize(
    "posts",
    [
        "",
        "教授",
        "副院长、教授、博士生导师",
        "党委副书记",
        "特约研究员",
        "院长（兼）",
        "执行院长、二级教授",
        "2021级博士生",
        "博士后",
    ],
)
def test_whatever_somebody_is_there_the_organisation_is_one(posts):
    assert [name.key for name in organisations_of(f"南滨大学商学院{posts}")] == ["南滨大学商学院"]


@pytest.mark.parametrize(
    ("affiliation", "expected"),
    [
        ("重庆大学", ["重庆大学"]),
        ("重庆大学经济学院经济系教授", ["重庆大学 > 重庆大学经济学院 > 重庆大学经济学院经济系"]),
        ("重庆大学教授、法学院院长", ["重庆大学 > 重庆大学法学院"]),
        ("重庆大学教授、四川大学讲师", ["重庆大学", "四川大学"]),
        ("重庆大学商学院和四川大学", ["重庆大学 > 重庆大学商学院", "四川大学"]),
        ("苏州大学公共管理学院博士生、市经济信息委人事处副处长", [
            "苏州大学 > 苏州大学公共管理学院", "市经济信息委 > 市经济信息委人事处",
        ]),
        ("中国社科院金融研究所副所长", ["中国社会科学院 > 中国社会科学院金融研究所"]),
        ("中国社会科学院大学（研究生院）教授", ["中国社会科学院大学"]),
        ("中国地质大学（武汉）副教授", ["中国地质大学（武汉）"]),
        ("中共中央党校（国家行政学院）教授", ["中共中央党校"]),
        ("四川省委党校经济学教研部主任", ["四川省委党校 > 四川省委党校经济学教研部"]),
        ("教育部社会科学司司长", ["教育部 > 教育部社会科学司"]),
        ("财政部部长", ["财政部"]),
        ("重庆社会科学院《改革》杂志社副总编辑", ["重庆社会科学院 > 重庆社会科学院《改革》杂志社"]),
        ("重庆市长寿区委宣传部", ["重庆市长寿区委 > 重庆市长寿区委宣传部"]),
        ("国家发展和改革委员会宏观经济研究院", ["国家发展改革委 > 国家发展改革委宏观经济研究院"]),
        ("中国科学院院士、全国政协委员、清华大学教授", ["清华大学"]),
        ("教育部“长江学者”特聘教授", []),
        ("本报记者", []),
        ("教授、博士生导师", []),
        ("", []),
    ],
)  # fmt: skip
def test_an_affiliation_names_its_organisations(affiliation, expected):
    assert [in_words(name) for name in organisations_of(affiliation)] == expected


@pytest.mark.parametrize(
    ("affiliation", "seats"),
    [
        ("某市中国特色社会主义理论体系研究中心特约研究员", []),
        ("某市中国特色社会主义理论体系研究中心重庆邮电大学分中心教授", ["重庆邮电大学"]),
        ("某市习近平新时代中国特色社会主义思想研究中心驻西南大学研究基地", ["西南大学"]),
        ("某省习近平经济思想研究中心研究员、四川大学商学院教授", ["四川大学商学院"]),
    ],
)
def test_a_centre_of_people_from_many_places_is_shared_and_its_seat_is_not(affiliation, seats):
    centre, *others = organisations_of(affiliation)
    assert centre.shared
    assert [name.name for name in others] == seats
    assert not any(name.shared for name in others)


def test_a_centre_of_one_university_is_its_part():
    (name,) = organisations_of("北京大学习近平新时代中国特色社会主义思想研究院教授")
    assert (name.shared, name.root.name) == (False, "北京大学")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("中共四川省委党校", "四川省委党校"),
        ("四川省党校", "四川省委党校"),
        ("中国社科院", "中国社会科学院"),
        ("重庆市社会科学院", "重庆社会科学院"),
        ("国家发展和改革委员会", "国家发改委"),
    ],
)
def test_ways_to_write_one_name_have_one_key(left, right):
    assert organisations_of(left)[0].key == organisations_of(right)[0].key


@pytest.mark.parametrize(("left", "right"), [("吉林省委", "吉林市委"), ("重庆大学", "重庆邮电大学")])
def test_what_is_not_one_has_two_keys(left, right):
    assert organisations_of(left)[0].key != organisations_of(right)[0].key


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("（江北大学 公共管理学院, 江北 430072）", ["江北大学公共管理学院"]),
        (
            "1. 烟台大学 法学院, 山东 烟台 264005; 2. 景德镇陶瓷大学 设计学院, 江西 景德镇 333403",
            ["烟台大学法学院", "景德镇陶瓷大学设计学院"],
        ),
        (
            "１．江北大学 文学院，河北 邢台 054001；２．远山学院 马克思主义学院",
            ["江北大学文学院", "远山学院马克思主义学院"],
        ),
        ("江北大学 法学院，江北 400044；远山学院，江北 400045", ["江北大学法学院", "远山学院"]),
        ("1江北大学公共管理学院；2中南大学，长沙", ["江北大学公共管理学院", "中南大学"]),
        ("1.江北大学 a.法学院；b.文学院，江北 400044；2.远山学院", ["江北大学法学院", "江北大学文学院", "远山学院"]),
        ("[1]江北大学公共管理学院，江北；[2]远山学院", ["江北大学公共管理学院", "远山学院"]),
        ("301医院 心内科，北京 100853", ["301医院"]),
        ("重庆大学 2011协同创新中心", ["重庆大学2011协同创新中心"]),
    ],
)
def test_a_journals_line_names_the_organisations_alone(line, named):
    """Neither number, town nor postcode; a school is of the university before it, the next unit is not."""
    assert [name.name for name in organisations_of(line)] == named


@given(st.text(alphabet="重庆市大学院中心委员会部处、，和教授长（）《》 ", max_size=60))
def test_any_text_is_read(text):
    for name in organisations_of(text):
        assert 0 < len(name.name) <= LONGEST
        assert name.name.startswith(name.root.name)
