"""Stores parsed pages: idempotent, curated fields untouched; new ones together, others each in its own transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from articles.changes import mark_changed, one_change
from articles.curating.curated_fields import set_status
from articles.curating.history import MENDED, because
from articles.curating.review import note_review
from articles.importing import imprints
from articles.importing.files import Page
from articles.importing.packages import NO_PACKAGES, Packages, is_mostly_in, passages_of_package, store_packages
from articles.importing.page_articles import ReadDocument, store_articles, store_new_articles
from articles.importing.reports import Outcome, PageReport, write_down
from articles.likeness.versions import expected_former, former_version, keep_sketches, sketches_of_first, supersede
from articles.models import Article, BatchFile, Passage, SourceDocument
from articles.models.passages import PartChoice
from articles.parsing import parse
from articles.parsing.problems import IMPRINTS_DIFFER
from articles.parsing.repairing import carried_runs, repaired
from articles.parsing.types import NO_IMPRINT, Furniture, Imprint, ReadingProblem
from articles.problems import WITHDRAWN, NewProblem, file_problems, problems_of_reading
from articles.themes.assigning import assign
from articles.undoing.removing import remove_articles
from articles.undoing.snapshots import record_results, snapshot_before
from articles.undoing.trash import runs_in_trash

_TAKEN_AWAY = "这一篇曾被移除，这次又从版面读了出来；没有发布。"


@dataclass
class _Import:
    """The import of one document."""

    page: Page
    source: SourceDocument
    is_new: bool
    imprint: Imprint
    report: PageReport
    file: BatchFile | None
    reason: str  # of what changes, in the histories
    contradictions: tuple[ReadingProblem, ...] = ()
    packages: Packages = NO_PACKAGES
    articles: list[Article] = field(default_factory=list)
    removed: list[tuple[int, int]] = field(default_factory=list)  # runs of the text that somebody deleted

    @property
    def document(self) -> ReadDocument:
        return ReadDocument(self.source, self.page.parsed.articles, self.packages, self.reason, self.report)


def import_page(page: Page, imprint: Imprint = NO_IMPRINT, file: BatchFile | None = None) -> PageReport:
    """Store a page, or bring what is stored of it up to date with this reading.

    `imprint` is what whoever imports it knows of its printing. `file` is its row in a batch: what was there before and
    what became of it is written into it.
    """
    with one_change():
        source, is_new = _source_of(page)
        page = page if is_new else _mended(source, page)
        report = PageReport(page.file_name, Outcome.CREATED if is_new else Outcome.UPDATED)
        if is_new or _has_changed(page, source, imprint):
            left = _import(_Import(page, source, is_new, imprint, report, file, _reason(page)))
        else:
            report.outcome, left = Outcome.UNCHANGED, ()
        if file:
            write_down(file, source, report)
            file.save()
            record_results((file, left))
    return report


def import_new_pages(pages: Sequence[tuple[Page, BatchFile]], imprint: Imprint) -> list[PageReport]:
    """The same for pages of which nothing is stored, in one transaction, with as many queries as one of them takes.

    Nothing is done, and nothing returned, where one of them is stored already or may be another version of a file:
    each is a matter for `import_page` then.
    """
    with one_change():
        jobs = [_new_import(page, imprint, file) for page, file in pages]
        sketches = sketches_of_first([job.source for job in jobs]) if _are_unknown(jobs) else None
        if sketches is None:
            return []
        for job in jobs:
            _set_read(job)
        SourceDocument.objects.bulk_create(job.source for job in jobs)
        keep_sketches(zip((job.source for job in jobs), sketches, strict=True))
        _store_new(jobs)
        _write_down(jobs)
    return [job.report for job in jobs]


def expected_version(page: Page, imprint: Imprint) -> SourceDocument | None:
    """The stored file of which importing this page, which is not stored, would make a former version."""
    job = _new_import(page, imprint, None)
    _set_read(job)
    return expected_former(job.source)


def _new_import(page: Page, imprint: Imprint, file: BatchFile | None) -> _Import:
    return _Import(
        page, _new_source(page), True, imprint, PageReport(page.file_name, Outcome.CREATED), file, _reason(page)
    )


def _reason(page: Page) -> str:
    return f"导入 {page.file_name}"


def _are_unknown(jobs: Sequence[_Import]) -> bool:
    """Whether these are files of different bytes, and none is stored."""
    hashes = {job.page.sha256 for job in jobs}
    return len(hashes) == len(jobs) and not SourceDocument.objects.filter(sha256__in=hashes).exists()


def _write_down(jobs: Sequence[_Import]) -> None:
    files = [(job, job.file) for job in jobs if job.file]
    for job, file in files:
        snapshot_before(file, None, [])
        write_down(file, job.source, job.report)
        if file.pk:
            file.save()
    BatchFile.objects.bulk_create(file for _, file in files if not file.pk)
    record_results(*((file, job.articles) for job, file in files))


def read_again(source: SourceDocument) -> tuple[ReadingProblem, ...]:
    """Bring what is stored of a file up to date with its repairs; where it was printed stays as it is.

    Returns what is doubted of the file as a whole.
    """
    with one_change(), because(MENDED):
        name, text = source.file_name, source.raw_text
        page = _mended(source, Page(name, source.sha256, source.encoding, text, parse(text, name)))
        job = _Import(page, source, False, NO_IMPRINT, PageReport(name, Outcome.UPDATED), None, MENDED)
        _note_read(source, page)
        contradictions = source.problems.filter(article=None, code=IMPRINTS_DIFFER)
        job.contradictions = tuple(
            ReadingProblem(row.code, row.message, row.at or 0, tuple(row.answers)) for row in contradictions
        )
        _store(job)
    return page.parsed.problems


def _mended(source: SourceDocument, page: Page) -> Page:
    """The reading with what people mended of it."""
    repairs = [row.as_repair() for row in source.repairs.standing()]
    if not repairs:
        return page
    return replace(page, parsed=repaired(page.text, source.file_name, page.parsed, repairs))


def _import(job: _Import) -> Iterable[Article]:
    """What was there before is noted before anything of it changes; a new file has to be known to find its former.

    Returns the articles that the file has now.
    """
    if not job.is_new:
        _note_before(job, job.source)
    _set_read(job)
    job.source.save()
    former = None
    if job.is_new:
        former = former_version(job.source)
        _note_before(job, former)
        if former is not None:
            job.removed += carried_runs(_removed_runs(former), former.raw_text, job.page.text)
            supersede(former, job.source)
            job.report.replaced = former.file_name
            if former.repairs.standing().carry_to(job.source):
                job.page = _mended(job.source, job.page)
                _note_read(job.source, job.page)
    if job.is_new and former is None:
        _store_new([job])
        return job.articles
    _store(job)
    return job.source.articles.all()


def _store(job: _Import) -> None:
    """All that was read of the file, in the place of what is stored of it."""
    job.removed += _removed_runs(job.source)
    known = set(job.source.articles.values_list("pk", flat=True)) if job.removed else set[int]()
    job.packages = store_packages(job.source, job.page.parsed.features, job.removed)
    job.articles = store_articles(job.document)
    _store_surroundings([job])
    if job.removed:
        _delete_again(job, known)


def _store_new(jobs: Sequence[_Import]) -> None:
    """All that was read of new files, of which nothing is stored."""
    for job in jobs:
        job.packages = store_packages(job.source, job.page.parsed.features, new=True)
    for job, articles in zip(jobs, store_new_articles([job.document for job in jobs]), strict=True):
        job.articles = articles
    _store_surroundings(jobs, new=True)


def _store_surroundings(jobs: Sequence[_Import], new: bool = False) -> None:
    """What of the files is in no article, or only known when their articles are stored."""
    Passage.objects.bulk_create(passage for job in jobs for passage in _surroundings(job))
    for job in jobs:
        found = problems_of_reading((*job.page.parsed.problems, *job.contradictions))
        job.report.problems += file_problems(job.source, None, found, new)
        job.report.unassigned = job.page.parsed.coverage.unassigned
    articles = [article for job in jobs for article in job.articles]
    assign(articles, new=new)
    mark_changed(article.pk for article in articles)


def _removed_runs(source: SourceDocument) -> list[tuple[int, int]]:
    return list(source.passages.filter(part=PartChoice.REMOVED).values_list("start", "end"))


def _delete_again(job: _Import, known: Collection[int]) -> None:
    """What was deleted of the file, or of its former version, stays in the trash; `known` are the articles that are
    there. Of what lies in deleted runs the source keeps the text.
    """
    read = zip(job.articles, job.page.parsed.articles, strict=True)
    again = [(row, parsed) for row, parsed in read if row.pk not in known]
    again = [(row, parsed) for row, parsed in again if is_mostly_in(parsed.passages, job.removed)]
    kept_away = job.removed if job.is_new else runs_in_trash(job.source)
    gone = [row for row, parsed in again if is_mostly_in(parsed.passages, kept_away)]
    remove_articles(gone)
    job.articles = [row for row in job.articles if row not in gone]
    job.report.created -= len(gone)
    job.report.stayed_deleted = len(gone)
    _withdraw(job, [row for row, _ in again if row not in gone])


def _withdraw(job: _Import, articles: Sequence[Article]) -> None:
    """What was taken away, and is in no trash, is not for readers when it is read again with its page."""
    set_status([row.pk for row in articles], Article.Status.WITHDRAWN.value, None)
    for row in articles:
        row.refresh_from_db()
        job.report.problems += file_problems(job.source, row, [NewProblem(WITHDRAWN, _TAKEN_AWAY)])
    note_review(articles)


def _note_before(job: _Import, source: SourceDocument | None) -> None:
    if job.file and source:
        job.file.save()
    if job.file:
        snapshot_before(job.file, source, list(source.articles.order_by("position", "pk")) if source else [])


def _source_of(page: Page) -> tuple[SourceDocument, bool]:
    """The stored file of these bytes, or a new one, not saved yet; and whether it is new."""
    stored = SourceDocument.objects.select_for_update().filter(sha256=page.sha256).first()
    return (stored, False) if stored else (_new_source(page), True)


def _new_source(page: Page) -> SourceDocument:
    return SourceDocument(
        sha256=page.sha256, file_name=page.file_name[:255], encoding=page.encoding, raw_text=page.text
    )


def _has_changed(page: Page, source: SourceDocument, imprint: Imprint) -> bool:
    """Whether a stored file is read differently now, or given another imprint; never a file with a newer version."""
    if source.current != source:
        return False
    return source.fingerprint != page.fingerprint or imprints.differs_from_stored(source, imprint)


def _set_read(job: _Import) -> None:
    """Bring the source up to date, unsaved, and note where what is known of its printing contradicts itself."""
    known, job.contradictions = imprints.resolved(job.source, job.imprint, job.page.imprints)
    imprints.store(job.source, known)
    _set_reading(job.source, job.page)


def _note_read(source: SourceDocument, page: Page) -> None:
    _set_reading(source, page)
    source.save()


def _set_reading(source: SourceDocument, page: Page) -> None:
    source.kind = page.parsed.kind.value
    source.fingerprint = page.fingerprint
    source.characters = page.parsed.coverage.characters
    source.assigned = page.parsed.coverage.assigned


def _surroundings(job: _Import) -> Iterator[Passage]:
    """The runs of the packages, captions, credits and column marks around the articles; what was deleted stays so."""
    for feature, item in zip(job.packages.features, job.page.parsed.features, strict=True):
        yield from passages_of_package(job.source, feature, item)
    for piece in job.page.parsed.furniture:
        passage = _furniture_passage(job, piece)
        if any(passage.start < end and start < passage.end for start, end in job.removed):
            passage.part = PartChoice.REMOVED
        yield passage


def _furniture_passage(job: _Import, item: Furniture) -> Passage:
    article = job.articles[item.article] if item.article is not None else None
    run = item.passage
    return Passage(
        source=job.source, article=article, part=run.part.value, start=run.start, end=run.end, position=run.start
    )
