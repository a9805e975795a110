"""Which Chromium the browser tests drive: the machine's own, or the one that Playwright keeps."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELL = "chromium-headless-shell"  # the same engine without a window's furniture, at half the processor time
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing but what the tests ask of it: no updates, no look-ups of its own.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = f"no Chromium that starts (Debian: apt-get install {SHELL}; or set CHROMIUM to the path of one)"


@cache
def find() -> Path | None:
    """CHROMIUM if it is set, else the first of the machine's or Playwright's that starts; None where there is none.

    Raises RuntimeError where CHROMIUM is set and starts no browser.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not _starts(named):
            raise RuntimeError(f"CHROMIUM is {named}, which starts no browser")
        return Path(named)
    found = (shutil.which(name) for name in NAMES)
    return next((Path(path) for path in found if path and _starts(path)), None) or _kept_by_playwright()


def _kept_by_playwright() -> Path | None:
    with sync_playwright() as playwright:
        kept = playwright.chromium.executable_path
    return Path(kept) if Path(kept).exists() and _starts(kept) else None


def _starts(program: str) -> bool:
    """Whether it runs at all: a browser without its libraries does not, nor does a stub that tells what to install."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except OSError:
        return False
