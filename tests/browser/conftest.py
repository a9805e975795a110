"""A real server over the seeds, as `make run` starts one, and a real Chromium that keeps to the site's own policy."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
from tests.browser.accessibility import Scheme
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
        page.set_default_timeout(8_000)
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


class Windows:
    """A context whose windows are all drawn by one process: to begin one takes longer than most pages.

    That is so of windows that another of the same site has opened. One test has it at a time, and finds nothing of the
    last one's there but what the browser has cached, and the cookie that belongs to the tokens in cached forms.
    """

    def __init__(self, chromium: Browser, site: str, state: StorageState | None = None) -> None:
        self._context = chromium.new_context(base_url=site, storage_state=state)
        self._cookies: Any = self._context.cookies()  # Playwright's types of what it gives and takes are not one
        self._first = self._context.new_page()
        self._first.goto("/robots.txt")
        self.is_in_use = False

    def open(self, width: int, height: int, scheme: Scheme, has_scripts: bool) -> Page:
        self.is_in_use = True
        with self._context.expect_page() as opened:
            self._first.evaluate("() => { open('about:blank') }")
        page = opened.value
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        if not has_scripts:  # what Playwright asks for in a context that has none
            self._context.new_cdp_session(page).send("Emulation.setScriptExecutionDisabled", {"value": True})
        return page

    def clear(self) -> None:
        for page in self._context.pages:
            if page != self._first:
                page.close()
        self._first.evaluate("localStorage.clear()")
        self._context.clear_cookies(name=re.compile("^(?!csrftoken$)"))
        self._context.add_cookies(self._cookies)
        self.is_in_use = False


@pytest.fixture(scope="session")
def readers_windows(site: str, chromium: Browser) -> Windows:
    return Windows(chromium, site)


@pytest.fixture(scope="session")
def curators_windows(site: str, chromium: Browser) -> Windows:
    """Signed in: that takes a safe hash of the password and a page, once for all tests."""
    with closing(chromium.new_context(base_url=site)) as context:
        sign_in(context.new_page(), CURATOR)
        return Windows(chromium, site, context.storage_state())


@pytest.fixture
def new_page(site: str, chromium: Browser, readers_windows: Windows, complaints: Complaints) -> Iterator[OpenPage]:
    """Opens a window on the site: `new_page(width=390, color_scheme="dark", java_script_enabled=False)`.

    Each is another reader's, with cookies of their own.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        width: int = 1440,
        height: int = 900,
        color_scheme: Scheme = "light",
        java_script_enabled: bool = True,
        permissions: Sequence[str] = (),
    ) -> Page:
        if readers_windows.is_in_use or permissions:
            contexts.append(
                chromium.new_context(
                    base_url=site,
                    viewport={"width": width, "height": height},
                    color_scheme=color_scheme,
                    java_script_enabled=java_script_enabled,
                    permissions=permissions,
                )
            )
            page = contexts[-1].new_page()
        else:
            page = readers_windows.open(width, height, color_scheme, java_script_enabled)
        complaints.listen_to(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    readers_windows.clear()


@pytest.fixture
def page(new_page: OpenPage) -> Page:
    return new_page()


@pytest.fixture
def desk(curators_windows: Windows, complaints: Complaints) -> Iterator[Page]:
    """A window of the curator's, signed in."""
    page = curators_windows.open(1440, 900, "light", has_scripts=True)
    complaints.listen_to(page)
    yield page
    curators_windows.clear()


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
