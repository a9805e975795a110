"""An article's text as its page sets it: blocks with the addresses of their paragraphs, and where they were joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
        return round(100 * self.confidence)

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


def blocks(prefix: str, parts: Iterable[dict[str, Any]]) -> tuple[Block, ...]:
    """Blocks that no join runs through, as a box has them: prefix-1, prefix-2 …"""
    return tuple(Block(f"{prefix}-{n}", part["kind"], part["text"]) for n, part in enumerate(parts, start=1))


def _joins(article: Article) -> list[JoinMark]:
    """Where the body's paragraphs go on across a break: offsets are the lengths of what stands before."""
    lengths: dict[int | None, int] = defaultdict(int)
    joins: list[JoinMark] = []
    for passage in article.passages.exclude(paragraph=None).order_by("position"):
        if passage.join_confidence is not None and lengths[passage.paragraph]:
            joins.append(_join_mark(len(joins) + 1, lengths[passage.paragraph], passage))
        lengths[passage.paragraph] += passage.end - passage.start
    return joins


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
    people = list(article.authorships.all())
    if all(said.role == said.RoleChoice.AUTHOR for said in people):
        return set()
    return {said.author.name for said in people} | {"重庆日报", "记者", "主持人", "本报"}


def _speaker(text: str, speakers: set[str]) -> int:
    name, colon, _ = text.partition("：")
    return len(name) + 1 if colon and name in speakers else 0


def captions(article: Article) -> tuple[Block, ...]:
    """Captions and credits that were printed inside the article's text: caption-1, caption-2 …"""
    beside = article.passages.filter(part__in=(Part.CAPTION, Part.CREDIT)).order_by("start")
    texts = [article.source.raw_text[passage.start : passage.end] for passage in beside if article.source]
    return blocks("caption", [{"kind": "paragraph", "text": text.strip()} for text in texts])
