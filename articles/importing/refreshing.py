"""Derives names, pinyin and organisations anew in a library that older rules made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.batches import in_batches
from articles.changes import mark_changed, one_change
from articles.curating.merging import merge_authors
from articles.models import Author, Authorship
from articles.people.affiliations import can_be_one_person
from articles.people.names import canonical_name
from articles.people.organisation_rows import name_organisations, unnamed_organisations
from articles.people.pinyin import person_pinyin

_BATCH = 500


@dataclass(slots=True)
class Refreshed:
    """What was brought up to date: authors respelled or merged into another, articles whose organisations changed."""

    respelled: int = 0
    merged: int = 0
    articles: set[int] = field(default_factory=set)


def refresh_people() -> Refreshed:
    """Bring every author and authorship up to date. Twice the same changes nothing."""
    done = Refreshed()
    for keys in in_batches(Author.objects.order_by("pk").values_list("pk", flat=True), _BATCH):
        with one_change():
            for author in Author.objects.filter(pk__in=keys):
                _respell(author, done)
    for keys in in_batches(Authorship.objects.order_by("pk").values_list("pk", flat=True), _BATCH):
        with one_change():
            changed = name_organisations(list(Authorship.objects.filter(pk__in=keys)))
            mark_changed(changed)
            done.articles |= changed
    while unnamed_organisations().delete()[0]:
        pass
    return done


def _respell(author: Author, done: Refreshed) -> None:
    """Give an author the name and the pinyin of today; one who thereby is another becomes that other."""
    name = canonical_name(author.name)
    pinyin, initials = person_pinyin(name)
    if (author.name, author.pinyin, author.initials) == (name, pinyin[:200], initials[:50]):
        return
    done.respelled += 1
    namesakes = Author.objects.filter(name=name).exclude(name=author.name)
    same = next((other for other in namesakes if _are_one(author, other)), None)
    if same:
        merge_authors(same, [author])
        done.merged += 1
        return
    author.aliases = [*author.aliases, *{author.name}.difference({name})]
    author.name = name
    author.save()


def _are_one(author: Author, other: Author) -> bool:
    return all(can_be_one_person(mine, theirs) for mine in _affiliations(author) for theirs in _affiliations(other))


def _affiliations(author: Author) -> Iterable[str]:
    return set(author.authorships.values_list("affiliation", flat=True))
