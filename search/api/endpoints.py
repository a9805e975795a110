"""The JSON API: it changes nothing, and its faults are in Chinese and in one shape."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query, Router
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from articles.database_faults import RETRY_SECONDS
from articles.models import Article, Column, Theme
from articles.pages import counts as entry_counts
from search.answers.search import MAX_PER_PAGE, search_with_articles
from search.api.reference import ReferencePage
from search.api.schemas import (
    ArticleShape,
    AuthorShape,
    ColumnShape,
    FaultShape,
    SearchShape,
    SuggestionShape,
    ThemeShape,
)
from search.api.shaping import article_shape, author_shape, search_shape
from search.errors import BadQuery, Busy, EngineUnavailable
from search.language.query import MAX_CHARACTERS
from search.suggestions.library import suggestions
from search.types import FACETS, ReadingMode, SearchRequest, Sort
from search.web.forms import months_between, without_controls

MAX_PAGE = 1_000_000
MAX_VALUES = 50  # of one facet
MONTH = r"^(?:[12]\d{3}-(?:0[1-9]|1[0-2]))?$"


class _Api(NinjaAPI):
    """Names operations by what they do, so that a client made from the description outlives a move of this code."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return f"search_api_{operation.view_func.__name__}"


anything_else = Router()  # to be added behind all others
api = _Api(
    title="文章检索",
    version="1",
    description="只读接口。类型是数组的参数可以重复给出。",
    urls_namespace="api",
    docs=ReferencePage(),
)

Page = Annotated[int, Query(ge=1, le=MAX_PAGE, description="第几页")]


def _values(description: str, **more: bool) -> Any:
    """What is said of a facet's parameter, which may be given several times."""
    return Query(max_length=MAX_VALUES, description=description, **more)


_FAULTS = {400: FaultShape, 503: FaultShape}
_PUBLISHED = Q(articles__status=Article.Status.PUBLISHED)


@api.get("/search", response={200: SearchShape, **_FAULTS}, summary="检索")
def search_articles(
    request: HttpRequest,
    q: Annotated[str, Query(description="检索式，写法同网页；空着是全部文章", example="新质生产力")] = "",
    column: Annotated[list[str], _values("栏目的名称、网址名或编号；“-”是没有的，下同")] = [],  # noqa: B006  # the framework copies it
    author: Annotated[list[str], _values("作者的编号或姓名")] = [],  # noqa: B006
    theme: Annotated[list[str], _values("主题的名称、网址名或编号")] = [],  # noqa: B006
    organisation: Annotated[list[str], _values("单位的编号、名称，或所印的单位")] = [],  # noqa: B006
    affiliation: Annotated[list[str], _values("同 organisation", deprecated=True)] = [],  # noqa: B006
    year: Annotated[list[str], _values("年份，如 2024")] = [],  # noqa: B006
    since: Annotated[str, Query(alias="from", pattern=MONTH, description="起始月份，如 2024-01")] = "",
    until: Annotated[str, Query(alias="to", pattern=MONTH, description="终止月份，如 2024-06")] = "",
    publication: Annotated[list[str], _values("报纸")] = [],  # noqa: B006
    section: Annotated[list[str], _values("版名")] = [],  # noqa: B006
    printed_page: Annotated[list[str], _values("版次")] = [],  # noqa: B006
    mode: Annotated[Literal["words", "exact"], Query(description="词语，或逐字")] = "words",
    sort: Annotated[
        Literal["relevance", "newest", "oldest", "title"], Query(description="按相关、日期由新到旧、由旧到新、标题")
    ] = "relevance",
    page: Page = 1,
    per_page: Annotated[int, Query(ge=1, le=MAX_PER_PAGE, description="每页几篇")] = 20,
    collapse: Annotated[
        bool, Query(description="近似的只列最前的一篇，其余在 alike；总数仍全算，一页可能不满")
    ] = False,
) -> SearchShape:
    """查找文章。同一参数给出几个值是“任一”，不同的参数是“都要”。

    日期按月，由 from 到 to；查某一天，写在 q 里：日期:2024-03-10。
    """
    months = list(months_between(since, until))
    chosen = (column, author, theme, organisation + affiliation, year, months, publication, section, printed_page)
    given = zip(FACETS, chosen, strict=True)
    filters = {name: tuple(filter(None, map(without_controls, values))) for name, values in given}
    asked = SearchRequest(q, ReadingMode(mode), filters, Sort(sort), page, per_page)
    return search_shape(search_with_articles(asked, folds=collapse), page, per_page)


@api.get("/articles/{article_id}", response={200: ArticleShape, 400: FaultShape, 404: FaultShape}, summary="一篇文章")
def read_article(request: HttpRequest, article_id: Annotated[int, Path(description="文章的编号")]) -> ArticleShape:
    """文章的全部内容。"""
    article = Article.objects.published().for_reading().filter(pk=article_id).first()
    if article is None:
        raise Http404
    return article_shape(article)


