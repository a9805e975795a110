"""Numbers in Chinese and Western digits."""

from __future__ import annotations

import pytest

from articles.parsing.document import parse
from articles.parsing.numerals import number_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("九", 9), ("09", 9), ("〇八", 8), ("十", 10), ("十二", 12), ("二十", 20), ("廿九", 29), ("卅", 30),
        ("三十一", 31), ("一〇八", 108), ("一百零三", 103), ("四百一十二", 412), ("一千零二十", 1020),
        ("二○二六", 2026),
    ],
)  # fmt: skip
def test_a_number_has_its_value(text, value):
    assert number_of(text) == value


@pytest.mark.parametrize("text", ["", "十十", "一二十", "一廿", "十百", "十一二", "第", "一个"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="no number"):
        number_of(text)


def test_a_day_that_was_misread_does_not_stop_the_page():
    page = parse("山城日报　2026年一廿月3日　星期三　第九版\n\n题目在这里\n\n■王小明\n\n正文在这里。")
    assert page.imprint.date is None
    assert page.imprint.page.value == "9"
