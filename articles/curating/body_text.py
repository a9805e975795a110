"""A body as a person edits it: paragraphs with a blank line between, a heading behind `## `, a box behind `# `, and a
backslash before the # of a line that is text.

Pure. Writing and reading are each other's inverse for every body whose headings are one line each and whose paragraphs
have no blank line in them.
"""

from __future__ import annotations

import re
from typing import Literal, TypedDict

_BLANK_LINES = re.compile(r"\n[ \t\u3000]*(?:\n[ \t\u3000]*)+")
_HEADING = re.compile(r"##[ \t\u3000]+(.*)", re.DOTALL)
_MARK = re.compile(r"^([ \t\u3000]*)(\\*#)", re.MULTILINE)  # what would be read as a mark, or has a backslash before it
_ESCAPED_MARK = re.compile(r"^([ \t\u3000]*)\\(\\*#)", re.MULTILINE)
_BOX_TITLE = re.compile(r"^#[ \t\u3000]+(.*)$", re.MULTILINE)


class BodyBlock(TypedDict):
    kind: Literal["paragraph", "heading"]
    text: str


class BodyBox(TypedDict):
    title: str
    body: list[BodyBlock]


class UnreadableBody(ValueError):
    """The text is no body; the message says in Chinese where and why."""


def write_body(blocks: list[BodyBlock]) -> str:
    """The blocks as text."""
    return "\n\n".join(map(_write_block, blocks))


def _write_block(block: BodyBlock) -> str:
    return f"## {block['text']}" if block["kind"] == "heading" else _MARK.sub(r"\1\\\2", block["text"])


def read_body(text: str) -> list[BodyBlock]:
    """The blocks of a text. Raises UnreadableBody where a line looks like a heading and is none."""
    runs = _BLANK_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return [_read_block(number, run.strip()) for number, run in enumerate(runs, start=1) if run.strip()]


def _read_block(number: int, run: str) -> BodyBlock:
    heading = _HEADING.fullmatch(run)
    if heading:
        title = heading.group(1).strip()
        if "\n" in title:
            raise UnreadableBody(f"第 {number} 段：小标题“{title.splitlines()[0]}”之后要空一行，再写正文。")
        return {"kind": "heading", "text": title}
    if run.startswith("#"):
        raise UnreadableBody(
            f"第 {number} 段：小标题写作“## 小标题”（两个 #，一个空格，后面有文字），此处是“{run[:20]}”；"
            "正文就以 # 开头的，在它前面加一个反斜线 \\。"
        )
    for line in run.splitlines()[1:]:
        if line.lstrip().startswith("## "):
            raise UnreadableBody(f"第 {number} 段：小标题“{line.strip()[3:]}”之前要空一行。")
    return {"kind": "paragraph", "text": _ESCAPED_MARK.sub(r"\1\2", run)}


def write_boxes(boxes: list[BodyBox]) -> str:
    """The boxes as text: each title behind `# `, then its body."""
    return "\n\n".join("\n\n".join(filter(None, (f"# {box['title']}", write_body(box["body"])))) for box in boxes)


def read_boxes(text: str) -> list[BodyBox]:
    """The boxes of a text. Raises UnreadableBody."""
    runs = _BOX_TITLE.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    if runs[0].strip():
        raise UnreadableBody(f"框文要以“# 框题”（一个 #，一个空格）开头，此处是“{runs[0].strip()[:20]}”。")
    return [
        {"title": title.strip(), "body": read_body(body)} for title, body in zip(runs[1::2], runs[2::2], strict=True)
    ]
