"""Checks the values that an import gives for a source's printing."""

from __future__ import annotations

from django.core.management.base import CommandError

from articles.models import SourceDocument


def check_publication(name: str) -> None:
    """Refuse the option of a command where no row could hold it, before anything is read."""
    check_option("publication", name)


def check_option(name: str, value: str) -> None:
    """Refuse a value that is longer than the source's field of this name."""
    if len(value) > longest_value(name):
        raise CommandError(f"--{name} is longer than {longest_value(name)} characters")


def longest_value(name: str) -> int:
    """How many characters the source's field of this name holds."""
    return int(getattr(SourceDocument._meta.get_field(name), "max_length"))  # noqa: B009 - not of all fields
