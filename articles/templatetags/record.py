"""How the record is written out for readers."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import rjieba
from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.addresses import address
from articles.curating.field_values import quoted
from articles.models import Article, Authorship, ThemeAssignment
from articles.parsing.furniture.page_numbers import page_name
from articles.people.bylines import printed_otherwise

register = template.Library()

OPENING = 96  # characters of an article that a list shows
CLOSING = frozenset("，。；：、！？”’）】》」』)]!?,.;:%")
OPENING_MARKS = frozenset("“‘（【《「『([")
_NAMED = 10_000  # people, columns and themes whose names are kept as they are written out: lists name the same again
_NAMES_ON_A_LINE = 2
_DATA_BLOCK_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


register.filter("quoted", quoted)


@register.filter
def chinese_date(date: datetime.date | None) -> str:
    """2024年7月4日; 日期不详 where it is not known."""
    return f"{date.year}年{date.month}月{date.day}日" if date else "日期不详"


@register.filter
def grouped(number: int | None) -> str:
    """12,345"""
    return f"{number or 0:,}"


@register.filter
def opening(article: Article) -> str:
    """The first words of an article: its lead's, its abstract's or its first paragraph's."""
    paragraphs = [block["text"] for block in article.body if block["kind"] == "paragraph"]
    text = next(iter([*article.lead, article.abstract, *paragraphs]), "")
    text = text or next(iter(paragraphs), "")
    return text if len(text) <= OPENING else text[:OPENING].rstrip("，、；：") + "……"


@register.filter
@lru_cache(maxsize=5_000)
def breakable(text: str) -> SafeString:
    """A title whose lines may end behind its words, and nowhere within one."""
    return _joined(escape(word) + _WBR for word in _phrases(text))


def _phrases(text: str) -> list[str]:
    """Its words, punctuation with the word it belongs to."""
    kept: list[str] = []
    for word in rjieba.cut(text, hmm=False):
        if kept and (word in CLOSING or kept[-1] in OPENING_MARKS):
            kept[-1] += word
        else:
            kept.append(word)
    return kept


@register.simple_tag
def kicker(article: Article, without_feature: bool = False) -> SafeString:
    """The column, day, paper, page and feature that an article stands in, above its title."""
    column, day, source, feature = article.column, article.printed_on, article.source, article.feature
    said = _column(column.get_absolute_url(), column.name) if column else _NO_COLUMN
    said += _day(day) if day else _NO_DAY
    if source and source.publication:
        said += _paper(source.publication, source.page)
    if feature and not without_feature:
        said += format_html(
            '<span class="kicker__feature">专题 <a href="{}">{}</a></span>', feature.get_absolute_url(), feature.title
        )
    return _KICKER + said + _END


@register.filter
def printed_at(article: Article) -> str:
    """The paper, day and page that an article was printed in, for a line of text; what is not known is said."""
    source = article.source
    paper = source.publication if source else ""
    page = page_name(source.page) if source else ""
    return " ".join(filter(None, (paper or "出版物不详", chinese_date(article.printed_on), page)))


@register.filter
def signed_briefly(article: Article) -> str:
    """Who wrote it: of more than two writers the first."""
    names = [said.author.name for said in article.signed]
    said = "、".join(names) if len(names) <= _NAMES_ON_A_LINE else f"{names[0]}等"
    return said or "未署名"


@lru_cache(maxsize=_NAMED)
def _day(day: datetime.date) -> SafeString:
    page = address("issue", day.isoformat())
    return format_html('<a href="{}"><time datetime="{}">{}</time></a>', page, day.isoformat(), chinese_date(day))


@lru_cache(maxsize=_NAMED)
def _paper(publication: str, page: str) -> SafeString:
    return format_html("<span>{}</span>", f"{publication} {page_name(page)}".rstrip())


@register.simple_tag
def byline(authorships: Iterable[Authorship], names_only: bool = False, with_prints: bool = False) -> SafeString:
    """Who wrote or spoke, each a link to their page, with role and affiliation as printed; with prints, also the name
    as printed where it is another.
    """
    people = [
        _person(
            said.author.get_absolute_url(),
            said.author.name,
            "" if said.role in Authorship.WRITERS else said.get_role_display(),
            "" if names_only else said.affiliation,
            printed_otherwise(said) if with_prints else "",
        )
        for said in authorships
    ]
    return _BYLINE + (_joined(people, " ") if people else _UNSIGNED) + _END


@lru_cache(maxsize=_NAMED)
def _person(page: str, name: str, role: str, affiliation: str, printed: str) -> SafeString:
    said = format_html(_NAME, page, name)
    if printed:
        said += format_html(' <span class="byline__role">署名“{}”</span>', printed)
    if role:
        said += format_html(' <span class="byline__role">{}</span>', role)
    if affiliation:
        said += format_html(' <span class="byline__affiliation">{}</span>', affiliation)
    return said + _PERSON_END


@register.filter
def theme_items(assignments: Iterable[ThemeAssignment]) -> SafeString:
    """The themes as items of a list, each a link to its page."""
    return _joined(_link_item(given.theme.get_absolute_url(), given.theme.name) for given in assignments)


@lru_cache(maxsize=_NAMED)
def _link_item(page: str, name: str) -> SafeString:
    return format_html('<li><a href="{}">{}</a></li>', page, name)


@lru_cache(maxsize=_NAMED)
def _column(page: str, name: str) -> SafeString:
    return format_html(_COLUMN, page, name)


def _joined(pieces: Iterable[SafeString], between: str = "") -> SafeString:
    return mark_safe(between.join(pieces))  # noqa: S308 - every piece is escaped already


_WBR = mark_safe("<wbr>")
_NO_DAY = mark_safe("<span>日期不详</span>")
_KICKER, _NO_COLUMN = mark_safe('<p class="kicker">'), mark_safe("<span>未署栏目</span>")
_COLUMN = '<span class="kicker__column"><a href="{}">{}</a></span>'
_BYLINE, _UNSIGNED, _END = mark_safe('<p class="byline">'), mark_safe("未署名"), mark_safe("</p>")
_NAME = '<span class="byline__person"><a class="byline__name" href="{}">{}</a>'
_PERSON_END = mark_safe("</span>")


@register.filter
def letter(pinyin: str) -> str:
    """The letter a name is filed under: A–Z, or # for what has no reading."""
    first = pinyin[:1].upper()
    return first if "A" <= first <= "Z" else "#"


@register.filter
def share(part: int | None, whole: int | None) -> str:
    """A share of a whole as 100%, 99.98%: never rounded up to 100 where anything is missing."""
    if not whole:
        return "—"
    hundredths = 10_000 * (part or 0) // whole
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".") + "%"


@register.simple_tag
def json_ld(value: dict[str, Any]) -> SafeString:
    """A JSON-LD data block. Browsers do not execute it, so the site's policy on scripts does not touch it."""
    text = json.dumps(value, ensure_ascii=False).translate(_DATA_BLOCK_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above
