"""Prose of no particular paper, as long as a test needs it."""

from __future__ import annotations

from random import Random

SUBJECTS = ("各级政府", "有关部门", "科研院所", "工业园区", "农村集体", "社区组织", "职业学校", "金融机构")
VERBS = ("完善", "推进", "落实", "扩大", "巩固", "优化", "规范", "支持")
THINGS = ("用水管理", "耕地保护", "技能培训", "仓储物流", "技术改造", "养老服务", "文物修缮", "信用建设")


def sentence(dice: Random) -> str:
    return (
        f"{dice.choice(SUBJECTS)}{dice.choice(VERBS)}了{dice.choice(THINGS)}，"
        f"其中{dice.randint(2, 98)}个县的{dice.choice(THINGS)}有了新的进展，{dice.choice(SUBJECTS)}的投入逐年增加。"
    )


def paragraph(dice: Random, sentences: int = 4) -> str:
    return "".join(sentence(dice) for _ in range(sentences))


def paragraphs(count: int, seed: int = 0) -> str:
    """Indented paragraphs, a line each."""
    dice = Random(seed)
    return "".join(f"　　{paragraph(dice, 3)}\n" for _ in range(count))
