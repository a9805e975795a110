"""A jump names the page that a text goes on at or comes from."""

from __future__ import annotations

import pytest

from articles.parsing.furniture.jumps import Jump, Way, cut_at_jump, read_jump


@pytest.mark.parametrize(
    ("text", "jump"),
    [
        ("（下转第十版）", Jump(Way.ON, "10")),
        ("下转3版", Jump(Way.ON, "3")),
        ("▲下转第02版", Jump(Way.ON, "2")),
        ("（ 上 接 第 1 版 ）", Jump(Way.BACK, "1")),
        ("（上接A01版《让河流清起来》）", Jump(Way.BACK, "A01", "让河流清起来")),
        ("《让河流清起来》上接第一版", Jump(Way.BACK, "1", "让河流清起来")),
        ("（全文见第3版）", Jump(Way.SEE, "3")),
    ],
)
def test_a_jump_names_its_way_its_page_and_its_title(text, jump):
    assert read_jump(text) == jump


@pytest.mark.parametrize(
    "text", ["转型发展", "续写第二篇章", "接二连三", "会议转至第三会场", "详见下文", "（见第3章）"]
)
def test_other_turns_are_no_jumps(text):
    assert read_jump(text) is None


def test_a_jump_is_parted_from_the_text_it_shares_a_line_with():
    assert cut_at_jump("河流清了。（下转第3版）") == len("河流清了。")
    assert cut_at_jump("（上接第1版）河流清了。") == len("（上接第1版）")
    assert cut_at_jump("河流清了（下转好几个弯）") is None
