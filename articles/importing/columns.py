"""Columns by the names that pages print."""

from __future__ import annotations

from collections.abc import Iterable

from articles.curating.addresses import row_formerly_at
from articles.models import Column
from articles.people.pinyin import pinyin, slug


def columns_named(names: Iterable[str | None]) -> dict[str | None, Column]:
    """By name, the columns that are called so, or once were; one is made for a name that is new."""
    longest = Column._meta.get_field("name").max_length
    called = {name: name[:longest] for name in names if name}
    found = {column.name: column for column in Column.objects.filter(name__in=called.values())}
    for name in dict.fromkeys(called.values()):
        found[name] = found.get(name) or row_formerly_at(Column, name) or _made(name)
    return {name: found[short] for name, short in called.items()}


def column_named(name: str | None) -> Column | None:
    """The same for one name; None without."""
    return columns_named([name]).get(name)


def _made(name: str) -> Column:
    taken = Column.objects.values_list("slug", flat=True)
    return Column.objects.create(name=name, slug=slug(name, taken), pinyin=pinyin(name)[:200])
