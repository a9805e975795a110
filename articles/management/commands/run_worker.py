"""Do what requests leave to be done: imports, their undoing, large merges, theme scores, large changes of the index."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import is_locked_database_exception

from articles.only_worker import AnotherWorker, only_worker
from articles.uploading.receiving import clear_old_drafts

_KEPT = timedelta(days=7)  # results of tasks
_NICE = 5  # where processors are few, who waits for a page goes first
_DIED = Q(status=TaskResultStatus.RUNNING) | Q(exception_class_path="builtins.SystemExit")


class Command(BaseCommand):
    help = "Work off what requests leave to be done; one worker a site. What a worker that died had begun goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits, then end")
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between two looks at the queue")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with only_worker():
                self._go_on_where_a_worker_died()
                self._work(options["once"], options["interval"])
        except AnotherWorker as error:
            raise CommandError("another worker is at work on this site; one is enough") from error

    def _go_on_where_a_worker_died(self) -> None:
        """There is no other worker, so that what is said to run does not."""
        DBTaskResult.objects.filter(_DIED).update(status=TaskResultStatus.READY, exception_class_path="", traceback="")
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - _KEPT).delete()
        clear_old_drafts()

    def _work(self, once: bool, interval: float) -> None:
        worker = Worker(
            queue_names=["default"], excluded_queue_names=[], interval=interval, batch=once, backend_name="default",
            startup_delay=False, max_tasks=None, worker_id=get_random_string(32),
        )  # fmt: skip
        if not once:
            worker.configure_signals()
            os.nice(_NICE)
        while worker.running:
            try:
                worker.run()
            except (OperationalError, InterfaceError) as error:
                if not connection.is_usable():
                    connection.close()
                    self._go_on_where_a_worker_died()  # as this one, without its connection, might as well have
                elif not (isinstance(error, OperationalError) and is_locked_database_exception(error)):
                    raise  # were it locked, somebody writes for long: ask again
            else:
                return
