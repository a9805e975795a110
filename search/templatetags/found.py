"""Matches inside text: spans are escaped and wrapped in <mark> by templates, never by hand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.templatetags.record import breakable, grouped
from search.types import FacetValue, Hit, Span, TimelineBar

register = template.Library()

_WRITTEN = 1_000  # facet values that are kept as they are written out


@register.filter
def marked(spans: Iterable[Span]) -> SafeString:
    """The text of the spans, with what matched in a <mark>."""
    return _joined(_mark(span.text) if span.matched else escape(span.text) for span in spans)


@register.filter
def marked_title(spans: Iterable[Span]) -> SafeString:
    """As `marked`; lines may end behind words that did not match."""
    return _joined(_mark(span.text) if span.matched else breakable(span.text) for span in spans)


@register.filter
def marked_deck(hit: Hit | None, printed: str) -> SafeString:
    """A kicker or subtitle as printed, with what matched in it marked."""
    decks = hit.decks if hit else ()
    spans = next((deck for deck in decks if "".join(span.text for span in deck) == printed), None)
    return marked_title(spans) if spans else breakable(printed)


@register.simple_tag
def pick_box(article: Article, is_picked: bool = False) -> SafeString:
    """The box that a reader ticks to take an article along: of the page's form for it."""
    checked = _CHECKED if is_picked else ""
    return format_html(_PICK_BOX, article.pk, mark_safe(checked), article.title)  # noqa: S308 - a constant


def _mark(text: str) -> SafeString:
    return _OPEN + escape(text) + _CLOSE


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped already


@register.simple_tag
def check_boxes(facet: str, values: Iterable[FacetValue], form: str) -> SafeString:
    """A facet's values as items of a list: check boxes of the form with this id, in their labels, with their counts."""
    return _joined(_check_box(facet, value, form) for value in values)


def _check_box(facet: str, value: FacetValue, form: str) -> SafeString:
    box, label = _written(facet, value.value, value.label, form)
    said = f"<li><label{'' if value.count else _NONE}>{box}{_CHECKED if value.selected else ''}>{label} "
    return mark_safe(f'{said}<span class="count">{grouped(value.count)}</span></label></li>')  # noqa: S308 - as above


@lru_cache(maxsize=_WRITTEN)
def _written(facet: str, value: str, label: str, form: str) -> tuple[SafeString, SafeString]:
    """The box but for its end, and its label: what stays the same however many articles have the value."""
    box = '<input type="checkbox" form="{}" name="{}" value="{}" id="{}-{}"'
    return (
        format_html(box, form, facet, value, facet, quote(value, safe="")),
        format_html('<span class="checks__label">{}</span>', label),
    )


@register.filter
def timeline_bars(bars: Iterable[TimelineBar]) -> SafeString:
    """The bars of the picture of a result's days, each a link."""
    return _joined(map(_timeline_bar, bars))


@register.filter
def timeline_rows(bars: Iterable[TimelineBar]) -> SafeString:
    """The same as rows of a table."""
    return _joined(map(_timeline_row, bars))


def _timeline_bar(bar: TimelineBar) -> SafeString:
    chosen = " timeline__bar--chosen" if bar.is_chosen else ""
    return mark_safe(  # noqa: S308 - what is no number is escaped
        f'<a href="{escape(bar.url)}" tabindex="-1" rel="nofollow">'
        f"<title>{escape(bar.label)}：{grouped(bar.count)} 篇</title>"
        f'<rect class="timeline__room" x="{bar.left}" y="0" width="10" height="40" />'
        f'<rect class="timeline__bar{chosen}" x="{bar.left}" y="{bar.top}" width="8" height="{bar.height}" /></a>'
    )


def _timeline_row(bar: TimelineBar) -> SafeString:
    chosen = ' aria-current="true"' if bar.is_chosen else ""
    return mark_safe(  # noqa: S308 - as above
        f'<tr><th scope="row"><a rel="nofollow" href="{escape(bar.url)}"{chosen}>{escape(bar.label)}</a></th>'
        f'<td class="number">{grouped(bar.count)} 篇</td></tr>'
    )


_OPEN, _CLOSE = mark_safe("<mark>"), mark_safe("</mark>")
_PICK_BOX = (
    '<label class="pick"><input type="checkbox" form="picked" name="id" value="{}" data-picks{}>'
    '<span class="visually-hidden">勾选：{}</span></label>'
)
_NONE = ' class="checks__none"'
_CHECKED = " checked"
