"""What the JSON API answers, as its documentation says it."""

from __future__ import annotations

from ninja import Field, Schema


class ReadingNoteShape(Schema):
    kind: str
    text: str


class ReadingShape(Schema):
    """读法: how the query was read. `loosened` names the looser reading shown where the query stands nowhere.

    `exact` is a query for its runs as they stand, where some hits have marks between their characters.
    """

    mode: str
    notes: list[ReadingNoteShape]
    loosened: str
    exact: str


class PassageShape(Schema):
    """A cutting in which the query stands: runs of text, each with whether it matched."""

    where: str
    spans: list[tuple[str, bool]]


class HitShape(Schema):
    id: int
    url: str
    title: str
    title_origin: str = Field(description="printed | truncated | inferred | curated")
    column: str | None
    authors: list[str]
    themes: list[str]
    date: str | None
    duplicate_of: int | None = Field(description="the earlier article that this one is nearly the same as")
    alike: list[int] = Field(default=[], description="with collapse: others of the result nearly the same")
    score: float
    where: list[str]
    passages: list[PassageShape]


class FacetValueShape(Schema):
    """`value` is what the parameter takes; “-” stands for the articles that have none."""

    value: str
    label: str
    count: int
    selected: bool


class SearchShape(Schema):
    total: int
    elsewhere: int = Field(description="articles in which only a caption or their feature's words match")
    page: int
    per_page: int
    reading: ReadingShape
    took_ms: float
    hits: list[HitShape]
    facets: dict[str, list[FacetValueShape]]


class FaultShape(Schema):
    """`at` is the place in the query, `repaired` a query that can be read, where there are such."""

    error: str
    message: str
    at: int | None = None
    repaired: str | None = None


class PersonShape(Schema):
    id: int
    name: str
    role: str = Field(description="author | interviewee | host")
    affiliation: str
    printed_as: str = Field(
        description="the name as printed; where one person is printed by several, 、 stands between"
    )


class ThemeEvidenceShape(Schema):
    name: str
    slug: str
    origin: str
    score: float
    evidence: list[dict[str, object]]


class BlockShape(Schema):
    kind: str = Field(description="paragraph | heading")
    text: str


class BoxShape(Schema):
    title: str
    body: list[BlockShape]


class FundShape(Schema):
    name: str
    number: str | None


class ArticleShape(Schema):
    id: int
    url: str
    kicker: str
    title: str
    subtitle: str
    title_origin: str
    title_reason: str
    column: str | None
    feature: str | None
    source: str | None
    date: str | None
    authors: list[PersonShape]
    themes: list[ThemeEvidenceShape]
    affiliation: str
    funding: list[FundShape]
    lead: list[str]
    body: list[BlockShape]
    boxes: list[BoxShape]
    abstract: str
    keywords: list[str]
    references: list[str]
    author_note: str
    title_en: str
    abstract_en: str
    keywords_en: list[str]


class SuggestionShape(Schema):
    """`url` is its page; of a term or a fund, its search."""

    kind: str = Field(description="author | theme | column | term | fund | title")
    text: str
    url: str
    articles: int
    detail: str = Field(description="作者的单位；基金的名称；文章的作者和日期")


class ColumnShape(Schema):
    id: int
    name: str
    slug: str
    url: str
    articles: int


class ThemeShape(ColumnShape):
    description: str


class AuthorShape(Schema):
    id: int
    name: str
    distinction: str
    pinyin: str
    url: str
    articles: int
