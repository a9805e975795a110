"""Whom files print: of rows read from them while a merge stood, which are another's than the kept one's.

A byline prints an author, the column mark above it an article's column. Of records, and of a column that only a
headline or a file's head names, the print is not known: they stay with the kept row.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from articles.batches import in_batches
from articles.curating.field_values import AUTHORS
from articles.curating.history import is_touched
from articles.curating.references import BATCH, REFERENCES, Reference, repoint, signed
from articles.models import Article, Author, Authorship, Column, Feature, FormerAddress, Kind, Passage
from articles.parsing.types import Part
from articles.people.affiliations import affiliations_of
from articles.people.names import canonical_name

_BYLINES = (Part.BYLINE.value, Part.PARTICIPANT.value)
_HEADS = (Part.TITLE.value, Part.FEATURE_TITLE.value, Part.EDITOR_NOTE.value)  # a column mark may stand among them
_Texts = dict[int, list[tuple[int, str]]]  # by whose they are: (start, text) in the file's order


def name_as_printed(kept: Author | Column, others: Sequence[Any], since: datetime, user: User | None) -> None:
    """Let what was read since then name one of the others where the file prints that one's name and not one of the
    kept row's. What a person has set stays.
    """
    whose = _owners(kept, others)
    if isinstance(kept, Author):
        read = Authorship.objects.filter(author=kept, article__source__parsed_at__gte=since)
        free = read.exclude(article__curated_fields__field=AUTHORS)
        for keys in in_batches(free.values_list("pk", flat=True), BATCH):
            _name_authors(kept, whose, keys, user)
        return
    for reference in REFERENCES[Column]:
        under = reference.model._default_manager.filter(column=kept, source__parsed_at__gte=since)
        for keys in in_batches(under.values_list("pk", flat=True), BATCH):
            _name_columns(reference, whose, keys, user)


def _owners(kept: Any, others: Iterable[Any]) -> dict[str, int]:
    """By name, the one other that it is alone of."""
    own = _names(kept)
    found = [(name, other.pk) for other in others for name in _names(other) - own]
    number = Counter(name for name, _ in found)
    return {name: pk for name, pk in found if number[name] == 1}


def _names(row: Author | Column) -> set[str]:
    if isinstance(row, Author):
        return {canonical_name(name) for name in (row.name, *row.aliases)}
    former = FormerAddress.objects.filter(kind=Kind.COLUMN, target=row.pk)
    return {row.name, *former.values_list("key", flat=True)}


def _names_in(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names that a text prints, in its order; spaces within them do not count."""
    longest_first = sorted(names, key=len, reverse=True)
    found = re.findall("|".join(map(re.escape, longest_first)), canonical_name("".join(text.split())))
    return list(dict.fromkeys(found))


def _texts(passages: QuerySet[Passage], owner: str) -> _Texts:
    text = Substr("source__raw_text", F("start") + 1, F("end") - F("start"))
    found: _Texts = defaultdict(list)
    for key, start, printed in passages.annotate(text=text).order_by("start").values_list(owner, "start", "text"):
        found[key].append((start, printed))
    return found


def _name_authors(kept: Author, whose: dict[str, int], keys: Sequence[int], user: User | None) -> None:
    own: dict[int, list[Authorship]] = defaultdict(list)
    for row in Authorship.objects.filter(pk__in=keys).select_related("article"):
        own[row.article_id].append(row)
    signers = _signers(own)
    texts = _texts(Passage.objects.filter(article__in=own, part__in=_BYLINES), "article")
    moving = []
    for article, rows in own.items():
        known = signers[article]
        found = _names_in("".join(text for _, text in texts[article]), known | whose)
        missing = [name for name in found if name in whose and name not in known]
        if len(rows) > 1 or not missing:  # in two roles: which name is which is not known
            continue
        if not any(known.get(name) == kept.pk for name in found):
            moving.append((rows[0], whose[missing.pop(0)]))
        for name in missing:
            _sign(rows[0], whose[name], found, found.index(name), user)
    repoint(REFERENCES[Author][0], moving, user)


def _signers(articles: Iterable[int]) -> dict[int, dict[str, int]]:
    """By article, the names of those who sign it, each with whose it is."""
    signers: dict[int, dict[str, int]] = defaultdict(dict)
    for row in Authorship.objects.filter(article__in=articles).select_related("author"):
        signers[row.article_id] |= dict.fromkeys(_names(row.author), row.author_id)
    return signers


def _sign(beside: Authorship, author: int, names: list[str], place: int, user: User | None) -> None:
    """Who was printed beside one that they were, and so was named once, signs too."""
    affiliation = affiliations_of(beside.article.affiliation, names)[place][:300]
    row = Authorship(
        article_id=beside.article_id, author_id=author, role=beside.role, affiliation=affiliation, position=place
    )
    signed(row, user).save()


def _name_columns(reference: Reference, whose: dict[str, int], keys: Sequence[int], user: User | None) -> None:
    rows: Any = reference.model._default_manager.filter(pk__in=keys)
    if reference.model is Article:
        rows = rows.exclude(curated_fields__field="column")
    free = [row for row in rows if not (isinstance(row, Feature) and is_touched(row))]
    marks = _texts(Passage.objects.filter(source__in={row.source_id for row in free}, part=Part.COLUMN.value), "source")
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
