"""A page's articles into the record, all of them together: each on the stored one that it goes on, or a new one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Model, prefetch_related_objects
from simple_history.utils import bulk_create_with_history

from articles.curating import curated_fields
from articles.curating.review import note_review
from articles.importing import page_fields
from articles.importing.columns import columns_named
from articles.importing.packages import Packages, is_mostly_in
from articles.importing.pairing import Footprint, pair_articles
from articles.importing.reports import PageReport
from articles.likeness.duplicates import note_duplicates, text_of
from articles.models import Article, Passage, SourceDocument
from articles.parsing.types import ParsedArticle
from articles.people.bylines import Register
from articles.people.names import canonical_name
from articles.problems import WITHDRAWN, NewProblem, file_many_problems, file_problems
from articles.undoing.orphans import NamedRows, delete_orphans


@dataclass(slots=True)
class _StoredReading:
    """An article as the page has it now, and its row."""

    parsed: ParsedArticle
    position: int
    article: Article
    is_new: bool
    changed: bool = False
    doubts: list[NewProblem] = field(default_factory=list)


def store_articles(
    source: SourceDocument,
    read: Sequence[ParsedArticle],
    packages: Packages,
    reason: str,
    report: PageReport,
    removed: Sequence[tuple[int, int]] = (),
    new_source: bool = False,
) -> list[Article]:
    """Store what was read of a file, part with the articles that it no longer has; those it has, in their order.

    `reason` is of what changes, in the histories. The number of queries does not grow with the articles, but with those
    of them that are changed; of a `new_source` nothing is looked for that cannot be there. What lies in `removed` runs
    of the text, somebody has deleted.
    """
    kept = source.articles.select_related("column", "feature").order_by("position", "pk")
    stored = [] if new_source else list(kept)
    named = NamedRows.by(stored) if stored else None
    pairs = _paired(stored, read)
    if not new_source:
        source.passages.all().delete()
    new = _new_articles(source, read, [place for place in range(len(read)) if place not in pairs])
    readings = [
        _StoredReading(parsed, place, stored[pairs[place]] if place in pairs else new[place], place in new)
        for place, parsed in enumerate(read)
    ]
    _store_texts(source, readings, packages, reason)
    _withdraw_deleted([reading for reading in readings if reading.is_new], removed)
    _store_people(readings, report)
    _file_doubts(source, readings, report)
    Passage.objects.bulk_create(
        passage for reading in readings for passage in page_fields.passages_of(reading.parsed, reading.article)
    )
    for index, article in enumerate(stored):
        if index not in pairs.values():
            _withdraw_or_delete(source, article, packages, report)
    if named:
        delete_orphans(named)
    return [reading.article for reading in readings]


def _paired(stored: list[Article], read: Sequence[ParsedArticle]) -> dict[int, int]:
    if not stored:
        return {}
    prefetch_related_objects(stored, "passages", "authorships__author", "curated_fields")
    return pair_articles([_stored_footprint(article) for article in stored], [_read_footprint(p) for p in read])


def _stored_footprint(article: Article) -> Footprint:
    spans = tuple((run.start, run.end) for run in article.passages.all())
    names = frozenset(byline.author.name for byline in article.authorships.all())
    return Footprint(spans, names, article.title, text_of(article))


def _read_footprint(parsed: ParsedArticle) -> Footprint:
    spans = tuple((run.start, run.end) for run in parsed.passages)
    names = frozenset(canonical_name(person.name) for person in parsed.authors)
    return Footprint(spans, names, parsed.title, "\n".join(block.text for block in parsed.body))


def _new_articles(source: SourceDocument, read: Sequence[ParsedArticle], places: Sequence[int]) -> dict[int, Article]:
    """By place: with the number, and so the address, that it had if it was there before and went."""
    keys = _free_keys(source, places)
    gone = {
        (former.record_key, former.title): former.id
        for former in Article.history.filter(record_key__in=keys.values(), history_type="-").order_by("history_id")
    }
    numbers = {place: gone.get((key, read[place].title)) for place, key in keys.items()}
    taken = set(Article.objects.filter(pk__in=filter(None, numbers.values())).values_list("pk", flat=True))
    return {
        place: Article(pk=None if number in taken else number, source=source, record_key=keys[place])
        for place, number in numbers.items()
    }


def _free_keys(source: SourceDocument, places: Collection[int]) -> dict[int, str]:
    """By place, keys that the articles keep for good: exports name them by it, and records that come back find them."""
    keys = {place: f"{source.sha256[:16]}:{place + 1}" for place in places}
    number = 2
    while taken := set(Article.objects.filter(record_key__in=keys.values()).values_list("record_key", flat=True)):
        keys |= {place: f"{source.sha256[:16]}:{place + 1}:{number}" for place, key in keys.items() if key in taken}
        number += 1
    return keys


def _store_texts(source: SourceDocument, readings: Sequence[_StoredReading], packages: Packages, reason: str) -> None:
    columns = columns_named(reading.parsed.column for reading in readings)
    for reading in readings:
        catalogued: dict[str, Model | None] = {"column": columns.get(reading.parsed.column)}
        _set_fields(reading, source, catalogued | packages.fields_of(reading.article, reading.position))
        reading.article._change_reason = reason[:100]  # type: ignore[attr-defined]
    kept = [reading for reading in readings if not reading.is_new]
    moved = [reading for reading in kept if reading.changed or reading.article.position != reading.position]
    keys = _free_keys(source, [reading.position for reading in moved if not reading.article.record_key])
    for reading in moved:
        reading.article.position = reading.position
        reading.article.record_key = reading.article.record_key or keys[reading.position]
        reading.article.save()
    bulk_create_with_history([reading.article for reading in readings if reading.is_new], Article)


def _set_fields(reading: _StoredReading, source: SourceDocument, catalogued: Mapping[str, Model | None]) -> None:
    """`catalogued`: the rows that the article is found under, by the names of their fields."""
    values = page_fields.text_fields(reading.parsed) | {
        **catalogued,
        "published_on": source.published_on,
        "status": Article.Status.PUBLISHED.value,
    }
    reading.doubts += page_fields.reading_problems(reading.parsed) + page_fields.clip_to_model(Article, values)
    if reading.is_new:
        reading.article.position = reading.position
    changed, disagreements = curated_fields.apply_import(reading.article, values)
    reading.changed = bool(changed)
    reading.doubts += disagreements


def _withdraw_deleted(new: Sequence[_StoredReading], removed: Sequence[tuple[int, int]]) -> None:
    """What somebody deleted is read again with its page, and is not for readers for that."""
    again = [reading for reading in new if is_mostly_in(reading.parsed.passages, removed)] if removed else []
    curated_fields.set_status([reading.article.pk for reading in again], Article.Status.WITHDRAWN.value, None)
    for reading in again:
        reading.article.refresh_from_db()
        reading.doubts.append(NewProblem(WITHDRAWN, "这一篇曾被删除，这次又从版面读了出来；没有发布。"))


def _store_people(readings: Sequence[_StoredReading], report: PageReport) -> None:
    register = Register({person.name[:50] for reading in readings for person in reading.parsed.authors})
    printed = [(reading.article, page_fields.printed_bylines(reading.parsed)) for reading in readings]
    outcomes = curated_fields.apply_bylines(printed, register, new=_all_new(readings))
    for reading, (people_changed, unsure) in zip(readings, outcomes, strict=True):
        reading.doubts += unsure
        report.created += reading.is_new
        report.updated += not reading.is_new and (reading.changed or people_changed)
        report.inferred_titles += reading.parsed.title_origin == Article.Origin.INFERRED.value


def _file_doubts(source: SourceDocument, readings: Sequence[_StoredReading], report: PageReport) -> None:
    repeats = note_duplicates([reading.article for reading in readings], new=_all_new(readings))
    doubts = [(reading.article, reading.doubts + repeats.get(reading.article.pk, [])) for reading in readings]
    report.problems += file_many_problems(source, doubts, new=_all_new(readings))
    note_review(reading.article for reading in readings)


def _all_new(readings: Sequence[_StoredReading]) -> bool:
    return all(reading.is_new for reading in readings)


def _withdraw_or_delete(source: SourceDocument, article: Article, packages: Packages, report: PageReport) -> None:
    """An article that the file no longer yields: a person's work is withdrawn and kept, the rest is deleted."""
    if not curated_fields.is_curated(article):
        article.delete()
        report.deleted += 1
        return
    curated_fields.apply_import(article, packages.fields_of(article))
    article.status = Article.Status.WITHDRAWN
    article.needs_review = True
    article.save(update_fields=["feature", "status", "needs_review", "updated_at"])
    message = "重新解析来源文件后不再有这篇文章；因有人工修改，已撤下而未删除。"
    report.problems += file_problems(source, article, [NewProblem(WITHDRAWN, message)])
    report.withdrawn += 1
