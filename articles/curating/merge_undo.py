"""Undoing a merge: the rows that went come back, and what named them names them again. Undoing a split is a merge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from articles.batches import in_batches
from articles.changes import one_change, one_step
from articles.curating.addresses import keys_of, remove_redirects
from articles.curating.field_values import quoted
from articles.curating.merging import CannotMerge, begin_merge, go_on_merging, why_busy
from articles.curating.printed_names import name_as_printed
from articles.curating.references import (
    BATCH,
    REFERENCES,
    STEP,
    Reference,
    give_to_trash,
    make_way,
    model_name,
    repoint,
    repoint_in_trash,
    row_of,
    signed,
)
from articles.curating.review import reopen_same_names
from articles.models import (
    Article,
    Author,
    Authorship,
    Column,
    FormerAddress,
    Kind,
    Merge,
    MergedRow,
    Organisation,
    Theme,
)
from articles.models.identifiers import IDENTIFIERS
from articles.people.organisation_rows import delete_unnamed, name_organisations, rows_by_key
from articles.people.organisations import organisations_of


class CannotUndo(Exception):
    """The message says in Chinese why, and what to do first."""


@dataclass(frozen=True, slots=True)
class UndoEffect:
    """How many rows name again what they named before the merge, and how many stay as people left them since."""

    back: int
    left: int


def preview_undo(merge: Merge) -> UndoEffect:
    """What undoing a merge or a split would do now."""
    if merge.operation == Merge.Operation.SPLIT:
        named = REFERENCES[_merged_model(merge)]
        back = sum(of.model._default_manager.filter(**{of.field: _made(merge)}).count() for of in named)
        return UndoEffect(back, 0)
    back = sum(_still_moved(reference, merge).count() for reference in REFERENCES[_merged_model(merge)])
    return UndoEffect(back, merge.moved_rows - back)


def undo_merge(merge: Merge, user: User | None) -> UndoEffect:
    """Bring back the rows that a merge took away and what named them; what people changed since stays as it is. A row
    that was split off is merged into the one that it came from, with all that names it by now.

    All of it at once. Raises CannotUndo.
    """
    with one_change():
        outlook = preview_undo(merge)
        begun = begin_undo(merge, user)
        go_on_merging(begun)
        go_on_undoing(begun)
    return outlook


def begin_undo(merge: Merge, user: User | None) -> Merge:
    """From now on a merge is being undone: the rows that went are there again, to be named. Returns what is to be gone
    on with: of a split it is the merge that puts the two together.

    Raises CannotUndo where the kept row is gone, a name is taken, what was split off has become its whole, or something
    else is under way with the rows.
    """
    with one_change():
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        kept = _kept_row(merge)
        if merge.operation == Merge.Operation.SPLIT:
            return _put_together(kept, merge, user)
        for item in merge.gone:
            row = row_of(item)
            remove_redirects(row, keys_of(row))
            signed(row, user).save(force_insert=True)
        for pk, target in merge.addresses:
            FormerAddress.objects.filter(pk=pk, target=merge.kept).update(target=target)
        _withdraw_names(kept, merge.names)
        signed(kept, user).save()
        merge.state, merge.undone_by = Merge.State.UNDOING, user
        merge.save(update_fields=["state", "undone_by"])
    return merge


def go_on_undoing(merge: Merge) -> None:
    """Do what is left of undoing a merge, some rows to a transaction; begun anew, what is done stays."""
    if merge.state != Merge.State.UNDOING:
        return
    for entries in in_batches(merge.rows.filter(is_back=False).order_by("pk"), STEP):
        with one_step():
            for reference in REFERENCES[_merged_model(merge)]:
                _put_back(reference, merge, [entry for entry in entries if entry.model == model_name(reference)])
            MergedRow.objects.filter(pk__in=[entry.pk for entry in entries]).update(is_back=True)
    _name_again(merge)
    with one_step():
        _name_again_in_trash(merge)
        reopen_same_names(merge)
        _note_undone(merge, merge.undone_by)
        if merge.kind == Kind.ORGANISATION:  # whose articles were deleted meanwhile
            delete_unnamed([item["pk"] for item in merge.gone])


def _put_together(kept: models.Model, merge: Merge, user: User | None) -> Merge:
    """Undo a split; returns the merge that does it."""
    made = _merged_model(merge)._default_manager.filter(pk=_made(merge)).first()
    if made is None:
        raise CannotUndo(f"{quoted(merge.gone_names)}后来又并入别处或被删除，请先撤销那一次合并。")
    _note_undone(merge, user)
    try:
        return begin_merge(kept, [made], user)
    except CannotMerge as error:
        raise CannotUndo(str(error)) from error


def _made(merge: Merge) -> int:
    """The key of the row that a split made."""
    return int(merge.gone[0]["pk"])


def _note_undone(merge: Merge, user: User | None) -> None:
    merge.state, merge.undone_by, merge.undone_at = Merge.State.UNDONE, user, timezone.now()
    merge.save(update_fields=["state", "undone_by", "undone_at"])


def _withdraw_names(kept: Any, names: list[str]) -> None:
    if isinstance(kept, Author):
        kept.aliases = [name for name in kept.aliases if name not in names]
        for field in IDENTIFIERS:
            setattr(kept, field, "" if getattr(kept, field) in names else getattr(kept, field))
    if isinstance(kept, Theme):
        kept.terms = [term for term in kept.terms if term not in names]
        kept.term_weights = {term: weight for term, weight in kept.term_weights.items() if term not in names}
        kept.curated = kept.curated and not kept.says_as_before_curated()


def _name_again(merge: Merge) -> None:
    """What was read or restored while the merge stood has the kept row where it prints another one's name."""
    kept, user = _merged_model(merge)._default_manager.get(pk=merge.kept), merge.undone_by
    if isinstance(kept, Author | Column):
        others = type(kept)._default_manager.filter(pk__in=[item["pk"] for item in merge.gone])
        name_as_printed(kept, list(others), merge.at, user)
    if not isinstance(kept, Organisation):
        return
    led = FormerAddress.objects.filter(pk__in=[pk for pk, _ in merge.addresses])
    parted = {item["fields"]["key"] for item in merge.gone} | set(led.values_list("key", flat=True))
    _give_parts(kept, parted, user)
    naming = Authorship.objects.filter(organisations=kept)
    printed = naming.order_by().values_list("affiliation", flat=True).distinct()
    affected = [text for text in printed if parted & {name.key for name in organisations_of(text)}]
    for some in in_batches(affected, BATCH):
        for keys in in_batches(naming.filter(affiliation__in=some).values_list("pk", flat=True), STEP):
            with one_step():
                name_organisations(list(Authorship.objects.filter(pk__in=keys)))


