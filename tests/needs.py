"""What the tests need of the machine besides Python's packages.

`python -m tests.needs` installs what is missing where it may (as root on Debian; a Chromium also by Playwright), and
says what is still missing. The tests that need it are skipped, and named at the end of the run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests import chromium, postgresql_cluster

INSTALL_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Need:
    """Something of the machine's: the name of its Debian package, whether it is there, and what is left out without."""

    package: str
    is_there: Callable[[], bool]
    without: str


def _has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout.strip())


def _has_shell() -> bool:
    return shutil.which(chromium.SHELL) is not None


def _has_chromium() -> bool:
    chromium.find.cache_clear()
    return chromium.find() is not None


NEEDS = (
    Need(chromium.SHELL, _has_shell, "the browser tests take twice as long"),
    Need("chromium", _has_chromium, "the browser tests are skipped"),
    Need("fonts-noto-cjk", _has_chinese_font, "the browser tests draw boxes for characters"),
    Need("postgresql", lambda: postgresql_cluster.find_programs() is not None, "the tests on PostgreSQL are skipped"),
    Need("nginx-light", lambda: shutil.which("nginx") is not None, "the tests of deploy/ behind nginx are skipped"),
)


def main() -> None:
    missing = [need for need in NEEDS if not need.is_there()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(missing)
    if any(need.package == "chromium" and not need.is_there() for need in missing):
        _run(sys.executable, "-m", "playwright", "install", "chromium")
    for need in missing:
        if not need.is_there():
            sys.stdout.write(f"{need.package} is not there and could not be installed: {need.without}.\n")


def _install(needs: list[Need]) -> None:
    sys.stdout.write(f"Installing what the tests need: {', '.join(need.package for need in needs)}.\n")
    sys.stdout.flush()
    _run("apt-get", "update")
    for need in needs:
        if not need.is_there():  # the shell is a Chromium
            _run("apt-get", "install", "--yes", "--no-install-recommends", need.package)


def _run(*command: str) -> None:
    """Run a command that may fail: what counts is whether its package is there afterwards."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, capture_output=True, check=False, timeout=INSTALL_SECONDS)


if __name__ == "__main__":
    main()
