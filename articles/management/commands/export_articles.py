"""Write the library to a file or to standard output."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.exporting import write_csv, write_jsonl
from articles.models import Article


class Command(BaseCommand):
    help = "Export every article: as JSON lines, which import_articles reads back, or as CSV for spreadsheets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
        parser.add_argument("--output", type=Path, metavar="FILE", help="write here instead of to standard output")
        parser.add_argument("--published", action="store_true", help="only what readers can find")

    def handle(self, *args: Any, **options: Any) -> None:
        articles = Article.objects.published() if options["published"] else Article.objects.all()
        write = write_csv if options["format"] == "csv" else write_jsonl
        bar = partial(tqdm, total=articles.count(), desc="Articles", unit="article", file=sys.stderr, disable=None)
        output: Path | None = options["output"]
        try:
            with output.open("w", encoding="utf-8", newline="") if output else nullcontext(self._own_output()) as file:
                number = write(articles, file, bar)
        except OSError as error:
            raise CommandError(f"{output or 'standard output'}: {error.strerror}") from error
        self.stderr.write(f"{number} articles exported.", self.style.SUCCESS)

    def _own_output(self) -> Any:
        """Standard output, adding no line ends of its own."""
        self.stdout.ending = ""
        return self.stdout