def _name_again_in_trash(merge: Merge) -> None:
    """What moved, or said the same twice, and waits in the trash since, comes back as it was before the merge."""
    for reference in REFERENCES[_merged_model(merge)]:
        moved = merge.rows.filter(model=model_name(reference))
        former = dict(moved.filter(removed__isnull=True).values_list("row", "former"))
        repoint_in_trash(reference, [merge.kept], former.get)
        twice: list[Any] = list(moved.filter(removed__isnull=False).values_list("removed", flat=True))
        twice = [row for row in twice if row["fields"].get("article")]
        there = set(
            Article.objects.filter(pk__in={row["fields"]["article"] for row in twice}).values_list("pk", flat=True)
        )
        give_to_trash([row for row in twice if row["fields"]["article"] not in there])


def _give_parts(kept: Organisation, parted: set[str], user: User | None) -> None:
    """A part first read while the merge stood is of the whole that its name begins with."""
    named = {part: _whole_in_name(part) for part in kept.parts.all()}
    rows = rows_by_key(parted & set(named.values()))
    reference = next(of for of in REFERENCES[Organisation] if of.model is Organisation)
    for parts in in_batches([(part, rows[key].pk) for part, key in named.items() if key in rows], STEP):
        with one_step():
            repoint(reference, parts, user)


def _whole_in_name(part: Organisation) -> str:
    """The key of the whole that a part's name begins with; nothing where it does not say."""
    read = next((name for name in organisations_of(part.name) if name.key == part.key), None)
    return read.parent.key if read and read.parent else ""


def _kept_row(merge: Merge) -> models.Model:
    """The kept row. Raises CannotUndo."""
    if merge.state != Merge.State.DONE:
        raise CannotUndo(f"这次{merge.get_operation_display()}{merge.get_state_display()}，现在不能撤销。")
    model = _merged_model(merge)
    kept = model._default_manager.filter(pk=merge.kept).first()
    if kept is None:
        raise CannotUndo(f"{quoted(merge.kept_name)}后来又并入别处或被删除，请先撤销后来的合并。")
    if busy := why_busy([kept]):
        raise CannotUndo(busy)
    for item in [] if merge.operation == Merge.Operation.SPLIT else merge.gone:
        for field in model._meta.concrete_fields:
            taken = {field.name: item["fields"].get(field.name)}
            if field.unique and not field.primary_key and model._default_manager.filter(**taken).exists():
                raise CannotUndo(f"{field.verbose_name}“{taken[field.name]}”已为另一{model._meta.verbose_name}所用。")
    return kept


def _put_back(reference: Reference, merge: Merge, entries: list[MergedRow]) -> None:
    """Let rows that still name the kept one name whom they named before; those that went are there again."""
    former = {entry.row: entry.former for entry in entries if entry.removed is None}
    rows = reference.model._default_manager.filter(pk__in=former, **{f"{reference.field}_id": merge.kept})
    repoint(reference, [(row, former[row.pk]) for row in rows], merge.undone_by)
    for entry in entries:
        if entry.removed is not None:
            _restore_removed(reference, row_of(entry.removed), entry.former, merge.undone_by)


def _still_moved(reference: Reference, merge: Merge) -> models.QuerySet[models.Model]:
    moved = merge.rows.filter(model=model_name(reference), removed__isnull=True).values("row")
    return reference.model._default_manager.filter(pk__in=moved, **{f"{reference.field}_id": merge.kept})


def _restore_removed(reference: Reference, row: Any, former: int, user: User | None) -> None:
    """A row that said the same twice, where its article is still there."""
    is_there = type(row)._default_manager.filter(pk=row.pk).exists()
    owner: Any = Authorship if hasattr(row, "authorship_id") else Article
    key = row.authorship_id if owner is Authorship else row.article_id
    if not is_there and owner.objects.filter(pk=key).exists():
        make_way(reference, [(row, former)], user)
        signed(row, user).save(force_insert=True)


def _merged_model(merge: Merge) -> type[models.Model]:
    return Kind(merge.kind).model
