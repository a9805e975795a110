"""What heads a section of a paper."""

from __future__ import annotations

import re

from articles.parsing.blocks.blocks import Block

NUMBERED = re.compile(
    r"^(?:\d+(?:[.．]\d+)*[.．、]?\s+\S|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章节])"
)
_SECTION_WORDS = frozenset({"引言", "前言", "导言", "绪论", "结语", "结论", "结束语", "余论", "致谢"})


def is_heading(block: Block) -> bool:
    text = block.text
    if len(text) > 60 or text[-1] in "。；，":
        return False
    return bool(block.level or NUMBERED.match(text) or "".join(text.split()) in _SECTION_WORDS)
