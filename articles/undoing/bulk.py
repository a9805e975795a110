"""Bulk changes: the same change of many articles, previewed, made as a batch, and undone as one.

A batch of this kind has a file for every few hundred articles, which it names in `content`; the change is in the
batch's `imprint`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.batches import in_batches
from articles.changes import many_changes, mark_changed, one_step
from articles.curating import saving
from articles.models import (
    Article,
    BatchArticle,
    BatchFile,
    Column,
    ImportBatch,
    SourceDocument,
    Theme,
    ThemeAssignment,
)
from articles.models.sources import IMPRINT_FIELDS
from articles.undoing.snapshots import snapshot_articles

_ARTICLES_PER_FILE = 500
_ARTICLES_PER_TRANSACTION = 4  # each is saved whole, with its snapshot and history: who saves meanwhile waits for all
CHANGED_SINCE = "预览之后有人改过，这一篇没有改动"


@dataclass(frozen=True, slots=True)
class BulkChange:
    """The fields to change; None leaves a field as it is. `column`: its id, 0 for none; `date`: ISO 8601, "" for none;
    `status`: a value of Article.Status; `add_themes`, `remove_themes`: ids.

    `page` and `publication` are set on the articles' files, and so apply to all articles of these. `rows`: fields of
    single articles, {article id as text: {field: value}}, values as above. `since`: {article id as text: version when
    the change was previewed}; an article of another version is left alone.
    """

    column: int | None = None
    date: str | None = None
    status: str | None = None
    add_themes: tuple[int, ...] = ()
    remove_themes: tuple[int, ...] = ()
    page: str | None = None
    publication: str | None = None
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    since: dict[str, str] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        return self == BulkChange()

    def columns(self) -> dict[int, Column]:
        """The columns that it names, by id, as far as they are there still."""
        return Column.objects.in_bulk({self.column, *(row.get("column") for row in self.rows.values())} - {None})

    def of_article(self, key: int, columns: Mapping[int, Column]) -> dict[str, Any]:
        """The fields that it sets of the article with this id, as Python values; `columns` are its own."""
        for_all = {"column": self.column, "published_on": self.date, "status": self.status}
        values = {name: value for name, value in for_all.items() if value is not None} | self.rows.get(str(key), {})
        if "column" in values:
            number = values.pop("column")
            column = columns.get(number)
            if column or not number:  # one that was deleted since takes no other's place
                values["column"] = column
        if values.get("status", Article.Status.DRAFT) != Article.Status.DRAFT:
            values["publish_on"] = None
        if "published_on" in values:
            values["published_on"] = date.fromisoformat(values["published_on"]) if values["published_on"] else None
        return values

    def is_outdated(self, article: Article) -> bool:
        """Whether the article was saved since the change was previewed."""
        version = version_of(article)
        return self.since.get(str(article.pk), version) != version

    def of_source(self) -> dict[str, str]:
        """The fields that it sets of a file."""
        said = {"page": self.page, "publication": self.publication}
        return {name: value for name, value in said.items() if value is not None}


def version_of(article: Article) -> str:
    """A text that differs after every save: the time of the last one."""
    return article.updated_at.isoformat()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change does to an article or a file; `fields`: (label, value before, value after), all in Chinese."""

    row: Article | SourceDocument
    fields: tuple[tuple[str, str, str], ...]


def differences(change: BulkChange, articles: QuerySet[Article]) -> Iterator[Difference]:
    """A preview: the articles, then the files, that the change would alter."""
    themes, columns = _themes(change), change.columns()
    whole = articles.select_related("column").defer("body").prefetch_related("theme_assignments")
    for article in whole.order_by("pk"):
        if said := tuple(_article_differences(article, change, columns, themes)):
            yield Difference(article, said)
    if of_file := change.of_source():
        for source in SourceDocument.objects.filter(articles__in=articles).distinct().defer("raw_text"):
            if said := tuple(_field_differences(source, of_file)):
                yield Difference(source, said)


def begin(change: BulkChange, keys: Sequence[int], user: Any) -> ImportBatch:
    """Create the batch that `run` works off; `keys` are the ids of the articles."""
    batch = ImportBatch.objects.create(
        kind=ImportBatch.Kind.BULK, state=ImportBatch.State.RUNNING, imprint=asdict(change), by=user
    )
    BatchFile.objects.bulk_create(
        BatchFile(batch=batch, name=f"批量修改 {len(some)} 篇", size=len(some), content=json.dumps(some).encode())
        for some in in_batches(sorted(keys), _ARTICLES_PER_FILE)
    )
    return batch


def run(batch: ImportBatch) -> None:
    """Change the batch's articles, some to a transaction, until it is done or cancelled; resumes where a process was
    killed.
    """
    change = _change_of(batch)
    running = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.RUNNING)
    with many_changes():
        for file in batch.files.filter(state=BatchFile.State.WAITING).order_by("pk"):
            if running.exists():
                _run_file(change, file, running)
    running.update(state=ImportBatch.State.DONE, finished_at=timezone.now())


def _run_file(change: BulkChange, file: BatchFile, running: QuerySet[ImportBatch]) -> None:
    for keys in in_batches(json.loads(bytes(file.content or b"[]")), _ARTICLES_PER_TRANSACTION):
        if not running.exists():
            break
        with one_step():
            _change_articles(change, file, keys, file.batch.by)
    file.state, file.content, file.finished_at = BatchFile.State.DONE, None, timezone.now()
    file.report = {"updated": file.articles.exclude(outcome=BatchArticle.Outcome.KEPT).count()}
    file.save(update_fields=["state", "content", "finished_at", "report"])


