"""Any file's text as lines, whichever of the formats it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from articles.parsing.files.html import html_lines
from articles.parsing.files.lines import FileLine
from articles.parsing.files.markdown import markdown_lines
from articles.parsing.files.numbering import without_line_numbers
from articles.parsing.files.plain import plain_lines
from articles.parsing.files.spacing import without_letter_spacing
from articles.parsing.types import Hints

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|meta|div|article|section|h1|p)\b", re.IGNORECASE
)
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n(?:[^\r\n]+\r?\n)+?\1[ \t]*(?:\r?\n|$)")


class FileFormat(StrEnum):
    """How a file is written."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class FileLines:
    """A file's lines in file order, and what it says of itself outside them."""

    lines: list[FileLine]
    hints: Hints


def format_of(text: str, file_name: str = "") -> FileFormat:
    """By the file's name; plain text may turn out to be HTML, or Markdown with front matter."""
    suffix = PurePath(file_name).suffix.lower()
    if suffix in {".html", ".htm"} or _HTML.match(text):
        return FileFormat.HTML
    if suffix in {".md", ".markdown"} or _FRONT_MATTER.match(text):
        return FileFormat.MARKDOWN
    return FileFormat.PLAIN


def read_lines(text: str, file_name: str = "") -> FileLines:
    """The lines of a file's text. Together with `uncovered` they hold every character that is not white space."""
    match format_of(text, file_name):
        case FileFormat.HTML:
            lines, hints = html_lines(text)
        case FileFormat.MARKDOWN:
            lines, hints = markdown_lines(text)
        case _:
            lines, hints = without_line_numbers(plain_lines(text)), Hints()
    return FileLines(without_letter_spacing(lines), hints)


def uncovered(text: str, covered: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs of the file that none of `covered`, in file order, covers: tags, front matter, unseen characters."""
    runs: list[tuple[int, int]] = []
    reached = 0
    for start, end in [*covered, (len(text), len(text))]:
        raw = text[reached:start]
        if raw.strip():
            lead = len(raw) - len(raw.lstrip())
            runs.append((reached + lead, reached + len(raw.rstrip())))
        reached = max(reached, end)
    return runs
