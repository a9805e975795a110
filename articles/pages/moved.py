"""The way from an address that a row had before it was merged or renamed to the one that it has now."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from articles.curating.addresses import row_formerly_at
from articles.models import Article, Author, Column, Organisation, Theme

Named = type[Article | Author | Column | Organisation | Theme]


def moved(request: HttpRequest, model: Named, key: object) -> HttpResponse:
    """Leads on, with what is asked of the address; 404 where no row had it. Browsers are not to keep it: a merge can be
    undone.
    """
    row = row_formerly_at(model, str(key))
    if row is None:
        raise Http404
    asked = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{row.get_absolute_url()}?{asked}" if asked else row.get_absolute_url())
