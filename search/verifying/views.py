"""The page of 核引 and 查重. Nothing of a draft is stored or logged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.models import Article
from search.errors import EngineUnavailable
from search.verifying.checks import MOST_CHARACTERS, VERDICTS, Checked, DraftTooLong, LocatedPassage, Verdict, check
from search.verifying.drafts import UnreadableDraft, text_of
from search.verifying.exports import FORMATS
from search.verifying.quotations import SHORTEST, read_draft
from search.verifying.topics import overlap
from search.web.fault_pages import unavailable
from search.web.forms import without_controls
from search.web.limiting import limited
from search.web.state import SearchState

UNPROCESSABLE = 422
LARGEST_ID = 2**63 - 1
MOST_DIGITS = 20  # of a number that is read: one digit more than the largest has
_LINE_END = re.compile("\r\n|[\r\v\u2028\u2029]")  # a form's, Word's soft break, Unicode's
_NOTHING = "没有文字：请把稿子粘贴在框里，或者选一个文件。"


@dataclass(frozen=True, slots=True)
class DraftRun:
    """A part of the draft: a quotation with its `number` (from 1) and verdict, or the text between two (number 0)."""

    text: str
    number: int = 0
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class ShownPlace:
    place: LocatedPassage
    url: str
    citation: str


@dataclass(frozen=True, slots=True)
class ShownQuotation:
    number: int
    verdict: str
    checked: Checked
    places: tuple[ShownPlace, ...]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Some paragraphs of the draft, and the results of the quotations in them."""

    pieces: tuple[DraftRun, ...]
    shown: tuple[ShownQuotation, ...]


@never_cache
@sensitive_post_parameters("draft")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponseBase:
    """The form, and what was found for a posted draft, for the passage `q` or for the `article` that a link names.

    422 where there is nothing to be read, 404 without that article, 503 without an engine.
    """
    is_asked = request.method == "POST" or "q" in request.GET or "article" in request.GET
    return _answer(request) if is_asked else _page(request)


@limited
def _answer(request: HttpRequest) -> HttpResponseBase:
    """A file is read in here, too: unpacking one is work."""
    asked = request.POST if request.method == "POST" else request.GET
    article = _article(request, asked.get("article", ""))
    try:
        draft = _draft(request, article)
    except UnreadableDraft as fault:
        return _page(request, {"draft": asked.get("draft", ""), "fault": fault}, UNPROCESSABLE)
    context: dict[str, object] = {"draft": draft, "of_article": article}
    excluded = article.pk if article else 0
    try:
        if asked.get("task") == "topic":
            return _page(request, {**context, "overlap": overlap(draft, excluded)})
        report = check(draft, excluded)
    except DraftTooLong:
        said = f"这份稿子有 {len(draft)} 个字，一次最多核 {MOST_CHARACTERS} 个；请分几次。"
        return _page(request, {**context, "fault": said}, UNPROCESSABLE)
    except EngineUnavailable as fault:
        return unavailable(request, SearchState(), fault)
    chosen = FORMATS.get(asked.get("format", ""))
    if chosen:
        return chosen.response(report, request.build_absolute_uri)
    shown = tuple(_shown(request, number, one) for number, one in enumerate(report.checked, 1))
    counts = [(verdict, VERDICTS[verdict], count) for verdict, count in report.counts.items()]
    return _page(request, {**context, "report": report, "counts": counts, "rows": tuple(_rows(report.draft, shown))})


def _page(request: HttpRequest, context: Mapping[str, object] | None = None, status: int = 200) -> HttpResponse:
    limits = {"most": MOST_CHARACTERS, "shortest": SHORTEST, "formats": FORMATS.values()}
    return render(request, "search/verifying/verify.html", {**limits, **(context or {})}, status=status)


def _article(request: HttpRequest, number: str) -> Article | None:
    """The article that is asked about; who may see drafts in the record may ask about one."""
    if not number.isdecimal():
        return None
    articles = Article.objects.all() if request.user.has_perm("articles.view_article") else Article.objects.published()
    return get_object_or_404(articles, pk=min(int(number[:MOST_DIGITS]), LARGEST_ID))


def _draft(request: HttpRequest, article: Article | None) -> str:
    """The text to check: the posted draft, else the article's text, else the passage `q`, in quotation marks if it has
    none. Raises UnreadableDraft.
    """
    if request.method == "POST":
        return _posted(request)
    if article:
        return "\n".join([article.title, article.abstract, *article.lead, *(b["text"] for b in article.body)])
    passage = without_controls(request.GET.get("q", "")).strip()
    if not passage:
        raise UnreadableDraft(_NOTHING)
    return passage if read_draft(passage).quotations else f"“{passage}”"


def _posted(request: HttpRequest) -> str:
    """The text of the file, if there is one, else of the box; line ends as they are counted. Raises UnreadableDraft."""
    file = request.FILES.get("file")
    text = text_of(file) if file else request.POST.get("draft", "")
    if not text.strip():
        raise UnreadableDraft(_NOTHING)
    return _LINE_END.sub("\n", text)


def _shown(request: HttpRequest, number: int, checked: Checked) -> ShownQuotation:
    places = tuple(ShownPlace(place, place.url, place.citation(request.build_absolute_uri)) for place in checked.places)
    return ShownQuotation(number, VERDICTS[checked.verdict], checked, places)


def _rows(draft: str, shown: Sequence[ShownQuotation]) -> Iterator[DraftRow]:
    """The draft in rows, in its order: paragraphs with quotations beside their results, and the text between these."""
    at = first = 0
    while first < len(shown):
        start = draft.rfind("\n", at, shown[first].checked.quotation.start) + 1 or at
        end, last = -1, first
        while last < len(shown) and (last == first or shown[last].checked.quotation.start < end):
            end = draft.find("\n", shown[last].checked.quotation.end)
            end = len(draft) if end < 0 else end
            last += 1
        yield from _between(draft[at:start])
        yield DraftRow(tuple(_pieces(draft, start, end, shown[first:last])), tuple(shown[first:last]))
        at, first = end, last
    yield from _between(draft[at:])


def _between(text: str) -> Iterator[DraftRow]:
    if text.strip():
        yield DraftRow((DraftRun(text.strip("\n")),), ())


def _pieces(draft: str, start: int, end: int, shown: Iterable[ShownQuotation]) -> Iterator[DraftRun]:
    for one in shown:
        quotation = one.checked.quotation
        yield DraftRun(draft[start : quotation.start])
        yield DraftRun(quotation.text, one.number, one.checked.verdict)
        start = quotation.end
    yield DraftRun(draft[start:end])
