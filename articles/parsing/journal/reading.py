"""The whole of a paper, block by block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.notes import funding_in_note
from articles.parsing.blocks.shapes import ends_a_sentence
from articles.parsing.blocks.tables import lines_of_tables
from articles.parsing.journal.front import is_about_author, is_front_title, read_front
from articles.parsing.journal.headings import is_heading, with_headings
from articles.parsing.journal.labels import ABOUT, COLUMN, PARTS, RECEIVED, is_about, label_of, simplified
from articles.parsing.journal.paper import HAN, Paper, add_passage, article_of, read_body
from articles.parsing.layout.journal_pages import journal_name, journal_parts
from articles.parsing.types import Attributed, Furniture, ParsedArticle, ParsedPassage, Part

# 图1　参与率的变化, and without a space, but not 图1 给出了参与率的变化, which goes on a sentence; its English.
_FIGURE = re.compile(
    r"^图\s*\d{1,2}(?:[-.．]\d{1,2})?"
    r"(?:[\s：:]\s*(?!(?:给出|列出|表明)|(?:显示|说明|反映|描述|描绘|展示)(?:了|出|[，：]))"
    r"|(?![是为中和与及]|[^，。；]{0,4}(?:[显表]示|表明|给出|[可所]|展示|描述|说明|反映)))[^，。；\d\s][^，。；]{1,39}$"
)
_FEW_WORDS = re.compile(r"(?:[（(]?[a-z][）)]\s*)?[\u4e00-\u9fff]{2,10}")
_FIGURE_IN_ENGLISH = re.compile(r"^Fig(?:ure|\.)?\s*\d{1,2}\D[^。；]{2,160}$", re.IGNORECASE)
_REFERENCE = re.compile(r"^[\[［【〔]?\d{1,3}[\]］】〕.．、]")
_NUMBERED_NOTE = re.compile(r"^(?:[①-⑳]|[\[［【〔（(]\d{1,3}[\]］】〕）)]|\d{1,3}[.．、](?!\d))")
_LEAST_WORDS = 2
_NOTES = frozenset({"author_note", "fund"})  # stand anywhere, and end no part


def read_paper(
    blocks: list[Block], lines: Sequence[Furniture] = ()
) -> tuple[ParsedArticle, tuple[Furniture, ...], Attributed | None]:
    """The paper, what is on its pages beside it, and the name of the journal where they say it. `lines` are those of
    its pages that are set apart already.
    """
    paper, section = Paper(), "front"
    about: list[Furniture] = []
    front = next((at for at, block in enumerate(blocks) if label_of(block)[0]), 0)
    blocks = with_headings(blocks, *_text(blocks))
    parts = _captions(blocks) | journal_parts(blocks, front, lines)
    over, rows = _over_pages(blocks, parts), lines_of_tables([block.text for block in blocks])
    told: tuple[str, str] | None = None  # by the note right above
    only_label = False  # 【中图分类号】 on a block of its own, before what it says
    for place, block in enumerate(blocks):
        if part := parts.get(place):
            _read_on_page(paper, about, block, part)
            continue
        if place in rows:
            _read_row(paper, block)
            continue
        if place in over:
            paper.text.reopen()
        label, rest = label_of(block)
        if not label and told and _goes_on_note(paper, block, *told):
            label, rest = told[0], block.printed
        elif not label and _is_no_entry(paper, block, section) and is_about_author(paper, block):
            label, rest = "author_note", block.printed
        in_front = section not in ("body", "references")
        printed_about = in_front and (only_label or is_about(block, paper.title, paper.column))
        if not label and (printed_about or RECEIVED.match(simplified(block.text))):
            tells = ABOUT.match(simplified(block.text))
            column = None if tells or only_label else COLUMN.fullmatch(block.text)
            only_label = tells is not None and tells.end() == len(block.text)
            paper.column = column["name"] if column else paper.column
            passage = ParsedPassage(block.start, block.end, Part.COLUMN if column else Part.SOURCE_LINE)
            about.append(Furniture(passage.part.value, block.printed, passage))
            continue
        only_label = False
        told = (label, rest) if label in _NOTES else None
        if label:
            section = _read_labelled(paper, block, label, rest, section)
        elif section == "front":
            section = read_front(paper, block)
        else:
            section = _read_part(paper, block, section)
    return article_of(paper), tuple(about), journal_name(blocks, parts)


def _text(blocks: list[Block]) -> tuple[int, int]:
    """Where the text stands: under the last abstract or keywords that stand over the notes and references."""
    labels = [label_of(block)[0] or "" for block in blocks]
    end = next((at for at, label in enumerate(labels) if label in {"references", "notes"}), len(blocks))
    over = [at for at in range(end) if labels[at].startswith(("abstract", "keywords"))]
    return (over[-1] + 1 if over else end), end


def _captions(blocks: list[Block]) -> dict[int, Part]:
    """What names a figure, apart from the text or under a whole paragraph: 图1 显示… goes on a sentence."""
    named: set[int] = set()
    for at, block in enumerate(blocks):
        ends = any(below.gap or _FIGURE_IN_ENGLISH.match(below.text) for below in blocks[at + 1 : at + 2])
        apart = at > 0 and (block.gap or ends or ends_a_sentence(blocks[at - 1].text))
        if apart and _FIGURE.match(block.text):
            named |= {at - 1, at} if _is_within_figure(blocks, at - 1) and not block.gap else {at}
        elif at - 1 in named and _FIGURE_IN_ENGLISH.match(block.text):
            named.add(at)
    return dict.fromkeys(named, Part.CAPTION)


def _is_within_figure(blocks: list[Block], at: int) -> bool:
    """Whether a few words right over a figure's name, apart from the text above, are the figure's: （a）训练阶段."""
    block, above = blocks[at], blocks[max(at - 1, 0)].text
    whole = ends_a_sentence(above) or _FIGURE.match(above)
    return bool(whole and block.gap and not block.level and _FEW_WORDS.fullmatch(block.text))


def _read_row(paper: Paper, block: Block) -> None:
    """A line of a table is a paragraph of its own."""
    paper.text.end_paragraph()
    paper.passages.append(paper.text.add_text(block))
    paper.text.end_paragraph()


def _read_on_page(paper: Paper, about: list[Furniture], block: Block, part: Part) -> None:
    """A running head is the journal's, a note at a page's foot the paper's."""
    if part is Part.REFERENCES:
        paper.parts.setdefault("references", []).append(block.printed)
        add_passage(paper, block, part)
    else:
        about.append(Furniture(part.value, block.printed, ParsedPassage(block.start, block.end, part)))


