"""A chapter's heading has a level and a number."""

from __future__ import annotations

import pytest

from articles.parsing.chapters import chapter_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第十二章　水利", (1, 12)),
        ("第四百一十二章", (1, 412)),
        ("第一〇八节 用水", (2, 108)),
        ("二十、节约", (3, 20)),
        ("（三）管理", (4, 3)),
        ("3.管理", (5, 3)),
        ("3.5亿元", None),
        ("一带一路", None),
    ],
)
def test_a_chapter_shows_by_its_number(text: str, number: tuple[int, int] | None) -> None:
    assert chapter_number(text) == number
