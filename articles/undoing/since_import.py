"""Which articles are again as an import left them, whatever people did with them meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from articles.batches import in_batches
from articles.curating.curated_fields import CURATABLE
from articles.curating.field_values import plain_value
from articles.curating.history import was_there_before
from articles.models import Article, Authorship, ThemeAssignment

_BATCH = 100  # articles whose versions are read at once
_BYLINE = ("author_id", "role", "affiliation", "printed_as", "position")
_THEME = ("theme_id", "origin", "removed")
_GIVEN = ~Q(origin=ThemeAssignment.Origin.RULE) | Q(removed=True)  # the rest follows from the text


def as_left_by_import(keys: Collection[int], moment: datetime) -> set[int]:
    """Of existing articles those whose fields, bylines and given themes are what they were at this moment."""
    found: set[int] = set()
    for some in in_batches(sorted(keys), _BATCH):
        before = _versions_at(Article.history.filter(id__in=some), moment)
        same = {row.pk for row in Article.objects.filter(pk__in=before) if _is_same(row, before[row.pk].instance)}
        same -= _with_other_rows(Authorship, _BYLINE, Authorship.history.filter(article_id__in=same), moment)
        given = ThemeAssignment.history.filter(_GIVEN, article_id__in=same)
        found |= same - _with_other_rows(ThemeAssignment, _THEME, given, moment)
    return found


def _versions_at(history: Any, moment: datetime) -> dict[int, Any]:
    """The version of each row at a moment."""
    at: dict[int, Any] = {}
    seen: set[int] = set()
    for version in history.order_by("history_date", "history_id"):
        if version.history_date <= moment or (version.id not in seen and was_there_before(version)):
            at[version.id] = version
        seen.add(version.id)
    return at


def _is_same(article: Article, before: Article) -> bool:
    return all(plain_value(article, field) == plain_value(before, field) for field in CURATABLE)


def _with_other_rows(model: Any, fields: Iterable[str], history: Any, moment: datetime) -> set[int]:
    """The articles of which a row with a history came, went or changed since."""

    def said(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in fields)

    articles = dict(history.values_list("id", "article_id"))
    versions = _versions_at(history, moment)
    before = {pk: said(row) for pk, row in versions.items() if row.history_type != "-" or row.history_date > moment}
    now = {row.pk: said(row) for row in model.objects.filter(pk__in=articles)}
    return {article for pk, article in articles.items() if before.get(pk) != now.get(pk)}
