"""核引 and 查重: the page on which a draft is held against the library. Nothing of a draft is stored or logged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from search.errors import EngineUnavailable
from search.verifying.checks import MOST_CHARACTERS, VERDICTS, Checked, Place, Report, TooLong, Verdict, check
from search.verifying.drafts import UnreadableDraft, text_of
from search.verifying.exports import FORMATS
from search.verifying.quotations import SHORTEST
from search.verifying.topics import overlap
from search.web.fault_pages import unavailable
from search.web.limiting import limited
from search.web.state import SearchState

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the draft; `number` is that of the quotation it is, 0 for what is between."""

    text: str
    number: int = 0
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class ShownPlace:
    place: Place
    url: str
    citation: str


@dataclass(frozen=True, slots=True)
class ShownQuotation:
    number: int
    verdict: str
    checked: Checked
    places: tuple[ShownPlace, ...]


@never_cache
@sensitive_post_parameters("draft")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponseBase:
    """The form, and for a posted draft what was found: 422 where it cannot be read, 503 without an engine."""
    return _answer(request) if request.method == "POST" else _page(request)


@limited
def _answer(request: HttpRequest) -> HttpResponseBase:
    """A file is read in here, too: unpacking one is work."""
    try:
        draft = _posted(request)
    except UnreadableDraft as fault:
        return _page(request, {"draft": request.POST.get("draft", ""), "fault": fault}, UNPROCESSABLE)
    try:
        if request.POST.get("task") == "topic":
            return _page(request, {"draft": draft, "overlap": overlap(draft)})
        report = check(draft)
    except TooLong:
        said = f"这份稿子有 {len(draft)} 个字，一次最多核 {MOST_CHARACTERS} 个；请分几次。"
        return _page(request, {"draft": draft, "fault": said}, UNPROCESSABLE)
    except EngineUnavailable as fault:
        return unavailable(request, SearchState(), fault)
    chosen = FORMATS.get(request.POST.get("format", ""))
    if chosen:
        return chosen.response(report, request.build_absolute_uri)
    shown = tuple(_shown(request, number, one) for number, one in enumerate(report.checked, 1))
    counts = [(verdict, VERDICTS[verdict], count) for verdict, count in report.counts.items()]
    context = {"draft": draft, "report": report, "shown": shown, "counts": counts, "pieces": tuple(_pieces(report))}
    return _page(request, context)


def _page(request: HttpRequest, context: Mapping[str, object] | None = None, status: int = 200) -> HttpResponse:
    limits = {"most": MOST_CHARACTERS, "shortest": SHORTEST, "formats": FORMATS.values()}
    return render(request, "verifying/verify.html", {**limits, **(context or {})}, status=status)


def _posted(request: HttpRequest) -> str:
    """The text of the file, if there is one, else of the box; line ends as they are counted. Raises UnreadableDraft."""
    file = request.FILES.get("file")
    text = text_of(file) if file else request.POST.get("draft", "")
    if not text.strip():
        raise UnreadableDraft("没有文字：请把稿子粘贴在框里，或者选一个文件。")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shown(request: HttpRequest, number: int, checked: Checked) -> ShownQuotation:
    places = tuple(ShownPlace(place, place.url, place.citation(request.build_absolute_uri)) for place in checked.places)
    return ShownQuotation(number, VERDICTS[checked.verdict], checked, places)


def _pieces(report: Report) -> Iterator[Piece]:
    at = 0
    for number, one in enumerate(report.checked, 1):
        yield Piece(report.draft[at : one.quotation.start])
        yield Piece(one.quotation.text, number, one.verdict)
        at = one.quotation.end
    yield Piece(report.draft[at:])
