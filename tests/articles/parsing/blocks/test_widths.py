"""Half-width punctuation is read as what it stands for."""

from __future__ import annotations

import pytest

from articles.parsing.blocks.blocks import split_blocks
from articles.parsing.blocks.widths import full_width


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("护好清水,修复两岸.", "护好清水，修复两岸。"),
        ("(作者系江边大学教授)", "（作者系江边大学教授）"),
        ("路在何方?要靠大家!", "路在何方？要靠大家！"),
        ("增长3.5%.其中,农业占10:30.", "增长3.5%。其中，农业占10:30。"),
        ("1.加强统筹;2.加快建设.", "1.加强统筹；2.加快建设。"),
        ("他说:“很好.”大家同意.", "他说：“很好。”大家同意。"),
        ("Water, air. (2024)", "Water, air. (2024)"),
    ],
)
def test_marks_beside_chinese_are_chinese(printed: str, read: str) -> None:
    assert full_width(printed) == read


def test_the_printed_text_is_kept() -> None:
    block = split_blocks("护好清水,修复两岸.")[0]
    assert (block.text, block.printed) == ("护好清水，修复两岸。", "护好清水,修复两岸.")
