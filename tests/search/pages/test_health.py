"""What watches over the site is told plainly how it is: by any name of the host, without a redirect."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.only_worker import only_worker
from articles.tasks import score_themes
from search.index import triggers
from search.models import PendingIndexing
from tests.processes import run
from tests.search.own_site import OwnSite


def ready(client) -> tuple[int, dict[str, object]]:
    response = client.get("/readyz")
    return response.status_code, response.json()


@pytest.fixture(autouse=True)
def _no_worker(settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def no_tasks(library) -> None:
    """What the import of the shared library, or a change to it, left to be done is not these tests'."""
    DBTaskResult.objects.all().delete()


def test_a_site_that_is_well_says_so_and_what_waits(client, no_tasks):
    counts = {"pending": 0, "pending_seconds": 0, "tasks": 0}
    expected = {"status": "ok", "database": "ok", "index": "ok", "worker": "none", **counts}
    PendingIndexing.objects.all().delete()
    status, said = ready(client)
    assert (status, {name: said[name] for name in expected}) == (200, expected)
    PendingIndexing.objects.create(article_id=1)
    PendingIndexing.objects.create(article_id=1)
    assert ready(client) == (200, said | {"pending": 1})


def test_work_that_nobody_sees_to_is_told_while_readers_are_still_answered(client, library):
    PendingIndexing.objects.create(article_id=1)
    PendingIndexing.objects.update(created_at=timezone.now() - timedelta(hours=1))
    status, said = ready(client)
    assert (status, said["status"]) == (200, "degraded")
    assert 3600 <= said["pending_seconds"] < 3700


def test_a_database_that_notes_no_changes_is_told(client, library):
    triggers.remove()
    status, said = ready(client)
    assert (status, said["status"], said["database"]) == (200, "degraded", "without triggers")


def test_tasks_that_no_worker_sees_to_are_told(client, no_tasks):
    score_themes.enqueue()
    assert ready(client)[1].items() >= {"status": "degraded", "tasks": 1, "worker": "none"}.items()
    with only_worker():
        assert ready(client)[1].items() >= {"status": "ok", "tasks": 1, "worker": "ok"}.items()
    assert ready(client)[1]["worker"] == "none"


def test_an_index_that_is_not_there_is_told(client, db, settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "none"
    assert client.get("/readyz").headers["Retry-After"] == "30"
    status, said = ready(client)
    assert (status, said["status"], said["index"], said["database"]) == (503, "unavailable", "unavailable", "ok")


ASKED_BY_NOBODY = """
import os, django
django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
Client().get("/readyz")  # what is read lazily is read while it may be
connection.close()
os.setuid(65534)
print(Client().get("/readyz").content.decode(), flush=True)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not write")
def test_an_index_that_cannot_be_written_is_told():
    with tempfile.TemporaryDirectory() as folder:
        site = OwnSite(Path(folder))
        site.manage("rebuild_index")
        index = Path(folder) / "index"
        for path in (Path(folder), *Path(folder).rglob("*")):
            if path.is_relative_to(index):
                path.chmod(0o755)
            else:
                os.chown(path, 65_534, 65_534)
        said = json.loads(site.run(ASKED_BY_NOBODY))
    assert (said["status"], said["index"], said["database"]) == ("degraded", "read-only", "ok")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_is_answered_by_any_name_and_without_https(client, library, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path, HTTP_HOST="10.0.0.7:8000").status_code == 200
    assert client.head(path, HTTP_HOST="10.0.0.7:8000").status_code == 200
    assert client.post(path, HTTP_HOST="10.0.0.7:8000").status_code == 405


def test_every_other_page_knows_its_names_and_its_scheme(client, library, settings):
    assert client.get("/help/", HTTP_HOST="10.0.0.7:8000").status_code == 400
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/help/").status_code == 301


ASKED_BY_ANOTHER_NAME = """
import django
django.setup()
from django.conf import settings
from django.test import Client
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
Client().get("/help/", HTTP_HOST="elsewhere")
"""


def test_a_name_that_is_not_the_sites_is_a_line_in_the_log_and_no_traceback():
    done = run(["-c", ASKED_BY_ANOTHER_NAME], {**os.environ, "SLOW_SECONDS": "60"}, check=True)  # or slowness is a line
    (line,) = done.stderr.splitlines()
    assert "django.security.DisallowedHost: Invalid HTTP_HOST header: 'elsewhere'" in line
