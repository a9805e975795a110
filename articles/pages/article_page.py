"""An article's text as its page sets it: blocks with the addresses of their paragraphs, and where they were joined."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from articles.models import Article, Passage
from articles.parsing.types import Part

UNSURE = 0.8  # joins below this are shown as doubtful


@dataclass(frozen=True, slots=True)
class JoinMark:
    """That a paragraph goes on here, at `offset` characters, after a column break; `number` counts in the article."""

    number: int
    offset: int
    block: int
    confidence: float
    reason: str
    passage_id: int

    @property
    def percent(self) -> int:
        """Rounded down: 100 only where there is no doubt at all."""
        return int(100 * self.confidence)

    @property
    def doubtful(self) -> bool:
        return self.confidence < UNSURE


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading. `anchor` is its id on the page; `speaker` the length of the name that speaks it, or 0."""

    anchor: str
    kind: str
    text: str
    speaker: int = 0
    joins: tuple[JoinMark, ...] = ()


def body(article: Article) -> tuple[Block, ...]:
    """The body, paragraph by paragraph: p-1, p-2 …"""
    joins = _joins(article)
    speakers = _speakers(article)
    return tuple(
        Block(
            anchor=f"p-{number}",
            kind=block["kind"],
            text=block["text"],
            speaker=_speaker(block["text"], speakers),
            joins=tuple(join for join in joins if join.block == number - 1 and join.offset <= len(block["text"])),
        )
        for number, block in enumerate(article.body, start=1)
    )


@dataclass(frozen=True, slots=True)
class BoxBlocks:
    """A boxed sidebar; its title is the first of its blocks, of kind "title", where it has one."""

    title: str
    blocks: tuple[Block, ...]


def boxes(article: Article) -> tuple[BoxBlocks, ...]:
    """The boxes; their blocks are numbered through the article: box-1, box-2 …"""
    numbers = itertools.count(1)
    return tuple(
        BoxBlocks(
            box["title"],
            tuple(
                Block(f"box-{next(numbers)}", part["kind"], part["text"])
                for part in [{"kind": "title", "text": box["title"]}, *box["body"]]
                if part["text"]
            ),
        )
        for box in article.boxes
    )


def captions(article: Article) -> tuple[Block, ...]:
    """Captions and credits printed inside the article's text, then those of its page that are no article's."""
    if article.source is None:
        return ()
    mine = Q(article=article) | Q(article=None)
    beside = article.source.passages.filter(mine, part__in=(Part.CAPTION, Part.CREDIT))
    ordered = sorted(beside, key=lambda passage: (passage.article_id is None, passage.start))
    texts = [article.source.raw_text[passage.start : passage.end].strip() for passage in ordered]
    return tuple(Block(f"caption-{number}", "paragraph", text) for number, text in enumerate(texts, start=1))


def _joins(article: Article) -> list[JoinMark]:
    """Where the body's paragraphs go on across a break: behind as many characters as the runs before it have."""
    inked: dict[int | None, int] = defaultdict(int)
    joins: list[JoinMark] = []
    raw = article.source.raw_text if article.source else ""
    for passage in article.passages.filter(paragraph__lt=len(article.body)).order_by("position"):
        before = inked[passage.paragraph]
        if passage.join_confidence is not None and before:
            offset = _behind(article.body[passage.paragraph]["text"], before)
            joins.append(_join_mark(len(joins) + 1, offset, passage))
        inked[passage.paragraph] += len("".join(raw[passage.start : passage.end].split()))
    return joins


def _behind(text: str, inked: int) -> int:
    """The offset behind so many characters that are not white space: a file may set them otherwise than the page."""
    places = [place for place, char in enumerate(text, start=1) if not char.isspace()]
    return places[inked - 1] if inked <= len(places) else len(text)


def _join_mark(number: int, offset: int, passage: Passage) -> JoinMark:
    return JoinMark(
        number=number,
        offset=offset,
        block=passage.paragraph or 0,
        confidence=passage.join_confidence or 0.0,
        reason=passage.join_reason,
        passage_id=passage.pk,
    )


def _speakers(article: Article) -> set[str]:
    """Who speaks in an interview; in other articles a name and a colon are only words."""
    people = article.signed
    if all(said.role == said.RoleChoice.AUTHOR for said in people):
        return set()
    return {said.author.name for said in people} | {"重庆日报", "记者", "主持人", "本报"}


def _speaker(text: str, speakers: set[str]) -> int:
    name, colon, _ = text.partition("：")
    return len(name) + 1 if colon and name in speakers else 0
