"""Every kind of page: accessible, within its window, without a complaint from the browser, light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

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
WIDTHS = (360, 390, 768, 1440, 1920)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of all that is looked for, night changes the colours alone.
LOOKED_FOR = {
    "light": {"type": "tag", "values": STANDARDS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}


@pytest.fixture(scope="module")
def addresses(site) -> dict[str, str]:
    return every_address(site)


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(new_page, addresses, axe, width, color_scheme):
    page = new_page(width=width, color_scheme=color_scheme, reduced_motion="reduce")
    found = []
    for name in NAMES:
        page.goto(addresses[name])
        results = axe.run(page, options={"runOnly": LOOKED_FOR[color_scheme], "resultTypes": ["violations"]})
        for violation in results.response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"][:3]]
            found.append(f"{name}: {violation['id']}: {violation['help']}: {nodes}")
    assert not found, "\n".join(found)


def test_no_page_scrolls_sideways_at_any_width(new_page, addresses):
    page = new_page()
    too_wide = []
    for name in NAMES:
        page.goto(addresses[name])
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                too_wide.append(f"{name} needs {needed} of {width}")
    assert not too_wide, "\n".join(too_wide)


def test_every_page_is_sent_with_a_policy_that_allows_nothing_inline(page, addresses):
    for name in NAMES:
        response = page.goto(addresses[name])
        policy = response.headers["content-security-policy"]
        assert "default-src 'self'" in policy, name
        assert "unsafe" not in policy, name
        assert page.locator("[style], style, script:not([src]):not([type='application/ld+json'])").count() == 0, name


def test_every_page_has_one_heading_one_main_and_a_way_past_the_masthead(page, addresses):
    for name in NAMES:
        page.goto(addresses[name])
        assert page.locator("h1").count() == 1, name
        assert page.locator("main").count() == 1, name
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip", name


def test_the_search_page_is_light_over_the_wire(page, addresses):
    received = []
    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    network.send("Network.enable")
    page.goto(addresses["search"], wait_until="networkidle")
    assert 0 < sum(received) < 150_000
