"""Merging authors, columns, themes or organisations that are one: begun, then carried on some rows at a time.

How far it is, the database itself says: what names a row that goes is still to be moved. When nothing does, they go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core import serializers
from django.db import models

from articles.changes import one_change, one_step
from articles.curating.addresses import keys_of, redirect
from articles.curating.field_values import quoted
from articles.curating.references import REFERENCES, STEP, Reference, model_name, repoint, repoint_in_trash, signed
from articles.curating.review import settle_same_names
from articles.models import Author, Authorship, FormerAddress, Kind, Merge, MergedRow, Organisation, Theme
from articles.models.identifiers import IDENTIFIERS
from articles.people.organisation_rows import delete_unnamed


class CannotMerge(Exception):
    """The message says in Chinese why, and what to do instead."""


def merge_rows(kept: models.Model, others: Iterable[models.Model], user: User | None = None) -> Merge:
    """Whatever names one of the others names `kept` from now on; the others go, and their addresses lead to it: all of
    it at once. Raises CannotMerge.
    """
    with one_change():
        merge = begin_merge(kept, others, user)
        go_on_merging(merge)
    return merge


def merge_authors(kept: Author, others: Iterable[Author], user: User | None = None) -> int:
    """`merge_rows` of authors: `kept` answers to all their names. Returns how many authorships moved."""
    return merge_rows(kept, others, user).moved_rows


def begin_merge(kept: models.Model, others: Iterable[models.Model], user: User | None = None) -> Merge:
    """A merge that is to be gone on with. Raises CannotMerge where an organisation would be a part of itself, or one of
    the rows is in another merge that is under way.
    """
    others = [other for other in others if other.pk != kept.pk]
    refuse_circle(kept, others)
    with one_change():
        if busy := why_busy([kept, *others]):
            raise CannotMerge(busy)
        return Merge.objects.create(
            kind=str(kept._meta.model_name), kept=kept.pk, kept_name=str(kept)[:300], by=user,
            gone_names="、".join(map(str, others)), gone=serializers.serialize("python", others),
        )  # fmt: skip


def go_on_merging(merge: Merge) -> None:
    """Do what is left of a merge, some rows to a transaction."""
    going = [item["pk"] for item in merge.gone]
    while merge.state == Merge.State.RUNNING:
        with one_step():
            left = STEP
            for reference in REFERENCES[Kind(merge.kind).model]:
                left -= _move_some(reference, merge, going, left)
            if left:
                _end(merge, going)
            merge.save(update_fields=["moved_rows"])


def refuse_circle(kept: models.Model, others: Iterable[models.Model]) -> None:
    """Raises CannotMerge where an organisation would be a part of itself."""
    if isinstance(kept, Organisation) and (of := next((o for o in others if o in _wholes(kept)), None)):
        raise CannotMerge(f"{quoted(kept)}是{quoted(of)}的一部分，不能把{quoted(of)}并入它；请保留{quoted(of)}。")


def why_busy(rows: Sequence[models.Model]) -> str:
    """Why nothing else can be done with these rows, of one kind, at present, in Chinese; nothing where it can."""
    keys = {row.pk for row in rows}
    for merge in Merge.objects.under_way().filter(kind=rows[0]._meta.model_name).defer("chosen"):
        if keys & merge.row_keys:
            return f"{quoted(merge)}的{merge.get_operation_display()}{merge.get_state_display()}，请等它完成再试。"
    return ""


def _wholes(row: Organisation) -> list[Organisation]:
    """What it is a part of, the nearest first."""
    return [row.parent, *_wholes(row.parent)] if row.parent else []


def _move_some(reference: Reference, merge: Merge, going: Sequence[int], most: int) -> int:
    """Let so many rows at most name the kept row; one that it has already goes. Returns how many there were."""
    rows = list(reference.model._default_manager.filter(**{f"{reference.field}__in": going}).order_by("pk")[:most])
    same = _existing_keys(reference, merge.kept, rows)
    staying, entries = [], []
    for row in rows:
        key = tuple(getattr(row, name) for name in reference.besides)
        entry = MergedRow(merge=merge, model=model_name(reference), row=row.pk)
        entry.former = getattr(row, f"{reference.field}_id")
        entries.append(entry)
        if reference.besides and key in same:
            entry.removed = serializers.serialize("python", [row])[0]
            _remove(row, merge.by)
            continue
        same.add(key)
        staying.append((row, merge.kept))
    MergedRow.objects.bulk_create(entries, ignore_conflicts=True)  # somebody may have let one name it anew
    repoint(reference, staying, merge.by)
    merge.moved_rows += len(staying)
    return len(rows)


def _remove(row: models.Model, user: Any) -> None:
    """With the organisations that only this authorship named: undoing reads them from its affiliation again."""
    named = list(row.organisations.values_list("pk", flat=True)) if isinstance(row, Authorship) else []
    signed(row, user).delete()
    delete_unnamed(named)


def _existing_keys(reference: Reference, kept: int, rows: Sequence[models.Model]) -> set[tuple[Any, ...]]:
    if not reference.besides:
        return set()
    first = reference.besides[0]
    theirs = {getattr(row, first) for row in rows}
    mine = reference.model._default_manager.filter(**{reference.field: kept, f"{first}__in": theirs})
    return set(mine.values_list(*reference.besides))


def _end(merge: Merge, going: Sequence[int]) -> None:
    """Nothing names the others any more, in this very transaction: they go."""
    manager = Kind(merge.kind).model._default_manager
    kept, others = manager.get(pk=merge.kept), list(manager.filter(pk__in=going))
    there = {other.pk for other in others}
    gone_before = [item for item in merge.gone if item["pk"] not in there]
    merge.gone = [*serializers.serialize("python", others), *gone_before]
    _redirect_addresses(kept, others, merge)
    for reference in REFERENCES[Kind(merge.kind).model]:
        waiting = repoint_in_trash(reference, going, lambda row, former: merge.kept)
        entries = (
            MergedRow(merge=merge, model=model_name(reference), row=row, former=was) for row, was in waiting.items()
        )
        MergedRow.objects.bulk_create(entries, ignore_conflicts=True)
    merge.names = _add_names(kept, others)
    for other in others:
        signed(other, merge.by).delete()
    signed(kept, merge.by).save()
    settle_same_names(merge, kept)
    merge.state = Merge.State.DONE
    merge.save(update_fields=["state", "gone", "names", "addresses"])


def _redirect_addresses(kept: models.Model, others: Sequence[models.Model], merge: Merge) -> None:
    targets = [other.pk for other in others]
    leading = FormerAddress.objects.filter(kind=merge.kind, target__in=targets)
    merge.addresses = [list(pair) for pair in leading.values_list("pk", "target")]
    leading.update(target=kept.pk)
    for other in others:
        redirect(kept, keys_of(other))


def _add_names(kept: Any, others: Sequence[Any]) -> list[str]:
    """Give an author the names of others and the identifiers it lacks, a theme their terms; returns what is new."""
    if isinstance(kept, Author):
        names = [name for other in others for name in _names(other, kept)]
        new = [name for name in dict.fromkeys(names) if name not in (kept.name, *kept.aliases)]
        kept.aliases = [*kept.aliases, *new]
        return new + [said for field in IDENTIFIERS if (said := _taken(kept, others, field))]
    if isinstance(kept, Theme):
        weights = {term: other.term_weights.get(term) for other in others for term in other.terms}
        new = [term for term in weights if term not in kept.terms]
        kept.terms = [*kept.terms, *new]
        kept.term_weights = kept.term_weights | {term: weights[term] for term in new if weights[term]}
        is_undoing = all(_is_split_off(kept, other) for other in others)
        kept.curated = not (is_undoing and kept.says_as_before_curated())
        return new
    return []


def _names(other: Author, kept: Author) -> list[str]:
    """What an author is called who goes; not what only a split called them that is undone, and no byline prints."""
    prints = kept.authorships.filter(printed_as__contains=other.name)
    if _is_split_off(kept, other) and not any(other.name in byline.printed_names for byline in prints):
        return [*other.aliases]
    return [other.name, *other.aliases]


def _is_split_off(kept: models.Model, other: models.Model) -> bool:
    """Whether a row was made by a split of the kept one that is undone."""
    undone = Merge.objects.filter(operation=Merge.Operation.SPLIT, state=Merge.State.UNDONE)
    splits = undone.filter(kind=kept._meta.model_name, kept=kept.pk)
    return any(split.gone[0]["pk"] == other.pk for split in splits)


def _taken(kept: Author, others: Iterable[Author], field: str) -> str:
    """Give an author without this identifier another's; returns it, or nothing."""
    said = "" if getattr(kept, field) else next(filter(None, (getattr(other, field) for other in others)), "")
    if said:
        setattr(kept, field, said)
    return said
