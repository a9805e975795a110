"""A journal paper: English and Chinese front matter, numbered sections, references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.brackets import marks_closed_first, marks_left_open
from articles.parsing.blocks.notes import WORKPLACE, funding_in_note
from articles.parsing.blocks.shapes import ends_a_sentence
from articles.parsing.blocks.tables import lines_of_tables
from articles.parsing.bylines import is_latin_byline, names_in_bare_byline, names_in_byline
from articles.parsing.drafting.inferred_titles import infer_title
from articles.parsing.heads.headline import opens_with_dash
from articles.parsing.layout.journal_pages import journal_name, journal_parts
from articles.parsing.running_text import RunningText
from articles.parsing.types import (
    Attributed,
    Funding,
    Furniture,
    ParsedArticle,
    ParsedPassage,
    Part,
    Person,
    TitleOrigin,
)

_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (
        name,
        re.compile(
            rf"^[【\[〔［*＊]?\s*(?:{pattern})\s*[】\]〕］]?\s*(?:[：:]|$|(?<=[】\]〕］])|\s{{1,}})", re.IGNORECASE
        ),
    )
    for name, pattern in (
        ("abstract", r"摘\s*要|内容提要|内容摘要"),
        ("keywords", r"关\s*键\s*[词字]"),
        ("abstract_en", r"Abstract"),
        ("keywords_en", r"Key\s?words?"),
        ("references", r"(?:主要)?参\s*考\s*文\s*献(?:\s*[（(]\s*References?\s*[）)])?|References?"),
        ("notes", r"注\s*释(?=\s*[】\]〕］：:]|$)"),
        ("author_note", r"作者简介|作者介绍|第一作者|通讯作者|通信作者|致\s*谢(?=\s*[：:])"),
        ("fund", r"基金项目|项目基金|基金资助|课题来源|资助项目"),
    )
)
# What a journal prints around a paper about the paper: 中图分类号：F832.7　文献标识码：A　文章编号：…
_ABOUT = re.compile(
    r"^[【\[（(〔［]?\s*(?:(?:中\s*图\s*(?:分\s*类\s*号|法\s*分\s*类)|文\s*献\s*标\s*[识志]\s*码|文\s*章\s*编\s*号|学科分类号?|开放科学"
    r"|DOI|CLC|Document\s+code|Article\s+ID|JEL)\s*(?:[】\]〕］]|[：:（(]|\s)"
    r"|(?:(?:收稿|修[回订改]|录用|接受|投稿|网络(?:首发|出版)|出版|发表)(?:日期|时间)|Received|Accepted|责任编辑|编辑"
    r"|(?:欢迎按以下格式|请?按此格式)?引用(?:格式|本文)?|本文引文格式)\s*(?:[】\]〕］]|[：:]))",
    re.IGNORECASE,
)
_RECEIVED = re.compile(r"^\W{0,2}(?:收稿|修[回订改]|录用|网络首发)日期\W{0,3}(?:19|20)\d\d")  # under a page's text
_MARKED_NAMES = re.compile(  # 廖　原1,2　　水清华1　　赛音3*
    r"(?:[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff·]){1,3}\s*(?:\d(?:[,，]\s*\d)*[*＊]?|[①-⑨])(?:\s|[,，;；、]|$)\s*)+"
)
_FIGURE = re.compile(r"^图\s*\d{1,2}(?:[-.．]\d{1,2})?[\s：:]\s*[^，。；]{2,40}$")  # 图1　参与率的变化
_ENOUGH = 2  # of abstract, keywords and references: then it is a paper
_NUMBERED = re.compile(
    r"^(?:\d+(?:[.．]\d+)*[.．、]?\s+\S|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章节])"
)
_SECTION_WORDS = frozenset({"引言", "前言", "导言", "绪论", "结语", "结论", "结束语", "余论", "致谢"})
_KEYWORD_BORDER = re.compile(r"\s*[;；,，、]\s*")
_BLANK = re.compile(r"\s+")  # 成渝地区　协同发展
_REFERENCE = re.compile(r"^[\[［【〔]?\d{1,3}[\]］】〕.．、]")
_NUMBERED_NOTE = re.compile(r"^(?:[①-⑳]|[\[［【〔（(]\d{1,3}[\]］】〕）)]|\d{1,3}[.．、](?!\d))")
_OF_AN_ISSUE = re.compile(r"第\s*\d+\s*[卷期]|\bVol\.?\s*\d|\bNo\.?\s*\d|\bJOURNAL OF\b|\d{4}年\d{1,2}月")
_ISSUE_OF = re.compile(r"[\u4e00-\u9fff]{2,20}\s+\d{4}年\s*第\s*\d+\s*期(?:\s*[（(][\u4e00-\u9fff]{1,2}刊[）)])?")
_COLUMN = re.compile(
    r"(?:[【〔［\[]|(?P<dot>[·•●○◎]))\s*(?P<name>[\u4e00-\u9fff]{2,12})\s*(?(dot)(?P=dot)|[】〕］\]])"
)  # ·公共管理·
_LONGEST_ABOUT = 200  # characters
_LEAST_WORDS = 2
_NEAR = 24  # characters behind a name within which its workplace stands
_HAN = re.compile(r"[\u4e00-\u9fff]")


def is_journal_paper(blocks: list[Block]) -> bool:
    """Whether a file is a paper: it labels an abstract, keywords, references, and has no marked byline."""
    if any(names_in_byline(block.text) for block in blocks):
        return False
    labels = {label for block in blocks[:400] if (label := _label(block)[0])}
    kinds = {label.removesuffix("_en") for label in labels} & {"abstract", "keywords", "references"}
    return len(kinds) >= _ENOUGH


def _label(block: Block) -> tuple[str | None, str]:
    """A block's label and the text after it: 【关键词】协同发展 → keywords, 协同发展."""
    for name, pattern in _LABELS:
        found = pattern.match(block.text)
        if found and (found.group().strip() == block.text or not found.group()[-1:].isspace() or block.level == 0):
            return name, block.printed[found.end() :].strip()
    return None, block.printed


