"""语境 as a file: every occurrence of a query in a result with what stands around it, as CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from search.answers.occurrences import ContextLine, ResultOccurrences
from search.exports.articles import BYTE_ORDER_MARK, csv_line
from search.web.state import SearchState

CSV_HEAD = ("编号", "标题", "所在", "前文", "匹配", "后文", "网址")

WholeAddress = Callable[[str], str]
"""A path with the site's name before it."""

Writer = Callable[[ResultOccurrences, Iterable[ContextLine], WholeAddress], Iterator[str]]


@dataclass(frozen=True, slots=True)
class LineFormat:
    slug: str
    name: str
    content_type: str
    write: Writer = field(repr=False)


def write_csv(found: ResultOccurrences, lines: Iterable[ContextLine], address: WholeAddress) -> Iterator[str]:
    yield BYTE_ORDER_MARK + csv_line(CSV_HEAD)
    for row in lines:
        yield csv_line(_cells(row, address))


def write_json(found: ResultOccurrences, lines: Iterable[ContextLine], address: WholeAddress) -> Iterator[str]:
    """One object: `occurrences` in `articles` of the result's `total` articles, and a `lines` object for each."""
    names = ("id", "title", "where", "left", "match", "right", "url")
    head = {"total": found.total, "articles": found.articles, "occurrences": len(found)}
    yield json.dumps(head)[:-1] + ', "lines": ['
    for number, row in enumerate(lines):
        line = dict(zip(names, (row.article.pk, *_cells(row, address)[1:]), strict=True))
        yield (",\n" if number else "\n") + json.dumps(line, ensure_ascii=False)
    yield "\n]}\n"


LINE_FORMATS = {
    chosen.slug: chosen
    for chosen in (
        LineFormat("csv", "CSV 表格", "text/csv; charset=utf-8", write_csv),
        LineFormat("json", "JSON", "application/json; charset=utf-8", write_json),
    )
}


def line_links(state: SearchState) -> list[tuple[str, str]]:
    """The name of each format and the query string that asks for these lines in it, in their order."""
    kept = state.on_page(1).query_string()
    return [(chosen.name, f"{kept}{'&' if kept else '?'}format={chosen.slug}") for chosen in LINE_FORMATS.values()]


def _cells(row: ContextLine, address: WholeAddress) -> tuple[str, ...]:
    line = row.line
    return (str(row.article.pk), row.article.title, row.label, line.left, line.match, line.right, address(row.url))
