"""Columns by the names that pages print."""

from __future__ import annotations

from articles.curating.addresses import row_formerly_at
from articles.models import Column
from articles.people.pinyin import pinyin, slug


def column_named(name: str | None) -> Column | None:
    """The column of this name, or that had it once, made if it is new; None without a name."""
    if not name:
        return None
    name = name[: Column._meta.get_field("name").max_length]
    column = Column.objects.filter(name=name).first() or row_formerly_at(Column, name)
    if column is None:
        taken = Column.objects.values_list("slug", flat=True)
        column = Column.objects.create(name=name, slug=slug(name, taken), pinyin=pinyin(name)[:200])
    return column
