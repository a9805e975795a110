"""Import pages of OCR text."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.changes import many_changes
from articles.importing import batches
from articles.importing.files import PAGE_SUFFIXES, OtherKind, Page, find_page_files, read_pages
from articles.importing.imprints import check_option, given_imprint
from articles.importing.page_json import document_json
from articles.importing.reports import Outcome, PageReport
from articles.models import ImportBatch
from articles.parsing.furniture.imprints import resolve
from articles.parsing.types import Imprint
from articles.themes import assigning
from articles.themes.taxonomy import BadTaxonomy, load_if_none


class Command(BaseCommand):
    requires_system_checks = ["search"]  # the others load every page, which takes longer than reading some files
    help = "Import pages (.txt, .md, .html; files or folders): articles, packages and where every character belongs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a page, or a folder of pages")
        parser.add_argument("--dry-run", action="store_true", help="read and report, store nothing")
        parser.add_argument("--json", action="store_true", help="print what was read as one JSON document")
        parser.add_argument("--publication", default="", help="the publication that the pages are of")
        parser.add_argument("--date", type=_iso_date, help="the day that the pages are of, YYYY-MM-DD")
        parser.add_argument("--page", default="", help="the page's number: 9, A03")
        parser.add_argument("--section", default="", help="the section that the pages are of")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("publication", "page", "section"):
            check_option(name, options[name])
        self.unusable: list[str] = []
        self.passed_over: list[str] = []
        reports: list[PageReport] = []
        documents: list[dict[str, Any]] = []
        imprint = given_imprint(options["publication"], options["date"], options["page"], options["section"])
        batch = None if options["dry_run"] else self._begin(options)
        with ExitStack() as importing:
            if batch:
                importing.enter_context(many_changes())
                importing.enter_context(assigning.census_after(_progress_on_articles))
            read = self._pages(options["paths"], batch)
            for group in batches.together(read, lambda file: len(file[0].text)):
                pages = [page for page, _ in group]
                if options["json"]:
                    documents += [document_json(page, imprint) for page in pages]
                reports += (
                    batches.import_into(batch, group, imprint)
                    if batch
                    else [_would_import(page, imprint) for page in pages]
                )
            if batch:
                batches.end(batch)
        if options["json"]:
            json.dump({"documents": documents}, self.stdout, ensure_ascii=False, indent=2)
            self.stdout.write("")
        words = self.stderr if options["json"] else self.stdout
        words.write(_in_words(reports, options["dry_run"]), self.style.SUCCESS)
        if self.passed_over:
            words.write(_not_read(self.passed_over))
        if self.unusable:
            raise CommandError(f"{_files(len(self.unusable))} could not be imported:\n  " + "\n  ".join(self.unusable))

    def _begin(self, options: dict[str, Any]) -> ImportBatch:
        try:
            load_if_none()
        except BadTaxonomy as error:
            raise CommandError(str(error)) from error
        said = {name: str(options[name] or "") for name in ("publication", "date", "page", "section")}
        return batches.begin(ImportBatch.Kind.COMMAND, said)

    def _pages(self, paths: list[Path], batch: ImportBatch | None) -> Iterator[tuple[Page, str]]:
        """The pages that can be read; what is wrong with the others is kept for the end."""
        files = list(find_page_files(paths))
        waited_for = tqdm(files, desc="Pages", unit="page", file=sys.stderr, disable=None)
        for file, read in zip(waited_for, read_pages(files), strict=True):
            if isinstance(read, Page):
                yield read, str(file)
            elif isinstance(read, OtherKind):
                self.passed_over.append(str(read))
            else:
                self.unusable.append(str(read))
                if batch:
                    batches.add_failed_file(batch, str(file), str(read))


def _iso_date(text: str) -> date:
    return date.fromisoformat(text)


def _progress_on_articles(articles: Any) -> Any:
    return tqdm(articles, desc="Themes", unit="article", file=sys.stderr, disable=None)


def _would_import(page: Page, imprint: Imprint) -> PageReport:
    parsed = page.parsed
    _, contradictions = resolve([imprint, *page.imprints])
    return PageReport(
        page.file_name,
        Outcome.CREATED,
        created=len(parsed.articles),
        problems=len(parsed.problems) + len(contradictions) + sum(len(article.problems) for article in parsed.articles),
        inferred_titles=sum(article.title_origin == "inferred" for article in parsed.articles),
        unassigned=parsed.coverage.unassigned,
    )


def _not_read(paths: list[str]) -> str:
    word = " Word files are taken by upload, in the admin." if any(path.endswith(".docx") for path in paths) else ""
    kinds = f"{_files(len(paths))} not read, being of other kinds than {' '.join(PAGE_SUFFIXES)}.{word}"
    return "\n  ".join([kinds, *paths])


def _in_words(reports: list[PageReport], dry_run: bool) -> str:
    """The report at the end: what happened to the files, the articles, and what somebody should look at."""
    outcomes = Counter(report.outcome for report in reports)
    lines = [f"Read {_files(len(reports))}{', stored nothing' if dry_run else ''}."]
    if outcomes[Outcome.UNCHANGED]:
        lines.append(f"{_files(outcomes[Outcome.UNCHANGED])} had been imported before: nothing changed.")
    if replacing := sum(bool(report.replaced) for report in reports):
        lines.append(f"{_files(replacing)} took the place of a former version.")
    counts = {"created": "new", "updated": "updated", "deleted": "deleted", "withdrawn": "withdrawn"}
    counts["stayed_deleted"] = "left out, deleted before (see the trash)"
    for name, label in counts.items():
        number = sum(getattr(report, name) for report in reports)
        if number:
            lines.append(f"{number} {'article' if number == 1 else 'articles'} {label}.")
    problems = sum(report.problems for report in reports)
    if problems:
        lines.append(
            f"{problems} things to review, {sum(r.inferred_titles for r in reports)} inferred titles among them."
        )
    unassigned = sum(report.unassigned for report in reports)
    if unassigned:
        lines.append(f"{unassigned} characters have no part: run check_library.")
    return " ".join(lines)


def _files(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"
