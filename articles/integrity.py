"""The rules that hold for the whole library: nothing of a file is lost, and what belongs together agrees.

Each rule yields findings; `check_library` reports them. Rows are read by key, some hundred at a time.
"""

from __future__ import annotations

import codecs
import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q

from articles.batches import in_batches
from articles.models import (
    Article,
    Author,
    Authorship,
    Column,
    CuratedField,
    Passage,
    Problem,
    SourceDocument,
    SourceKind,
    Theme,
    ThemeAssignment,
)
from articles.models.json_schemas import faults_of
from articles.parsing.files.reading import read_lines
from articles.parsing.types import Part
from articles.people.organisation_rows import organisation_keys, unnamed_organisations
from articles.problems import WITHDRAWN
from articles.undoing.orphans import orphaned_authors, orphaned_columns

_CHUNK = 200
_BODY_PARTS = (Part.BODY.value, Part.HEADING.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that breaks a rule, in English."""

    rule: str
    message: str


def check_library() -> Iterator[Finding]:
    """Every finding of every rule."""
    for source in _each(SourceDocument.objects.exclude(kind=SourceKind.RECORDS)):
        for rule in (_hash_matches, every_character_has_one_part, _counts_are_stored, _bodies_are_their_passages):
            yield from rule(source)
    for article in _each(Article.objects.all()):
        yield from _shapes_hold(article) or _article_is_whole(article)
    for check in _OF_ALL:
        yield from check()


def _each(rows: Any) -> Iterator[Any]:
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:_CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def _hash_matches(source: SourceDocument) -> Iterator[Finding]:
    if source.sha256 not in {hashlib.sha256(data).hexdigest() for data in _as_bytes(source)}:
        yield Finding("hash", f"{source}: the stored text is not the file with SHA-256 {source.sha256}")


def _as_bytes(source: SourceDocument) -> list[bytes]:
    """The file's bytes; the byte order of UTF-16 with a mark was not kept, so there are two."""
    if source.encoding == "utf-16":
        orders = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
        return [mark + source.raw_text.encode(order) for mark, order in orders]
    return [source.raw_text.encode(source.encoding)]


def every_character_has_one_part(source: SourceDocument) -> Iterator[Finding]:
    """Passages do not overlap, lie inside the file, and leave nothing but white space out."""
    text, reached = source.raw_text, 0
    for start, end in source.passages.order_by("start", "end").values_list("start", "end"):
        if start < reached or start >= end or end > len(text):
            yield Finding("passages", f"{source}: the passage {start}–{end} overlaps another, is empty or ends outside")
        elif text[reached:start].strip():
            yield Finding("passages", f"{source}: the characters {reached}–{start} belong to nothing")
        reached = max(reached, end)
    if text[reached:].strip():
        yield Finding("passages", f"{source}: the characters from {reached} on belong to nothing")


def _counts_are_stored(source: SourceDocument) -> Iterator[Finding]:
    characters = sum(not char.isspace() for char in source.raw_text)
    if source.characters != characters:
        yield Finding(
            "counts", f"{source}: {source.characters} characters are stored as counted, there are {characters}"
        )
    if source.assigned != source.characters:
        yield Finding("counts", f"{source}: {source.characters - source.assigned} characters have no part")


def _bodies_are_their_passages(source: SourceDocument) -> Iterator[Finding]:
    """What nobody has curated, and the file still has, reads as the file does, paragraph for paragraph."""
    curated = CuratedField.objects.filter(field="body").values("article")
    left_out = Problem.objects.filter(code=WITHDRAWN, state__in=Problem.UNSETTLED, article__isnull=False).values(
        "article"
    )
    read_there = source.articles.exclude(pk__in=curated).exclude(pk__in=left_out)
    lines = read_lines(source.raw_text, source.file_name).lines
    places = [place for line in lines for place in line.places]
    printed = "".join(line.text for line in lines)
    for article in read_there.exclude(status=Article.Status.WITHDRAWN):
        if _shapes_hold(article):
            continue
        stored = [_bare(block["text"]) for block in article.body]
        read = [_bare("".join(printed[run] for run in runs)) for runs in _paragraphs(article, places)]
        if stored != read:
            differing = [n for n, (a, b) in enumerate(zip(stored, read, strict=False), start=1) if a != b]
            where = differing[0] if differing else min(len(stored), len(read)) + 1
            yield Finding(
                "bodies", f"{source}: {article} (#{article.pk}) differs from its passages in paragraph {where}"
            )


def _paragraphs(article: Article, places: list[int]) -> Iterator[list[slice]]:
    """The runs of each paragraph, as slices of the characters that a reader sees; these stand at `places`."""
    runs = article.passages.filter(part__in=_BODY_PARTS, paragraph__isnull=False).order_by("paragraph", "position")
    for _, paragraph in groupby(runs, key=lambda run: run.paragraph):
        yield [slice(bisect_left(places, run.start), bisect_left(places, run.end)) for run in paragraph]


def _bare(text: str) -> str:
    """The characters without the white space that a file sets them in."""
    return "".join(text.split())


def _shapes_hold(article: Article) -> list[Finding]:
    faults = faults_of(Article, vars(article))
    return [Finding("shapes", f"article #{article.pk}: {name} {fault}") for name, fault in faults]


def _article_is_whole(article: Article) -> Iterator[Finding]:
    if not article.title.strip():
        yield Finding("articles", f"article #{article.pk} has no title")
    if not article.body:
        yield Finding("articles", f"{article} (#{article.pk}) has no body")
    wrong = [
        block for block in article.body if block.get("kind") not in ("paragraph", "heading") or not block.get("text")
    ]
    if wrong:
        yield Finding("articles", f"{article} (#{article.pk}) has a block that is no paragraph or heading: {wrong[0]}")
    if article.title_origin != Article.Origin.PRINTED and not article.title_reason:
        yield Finding(
            "articles", f"{article} (#{article.pk}): its title is not the printed one, and no reason is given"
        )


def _names_are_kept() -> Iterator[Finding]:
    """Every column, theme and author has its pinyin (a name of signs has none), the first two a name in addresses."""
    for model in (Column, Theme):
        for row in model.objects.filter(Q(slug="") | Q(pinyin="", name__regex=r"[a-zA-Z0-9\u4e00-\u9fff]")):
            yield Finding("names", f"{model._meta.model_name} {row} (#{row.pk}) has no pinyin or no slug")
    for author in Author.objects.filter(pinyin="", name__regex=r"[a-zA-Z\u4e00-\u9fff]"):
        yield Finding("names", f"author {author} (#{author.pk}) has no pinyin")


def _authorships_are_in_order() -> Iterator[Finding]:
    rows = Authorship.objects.order_by("article", "position").values_list("article", "position")
    for article, group in groupby(rows.iterator(), key=lambda row: row[0]):
        positions = [position for _, position in group]
        if len(set(positions)) != len(positions):
            yield Finding("authors", f"article #{article}: two authors stand in the same place")


def _organisations_are_named() -> Iterator[Finding]:
    for rows in in_batches(_each(Authorship.objects.prefetch_related("organisations")), _CHUNK):
        named = organisation_keys(rows)
        for row in rows:
            if {organisation.pk for organisation in row.organisations.all()} != set(named[row.pk]):
                yield Finding(
                    "organisations",
                    f"authorship #{row.pk}: {row.affiliation!r} names other organisations than it has: "
                    "run refresh_library",
                )


def _evidence_is_there() -> Iterator[Finding]:
    for row in ThemeAssignment.objects.filter(origin=ThemeAssignment.Origin.RULE, evidence=[]):
        yield Finding("themes", f"{row} (#{row.pk}) was given by rule, without evidence")


def _marks_name_fields() -> Iterator[Finding]:
    fields = {field.name for field in Article._meta.get_fields()}
    for mark in CuratedField.objects.exclude(field__in=fields):
        yield Finding("curation", f"article #{mark.article_id}: {mark.field} is marked as curated, and is no field")


def _nobody_is_stray() -> Iterator[Finding]:
    """Of authors and columns, those that a person has taken from an article are none of an import's leftovers."""
    by_person = Article.history.filter(history_user__isnull=False).values("id")
    changed = Authorship.history.filter(history_user__isnull=False).values("id")
    signed = Authorship.history.filter(id__in=changed, author__isnull=False).values("author")
    shown = Article.history.filter(id__in=by_person, column__isnull=False).values("column")
    orphans = (
        ("author", orphaned_authors().exclude(pk__in=signed)),
        ("column", orphaned_columns().exclude(pk__in=shown)),
        ("organisation", unnamed_organisations()),
    )
    for kind, rows in orphans:
        for row in rows:
            yield Finding("orphans", f"{kind} {row} (#{row.pk}) has no article, and no person made it")
    of_nothing = Passage.objects.filter(article__isnull=True, feature__isnull=True, part__in=_BODY_PARTS)
    for passage in of_nothing.filter(source__superseded_by=None).exclude(source__fingerprint=""):
        yield Finding("orphans", f"passage #{passage.pk} is of a body, and of no article")


_OF_ALL: tuple[Callable[[], Iterator[Finding]], ...] = (
    _organisations_are_named,
    _names_are_kept,
    _authorships_are_in_order,
    _evidence_is_there,
    _marks_name_fields,
    _nobody_is_stray,
)
