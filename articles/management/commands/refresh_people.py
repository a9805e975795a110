"""Bring authors and organisations up to the rules of today."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from articles.importing.refreshing import refresh_people


class Command(BaseCommand):
    help = "After an upgrade: respell authors, merge those who differ by a dot alone, read affiliations anew."

    def handle(self, *args: Any, **options: Any) -> None:
        done = refresh_people()
        self.stdout.write(
            f"{done.respelled} authors respelled, {done.merged} of them merged into another; "
            f"the organisations of {len(done.articles)} articles changed.",
            self.style.SUCCESS,
        )
