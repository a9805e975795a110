"""Kernels are compiled before the first test, as they are before a server's first request: no budget pays for it."""

from __future__ import annotations

import pytest

from search.engines.whoosh.warm_up import warm_kernels


@pytest.fixture(scope="session", autouse=True)
def _kernels() -> None:
    warm_kernels()
