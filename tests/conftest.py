"""What many tests stand on: the seed pages imported and indexed, and static files without a collected manifest."""

from __future__ import annotations

import gc
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from chengyu_site import settings as site_settings
from chengyu_site import urls  # noqa: F401 - tests ask for the admin's pages before anything is asked for by address
from search import admission
from search.facets import names
from tests.migrated import SHARED, with_tables
from tests.opensearch import cluster as opensearch_cluster
from tests.postgresql_cluster import Cluster, running_cluster
from tests.processes import shared_forker
from tests.search.seed_library import fill_with_seeds

hypothesis.settings.register_profile(  # how long an example takes says how busy the machine is
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

gc.set_threshold(50_000)  # as a server's process and a command have it

_NUMBERS = count()
_SHARED = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    """Make what all workers share: a folder for tables to copy, and what begins processes as copies of itself.

    Pytest's own folders stay for a while, and workers know this one's name.
    """
    if SHARED not in os.environ:
        config.stash[_SHARED] = kept = ExitStack()
        os.environ[SHARED] = kept.enter_context(tempfile.TemporaryDirectory(prefix="chengyu-tables-"))
        kept.callback(os.environ.pop, SHARED)
        if config.getoption("numprocesses", None):
            kept.enter_context(shared_forker(Path(os.environ[SHARED])))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take longest: none of the workers is to wait for another's in the end.

    The browser's come last. The fewer are left, the fewer a worker is handed at once: one that met these amid many
    quick ones got them all, and the others waited. And Playwright keeps an event loop in the process, beside which
    Django refuses to ask the database. Of these, readers come before curators, who change the articles of the one site
    that both are shown: how high a hit is, a reader's test measures of the seeds as they are.
    """
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("browser"):
        return 3 if "desk" in getattr(item, "fixturenames", ()) else 2
    return 0 if any(item.get_closest_marker(name) for name in ("long", "postgresql")) else 1


def pytest_collection_finish() -> None:
    """Leave modules and tests out of garbage collections: each would go through all of them."""
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _SHARED in config.stash:
        config.stash[_SHARED].close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> Iterator[None]:
    """Give a database in memory its tables before pytest-django has it migrated: then nothing is left to do."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory = f"file:memorydb_{connection.alias}?mode=memory&cache=shared"  # Django's name for it
    with closing(sqlite3.connect(in_memory, uri=True)) as kept:  # it is there as long as somebody has it open
        with closing(sqlite3.connect(with_tables())) as made:
            made.backup(kept)
        yield


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(tmp_path_factory) -> Iterator[None]:
    """What holds for all tests is set once: to set and unset it for each takes longer than most tests do.

    Pages name static files by their own names; a manifest is only there once they are collected. Those of a site that
    is served from this checkout stay out: each client would look through all four hundred before its first answer. A
    safe hash of a password takes a quarter of a second. All tests are one client. What a test changes is undone after
    it, and the record's version with it, so that a kept answer would be another test's; and what it asks would be noted
    by another's request.
    """
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**site_settings.STORAGES, "staticfiles": plain},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        RATE_LIMITS={},
        CACHES={name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} for name in site_settings.CACHES},
        SEARCH_LOG_DAYS=0,
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
    ):
        yield


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
def _index_of_its_own(tmp_path_factory) -> Iterator[None]:
    """No test writes the index of the site that is being worked on, nor another's. Most write none, and no folder."""
    own = tmp_path_factory.getbasetemp() / "sites" / str(next(_NUMBERS))
    index = own / "index" if settings.INDEX_DIR == site_settings.INDEX_DIR else settings.INDEX_DIR
    with override_settings(INDEX_DIR=index, PHRASES_DIR=own / "phrases"):
        yield


@pytest.fixture(autouse=True)
def _nothing_kept_of_another_test() -> Iterator[None]:
    """A file that a test asked for and did not read to its end holds its turn; a server would have closed it. Names are
    kept by the record's version, which a test that is undone gives back.
    """
    yield
    admission._gate.cache_clear()
    names._kept = names._KeptNames("", {})


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


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server: each test makes a database of its own there."""
    with running_cluster() as own:
        yield own


@pytest.fixture(scope="session")
def opensearch(tmp_path_factory) -> Iterator[opensearch_cluster.Cluster]:
    """Three nodes of OpenSearch for all tests of a run: each has an index of its own there."""
    built = site_settings.DATA_DIR / "opensearch" / "built"
    with opensearch_cluster.running_cluster(tmp_path_factory.mktemp("opensearch"), built) as nodes:
        yield nodes
