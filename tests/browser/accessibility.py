"""What axe holds against a page, by day and by night, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (1440, 390)
Scheme = Literal["light", "dark"]
Look = tuple[int, Scheme]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LOOKS: list[Look] = [(width, scheme) for scheme in SCHEMES for width in WIDTHS]
TWO_OR_ALL = [LOOKS[::3], pytest.param(LOOKS, marks=pytest.mark.full)]  # each window and each scheme once, or all of it
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """looked => axe.run(looked).then(results => results.violations.map(violation =>
  `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map(node => node.html.slice(0, 120))}`))"""


@cache
def _axe() -> str:
    return Axe().axe_script


def violations(page: Page, looks: Iterable[Look]) -> Iterator[str]:
    """Of the page that is open, in these windows and schemes; it is left at the first width, by day."""
    page.evaluate(_axe())
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = page.evaluate(_RUN, {"runOnly": STANDARDS, "resultTypes": ["violations"]})
        yield from (f"{width}, {scheme}: {violation}" for violation in found)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
