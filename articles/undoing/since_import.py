"""Which articles are again as an import left them, whatever people did with them meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from articles.batches import in_batches
from articles.curating.curated_fields import CURATABLE
from articles.curating.history import was_there_before
from articles.models import Article, Authorship, ThemeAssignment

_BATCH = 100  # articles whose versions are read at once
_FIELDS = [Article._meta.get_field(name).attname for name in CURATABLE]  # type: ignore[union-attr]  # none is generic
_DATED = ("history_date", "history_type", "history_change_reason")
_BYLINE = ("author_id", "role", "affiliation", "printed_as", "position")
_THEME = ("theme_id", "origin", "removed")
_GIVEN = ~Q(origin=ThemeAssignment.Origin.RULE) | Q(removed=True)  # the rest follows from the text


def as_left_by_import(keys: Collection[int], moment: datetime) -> set[int]:
    """Of existing articles those whose fields, bylines and given themes are what they were at this moment."""
    found: set[int] = set()
    for some in in_batches(sorted(keys), _BATCH):
        before = _versions_at(Article.history.filter(id__in=some), moment)
        same = {row.pk for row in Article.objects.filter(pk__in=before) if _is_same(row, before[row.pk])}
        same -= _with_other_rows(Authorship, _BYLINE, Authorship.history.filter(article_id__in=same), moment)
        given = ThemeAssignment.history.filter(_GIVEN, article_id__in=same)
        found |= same - _with_other_rows(ThemeAssignment, _THEME, given, moment)
    return found


def _versions_at(history: Any, moment: datetime) -> dict[int, Any]:
    """The version of each row at a moment; of all others no text is read."""
    at: dict[int, int] = {}
    seen: set[int] = set()
    for version in history.order_by("history_date", "history_id").only("id", *_DATED):
        if version.history_date <= moment or (version.id not in seen and was_there_before(version)):
            at[version.id] = version.pk
        seen.add(version.id)
    return {version.id: version for version in history.model._default_manager.filter(pk__in=at.values())}


def _is_same(article: Article, before: Any) -> bool:
    return all(getattr(article, name) == getattr(before, name) for name in _FIELDS)


def _with_other_rows(model: Any, fields: Iterable[str], history: Any, moment: datetime) -> set[int]:
    """The articles of which a row with a history came, went or changed since."""

    def said(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in fields)

    articles = dict(history.values_list("id", "article_id"))
    versions = _versions_at(history, moment)
    before = {pk: said(row) for pk, row in versions.items() if row.history_type != "-" or row.history_date > moment}
    now = {row.pk: said(row) for row in model.objects.filter(pk__in=articles)}
    return {article for pk, article in articles.items() if before.get(pk) != now.get(pk)}
