"""Curated fields: those a person has changed, which no import overwrites.

Every field that a person changes is marked, with who and when and what the import had said; an import goes through
`apply_import`, which leaves marked fields alone and says where it disagrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from articles.batches import in_batches
from articles.changes import mark_changed, one_change
from articles.curating.history import keep_baselines
from articles.curating.versions import json_in_words
from articles.models import Article, Column, CuratedField, Feature, ThemeAssignment
from articles.people.bylines import Byline, Register, bylines_of, set_bylines
from articles.people.names import canonical_name
from articles.problems import CURATED_DIFFERS, NewProblem

_BATCH = 200  # articles changed together
AUTHORS = "authors"  # the authorships together, as one field
# Fields that an import sets and a person may change, `AUTHORS` beside them.
CURATABLE = (
    "kicker",
    "title",
    "title_origin",
    "title_reason",
    "subtitle",
    "column",
    "feature",
    "published_on",
    "lead",
    "body",
    "boxes",
    "abstract",
    "keywords",
    "references",
    "affiliation",
    "funding",
    "author_note",
    "title_en",
    "abstract_en",
    "keywords_en",
    "status",
)
# Where a title comes from belongs to the title: who changes one of them vouches for all.
TITLE_FIELDS = frozenset({"title", "title_origin", "title_reason"})
# An import has no opinion on these that could disagree with a person's.
_SILENT = frozenset({"status", "feature", "title_origin", "title_reason"})


def plain_value(article: Article, field: str) -> Any:
    """A field's value as JSON: a column by its name, a feature by its id, a date in ISO form, authors as bylines."""
    if field == AUTHORS:
        return [asdict(byline) for byline in bylines_of(article)]
    return _plain(getattr(article, field))


def as_text(field: str, value: Any) -> str:
    """A plain value as a curator reads it."""
    if value is None:
        return ""
    if field == AUTHORS:
        return "\n".join("，".join(part for part in (row["name"], row["affiliation"]) if part) for row in value)
    return json_in_words(field, value)


def in_words(field: str, value: Any) -> str:
    """The same where it is only read: one of several choices by its name."""
    choices = dict(Article._meta.get_field(field).flatchoices)  # type: ignore[union-attr]
    return str(choices[value]) if choices and value in choices else as_text(field, value)


