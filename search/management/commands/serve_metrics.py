"""Let Prometheus read how the site does, on an address that no reader reaches."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from search.pages.health import readiness

_NUMBERS = {
    "pending": "Articles that wait to be indexed",
    "pending_seconds": "How long the oldest of them has waited",
    "tasks": "Tasks that wait for the worker",
}
_STATES = {"database": "The database", "index": "The index", "worker": "The worker", "status": "The site as a whole"}


def _address(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not (host and colon and port.isdecimal() and 0 < int(port) < 65_536):
        raise ArgumentTypeError(f"{text!r} is no address: give HOST:PORT, such as 127.0.0.1:9108")
    return host, int(port)


class Readiness(Collector):
    """What /readyz answers, as gauges: its numbers, and 1 for each part that is ok, 0 for one that is not."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            said = readiness()
        finally:
            connection.close()  # each scrape has a thread of its own
        for name, meaning in _NUMBERS.items():
            if name in said:
                yield GaugeMetricFamily(f"chengyu_{name}", meaning, value=float(str(said[name])))
        for name, meaning in _STATES.items():
            if name in said:
                yield GaugeMetricFamily(f"chengyu_{name}_ok", f"{meaning}: 1 when ok", value=said[name] == "ok")


class Command(BaseCommand):
    help = "Serve what the site's processes have counted, and what /readyz says, to Prometheus, until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address",
            nargs="?",
            type=_address,
            default=("127.0.0.1", 9108),
            metavar="HOST:PORT",
            help="where, for Prometheus alone (127.0.0.1:9108)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.METRICS:
            raise CommandError("nothing is counted: set METRICS=true for the site and for this command")
        host, port = options["address"]
        registry = CollectorRegistry()
        MultiProcessCollector(registry, os.fspath(settings.METRICS_DIR))
        registry.register(Readiness())
        try:
            _, thread = start_http_server(port, host, registry)
        except OSError as fault:
            raise CommandError(f"{host}:{port} cannot be listened on: {fault.strerror}") from fault
        self.stdout.write(f"Metrics on http://{host}:{port}/metrics")
        thread.join()
