"""What a journal prints on its pages around a paper: its name and issue, running heads, notes at their feet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.shapes import ends_a_sentence
from articles.parsing.bylines import is_workplace, names_in_bare_byline
from articles.parsing.types import Attributed, Furniture, Origin, Part

_PIECE = (
    r"(?:总?第\d{1,4}[卷期]|(?:19|20)\d\d年(?:\d{1,2}月)?|Vol\.?\s?\d+|No\.?\s?\d+|[（(][\u4e00-\u9fff]{1,2}刊[）)]"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?,?\s?(?:19|20)\d\d"
    r"|I?SSN\s?[\dX—-]+|CN\s?[\d—-]+(?:/[A-Z\d]+)?)[，,;；]?"
)
_PIECES = re.compile(rf"(?<!\S){_PIECE}(?:\s*{_PIECE})*(?!\S)")
_ONE_PIECE = re.compile(_PIECE)
_SET_WIDE = re.compile(
    r"(?<=第)\s+(?=\d)|(?<=\d)\s+(?=[年月卷期])|(?<=[年卷期])\s+(?=第\s*\d)|(?<=年)\s+(?=\d{1,2}\s*月)"
)  # 2023 年第 41 卷第 9 期, 2025 年 8 月
_LETTERS_APART = re.compile(r"(?<!\S)([\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff](?:\s|$))")  # 水 环 境 工 程
_NAME = re.compile(r"[\u4e00-\u9fff]{2,14}(?:[（(][\u4e00-\u9fff]{2,8}版[）)])?")
_LATIN = re.compile(r"[A-Za-z][A-Za-z&,.:（）()\s-]{3,90}")  # Journal of Some College (Social Sciences)
_FEWEST_PIECES = 2  # beside a name: 用水管理研究 第2期 is a title
_MOST_OF_FRONT = 12  # blocks, among which the title is
_SHORTEST_TITLE, _ENOUGH_OF_TITLE, _LONGEST_AHEAD = 6, 10, 30  # characters
_LONGEST_TITLE = 60
_CUT_SHORT = re.compile(r"[….·]+\d*$")
_FOOTNOTE = re.compile(r"^(?P<mark>[①-⑳]|[\[［【〔]\d{1,3}[\]］】〕])\s*\S")


def journal_parts(blocks: Sequence[Block], front: int, lines: Iterable[Furniture] = ()) -> dict[int, Part]:
    """The places of what is the journal's, and what it is: the name and issue over the paper, running heads, and the
    notes at a page's foot. The text's first label (摘要) stands at `front`; `lines` are set apart already.
    """
    parts = dict.fromkeys(_masthead(blocks[:front], lines), Part.DATELINE)
    names = {name for at in parts if (name := _name_over(blocks, at))}
    titles = [_closed_up(block.text) for block in blocks[len(parts) : min(front, _MOST_OF_FRONT)]]
    for at in range(max(len(parts), 1), len(blocks)):
        if _runs(blocks, at, names) or _says_title(blocks, at, titles):
            parts[at] = Part.PAGE
    return parts | dict.fromkeys(_footnotes(blocks, parts), Part.REFERENCES)


def journal_name(blocks: Sequence[Block], parts: dict[int, Part]) -> Attributed | None:
    """What the journal calls itself over the paper or over its pages."""
    found = ((blocks[at].start, _name_over(blocks, at)) for at, part in sorted(parts.items()))
    return next((Attributed(name, Origin.PRINTED, start) for start, name in found if name), None)


def _masthead(blocks: Sequence[Block], lines: Iterable[Furniture]) -> Iterable[int]:
    """The lines at the file's head that say which issue it is, and the journal's name over such a line, which may be
    among those set apart.
    """
    issues = [line.passage.start for line in lines if _issue(line.text) == ""]
    at = 0
    while at < len(blocks) - 1:
        if _issue(blocks[at].text) is None and not (at == 0 and _is_over_issue(blocks, issues)):
            return
        yield at
        at += 1


def _is_over_issue(blocks: Sequence[Block], issues: Sequence[int]) -> bool:
    """Whether the first line is a name over an issue alone; a title may stand there too, but over its author."""
    apart = any(blocks[0].end <= issue < blocks[1].start for issue in issues)
    under = blocks[1 if apart else 2 :]
    if not under or not (apart or _issue(blocks[1].text) == ""):
        return False
    below = under[0].text.strip()
    if not _NAME.fullmatch(_LETTERS_APART.sub(r"\1", blocks[0].text.strip())) or len(below) > _LONGEST_TITLE:
        return False
    signs = names_in_bare_byline(below) or any(map(is_workplace, below.split()))
    return not (signs or below.startswith(("（", "—")))


def _name_over(blocks: Sequence[Block], at: int) -> str:
    """The name in a line that is the journal's; the first that says no issue is nothing else."""
    name = _issue(blocks[at].text)
    return _closed_up(blocks[at].text) if name is None and at == 0 else name or ""


