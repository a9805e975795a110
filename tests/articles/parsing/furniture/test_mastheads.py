"""The lines of a page's head are known by their form, in any of the forms that newspapers and scans give them."""

from __future__ import annotations

from datetime import date

import pytest

from articles.parsing.furniture.mastheads import Masthead, read_masthead
from articles.parsing.furniture.names import publication_in

DAY = date(2025, 3, 10)


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月10日 星期一",
        "２０２５年３月１０日　星期一",
        "2 0 2 5 年 3 月 1 0 日 星 期 一",
        "2025 年 3 月 10 日 星期一",
        "2025.03.10 周一",
        "2025-03-10 星期一",
        "2025年03月10日星期一",
        "二○二五年三月十日 星期一",
        "二〇二五年三月十日　农历乙巳年二月十一",
        "星期一 2025年3月10日 乙巳年二月十一 第12345期",
        "某某晚报 2025/3/10",
    ],
)
def test_a_day_in_any_form_is_the_pages_day(text):
    said = read_masthead(text)
    assert said is not None
    assert said.date == DAY
    assert said.sure


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("第9版", "9"),
        ("09版", "9"),
        ("第 09 版", "9"),
        ("第九版", "9"),
        ("第十二版", "12"),
        ("A03版", "A03"),
        ("－9－", "9"),
        ("— 12 —", "12"),
        ("版次：03", "3"),
    ],
)
def test_a_pages_number_in_any_form_is_its_number(text, page):
    assert read_masthead(text) == Masthead(page=page, sure=True)


@pytest.mark.parametrize("text", ["9", "０９", "A03", "理论", "思想周刊", "某某日报", "学习时报", "2025.03.10"])
def test_what_a_text_could_hold_too_is_not_sure(text):
    said = read_masthead(text)
    assert said is not None
    assert not said.sure


@pytest.mark.parametrize(
    ("text", "section", "publication"),
    [
        ("2025年3月10日 星期一 第9版 理论", "理论", None),
        ("09 理论版 2025年3月10日 星期一", "理论", None),
        ("某某日报 2025年3月10日 星期一 9版 晨曲", "晨曲", "某某日报"),
        ("9 2025年3月10日 星期一 某某日报 责编：王小红 美编：李小明", None, "某某日报"),
        ("《某某时报》2025年3月10日 第9版 思想周刊", "思想周刊", "某某时报"),
        ("2025年3月10日 星期 第9版：理论 上一版8 10下一版", "理论", None),
        ("要闻 2025年3月10日 星期一 第9版 邮箱：yaowen@example.com", "要闻", None),
    ],
)
def test_one_line_may_say_everything(text, section, publication):
    said = read_masthead(text)
    assert said is not None
    assert (said.date, said.page, said.section, said.publication) == (DAY, "9", section, publication)


@pytest.mark.parametrize(
    "text",
    [
        "（2025年3月10日）",
        "2025年3月10日，全市召开动员大会",
        "2025年3月10日在全市动员大会上的讲话",
        "2025年3月10日 王小明",
        "从2025年3月10日起施行",
        "第二版本说明",
        "第9版的三个故事",
        "向人民汇报",
        "出版",
        "一张海报",
        "做好星期一的工作",
        "【观点】",
        "推动高质量发展",
        "",
    ],
)
def test_what_only_speaks_of_such_things_is_no_line_of_the_head(text):
    assert read_masthead(text) is None


@pytest.mark.parametrize(
    ("word", "paper"),
    [
        *((name, name) for name in ("某某老年报", "中国青年报", "大公报")),
        ("某某日报数字报", "某某日报"),
        ("某某日报电子版", "某某日报"),
        ("人民日报海外版", "人民日报海外版"),
        *((word, None) for word in ("工作年报", "政府公报")),
    ],
)
def test_a_papers_name_is_told_from_other_words_for_reports(word, paper):
    assert publication_in(word) == paper


def test_a_day_that_no_calendar_has_is_set_apart_and_not_believed():
    said = read_masthead("2025年2月30日 星期日")
    assert said is not None
    assert said.dated
    assert said.date is None
