"""Metadata of articles as a table for spreadsheets, and the bulk change that an edited table stands for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from articles.exporting import as_typed
from articles.models import Article, Column
from articles.undoing.bulk import BulkChange, version_of

MOST_ROWS = 5_000
_NUMBER, _SINCE = "编号", "导出时的版本"
# The editable columns, by their heading; the read-only ones stand behind them.
_FIELDS = {
    "引题": "kicker", "标题": "title", "副题": "subtitle", "栏目": "column", "日期": "published_on", "状态": "status",
    "关键词": "keywords",
}  # fmt: skip
HEAD = (_NUMBER, *_FIELDS, "作者（只读）", "来源文件（只读）", _SINCE)
_STATUSES = {label: value for value, label in Article.Status.choices}


class UnreadableSheet(Exception):
    """The table as a whole cannot be used; the message says in Chinese why."""


@dataclass(frozen=True, slots=True)
class EditedSheet:
    """An edited table: the change, and its faults as (line number, message in Chinese)."""

    change: BulkChange
    faults: tuple[tuple[int, str], ...]


def write_sheet(articles: Iterable[Article]) -> Iterator[list[str]]:
    """The table's rows, the headings first."""
    yield list(HEAD)
    for article in articles:
        yield _row(article)


def read_sheet(text: str) -> EditedSheet:
    """The differences between a table (CSV) and the database as a bulk change. Raises UnreadableSheet."""
    try:
        rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))
    except csv.Error as error:
        raise UnreadableSheet(
            "这张表读不出来：单元格过长，或者不合 CSV 的写法。请在表格软件里另存为 .xlsx 再上传。"
        ) from error
    if not rows or _NUMBER not in rows[0]:
        raise UnreadableSheet(f"第一行要有“{_NUMBER}”一栏；请用导出的表格来改。")
    if len(rows) > MOST_ROWS:
        raise UnreadableSheet(f"最多 {MOST_ROWS} 行，此处有 {len(rows)} 行；请分几次。")
    keys = {row[_NUMBER] for row in rows if (row[_NUMBER] or "").isascii() and (row[_NUMBER] or "").isdecimal()}
    stored = Article.objects.select_related("column").in_bulk([int(key) for key in keys if len(key) < 19])
    columns = dict(Column.objects.values_list("name", "pk"))
    changed: dict[str, dict[str, Any]] = {}
    since: dict[str, str] = {}
    faults: list[tuple[int, str]] = []
    met: dict[int, int] = {}
    for line, row in enumerate(rows, start=2):
        try:
            article = _article(row, stored)
            if values := _changes(row, article, columns):
                if met.setdefault(article.pk, line) != line:
                    raise ValueError(f"与第 {met[article.pk]} 行是同一篇，这一行没有取用。")
                changed[str(article.pk)], since[str(article.pk)] = values, version_of(article)
        except ValueError as fault:
            faults.append((line, str(fault)))
    return EditedSheet(BulkChange(rows=changed, since=since), tuple(faults))


def _row(article: Article) -> list[str]:
    said = {name: _display_value(article, field) for name, field in _FIELDS.items()}
    authors = "；".join(row.author.name for row in article.signed)
    return [str(article.pk), *said.values(), authors, str(article.source or ""), version_of(article)]


def _display_value(article: Article, field: str) -> str:
    if field == "status":
        return article.get_status_display()
    value = getattr(article, field)
    return "；".join(value) if isinstance(value, list) else str(value or "")


def _article(row: Mapping[str, str | None], stored: Mapping[int, Article]) -> Article:
    """The article that a row is about. Raises ValueError, with a message in Chinese."""
    key = row[_NUMBER] or ""
    article = stored.get(int(key)) if key.isascii() and key.isdecimal() and len(key) < 19 else None
    if article is None:
        raise ValueError(f"没有编号为“{key[:20]}”的文章。")
    since = row.get(_SINCE)
    if since and since != version_of(article):
        raise ValueError(f"《{article}》在导出之后有人改过，这一行没有取用；请重新导出。")
    return article


def _changes(row: Mapping[str, str | None], article: Article, columns: Mapping[str, int]) -> dict[str, Any]:
    """The fields whose text differs, as `BulkChange.rows` holds them. Raises ValueError."""
    values: dict[str, Any] = {}
    for name, field in _FIELDS.items():
        cell = row.get(name)
        if cell is not None and (said := as_typed(cell).strip()) != _display_value(article, field).strip():
            values[field] = _read(field, name, said, columns)
    return values


def _read(field: str, name: str, said: str, columns: Mapping[str, int]) -> Any:
    if field == "column":
        if said and said not in columns:
            raise ValueError(f"没有名为“{said[:30]}”的栏目；请先建立它。")
        return columns.get(said, 0)
    if field == "published_on":
        return _day(said)
    if field == "status":
        if said not in _STATUSES:
            raise ValueError(f"状态“{said[:10]}”要写作{'、'.join(_STATUSES)}之一。")
        return _STATUSES[said]
    if field == "keywords":
        words = (word.strip() for line in said.splitlines() for word in line.replace(";", "；").split("；"))
        return list(dict.fromkeys(filter(None, words)))
    try:
        return Article._meta.get_field(field).clean(" ".join(said.splitlines()), None)  # type: ignore[union-attr]  # no relation
    except ValidationError as error:
        raise ValueError(f"{name}：{'；'.join(error.messages)}") from error


def _day(said: str) -> str:
    """A day in ISO form; spreadsheets write 2025/3/10 too."""
    if not said:
        return ""
    try:
        return date(*map(int, said.replace("/", "-").split("-"))).isoformat()
    except (TypeError, ValueError) as error:
        raise ValueError(f"日期“{said[:20]}”要写作 2025-03-10。") from error
