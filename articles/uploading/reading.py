"""Previews of uploads: each file is parsed as an import does it, and nothing is stored in the record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from articles.importing import batches
from articles.importing.files import Page, UnusableFile, page_of
from articles.importing.page_fields import passages_of
from articles.importing.pages import expected_version
from articles.likeness.duplicates import repeated_by
from articles.models import Article, BatchFile, ImportBatch, SourceDocument
from articles.models.passages import PartChoice
from articles.parsing.types import Imprint, ParsedArticle, ParsedDocument

LARGEST_SHOWN = 300_000  # bytes of a file that is read while somebody waits


@dataclass(frozen=True, slots=True)
class TrialRun:
    """A run of the file, the part it belongs to, and the number of its article (0: none)."""

    text: str
    part: str
    article: int


@dataclass(frozen=True, slots=True)
class TrialReading:
    """A file as it would be imported."""

    document: ParsedDocument
    runs: tuple[TrialRun, ...]
    former: SourceDocument | None  # the file of which this is another version
    repeated: tuple[Article | None, ...]  # for each article the stored one that it nearly is; none of the former's

    @property
    def articles(self) -> list[tuple[ParsedArticle, Article | None]]:
        return list(zip(self.document.articles, self.repeated, strict=True))


def read_drafts(batch: ImportBatch) -> None:
    """Read the files of a draft one by one, and say with each what would become of it, if nobody drops it meanwhile."""
    while file := batch.files.filter(state=BatchFile.State.WAITING, report={}).first():
        try:
            file.report = _summary(_page(file), batches.imprint_of(batch))
        except UnusableFile:
            file.state, file.message = BatchFile.State.FAILED, batches.UNREADABLE
        said = {"report": file.report, "state": file.state, "message": file.message}
        BatchFile.objects.filter(pk=file.pk).update(**said)


def reading_of(file: BatchFile) -> TrialReading:
    """The whole reading of a draft's file. Raises UnusableFile."""
    page = _page(file)
    return TrialReading(page.parsed, tuple(_runs(page)), *_met(page, batches.imprint_of(file.batch)))


def _page(file: BatchFile) -> Page:
    return page_of(Path(file.name), bytes(file.content or b""))


def _known(page: Page) -> int | None:
    """The key of the file where it is stored already."""
    return SourceDocument.objects.filter(sha256=page.sha256).values_list("pk", flat=True).first()


def _met(page: Page, imprint: Imprint) -> tuple[SourceDocument | None, tuple[Article | None, ...]]:
    """What importing the page would meet in the record: its former version, and articles that its own repeat.

    Those of its former version are updated, and those of a file that is stored stay as they are: neither is repeated.
    """
    known = _known(page)
    former = None if known else expected_version(page, imprint)
    own = {known, former and former.pk}
    found = repeated_by(["\n".join(block.text for block in article.body) for article in page.parsed.articles])
    return former, tuple(None if other and other.source_id in own else other for other in found)


def _summary(page: Page, imprint: Imprint) -> dict[str, object]:
    parsed = page.parsed
    former, repeated = _met(page, imprint)
    doubts = len(parsed.problems) + sum(len(article.problems) for article in parsed.articles)
    return {
        "read": True,
        "titles": [article.title for article in parsed.articles],
        "doubts": doubts,
        "characters": parsed.coverage.characters,
        "assigned": parsed.coverage.assigned,
        "replaces": former.file_name if former else "",
        "repeated": sum(other is not None for other in repeated),
        "known": _known(page),
    }


def _runs(page: Page) -> list[TrialRun]:
    """The whole file in its own order, every run with its part."""
    source = SourceDocument(raw_text=page.text)
    placed = [
        (passage.start, passage.end, passage.part, number)
        for number, parsed in enumerate(page.parsed.articles, start=1)
        for passage in passages_of(parsed, Article(source=source))
    ]
    placed += [(run.start, run.end, run.part.value, 0) for feature in page.parsed.features for run in feature.passages]
    placed += [
        (item.passage.start, item.passage.end, item.passage.part.value, 0 if item.article is None else item.article + 1)
        for item in page.parsed.furniture
    ]
    labels = dict(PartChoice.choices)
    return [TrialRun(page.text[start:end].strip(), labels[part], number) for start, end, part, number in sorted(placed)]
