"""Snapshots of the rows that an import is about to change (Django's serializer), and restoring them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.core import serializers
from django.db import models
from django.db.models import Q, QuerySet

from articles.curating.addresses import row_formerly_at
from articles.curating.history import MENDED, is_touched
from articles.curating.references import follow_what_is_gone, row_of
from articles.curating.review import note_review
from articles.likeness.duplicates import note_duplicates
from articles.models import (
    Article,
    Author,
    BatchArticle,
    BatchFile,
    Column,
    CuratedField,
    Feature,
    Passage,
    Problem,
    SourceDocument,
    ThemeAssignment,
)
from articles.models.passages import PartChoice
from articles.models.sources import IMPRINT_FIELDS
from articles.people.bylines import stated
from articles.themes.assigning import assign

_REASON = "撤销导入"
_KEPT_OF_SOURCE = ("raw_text", "sha256", "replaces")  # what no import changes of a file that is there
_NOT_BY_RULE = ~Q(origin=ThemeAssignment.Origin.RULE) | Q(removed=True)
Rows = list[dict[str, Any]]


def snapshot_before(file: BatchFile, source: SourceDocument | None, articles: Collection[Article]) -> None:
    """Snapshot a source (None: it is new) and articles before an import changes them."""
    rows: Rows = []
    if source is not None:
        for related in (source.features.all(), source.problems.filter(article=None), source.passages.all()):
            rows += serializers.serialize("python", related)
    of_source = serializers.serialize("python", [source]) if source is not None else [None]
    if of_source[0]:
        of_source[0]["fields"].pop("raw_text")
        of_source[0]["fields"]["origins"] = dict(source.origins)  # type: ignore[union-attr]  # which the import changes
    file.before = {"source": of_source[0], "rows": rows}
    snapshot_articles(file, articles)


def snapshot_articles(file: BatchFile, articles: Iterable[Article]) -> None:
    """Snapshot articles before an import changes them."""
    BatchArticle.objects.bulk_create(
        (
            BatchArticle(file=file, article=article.pk, title=article.title, before=_rows_of(article))
            for article in articles
        ),
        ignore_conflicts=True,  # a file of records may name one twice: what was there first counts
    )


def record_results(*results: tuple[BatchFile, Iterable[Article]]) -> None:
    """Record the articles that the import of each file left; those without a snapshot are new."""
    BatchArticle.objects.bulk_create(
        (
            BatchArticle(file=file, article=article.pk, title=article.title)
            for file, articles in results
            for article in articles
        ),
        ignore_conflicts=True,
    )


def restore_articles(noted: Iterable[BatchArticle], user: Any) -> None:
    """Restore articles from their snapshots, also those that the import had deleted."""
    restored = [_restore_article(item.before or {}, user) for item in noted]
    assign(restored)
    note_duplicates(restored)
    note_review(restored)


def _restore_article(rows: dict[str, Any], user: Any) -> Article:
    """All of an article but what follows from its text."""
    _restore_named(rows["names"])
    article: Article = row_of(rows["article"])
    follow_what_is_gone(article, "feature", "column", "duplicate_of")
    article._history_user, article._change_reason = user, _REASON  # type: ignore[attr-defined]
    if Article.objects.filter(pk=article.pk).exists():
        article.save()
    else:
        if Article.objects.filter(record_key=article.record_key).exists():
            article.record_key = None
        article.save(force_insert=True)
    _restore_bylines(article, rows["authorships"], user)
    _restore_problems(article, rows["problems"])
    _restore_marks(article, rows["curated"])
    _restore_themes(article, rows)
    return article


def _restore_marks(article: Article, items: Rows) -> None:
    """What people had changed is marked as theirs again, and nothing else is."""
    marks = [row_of(item) for item in items]
    article.curated_fields.exclude(field__in=[mark.field for mark in marks]).delete()
    for mark in marks:
        follow_what_is_gone(mark, "curated_by")
        said = {"imported": mark.imported, "curated_by": mark.curated_by}
        row, _ = CuratedField.objects.update_or_create(article=article, field=mark.field, defaults=said)
        CuratedField.objects.filter(pk=row.pk).update(curated_at=mark.curated_at)  # which saving sets anew


def restore_source(file: BatchFile) -> None:
    """Restore the fields, packages, problems and passages of a source that was there before."""
    before = (file.before or {})["source"]
    source = SourceDocument.objects.get(pk=before["pk"])
    stored: SourceDocument = row_of(before | {"fields": before["fields"] | {"raw_text": ""}})
    curated = {name for name, origin in source.origins.items() if origin == "curated"}
    kept = {*_KEPT_OF_SOURCE, *(IMPRINT_FIELDS[name] for name in curated)}  # what a person says of its printing stays
    stored.origins = {**stored.origins, **dict.fromkeys(curated, "curated")}
    changed = [
        field.name for field in SourceDocument._meta.concrete_fields if not field.primary_key and field.name not in kept
    ]
    SourceDocument.objects.filter(pk=source.pk).update(**{name: getattr(stored, name) for name in changed})
    rows = [row_of(item) for item in (file.before or {})["rows"]]
    known = {row.pk for row in rows if isinstance(row, Feature)}
    for feature in source.features.exclude(pk__in=known):
        if not is_touched(feature):
            feature.delete()
    source.problems.filter(article=None, state=Problem.State.OPEN).delete()
    for row in rows:
        if not isinstance(row, Passage) and not (isinstance(row, Feature) and _is_deleted_by_person(row)):
            _restore_row(row, source)
    _restore_passages(source, [row for row in rows if isinstance(row, Passage)])


def _restore_row(row: Feature | Problem, source: SourceDocument) -> None:
    """Restore a package or problem of a source; one that a person edited keeps its fields and becomes the source's."""
    follow_what_is_gone(row, "column" if isinstance(row, Feature) else "article")
    stored = type(row)._default_manager.filter(pk=row.pk).first()
    if stored is None:
        row.save(force_insert=True)
    elif isinstance(stored, Feature) and not is_touched(stored):
        row.save()
    else:
        type(row)._default_manager.filter(pk=row.pk).update(source=source)


