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

    quoted: str = Field(description="引文里的文字")
    printed: str = Field(description="原文在这里的文字")
    alike: bool = Field(description="是否只差标点或写法")


class PlaceShape(Schema):
    """Where a quotation stands: `text` as printed, `distance` characters away; `url` opens at it."""

    id: int = Field(description="文章的编号")
    url: str = Field(description="文章页，打开就是这一处")
    title: str = Field(description="题名")
    authors: list[str] = Field(description="作者的姓名")
    publication: str = Field(description="报刊名")
    date: str | None = Field(description="见报日期；不详则为 null")
    page: str = Field(description="版次")
    where: str = Field(description="所在的部分，如 body")
    text: str = Field(description="原文所印的文字")
    distance: int = Field(description="与所查文字相差几个字")
    citation: str = Field(description="引用格式，依 GB/T 7714")


class QuotationShape(Schema):
    """A quotation, `draft[start:end]`. `named`: whom the draft says it is by, as far as that is looked up.

    `theirs`: whether the library has it by them, or in an article that names them; null where that was not asked.
    """

    start: int = Field(description="引文在稿中的起点，从 0 起")
    end: int = Field(description="引文在稿中的终点，不含")
    text: str = Field(description="引文")
    verdict: str = Field(description="verbatim 一字不差、altered 有出入、misattributed 出处不符、absent 馆内没有")
    articles: int = Field(description="有这句话的篇数")
    said_by: str = Field(description="稿中交代出处的话；没有则为空")
    named: list[str] = Field(description="其中的姓名和书报名")
    theirs: bool | None = Field(description="他们的文章或提到他们的文章里有没有这句话；没有查则为 null")
    set_phrase: bool = Field(description="是否通行的套话")
    changes: list[ChangeShape] = Field(description="与原文的出入")
    places: list[PlaceShape] = Field(description="原文所在")


class SkippedShape(Schema):
    start: int = Field(description="在稿中的起点，从 0 起")
    end: int = Field(description="在稿中的终点，不含")
    text: str = Field(description="引号里的文字")
    reason: str = Field(description="没有查的原因：short 太短、unclosed 引号没有合上")


class VerificationShape(Schema):
    """The draft's quotations in its order; `left` more were not looked at."""

    counts: dict[str, int] = Field(description="各种结论各有几处")
    quotations: list[QuotationShape] = Field(description="引文，按稿中次序")
    skipped: list[SkippedShape] = Field(description="没有查的引文")
    left: int = Field(description="太多而没有查的处数")
    took_ms: float = Field(description="用时，毫秒")


class PrintedShape(Schema):
    """An article on the topic: the text's terms that it has, the rarest first, and those that it lacks."""

    id: int = Field(description="文章的编号")
    url: str = Field(description="文章页")
    title: str = Field(description="题名")
    citation: str = Field(description="引用格式，依 GB/T 7714")
    shared: list[str] = Field(description="稿中的词语它也有的，少见的在前")
    lacking: list[str] = Field(description="稿中的词语它没有的")


class OverlapShape(Schema):
    """The text's terms, the nearest articles, best first, and the terms that none of these has."""

    terms: list[str] = Field(description="稿中的主要词语")
    printed: list[PrintedShape] = Field(description="最接近的文章，近的在前")
    alone: list[str] = Field(description="这些文章都没有的词语")
    took_ms: float = Field(description="用时，毫秒")
