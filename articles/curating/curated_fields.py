"""Curated fields: those a person has changed, which no import overwrites.

Every field that a person changes is marked, with who and when and what the import had said; an import goes through
`apply_import`, which leaves marked fields alone and says where it disagrees.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from articles.batches import in_batches
from articles.changes import mark_changed, one_change
from articles.curating.field_values import AUTHORS, as_text, from_plain, label_of, plain, plain_value
from articles.curating.history import keep_baselines
from articles.models import BETWEEN_NAMES, Article, CuratedField, Problem, ThemeAssignment
from articles.people.bylines import Byline, Register, set_bylines, set_many_bylines
from articles.people.names import canonical_name
from articles.problems import CURATED_DIFFERS, NewProblem

_BATCH = 200  # articles changed together
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
# Origins that are a doubt, which a person who writes the title settles.
DOUBTED_ORIGINS = frozenset({Article.Origin.INFERRED, Article.Origin.TRUNCATED})
# An import has no opinion on these that could disagree with a person's.
_SILENT = frozenset({"status", "feature", "title_origin", "title_reason"})


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
            mark_all_curated(batch, "status", user)
            for article in batch:
                article.status, article.publish_on, article.updated_at = status, None, timezone.now()
            bulk_update_with_history(batch, Article, ["status", "publish_on", "updated_at"], default_user=user)
            mark_changed(keys)


def mark_all_curated(before: Collection[Article], field: str, user: User | None) -> None:
    """Mark one field of many articles, as they were before it was changed."""
    CuratedField.objects.filter(article__in=before, field=field).update(curated_by=user, curated_at=timezone.now())
    marks = (CuratedField(article=a, field=field, imported=plain_value(a, field), curated_by=user) for a in before)
    CuratedField.objects.bulk_create(marks, ignore_conflicts=True)  # what an import had said stays


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


def doubt_title_again(article: Article, user: User | None) -> None:
    """A title that a person had vouched for is doubted as the import doubted it, with its reason; its text stays."""
    imported = dict(article.curated_fields.filter(field__in=TITLE_FIELDS).values_list("field", "imported"))
    if article.title_origin == Article.Origin.CURATED and imported.get("title_origin") in DOUBTED_ORIGINS:
        article.title_origin, article.title_reason = (
            str(imported["title_origin"]),
            str(imported.get("title_reason") or ""),
        )
        article._history_user = user  # type: ignore[attr-defined]
        article.save()
        unmark_imported(article, TITLE_FIELDS)


def mark_authors_curated(article: Article, before: list[dict[str, str]], user: User | None) -> None:
    """Mark the authorships as a person's; `before` is their plain value as it was."""
    _remember({AUTHORS: _as_printed(before)}, article, user)


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
                setattr(article, mark.field, from_plain(mark.field, mark.imported))
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
            doubts += _disagreement(marks[field], plain_value(article, field), plain(value))
        elif plain_value(article, field) != plain(value):
            setattr(article, field, value)
            changed.append(field)
    return changed, doubts


def apply_bylines(
    named: Sequence[tuple[Article, list[Byline]]], register: Register, new: bool = False
) -> list[tuple[bool, list[NewProblem]]]:
    """Name the people that an import does, but of an article of which a person said who they are.

    Returns of each whether that changed anything, and what is doubtful about it. `new`: the articles are, and nothing
    of theirs needs to be looked for.
    """
    if new:
        return set_many_bylines(named, register, new)
    articles = [article for article, _ in named]
    marks = {mark.article_id: mark for mark in CuratedField.objects.filter(article__in=articles, field=AUTHORS)}
    free = [(article, bylines) for article, bylines in named if article.pk not in marks]
    outcomes = dict(zip((article.pk for article, _ in free), set_many_bylines(free, register), strict=True))
    for article, bylines in named:
        if mark := marks.get(article.pk):
            imported = _as_printed(asdict(byline) for byline in bylines)
            outcomes[article.pk] = False, _disagreement(mark, _as_printed(plain_value(article, AUTHORS)), imported)
    return [outcomes[article.pk] for article in articles]


def _as_printed(bylines: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Plain bylines as an import says them: a printed name each, whoever it is of."""
    return [
        {"name": canonical_name(name), "role": byline["role"], "affiliation": byline["affiliation"]}
        for byline in bylines
        for name in (byline["printed_as"] or byline["name"]).split(BETWEEN_NAMES)
    ]


def _disagreement(mark: CuratedField, curated: Any, imported: Any) -> list[NewProblem]:
    """What to file where an import says something new that is not what a person said; the mark remembers it.

    That it still says what the person changed is no news. What an import before said, nothing puts any more.
    """
    if mark.imported == imported:
        return []
    former, mark.imported = mark.imported, imported
    mark.save(update_fields=["imported"])
    outdated = Problem.objects.filter(article=mark.article_id, code=CURATED_DIFFERS, field=mark.field)
    outdated.filter(state=Problem.State.OPEN).delete()
    if mark.field in _SILENT or curated == imported:
        return []
    return [
        NewProblem(
            CURATED_DIFFERS,
            f"“{label_of(mark.field)}”经人工修改，再次导入所得与之不同；已保留人工文本。",
            field=mark.field,
            former_text=as_text(mark.field, former),
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