@dataclass(slots=True)
class _Paper:
    """A paper being parsed."""

    passages: list[ParsedPassage] = field(default_factory=list)
    title: str = ""
    subtitle: str = ""
    column: str | None = None
    title_en: str = ""
    people: tuple[Person, ...] = ()
    address: str = ""
    parts: dict[str, list[str]] = field(default_factory=dict)
    text: RunningText = field(default_factory=RunningText)
    funding: tuple[Funding, ...] = ()


def read_paper(blocks: list[Block]) -> tuple[ParsedArticle, tuple[Furniture, ...], Attributed | None]:
    """The paper, what is on its pages beside it, and the name of the journal where they say it."""
    paper, section = _Paper(), "front"
    about: list[Furniture] = []
    front = next((at for at, block in enumerate(blocks) if _label(block)[0]), 0)
    parts = _captions(blocks) | journal_parts(blocks, front)
    over, rows = _over_pages(blocks, parts), lines_of_tables([block.text for block in blocks])
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
        label, rest = _label(block)
        if not label and section != "references" and _is_about_author(paper, block):
            label, rest = "author_note", block.printed
        printed_about = section not in ("body", "references") and (only_label or _is_about(paper, block))
        if not label and (printed_about or _RECEIVED.match(block.text)):
            tells = _ABOUT.match(block.text)
            column = None if tells or only_label else _COLUMN.fullmatch(block.text)
            only_label = tells is not None and tells.end() == len(block.text)
            paper.column = column["name"] if column else paper.column
            passage = ParsedPassage(block.start, block.end, Part.COLUMN if column else Part.SOURCE_LINE)
            about.append(Furniture(passage.part.value, block.printed, passage))
            continue
        only_label = False
        if label:
            section = _read_labelled(paper, block, label, rest, section)
        elif section == "front":
            section = _read_front(paper, block)
        else:
            section = _read_part(paper, block, section)
    return _article(paper), tuple(about), journal_name(blocks, parts)


def _captions(blocks: list[Block]) -> dict[int, Part]:
    """What names a figure, apart from the text or under a whole paragraph: 图1 显示… goes on a sentence."""
    named = ((at, block) for at, block in enumerate(blocks) if at and _FIGURE.match(block.text))
    return {at: Part.CAPTION for at, block in named if block.gap or ends_a_sentence(blocks[at - 1].text)}


def _read_row(paper: _Paper, block: Block) -> None:
    """A line of a table is a paragraph of its own."""
    paper.text.end_paragraph()
    paper.passages.append(paper.text.add_text(block))
    paper.text.end_paragraph()


def _read_on_page(paper: _Paper, about: list[Furniture], block: Block, part: Part) -> None:
    """A running head is the journal's, a note at a page's foot the paper's."""
    if part is Part.REFERENCES:
        paper.parts.setdefault("references", []).append(block.printed)
        _add_passage(paper, block, part)
    else:
        about.append(Furniture(part.value, block.printed, ParsedPassage(block.start, block.end, part)))


def _is_about(paper: _Paper, block: Block) -> bool:
    """Whether a block tells of the journal or of the paper's way into it; a running head stands over the title."""
    if len(block.text) > _LONGEST_ABOUT:
        return False
    names_column = paper.column is None and _COLUMN.fullmatch(block.text) is not None
    runs_on = names_column or _ISSUE_OF.fullmatch(block.text) or len(_OF_AN_ISSUE.findall(block.text)) > 1
    return bool(runs_on and not paper.title) or _ABOUT.match(block.text) is not None


