"""Import articles already separated, one JSON object a line."""

from __future__ import annotations

import hashlib
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from articles.importing import batches
from articles.importing.imprints import check_publication
from articles.importing.record_batches import RecordImport, RecordReport, read_lines
from articles.models import ImportBatch, SourceDocument, SourceKind
from articles.themes import assigning
from articles.themes.taxonomy import BadTaxonomy, load_if_none

_ERRORS_SHOWN = 20

Note = Callable[[int, str], object]


class Command(BaseCommand):
    requires_system_checks = ["search"]  # the others load every page, which takes longer than reading some files
    help = "Import articles already separated: a file with one JSON object a line (title, body, column, authors …)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--publication", default="", help="the publication that the articles are from")
        parser.add_argument(
            "--errors", type=Path, metavar="FILE", help="where bad lines are named, all of them (in DATA_DIR/errors)"
        )
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="import nothing where a line is bad, or anything fails"
        )
        parser.add_argument("--json", action="store_true", help="print the report as one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        check_publication(options["publication"])
        path: Path = options["file"]
        if path.exists() and not path.is_file():
            raise CommandError(f"{path}: not a file; a folder, a pipe or a device is no file of records")
        bad_lines = BadLines(options["errors"] or settings.DATA_DIR / "errors" / f"{path.name}.txt", path.name)
        try:
            with path.open("rb") as file, bad_lines:
                report = _import(path, file, options["publication"], options["all_or_nothing"], bad_lines.note)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except BadTaxonomy as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            json.dump(_as_json(path, report), self.stdout, ensure_ascii=False, indent=2)
            self.stdout.write("")
        words = self.stderr if options["json"] else self.stdout
        words.write(_in_words(report), self.style.SUCCESS)
        if report.bad_lines:
            raise CommandError(_errors_in_words(path, report, bad_lines.path, options["all_or_nothing"]))


class BadLines:
    """A file that names every bad line and what is wrong with it; made when there is one to name."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self._name = name
        self._file: IO[str] | None = None

    def __enter__(self) -> BadLines:
        return self

    def note(self, line: int, message: str) -> None:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8")
        self._file.write(f"{self._name}:{line}: {message}\n")

    def __exit__(self, *fault: object) -> None:
        if self._file is not None:
            self._file.close()


def _import(path: Path, file: BufferedReader, publication: str, whole: bool, note: Note) -> RecordReport:
    """`whole`: all lines or none. They are read once before anything is stored, and stored in one transaction."""
    if not whole:
        return _store(path, file, publication, RecordReport(note=note))
    looked_at = RecordReport(note=note)
    for _ in read_lines(_progress_on_lines(file, path.stat().st_size), looked_at):
        pass
    if looked_at.bad_lines:
        return looked_at
    file.seek(0)
    with transaction.atomic():
        return _store(path, file, publication, RecordReport(note=note))


def _store(path: Path, file: BufferedReader, publication: str, report: RecordReport) -> RecordReport:
    load_if_none()
    batch = batches.begin(ImportBatch.Kind.COMMAND, {"publication": publication})
    source, is_new = _source_of(path, file, publication)
    noted = batches.begin_records(batch, source, is_new, str(path), path.stat().st_size)
    with assigning.census_after(_progress_on_articles):
        RecordImport(source, noted, report).run(_progress_on_lines(file, path.stat().st_size))
        numbers = {name: getattr(report, name) for name in ("created", "updated", "problems", "bad_lines")}
        batches.end_records(noted, numbers)
    return report


def _source_of(path: Path, file: BufferedReader, publication: str) -> tuple[SourceDocument, bool]:
    """The file's row, known by the hash of its bytes, and whether it is new; a publication is set where one is given.

    The file is rewound.
    """
    source, is_new = SourceDocument.objects.get_or_create(
        sha256=hashlib.file_digest(file, "sha256").hexdigest(),
        defaults={"file_name": path.name[:255], "kind": SourceKind.RECORDS, "encoding": "utf-8", "raw_text": ""},
    )
    file.seek(0)
    if publication and publication != source.publication:
        source.publication = publication
        source.save(update_fields=["publication", "parsed_at"])
    return source, is_new


def _progress_on_lines(file: BufferedReader, size: int) -> Iterator[bytes]:
    with tqdm(desc="Records", total=size, unit="B", unit_scale=True, file=sys.stderr, disable=None) as bar:
        for line in file:
            yield line
            bar.update(len(line))


def _progress_on_articles(articles: Any) -> Any:
    return tqdm(articles, desc="Themes", unit="article", file=sys.stderr, disable=None)


def _as_json(path: Path, report: RecordReport) -> dict[str, Any]:
    return {
        "source": path.name,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "problems": report.problems,
        "bad_lines": report.bad_lines,
        "errors": [{"line": line, "message": message} for line, message in report.errors],
        "unknown_fields": dict(report.unknown_fields),
    }


def _in_words(report: RecordReport) -> str:
    words = [f"{report.created} articles new, {report.updated} updated, {report.unchanged} unchanged."]
    if report.problems:
        words.append(f"{report.problems} things to review.")
    if report.unknown_fields:
        fields = ", ".join(f"{name} ({lines})" for name, lines in report.unknown_fields.most_common())
        words.append(f"Fields that are not known and were left out, and in how many lines: {fields}.")
    return " ".join(words)


def _errors_in_words(path: Path, report: RecordReport, all_in: Path, whole: bool) -> str:
    shown = [f"  {path.name}:{line}: {message}" for line, message in report.errors[:_ERRORS_SHOWN]]
    if report.bad_lines > len(shown):
        shown.append(f"  … and {report.bad_lines - len(shown)} more")
    said = "lines are bad, and nothing was imported" if whole else "lines could not be imported"
    return f"{report.bad_lines} {said}; all of them are named in {all_in}:\n" + "\n".join(shown)
