"""Running a command as its user does, and what it said."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.management import CommandError, call_command


@dataclass(frozen=True, slots=True)
class Attributed:
    """What a command wrote, and the error that it ended with, if it did."""

    out: str
    err: str
    error: str | None


Run = Callable[..., Attributed]


@pytest.fixture
def run(db) -> Run:
    def run_command(name: str, *args: object, **options: object) -> Attributed:
        out, err = io.StringIO(), io.StringIO()
        error = None
        try:
            call_command(name, *map(str, args), stdout=out, stderr=err, skip_checks=True, **options)
        except CommandError as failed:
            error = str(failed)
        return Attributed(out.getvalue(), err.getvalue(), error)

    return run_command
