"""Names have pinyin as people type it, and short names for addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.people.pinyin import person_pinyin, pinyin, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("朱旭森", ("zhuxusen", "zxs")),
        ("曾国藩", ("zengguofan", "zgf")),
        ("尉迟恭", ("yuchigong", "ycg")),
        ("单于飞", ("chanyufei", "cyf")),
        ("薄明", ("boming", "bm")),
        ("洗冬生", ("xiandongsheng", "xds")),
        ("阿卜杜拉·买买提", ("abudulamaimaiti", "abdlmmt")),
        ("长孙明", ("zhangsunming", "zsm")),
        ("Caihui Bai", ("caihuibai", "cb")),
        ("■", ("", "")),
    ],
)
def test_people_are_found_by_pinyin_and_initials(name, expected):
    assert person_pinyin(name) == expected


def test_how_a_name_sounds_can_be_said_by_hand():
    assert person_pinyin("覃仇", "tan qiu；qin chou") == ("tanqiu qinchou", "tq qc")
    assert person_pinyin("吕岳", "lü yue") == ("lvyue", "ly")
    assert person_pinyin("吕岳", " ") == person_pinyin("吕岳")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("覃辉", ("qinhui tanhui", "qh th")),
        ("柏才慧", ("baicaihui bocaihui", "bch")),
        ("单田芳", ("shantianfang dantianfang", "stf dtf")),
        ("乐明", ("yueming leming", "ym lm")),
    ],
)
def test_a_surname_of_two_readings_has_both_the_commoner_first(name, expected):
    assert person_pinyin(name) == expected


def test_a_surname_in_a_given_name_is_read_as_any_character():
    assert person_pinyin("张薄")[0] == "zhangbao"


def test_signs_have_no_sound():
    assert pinyin("“新星”产业集群") == "xinxingchanyejiqun"


def test_letters_and_digits_stay():
    assert pinyin("AI+时代 2025") == "aishidai2025"


def test_an_address_is_unlike_all_others():
    assert slug("智库圆桌") == "zhikuyuanzhuo"
    assert slug("智库圆桌", ["zhikuyuanzhuo", "zhikuyuanzhuo-2"]) == "zhikuyuanzhuo-3"


@given(st.text(max_size=40))
def test_every_name_has_an_address(name):
    assert slug(name)