def _rows_of(article: Article) -> dict[str, Any]:
    bylines = list(article.authorships.select_related("author"))
    named: list[models.Model] = [row.author for row in bylines]
    if article.column:
        named.append(article.column)
    return {
        "article": serializers.serialize("python", [article])[0],
        "authorships": serializers.serialize("python", bylines),
        "problems": serializers.serialize("python", article.problems.all()),
        "curated": serializers.serialize("python", article.curated_fields.all()),
        "given": serializers.serialize("python", article.theme_assignments.filter(_NOT_BY_RULE)),
        "names": serializers.serialize("python", named),
    }


def _restore_named(names: Rows) -> None:
    """Restore authors and columns that were deleted as orphans; not those that a person deleted."""
    for item in names:
        row = row_of(item)
        model = type(row)
        if model._default_manager.filter(pk=row.pk).exists() or _replacement(model, row) is not None:
            continue
        if not _was_deleted_by_person(row):
            row.save(force_insert=True)


def _replacement(model: type[models.Model], row: Any) -> Any:
    """The row in place of one that is gone: what it was merged into, or a column of its name."""
    if model is Column:
        return row_formerly_at(Column, row.name) or Column.objects.filter(name=row.name).first()
    return row_formerly_at(Author, str(row.pk))


def _restore_bylines(article: Article, items: Rows, user: Any) -> None:
    stored = [row_of(item) for item in items]
    printed = {(row.author_id, row.role): row.printed_as for row in article.authorships.all()}
    for row in stored:
        if not Author.objects.filter(pk=row.author_id).exists():
            author = row_formerly_at(Author, str(row.author_id))
            row.author_id = author.pk if author else None
        row.printed_as = row.printed_as or printed.get((row.author_id, row.role), "")  # older snapshots do not say
    wanted = [row for row in stored if row.author_id]
    if [stated(row) for row in article.authorships.order_by("position")] == [stated(row) for row in wanted]:
        return
    for row in article.authorships.all():
        row.delete()
    for row in {(row.author_id, row.role): row for row in wanted}.values():
        row._history_user = user
        row.save(force_insert=True)


def _restore_problems(article: Article, items: Rows) -> None:
    """Delete the import's open problems and put back those that it deleted; settled ones stay."""
    known = {item["pk"] for item in items}
    article.problems.filter(state=Problem.State.OPEN).exclude(pk__in=known).delete()
    Problem.objects.filter(pk__in=known).update(source=article.source_id)
    there = set(Problem.objects.filter(pk__in=known).values_list("pk", flat=True))
    Problem.objects.bulk_create(row_of(item) for item in items if item["pk"] not in there)


def _restore_themes(article: Article, kept: dict[str, Any]) -> None:
    """Restore the assignments not made by rule. Snapshots of older releases hold "themes", those of records only: with
    these, people's assignments stay as they are.
    """
    themes = article.theme_assignments
    (themes.all() if "given" in kept else themes.filter(origin=ThemeAssignment.Origin.RECORD)).delete()
    rows = [row_of(item) for item in kept.get("given", kept.get("themes", ()))]
    ThemeAssignment.objects.bulk_create(rows, ignore_conflicts=True)


def release_passages(passages: QuerySet[Passage], is_deleted: bool = True) -> None:
    """Detach passages from an article or package that goes: the source keeps their text. Readers do not see it where it
    is deleted; else it goes on in another version of the file.
    """
    nobody = {"article": None, "feature": None, "paragraph": None, "join_confidence": None, "join_reason": ""}
    passages.update(part=PartChoice.REMOVED if is_deleted else PartChoice.OTHER, **nobody)


def _is_deleted_by_person(row: Feature) -> bool:
    """Whether a person deleted the package with this id, and it is still gone; not because a page's reading had it no
    longer.
    """
    return not Feature.objects.filter(pk=row.pk).exists() and _was_deleted_by_person(row)


def _was_deleted_by_person(row: Any) -> bool:
    latest = type(row).history.filter(id=row.pk).order_by("-history_date", "-history_id").first()
    is_by_person = latest is not None and latest.history_type == "-" and latest.history_user is not None
    return is_by_person and latest.history_change_reason != MENDED


def _restore_passages(source: SourceDocument, rows: list[Passage]) -> None:
    """Replace a source's passages, so that every character has one part; those of an article or package that is
    deleted, or of an article that a newer version of the file keeps without publishing it, are marked as removed.
    """
    source.passages.all().delete()
    named = {row.article_id for row in rows if row.article_id}
    articles = set(source.articles.filter(pk__in=named).values_list("pk", flat=True))
    published = set(Article.objects.published().filter(pk__in=named).values_list("pk", flat=True))
    features = set(Feature.objects.filter(pk__in={row.feature_id for row in rows}).values_list("pk", flat=True))
    gone = [row for row in rows if row.article_id and row.article_id not in articles]
    gone += [row for row in rows if row.feature_id and row.feature_id not in features]
    elsewhere = {row.pk for row in gone if row.article_id in published}
    for row in gone:
        row.article_id = row.feature_id = None
    Passage.objects.bulk_create(rows)
    release_passages(Passage.objects.filter(pk__in={row.pk for row in gone} - elsewhere))
    release_passages(Passage.objects.filter(pk__in=elsewhere), is_deleted=False)
