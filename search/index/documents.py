"""Articles as an engine takes them. Reads the database in batches: few queries, and memory that does not grow."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from django.db.models import Model, Q, QuerySet

from articles.models import Article, ArticleQuerySet, Authorship, Passage, SourceDocument, ThemeAssignment
from articles.models.shapes import faults_of
from articles.parsing.types import Part
from articles.people.organisations import DEEPEST
from articles.people.pinyin import pinyin
from search.language.imprints import UNDATED, page_text
from search.text.periods import day_text
from search.types import IndexDocument, Where

BATCH = 500

logger = logging.getLogger(__name__)

Row = dict[str, Any]
Note = Callable[[str], object]
Texts = dict[Where, tuple[str, ...]]

_ARTICLE_FIELDS = (
    *(
        "id",
        "title",
        "title_en",
        "kicker",
        "subtitle",
        "published_on",
        "lead",
        "body",
        "boxes",
        "abstract",
        "abstract_en",
    ),
    *("keywords", "keywords_en", "references", "affiliation", "funding", "author_note"),
    *("source_id", "source__published_on", "source__publication", "source__section", "source__page"),
    *("column_id", "column__name", "feature__title", "feature__editor_note"),
)
_AUTHOR_FIELDS = (
    *("article_id", "author_id", "affiliation"),
    *("author__name", "author__name_en", "author__aliases", "author__pinyin", "author__initials"),
)

_THEME_FIELDS = ("article_id", "theme_id", "theme__name")
_ORGANISATION_FIELDS = tuple(  # an organisation and what it is a part of (`organisations.DEEPEST` levels)
    f"organisation__{'parent__' * depth}{name}" for depth in range(DEEPEST) for name in ("id", "name")
)
_OF_AUTHORS = frozenset({Where.AUTHOR, Where.AUTHOR_SOUND, Where.AFFILIATION})


def documents_of(article_ids: Collection[int]) -> Iterator[IndexDocument]:
    """The documents of these articles, as far as they are published."""
    ordered = sorted(set(article_ids))
    for start in range(0, len(ordered), BATCH):
        yield from _read(Article.objects.published().filter(pk__in=ordered[start : start + BATCH]))


def _warn(fault: str) -> None:
    logger.warning("%s: left out of the search index; run: manage.py check_library", fault)


def all_documents(note: Note = _warn) -> Iterator[IndexDocument]:
    """The documents of all published articles, by id. `note` is told of each field that cannot be read."""
    last = 0
    while True:
        batch = list(_read(Article.objects.published().filter(pk__gt=last).order_by("pk")[:BATCH], note))
        if not batch:
            return
        yield from batch
        last = batch[-1].article_id


def texts_of(article_ids: Collection[int], parts: Collection[Where] = tuple(Where)) -> dict[int, Texts]:
    """The texts of these articles as they are indexed, these parts at least; only of those that are published."""
    published = Article.objects.published().order_by()
    rows = list(published.filter(pk__in=list(article_ids)).values(*_ARTICLE_FIELDS))
    beside = _Beside.read(rows, parts)
    return {row["id"]: _texts(row, beside) for row in rows}


def texts_in(articles: Iterable[Article], parts: Collection[Where]) -> dict[int, Texts]:
    """The texts of these parts, at least, of articles that were read whole, with what `for_reading` names.

    Of what lies in other tables only what the parts need is looked at.
    """
    read = list(articles)
    ids, sources = [article.pk for article in read], {article.source_id for article in read if article.source_id}
    captions, page_captions = _captions(ids, sources) if Where.CAPTION in parts else ({}, {})
    signed, themed = read if _OF_AUTHORS.intersection(parts) else (), read if Where.THEME in parts else ()
    beside = _Beside(
        authors={article.pk: [_row(said, _AUTHOR_FIELDS) for said in article.signed] for article in signed},
        themes={article.pk: [_row(a, _THEME_FIELDS) for a in article.themed] for article in themed},
        organisations=_organisations(ids) if Where.ORGANISATION in parts else {},
        captions=captions,
        page_captions=page_captions,
    )
    return {article.pk: _texts(_row(article, _ARTICLE_FIELDS), beside) for article in read}


def published_ids() -> set[int]:
    """The ids of all articles that ought to be in the index."""
    return set(Article.objects.published().values_list("pk", flat=True))


def _read(articles: ArticleQuerySet | QuerySet[Article], note: Note = _warn) -> Iterator[IndexDocument]:
    """An article with a field of another shape than it should have is indexed without that field."""
    rows: list[Row] = list(articles.values(*_ARTICLE_FIELDS))
    for row in rows:
        for name, fault in list(faults_of(Article, row)):
            note(f"article #{row['id']}: {name} {fault}")
            row[name] = []
    beside = _Beside.read(rows)
    for row in sorted(rows, key=lambda row: row["id"]):
        yield _document(row, beside)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What belongs to a batch of articles and lies in other tables, by article; captions also by source."""

    authors: dict[int, list[Row]]
    themes: dict[int, list[Row]]
    organisations: dict[int, dict[str, str]]  # ids and names, the wholes of each among them
    captions: dict[int, list[str]]
    page_captions: dict[int, list[str]]

    @classmethod
    def read(cls, rows: Iterable[Row], parts: Collection[Where] = tuple(Where)) -> _Beside:
        ids = [row["id"] for row in rows]
        sources = {row["source_id"] for row in rows if row["source_id"]}
        authors = Authorship.objects.filter(article_id__in=ids).order_by("article_id", "position", "pk")
        themes = ThemeAssignment.objects.kept().filter(article_id__in=ids).order_by("article_id", "theme_id")
        captions, page_captions = _captions(ids, sources) if Where.CAPTION in parts else ({}, {})
        return cls(
            authors=_by_article(authors.values(*_AUTHOR_FIELDS) if _OF_AUTHORS.intersection(parts) else ()),
            themes=_by_article(themes.values(*_THEME_FIELDS) if Where.THEME in parts else ()),
            organisations=_organisations(ids) if Where.ORGANISATION in parts else {},
            captions=captions,
            page_captions=page_captions,
        )


