"""The review queue in templates."""

from __future__ import annotations

from django import template

from articles.curating.review import Queue, queue

register = template.Library()


@register.simple_tag
def review_queue() -> Queue:
    """What waits for a curator."""
    return queue()
