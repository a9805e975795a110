"""Bring a library back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from articles.models import Article, SourceDocument
from articles.only_worker import is_at_work
from search.backups import archives, databases


class Command(BaseCommand):
    help = "Put what backup wrote in the place of an empty library, and make its index. The site is to be stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.tar.gz")
        parser.add_argument(
            "--replace", action="store_true", help="also where there is a library: all that it holds is lost"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Everything that can be wrong with the file is found before anything is touched."""
        if is_at_work():
            raise CommandError("a worker is at work on this site; stop it and the server first")
        if not options["replace"] and _is_filled():
            raise CommandError("there is a library here already; --replace puts the backup in its place")
        try:
            with archives.opened(options["file"], settings.DATA_DIR) as (manifest, database):
                _refuse_what_does_not_fit(manifest)
                if manifest.vendor == databases.SQLITE:
                    databases.check(database)
                databases.load(database)
        except (archives.BadArchive, databases.CannotCopy) as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(f"{options['file']}: {fault}") from fault
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        call_command("rebuild_index", stdout=self.stdout, skip_checks=True)
        self.stdout.write(
            f"{manifest.articles} articles of {manifest.files} files, as of {manifest.made_at}, are back.",
            self.style.SUCCESS,
        )


def _is_filled() -> bool:
    tables = set(connection.introspection.table_names())
    return any(
        model._meta.db_table in tables and model._default_manager.exists() for model in (Article, SourceDocument, User)
    )


def _refuse_what_does_not_fit(manifest: archives.Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise CommandError(f"the backup is of {manifest.vendor}, and DATABASE_URL names {connection.vendor}")
    known = {".".join(key) for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    later = [name for name in manifest.migrations if name not in known]
    if later:
        raise CommandError(f"the backup is of a later version of the site ({later[-1]}); update this one first")