def _change_articles(change: BulkChange, file: BatchFile, keys: Iterable[int], user: Any) -> None:
    known = set(file.articles.filter(article__in=keys).values_list("article", flat=True))
    found = Article.objects.select_for_update(of=("self",)).filter(pk__in=set(keys) - known)
    articles = _without_outdated(
        change, file, list(found.select_related("column").prefetch_related("theme_assignments"))
    )
    themes, columns = _themes(change), change.columns()
    of_file = bool(change.of_source())
    altered = [row for row in articles if of_file or any(_article_differences(row, change, columns, themes))]
    snapshot_articles(file, altered)
    for article in altered:
        _change_article(change, article, change.of_article(article.pk, columns), themes, user)
    mark_changed(article.pk for article in altered)
    _change_sources(change, file, articles, user)
    file.finished_at = timezone.now()  # should the process die here, what is done can be undone
    file.save(update_fields=["finished_at"])


def _without_outdated(change: BulkChange, file: BatchFile, articles: list[Article]) -> list[Article]:
    """The articles that are not outdated; the others are noted as kept."""
    outdated = [article for article in articles if change.is_outdated(article)]
    kept = {"file": file, "outcome": BatchArticle.Outcome.KEPT, "reason": CHANGED_SINCE}
    BatchArticle.objects.bulk_create(BatchArticle(article=row.pk, title=row.title, **kept) for row in outdated)
    return [article for article in articles if article not in outdated]


def _change_of(batch: ImportBatch) -> BulkChange:
    kept = batch.imprint
    return replace(BulkChange(**kept), add_themes=tuple(kept["add_themes"]), remove_themes=tuple(kept["remove_themes"]))


def _change_article(
    change: BulkChange, article: Article, values: dict[str, Any], themes: Iterable[int], user: Any
) -> None:
    if any(getattr(article, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(article, name, value)
        saving.save_as_person(article, user)
    for theme in themes:
        removed = theme in change.remove_themes
        row = ThemeAssignment.objects.filter(article=article, theme=theme).first()
        if removed and row is None:
            continue
        row = row or ThemeAssignment(article=article, theme_id=theme)
        row.removed = removed
        row.origin = row.origin if removed else ThemeAssignment.Origin.PERSON
        row._history_user = user  # type: ignore[attr-defined]  # simple_history reads it
        row.save()


def _change_sources(change: BulkChange, file: BatchFile, articles: Iterable[Article], user: Any) -> None:
    """Change the articles' files; what they said before is kept with the batch."""
    said = change.of_source()
    if not said:
        return
    known = file.imprints.values("source")
    for source in SourceDocument.objects.filter(articles__in=list(articles)).exclude(pk__in=known).distinct():
        was = {name: getattr(source, name) for name in said}
        file.imprints.create(source=source.pk, was=was, made=said, origins=dict(source.origins))
        for name, value in said.items():
            setattr(source, name, value)
        saving.save_imprint(source, [name for name, value in was.items() if value != said[name]], user)


def restore_imprints(file: BatchFile, user: Any) -> None:
    """Undo `_change_sources`, except on files that were changed again since."""
    for kept in file.imprints.all():
        with one_step():
            for stored in SourceDocument.objects.filter(pk=kept.source, **kept.made):
                source = copy(stored)
                for name, value in kept.was.items():
                    setattr(source, name, value)
                source.origins = _origins_before(stored, kept)
                saving.write_imprint(source, stored, user, "撤销批次")


def _origins_before(source: SourceDocument, kept: Any) -> dict[str, str]:
    """Where the fields come from that go back; of the others nothing changes."""
    names = [name for name, column in IMPRINT_FIELDS.items() if column in kept.was]
    others = {name: origin for name, origin in source.origins.items() if name not in names}
    return others | {name: kept.origins[name] for name in names if name in kept.origins}


def _article_differences(
    article: Article, change: BulkChange, columns: Mapping[int, Column], themes: dict[int, str]
) -> Iterator[tuple[str, str, str]]:
    yield from _field_differences(article, change.of_article(article.pk, columns))
    yield from _theme_differences(article, change, themes)


def _field_differences(row: Any, values: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            yield (
                str(row._meta.get_field(name).verbose_name),
                _display_value(row, name, before),
                _display_value(row, name, value),
            )


def _display_value(row: Any, name: str, value: Any) -> str:
    choices = dict(row._meta.get_field(name).flatchoices or ())
    if isinstance(value, list):
        return "；".join(value) or "（空）"
    return str(choices.get(value, "" if value is None else value)) or "（空）"


def _themes(change: BulkChange) -> dict[int, str]:
    return {theme.pk: theme.name for theme in Theme.objects.filter(pk__in=[*change.add_themes, *change.remove_themes])}


def _theme_differences(article: Article, change: BulkChange, names: dict[int, str]) -> Iterator[tuple[str, str, str]]:
    """A theme that stands by rule becomes a person's, who wants it to stay."""
    standing = {row.theme_id: row for row in article.theme_assignments.all() if not row.removed}
    for theme in change.add_themes:
        row, name = standing.get(theme), names.get(theme, "？")
        if row is None:
            yield "主题", "（无）", name
        elif row.origin != ThemeAssignment.Origin.PERSON:
            yield "主题", f"{name}（{row.get_origin_display()}）", f"{name}（{ThemeAssignment.Origin.PERSON.label}）"
    for theme in change.remove_themes:
        if theme in standing:
            yield "主题", names.get(theme, "？"), "（移除）"
