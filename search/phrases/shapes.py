"""What the API answers of passages, as its documentation says it."""

from __future__ import annotations

from ninja import Field, Schema

from search.verifying.shapes import ChangeShape, PlaceShape


class UseShape(Schema):
    """A place in which a passage stands; `changes` from it, none where it stands as it is."""

    place: PlaceShape = Field(description="用这句话的地方")
    changes: list[ChangeShape] = Field(description="与所查文字的出入；原样的没有")


class LineageShape(Schema):
    """Where a passage stands, the oldest first, undated ones last; `articles` have it as it is."""

    passage: str = Field(description="所查的文字")
    articles: int = Field(description="原样有它的篇数")
    uses: list[UseShape] = Field(description="各处，早的在前，日期不详的在后")


class RecurringShape(Schema):
    """A passage of an article that so many `others` have, too; `url` is its lineage."""

    text: str = Field(description="文字")
    others: int = Field(description="另有几篇也有它")
    url: str = Field(description="它的沿革页")


class CommonShape(Schema):
    """A passage that so many `articles` have, `first` the oldest of them; `url` is its lineage."""

    text: str = Field(description="文字")
    articles: int = Field(description="有它的篇数")
    first: int = Field(description="其中最早一篇的编号")
    url: str = Field(description="它的沿革页")


class CommonPageShape(Schema):
    """Those that most articles have come first; `total` are kept."""

    total: int = Field(description="共有几段")
    page: int = Field(description="第几页，从 1 起")
    per_page: int = Field(description="每页几段")
    passages: list[CommonShape] = Field(description="这一页的文字，用得多的在前")