def _is_about_author(paper: _Paper, block: Block) -> bool:
    """* 王小明，某某大学教授 under the text, whose mark is gone by now, or the same in brackets."""
    text = block.text.removeprefix("（")
    behind = next((text[len(p.name) :] for p in paper.people if text.startswith(p.name)), "")
    return bool(re.match(r"[，（](?!\d)", behind) and WORKPLACE.search(behind[:_NEAR]))


def _read_labelled(paper: _Paper, block: Block, label: str, rest: str, section: str) -> str:
    part = _PARTS[label]
    _add_passage(paper, block, part)
    if rest:
        paper.parts.setdefault("references" if label == "notes" else label, []).append(rest)
    if label == "fund":
        paper.funding = funding_in_note(f"基金项目：{rest}")
    if label in {"author_note", "fund"}:
        return section
    return label


_PARTS = {
    "abstract": Part.ABSTRACT,
    "abstract_en": Part.ABSTRACT,
    "keywords": Part.KEYWORDS,
    "keywords_en": Part.KEYWORDS,
    "references": Part.REFERENCES,
    "notes": Part.REFERENCES,
    "author_note": Part.AUTHOR_NOTE,
    "fund": Part.NOTE,
}


def _add_passage(paper: _Paper, block: Block, part: Part) -> ParsedPassage:
    passage = ParsedPassage(block.start, block.end, part)
    paper.passages.append(passage)
    return passage


def _read_front(paper: _Paper, block: Block) -> str:
    """Title, author and address, English or Chinese; a numbered heading or a paragraph begins the body."""
    chinese = bool(_HAN.search(block.text))
    within = bool(marks_left_open(paper.address)) and bool(marks_closed_first(block.text))  # 2.某某学院，江北 400045）
    numbered = not within and _is_heading(block) and _NUMBERED.match(block.text) and not _opens_file(paper, block)
    if numbered or (chinese and len(block.text) > 120):
        return _read_body(paper, block)
    names = (names_in_bare_byline(block.text) or _marked_names(block.text)) if paper.title else ()
    if within:
        paper.address += block.printed
        _add_passage(paper, block, Part.ADDRESS)
    elif names and not paper.people:
        paper.people = tuple(map(Person, names))
        _add_passage(paper, block, Part.BYLINE)
    elif not chinese:
        _read_english(paper, block)
    elif not paper.title:
        paper.title = block.printed
        _add_passage(paper, block, Part.TITLE)
    elif not paper.people and not paper.address and opens_with_dash(block.text):
        paper.subtitle = block.printed
        _add_passage(paper, block, Part.TITLE)
    else:
        paper.address = f"{paper.address}；{block.printed}" if paper.address else block.printed
        _add_passage(paper, block, Part.ADDRESS)
    return "front"


def _marked_names(text: str) -> list[str]:
    """The names in a line where each bears the number of its address, be they of the commoner ones or not."""
    marked = _MARKED_NAMES.fullmatch(text.strip())
    return (
        ["".join(name.split()) for name in re.findall(r"[\u4e00-\u9fff][\u4e00-\u9fff·\s]*(?=\s*[\d①-⑨])", text)]
        if marked
        else []
    )


def _opens_file(paper: _Paper, block: Block) -> bool:
    """Whether 第六章　某某 stands first: then it is the title."""
    return not paper.passages and block.text.startswith("第")


def _read_english(paper: _Paper, block: Block) -> None:
    if not paper.title_en:
        paper.title_en = block.printed
        _add_passage(paper, block, Part.TITLE)
    else:
        _add_passage(paper, block, Part.BYLINE if is_latin_byline(block.text) else Part.ADDRESS)


def _read_part(paper: _Paper, block: Block, section: str) -> str:
    """A block under a label: that part's text until the next title or numbered heading."""
    if section == "body" or (section == "notes" and _ends_notes(paper, block)):
        return _read_body(paper, block)
    if section == "references" and _is_title_in_english(paper, block):
        return _read_front(paper, block)
    if section == "notes" or (section == "references" and (_REFERENCE.match(block.text) or not _is_heading(block))):
        entries = paper.parts.setdefault("references", [])
        if entries and _goes_on_entry(entries[-1], block, section):
            entries[-1] += (" " if block.text[0].isascii() and entries[-1][-1].isascii() else "") + block.printed
        else:
            entries.append(block.printed)
        _add_passage(paper, block, Part.REFERENCES)
        return section
    if _ends_part(paper, block, section):
        return _read_front(paper, block) if _is_front_title(paper, block) else _read_body(paper, block)
    paper.parts.setdefault(section, []).append(block.printed)
    _add_passage(paper, block, _PARTS[section])
    return section


