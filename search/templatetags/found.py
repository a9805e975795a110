"""Matches inside text: spans are escaped and wrapped in <mark> by templates, never by hand."""

from __future__ import annotations

from django import template
from django.template import Context

from articles.models import Article
from search.related import Related, related_to
from search.trail import Trail, trail
from search.types import Span, Where

register = template.Library()


@register.simple_tag(takes_context=True)
def found_in(context: Context, article: Article) -> Trail | None:
    """How the reader came to this article: None when not from a search."""
    request = context.get("request")
    return trail(article.pk, request.GET) if request else None


@register.simple_tag
def articles_like(article: Article) -> tuple[Related, ...]:
    """The articles most like this one, with what they share."""
    return related_to(article)


@register.simple_tag
def spans_in(found: Trail | None, text: str, where: str) -> tuple[Span, ...]:
    """The text of a part of the article with the matches of the trail's query in it; without a query, none."""
    return found.marker.mark(text, Where(where)) if found and found.marker else ()
