"""Reads the text of an uploaded draft: .docx, else a plain text file in any encoding. Nothing of it is stored."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile

from articles.parsing.encoding import UnreadableFile, binary_kind, decode
from articles.parsing.office import UnreadableOffice, word_text

LARGEST_FILE = 5_000_000  # bytes


class UnreadableDraft(Exception):
    """The message says in Chinese what is wrong and what to do."""


def text_of(file: UploadedFile) -> str:
    """The text of an uploaded file. Raises UnreadableDraft."""
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise UnreadableDraft(f"文件超过 {LARGEST_FILE // 1_000_000} MB；请另存为纯文本，或把文字粘贴在框里。")
    suffix = PurePosixPath(file.name or "").suffix.lower()
    if suffix == ".docx":
        return _of_word(content)
    if binary_kind(content):
        raise UnreadableDraft("只读 .docx 和纯文本（.txt、.md）；请另存成这样的文件，或把文字粘贴在框里。")
    try:
        return decode(content).text
    except UnreadableFile as fault:
        raise UnreadableDraft("这个文件读不成文字：是空的，或者不是纯文本；请另存为 UTF-8 纯文本再试。") from fault


def _of_word(content: bytes) -> str:
    try:
        return "\n".join(word_text(content).paragraphs)
    except UnreadableOffice as fault:
        raise UnreadableDraft(f"这个 .docx {fault}；请另存一次或另存为纯文本，或把文字粘贴在框里。") from fault
