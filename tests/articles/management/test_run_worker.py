"""The worker does what requests left; where one died, the next goes on."""

from __future__ import annotations

import os
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import tasks
from articles.models import Article, BatchFile, ImportBatch
from articles.only_worker import only_worker
from tests.processes import ROOT
from tests.search.own_site import OwnSite
from tests.search.seed_library import SEEDS

FILES = sorted(SEEDS.glob("*.txt"))


def waiting_batch() -> ImportBatch:
    batch = ImportBatch.objects.create(kind=ImportBatch.Kind.UPLOAD, state=ImportBatch.State.WAITING)
    for path in FILES:
        BatchFile.objects.create(batch=batch, name=path.name, content=path.read_bytes())
    return batch


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_what_a_worker_that_died_had_begun_is_done_by_the_next(folder):
    batch = waiting_batch()
    tasks.import_batch.enqueue(batch.pk)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    ImportBatch.objects.update(state=ImportBatch.State.RUNNING)
    call_command("run_worker", once=True)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.DONE
    assert Article.objects.count() > 10


@pytest.mark.django_db(transaction=True)
def test_a_task_is_there_only_if_what_asks_for_it_is(folder):
    with transaction.atomic():
        tasks.import_batch.enqueue(1)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_there_is_one_worker_a_site(folder):
    with only_worker(), pytest.raises(CommandError, match="another worker"):
        call_command("run_worker", once=True)


SETUP = """
import django; django.setup()
from pathlib import Path
from articles import tasks
from articles.models import BatchFile, ImportBatch
batch = ImportBatch.objects.create(kind="upload", state="waiting")
for path in sorted(Path("seeds").glob("*.txt")):
    BatchFile.objects.create(batch=batch, name=path.name, content=path.read_bytes())
tasks.import_batch.enqueue(batch.pk)
"""
WORK = """
import django; django.setup()
from django.core.management import call_command
from articles.importing import batches
batches.TOGETHER = 2  # so that one is killed amid two files that are imported together
print("begun", flush=True)
call_command("run_worker")
"""
UNDO = """
import django; django.setup()
from articles import tasks
from articles.models import ImportBatch
from articles.undoing.batches import request_undo
batch = ImportBatch.objects.get()
request_undo(batch, None)
tasks.undo_batch.enqueue(batch.pk)
"""


def files_in(site: OwnSite, state: str) -> int:
    return site.query("SELECT state FROM articles_batchfile").count((state,))


NICEST = 19


def niceness(pid: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, pid)


def kill_in_the_midst(site: OwnSite, state: str, reached: int) -> None:
    """A worker that is killed once so many files have this state."""
    with site.at_work(WORK) as worker:
        deadline = time.monotonic() + 60
        while files_in(site, state) < reached and time.monotonic() < deadline:
            time.sleep(0.02)
        assert niceness(worker.pid) >= min(niceness(os.getpid()) + 1, NICEST)
        worker.kill()


@pytest.mark.long
def test_a_worker_that_is_killed_again_and_again_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    site = OwnSite(tmp_path)
    site.run(SETUP)
    for reached in (1, 3):
        kill_in_the_midst(site, "done", reached)
    site.manage("run_worker", "--once")
    assert site.query("SELECT state FROM articles_importbatch") == [("done",)]
    assert files_in(site, "done") == len(FILES)
    assert site.query("SELECT COUNT(*) FROM articles_article") == [(16,)]
    site.manage("check_library")
    site.run(UNDO)
    kill_in_the_midst(site, "undone", 2)
    site.manage("run_worker", "--once")
    assert site.query("SELECT state FROM articles_importbatch") == [("undone",)]
    assert (
        site.query(
            "SELECT id FROM articles_article UNION ALL SELECT id FROM articles_sourcedocument"
            " UNION ALL SELECT id FROM articles_passage UNION ALL SELECT id FROM articles_author"
        )
        == []
    )
