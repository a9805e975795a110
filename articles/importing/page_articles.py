"""A page's articles into the record, all of them together: each on the stored one that it goes on, or a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Model, prefetch_related_objects
from simple_history.utils import bulk_create_with_history

from articles.curating import curated_fields
from articles.curating.review import note_review
from articles.importing import page_fields
from articles.importing.columns import columns_named
from articles.importing.packages import Packages
from articles.importing.pairing import Footprint, pair_articles
from articles.importing.reports import PageReport
from articles.likeness.duplicates import note_duplicates, text_of
from articles.models import Article, Passage, Problem, SourceDocument
from articles.models.passages import PartChoice
from articles.parsing.types import ParsedArticle, Part
from articles.people.affiliations import affiliations_named
from articles.people.bylines import Register
from articles.people.names import canonical_name
from articles.problems import WITHDRAWN, NewProblem, file_many_problems, file_problems
from articles.undoing.orphans import NamedRows, delete_orphans


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A file whose articles are to be stored: its row, what was read, its packages, which are stored.

    `reason` is of what changes, in the histories; `report` is told of it.
    """

    source: SourceDocument
    articles: Sequence[ParsedArticle]
    packages: Packages
    reason: str
    report: PageReport


@dataclass(slots=True)
class _StoredReading:
    """An article as the page has it now, and its row."""

    document: ReadDocument
    position: int
    article: Article
    is_new: bool
    changed: bool = False
    doubts: list[NewProblem] = field(default_factory=list)

    @property
    def parsed(self) -> ParsedArticle:
        return self.document.articles[self.position]


def store_articles(document: ReadDocument) -> list[Article]:
    """Store what was read of a file that was there before, part with the articles that it no longer has; those it has,
    in their order.

    The number of queries does not grow with the articles, but with those of them that are changed.
    """
    source = document.source
    stored = list(source.articles.select_related("column", "feature").order_by("position", "pk"))
    named = NamedRows.by(stored) if stored else None
    pairs = _paired(stored, document.articles)
    source.passages.all().delete()
    places = range(len(document.articles))
    new = iter(_new_articles([(document, place) for place in places if place not in pairs]))
    readings = [
        _StoredReading(document, place, stored[pairs[place]] if place in pairs else next(new), place not in pairs)
        for place in places
    ]
    _store(readings)
    for index, article in enumerate(stored):
        if index not in pairs.values():
            _withdraw_or_delete(source, article, document.packages, document.report)
    if named:
        delete_orphans(named)
    return [reading.article for reading in readings]


def store_new_articles(documents: Sequence[ReadDocument]) -> list[list[Article]]:
    """Store what was read of files that are new; the articles of each. A fixed number of queries for all of them."""
    read = [(document, place) for document in documents for place in range(len(document.articles))]
    readings = [
        _StoredReading(document, place, article, True)
        for (document, place), article in zip(read, _new_articles(read), strict=True)
    ]
    _store(readings)
    articles = iter(reading.article for reading in readings)
    return [list(islice(articles, len(document.articles))) for document in documents]


def _store(readings: Sequence[_StoredReading]) -> None:
    _store_texts(readings)
    _store_people(readings)
    _file_doubts(readings)
    Passage.objects.bulk_create(
        passage for reading in readings for passage in page_fields.passages_of(reading.parsed, reading.article)
    )


def _paired(stored: list[Article], read: Sequence[ParsedArticle]) -> dict[int, int]:
    if not stored:
        return {}
    prefetch_related_objects(stored, "passages", "authorships__author", "curated_fields")
    return pair_articles([_stored_footprint(article) for article in stored], [_read_footprint(p) for p in read])


def _stored_footprint(article: Article) -> Footprint:
    """As the import said it, whatever people have made of it since."""
    said = {mark.field: mark.imported for mark in article.curated_fields.all()}
    spans = tuple((run.start, run.end) for run in article.passages.all())
    names = frozenset(byline.author.name for byline in article.authorships.all())
    if curated_fields.AUTHORS in said:
        names = frozenset(byline["name"] for byline in said[curated_fields.AUTHORS] or ())
    text = "\n".join(block["text"] for block in said["body"] or ()) if "body" in said else text_of(article)
    heads = tuple((run.start, run.end) for run in article.passages.all() if run.part == PartChoice.TITLE)
    return Footprint(spans, names, str(said.get("title", article.title)), text, heads)


def _read_footprint(parsed: ParsedArticle) -> Footprint:
    spans = tuple((run.start, run.end) for run in parsed.passages)
    names = frozenset(canonical_name(person.name) for person in parsed.authors)
    heads = tuple((run.start, run.end) for run in parsed.passages if run.part is Part.TITLE)
    return Footprint(spans, names, parsed.title, "\n".join(block.text for block in parsed.body), heads)


def _new_articles(read: Sequence[tuple[ReadDocument, int]]) -> list[Article]:
    """One for each place in a document: with the number, and so the address, that it had if it was there and went."""
    keys = _free_keys([(document.source, place) for document, place in read])
    former = Article.history.filter(record_key__in=keys, history_type="-").order_by("history_id")
    gone = {(key, title): number for key, title, number in former.values_list("record_key", "title", "id")}
    numbers = [gone.get((key, at.articles[place].title)) for key, (at, place) in zip(keys, read, strict=True)]
    taken = set(Article.objects.filter(pk__in=filter(None, numbers)).values_list("pk", flat=True))
    return [
        Article(pk=None if number in taken else number, source=document.source, record_key=key)
        for number, key, (document, _) in zip(numbers, keys, read, strict=True)
    ]


