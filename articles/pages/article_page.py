"""An article's text as its page sets it: each part in blocks with their ids, marked where a search found them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.admin.utils import label_for_field
from django.db.models import Q

from articles.anchors import anchor
from articles.models import Article
from articles.models.json_schemas import faults_of
from articles.pages.blocks import JoinMark, RenderedBlock, RenderedTable, with_tables
from articles.pages.joins import joins_of
from articles.pages.search_context import Mark
from articles.parsing.furniture.names import publication_in
from articles.parsing.types import Part

_INTERVIEWERS = frozenset({"记者", "主持人", "本报", "本刊"})


@dataclass(frozen=True, slots=True)
class BoxBlocks:
    """A boxed sidebar; its title is the first of its blocks, of kind "title", where it has one."""

    title: str
    blocks: tuple[RenderedBlock | RenderedTable, ...]


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund that paid for the work; the number of the grant is empty where none is printed."""

    name: RenderedBlock
    number: RenderedBlock


@dataclass(frozen=True, slots=True)
class ArticleText:
    """Every part of the article that its page prints. A part that the article lacks is an empty block, or no blocks."""

    kicker: RenderedBlock
    title: RenderedBlock
    subtitle: RenderedBlock
    abstract: RenderedBlock
    abstract_en: RenderedBlock
    keywords: tuple[RenderedBlock, ...]
    lead: tuple[RenderedBlock, ...]
    body: tuple[RenderedBlock | RenderedTable, ...]
    boxes: tuple[BoxBlocks, ...]
    captions: tuple[RenderedBlock, ...]
    feature: tuple[RenderedBlock, ...]
    affiliation: RenderedBlock
    author_note: RenderedBlock
    funding: tuple[Fund, ...]
    references: tuple[RenderedBlock, ...]

    @property
    def joins(self) -> list[JoinMark]:
        return [join for block in self.body for join in block.joins]


@dataclass(frozen=True, slots=True)
class _PartRenderer:
    """Makes the blocks of a part, marked and with their ids."""

    name: str
    mark: Mark

    def block(self, text: str, number: int = 1, kind: str = "paragraph") -> RenderedBlock:
        return RenderedBlock(anchor(self.name, number), kind, text, runs=self.mark(text, self.name))

    def blocks(self, texts: Iterable[str]) -> tuple[RenderedBlock, ...]:
        return tuple(self.block(text, number) for number, text in enumerate(texts, start=1))


def article_text(article: Article, mark: Mark) -> ArticleText:
    """The article's parts; asks the database for its passages, and for the captions of its page."""
    title, affiliation, abstract = (_PartRenderer(name, mark) for name in ("title", "affiliation", "abstract"))
    return ArticleText(
        kicker=title.block(article.kicker),
        title=title.block(article.title),
        subtitle=title.block(article.subtitle),
        abstract=abstract.block(article.abstract),
        abstract_en=abstract.block(article.abstract_en),
        keywords=_PartRenderer("keywords", mark).blocks(article.keywords),
        lead=_PartRenderer("lead", mark).blocks(article.lead),
        body=with_tables(_body(article, mark)),
        boxes=_boxes(article, _PartRenderer("box", mark)),
        captions=_PartRenderer("caption", mark).blocks(_captions(article)),
        feature=_feature(article, _PartRenderer("feature", mark)),
        affiliation=affiliation.block(article.affiliation),
        author_note=affiliation.block(article.author_note),
        funding=_funding(article, _PartRenderer("funding", mark)),
        references=_PartRenderer("references", mark).blocks(article.references),
    )


def unread_fields(article: Article) -> list[str]:
    """The names, in Chinese, of the fields that the database holds in a shape that cannot be read."""
    return [str(label_for_field(name, Article)) for name, _ in faults_of(Article, vars(article))]


def _body(article: Article, mark: Mark) -> tuple[RenderedBlock, ...]:
    """The body, paragraph by paragraph."""
    joins = joins_of(article)
    speakers = _speakers(article)
    return tuple(
        RenderedBlock(
            anchor=anchor("body", number),
            kind=block["kind"],
            text=block["text"],
            speaker=_speaker(block["text"], speakers),
            joins=tuple(join for join in joins if join.block == number - 1 and join.offset <= len(block["text"])),
            runs=mark(block["text"], "body"),
        )
        for number, block in enumerate(article.body, start=1)
    )


def _boxes(article: Article, part: _PartRenderer) -> tuple[BoxBlocks, ...]:
    """The boxes; their blocks are numbered through the article."""
    numbers = itertools.count(1)
    return tuple(
        BoxBlocks(
            box["title"],
            with_tables(
                [
                    part.block(block["text"], next(numbers), block["kind"])
                    for block in [{"kind": "title", "text": box["title"]}, *box["body"]]
                    if block["text"]
                ]
            ),
        )
        for box in article.boxes
    )


def _funding(article: Article, part: _PartRenderer) -> tuple[Fund, ...]:
    return tuple(Fund(part.block(fund["name"]), part.block(fund.get("number") or "")) for fund in article.funding)


def _feature(article: Article, part: _PartRenderer) -> tuple[RenderedBlock, ...]:
    """The headline of the package it belongs to, then its editor's note."""
    package = article.feature
    return part.blocks(filter(None, (package.title, package.editor_note))) if package else ()


def _captions(article: Article) -> list[str]:
    """Captions and credits printed inside the article's text, then those of its page that are no article's."""
    if article.source is None:
        return []
    mine = Q(article=article) | Q(article=None)
    beside = article.source.passages.filter(mine, part__in=(Part.CAPTION, Part.CREDIT))
    ordered = sorted(beside, key=lambda passage: (passage.article_id is None, passage.start))
    return [article.source.raw_text[passage.start : passage.end].strip() for passage in ordered]


def _speakers(article: Article) -> set[str]:
    """Who speaks in an interview, besides newspapers; in other articles a name and a colon are only words."""
    people = article.signed
    if all(said.role in said.WRITERS for said in people):
        return set()
    return {said.author.name for said in people} | _INTERVIEWERS


def _speaker(text: str, speakers: set[str]) -> int:
    name, colon, _ = text.partition("：")
    speaks = name in speakers or (speakers and publication_in(name))  # 山城晚报：…
    return len(name) + 1 if colon and speaks else 0
