"""Editors' lines are told from bylines and titles by the roles they name."""

from __future__ import annotations

import pytest

from articles.parsing.furniture.editors import reads_as_editors


@pytest.mark.parametrize(
    "text",
    [
        "责编：王小红",
        "本版责编：王某某　李某某　张某某",
        "责任编辑 王小红 美术编辑 李明 校对 张　红",
        "责编王小红美编李小明",
        "责编/王小红　制图/李小明",
        "值班主任：王大明 编辑：张小红 审读：李小明",
        "本版责编／王小红  网络编辑／李明",
        "责 编 ： 王 小 红",
        "组版制图 李小明",
        "责编：王×× 校对：李××",
        "责任编辑：王小红 SN225",
        "美编：买买提·艾力",
        "本版编辑　赵一鸣　美　编　高小妍",
        "责　编　王小红　美　编　李　明",
        "责编：王小红　版式：小凡",
        "责编阿九　美编小凡　校对王小红",
        "责任编辑：王小红 电话：63900000 邮箱：bianji@example.com",
    ],
)
def test_editors_are_known_by_their_roles(text):
    assert reads_as_editors(text)


@pytest.mark.parametrize(
    "text", ["责编：小凡　版式：阿九", "一审：改判　二审：王小红", "责编：王小红　版式：小凡　回村"]
)
def test_a_pen_name_is_an_editors_beside_a_name_only(text):
    assert not reads_as_editors(text, at_edge=True)


def test_a_role_that_texts_speak_of_makes_an_editors_line_at_the_edge_only():
    assert not reads_as_editors("编辑：王小红")
    assert reads_as_editors("编辑：王小红", at_edge=True)


@pytest.mark.parametrize(
    "text",
    [
        "编辑出版工作要加强",
        "校对工作很重要",
        "主编寄语",
        "本报记者 王小明",
        "编辑",
        "文/王小明",
        "美 编织的山村",
        "责 任在肩",
        "美　在江边",
        "校 园里的春天",
        "美　编　织　梦",
        "责　无　旁　贷",
    ],
)
def test_a_title_or_a_byline_is_no_editors_line(text):
    assert not reads_as_editors(text, at_edge=True)


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("编辑/苏禾 美编/阮一 校对/老金", True),
        ("责编：苏禾　美编：小满　校对：阿勇", True),
        ("编辑/苏禾 美编/阮一 校对/老年", False),  # a word that all know is no pen name
        ("策划 小学 编辑 王小明", False),
        ("校对/老金", False),
    ],
)
def test_who_is_called_old_or_little_is_a_name_beside_another(text, edits):
    assert reads_as_editors(text) is edits
