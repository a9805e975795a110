"""A whole result as a file: CSV, JSON, BibTeX, RIS or a GB/T 7714 list, written as it is read, batch by batch.

Citations say what is missing and make nothing up (see `articles.citing.citations`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import StringIO

from django.utils import timezone

from articles.citing.citations import bibtex, gbt7714, ris
from articles.citing.metadata import citation_of
from articles.models import Article, ArticleQuerySet
from search.answers.search import cut_hits, interpret
from search.api.shaping import article_shape, hit_shape
from search.engines.base import engine
from search.engines.questions import Question, ScoredHit
from search.language.query import Query
from search.types import Hit, SearchRequest
from search.web.state import SearchState

MOST = 5_000  # articles in one file
BATCH = 250
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets take UTF-8 for something else
FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")  # what a spreadsheet may take for the beginning of a formula

CSV_HEAD = (
    *("编号", "标题", "标题来历", "栏目", "专题", "作者", "单位", "主题", "日期"),
    *("出版物", "版次", "关键词", "基金", "网址"),
)

Address = Callable[[Article], str]
"""An article's whole address, with the site's name."""


@dataclass(frozen=True, slots=True)
class FoundArticles:
    """A whole result in its order: `hits` are the first MOST of `total`."""

    request: SearchRequest
    query: Query
    hits: tuple[ScoredHit, ...] = field(repr=False)
    total: int


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """`write` gives the file piece by piece."""

    slug: str
    name: str
    suffix: str
    content_type: str
    write: Callable[[FoundArticles, Address], Iterator[str]] = field(repr=False)


def find(request: SearchRequest) -> FoundArticles:
    """The whole result of a request. Raises what a search raises."""
    interpretation = interpret(request)
    answer = engine().search(Question(interpretation.query.tree, interpretation.filters, request.sort, 0, MOST, ()))
    return FoundArticles(request, interpretation.query, answer.hits, answer.total)


def write_csv(found: FoundArticles, address: Address) -> Iterator[str]:
    yield BYTE_ORDER_MARK + csv_line(CSV_HEAD)
    for _, article in _read(found):
        yield csv_line(_csv_cells(article, address(article)))


def write_json(found: FoundArticles, address: Address) -> Iterator[str]:
    """One object; its `hits` are as the API has them, each with its whole article and address."""
    yield json.dumps(_head(found), ensure_ascii=False)[:-1] + ', "hits": ['
    for number, (batch, articles) in enumerate(_batches(found, Article.objects.published().for_reading())):
        hits = [hit for hit in cut_hits(found.query, batch, articles) if hit.article_id in articles]
        texts = [_json_hit(hit, articles[hit.article_id], address) for hit in hits]
        yield (",\n" if number and texts else "\n") + ",\n".join(texts)
    yield "\n]}\n"


def write_bibtex(found: FoundArticles, address: Address) -> Iterator[str]:
    for _, article in _read(found):
        yield bibtex(citation_of(article, address(article))) + "\n\n"


def write_ris(found: FoundArticles, address: Address) -> Iterator[str]:
    for _, article in _read(found):
        yield ris(citation_of(article, address(article)))


def write_gbt7714(found: FoundArticles, address: Address) -> Iterator[str]:
    """A numbered list of references, as it stands at the end of a paper."""
    for number, article in _read(found):
        yield f"[{number}] {gbt7714(citation_of(article, address(article)))}\n"


FORMATS = {
    chosen.slug: chosen
    for chosen in (
        ExportFormat("csv", "CSV 表格", "csv", "text/csv; charset=utf-8", write_csv),
        ExportFormat("json", "JSON", "json", "application/json; charset=utf-8", write_json),
        ExportFormat("bibtex", "BibTeX", "bib", "application/x-bibtex; charset=utf-8", write_bibtex),
        ExportFormat("ris", "RIS", "ris", "application/x-research-info-systems; charset=utf-8", write_ris),
        ExportFormat("gbt7714", "GB/T 7714 引文", "txt", "text/plain; charset=utf-8", write_gbt7714),
    )
}


def links(state: SearchState) -> list[tuple[str, str]]:
    """The name of each format and the query string that asks for this search in it."""
    kept = state.on_page(1).query_string()
    return [(chosen.name, f"{kept}{'&' if kept else '?'}format={chosen.slug}") for chosen in FORMATS.values()]


def neutralised(cell: str) -> str:
    """A cell that a spreadsheet takes for text, whatever it begins with."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def _batches(
    found: FoundArticles, articles: ArticleQuerySet
) -> Iterator[tuple[tuple[ScoredHit, ...], dict[int, Article]]]:
    """The hits with their articles; those withdrawn meanwhile have none."""
    for start in range(0, len(found.hits), BATCH):
        batch = found.hits[start : start + BATCH]
        yield batch, articles.in_bulk([hit.article_id for hit in batch])


def _read(found: FoundArticles) -> Iterator[tuple[int, Article]]:
    """The articles without their texts, numbered from 1."""
    number = 0
    for batch, articles in _batches(found, Article.objects.published().for_listing()):
        for hit in batch:
            if hit.article_id in articles:
                number += 1
                yield number, articles[hit.article_id]


def csv_line(cells: tuple[str, ...]) -> str:
    line = StringIO()
    csv.writer(line).writerow([neutralised(cell) for cell in cells])
    return line.getvalue()


def _csv_cells(article: Article, url: str) -> tuple[str, ...]:
    citation = citation_of(article, url)
    said = article.signed
    return (
        str(article.pk),
        article.title,
        article.get_title_origin_display(),
        article.column.name if article.column else "",
        article.feature.title if article.feature else "",
        "；".join(one.author.name + _role(one.role, one.get_role_display()) for one in said),
        "；".join(dict.fromkeys(one.affiliation for one in said if one.affiliation)),
        "；".join(given.theme.name for given in article.themed),
        citation.date.isoformat() if citation.date else "",
        citation.publication,
        citation.page,
        "；".join(article.keywords),
        "；".join(" ".join(filter(None, (fund["name"], fund["number"]))) for fund in article.funding),
        url,
    )


def _role(role: str, name: str) -> str:
    return "" if role == "author" else f"（{name}）"


def _head(found: FoundArticles) -> dict[str, object]:
    request = found.request
    asked = {"q": request.query, "mode": request.mode, "sort": request.sort, **request.filters}
    return {"search": asked, "exported_at": timezone.now().isoformat(timespec="seconds"), "total": found.total}


def _json_hit(hit: Hit, article: Article, address: Address) -> str:
    whole = {**hit_shape(hit, article).model_dump(), "url": address(article)}
    return json.dumps({**whole, "article": article_shape(article).model_dump()}, ensure_ascii=False)
