"""The organisations that authorships name, as rows: found by their key, made where they are new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import QuerySet

from articles.models import Authorship, FormerAddress, Kind, Merge, Organisation, OrganisationReading
from articles.people.organisations import OrganisationName, organisations_of
from articles.people.pinyin import pinyin


def name_organisations(authorships: Collection[Authorship], new: bool = False) -> set[int]:
    """Give these authorships the organisations that their affiliations name, and no others; `new` ones have none yet.

    Returns the ids of the articles that this changed. A fixed number of queries.
    """
    named = {row.pk: organisations_of(row.affiliation) for row in authorships}
    rows = _rows_of(name for names in named.values() for name in names)
    links = Authorship.organisations.through
    stored = () if new else links.objects.filter(authorship__in=named)
    before = {(link.authorship_id, link.organisation_id): link.pk for link in stored}
    after = dict.fromkeys((pk, key) for pk, keys in _keys(authorships, rows).items() for key in keys if key)
    if before:
        links.objects.filter(pk__in=[pk for pair, pk in before.items() if pair not in after]).delete()
    links.objects.bulk_create(links(authorship_id=a, organisation_id=b) for a, b in after if (a, b) not in before)
    changed = {pk for pk, _ in before.keys() ^ after.keys()}
    return {row.article_id for row in authorships if row.pk in changed}


def organisation_keys(authorships: Collection[Authorship]) -> dict[int, list[int | None]]:
    """By authorship, the primary keys of the organisations that its affiliation names, merges and splits followed.

    None stands for one that has no row. A fixed number of queries.
    """
    names = {name.key for row in authorships for name in organisations_of(row.affiliation)}
    return _keys(authorships, rows_by_key(names))


def _keys(authorships: Collection[Authorship], rows: Mapping[str, Organisation]) -> dict[int, list[int | None]]:
    apart = _read_otherwise({row.affiliation for row in authorships})
    found = {key: row.pk for key, row in rows.items()}
    return {
        row.pk: [
            apart.get((row.affiliation, name.key), found.get(name.key)) for name in organisations_of(row.affiliation)
        ]
        for row in authorships
    }


def _read_otherwise(affiliations: Collection[str]) -> dict[tuple[str, str], int]:
    """By affiliation and key, the organisations that a person split off for it."""
    readings = OrganisationReading.objects.filter(affiliation__in=affiliations)
    return {
        (affiliation, key): pk for affiliation, key, pk in readings.values_list("affiliation", "key", "organisation")
    }


def _rows_of(names: Iterable[OrganisationName]) -> dict[str, Organisation]:
    """The rows of these organisations, by key. Wholes are made before their parts."""
    wanted = {name.key: name for named in names for name in (*named.wholes, named)}
    rows = rows_by_key(wanted)
    for depth in sorted({len(name.wholes) for name in wanted.values()}):
        new = [name for key, name in wanted.items() if key not in rows and len(name.wholes) == depth]
        if new:
            Organisation.objects.bulk_create((_row(name, rows) for name in new), ignore_conflicts=True)
            rows |= rows_by_key({name.key for name in new})
    return rows


def rows_by_key(keys: Collection[str]) -> dict[str, Organisation]:
    """By key; that of one merged into another leads to that one."""
    rows = {row.key: row for row in Organisation.objects.filter(key__in=keys)}
    former = FormerAddress.objects.filter(kind=Kind.ORGANISATION, key__in=set(keys) - rows.keys())
    targets = dict(former.values_list("key", "target"))
    merged = Organisation.objects.in_bulk(set(targets.values())) if targets else {}
    return rows | {key: merged[target] for key, target in targets.items() if target in merged}


def _row(name: OrganisationName, rows: dict[str, Organisation]) -> Organisation:
    parent = rows[name.parent.key] if name.parent else None
    return Organisation(name=name.name, key=name.key, pinyin=pinyin(name.name)[:400], parent=parent)


def unnamed_organisations() -> QuerySet[Organisation]:
    """Organisations that neither an authorship nor a part has."""
    busy = Merge.objects.rows_under_way(Kind.ORGANISATION)
    return Organisation.objects.filter(authorships__isnull=True, parts__isnull=True).exclude(pk__in=busy)


def delete_unnamed(organisations: Collection[int]) -> None:
    """Delete those of these that nothing names any more, and the organisations that only they were parts of."""
    wholes = set(organisations)
    while unnamed := list(unnamed_organisations().filter(pk__in=wholes)):
        wholes = {stray.parent_id for stray in unnamed if stray.parent_id}
        Organisation.objects.filter(pk__in=[stray.pk for stray in unnamed]).delete()