@api.get("/suggest", response={200: list[SuggestionShape], 400: FaultShape, 503: FaultShape}, summary="输入建议")
def suggest(
    request: HttpRequest,
    response: HttpResponse,
    q: Annotated[str, Query(max_length=MAX_CHARACTERS, description="已经输入的", example="产业")] = "",
    limit: Annotated[int, Query(ge=1, le=20, description="至多几条")] = 10,
) -> list[SuggestionShape]:
    """正在输入的作者、主题、栏目、词语、基金编号、标题：按字、拼音或首字母。"""
    response["Cache-Control"] = "private, no-cache"  # without a tag: what is gathered later is of the same state
    return [
        SuggestionShape(kind=entry.kind, text=entry.text, url=entry.url, articles=entry.weight, detail=entry.detail)
        for entry in suggestions(q, limit)
    ]


@api.get("/columns", response=list[ColumnShape], summary="栏目")
def list_columns(request: HttpRequest) -> list[ColumnShape]:
    """有文章的栏目和各自的文章数。"""
    counts = {row.entry.pk: row.count for row in entry_counts.columns(Article.objects.published())}
    return [
        ColumnShape(id=c.pk, name=c.name, slug=c.slug, url=c.get_absolute_url(), articles=counts[c.pk])
        for c in Column.objects.filter(pk__in=counts)
    ]


@api.get("/authors", response={200: list[AuthorShape], 400: FaultShape}, summary="作者")
def list_authors(
    request: HttpRequest,
    q: Annotated[str, Query(description="姓名的一部分，拼音或首字母的开头", example="zhang")] = "",
    page: Page = 1,
    per_page: Annotated[int, Query(ge=1, le=1000, description="每页几位")] = 1000,
) -> list[AuthorShape]:
    """有文章的作者和各自的文章数，按拼音排列。"""
    authors = entry_counts.registered_authors().order_by("pinyin", "name", "id")
    if q := without_controls(q):
        authors = authors.filter(Q(name__icontains=q) | _any_begins("pinyin", q) | _any_begins("initials", q))
    start = (page - 1) * per_page
    return [author_shape(author) for author in authors[start : start + per_page]]


def _any_begins(field: str, q: str) -> Q:
    """Where one of the field's readings, divided by spaces, begins so."""
    return Q(**{f"{field}__istartswith": q}) | Q(**{f"{field}__icontains": f" {q}"})


@api.get("/themes", response=list[ThemeShape], summary="主题")
def list_themes(request: HttpRequest) -> list[ThemeShape]:
    """有文章的主题和各自的文章数。"""
    counts = {row.entry.pk: row.count for row in entry_counts.registered_themes()}
    return [
        ThemeShape(
            id=t.pk,
            name=t.name,
            slug=t.slug,
            url=t.get_absolute_url(),
            articles=counts[t.pk],
            description=t.description,
        )
        for t in Theme.objects.filter(pk__in=counts)
    ]


@anything_else.get("/{path:anything}", include_in_schema=False)
def no_such_address(request: HttpRequest, anything: str) -> None:
    """What is not here is said in the shape of all faults."""
    raise Http404


@api.exception_handler(BadQuery)
def refuse_query(request: HttpRequest, fault: BadQuery) -> HttpResponse:
    return _fault(request, 400, "bad_query", fault.message, fault.at, fault.repaired)


@api.exception_handler(ValidationError)
def refuse_parameters(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    names = "、".join(dict.fromkeys(_parameter(error["loc"]) for error in fault.errors))
    return _fault(request, 400, "bad_request", f"参数 {names} 的值不能用，请看 /api/docs")


@api.exception_handler(HttpError)
def refuse_body(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """What Ninja cannot even read, such as a body that is no JSON."""
    return _fault(request, fault.status_code, "bad_request", "请求的内容不是 JSON，请看 /api/docs")


@api.exception_handler(Http404)
def not_found(request: HttpRequest, fault: Http404) -> HttpResponse:
    return _fault(request, 404, "not_found", "没有这一条，或者还没有发布")


@api.exception_handler(EngineUnavailable)
def out_of_service(request: HttpRequest, fault: EngineUnavailable) -> HttpResponse:
    busy = ("busy", "现在请求太多，请稍后再试")
    error, message = busy if isinstance(fault, Busy) else ("engine_unavailable", "检索暂时不能用，请稍后再试")
    response = _fault(request, 503, error, message)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _fault(
    request: HttpRequest, status: int, error: str, message: str, at: int | None = None, repaired: str | None = None
) -> HttpResponse:
    shape = FaultShape(error=error, message=message, at=at, repaired=repaired or None)
    return api.create_response(request, shape.model_dump(), status=status)


def _parameter(location: tuple[object, ...]) -> str:
    """The name of the parameter that a validation error is about."""
    names = [part for part in location if isinstance(part, str) and part not in ("query", "path")]
    return names[0] if names else str(location[-1])
