"""Quotations inside text, without a space that the text does not have; every piece is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search.verifying.alignment import Edit
from search.verifying.views import DraftRun

register = template.Library()


@register.filter
def with_numbers(pieces: Iterable[DraftRun]) -> SafeString:
    """The draft; each quotation leads to what was found of it."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


def _piece(piece: DraftRun) -> SafeString:
    text = linebreaksbr(piece.text)
    if not piece.number:
        return text
    return format_html(
        '<a class="quoted quoted--{}" id="d-{}" href="#q-{}">{}<sup>{}</sup></a>',
        piece.verdict,
        piece.number,
        piece.number,
        text,
        piece.number,
    )


@register.filter
def as_proof(changes: Iterable[Edit]) -> SafeString:
    """What is printed; the draft's words struck out where others are, those that it lacks put in."""
    return format_html_join("", "{}", ((_change(change),) for change in changes))


def _change(change: Edit) -> SafeString:
    if change.is_alike:
        return format_html("{}", change.printed)
    quoted = format_html('<del><span class="visually-hidden">稿作</span>{}</del>', change.quoted)
    printed = format_html('<ins><span class="visually-hidden">馆内作</span>{}</ins>', change.printed)
    return format_html("{}{}", quoted if change.quoted else "", printed if change.printed else "")