def _issue(text: str) -> str | None:
    """The name beside an issue's numbers and months, empty where there is none; None where a line is no such."""
    line = _SET_WIDE.sub("", text.strip())
    runs = [found.group() for found in _PIECES.finditer(line)]
    pieces = [piece for run in runs for piece in _ONE_PIECE.findall(run)]
    rest = _LETTERS_APART.sub(r"\1", _PIECES.sub(" ", line).strip())
    if not rest:
        return "" if re.search(r"[卷期]|Vol|No", line) and pieces else None
    if len(pieces) < _FEWEST_PIECES:
        return None
    name, _, latin = rest.partition(" ")
    if _NAME.fullmatch(name) and (not latin or _LATIN.fullmatch(latin.strip())):
        return name
    return "" if _LATIN.fullmatch(rest) else None


def _runs(blocks: Sequence[Block], at: int, names: set[str]) -> bool:
    """Whether an issue's line stands at a page's head or foot, or says the journal's own name."""
    name = _issue(blocks[at].text)
    if name is None:
        return False
    return name in names or _begins_page(blocks, at) or (at + 1 < len(blocks) and _begins_page(blocks, at + 1))


def _begins_page(blocks: Sequence[Block], at: int) -> bool:
    return blocks[at].page != blocks[at - 1].page


def _says_title(blocks: Sequence[Block], at: int, titles: Sequence[str]) -> bool:
    """Whether a line is 王小明，李青：农村用水管理研究, maybe cut short, or the title alone at a page's head; no
    numbered entry of the references.
    """
    if _FOOTNOTE.match(blocks[at].text):
        return False
    line = _CUT_SHORT.sub("", _closed_up(blocks[at].text))
    for title in titles:
        begins = line.find(title[:_ENOUGH_OF_TITLE])
        if len(title) < _SHORTEST_TITLE or not 0 <= begins <= _LONGEST_AHEAD or not title.startswith(line[begins:]):
            continue
        if line[:begins].endswith(("：", ":")) or (not begins and line == title and _begins_page(blocks, at)):
            return True
    return False


def _footnotes(blocks: Sequence[Block], parts: dict[int, Part]) -> Iterable[int]:
    """The notes under a page's text whose marks stand in it."""
    starts = [at for at in range(1, len(blocks)) if _begins_page(blocks, at)]
    for first, end in zip([0, *starts], [*starts, len(blocks)], strict=True):
        at = end
        while starts and at > first and _is_footnote(blocks, first, at - 1):
            at -= 1
            if at not in parts:
                yield at


def _is_footnote(blocks: Sequence[Block], first: int, at: int) -> bool:
    note = _FOOTNOTE.match(blocks[at].text)
    if note is None:  # what the note above goes on with
        above = blocks[at - 1].text if at > first else ""
        return bool(_FOOTNOTE.match(above)) and not ends_a_sentence(above) and _is_footnote(blocks, first, at - 1)
    return any(note["mark"] in block.text[1:] for block in blocks[max(first - 1, 0) : at])


def _closed_up(text: str) -> str:
    return "".join(text.split())