def _free_keys(places: Sequence[tuple[SourceDocument, int]]) -> list[str]:
    """Keys that the articles keep for good: exports name them by it, and records that come back find them."""
    first = [f"{source.sha256[:16]}:{place + 1}" for source, place in places]
    keys, number = first, 2
    while taken := set(Article.objects.filter(record_key__in=keys).values_list("record_key", flat=True)):
        keys = [f"{begin}:{number}" if key in taken else key for begin, key in zip(first, keys, strict=True)]
        number += 1
    return keys


def _store_texts(readings: Sequence[_StoredReading]) -> None:
    columns = columns_named(reading.parsed.column for reading in readings)
    for reading in readings:
        catalogued: dict[str, Model | None] = {"column": columns.get(reading.parsed.column)}
        packages = reading.document.packages
        _set_fields(reading, catalogued | packages.fields_of(reading.article, reading.position))
        reading.article._change_reason = reading.document.reason[:100]  # type: ignore[attr-defined]
    kept = [reading for reading in readings if not reading.is_new]
    moved = [reading for reading in kept if reading.changed or reading.article.position != reading.position]
    keyless = [reading for reading in moved if not reading.article.record_key]
    keys = _free_keys([(reading.document.source, reading.position) for reading in keyless])
    for reading, key in zip(keyless, keys, strict=True):
        reading.article.record_key = key
    for reading in moved:
        reading.article.position = reading.position
        reading.article.save()
    bulk_create_with_history([reading.article for reading in readings if reading.is_new], Article)


def _set_fields(reading: _StoredReading, catalogued: Mapping[str, Model | None]) -> None:
    """`catalogued`: the rows that the article is found under, by the names of their fields."""
    values = page_fields.text_fields(reading.parsed) | {
        **catalogued,
        "published_on": reading.document.source.published_on,
        "status": Article.Status.PUBLISHED.value,
    }
    if not reading.is_new:
        reading.changed = _bring_back(reading.article)
    reading.doubts += page_fields.reading_problems(reading.parsed) + page_fields.clip_to_model(Article, values)
    if reading.is_new:
        reading.article.position = reading.position
    changed, disagreements = curated_fields.apply_import(reading.article, values)
    reading.changed |= bool(changed)
    reading.doubts += disagreements


def _store_people(readings: Sequence[_StoredReading]) -> None:
    register = Register({person.name[:50] for reading in readings for person in reading.parsed.authors})
    documents = {id(reading.document): reading.document for reading in readings}
    named = {
        key: affiliations_named(article.affiliation for article in document.articles if article.affiliation)
        for key, document in documents.items()
    }
    printed = [
        (reading.article, page_fields.printed_bylines(reading.parsed, named[id(reading.document)]))
        for reading in readings
    ]
    outcomes = curated_fields.apply_bylines(printed, register, new=_all_new(readings))
    for reading, (people_changed, unsure) in zip(readings, outcomes, strict=True):
        reading.doubts += unsure
        report = reading.document.report
        report.created += reading.is_new
        report.updated += not reading.is_new and (reading.changed or people_changed)
        report.inferred_titles += reading.parsed.title_origin == Article.Origin.INFERRED.value


def _file_doubts(readings: Sequence[_StoredReading]) -> None:
    repeats = note_duplicates([reading.article for reading in readings], new=_all_new(readings))
    doubts = [(reading.article, reading.doubts + repeats.get(reading.article.pk, [])) for reading in readings]
    filed = Counter(problem.article_id for problem in file_many_problems(doubts, new=_all_new(readings)))
    for reading in readings:
        reading.document.report.problems += filed[reading.article.pk]
    note_review(reading.article for reading in readings)


def _all_new(readings: Sequence[_StoredReading]) -> bool:
    return all(reading.is_new for reading in readings)


def _bring_back(article: Article) -> bool:
    """Give an article that is only withdrawn because a former reading of its file did not have it the state that it had
    before; it is not saved. Returns whether it was so.
    """
    if article.status != Article.Status.WITHDRAWN:
        return False
    finding = article.problems.filter(code=WITHDRAWN, state__in=Problem.UNSETTLED).first()
    if finding is None or not finding.answers:
        return False
    article.status = finding.answers[0]
    finding.delete()
    return True


def _withdraw_or_delete(source: SourceDocument, article: Article, packages: Packages, report: PageReport) -> None:
    """An article that the file no longer yields: a person's work is withdrawn and kept, the rest is deleted."""
    if not curated_fields.is_curated(article):
        article.delete()
        report.deleted += 1
        return
    curated_fields.apply_import(article, packages.fields_of(article))
    before, article.status = article.status, Article.Status.WITHDRAWN
    article.needs_review = True
    article.save(update_fields=["feature", "status", "needs_review", "updated_at"])
    message = "重新解析来源文件后不再有这篇文章；因有人工修改，已撤下而未删除。"
    report.problems += file_problems(source, article, [NewProblem(WITHDRAWN, message, answers=(before,))])
    report.withdrawn += 1
