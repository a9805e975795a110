"""Any search as an Atom feed, the newest of its articles first: published on their day, updated when last changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.views.decorators.http import require_safe

from articles.database_faults import RETRY_SECONDS
from search.answers.search import search_with_articles
from search.errors import BadQuery, EngineUnavailable
from search.pages.result_page import ResultEntry, result_page
from search.text.characters import NOT_IN_XML
from search.types import Sort
from search.web.facet_panels import SHOWN_VALUES, search_url
from search.web.forms import read_state

ENTRIES = 50
PLAIN = "text/plain; charset=utf-8"


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """Atom; 400 and 503 in a line of plain text, as feed readers show it."""
    state = replace(read_state(request.GET), sort=Sort.NEWEST, page=1)
    try:
        found = search_with_articles(state.request(ENTRIES), values=SHOWN_VALUES, folds=True)
    except BadQuery as fault:
        return HttpResponse(str(fault), status=400, content_type=PLAIN)
    except EngineUnavailable:
        retry = {"Retry-After": RETRY_SECONDS}
        return HttpResponse("检索暂时不可用", status=503, headers=retry, content_type=PLAIN)
    shown = result_page(state, found)
    feed = Atom1Feed(
        title=NOT_IN_XML.sub("", f"理论阅览室：{shown.title}"),
        link=request.build_absolute_uri(search_url(state)),
        description="",
        language="zh-Hans",
        feed_url=request.build_absolute_uri(),
    )
    for entry in shown.entries:
        _add(feed, entry, request)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _midnight(day: date | None) -> datetime | None:
    """When a day begins here: Atom has moments only."""
    return make_aware(datetime.combine(day, time.min)) if day else None


def _add(feed: Atom1Feed, entry: ResultEntry, request: HttpRequest) -> None:
    article = entry.article
    url = request.build_absolute_uri(article.get_absolute_url())
    title = f"{article.title}（题名推定）" if article.title_origin == article.Origin.INFERRED else article.title
    passages = "……".join("".join(span.text for span in passage.spans) for passage in entry.passages)
    authors = "、".join(said.author.name for said in article.signed)
    feed.add_item(
        title=NOT_IN_XML.sub("", title),
        link=url,
        unique_id=url,
        description=NOT_IN_XML.sub("", passages),
        author_name=NOT_IN_XML.sub("", authors) or None,
        categories=[NOT_IN_XML.sub("", given.theme.name) for given in article.themed],
        pubdate=_midnight(article.printed_on),
        updateddate=article.updated_at,
    )
