"""What many tests stand on: the seed pages imported and indexed, and static files without a collected manifest."""

from __future__ import annotations

import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.db import transaction
from django.test import override_settings

from chengyu_site import settings as site_settings
from search import admission
from tests.opensearch import cluster as opensearch_cluster
from tests.postgresql_cluster import Cluster, running_cluster
from tests.search.seed_library import fill_with_seeds

hypothesis.settings.register_profile(  # how long an example takes says how busy the machine is
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _static_files_as_they_are(settings) -> None:
    """Pages name static files by their own names; a manifest is only there once they are collected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def _passwords_that_cost_nothing(settings) -> None:
    """A safe hash takes a quarter of a second, for each test that logs in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_rate_limits(settings) -> None:
    """All tests are one client."""
    settings.RATE_LIMITS = {}


@pytest.fixture(autouse=True)
def _nothing_kept(settings) -> None:
    """What a test changes is undone after it, and the record's version with it: an answer would be another test's."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture(autouse=True)
def _nothing_noted_of_what_is_asked(settings) -> None:
    """What one test asks would be written by another's request."""
    settings.SEARCH_LOG_DAYS = 0


@pytest.fixture(scope="session", autouse=True)
def _engine_that_is_tested(request) -> Iterator[None]:
    """`make test-opensearch` sets TEST_ENGINE=opensearch: then all that searches does so on a cluster."""
    if os.environ.get("TEST_ENGINE") != "opensearch":
        yield
        return
    hosts = request.getfixturevalue("opensearch").hosts.split(",")
    with override_settings(SEARCH_ENGINE="tests.opensearch.engine.EngineOfAFolder", OPENSEARCH_HOSTS=hosts):
        yield


@pytest.fixture(autouse=True)
def _index_of_its_own(settings, tmp_path) -> None:
    """No test writes the index of the site that is being worked on."""
    if settings.INDEX_DIR == site_settings.INDEX_DIR:
        settings.INDEX_DIR = tmp_path / "index"
    settings.PHRASES_DIR = tmp_path / "phrases"


@pytest.fixture(autouse=True)
def _nobody_waits_for_a_turn() -> Iterator[None]:
    """A file that a test asked for and did not read to its end holds its turn; a server would have closed it."""
    yield
    admission._gate.cache_clear()


@pytest.fixture(scope="module")
def _filled(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    index = tmp_path_factory.mktemp("library") / "index"
    with override_settings(INDEX_DIR=index), django_db_blocker.unblock(), transaction.atomic():
        fill_with_seeds(index)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def library(_filled, db) -> None:
    """The sixteen seed articles, in the database and in an index. What a test changes is undone after it."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for the tests of a module, empty at first."""
    with running_cluster() as own:
        yield own


@pytest.fixture(scope="session")
def opensearch(tmp_path_factory) -> Iterator[opensearch_cluster.Cluster]:
    """Three nodes of OpenSearch for all tests of a run: each has an index of its own there."""
    built = site_settings.DATA_DIR / "opensearch" / "built"
    with opensearch_cluster.running_cluster(tmp_path_factory.mktemp("opensearch"), built) as nodes:
        yield nodes