def _is_no_entry(paper: Paper, block: Block, section: str) -> bool:
    """Whether a block stands under no references, or where they are numbered without a number."""
    entries = paper.parts.get("references")
    return section != "references" or bool(
        entries and _REFERENCE.match(entries[-1]) and not _REFERENCE.match(block.text)
    )


def _goes_on_note(paper: Paper, block: Block, label: str, rest: str) -> bool:
    """Whether a block is what a label above it is alone for, or tells of another author under one of whom is told."""
    behind = next((block.text[len(one.name) :] for one in paper.people if block.text.startswith(one.name)), "")
    of_another = label == "author_note" and behind.startswith(("（", "，"))
    return not is_heading(block) and (not rest or of_another)


def _read_labelled(paper: Paper, block: Block, label: str, rest: str, section: str) -> str:
    part = PARTS[label]
    add_passage(paper, block, part)
    if rest:
        paper.parts.setdefault("references" if label == "notes" else label, []).append(rest)
    if label == "fund":
        paper.funding += funding_in_note(f"基金项目：{rest}")
    if label in _NOTES:
        return section
    return label


def _read_part(paper: Paper, block: Block, section: str) -> str:
    """A block under a label: that part's text until the next title or numbered heading."""
    if section == "body" or (section == "notes" and _ends_notes(paper, block)):
        return read_body(paper, block)
    if section == "references" and _is_title_in_english(paper, block):
        return read_front(paper, block)
    if section == "notes" or (section == "references" and (_REFERENCE.match(block.text) or not is_heading(block))):
        entries = paper.parts.setdefault("references", [])
        if entries and _goes_on_entry(entries[-1], block, section):
            entries[-1] += (" " if block.text[0].isascii() and entries[-1][-1].isascii() else "") + block.printed
        else:
            entries.append(block.printed)
        add_passage(paper, block, Part.REFERENCES)
        return section
    if _ends_part(paper, block, section):
        return read_front(paper, block) if is_front_title(paper, block) else read_body(paper, block)
    paper.parts.setdefault(section, []).append(block.printed)
    add_passage(paper, block, PARTS[section])
    return section


def _goes_on_entry(above: str, block: Block, section: str) -> bool:
    """Whether a line is what wrapping left of a numbered entry, which stops short above."""
    if section == "notes":
        return not _NUMBERED_NOTE.match(block.text)
    numbered = _REFERENCE.match(above) and not _REFERENCE.match(block.text)
    return bool(numbered) and above.rstrip()[-1] not in ".。)）"


def _ends_notes(paper: Paper, block: Block) -> bool:
    """Whether a block is no note, nor what the last one, which stops short, goes on with."""
    if _NUMBERED_NOTE.match(block.text):
        return False
    return is_heading(block) or paper.parts.get("references", ["。"])[-1].rstrip()[-1] in "。.）)”；;"


def _ends_part(paper: Paper, block: Block, section: str) -> bool:
    if is_heading(block) or is_front_title(paper, block):
        return True
    return section.startswith("keywords") and bool(paper.parts.get(section))


def _is_title_in_english(paper: Paper, block: Block) -> bool:
    """The title of the English abstract behind the references: no entry, and no piece of one."""
    text = block.text
    if paper.title_en or HAN.search(text) or _REFERENCE.match(text):
        return False
    if not re.search(r"[.。)）\d]$", paper.parts.get("references", [""])[-1].rstrip()):
        return False  # a line of an entry
    return len(text.split()) > _LEAST_WORDS and text[-1].isalpha() and not re.search(r"\d{4}", text)


def _over_pages(blocks: list[Block], parts: dict[int, Part]) -> set[int]:
    """The blocks at pages' heads that are not set in, where all other paragraphs are: they go on from the page before,
    be its last sentence whole.
    """
    kept = [at for at in range(len(blocks)) if at not in parts]
    first = next((n for n, at in enumerate(kept) if blocks[at].indented), len(kept))
    last = next((n for n in range(first, len(kept)) if label_of(blocks[kept[n]])[0] == "references"), len(kept))
    texts = [at for at in kept[first:last] if not (is_heading(blocks[at]) or label_of(blocks[at])[0])]
    flush = {at for at in texts if not blocks[at].indented}
    heads = {at for above, at in pairwise(kept) if blocks[above].page != blocks[at].page and above in texts}
    return flush if flush <= heads and len(flush) * 2 < len(texts) else set()
