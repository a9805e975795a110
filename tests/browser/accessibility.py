"""What axe holds against a page, by day and by night, on a desk and on a phone: in one visit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (1440, 390)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of all that is looked for, night changes the colours alone.
_RULES = {
    "light": {"type": "tag", "values": STANDARDS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
_RUN = """looked => axe.run(looked).then(results => results.violations.map(violation =>
  `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map(node => node.html.slice(0, 120))}`))"""


@cache
def _axe() -> str:
    return Axe().axe_script


def violations(page: Page) -> Iterator[str]:
    """Of the page that is open, at both widths and in both schemes; it is left at the first width, by day."""
    page.evaluate(_axe())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in _RULES.items():
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            found = page.evaluate(_RUN, {"runOnly": rules, "resultTypes": ["violations"]})
            yield from (f"{width}, {scheme}: {violation}" for violation in found)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
