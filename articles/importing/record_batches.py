"""Stores records, a batch to a transaction: constant memory, idempotent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.utils import timezone

from articles.changes import mark_changed, one_change
from articles.curating import curated_fields
from articles.curating.addresses import row_formerly_at
from articles.importing.columns import column_named
from articles.importing.record_fields import BadRecord
from articles.importing.records import Record, read_record
from articles.likeness.duplicates import note_duplicates
from articles.models import Article, BatchFile, Column, SourceDocument, Theme, ThemeAssignment
from articles.people.affiliations import affiliations_of
from articles.people.bylines import Byline, Register, set_many_bylines
from articles.people.pinyin import pinyin, slug
from articles.problems import NewProblem, file_first_problems, file_problems
from articles.themes.assigning import Scorer, assign
from articles.undoing.orphans import NamedRows, delete_orphans
from articles.undoing.snapshots import record_results, snapshot_articles

BATCH = 500


@dataclass(slots=True)
class RecordReport:
    """What importing a file of records did: numbers of articles, the lines that could not be used, and why."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)  # the first ERRORS_KEPT, with their line numbers
    bad_lines: int = 0
    unknown_fields: Counter[str] = field(default_factory=Counter)
    note: Callable[[int, str], object] | None = None  # is told each bad line

    ERRORS_KEPT = 1_000

    def add_error(self, line: int, message: str) -> None:
        self.bad_lines += 1
        if self.note:
            self.note(line, message)
        if len(self.errors) < self.ERRORS_KEPT:
            self.errors.append((line, message))


@dataclass(frozen=True, slots=True)
class NumberedRecord:
    line: int
    record: Record


