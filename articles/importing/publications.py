"""What imports may call a publication."""

from __future__ import annotations

from django.core.management.base import CommandError

from articles.models import SourceDocument


def check_publication(name: str) -> None:
    """Refuse the option of a command where no row could hold it, before anything is read."""
    longest = SourceDocument._meta.get_field("publication").max_length
    if longest is not None and len(name) > longest:
        raise CommandError(f"--publication is longer than {longest} characters")
