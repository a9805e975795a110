"""Forget for good what was deleted long ago."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from articles.undoing.trash import KEPT_DAYS, purge


class Command(BaseCommand):
    help = "Delete for good what has been in the trash (回收站) for long; it cannot be restored any more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=KEPT_DAYS, help=f"how long it is kept ({KEPT_DAYS})")

    def handle(self, *args: object, days: int, **options: object) -> None:
        if days < 1:
            raise CommandError("--days must be 1 or more: what was deleted today may still be missed")
        self.stdout.write(f"{purge(days)} items deleted for good.", self.style.SUCCESS)
