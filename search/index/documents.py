"""Articles as an engine takes them. Reads the database in batches: few queries, and memory that does not grow."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from django.db.models import QuerySet

from articles.models import Article, ArticleQuerySet
from articles.models.json_schemas import faults_of
from articles.people.pinyin import pinyin
from search.index.article_rows import ARTICLE_FIELDS, RelatedRows, Row, row_of, rows_of
from search.language.imprints import UNDATED, page_text
from search.text.periods import day_text
from search.types import IndexDocument, Where

BATCH = 500

logger = logging.getLogger(__name__)

Note = Callable[[str], object]
Texts = dict[Where, tuple[str, ...]]


def documents_of(article_ids: Collection[int]) -> Iterator[IndexDocument]:
    """The documents of these articles, as far as they are published."""
    ordered = sorted(set(article_ids))
    for start in range(0, len(ordered), BATCH):
        yield from _read(Article.objects.published().filter(pk__in=ordered[start : start + BATCH]).order_by())


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
    rows = rows_of(published.filter(pk__in=list(article_ids)))
    related = RelatedRows.read(rows, parts)
    return {row["id"]: _texts(row, related) for row in rows}


def texts_in(articles: Iterable[Article], parts: Collection[Where]) -> dict[int, Texts]:
    """The texts of these parts, at least, of articles that were read whole, with what `for_reading` names.

    Of what lies in other tables only what the parts need is looked at.
    """
    read = list(articles)
    related = RelatedRows.from_articles(read, parts)
    return {article.pk: _texts(row_of(article, ARTICLE_FIELDS), related) for article in read}


def published_ids() -> set[int]:
    """The ids of all articles that ought to be in the index."""
    return set(Article.objects.published().values_list("pk", flat=True))


def _read(articles: ArticleQuerySet | QuerySet[Article], note: Note = _warn) -> Iterator[IndexDocument]:
    """An article with a field of another shape than it should have is indexed without that field."""
    rows = rows_of(articles)
    for row in rows:
        for name, fault in faults_of(Article, row):
            note(f"article #{row['id']}: {name} {fault}")
    related = RelatedRows.read(rows)
    for row in sorted(rows, key=lambda row: row["id"]):
        yield _document(row, related)


def _document(row: Row, related: RelatedRows) -> IndexDocument:
    day = _day(row)
    return IndexDocument(
        article_id=row["id"],
        texts=_texts(row, related),
        facets=_facets(row, related, day),
        date=day.isoformat() if day else "",
        title_key=pinyin(row["title"]) or row["title"],
    )


def _day(row: Row) -> date | None:
    """The article's own day, else that of the page it stands on."""
    return row["published_on"] or row["source__published_on"]


def _texts(row: Row, related: RelatedRows) -> Texts:
    authors, themes = related.authors.get(row["id"], []), related.themes.get(row["id"], [])
    texts = {
        **_own_texts(row, authors),
        Where.CAPTION: [*related.captions.get(row["id"], []), *related.page_captions.get(row["source_id"], [])],
        Where.FEATURE: [row["feature__title"], row["feature__editor_note"]],
        Where.THEME: [theme["theme__name"] for theme in themes],
        Where.COLUMN: [row["column__name"]],
        Where.ORGANISATION: related.organisations.get(row["id"], {}).values(),
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


def _facets(row: Row, related: RelatedRows, day: date | None) -> dict[str, tuple[str, ...]]:
    authors, themes = related.authors.get(row["id"], []), related.themes.get(row["id"], [])
    return {
        "column": (str(row["column_id"]),) if row["column_id"] else (),
        "author": tuple(dict.fromkeys(str(author["author_id"]) for author in authors)),
        "theme": tuple(str(theme["theme_id"]) for theme in themes),
        "organisation": tuple(related.organisations.get(row["id"], ())),
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