def label_of(field: str) -> str:
    """What curators call a field."""
    return str(Article._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def is_curated(article: Article) -> bool:
    """Whether a person has changed anything about it."""
    by_person = ThemeAssignment.objects.filter(article=article, origin=ThemeAssignment.Origin.PERSON)
    removed = ThemeAssignment.objects.filter(article=article, removed=True)
    return article.curated_fields.exists() or by_person.exists() or removed.exists()


def set_status(articles: Iterable[int], status: str, user: User | None) -> None:
    """Give many articles, by key, a status as a person does it with one: marked, and in their histories. A day that
    a draft was to be published on goes.
    """
    for keys in in_batches(articles, _BATCH):
        with one_change():
            batch = list(Article.objects.filter(pk__in=keys))
            keep_baselines(Article, keys)
            marks = [CuratedField(article=a, field="status", imported=a.status, curated_by=user) for a in batch]
            CuratedField.objects.filter(article__in=keys, field="status").update(
                curated_by=user, curated_at=timezone.now()
            )
            CuratedField.objects.bulk_create(marks, ignore_conflicts=True)  # what an import had said stays
            for article in batch:
                article.status, article.publish_on, article.updated_at = status, None, timezone.now()
            bulk_update_with_history(batch, Article, ["status", "publish_on", "updated_at"], default_user=user)
            mark_changed(keys)


def mark_curated(before: Article, fields: Iterable[str], user: User | None) -> None:
    """Mark fields as a person's; `before` is the article as it was, whose values are remembered as the import's."""
    _remember({field: plain_value(before, field) for field in fields}, before, user)


def unmark_imported(article: Article, fields: Iterable[str]) -> None:
    """A field that is again what the import says is a person's no more; a title only with all that belongs to it."""
    marks = {mark.field: mark for mark in article.curated_fields.filter(field__in=fields)}
    same = {field for field, mark in marks.items() if mark.imported == plain_value(article, field)}
    if not same >= TITLE_FIELDS:
        same -= TITLE_FIELDS
    CuratedField.objects.filter(pk__in=[marks[field].pk for field in same]).delete()


def mark_authors_curated(article: Article, before: list[dict[str, str]], user: User | None) -> None:
    """Mark the authorships as a person's; `before` is their plain value as it was."""
    _remember({AUTHORS: before}, article, user)


def restore_imported(article: Article, fields: Iterable[str], user: User | None) -> list[str]:
    """Undo a person's changes: put back what the import says, and take the marks away. Returns the fields restored."""
    with one_change():
        marks = list(article.curated_fields.filter(field__in=fields))
        if not marks:
            return []
        for mark in marks:
            if mark.field == AUTHORS:
                _restore_authors(article, mark.imported or [])
            else:
                setattr(article, mark.field, _from_plain(mark.field, mark.imported))
        article._history_user = user  # type: ignore[attr-defined]
        article.save()
        CuratedField.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    return [mark.field for mark in marks]


def apply_import(article: Article, values: Mapping[str, Any]) -> tuple[list[str], list[NewProblem]]:
    """Set what an import says on the fields that nobody has curated; the article is not saved.

    `values` maps CURATABLE names to values as the model holds them. Returns the fields changed, and a doubt for each
    curated field of which the import says something else than the person.
    """
    marks = {mark.field: mark for mark in article.curated_fields.all()} if article.pk else {}
    changed: list[str] = []
    doubts: list[NewProblem] = []
    for field, value in values.items():
        if field in marks:
            doubts += _disagreement(marks[field], plain_value(article, field), _plain(value))
        elif plain_value(article, field) != _plain(value):
            setattr(article, field, value)
            changed.append(field)
    return changed, doubts


def apply_bylines(article: Article, bylines: list[Byline], register: Register) -> tuple[bool, list[NewProblem]]:
    """Name the people that an import does, unless a person said who they are.

    Returns whether that changed anything, and what is doubtful about it.
    """
    mark = article.curated_fields.filter(field=AUTHORS).first()
    if mark is None:
        return set_bylines(article, bylines, register)
    imported = [asdict(byline) | {"name": canonical_name(byline.name)} for byline in bylines]
    return False, _disagreement(mark, plain_value(article, AUTHORS), imported)


def _disagreement(mark: CuratedField, curated: Any, imported: Any) -> list[NewProblem]:
    """What to file where an import says something new that is not what a person said; the mark remembers it.

    That it still says what the person changed is no news.
    """
    if mark.imported == imported:
        return []
    mark.imported = imported
    mark.save(update_fields=["imported"])
    if mark.field in _SILENT or curated == imported:
        return []
    return [
        NewProblem(
            CURATED_DIFFERS,
            f"“{label_of(mark.field)}”经人工修改，再次导入所得与之不同；已保留人工文本。",
            field=mark.field,
            curated_text=as_text(mark.field, curated),
            imported_text=as_text(mark.field, imported),
        )
    ]


def _remember(values: Mapping[str, Any], article: Article, user: User | None) -> None:
    for field, value in values.items():
        CuratedField.objects.update_or_create(
            article=article,
            field=field,
            defaults={"curated_by": user},
            create_defaults={"curated_by": user, "imported": value},
        )


def _restore_authors(article: Article, printed: list[dict[str, str]]) -> None:
    bylines = [Byline(**row) for row in printed]
    set_bylines(article, bylines, Register(byline.name for byline in bylines))


def _plain(value: Any) -> Any:
    if isinstance(value, Column):
        return value.name
    if isinstance(value, Feature):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return value


def _from_plain(field: str, value: Any) -> Any:
    if value is None:
        return None
    if field == "column":
        return Column.objects.filter(name=value).first()
    if field == "feature":
        return Feature.objects.filter(pk=value).first()
    if field == "published_on":
        return date.fromisoformat(value)
    return value
