"""沿革 in the JSON API: the same answers as the pages'."""

from __future__ import annotations

from typing import Annotated

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from articles.models import Article
from search.admission import admitted
from search.api.schemas import FaultShape
from search.errors import BadQuery
from search.models import RecurringPassage
from search.phrases.lineage import fault_of, lineage
from search.phrases.listing import PER_PAGE, common
from search.phrases.recurring import recurring
from search.phrases.shapes import CommonPageShape, CommonShape, LineageShape, RecurringShape, UseShape
from search.verifying.endpoint import change_shapes, place_shape
from search.web.forms import without_controls

router = Router()


@router.get("/phrases", response={200: LineageShape, 400: FaultShape, 503: FaultShape}, summary="表述沿革")
def trace_phrase(
    request: HttpRequest, q: Annotated[str, Query(description="一段话", example="推动成渝地区双城经济圈建设走深走实")]
) -> LineageShape:
    """一段话最早见于哪里，后来谁用过，改动了什么；标点不计，差不到五分之一的列为改动。"""
    passage = without_controls(q).strip()
    if fault := fault_of(passage):
        raise BadQuery(fault)
    with admitted():
        found = lineage(passage)
    uses = [
        UseShape(place=place_shape(use.place, request.build_absolute_uri), changes=change_shapes(use.changes))
        for use in found.uses
    ]
    return LineageShape(passage=found.passage, articles=found.articles, uses=uses)


@router.get(
    "/phrases/common", response={200: CommonPageShape, 400: FaultShape, 503: FaultShape}, summary="沿用最广的表述"
)
def list_common(
    request: HttpRequest, page: Annotated[int, Query(ge=1, le=1_000_000, description="第几页")] = 1
) -> CommonPageShape:
    """许多文章都有的话，篇数多的在前，各见于几篇、最早是哪一篇。"""
    kept = Paginator(RecurringPassage.objects.all(), PER_PAGE)
    with admitted():
        found = common(kept.page(page)) if page <= kept.num_pages else []
    passages = [CommonShape(text=one.text, articles=one.articles, first=one.first.pk, url=one.url) for one in found]
    return CommonPageShape(total=kept.count, page=page, per_page=PER_PAGE, passages=passages)


@router.get(
    "/articles/{article_id}/phrases",
    response={200: list[RecurringShape], 400: FaultShape, 404: FaultShape, 503: FaultShape},
    summary="其中沿用的表述",
)
def list_recurring(
    request: HttpRequest, article_id: Annotated[int, Path(description="文章的编号")]
) -> list[RecurringShape]:
    """一篇文章里别的文章也有的话，按文中次序。"""
    article = Article.objects.published().filter(pk=article_id).first()
    if article is None:
        raise Http404
    with admitted():
        return [RecurringShape(text=one.text, others=one.others, url=one.url) for one in recurring(article)]
