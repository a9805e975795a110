"""A real server over the seeds, as `make run` starts one, and a real Chromium that keeps to the site's own policy."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    StorageState,
    expect,
    sync_playwright,
)

from tests import chromium as installed
from tests.served_site import SignIn, serving_seeds

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


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory) -> Path:
    """Where the site's data is."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(site_folder, request) -> Iterator[str]:
    """The address of a server with the seeds imported, indexed and its static files collected; two are to look."""
    settings = {"SECOND_REVIEW": "true"}
    if os.environ.get("TEST_ENGINE") == "opensearch":
        settings |= {"SEARCH_ENGINE": "opensearch", "OPENSEARCH_HOSTS": request.getfixturevalue("opensearch").hosts}
    with serving_seeds(site_folder, CURATOR, **settings) as address:
        yield address


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


@pytest.fixture(scope="session")
def signed_in(site: str, chromium: Browser) -> StorageState:
    """The cookies of the curator: to sign in takes a safe hash of the password and a page, once for all tests."""
    with closing(chromium.new_context(base_url=site)) as context:
        sign_in(context.new_page(), CURATOR)
        return context.storage_state()


@pytest.fixture
def desk(new_page: OpenPage, signed_in: StorageState) -> Page:
    """The admin's home, signed in."""
    page = new_page(storage_state=signed_in)
    page.goto("/admin/")
    return page


def follow(link: Locator) -> None:
    """Press what leads to another page and wait until it has loaded: a click alone may return on the old one."""
    with link.page.expect_navigation():
        link.click()


def sign_in(page: Page, who: SignIn) -> None:
    page.goto("/admin/")
    page.fill("#id_username", who.name)
    page.fill("#id_password", who.password)
    page.click("input[type=submit]")
    expect(page.locator("#review-queue")).to_be_visible()
