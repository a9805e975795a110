"""What the API answers of passages, as its documentation says it."""

from __future__ import annotations

from ninja import Schema

from search.verifying.shapes import ChangeShape, PlaceShape


class UseShape(Schema):
    """A place in which a passage stands; `changes` from it, none where it stands as it is."""

    place: PlaceShape
    changes: list[ChangeShape]


class LineageShape(Schema):
    """Where a passage stands, the oldest first, undated ones last; `articles` have it as it is."""

    passage: str
    articles: int
    uses: list[UseShape]


class RecurringShape(Schema):
    """A passage of an article that so many `others` have, too; `url` is its lineage."""

    text: str
    others: int
    url: str


class CommonShape(Schema):
    """A passage that so many `articles` have, `first` the oldest of them; `url` is its lineage."""

    text: str
    articles: int
    first: int
    url: str


class CommonPageShape(Schema):
    """Those that most articles have come first; `total` are kept."""

    total: int
    page: int
    per_page: int
    passages: list[CommonShape]
