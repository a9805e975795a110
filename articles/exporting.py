"""The library as files: JSON lines that `import_articles` reads back, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from articles.curating.body_text import write_body
from articles.models import Article, ArticleQuerySet, Authorship

Progress = Callable[[Iterable[Article]], Iterable[Article]]
_CHUNK = 500
_BOM = "\ufeff"
# A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CSV_HEADER = (
    "id", "title", "kicker", "subtitle", "title_origin", "column", "authors", "affiliation", "themes", "date", "status",
    "body", "abstract",
    "keywords", "references", "funding", "source", "url",
)  # fmt: skip


def write_jsonl(articles: ArticleQuerySet, file: IO[str], progress: Progress = iter) -> int:
    """One JSON object a line; returns how many. Memory does not grow with their number."""
    number = 0
    for article in progress(stream(articles)):
        file.write(json.dumps(as_record(article), ensure_ascii=False) + "\n")
        number += 1
    return number


def write_csv(articles: ArticleQuerySet, file: IO[str], progress: Progress = iter) -> int:
    """A header and one row an article, behind a byte order mark; no cell is a formula. Returns how many articles."""
    file.write(_BOM)
    writer = csv.writer(file)
    writer.writerow(CSV_HEADER)
    number = 0
    for article in progress(stream(articles)):
        writer.writerow([neutralise(cell) for cell in _row(as_record(article))])
        number += 1
    return number


def neutralise(cell: str) -> str:
    """The cell as a text that no spreadsheet takes for a formula: behind an apostrophe, also where one stands already,
    so that `as_typed` takes away no apostrophe that is the text's own.
    """
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA_STARTS) else cell


def as_typed(cell: str) -> str:
    """The text of a cell that was neutralised."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS) else cell


def stream(articles: ArticleQuerySet) -> Iterator[Article]:
    """The articles by key, some hundred at a time, with all that an export names."""
    last = 0
    ordered = articles.for_reading().order_by("pk")
    while chunk := list(ordered.filter(pk__gt=last)[:_CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def as_record(article: Article) -> dict[str, Any]:
    """The article as a record that `import_articles` reads; what people read beside it comes last."""
    return {
        "id": article.record_key or f"article:{article.pk}",
        "kicker": article.kicker,
        "title": article.title,
        "subtitle": article.subtitle,
        "title_origin": article.title_origin,
        "title_reason": article.title_reason,
        "column": article.column.name if article.column else None,
        "authors": [_author(row) for row in article.signed],
        "themes": [row.theme.name for row in article.themed],
        "date": article.published_on.isoformat() if article.published_on else None,
        "lead": article.lead,
        "body": article.body,
        "boxes": article.boxes,
        "abstract": article.abstract,
        "keywords": article.keywords,
        "references": article.references,
        "affiliation": article.affiliation,
        "funding": article.funding,
        "author_note": article.author_note,
        "title_en": article.title_en,
        "abstract_en": article.abstract_en,
        "keywords_en": article.keywords_en,
        "status": article.status,
        "feature": article.feature.title if article.feature else None,
        "source": article.source.file_name if article.source else None,
        "url": article.get_absolute_url(),
    }


def _author(row: Authorship) -> dict[str, str]:
    printed = {"printed_as": row.printed_as} if row.printed_as != row.author.name else {}
    return {"name": row.author.name, "role": row.role, "affiliation": row.affiliation} | printed


def _row(record: dict[str, Any]) -> Iterator[str]:
    flat = record | {
        "authors": "；".join(author["name"] for author in record["authors"]),
        "themes": "；".join(record["themes"]),
        "keywords": "；".join(record["keywords"]),
        "body": write_body(record["body"]),
        "references": "\n".join(record["references"]),
        "funding": "；".join(" ".join(filter(None, (fund["name"], fund["number"]))) for fund in record["funding"]),
    }
    return (str(flat[name] or "") for name in CSV_HEADER)
