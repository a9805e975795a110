"""One row for each person: merging authors that are one, and parting those that are two."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from django.contrib.auth.models import User

from articles.changes import one_change
from articles.models import Author, Authorship

Row = TypeVar("Row", Author, Authorship)


def merge_authors(kept: Author, others: Iterable[Author], user: User | None = None) -> int:
    """Give everything that others wrote to `kept`, who answers to their names from now on; the others go.

    Returns how many authorships moved.
    """
    moved = 0
    with one_change():
        names = list(kept.aliases)
        for other in others:
            if other.pk == kept.pk:
                continue
            moved += _move(other.authorships.all(), kept, user)
            names += [other.name, *other.aliases]
            _by(other, user).delete()
        kept.aliases = [name for name in dict.fromkeys(names) if name != kept.name]
        _by(kept, user).save()
    return moved


def split_author(author: Author, authorships: Collection[Authorship], distinction: str, user: User | None) -> Author:
    """A second person of the same name, told apart by `distinction`, who wrote these; returns the new row."""
    with one_change():
        other = _by(Author(name=author.name, distinction=distinction), user)
        other.save()
        _move(authorships, other, user)
    return other


def _move(authorships: Iterable[Authorship], to: Author, user: User | None) -> int:
    """Move authorships; one that the new author already has in the same role goes. Returns how many moved."""
    moved = 0
    for row in authorships:
        if Authorship.objects.filter(article=row.article_id, author=to, role=row.role).exists():
            _by(row, user).delete()
            continue
        row.author = to
        _by(row, user).save()
        moved += 1
    return moved


def _by(row: Row, user: User | None) -> Row:
    """The row, its next history entry signed by this user."""
    if user is not None:
        row._history_user = user  # type: ignore[attr-defined]  # simple_history reads it
    return row
