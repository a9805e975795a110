"""The JSON API of 核引 (`/api/verify`) and 查重 (`/api/overlap`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.http import HttpRequest
from ninja import Router

from articles.citing.citations import gbt7714
from articles.citing.metadata import citation_of
from search.admission import admitted
from search.api.schemas import FaultShape
from search.errors import BadQuery
from search.verifying.alignment import Edit
from search.verifying.checks import MOST_CHARACTERS, AbsoluteUrl, Checked, DraftTooLong, LocatedPassage, check
from search.verifying.shapes import (
    ChangeShape,
    DraftShape,
    OverlapShape,
    PlaceShape,
    PrintedShape,
    QuotationShape,
    SkippedShape,
    VerificationShape,
)
from search.verifying.topics import overlap

router = Router()


@router.post("/verify", response={200: VerificationShape, 400: FaultShape, 503: FaultShape}, summary="核引")
def verify_draft(request: HttpRequest, sent: DraftShape) -> VerificationShape:
    """稿子里的引文在馆内有没有，一字不差还是有出入，是不是稿中所说的人的。稿子不保存，也不记入日志。"""
    with admitted(), _within_limits():
        report = check(sent.draft)
    return VerificationShape(
        counts={str(verdict): count for verdict, count in report.counts.items()},
        quotations=[_quotation(one, request.build_absolute_uri) for one in report.checked],
        skipped=[SkippedShape(start=s.start, end=s.end, text=s.text, reason=s.reason) for s in report.skipped],
        left=report.left,
        took_ms=round(report.took_ms, 3),
    )


@router.post("/overlap", response={200: OverlapShape, 400: FaultShape, 503: FaultShape}, summary="选题查重")
def find_overlap(request: HttpRequest, sent: DraftShape) -> OverlapShape:
    """一个标题、提纲或全文，馆内最接近的文章，各有稿中的哪些词。稿子不保存，也不记入日志。"""
    with admitted(), _within_limits():
        found = overlap(sent.draft)
    return OverlapShape(
        terms=list(found.terms),
        printed=[
            PrintedShape(
                id=one.article.pk,
                url=one.article.get_absolute_url(),
                title=one.article.title,
                citation=gbt7714(citation_of(one.article, request.build_absolute_uri(one.article.get_absolute_url()))),
                shared=list(one.shared),
                lacking=list(one.lacking),
            )
            for one in found.printed
        ],
        alone=list(found.alone),
        took_ms=round(found.took_ms, 3),
    )


@contextmanager
def _within_limits() -> Iterator[None]:
    try:
        yield
    except DraftTooLong as fault:
        raise BadQuery(f"稿子最多 {MOST_CHARACTERS} 个字，请分几次", MOST_CHARACTERS) from fault


def _quotation(one: Checked, absolute_url: AbsoluteUrl) -> QuotationShape:
    return QuotationShape(
        start=one.quotation.start,
        end=one.quotation.end,
        text=one.quotation.text,
        verdict=one.verdict,
        articles=one.articles,
        said_by=one.quotation.said_by,
        named=list(one.named),
        theirs=one.is_theirs,
        set_phrase=one.is_set_phrase,
        changes=change_shapes(one.changes),
        places=[place_shape(place, absolute_url) for place in one.places],
    )


def change_shapes(changes: Sequence[Edit]) -> list[ChangeShape]:
    return [ChangeShape(quoted=change.quoted, printed=change.printed, alike=change.is_alike) for change in changes]


def place_shape(place: LocatedPassage, absolute_url: AbsoluteUrl) -> PlaceShape:
    known = place.cited(absolute_url)
    return PlaceShape(
        id=place.article.pk,
        url=place.url,
        title=known.title,
        authors=list(known.authors),
        publication=known.publication,
        date=known.date.isoformat() if known.date else None,
        page=known.page,
        where=place.passage.where,
        text=place.passage.text.whole,
        distance=place.passage.distance,
        citation=place.citation(absolute_url),
    )
