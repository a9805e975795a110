"""Make a new search index aside and let it serve."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.base import engine
from search.errors import EngineUnavailable, WriterBusy
from search.index.documents import published_ids
from search.index.updating import rebuild, verified_state
from search.types import IndexDocument

MANY = 2000  # documents from which on further processes are worth their start


class Command(BaseCommand):
    help = "Make a new search index from the database; the one in use serves until it is done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="only if there is none that fits")
        parser.add_argument(
            "--only-prepare", action="store_true", help="only compile what searching needs, if anything"
        )
        parser.add_argument("--processes", type=int, help="how many make segments at once (default: one a core)")

    def handle(self, *args: object, **options: object) -> None:
        if options["only_prepare"]:
            self._prepare()
            return
        wanted = len(published_ids())
        if options["if_needed"]:
            reason = self._why_needed(wanted)
            if not reason:
                self.stdout.write(f"The search index is up to date: {wanted} articles.")
                self._prepare()
                return
            self.stdout.write(f"Rebuilding: {reason}.")
        processes = options["processes"] or (os.cpu_count() or 1 if wanted >= MANY else 1)
        started = time.monotonic()
        try:
            count = rebuild(int(str(processes)), lambda documents: self._with_progress(documents, wanted))
        except WriterBusy as busy:
            raise CommandError(f"{busy}; try again when it is done") from busy
        except (EngineUnavailable, OSError) as fault:
            raise CommandError(f"the search index cannot be written: {fault}") from fault
        seconds = time.monotonic() - started
        self._prepare()
        self.stdout.write(f"Indexed {count} articles in {seconds:.1f} s ({count / max(seconds, 1e-9):.0f} a second).")

    def _why_needed(self, wanted: int) -> str:
        """Why the index has to be made anew; empty where it has not."""
        try:
            if not engine().exists():
                return "there is none"
            state = verified_state(self._say)
        except EngineUnavailable as fault:
            return f"it cannot be read ({fault})"
        if not state.is_current:
            return "other code made it"
        if state.documents != wanted:
            return f"it has {state.documents} articles, the database {wanted}"
        return ""

    def _prepare(self) -> None:
        """What is compiled now, no server waits for when it starts, nor its first reader."""
        engine().prepare(self._say)

    def _say(self, message: str) -> None:
        self.stdout.write(message)
        self.stdout.flush()

    def _with_progress(self, documents: Iterable[IndexDocument], total: int) -> Iterable[IndexDocument]:
        return tqdm(documents, total=total, unit=" articles", file=self.stderr, disable=None)
