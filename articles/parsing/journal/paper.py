"""A paper while it is read, and the article that it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.brackets import without_brackets
from articles.parsing.drafting.inferred_titles import infer_title
from articles.parsing.journal.addresses import with_units
from articles.parsing.journal.headings import is_heading
from articles.parsing.running_text import RunningText
from articles.parsing.types import Funding, ParsedArticle, ParsedPassage, Part, Person, TitleOrigin

_KEYWORD_BORDER = re.compile(r"\s*[;；,，、]\s*")
_BLANK = re.compile(r"\s+")  # 成渝地区　协同发展
_SLASH = re.compile(r"\s*/\s*")  # 成渝地区/协同发展/流域, but TCP/IP is one word
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Paper:
    """A paper being parsed."""

    passages: list[ParsedPassage] = field(default_factory=list)
    title: str = ""
    subtitle: str = ""
    column: str | None = None
    title_en: str = ""
    people: tuple[Person, ...] = ()
    byline: str = ""
    byline_en: str = ""
    addresses: list[str] = field(default_factory=list)
    parts: dict[str, list[str]] = field(default_factory=dict)
    text: RunningText = field(default_factory=RunningText)
    funding: tuple[Funding, ...] = ()


def add_passage(paper: Paper, block: Block, part: Part) -> ParsedPassage:
    passage = ParsedPassage(block.start, block.end, part)
    paper.passages.append(passage)
    return passage


def read_body(paper: Paper, block: Block) -> str:
    add = paper.text.add_heading if is_heading(block) else paper.text.add_text
    paper.passages.append(add(block))
    return "body"


def article_of(paper: Paper) -> ParsedArticle:
    def joined(name: str) -> str | None:
        return "\n".join(paper.parts.get(name, [])) or None

    def listed(name: str) -> tuple[str, ...]:
        words: list[str] = []
        for part in paper.parts.get(name, []):
            border = _KEYWORD_BORDER if _KEYWORD_BORDER.search(part) or not HAN.search(part) else _BLANK
            border = _SLASH if border is _BLANK and part.count("/") > 1 else border
            words += filter(None, border.split(part.strip(" 。.")))
        return tuple(words)

    address = "；".join(map(without_brackets, paper.addresses))
    printed = paper.title or paper.title_en
    body = paper.text.body
    inferred = infer_title([block.text for block in body])
    return ParsedArticle(
        title=printed or inferred.text or "（无题）",
        subtitle=paper.subtitle or None,
        column=paper.column,
        title_origin=TitleOrigin.PRINTED if printed else TitleOrigin.INFERRED,
        title_reason=None if printed else inferred.reason,
        authors=with_units(paper.people, paper.byline, address),
        affiliation=address or None,
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
