"""What stands over a paper's text: title, authors and addresses, English or Chinese."""

from __future__ import annotations

import re

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.notes import WORKPLACE
from articles.parsing.bylines import is_latin_byline, names_in_bare_byline
from articles.parsing.heads.headline import opens_with_dash
from articles.parsing.journal.addresses import goes_on_address, is_numbered_unit, person_with_unit, with_bare_numbers
from articles.parsing.journal.headings import NUMBERED, is_heading
from articles.parsing.journal.paper import HAN, Paper, add_passage, read_body
from articles.parsing.types import Part, Person

_MARKED_NAMES = re.compile(  # 廖　原1,2　　水清华1　　赛音3*
    r"(?:[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff·]){1,3}\s*(?:\d(?:[,，]\s*\d)*[*＊]?|[①-⑨])(?:\s|[,，;；、]|$)\s*)+"
)
_NEAR = 24  # characters behind a name within which its workplace stands


def read_front(paper: Paper, block: Block) -> str:
    """Title, author and address, English or Chinese; a numbered heading or a paragraph begins the body."""
    chinese = bool(HAN.search(block.text))
    above = paper.addresses[-1] if paper.addresses else ""
    within = goes_on_address(above, block.text)  # 2.某某学院，江北 400045）
    is_unit = within or is_numbered_unit(block.text, paper.byline if chinese else paper.byline_en)
    numbered = not is_unit and is_heading(block) and NUMBERED.match(block.text) and not _opens_file(paper, block)
    if numbered or (chinese and len(block.text) > 120):
        return read_body(paper, block)
    byline = with_bare_numbers(block.text)
    names = (names_in_bare_byline(byline) or _marked_names(byline)) if paper.title else ()
    own = person_with_unit(block.text) if paper.title and all(one.affiliation for one in paper.people) else None
    if within:
        paper.addresses[-1] += block.printed
        add_passage(paper, block, Part.ADDRESS)
    elif own:
        paper.people += (own,)
        add_passage(paper, block, Part.BYLINE)
    elif names and not paper.people:
        paper.people, paper.byline = tuple(map(Person, names)), byline
        add_passage(paper, block, Part.BYLINE)
    elif not chinese:
        _read_english(paper, block)
    elif not paper.title:
        paper.title = block.printed
        add_passage(paper, block, Part.TITLE)
    elif not paper.people and not paper.addresses and opens_with_dash(block.text):
        paper.subtitle = block.printed
        add_passage(paper, block, Part.TITLE)
    else:
        paper.addresses.append(block.printed)
        add_passage(paper, block, Part.ADDRESS)
    return "front"


def _marked_names(text: str) -> list[str]:
    """The names in a line where each bears the number of its address, be they of the commoner ones or not."""
    marked = _MARKED_NAMES.fullmatch(text.strip())
    return (
        ["".join(name.split()) for name in re.findall(r"[\u4e00-\u9fff][\u4e00-\u9fff·\s]*(?=\s*[\d①-⑨])", text)]
        if marked
        else []
    )


def _opens_file(paper: Paper, block: Block) -> bool:
    """Whether 第六章　某某 stands first: then it is the title."""
    return not paper.passages and block.text.startswith("第")


def _read_english(paper: Paper, block: Block) -> None:
    if not paper.title_en:
        paper.title_en = block.printed
        add_passage(paper, block, Part.TITLE)
    else:
        paper.byline_en = paper.byline_en or with_bare_numbers(block.printed)
        add_passage(paper, block, Part.BYLINE if is_latin_byline(block.text) else Part.ADDRESS)


def is_front_title(paper: Paper, block: Block) -> bool:
    """The Chinese front matter after the English, or the English after the Chinese."""
    if NUMBERED.match(block.text) or len(block.text) > 120 or block.text[-1] in "。；，":
        return False
    return not (paper.title_en if not HAN.search(block.text) else paper.title)


def is_about_author(paper: Paper, block: Block) -> bool:
    """* 王小明，某某大学教授 under the text, whose mark is gone by now, or the same in brackets."""
    text = block.text.lstrip("*＊ ").removeprefix("（")
    behind = next((text[len(p.name) :] for p in paper.people if text.startswith(p.name)), "")
    return bool(re.match(r"[，（](?!\d)", behind) and WORKPLACE.search(behind[:_NEAR]))
