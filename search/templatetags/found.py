"""Matches inside text, and what a result's page has many of, written out: every piece is escaped.

The standard library's `escape` does what Django's does, which asks of each text whether it is lazy or safe: of what is
written here, nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from urllib.parse import quote

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.templatetags.record import breakable, grouped
from search.types import FacetValue, Hit, LabelledExcerpt, Span, TimelineBar

register = template.Library()

_WRITTEN = 1_000  # facet values that are kept as they are written out


@register.filter
def marked(spans: Iterable[Span]) -> SafeString:
    """The text of the spans, with what matched in a <mark>."""
    return _joined([_mark(span.text) if span.matched else escape(span.text) for span in spans])


@register.filter
def cuttings(passages: Iterable[LabelledExcerpt], url: str) -> SafeString:
    """An article's passages, each with a link to where it stands on the article's page, which is at the address."""
    page = escape(url)
    return _joined([_cutting(passage, f"{page}#{passage.anchor}") for passage in passages])


def _cutting(passage: LabelledExcerpt, url: str) -> str:
    said = f'aria-label="打开文章，{passage.label}中的这一处"'
    where = f'<a class="cutting__where" href="{url}" {said}>{passage.label}</a>'
    return f'<p class="cutting">{where} {marked(passage.spans)}</p>'


@register.filter
def marked_title(spans: Iterable[Span]) -> SafeString:
    """As `marked`; lines may end behind words that did not match."""
    return _joined([_mark(span.text) if span.matched else breakable(span.text) for span in spans])


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
    box = f'<input type="checkbox" form="picked" name="id" value="{article.pk}" data-picks{checked}>'
    said = f'<span class="visually-hidden">勾选：{escape(article.title)}</span>'
    return mark_safe(f'<label class="pick">{box}{said}</label>')  # noqa: S308 - the title is escaped


def _mark(text: str) -> str:
    return f"<mark>{escape(text)}</mark>"


def _joined(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped already


@register.simple_tag
def check_boxes(facet: str, values: Iterable[FacetValue], form: str) -> SafeString:
    """A facet's values as items of a list: check boxes of the form with this id, in their labels, with their counts."""
    return _joined(_check_box(facet, value, form) for value in values)


def _check_box(facet: str, value: FacetValue, form: str) -> str:
    box, label = _written(facet, value.value, value.label, form)
    said = f"<li><label{'' if value.count else _NONE}>{box}{_CHECKED if value.selected else ''}>{label} "
    return f'{said}<span class="count">{grouped(value.count)}</span></label></li>'


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


def _timeline_bar(bar: TimelineBar) -> str:
    chosen = " timeline__bar--chosen" if bar.is_chosen else ""
    return (
        f'<a href="{escape(bar.url)}" tabindex="-1" rel="nofollow">'
        f"<title>{escape(bar.label)}：{grouped(bar.count)} 篇</title>"
        f'<rect class="timeline__room" x="{bar.left}" y="0" width="10" height="40" />'
        f'<rect class="timeline__bar{chosen}" x="{bar.left}" y="{bar.top}" width="8" height="{bar.height}" /></a>'
    )


def _timeline_row(bar: TimelineBar) -> str:
    chosen = ' aria-current="true"' if bar.is_chosen else ""
    return (
        f'<tr><th scope="row"><a rel="nofollow" href="{escape(bar.url)}"{chosen}>{escape(bar.label)}</a></th>'
        f'<td class="number">{grouped(bar.count)} 篇</td></tr>'
    )


_NONE = ' class="checks__none"'
_CHECKED = " checked"
