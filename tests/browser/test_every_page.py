"""Every kind of page: accessible, within its window, without a complaint from the browser, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import LOOKS, violations
from tests.browser.addresses import FIXED, every_address

NAMES = [
    *FIXED,
    *(
        "column",
        "author",
        "organisation",
        "theme",
        "source",
        "feature",
        "article",
        "inferred",
        "interview",
        "paper",
        "found",
    ),
]
WIDTHS = (360, 390, 768, 1920)
BROKEN_NUMBERS = """() => [...document.querySelectorAll(".count, .number")]
  .filter(number => number.children.length === 0 && number.getClientRects().length > 1)
  .map(number => number.textContent)"""


@pytest.fixture(scope="module")
def addresses(site) -> dict[str, str]:
    return every_address(site)


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("turn", [0, *(pytest.param(turn, marks=pytest.mark.full) for turn in range(1, len(LOOKS)))])
def test_every_page_is_accessible_and_fits_its_window_with_a_strict_policy_and_its_landmarks(
    page, addresses, turn, look
):
    """One visit for all of it: to open a page costs as much. What axe says of each page by day and by night, on a
    desk and on a phone, costs four times all the rest: in a turn each page has one of the four looks."""
    found = []
    for name in NAMES[(LOOKS.index(look) + turn) % len(LOOKS) :: len(LOOKS)]:
        policy = page.goto(addresses[name]).headers["content-security-policy"]
        faults = [
            *faults_of_policy(page, policy),
            *violations(page, [look]),
            *faults_of_width(page),
            *faults_of_landmarks(page),
        ]
        found += [f"{name}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


def faults_of_policy(page: Page, policy: str) -> Iterator[str]:
    """What the page's policy allows inline, and what stands inline all the same."""
    if "default-src 'self'" not in policy or "unsafe" in policy:
        yield f"is sent with the policy {policy}"
    if inline := page.locator("[style], style, script:not([src]):not([type='application/ld+json'])").count():
        yield f"has {inline} inline styles or scripts"


def faults_of_landmarks(page: Page) -> Iterator[str]:
    """What is not there once: the heading, the main part; and whether the first key leads past the masthead."""
    for landmark in ("h1", "main"):
        if (count := page.locator(landmark).count()) != 1:
            yield f"has {count} {landmark}"
    page.keyboard.press("Tab")
    if (first := page.evaluate("document.activeElement.className")) != "skip":
        yield f"leads the first Tab to {first!r}"


def faults_of_width(page: Page) -> Iterator[str]:
    """The windows that the page is wider than. The window is as it was after it."""
    for width in (*WIDTHS, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            yield f"needs {needed} of {width}"
        if broken := page.evaluate(BROKEN_NUMBERS):
            yield f"breaks {broken} at {width}"


@pytest.mark.parametrize("name", ["search", "api"])
def test_a_page_is_light_over_the_wire(page, addresses, name):
    received = []
    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    network.send("Network.enable")
    network.send("Network.clearBrowserCache")
    page.goto(addresses[name], wait_until="networkidle")
    assert 0 < sum(received) < 150_000
