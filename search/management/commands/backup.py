"""Take the library along."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles.models import Article, SourceDocument
from search.backups import archives, databases


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number of backups to keep: give 1 or more")
    return int(text)


class Command(BaseCommand):
    help = "Write the whole database, uploads and histories too, to one file with checksums, while the site runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a new file (in DATA_DIR/backups, named by the time)")
        parser.add_argument(
            "--keep", type=_number, metavar="N", help="of those in DATA_DIR/backups leave only the newest N afterwards"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.DATA_DIR / "backups"
        target = options["file"] or folder / f"chengyu-{timezone.now():%Y%m%d-%H%M%S}.tar.gz"
        if target.exists():
            raise CommandError(f"{target} is there already; name another file")
        try:
            manifest = self._write(target)
        except OSError as fault:
            raise CommandError(f"{target} cannot be written: {fault}") from fault
        except archives.AlreadyWriting as fault:
            raise CommandError("another backup is being written; try again when it is done") from fault
        except databases.CannotCopy as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(
            f"{target}: {manifest.articles} articles of {manifest.files} files, {target.stat().st_size} bytes.",
            self.style.SUCCESS,
        )
        if options["keep"]:
            for old in sorted(folder.glob("chengyu-*.tar.gz"))[: -options["keep"]]:
                old.unlink()

    def _write(self, target: Path) -> archives.Manifest:
        with archives.scratch(settings.DATA_DIR) as folder:
            database = folder / "dump"
            articles, files = Article.objects.count(), SourceDocument.objects.count()
            databases.dump(database)
            manifest = archives.Manifest(
                made_at=timezone.now().isoformat(timespec="seconds"),
                vendor=connection.vendor,
                sha256=archives.checksum(database),
                size=database.stat().st_size,
                migrations=sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()),
                articles=articles,
                files=files,
            )
            archives.write(target, manifest, database)
        return manifest
