"""What a file says of itself outside its text: Markdown front matter, an HTML page's <title> and <meta>. Pure."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from typing import Any

import yaml

from articles.parsing.types import Hints

_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "标题", "题目", "og:title"),
    "subtitle": ("subtitle", "副题", "副标题"),
    "authors": ("author", "authors", "作者", "article:author", "dc.creator"),
    "date": ("date", "publishdate", "published", "pubdate", "publish_date", "published_at", "日期", "发布时间",
             "article:published_time", "dc.date"),
    "page": ("page", "版次", "版", "banci"),
    "section": ("section", "版名", "版面"),
    "publication": ("publication", "newspaper", "source", "来源", "报纸", "媒体", "出处",
                    "site", "网站"),
    "column": ("column", "栏目", "category", "categories"),
}  # fmt: skip
_NO_PUBLISHER = re.compile("[.@]|^我的")  # a site's address, its account, one's own clippings
_GENRES = re.compile("散文|随笔|杂文|小说|诗歌|评论|时评|书评|影评|杂谈|访谈|特写|通讯|新闻|文学|副刊")
_BETWEEN_NAMES = re.compile(r"\s*[、，,;；/]\s*|\s+")


def hints_from_front_matter(block: str, *, toml: bool) -> Hints:
    """The hints in a block of YAML or TOML; none where it cannot be read as such."""
    try:
        fields = tomllib.loads(block) if toml else yaml.safe_load(block)
    except (tomllib.TOMLDecodeError, yaml.YAMLError, ValueError, RecursionError):  # a reader can do without it
        return Hints()
    return hints_from_fields(fields, "front_matter") if isinstance(fields, dict) else Hints()


def hints_from_fields(fields: Mapping[Any, Any], origin: str) -> Hints:
    """The hints among the fields of front matter or the <meta> of a page, under any of their usual names."""
    lowered = {str(name).lower(): value for name, value in fields.items() if value not in (None, "", [])}
    if _NO_PUBLISHER.search(_plain(lowered.get("site"))):
        del lowered["site"]
    found = {hint: next((lowered[name] for name in names if name in lowered), "") for hint, names in _NAMES.items()}
    authors = tuple(name for name in _listed(found.pop("authors")) if name)
    if isinstance(found["column"], list) and len(found["column"]) > 1:  # of several, none is a column's name …
        columns = [name for name in map(_plain, found["column"]) if not _GENRES.fullmatch(name)]
        found["column"] = columns[0] if len(columns) == 1 else ""  # … but for one beside genres
    if not authors and not any(found.values()):
        return Hints()
    return Hints(authors=authors, origin=origin, **{hint: _plain(value) for hint, value in found.items()})


def _listed(value: object) -> list[str]:
    if isinstance(value, list):
        return [_plain(item.get("name", "") if isinstance(item, dict) else item) for item in value]
    return _BETWEEN_NAMES.split(_plain(value))


def _plain(value: object) -> str:
    """A value as text: a list's first item, a date in ISO form."""
    if isinstance(value, list):
        return _plain(value[0]) if value else ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).strip() if isinstance(value, str | int | float) else ""
