"""Which Chromium the browser tests drive: the machine's own, or the one that Playwright keeps.

`python -m tests.chromium` says which, brings one where there is none, or says what to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
HELP = (
    "No Chromium was found for the browser tests. Install one (Debian: apt-get install chromium; or "
    "`.venv/bin/playwright install --with-deps chromium`), or set CHROMIUM to the path of yours."
)


def find() -> Path | None:
    """CHROMIUM if it is set, else the first that the machine or Playwright has. Raises RuntimeError for a wrong one."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            raise RuntimeError(f"CHROMIUM is {named}, which is no program")
        return Path(named)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    with sync_playwright() as playwright:
        kept = Path(playwright.chromium.executable_path)
    return kept if kept.exists() else None


def main() -> int:
    found = find()
    if found is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)  # our own
        found = find()
    sys.stdout.write(f"Browser tests drive {found}.\n" if found else f"{HELP}\n")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
