"""Splitting a row that is two: an author, a column, an organisation or a theme. The way back is a merge.

What names an author or a column is shared out one by one; what names an organisation, by the affiliation as printed; of
a theme, its terms are, and articles are given themes anew by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import User
from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Count, Model, Q, QuerySet

from articles.batches import in_batches
from articles.changes import one_change, one_step
from articles.curating.addresses import keys_of, remove_redirects
from articles.curating.curated_fields import mark_all_curated
from articles.curating.field_values import quoted
from articles.curating.merging import why_busy
from articles.curating.references import BATCH, REFERENCES, STEP, model_name, repoint, signed
from articles.models import Author, Column, Kind, Merge, MergedRow, Organisation, OrganisationReading, Theme
from articles.people.organisation_rows import rows_by_key
from articles.people.organisations import organisations_of


class CannotSplit(Exception):
    """The message says in Chinese why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Share:
    """What goes to the new row together or stays: its key, its words, and how many rows it stands for."""

    key: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class _Shared:
    """How the rows that name a row are shared out: look-ups of the key, of the words shown, and of those searched."""

    key: str
    shown: tuple[str, ...]
    searched: tuple[str, ...]


_SHARED: dict[type[Model], _Shared] = {
    Author: _Shared(
        "pk",
        ("article__title", "printed_as", "affiliation", "article__published_on"),
        ("article__title", "printed_as", "affiliation", "article__source__file_name"),
    ),
    Column: _Shared("pk", ("title", "published_on"), ("title", "source__file_name")),
    Organisation: _Shared("authorship__affiliation", ("authorship__affiliation",), ("authorship__affiliation",)),
}


def shares(row: Model, words: str = "") -> list[Share]:
    """What can go to another row; with words, what has all of them."""
    wanted = words.split()
    if isinstance(row, Theme):
        return [Share(term, term, 1) for term in row.terms if all(word in term for word in wanted)]
    shared = _SHARED[type(row)]
    found = _naming(row)
    for word in wanted:
        found = found.filter(reduce(or_, (Q(**{f"{place}__icontains": word}) for place in shared.searched)))
    order = ("-number", *shared.shown)
    listed = found.order_by().values_list(shared.key, *shared.shown).annotate(number=Count("pk")).order_by(*order)
    return [Share(str(key), "　".join(str(said) for said in text if said), number) for key, *text, number in listed]


def split_row(row: Model, made: Model, keys: Sequence[str], user: User | None = None) -> Merge:
    """Give `made`, which is not saved yet, the shares with these keys, all at once; returns the entry of the log.

    Raises CannotSplit.
    """
    with one_change():
        split = begin_split(row, made, keys, user)
        go_on_splitting(split)
    return split


def begin_split(row: Model, made: Model, keys: Sequence[str], user: User | None = None) -> Merge:
    """A split that is to be gone on with; the new row is there. One of a theme is done by that.

    Raises CannotSplit where there is nothing to give, nothing would stay, the row is gone, the new one's name is taken,
    or something else is under way with the row: somebody may have been first.
    """
    with one_change():
        try:
            row.refresh_from_db()
            made.validate_unique()
        except ObjectDoesNotExist as error:
            raise CannotSplit(f"{quoted(row)}后来并入别处或被删除了。") from error
        except ValidationError as error:
            raise CannotSplit("".join(error.messages)) from error
        wanted, there = set(keys), shares(row)
        chosen = [share.key for share in there if share.key in wanted]
        refuse_nothing_and_all(len(chosen), len(there))
        if busy := why_busy([row]):
            raise CannotSplit(busy)
        signed(made, user).save()
        remove_redirects(made, keys_of(made))
        split = Merge(
            operation=Merge.Operation.SPLIT,
            kind=str(row._meta.model_name), kept=row.pk, kept_name=str(row)[:300], by=user,
            gone_names=str(made), gone=serializers.serialize("python", [made]),
        )  # fmt: skip
        if isinstance(row, Theme) and isinstance(made, Theme):
            split.names = _give_terms(row, made, chosen, user)
            split.state = Merge.State.DONE
        else:
            split.chosen = chosen
        split.save()
    return split


def go_on_splitting(split: Merge) -> None:
    """Do what is left of a split, some rows to a transaction."""
    model = Kind(split.kind).model
    while split.state == Merge.State.RUNNING:
        with one_step():
            if some := split.chosen[split.position : split.position + STEP]:
                _give_some(model, split, some)
            else:
                split.state, split.chosen = Merge.State.DONE, []
                split.save(update_fields=["state", "chosen"])


def _give_some(model: type[Model], split: Merge, keys: Sequence[str]) -> None:
    """Let some of what names a row in these shares name the new one, in histories too."""
    row, made = (model._default_manager.get(pk=pk) for pk in (split.kept, split.gone[0]["pk"]))
    _read_as(row, made, keys)
    reference = REFERENCES[model][0]
    rows = list(_naming(row).filter(**{f"{_SHARED[model].key}__in": keys}).order_by("pk")[:STEP])
    if isinstance(row, Column):
        mark_all_curated(rows, "column", split.by)  # the pages still print the former name
    repoint(reference, [(naming, made.pk) for naming in rows], split.by)
    entries = (MergedRow(merge=split, model=model_name(reference), row=one.pk, former=row.pk) for one in rows)
    MergedRow.objects.bulk_create(entries, ignore_conflicts=True)  # somebody may have let one name it anew
    split.moved_rows += len(rows)
    if len(rows) < STEP:
        split.position += len(keys)
    split.save(update_fields=["moved_rows", "position"])


def refuse_nothing_and_all(chosen: int, there: int) -> None:
    """Raises CannotSplit."""
    if not chosen:
        raise CannotSplit("还没有选哪些归新的一个。")
    if chosen == there:
        raise CannotSplit("选了全部，原来的就一无所有了；若只是名称不对，请直接改名。")


def _naming(row: Model) -> QuerySet[Any]:
    reference = REFERENCES[type(row)][0]
    return reference.model._default_manager.filter(**{reference.field: row})


def _give_terms(row: Theme, made: Theme, terms: list[str], user: User | None) -> list[str]:
    weights = row.term_weights
    made.terms, made.term_weights = terms, {term: weights[term] for term in terms if term in weights}
    row.terms = [term for term in row.terms if term not in terms]
    row.term_weights = {term: weight for term, weight in weights.items() if term not in terms}
    for theme in (row, made):
        theme.curated = True
        signed(theme, user).save()
    return terms


def _read_as(row: Model, made: Model, affiliations: Iterable[str]) -> None:
    """What these affiliations call the organisation means the new one from now on, however often they are read."""
    if not isinstance(row, Organisation):
        return
    OrganisationReading.objects.bulk_create(
        (
            OrganisationReading(affiliation=affiliation, key=key, organisation_id=made.pk)
            for affiliation, key in _keys_that_mean(row, affiliations)
        ),
        update_conflicts=True,
        unique_fields=["affiliation", "key"],
        update_fields=["organisation"],
    )


def _keys_that_mean(row: Organisation, affiliations: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(affiliation, key) of every name in them that leads to this organisation."""
    named = [(affiliation, name.key) for affiliation in affiliations for name in organisations_of(affiliation)]
    read = {(of.affiliation, of.key) for of in row.readings.all()}
    for pairs in in_batches(dict.fromkeys(named), BATCH):
        rows = rows_by_key({key for _, key in pairs})
        yield from (pair for pair in pairs if pair in read or rows.get(pair[1]) == row)
