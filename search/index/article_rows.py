"""What the index takes of articles, as rows of the database: read in batches, with few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Model, Q, QuerySet

from articles.models import Article, Authorship, Passage, SourceDocument, ThemeAssignment
from articles.parsing.types import Part
from articles.people.organisations import DEEPEST
from search.types import Where

Row = dict[str, Any]

_SOURCE_FIELDS = tuple(f"source__{name}" for name in ("published_on", "publication", "section", "page"))
_OWN_FIELDS = (
    *("id", "title", "title_en", "kicker", "subtitle", "published_on", "lead", "body", "boxes"),
    *("abstract", "abstract_en"),
    *("keywords", "keywords_en", "references", "affiliation", "funding", "author_note"),
    *("source_id", "column_id", "column__name", "feature__title", "feature__editor_note"),
)
ARTICLE_FIELDS = (*_OWN_FIELDS, *_SOURCE_FIELDS)
AUTHOR_FIELDS = (
    *("article_id", "author_id", "affiliation"),
    *("author__name", "author__name_en", "author__aliases", "author__pinyin", "author__initials"),
)

THEME_FIELDS = ("article_id", "theme_id", "theme__name")
_ORGANISATION_FIELDS = tuple(  # an organisation and what it is a part of (`organisations.DEEPEST` levels)
    f"organisation__{'parent__' * depth}{name}" for depth in range(DEEPEST) for name in ("id", "name")
)
AUTHOR_PARTS = frozenset({Where.AUTHOR, Where.AUTHOR_SOUND, Where.AFFILIATION})


@dataclass(frozen=True, slots=True)
class RelatedRows:
    """What belongs to a batch of articles and lies in other tables, by article; captions also by source."""

    authors: dict[int, list[Row]]
    themes: dict[int, list[Row]]
    organisations: dict[int, dict[str, str]]  # ids and names, the wholes of each among them
    captions: dict[int, list[str]]
    page_captions: dict[int, list[str]]

    @classmethod
    def read(cls, rows: Iterable[Row], parts: Collection[Where] = tuple(Where)) -> RelatedRows:
        """What belongs to these rows of articles, as far as these parts of their texts need it."""
        ids = [row["id"] for row in rows]
        sources = {row["source_id"] for row in rows if row["source_id"]}
        authors = Authorship.objects.filter(article_id__in=ids).order_by("article_id", "position", "pk")
        themes = ThemeAssignment.objects.kept().filter(article_id__in=ids).order_by("article_id", "theme_id")
        captions, page_captions = _captions(ids, sources) if Where.CAPTION in parts else ({}, {})
        return cls(
            authors=_by_article(authors.values(*AUTHOR_FIELDS) if AUTHOR_PARTS.intersection(parts) else ()),
            themes=_by_article(themes.values(*THEME_FIELDS) if Where.THEME in parts else ()),
            organisations=_organisations(ids) if Where.ORGANISATION in parts else {},
            captions=captions,
            page_captions=page_captions,
        )

    @classmethod
    def from_articles(cls, articles: Sequence[Article], parts: Collection[Where]) -> RelatedRows:
        """The same of articles that were read whole, with what `for_reading` names."""
        ids = [article.pk for article in articles]
        sources = {article.source_id for article in articles if article.source_id}
        captions, page_captions = _captions(ids, sources) if Where.CAPTION in parts else ({}, {})
        signed, themed = articles if AUTHOR_PARTS.intersection(parts) else (), articles if Where.THEME in parts else ()
        return cls(
            authors={article.pk: [row_of(said, AUTHOR_FIELDS) for said in article.signed] for article in signed},
            themes={article.pk: [row_of(a, THEME_FIELDS) for a in article.themed] for article in themed},
            organisations=_organisations(ids) if Where.ORGANISATION in parts else {},
            captions=captions,
            page_captions=page_captions,
        )


def rows_of(articles: QuerySet[Article]) -> list[Row]:
    """The ARTICLE_FIELDS of these articles. What they have of their source is read once for each source: in SQLite it
    lies behind the source's text, all of which is walked through to reach it.
    """
    rows: list[Row] = list(articles.values(*_OWN_FIELDS))
    names = [lookup.removeprefix("source__") for lookup in _SOURCE_FIELDS]
    sources = SourceDocument.objects.filter(pk__in={row["source_id"] for row in rows}).order_by()
    said = {pk: dict(zip(_SOURCE_FIELDS, values, strict=True)) for pk, *values in sources.values_list("pk", *names)}
    nothing = dict.fromkeys(_SOURCE_FIELDS)
    return [row | said.get(row["source_id"], nothing) for row in rows]


def row_of(record: Model, lookups: Iterable[str]) -> Row:
    """What `values` would read of a record that is at hand."""
    return {lookup: reduce(_attribute, lookup.split("__"), record) for lookup in lookups}


def _attribute(record: Any, name: str) -> Any:
    return None if record is None else getattr(record, name)


def _by_article(rows: Iterable[Mapping[str, Any]]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["article_id"]].append(dict(row))
    return found


def _organisations(article_ids: list[int]) -> dict[int, dict[str, str]]:
    """The organisations of each article's authors, as printed, and what they are parts of."""
    links = Authorship.organisations.through.objects.filter(authorship__article__in=article_ids)
    rows = links.order_by("authorship__article", "authorship__position", "pk")
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for article, *named in rows.values_list("authorship__article", *_ORGANISATION_FIELDS):
        found[article] |= {str(pk): name for pk, name in zip(named[::2], named[1::2], strict=True) if pk}
    return found


def _captions(article_ids: list[int], source_ids: set[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Captions by article, and by source those that stand on a page without being any article's."""
    of_article: dict[int, list[str]] = defaultdict(list)
    of_page: dict[int, list[str]] = defaultdict(list)
    mine = Q(article_id__in=article_ids) | Q(article=None, source_id__in=source_ids)
    passages = list(Passage.objects.filter(mine, part__in=(Part.CAPTION, Part.CREDIT)).order_by("source_id", "start"))
    sources = {passage.source_id for passage in passages}
    texts = dict(SourceDocument.objects.filter(pk__in=sources).values_list("pk", "raw_text"))
    for passage in passages:
        text = texts[passage.source_id][passage.start : passage.end].strip()
        if passage.article_id is None:
            of_page[passage.source_id].append(text)
        else:
            of_article[passage.article_id].append(text)
    return of_article, of_page
