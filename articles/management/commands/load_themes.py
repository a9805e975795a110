"""Bring the themes up to date with the taxonomy file, and score the library by them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.themes.assigning import take_census
from articles.themes.taxonomy import BadTaxonomy, load_taxonomy


class Command(BaseCommand):
    help = "Load the taxonomy again (what people changed stays theirs), count its terms and score every article."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=None, metavar="FILE.toml")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_taxonomy(options["file"] or settings.THEMES_FILE)
        except BadTaxonomy as error:
            raise CommandError(str(error)) from error
        take_census(lambda articles: tqdm(articles, desc="Themes", unit="article", file=sys.stderr, disable=None))
        self.stdout.write(
            f"{report.created} themes new, {report.updated} updated, {report.kept} kept as people made them; "
            "every article scored.",
            self.style.SUCCESS,
        )
