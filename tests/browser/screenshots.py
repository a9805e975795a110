"""Pictures of the running site for the READMEs: `python -m tests.browser.screenshots`, written to docs/screenshots/."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests import chromium
from tests.served_site import ROOT, SignIn, serving_seeds

FOLDER = ROOT / "docs" / "screenshots"
SIZE = ViewportSize(width=1280, height=800)  # of the picture, in pixels
PAGES = {
    "search": "/search/?q=新质生产力",
    "article": "/articles/1/",
    "source": "/sources/1/",
    "insights": "/insights/?q=科技创新",
}
COLOUR_SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")


def main() -> None:
    """Take every page in both colour schemes; exits with a message where there is no Chromium."""
    browser_path = chromium.find()
    if browser_path is None:
        sys.exit(chromium.MISSING)
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving_seeds(Path(folder), SignIn("reader", "nobody-signs-in-here")) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path, args=chromium.ARGUMENTS)
        for scheme in COLOUR_SCHEMES:
            page = browser.new_page(base_url=address, viewport=SIZE, color_scheme=scheme)
            for name, path in PAGES.items():
                take(page, path, FOLDER / f"{name}-{scheme}.png")
        browser.close()


def take(page: Page, path: str, picture: Path) -> None:
    page.goto(path, wait_until="networkidle")
    page.screenshot(path=picture)
    sys.stdout.write(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()
