"""Clear the saved searches that nobody comes back to."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from search.saved.lists import UNOPENED_DAYS, clear_unopened


class Command(BaseCommand):
    help = "Delete the saved searches (检索单) that nobody opened for a long time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=UNOPENED_DAYS, help=f"how long nobody opened them ({UNOPENED_DAYS})"
        )

    def handle(self, *args: object, days: int, **options: object) -> None:
        if days < 1:
            raise CommandError("--days must be 1 or more: a list that was opened today is in use")
        self.stdout.write(f"{clear_unopened(days)} saved searches deleted.", self.style.SUCCESS)
