"""Check every rule of the library."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.integrity import check_library
from articles.models import Article, SourceDocument

_SHOWN = 100


class Command(BaseCommand):
    help = "Check coverage and integrity: each character has its part, each body is its passages, nothing is orphaned."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help=f"name every finding, not only the first {_SHOWN}")

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for number, finding in enumerate(check_library(), start=1):
            if options["all"] or number <= _SHOWN:
                self.stdout.write(f"{finding.rule}: {finding.message}")
        checked = f"{SourceDocument.objects.count()} files and {Article.objects.count()} articles checked"
        if number:
            raise CommandError(f"{checked}: {number} findings.")
        self.stdout.write(f"{checked}: every rule holds.", self.style.SUCCESS)
