"""Finish what a dead process left undone in the search index."""

from __future__ import annotations

from contextlib import suppress

from django.core.management.base import BaseCommand, CommandError

from search.errors import EngineUnavailable, WriterBusy
from search.index.triggers import are_installed
from search.index.updating import apply_pending, tidy

WAIT_SECONDS = 60


class Command(BaseCommand):
    help = "Bring the search index up to date with all changes that are pending, and merge its small segments."

    def handle(self, *args: object, **options: object) -> None:
        if not are_installed():
            raise CommandError("the database does not note changes: its triggers are missing; run: manage.py migrate")
        try:
            count = apply_pending(WAIT_SECONDS)
            with suppress(WriterBusy):  # who merges goes on until there are few
                tidy()
        except (WriterBusy, EngineUnavailable) as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(f"the search index cannot be written: {fault}") from fault
        self.stdout.write(f"Brought {count} articles up to date in the search index.")