def _goes_on_entry(above: str, block: Block, section: str) -> bool:
    """Whether a line is what wrapping left of a numbered entry, which stops short above."""
    if section == "notes":
        return not _NUMBERED_NOTE.match(block.text)
    numbered = _REFERENCE.match(above) and not _REFERENCE.match(block.text)
    return bool(numbered) and above.rstrip()[-1] not in ".。)）"


def _ends_notes(paper: _Paper, block: Block) -> bool:
    """Whether a block is no note, nor what the last one, which stops short, goes on with."""
    if _NUMBERED_NOTE.match(block.text):
        return False
    return _is_heading(block) or paper.parts.get("references", ["。"])[-1].rstrip()[-1] in "。.）)”；;"


def _ends_part(paper: _Paper, block: Block, section: str) -> bool:
    if _is_heading(block) or _is_front_title(paper, block):
        return True
    return section.startswith("keywords") and bool(paper.parts.get(section))


def _is_title_in_english(paper: _Paper, block: Block) -> bool:
    """The title of the English abstract behind the references: no entry, and no piece of one."""
    text = block.text
    if paper.title_en or _HAN.search(text) or _REFERENCE.match(text):
        return False
    if not re.search(r"[.。)）\d]$", paper.parts.get("references", [""])[-1].rstrip()):
        return False  # a line of an entry
    return len(text.split()) > _LEAST_WORDS and text[-1].isalpha() and not re.search(r"\d{4}", text)


def _is_front_title(paper: _Paper, block: Block) -> bool:
    """The Chinese front matter after the English, or the English after the Chinese."""
    if _NUMBERED.match(block.text) or len(block.text) > 120 or block.text[-1] in "。；，":
        return False
    return not (paper.title_en if not _HAN.search(block.text) else paper.title)


def _is_heading(block: Block) -> bool:
    text = block.text
    if len(text) > 60 or text[-1] in "。；，":
        return False
    return bool(block.level or _NUMBERED.match(text) or "".join(text.split()) in _SECTION_WORDS)


def _over_pages(blocks: list[Block], parts: dict[int, Part]) -> set[int]:
    """The blocks at pages' heads that are not set in, where all other paragraphs are: they go on from the page before,
    be its last sentence whole.
    """
    kept = [at for at in range(len(blocks)) if at not in parts]
    first = next((n for n, at in enumerate(kept) if blocks[at].indented), len(kept))
    last = next((n for n in range(first, len(kept)) if _label(blocks[kept[n]])[0] == "references"), len(kept))
    texts = [at for at in kept[first:last] if not (_is_heading(blocks[at]) or _label(blocks[at])[0])]
    flush = {at for at in texts if not blocks[at].indented}
    heads = {at for above, at in pairwise(kept) if blocks[above].page != blocks[at].page and above in texts}
    return flush if flush <= heads and len(flush) * 2 < len(texts) else set()


def _read_body(paper: _Paper, block: Block) -> str:
    add = paper.text.add_heading if _is_heading(block) else paper.text.add_text
    paper.passages.append(add(block))
    return "body"


def _article(paper: _Paper) -> ParsedArticle:
    def joined(name: str) -> str | None:
        return "\n".join(paper.parts.get(name, [])) or None

    def listed(name: str) -> tuple[str, ...]:
        words: list[str] = []
        for part in paper.parts.get(name, []):
            border = _KEYWORD_BORDER if _KEYWORD_BORDER.search(part) or not _HAN.search(part) else _BLANK
            words += filter(None, border.split(part.strip(" 。.")))
        return tuple(words)

    printed = paper.title or paper.title_en
    body = paper.text.body
    inferred = infer_title([block.text for block in body])
    return ParsedArticle(
        title=printed or inferred.text or "（无题）",
        subtitle=paper.subtitle or None,
        column=paper.column,
        title_origin=TitleOrigin.PRINTED if printed else TitleOrigin.INFERRED,
        title_reason=None if printed else inferred.reason,
        authors=paper.people,
        affiliation=paper.address or None,
        funding=paper.funding,
        body=body,
        abstract=joined("abstract"),
        keywords=listed("keywords"),
        references=tuple(paper.parts.get("references", ())),
        title_en=paper.title_en or None,
        abstract_en=joined("abstract_en"),
        keywords_en=listed("keywords_en"),
        author_note=joined("author_note"),
        passages=tuple(paper.passages),
        joins=tuple(paper.text.joins),
        problems=paper.text.problems,
    )
