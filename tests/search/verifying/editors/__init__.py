"""Three drafts as editors write them, on the seeds' themes, and what is right of their quotations, in their order."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent

DRAFTS = {
    "industry": ["一字不差", "一字不差", "有出入", "出处不符", "馆内未见"],
    "sports": ["一字不差", "一字不差", "有出入", "一字不差", "馆内未见"],
    "county": ["一字不差", "一字不差", "一字不差", "有出入", "出处不符", "馆内未见"],
}


def draft(name: str) -> str:
    return (HERE / f"{name}.txt").read_text(encoding="utf-8")
