"""Bring what is read from texts up to the rules of today."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from articles.importing.refreshing import refresh_people
from articles.likeness.duplicates import note_missing
from articles.likeness.versions import sketch_missing


class Command(BaseCommand):
    help = "After an upgrade: respell authors, read affiliations anew, sketch files and articles that have no sketch."

    def handle(self, *args: Any, **options: Any) -> None:
        done = refresh_people()
        sketched, repeated = sketch_missing(), note_missing()
        self.stdout.write(
            f"{done.respelled} authors respelled, {done.merged} of them merged into another; "
            f"the organisations of {len(done.articles)} articles changed; "
            f"{sketched} files sketched, {repeated} articles found that repeat an older one.",
            self.style.SUCCESS,
        )