def read_lines(lines: Iterable[bytes], report: RecordReport) -> Iterator[NumberedRecord]:
    """The records on these lines; what can be used of none is reported."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = read_record(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
        except BadRecord as error:
            report.add_error(number, str(error))
            continue
        report.unknown_fields.update(record.unknown)
        yield NumberedRecord(number, record)


class RecordImport:
    """The import of one file of records; `report` grows with it."""

    def __init__(
        self, source: SourceDocument, file: BatchFile | None = None, report: RecordReport | None = None
    ) -> None:
        """`file` is the file's row in a batch: what was there before is noted with it."""
        self.source = source
        self.file = file
        self.report = report or RecordReport()
        self._scorer = Scorer.current()
        self._columns: dict[str, Column | None] = {}
        self._themes: dict[str, Theme] = {}

    def run(self, lines: Iterable[bytes]) -> RecordReport:
        """Store every record of these lines; a line that holds none is reported and left."""
        batch: dict[str, NumberedRecord] = {}
        for numbered in read_lines(lines, self.report):
            if len(batch) == BATCH or numbered.record.key in batch:
                self._store(batch)
                batch = {}
            batch[numbered.record.key] = numbered
        if batch:
            self._store(batch)
        return self.report

    def _store(self, batch: dict[str, NumberedRecord]) -> None:
        with one_change():
            stored = {article.record_key: article for article in Article.objects.filter(record_key__in=batch)}
            new = {key: numbered for key, numbered in batch.items() if key not in stored}
            other = {
                key: numbered
                for key, numbered in batch.items()
                if key in stored and stored[key].record_digest != numbered.record.digest
            }
            named_before = NamedRows.by(stored[key] for key in other)
            if self.file:
                snapshot_articles(self.file, [stored[key] for key in other])
            names = (author.name for n in chain(new.values(), other.values()) for author in n.record.authors)
            register = Register(names)
            created = self._create(list(new.values()), register)
            updated = [(self._update(stored[key], n.record, register), n.record) for key, n in other.items()]
            self._give_themes([*created, *updated])
            delete_orphans(named_before)
            self._columns = {}  # any of them may have been one
            if self.file:
                record_results((self.file, [article for article, _ in created]))
                self.file.finished_at = timezone.now()  # should the process die, what is stored can be undone
                self.file.save(update_fields=["finished_at"])
            self.report.unchanged += len(batch) - len(new) - len(other)

    def _create(self, batch: list[NumberedRecord], register: Register) -> list[tuple[Article, Record]]:
        """Store new articles, in a handful of queries."""
        articles = Article.objects.bulk_create(self._article(numbered) for numbered in batch)
        created = [(article, numbered.record) for article, numbered in zip(articles, batch, strict=True)]
        named = set_many_bylines([(article, _bylines(record)) for article, record in created], register, new=True)
        doubted = [(article, doubts) for article, (_, doubts) in zip(articles, named, strict=True)]
        repeats = note_duplicates(articles, new=True)
        doubted += [(article, repeats[article.pk]) for article in articles if article.pk in repeats]
        self.report.problems += file_first_problems(self.source, doubted)
        mark_changed(article.pk for article in articles)
        self.report.created += len(created)
        return created

    def _article(self, numbered: NumberedRecord) -> Article:
        record = numbered.record
        return Article(
            source=self.source,
            position=numbered.line,
            record_key=record.key,
            record_digest=record.digest,
            **self._values(record),
        )

    def _values(self, record: Record) -> dict[str, Any]:
        return {**record.texts, "column": self._column(record.column), "published_on": record.published_on}

    def _update(self, article: Article, record: Record, register: Register) -> Article:
        """Bring a stored article up to date, but for what a person has curated."""
        changed, doubts = curated_fields.apply_import(article, self._values(record))
        article.record_digest = record.digest
        article.save()
        [(people_changed, unsure)] = curated_fields.apply_bylines([(article, _bylines(record))], register)
        self._file(article, doubts + unsure + note_duplicates([article]).get(article.pk, []))
        mark_changed([article.pk])
        self.report.updated += bool(changed or people_changed)
        self.report.unchanged += not (changed or people_changed)
        return article

    def _file(self, article: Article, doubts: list[NewProblem]) -> None:
        if doubts and (filed := file_problems(self.source, article, doubts)):
            self.report.problems += filed
            Article.objects.filter(pk=article.pk).update(needs_review=True)

    def _give_themes(self, imported: list[tuple[Article, Record]]) -> None:
        """The themes that a record names, or else those that its words speak of."""
        articles = [article for article, _ in imported]
        ThemeAssignment.objects.filter(article__in=articles, origin=ThemeAssignment.Origin.RECORD).delete()
        named = [
            ThemeAssignment(
                article=article, theme=self._theme(name), origin=ThemeAssignment.Origin.RECORD, score=-place
            )
            for article, record in imported
            for place, name in enumerate(dict.fromkeys(record.themes or ()))  # the score keeps their order
        ]
        ThemeAssignment.objects.bulk_create(named, ignore_conflicts=True)  # a person's word on a theme stands
        assign(articles, self._scorer)

    def _theme(self, name: str) -> Theme:
        if name not in self._themes:  # read within the turn: another import may have made it while this one waited
            self._themes = {theme.name: theme for theme in Theme.objects.all()}
        if name not in self._themes and (renamed := row_formerly_at(Theme, name)):
            self._themes[name] = renamed
        if name not in self._themes:
            taken = {theme.slug for theme in self._themes.values()}
            self._themes[name] = Theme.objects.create(name=name, slug=slug(name, taken), pinyin=pinyin(name)[:200])
        return self._themes[name]

    def _column(self, name: str | None) -> Column | None:
        if name and name not in self._columns:
            self._columns[name] = column_named(name)
        return self._columns[name] if name else None


def _bylines(record: Record) -> list[Byline]:
    """The record's people; who has no affiliation of their own has the one in the article's note."""
    names = [author.name for author in record.authors]
    noted = affiliations_of(record.texts["affiliation"], names)
    return [
        Byline(
            author.name,
            author.role,
            noted[place][:300] if author.affiliation is None else author.affiliation,
            author.printed_as,
        )
        for place, author in enumerate(record.authors)
    ]
