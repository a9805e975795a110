"""Stores a parsed page: one transaction a document, idempotent, curated fields untouched."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from articles.changes import mark_changed, one_change
from articles.curating import curated_fields
from articles.curating.review import wants_review
from articles.importing import imprints, page_fields
from articles.importing.columns import column_named
from articles.importing.files import Page
from articles.importing.packages import store_features
from articles.importing.pairing import Footprint, pair_articles
from articles.importing.reports import Outcome, PageReport, write_down
from articles.likeness.duplicates import note_duplicates, text_of
from articles.likeness.versions import former_version, supersede
from articles.models import Article, BatchFile, Passage, SourceDocument
from articles.parsing import parse
from articles.parsing.problems import IMPRINTS_DIFFER
from articles.parsing.repairing import repaired
from articles.parsing.types import NO_IMPRINT, Furniture, Imprint, ParsedArticle, Problem
from articles.people.bylines import Register, bylines_of
from articles.people.names import canonical_name
from articles.problems import WITHDRAWN, NewProblem, file_problems, problems_of_reading
from articles.themes.assigning import assign
from articles.undoing.orphans import Named, delete_orphans
from articles.undoing.snapshots import record_results, snapshot_before


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
    articles: list[Article] = field(default_factory=list)

    @cached_property
    def register(self) -> Register:
        return Register({person.name[:50] for parsed in self.page.parsed.articles for person in parsed.authors})


def import_page(page: Page, imprint: Imprint = NO_IMPRINT, file: BatchFile | None = None) -> PageReport:
    """Store a page, or bring what is stored of it up to date with this reading.

    `imprint` is what whoever imports it knows of its printing. `file` is its row in a batch: what was there before and
    what became of it is written into it.
    """
    with one_change():
        source, is_new = _source_of(page)
        page = _mended(source, page)
        report = PageReport(page.file_name, Outcome.CREATED if is_new else Outcome.UPDATED)
        if is_new or _has_changed(page, source, imprint):
            _import(_Import(page, source, is_new, imprint, report, file, f"导入 {page.file_name}"))
        else:
            report.outcome = Outcome.UNCHANGED
        if file:
            file.source = source
            write_down(file, report)
            record_results(file, [] if report.outcome == Outcome.UNCHANGED else source.articles.all())
    return report


def read_again(source: SourceDocument) -> tuple[Problem, ...]:
    """Bring what is stored of a file up to date with its repairs; where it was printed stays as it is.

    Returns what is doubted of the file as a whole.
    """
    with one_change():
        name, text = source.file_name, source.raw_text
        page = _mended(source, Page(name, source.sha256, source.encoding, text, parse(text, name)))
        job = _Import(page, source, False, NO_IMPRINT, PageReport(name, Outcome.UPDATED), None, "版面修订")
        _note_read(source, page)
        contradictions = source.problems.filter(article=None, code=IMPRINTS_DIFFER)
        _store(job, tuple(Problem(row.code, row.message, row.at or 0, tuple(row.answers)) for row in contradictions))
    return page.parsed.problems


def _mended(source: SourceDocument, page: Page) -> Page:
    """The reading with what people mended of it."""
    repairs = [row.as_repair() for row in source.repairs.standing()]
    if not repairs:
        return page
    return replace(page, parsed=repaired(page.text, source.file_name, page.parsed, repairs))


def _import(job: _Import) -> None:
    """What was there before is noted before anything of it changes; a new file has to be known to find its former."""
    if not job.is_new:
        _note_before(job, job.source)
    contradictions = _update_source(job.source, job.page, job.imprint)
    if job.is_new:
        former = former_version(job.source)
        _note_before(job, former)
        if former is not None:
            supersede(former, job.source)
            job.report.replaced = former.file_name
            if former.repairs.standing().carry_to(job.source):
                job.page = _mended(job.source, job.page)
                _note_read(job.source, job.page)
    _store(job, contradictions)


def _store(job: _Import, contradictions: tuple[Problem, ...]) -> None:
    _store_articles(job)
    _store_surroundings(job, contradictions)
    assign(job.articles)
    mark_changed(article.pk for article in job.articles)


def _note_before(job: _Import, source: SourceDocument | None) -> None:
    if job.file:
        job.file.save()
        snapshot_before(job.file, source, list(source.articles.order_by("position", "pk")) if source else [])


def _source_of(page: Page) -> tuple[SourceDocument, bool]:
    return SourceDocument.objects.select_for_update().get_or_create(
        sha256=page.sha256,
        defaults={
            "file_name": page.file_name[:255],
            "kind": page.parsed.kind.value,
            "encoding": page.encoding,
            "raw_text": page.text,
        },
    )


def _has_changed(page: Page, source: SourceDocument, imprint: Imprint) -> bool:
    """Whether a stored file is read differently now, or given another imprint; never a file with a newer version."""
    if source.current != source:
        return False
    return source.fingerprint != page.fingerprint or imprints.differs_from_stored(source, imprint)


def _update_source(source: SourceDocument, page: Page, imprint: Imprint) -> tuple[Problem, ...]:
    """Bring the source up to date; returns where what is known of its printing contradicts itself."""
    known, contradictions = imprints.resolved(source, imprint, page.imprints)
    imprints.store(source, known)
    _note_read(source, page)
    return contradictions


def _note_read(source: SourceDocument, page: Page) -> None:
    source.kind = page.parsed.kind.value
    source.fingerprint = page.fingerprint
    source.characters = page.parsed.coverage.characters
    source.assigned = page.parsed.coverage.assigned
    source.save()


def _store_articles(job: _Import) -> None:
    """Store each article of the reading on the stored one that it goes on; part with those it no longer has."""
    stored = list(job.source.articles.order_by("position", "pk"))
    named = Named.by(stored)
    pairs = pair_articles(
        [_stored_footprint(article) for article in stored],
        [_read_footprint(parsed) for parsed in job.page.parsed.articles],
    )
    job.source.passages.all().delete()
    for position, parsed in enumerate(job.page.parsed.articles):
        article = stored[pairs[position]] if position in pairs else _new_article(job.source, parsed, position)
        _store_article(job, article, parsed, position)
    for index, article in enumerate(stored):
        if index not in pairs.values():
            _withdraw_or_delete(job, article)
    delete_orphans(named)


def _new_article(source: SourceDocument, parsed: ParsedArticle, position: int) -> Article:
    """With the number, and so the address, that it had if it was there before and went."""
    key = _free_key(source, position)
    gone = Article.history.filter(record_key=key, history_type="-", title=parsed.title).order_by("-history_id").first()
    number = gone.id if gone and not Article.objects.filter(pk=gone.id).exists() else None
    return Article(pk=number, source=source, record_key=key)


def _stored_footprint(article: Article) -> Footprint:
    spans = article.passages.values_list("start", "end")
    names = frozenset(byline.name for byline in bylines_of(article))
    return Footprint(tuple(spans), names, article.title, text_of(article))


def _read_footprint(parsed: ParsedArticle) -> Footprint:
    spans = tuple((run.start, run.end) for run in parsed.passages)
    names = frozenset(canonical_name(person.name) for person in parsed.authors)
    return Footprint(spans, names, parsed.title, "\n".join(block.text for block in parsed.body))


def _store_article(job: _Import, article: Article, parsed: ParsedArticle, position: int) -> None:
    is_new = article._state.adding
    values = page_fields.text_fields(parsed) | {
        "column": column_named(parsed.column),
        "published_on": job.source.published_on,
        "status": Article.Status.PUBLISHED.value,
    }
    found = page_fields.reading_problems(parsed) + page_fields.clip_to_model(Article, values)
    changed, disagreements = curated_fields.apply_import(article, values)
    if is_new or changed or article.position != position:
        article.position = position
        article.record_key = article.record_key or _free_key(job.source, position)
        article._change_reason = job.reason[:100]  # type: ignore[attr-defined]
        article.save()
    people_changed, people_doubts = curated_fields.apply_bylines(
        article, page_fields.printed_bylines(parsed), job.register
    )
    repeats = note_duplicates([article]).get(article.pk, [])
    filed = file_problems(job.source, article, found + disagreements + people_doubts + repeats)
    _note_review(article)
    Passage.objects.bulk_create(page_fields.passages_of(parsed, article))
    job.articles.append(article)
    job.report.created += is_new
    job.report.updated += not is_new and bool(changed or people_changed)
    job.report.problems += filed
    job.report.inferred_titles += parsed.title_origin == Article.Origin.INFERRED.value


def _free_key(source: SourceDocument, position: int) -> str:
    """A key that the article keeps for good: exports name it by it, and records that come back find it."""
    base = f"{source.sha256[:16]}:{position + 1}"
    key, number = base, 2
    while Article.objects.filter(record_key=key).exists():
        key, number = f"{base}:{number}", number + 1
    return key


def _note_review(article: Article) -> None:
    """What is doubted wants a look; what nothing doubts any more, or a person has settled, does not."""
    wanted = wants_review(article)
    if wanted != article.needs_review:
        article.needs_review = wanted
        Article.objects.filter(pk=article.pk).update(needs_review=wanted)


def _withdraw_or_delete(job: _Import, article: Article) -> None:
    """An article that the file no longer yields: a person's work is withdrawn and kept, the rest is deleted."""
    if not curated_fields.is_curated(article):
        article.delete()
        job.report.deleted += 1
        return
    article.status = Article.Status.WITHDRAWN
    article.needs_review = True
    article.save(update_fields=["status", "needs_review", "updated_at"])
    message = "重新解析来源文件后不再有这篇文章；因有人工修改，已撤下而未删除。"
    job.report.problems += file_problems(job.source, article, [NewProblem(WITHDRAWN, message)])
    job.report.withdrawn += 1


def _store_surroundings(job: _Import, contradictions: tuple[Problem, ...]) -> None:
    """The packages, captions, credits and column marks around the articles, and what the reading doubts of the page."""
    parsed = job.page.parsed
    passages = store_features(job.source, parsed.features, job.articles)
    passages += [_furniture_passage(job, item) for item in parsed.furniture]
    Passage.objects.bulk_create(passages)
    found = problems_of_reading((*parsed.problems, *contradictions))
    job.report.problems += file_problems(job.source, None, found)
    job.report.unassigned = parsed.coverage.unassigned


def _furniture_passage(job: _Import, item: Furniture) -> Passage:
    article = job.articles[item.article] if item.article is not None else None
    run = item.passage
    return Passage(
        source=job.source, article=article, part=run.part.value, start=run.start, end=run.end, position=run.start
    )
