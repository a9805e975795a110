"""Browsing by day: the calendar, and a day as its papers and pages."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.pages import issues


class DayConverter:
    """A day of an address: 2025-03-10, written so and no otherwise; the calendar has to have it."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


@require_safe
def calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The sheets of a year's months: the newest year's where none is named; 404 for a year without articles."""
    days, undated = issues.days()
    years = issues.years_of(days)
    shown = year if year is not None else (years[0].year if years else None)
    if year is not None and year not in {one.year for one in years}:
        raise Http404
    context = {
        "years": years,
        "year": shown,
        "months": issues.months_of(shown, days) if shown else [],
        "undated": undated,
        "weekdays": issues.WEEKDAYS,
    }
    return render(request, "articles/issues/issues.html", context)


@require_safe
def issue(request: HttpRequest, day: date) -> HttpResponse:
    """A day's papers, page by page; 404 for one without articles, with the way to the nearest that have some."""
    articles = issues.articles_of(day)
    papers = issues.papers_of(articles)
    context = {
        "day": day,
        "weekday": issues.WEEKDAYS[day.weekday()],
        "articles": articles,
        "papers": papers,
        "pages": sum(page.source is not None for paper in papers for page in paper.pages),
        "neighbours": issues.neighbours(day),
    }
    return render(request, "articles/issues/issue.html", context, status=200 if articles else 404)
