"""Whatever stands in a file, what is stored is what the file says."""

from __future__ import annotations

import random

import pytest
from django.db import transaction

from articles.importing.files import UnusableFile, read_page
from articles.importing.pages import import_page
from articles.integrity import check_library

DOCUMENTS = 120
MARKS = (
    "#", "##", "#" * 7, "# ", "## ", "- ", "* ", "+ ", "> ", "【", "】", "■", "□", "（", "）", "(", ")", "“",
    "”", "《", "》", "。", "，", "、", "…", "·", "[1]", "1.", "一、", "●", "◆", "|", "~", "\\", "<b>", "&amp;",
    "$", "—",
)  # fmt: skip
BLANKS = (" ", "\t", "\u3000", "\u00a0", "\u2002", "\u200a", "\u202f", "\u205f", "\u1680")
UNSEEN = (
    "\x01",
    "\x08",
    "\x1b",
    "\x1f",
    "\x7f",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\ufe0f",
    "\U000e0001",
)
LINE_ENDS = ("\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\n\n", "\n\r")
WORDS = (
    "本文作者", "（作者系西南大学教授）", "■朱旭森", "■本报记者 王希", "【智库圆桌】", "编者按", "参考文献",
    "摘要", "关键词：", "新质生产力", "产业链", "基金项目：", "主持人：", "本报记者：", "Abstract:", "References",
    "收稿日期", "图1",
    "链接",
    "成渝地区双城经济圈", "a", "é", "\U00020000", "👩\u200d🔬", "شرح", "e\u0301",
)  # fmt: skip


def document(seed: int) -> str:
    """Any characters in any order, some of them oftener than chance would have it."""
    dice = random.Random(seed)
    kinds = dice.sample((MARKS, BLANKS, UNSEEN, LINE_ENDS, WORDS), dice.randint(2, 5))
    pieces = (
        dice.choice(dice.choice(kinds)) * dice.choice((1, 1, 1, 1, 2, 6, 40)) for _ in range(dice.randint(1, 200))
    )
    return "".join(pieces)


def disagreements(path, text: str) -> list[str]:
    """What the checker finds after importing the text; nothing of it stays."""
    path.write_bytes(text.encode())
    try:
        page = read_page(path)
    except UnusableFile:
        return []
    with transaction.atomic():
        import_page(page)
        found = [finding.message for finding in check_library()]
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    "text", ["#" * 5000, "#\n" * 5000, "####### x", "- 一\n\n* 二\n\n> 三", "【甲甲】【乙乙】# 丙。"]
)
@pytest.mark.django_db
def test_a_file_of_marks_is_stored_as_it_is(tmp_path, text):
    assert disagreements(tmp_path / "page.txt", text) == []


@pytest.mark.django_db
def test_any_file_is_stored_as_it_is(tmp_path):
    wrong = {
        seed: found for seed in range(DOCUMENTS) if (found := disagreements(tmp_path / "page.txt", document(seed)))
    }
    assert wrong == {}