def _row(record: Model, lookups: Iterable[str]) -> Row:
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


def _document(row: Row, beside: _Beside) -> IndexDocument:
    day = _day(row)
    return IndexDocument(
        article_id=row["id"],
        texts=_texts(row, beside),
        facets=_facets(row, beside, day),
        date=day.isoformat() if day else "",
        title_key=pinyin(row["title"]) or row["title"],
    )


def _day(row: Row) -> date | None:
    """The article's own day, else that of the page it stands on."""
    return row["published_on"] or row["source__published_on"]


def _texts(row: Row, beside: _Beside) -> Texts:
    authors, themes = beside.authors.get(row["id"], []), beside.themes.get(row["id"], [])
    texts = {
        **_own_texts(row, authors),
        Where.CAPTION: [*beside.captions.get(row["id"], []), *beside.page_captions.get(row["source_id"], [])],
        Where.FEATURE: [row["feature__title"], row["feature__editor_note"]],
        Where.THEME: [theme["theme__name"] for theme in themes],
        Where.COLUMN: [row["column__name"]],
        Where.ORGANISATION: beside.organisations.get(row["id"], {}).values(),
        Where.AUTHOR_SOUND: _sounds(authors),
        Where.DATE: [day_text(day) if (day := _day(row)) else UNDATED],
        Where.PUBLICATION: [row["source__publication"]],
        Where.SECTION: [row["source__section"]],
        Where.PAGE: [page_text(row["source__page"] or "")],
    }
    return {where: kept for where, blocks in texts.items() if (kept := tuple(filter(None, blocks)))}


def _own_texts(row: Row, authors: list[Row]) -> dict[Where, list[str]]:
    """The article's own text, part by part."""
    return {
        Where.TITLE: [row["title"], row["title_en"], row["kicker"], row["subtitle"]],
        Where.AUTHOR: [name for author in authors for name in (author["author__name"], author["author__name_en"])],
        Where.KEYWORDS: [*row["keywords"], *row["keywords_en"]],
        Where.ABSTRACT: [row["abstract"], row["abstract_en"]],
        Where.LEAD: row["lead"],
        Where.BODY: [block["text"] for block in row["body"]],
        Where.BOX: [text for box in row["boxes"] for text in (box["title"], *(b["text"] for b in box["body"]))],
        Where.AFFILIATION: [row["affiliation"], *_own_affiliations(row, authors), row["author_note"]],
        Where.FUNDING: [text for fund in row["funding"] for text in (fund["name"], fund["number"])],
        Where.REFERENCES: row["references"],
    }


def _own_affiliations(row: Row, authors: list[Row]) -> list[str]:
    """Affiliations that are printed beside the names and not in the note."""
    printed = dict.fromkeys(author["affiliation"] for author in authors)
    return [affiliation for affiliation in printed if affiliation not in row["affiliation"]]


def _sounds(authors: list[Row]) -> list[str]:
    """What 作者: answers beside the printed name: pinyin, initials, other names."""
    return [
        text
        for author in authors
        for text in (*f"{author['author__pinyin']} {author['author__initials']}".split(), *author["author__aliases"])
    ]


def _facets(row: Row, beside: _Beside, day: date | None) -> dict[str, tuple[str, ...]]:
    authors, themes = beside.authors.get(row["id"], []), beside.themes.get(row["id"], [])
    return {
        "column": (str(row["column_id"]),) if row["column_id"] else (),
        "author": tuple(dict.fromkeys(str(author["author_id"]) for author in authors)),
        "theme": tuple(str(theme["theme_id"]) for theme in themes),
        "organisation": tuple(beside.organisations.get(row["id"], ())),
        "year": (str(day.year),) if day else (),
        "date": (day.isoformat()[:7],) if day else (),
        "publication": _line(row["source__publication"]),
        "section": _line(row["source__section"]),
        "printed_page": _line(row["source__page"]),
    }


def _line(text: str | None) -> tuple[str, ...]:
    """A facet's value: a text in one line, if there is one."""
    line = " ".join((text or "").split())
    return (line,) if line else ()
