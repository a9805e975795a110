"""A real server over the seeds, as `make run` starts one, and a real Chromium that keeps to the site's own policy."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests import chromium as installed

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class SignIn:
    name: str
    password: str


CURATOR = SignIn("wang", "a-curator-of-the-library")
EXPECTED = (
    "Failed to load resource: the server responded with a status of",  # pages that answer 400 and 404 on purpose
    "htmx:sendAbort",  # a stale request, dropped
    "htmx:afterRequest",  # the end of the same
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    own = [item for item in items if here in item.path.parents]
    for item in own:
        item.add_marker(pytest.mark.browser)
    if own and installed.find() is None:
        for item in own:
            item.add_marker(pytest.mark.skip(reason=installed.MISSING))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server did not start"
        try:
            urllib.request.urlopen(url, timeout=START_SECONDS).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    """The address of a server with the seeds imported, indexed and its static files collected."""
    folder = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "DATA_DIR": str(folder), "SECRET_KEY": "browser-tests-" * 5, "DEBUG": "false"}
    environment |= {"DJANGO_SUPERUSER_USERNAME": CURATOR.name, "DJANGO_SUPERUSER_PASSWORD": CURATOR.password}
    for name in ("DATABASE_URL", "INDEX_DIR", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    for command in (
        ["migrate", "--verbosity=0"],
        ["collectstatic", "--noinput", "--verbosity=0"],
        ["import_pages", "seeds"],
        ["rebuild_index"],
        ["createsuperuser", "--noinput", "--email", "wang@example.cn"],
    ):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    address = f"127.0.0.1:{_free_port()}"
    gunicorn = [sys.executable, "-m", "gunicorn", "chengyu_site.wsgi", "--bind", address, "--threads", "8"]
    process = subprocess.Popen(gunicorn, cwd=ROOT, env=environment)
    try:
        _wait_for(f"http://{address}/robots.txt", process)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed.find(), args=installed.ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Complaints:
    """What a browser held against the pages it was shown: errors, and breaches of the site's policy."""

    heard: list[str] = field(default_factory=list)

    def listen_to(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(EXPECTED):
            self.heard.append(f"{message.type}: {message.text} ({message.location['url']})")


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Fails the test that a page of it gave cause for complaint."""
    kept = Complaints()
    yield kept
    assert kept.heard == []


OpenPage = Callable[..., Page]


@pytest.fixture
def new_page(site: str, chromium: Browser, complaints: Complaints) -> Iterator[OpenPage]:
    """Opens a window on the site: `new_page(width=390, color_scheme="dark", java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def open_page(width: int = 1440, height: int = 900, **options) -> Page:
        context = chromium.new_context(base_url=site, viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        complaints.listen_to(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: OpenPage) -> Page:
    return new_page()
