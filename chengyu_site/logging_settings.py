"""What is logged, and how a line looks: `LOGGING` of the settings."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from chengyu_site.request_log import add_request_id


def logging_settings(level: str, as_json: bool) -> dict[str, Any]:
    """As `logging.config.dictConfig` takes them: everything from the level on, to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"},
            "json": {"()": "chengyu_site.request_log.JSONFormatter"},
        },
        # The level is the handler's too: a library that sets its own logger lower is not heard either.
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json" if as_json else "plain",
                "filters": ["request_id", "in_a_line"],
                "level": level,
            },
        },
        "filters": {
            "in_a_line": {"()": "django.utils.log.CallbackFilter", "callback": _without_traceback},
            "request_id": {"()": "django.utils.log.CallbackFilter", "callback": add_request_id},
        },
        "root": {"handlers": ["console"], "level": level},
    }


def _without_traceback(record: logging.LogRecord) -> bool:
    """Where it is the request that is refused, and nothing that broke: anybody may send any Host, too much, and ask for
    what is not theirs, as often as they like.
    """
    if 0 < getattr(record, "status_code", 0) < HTTPStatus.INTERNAL_SERVER_ERROR:
        record.exc_info = None
    return True
