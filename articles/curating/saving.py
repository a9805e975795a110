"""Saves a person's version of an article: an edit, an old version restored, a deleted article restored."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User
from django.utils import timezone

from articles.changes import one_change
from articles.curating import review
from articles.curating.curated_fields import (
    CURATABLE,
    DOUBTED_ORIGINS,
    TITLE_FIELDS,
    apply_import,
    mark_curated,
    unmark_imported,
)
from articles.curating.field_values import AUTHORS, plain_value
from articles.curating.history import IMPORTED
from articles.curating.references import follow_what_is_gone
from articles.models import Article, Author, Authorship, Problem, SourceDocument, SourceKind
from articles.models.sources import IMPRINT_FIELDS
from articles.parsing.problems import TITLE_INFERRED, TITLE_TRUNCATED

_OF_ITS_FILE = ("source_id", "position", "record_key")  # not what an old version says: a newer file may have the text
_CONFIRMED = "人工核定"  # the reason of a title that a person vouches for


def save_as_person(article: Article, user: User | None) -> list[str]:
    """Save a person's version of an article, and mark every field that differs from the stored one.

    Returns the names of those fields. It works for a new edit and for an old version brought back alike.
    """
    with one_change():
        before = Article.objects.get(pk=article.pk)
        for name in _OF_ITS_FILE:
            setattr(article, name, getattr(before, name))
        keys = {name: f"{name}_id" for name in ("column", "feature")}
        moved = [name for name, key in keys.items() if getattr(article, key) != getattr(before, key)]
        follow_what_is_gone(article, *moved)  # an old version may name what is not there any more
        changed = _changed(before, article)
        was_doubted = before.title_origin in DOUBTED_ORIGINS
        if "title" in changed and article.title_origin == before.title_origin:
            article.title_origin, article.title_reason = _origin_by_person(article)
        if changed & TITLE_FIELDS:
            changed |= TITLE_FIELDS
        article._history_user = user  # type: ignore[attr-defined]  # simple_history reads it
        article.save()
        mark_curated(before, changed, user)
        unmark_imported(article, changed)
        if was_doubted and article.title_origin not in DOUBTED_ORIGINS:
            _settle_title(article, user)
    return [field for field in CURATABLE if field in changed]


def _origin_by_person(article: Article) -> tuple[str, str]:
    """Where a title comes from that a person wrote: from them, but from the page where it is again what that prints."""
    imported = dict(article.curated_fields.filter(field__in=TITLE_FIELDS).values_list("field", "imported"))
    if (imported.get("title"), imported.get("title_origin")) == (article.title, Article.Origin.PRINTED):
        return Article.Origin.PRINTED, str(imported.get("title_reason") or "")
    return Article.Origin.CURATED, _CONFIRMED


def confirm_title(article: Article, user: User | None) -> None:
    """Confirm a title that was inferred or cut short as a person's word."""
    if article.title_origin in DOUBTED_ORIGINS:
        article.title_origin, article.title_reason = Article.Origin.CURATED, _CONFIRMED
        save_as_person(article, user)


def save_imprint(source: SourceDocument, changed: Collection[str], user: User | None) -> None:
    """Save where a file was printed as a person says it, who changed these of its fields; the others may be those of an
    old version, with where they came from.

    A page's date is its articles' date, but where a person gave an article another.
    """
    with one_change():
        stored = SourceDocument.objects.defer("raw_text").get(pk=source.pk)
        source.origins |= {name: "curated" for name, column in IMPRINT_FIELDS.items() if column in changed}
        write_imprint(source, stored, user)
        if source.published_on == stored.published_on or source.kind == SourceKind.RECORDS:
            return
        for article in source.articles.all():
            if apply_import(article, {"published_on": source.published_on})[0]:
                article.save(update_fields=["published_on", "updated_at"])


def write_imprint(source: SourceDocument, stored: SourceDocument, user: User | None, reason: str = "") -> None:
    """Save where a file was printed, and write its history; before it what an import has said since the last entry."""
    fields, history = IMPRINT_FIELDS.values(), SourceDocument.history
    last = history.filter(id=stored.pk).first()
    if last is None or any(getattr(last, name) != getattr(stored, name) for name in fields):
        stored._history_user = None  # type: ignore[attr-defined]  # nobody: not even who is about to change it
        since = timezone.now() if last else stored.parsed_at
        history.bulk_history_create([stored], update=bool(last), default_change_reason=IMPORTED, default_date=since)
    source.save(update_fields=[*fields, "origins"])
    source._history_user = user  # type: ignore[attr-defined]
    history.bulk_history_create([source], update=True, default_change_reason=reason)


def restore_deleted(article: Article, user: User | None) -> None:
    """Restore a deleted article as this version of it, with the bylines it had and the marks of what people changed.

    A column, a feature, a source or an earlier print that is gone meanwhile is left empty.
    """
    with one_change():
        follow_what_is_gone(article, "source", "column", "feature", "duplicate_of")
        article._state.adding = True
        article._history_user = user  # type: ignore[attr-defined]
        article.save(force_insert=True)
        _bring_back_bylines(article, user)
        imported = article.history.order_by("history_date", "pk").first().instance
        follow_what_is_gone(imported, "column", "feature")
        mark_curated(imported, _changed(imported, article) - {AUTHORS}, user)


def _changed(before: Article, article: Article) -> set[str]:
    return {field for field in CURATABLE if plain_value(before, field) != plain_value(article, field)}


def _bring_back_bylines(article: Article, user: User | None) -> None:
    """Those that went when the article did: the last entry of each is its deletion."""
    gone = {
        entry.id: entry for entry in Authorship.history.filter(article_id=article.pk).order_by("history_date", "pk")
    }
    there = set(Author.objects.filter(pk__in={entry.author_id for entry in gone.values()}).values_list("pk", flat=True))
    last = [entry for entry in gone.values() if entry.history_type == "-" and entry.author_id in there]
    if not last:
        return
    moment = max(entry.history_date for entry in last)
    for entry in last:
        if (moment - entry.history_date).total_seconds() < 1:
            row: Authorship = entry.instance
            row._history_user = user  # type: ignore[attr-defined]
            row.save(force_insert=True)


def _settle_title(article: Article, user: User | None) -> None:
    codes = (TITLE_INFERRED, TITLE_TRUNCATED)
    review.settle(article.problems.filter(code__in=codes, state=Problem.State.OPEN), Problem.State.RESOLVED, user)
    article.refresh_from_db(fields=["needs_review"])
