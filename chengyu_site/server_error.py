"""What is answered where nothing else could be."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views import defaults

from articles.database_faults import RETRY_SECONDS, is_outage


def server_error(request: HttpRequest) -> HttpResponseBase:
    """503 while the database cannot be used, else 500. Called while the fault is handled, and logged by Django.

    Rendered without the request: whatever asked who is asking would need the database again.
    """
    if not is_outage(sys.exc_info()[1]):
        return defaults.server_error(request)
    return HttpResponse(render_to_string("outage.html"), status=503, headers={"Retry-After": RETRY_SECONDS})
