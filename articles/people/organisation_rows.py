"""The organisations that authorships name, as rows: found by their key, made where they are new."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from articles.models import Authorship, FormerAddress, Kind, Organisation
from articles.people.organisations import OrganisationName, organisations_of
from articles.people.pinyin import pinyin


def name_organisations(authorships: Collection[Authorship]) -> set[int]:
    """Give these authorships the organisations that their affiliations name, and no others.

    Returns the ids of the articles that this changed. A fixed number of queries.
    """
    named = {row.pk: organisations_of(row.affiliation) for row in authorships}
    rows = _rows_of(name for names in named.values() for name in names)
    links = Authorship.organisations.through
    stored = links.objects.filter(authorship__in=named)
    before = {(link.authorship_id, link.organisation_id): link.pk for link in stored}
    after = dict.fromkeys((pk, rows[name.key].pk) for pk, names in named.items() for name in names)
    links.objects.filter(pk__in=[pk for pair, pk in before.items() if pair not in after]).delete()
    links.objects.bulk_create(links(authorship_id=a, organisation_id=b) for a, b in after if (a, b) not in before)
    changed = {pk for pk, _ in before.keys() ^ after.keys()}
    return {row.article_id for row in authorships if row.pk in changed}


def _rows_of(names: Iterable[OrganisationName]) -> dict[str, Organisation]:
    """The rows of these organisations, by key. Wholes are made before their parts."""
    wanted = {name.key: name for named in names for name in (*named.wholes, named)}
    rows = _stored(wanted)
    for depth in sorted({len(name.wholes) for name in wanted.values()}):
        new = [name for key, name in wanted.items() if key not in rows and len(name.wholes) == depth]
        if new:
            Organisation.objects.bulk_create((_row(name, rows) for name in new), ignore_conflicts=True)
            rows |= _stored({name.key for name in new})
    return rows


def _stored(keys: Collection[str]) -> dict[str, Organisation]:
    """By key; that of one merged into another leads to that one."""
    rows = {row.key: row for row in Organisation.objects.filter(key__in=keys)}
    former = FormerAddress.objects.filter(kind=Kind.ORGANISATION, key__in=set(keys) - rows.keys())
    targets = dict(former.values_list("key", "target"))
    merged = Organisation.objects.in_bulk(set(targets.values())) if targets else {}
    return rows | {key: merged[target] for key, target in targets.items() if target in merged}


def _row(name: OrganisationName, rows: dict[str, Organisation]) -> Organisation:
    parent = rows[name.parent.key] if name.parent else None
    return Organisation(name=name.name, key=name.key, pinyin=pinyin(name.name)[:400], parent=parent)
