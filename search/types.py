"""What a search asks for and what it answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Where(StrEnum):
    """The part of an article that matched."""

    TITLE = "title"
    AUTHOR = "author"
    THEME = "theme"
    KEYWORDS = "keywords"
    ABSTRACT = "abstract"
    LEAD = "lead"
    BODY = "body"
    BOX = "box"
    AFFILIATION = "affiliation"
    FUNDING = "funding"
    REFERENCES = "references"
    CAPTION = "caption"  # printed beside the article, not in it: only asked for by name
    FEATURE = "feature"  # headline and editor's note of its package, likewise
    COLUMN = "column"  # the name of its column, likewise
    ORGANISATION = "organisation"  # what its affiliations name, likewise: what 单位: answers beside AFFILIATION
    AUTHOR_SOUND = "author_sound"  # its authors' pinyin and initials, likewise: what 作者: answers beside AUTHOR
    DATE = "date"  # its day, likewise, as `search.text.periods.day_text` has it
    PUBLICATION = "publication"  # where it was printed, likewise: the paper,
    SECTION = "section"  # the section's name,
    PAGE = "page"  # and the page


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


class ReadingMode(StrEnum):
    """WORDS: 词语, each word's characters in a row, the words in any order. EXACT: 逐字, the whole query as one run."""

    WORDS = "words"
    EXACT = "exact"


class LineOrder(StrEnum):
    """TEXT: as the lines come. LEFT: by what stands before, its nearest character first. RIGHT: by what follows."""

    TEXT = "text"
    LEFT = "left"
    RIGHT = "right"


WIDTH = 20  # characters of its surroundings that an occurrence is shown with, and sorted by, on either side

FACETS = ("column", "author", "theme", "organisation", "year", "date", "publication", "section", "printed_page")
DATE_FACET = "date"  # whose values are months, 2025-03; a filter's single value is a period: 2025-01..2025-06
MISSING = "-"  # the facet value of articles that have none: 未署栏目, 未署名 …


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """An article as an engine takes it: `texts` maps a part to its blocks, unfolded; facets hold what filters hold."""

    article_id: int
    texts: dict[Where, tuple[str, ...]]
    facets: dict[str, tuple[str, ...]]
    date: str = ""  # ISO, or empty where unknown
    title_key: str = ""  # what titles are sorted by: pinyin


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search.

    `filters` maps a facet to the chosen values: database ids as strings for column, author, theme and organisation,
    "2025" for year, "2025-01..2025-06" for date, names for publication and section, "9" for printed_page;
    MISSING for the articles that have none.
    """

    query: str = ""
    mode: ReadingMode = ReadingMode.WORDS
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 20


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `matched` where the query stands."""

    text: str
    matched: bool = False


@dataclass(frozen=True, slots=True)
class HitPassage:
    """A snippet: a run of an article in which the query stands. `anchor` is the id of its block on the article page.

    `cut_before` and `cut_behind` say that it begins or ends within a sentence.
    """

    where: Where
    spans: tuple[Span, ...]
    anchor: str = ""
    cut_before: bool = False
    cut_behind: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found. `where` are all the parts in which something matched."""

    article_id: int
    score: float
    passages: tuple[HitPassage, ...] = ()
    where: tuple[Where, ...] = ()
    title: tuple[Span, ...] = ()
    decks: tuple[tuple[Span, ...], ...] = ()  # the lines beside the title: kicker, subtitle


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet's values: selected first, then by count, then by pinyin; each count leaves out the facet's own filter.

    `more` values that were not asked for stand behind them.
    """

    name: str
    values: tuple[FacetValue, ...]
    more: int = 0


TIMELINE_HEIGHT = 40  # of the picture of a result's days, in its own units


@dataclass(frozen=True, slots=True)
class LabelledExcerpt:
    """A passage as it is shown, with the name of the part it stands in."""

    label: str
    spans: tuple[Span, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """The articles of some days of a result, as a bar; `left` is its place in the picture."""

    label: str
    count: int
    url: str
    left: int
    height: int
    is_chosen: bool

    @property
    def top(self) -> int:
        return TIMELINE_HEIGHT - self.height


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """One thing the 读法 line says: kind is "word" | "phrase" | "exclusion" | "field" | "folded" | "synonym" | …"""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class QueryReading:
    """How a query was read. `loosened` names the looser reading shown, where the query as typed stands nowhere.

    `exact` is a query for its runs as they stand, where some hits have marks between their characters.
    """

    mode: ReadingMode
    notes: tuple[ReadingNote, ...] = ()
    loosened: str = ""
    exact: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`total` articles were found; in `elsewhere` more, only a caption or their feature's words match."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    reading: QueryReading
    took_ms: float
    elsewhere: int = 0
