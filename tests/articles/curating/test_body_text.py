"""A body is edited as text and comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.curating.body_text import BodyBlock, UnreadableBody, read_body, read_boxes, write_body, write_boxes

texts = st.text(alphabet="新质生产力，。“” aA1#\\", min_size=1, max_size=20).map(str.strip).filter(bool)
bodies = st.lists(st.fixed_dictionaries({"kind": st.sampled_from(["paragraph", "heading"]), "text": texts}), max_size=5)


@given(bodies)
def test_a_body_comes_back_as_it_was(body):
    assert read_body(write_body(body)) == body


@given(st.lists(st.fixed_dictionaries({"title": texts, "body": bodies}), max_size=3))
def test_boxes_come_back_as_they_were(boxes):
    assert read_boxes(write_boxes(boxes)) == boxes


@pytest.mark.parametrize(
    "text", ["### 2.3 协同", "# 协同打造", "## 像小标题", "\\# 已有反斜线", "一\n## 二\n　# 三", "#"]
)
def test_a_paragraph_that_begins_like_a_mark_is_kept_as_it_is(text):
    body: list[BodyBlock] = [{"kind": "heading", "text": "一"}, {"kind": "paragraph", "text": text}]
    assert read_body(write_body(body)) == body
    assert read_boxes(write_boxes([{"title": "框", "body": body}])) == [{"title": "框", "body": body}]


def test_windows_line_ends_and_wide_spaces_divide_paragraphs_too():
    assert [b["text"] for b in read_body("一\r\n　\r\n二\r\n\r\n\r\n三")] == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# 一级", "小标题写作"),
        ("##没有空格", "小标题写作"),
        ("正文\n## 小标题", "之前要空一行"),
        ("## 小标题\n正文", "之后要空一行"),
    ],
)
def test_what_is_no_heading_is_said_with_its_place(text, message):
    with pytest.raises(UnreadableBody, match=f"第 2 段.*{message}"):
        read_body(f"第一段。\n\n{text}")


def test_a_box_begins_with_its_title():
    with pytest.raises(UnreadableBody, match="框题"):
        read_boxes("没有框题的正文")
