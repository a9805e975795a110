"""Telling merged rows apart again by what files print.

While a merge stands, whatever is imported names the row that was kept. When the merge is undone, each byline and each
column of what was imported meanwhile is given to the row whose name it prints; two authors of one name are told apart
by the organisations they signed from. A column that was not printed (of an imported record, or named in a headline or
a file's head only) stays with the row that was kept.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from articles.batches import in_batches
from articles.changes import one_step
from articles.curating.field_values import AUTHORS
from articles.curating.history import is_touched
from articles.curating.references import REFERENCES, STEP, Reference, repoint, signed
from articles.models import BETWEEN_NAMES, Article, Author, Authorship, Column, Feature, FormerAddress, Kind, Passage
from articles.parsing.types import Part
from articles.people.affiliations import affiliations_of
from articles.people.bylines import Known
from articles.people.names import canonical_name

_HEADS = (Part.TITLE.value, Part.FEATURE_TITLE.value, Part.EDITOR_NOTE.value)  # a column mark may stand among them


def name_as_printed(kept: Author | Column, others: Sequence[Any], since: datetime, user: User | None) -> None:
    """Repoint what was imported since then from the kept row to one of the others, where it prints that one's name and
    none of the kept row's. What a person has set stays.
    """
    if isinstance(kept, Author):
        read = Authorship.objects.filter(author=kept, added_at__gte=since)
        free = read.exclude(article__curated_fields__field=AUTHORS)
        people = [_known(author, since) for author in (kept, *others)]
        for keys in in_batches(free.values_list("pk", flat=True), STEP):
            with one_step():
                _name_authors(people, keys, user)
        return
    whose = _owners(kept, others)
    for reference in REFERENCES[Column]:
        under = reference.model._default_manager.filter(column=kept, source__parsed_at__gte=since)
        for keys in in_batches(under.values_list("pk", flat=True), STEP):
            with one_step():
                _name_columns(reference, whose, keys, user)


def _known(author: Author, since: datetime) -> Known:
    """An author and from where they signed before."""
    before = author.authorships.filter(added_at__lt=since).values_list("affiliation", flat=True)
    return Known(author, {*before, author.distinction} - {""})


def _whose(name: str, affiliation: str, people: Sequence[Known]) -> int:
    """Who of these is printed so; the first of them where that is not sure."""
    called = [known for known in people if canonical_name(name) in known.names]
    possible = [known for known in called if known.can_be(affiliation)] or called
    sure = [known for known in possible if known.surely_is(affiliation)]
    return next((some[0] for some in (sure, possible) if len(some) == 1), people[0]).author.pk


def _name_authors(people: Sequence[Known], keys: Sequence[int], user: User | None) -> None:
    """Let these bylines of the first of the people name whom they print."""
    kept = people[0].author.pk
    rows = list(Authorship.objects.filter(pk__in=keys).select_related("article"))
    signing = Authorship.objects.filter(article__in=[row.article_id for row in rows])
    there = set(signing.values_list("article", "role", "author"))
    moving, shared = [], []
    for row in rows:
        prints: dict[int, list[str]] = defaultdict(list)
        for name in row.printed_names:
            prints[_whose(name, row.affiliation, people)].append(name)
        others = [pk for pk in prints if (row.article_id, row.role, pk) not in there]
        if len(prints) > 1 and (kept in prints or others):
            shared.append((row, prints, others))
        if kept not in prints and others:
            moving.append((row, others.pop(0)))
    repoint(REFERENCES[Author][0], moving, user)
    for row, prints, others in shared:
        row.printed_as = BETWEEN_NAMES.join(prints[row.author_id])
        signed(row, user).save()
        for pk in others:
            _sign(row, pk, BETWEEN_NAMES.join(prints[pk]), user)


def _sign(beside: Authorship, author: int, printed: str, user: User | None) -> None:
    """Who was printed beside one that they were, and so was named once, signs too, in the place that was left free."""
    row = Authorship(article_id=beside.article_id, author_id=author, role=beside.role, printed_as=printed)
    signing = {other.position: other for other in Authorship.objects.filter(article=beside.article_id)}
    row.position = next(place for place in count() if place not in signing)
    names = [other.printed_as for _, other in sorted({**signing, row.position: row}.items()) if other.role == row.role]
    row.affiliation = affiliations_of(beside.article.affiliation, names)[names.index(printed)][:300]
    signed(row, user).save()


def _owners(kept: Column, others: Iterable[Column]) -> dict[str, int]:
    """By name, the one other that it is alone of."""
    own = _names(kept)
    found = [(name, other.pk) for other in others for name in _names(other) - own]
    number = Counter(name for name, _ in found)
    return {name: pk for name, pk in found if number[name] == 1}


def _names(row: Column) -> set[str]:
    former = FormerAddress.objects.filter(kind=Kind.COLUMN, target=row.pk)
    return {row.name, *former.values_list("key", flat=True)}


def _names_in(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names that a text prints, in its order; spaces within them do not count."""
    longest_first = sorted(names, key=len, reverse=True)
    found = re.findall("|".join(map(re.escape, longest_first)), canonical_name("".join(text.split())))
    return list(dict.fromkeys(found))


def _marks(passages: QuerySet[Passage]) -> dict[int, list[tuple[int, str]]]:
    """By source, its column marks: (start, text) in the file's order."""
    text = Substr("source__raw_text", F("start") + 1, F("end") - F("start"))
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for key, start, printed in passages.annotate(text=text).order_by("start").values_list("source", "start", "text"):
        found[key].append((start, printed))
    return found


def _name_columns(reference: Reference, whose: dict[str, int], keys: Sequence[int], user: User | None) -> None:
    rows: Any = reference.model._default_manager.filter(pk__in=keys)
    if reference.model is Article:
        rows = rows.exclude(curated_fields__field="column")
    free = [row for row in rows if not (isinstance(row, Feature) and is_touched(row))]
    marks = _marks(Passage.objects.filter(source__in={row.source_id for row in free}, part=Part.COLUMN.value))
    heads = _heads(reference, [row.pk for row in free])
    names = {*Column.objects.values_list("name", flat=True), *whose}
    moving = []
    for row in free:
        above = [text for start, text in marks[row.source_id] if start <= heads.get(row.pk, -1)]
        found = _names_in(above[-1], names) if above else []
        if found and found[-1] in whose:
            moving.append((row, whose[found[-1]]))
    repoint(reference, moving, user)


def _heads(reference: Reference, keys: Sequence[int]) -> dict[int, int]:
    """By row, where the last line of its head starts in the file."""
    owner = str(reference.model._meta.model_name)
    lines = Passage.objects.filter(**{f"{owner}__in": keys}, part__in=_HEADS).order_by("start")
    return dict(lines.values_list(owner, "start"))
