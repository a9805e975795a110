"""What `/api/verify` takes and answers, as the API's documentation says it."""

from __future__ import annotations

from ninja import Field, Schema
from pydantic import field_validator


class DraftShape(Schema):
    """What `/api/verify` takes."""

    draft: str = Field(description="稿子的全文")

    @field_validator("draft")
    @classmethod
    def _encodable(cls, draft: str) -> str:
        """Half a surrogate pair, which JSON can name and no encoding takes, is U+FFFD, as in a form's text."""
        return draft.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class ChangeShape(Schema):
    """A run of the quotation and what is printed in its place; where they are alike only marks differ.

    Of a verbatim quotation there are some only where its punctuation is not as printed.
    """

    quoted: str
    printed: str
    alike: bool


class PlaceShape(Schema):
    """Where a quotation stands: `text` as printed, `distance` characters away; `url` opens at it."""

    id: int
    url: str
    title: str
    authors: list[str]
    publication: str
    date: str | None
    page: str
    where: str
    text: str
    distance: int
    citation: str


class QuotationShape(Schema):
    """A quotation, `draft[start:end]`. `named`: whom the draft says it is by, as far as that is looked up.

    `theirs`: whether the library has it by them, or in an article that names them; null where that was not asked.
    """

    start: int
    end: int
    text: str
    verdict: str = Field(description="verbatim | altered | misattributed | absent")
    articles: int
    said_by: str
    named: list[str]
    theirs: bool | None
    set_phrase: bool
    changes: list[ChangeShape]
    places: list[PlaceShape]


class SkippedShape(Schema):
    start: int
    end: int
    text: str
    reason: str = Field(description="short | unclosed")


class VerificationShape(Schema):
    """The draft's quotations in its order; `left` more were not looked at."""

    counts: dict[str, int]
    quotations: list[QuotationShape]
    skipped: list[SkippedShape]
    left: int
    took_ms: float


class PrintedShape(Schema):
    """An article on the topic: the text's terms that it has, the rarest first, and those that it lacks."""

    id: int
    url: str
    title: str
    citation: str
    shared: list[str]
    lacking: list[str]


class OverlapShape(Schema):
    """The text's terms, the nearest articles, best first, and the terms that none of these has."""

    terms: list[str]
    printed: list[PrintedShape]
    alone: list[str]
    took_ms: float
