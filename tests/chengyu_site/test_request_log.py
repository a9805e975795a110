"""What is logged for a request can be found by its name, and what took long stands out."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import Client

from chengyu_site.request_log import JSONFormatter, add_request_id, request_id

LOGGER = "chengyu_site.request_log"


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, LOGGER)
    caplog.handler.addFilter(add_request_id)
    yield caplog
    caplog.handler.removeFilter(add_request_id)


@pytest.mark.django_db
class TestARequest:
    def test_is_named_in_the_answer_and_in_the_log(self, client, lines, settings):
        settings.SLOW_SECONDS = 60
        name = client.get("/help/?q=1").headers["X-Request-ID"]
        (line,) = [line for line in lines.records if line.name == LOGGER]
        assert (line.request_id, line.levelname) == (name, "INFO")
        assert line.getMessage().startswith("GET /help/?q=1 200 ")
        assert request_id.get() == "-"
        assert client.get("/help/").headers["X-Request-ID"] != name

    def test_keeps_the_name_that_a_proxy_gave_it_but_no_forged_line(self, client):
        assert (
            client.get("/help/", headers={"X-Request-ID": "0af7651916cd43dd"}).headers["X-Request-ID"]
            == "0af7651916cd43dd"
        )
        forged = Client().get("/help/", headers={"X-Request-ID": "12345678 ERROR all is lost"})
        assert " " not in forged.headers["X-Request-ID"]

    def test_that_takes_long_is_a_warning(self, client, lines, settings):
        settings.SLOW_SECONDS = 0.0
        client.get("/help/")
        assert [line.levelname for line in lines.records if line.name == LOGGER] == ["WARNING"]


def test_a_line_of_json_holds_the_traceback_too():
    try:
        raise ValueError("半行\n半行")
    except ValueError as fault:
        record = logging.LogRecord("site", logging.ERROR, "", 1, "%s 坏了", ("库",), (ValueError, fault, None))
    add_request_id(record)
    line = JSONFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line).items() >= {"level": "ERROR", "message": "库 坏了", "request": "-"}.items()
    assert "ValueError: 半行" in json.loads(line)["exception"]


@pytest.mark.parametrize(("status", "has_traceback"), [(403, False), (500, True)])
def test_only_what_broke_has_a_traceback_in_the_log(status, has_traceback):
    fault = (PermissionError, PermissionError(), None)
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Forbidden", (), fault)
    record.status_code = status
    console = next(handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler)
    assert console.filter(record)
    assert bool(record.exc_info) is has_traceback
