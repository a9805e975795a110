"""Each request has a name: in every line that is logged while it is answered, and in the answer's head."""

from __future__ import annotations

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"
_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")  # what a proxy gives; anything else might forge lines of the log

# What is asked there may be of a text that is not printed yet: quotations are led to by their words.
_OF_DRAFTS = ("/verify", "/phrases", "/api/phrases", "/articles/")

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class RequestLog:
    """Names the request, and says at INFO what it asked, was answered and took; at WARNING where that was long.

    What is measured ends where the answer begins to be sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        name = given if _NAME.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(name)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            self._say(request, response.status_code, time.perf_counter() - began)
        finally:
            request_id.reset(token)
        response.headers[HEADER] = name
        return response

    def _say(self, request: HttpRequest, status: int, seconds: float) -> None:
        level = logging.WARNING if seconds >= settings.SLOW_SECONDS else logging.INFO
        address = request.path if request.path.startswith(_OF_DRAFTS) else request.get_full_path()
        logger.log(level, "%s %s %d %.3f s", request.method, address, status, seconds)


def add_request_id(record: logging.LogRecord) -> bool:
    """A filter that names the request in the record, `-` outside of any."""
    record.request_id = request_id.get()
    return True


class JSONFormatter(logging.Formatter):
    """A line of JSON for each record: time, level, logger, message, request and, where there is one, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": getattr(record, "request_id", "-"),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
