"""Work out the passages that return in several articles."""

from __future__ import annotations

import time

from django.core.management.base import BaseCommand, CommandError

from search.errors import EngineUnavailable
from search.phrases.bloom_filter import BeingUpdated
from search.phrases.updating import update

_EVERY_SECONDS = 5.0  # between two lines about the progress


class Command(BaseCommand):
    help = "Work out the passages that return in several articles, from articles that are new or changed since."

    def handle(self, *args: object, **options: object) -> None:
        self._said = started = time.perf_counter()
        try:
            done = update(self._report)
        except (EngineUnavailable, BeingUpdated) as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(f"what was seen so far cannot be kept: {fault}") from fault
        self.stdout.write(
            f"Looked at {done.articles} articles in {time.perf_counter() - started:.1f} s; "
            f"{done.passages} passages return in several articles."
        )

    def _report(self, done: int, of: int) -> None:
        if time.perf_counter() - self._said > _EVERY_SECONDS:
            self._said = time.perf_counter()
            self.stdout.write(f"{done} of {of} articles …")
