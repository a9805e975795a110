"""Hold the search index against the database."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from search.errors import EngineUnavailable, WriterBusy
from search.index.comparing import IndexComparison, compare, repair
from search.index.updating import rebuild

SHOWN = 20


class Command(BaseCommand):
    help = "Compare every document of the search index with the database, and check all of its files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what is found")

    def handle(self, *args: object, **options: object) -> None:
        try:
            found = self._look(bool(options["repair"]))
        except WriterBusy as busy:
            raise CommandError(f"{busy}; try again when it is done") from busy
        self._report(found)
        if not found.is_sound:
            self._mend(found, bool(options["repair"]))
        if found.misshapen:
            raise CommandError(
                f"{len(found.misshapen)} fields of articles cannot be read and are not in the index; correct them in"
                " the database, or import their records again"
            )

    def _mend(self, found: IndexComparison, may: bool) -> None:
        if not may:
            raise CommandError("The search index is not sound; run: manage.py check_index --repair")
        repair(found)
        after = compare()
        self._report(after)
        if not after.is_sound:
            raise CommandError("The search index could not be mended; run: manage.py rebuild_index")

    def _look(self, mend: bool) -> IndexComparison:
        """Compare; an index that cannot be read at all is made anew first, where it may be mended."""
        try:
            return compare()
        except EngineUnavailable as fault:
            if not mend:
                raise CommandError(str(fault)) from fault
            self.stdout.write(f"{fault}. Making a new one.")
            rebuild()
            return compare()

    def _report(self, found: IndexComparison) -> None:
        self.stdout.write(f"{found.documents} articles in the search index.")
        for label, ids in (
            ("published, but not in the index", found.missing),
            ("in the index, but not published", found.superfluous),
            ("in the index as they were", found.outdated),
        ):
            if ids:
                shown = ", ".join(map(str, ids[:SHOWN])) + (" …" if len(ids) > SHOWN else "")
                self.stdout.write(f"{len(ids)} {label}: {shown}")
        for fault in found.misshapen:
            self.stdout.write(f"not to be read: {fault}")
        for fault in found.faults:
            self.stdout.write(f"damaged: {fault}")
        if found.is_sound:
            self.stdout.write("The search index and the database agree.")
