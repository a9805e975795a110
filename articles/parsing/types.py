"""What reading a file yields. All offsets are characters of the decoded file, half open: [start, end)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from articles.parsing.problems import ReadingProblem


class DocumentKind(StrEnum):
    """What sort of file was read."""

    NEWSPAPER_PAGE = "newspaper_page"
    ARTICLE = "article"  # a file that holds one article and nothing of a page around it
    JOURNAL_PAPER = "journal_paper"
    REPORT = "report"  # one long document in chapters


class TitleOrigin(StrEnum):
    """Where a title comes from: the page, a page that cut it short, the article's own words, or a person."""

    PRINTED = "printed"
    TRUNCATED = "truncated"
    INFERRED = "inferred"
    CURATED = "curated"


class Role(StrEnum):
    """What a named person did in an article; an institution that wrote it is no person."""

    AUTHOR = "author"
    INTERVIEWEE = "interviewee"
    HOST = "host"
    ORGANISATION = "organisation"  # an institution that signs as author


class Part(StrEnum):
    """What a run of characters of the file belongs to. Every character that is not white space has exactly one."""

    TITLE = "title"
    BYLINE = "byline"
    PARTICIPANT = "participant"  # the host and guests of an interview
    LEAD = "lead"
    BODY = "body"
    HEADING = "heading"
    NOTE = "note"  # an author's affiliation
    AUTHOR_NOTE = "author_note"  # 【作者简介】
    ADDRESS = "address"  # a journal paper's affiliation line
    BOX = "box"
    ABSTRACT = "abstract"
    KEYWORDS = "keywords"
    REFERENCES = "references"
    FEATURE_TITLE = "feature_title"
    EDITOR_NOTE = "editor_note"
    CAPTION = "caption"
    CREDIT = "credit"
    COLUMN = "column"
    MARKUP = "markup"  # tags, front matter, what a web site sets round a text
    DATELINE = "dateline"  # a line of the page's head: date, newspaper, section
    PAGE = "page"  # the page's number
    EDITORS = "editors"
    CONTACT = "contact"
    SOURCE_LINE = "source_line"  # where an article was printed, who gathered it
    JUMP = "jump"  # 下转第三版
    RULE = "rule"  # a line of dashes or asterisks
    OTHER = "other"  # kept, shown, but nobody's: a Problem says so


class Origin(StrEnum):
    """Where what is known of a file's printing comes from."""

    CURATED = "curated"  # a person's word
    GIVEN = "given"  # by whoever imports it
    PRINTED = "printed"
    FILE_NAME = "file_name"
    FOLDER = "folder"
    FRONT_MATTER = "front_matter"


@dataclass(frozen=True, slots=True)
class Attributed:
    """A value and who says so; `at` is its offset in the file where it is printed."""

    value: str
    origin: Origin
    at: int = 0


@dataclass(frozen=True, slots=True)
class Imprint:
    """When and where a file was printed; None is unknown. `date` is in ISO form, `page` without zeros before it."""

    date: Attributed | None = None
    page: Attributed | None = None
    section: Attributed | None = None
    publication: Attributed | None = None


NO_IMPRINT = Imprint()


@dataclass(frozen=True, slots=True)
class ParsedPassage:
    """A run of characters of the file and the part it belongs to."""

    start: int
    end: int
    part: Part


@dataclass(frozen=True, slots=True)
class Join:
    """Two fragments read as one: the fragment ending at `left_end` goes on at `right_start`.

    `confidence` is a probability, 0 to 1. `reason` says in Chinese what spoke for it. A join whose fragments are
    neighbours in the file is one too.
    """

    left_end: int
    right_start: int
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or a heading, whole again, and the runs of the file it was put together from, in reading order."""

    kind: str  # "paragraph" | "heading"
    text: str
    passages: tuple[ParsedPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A boxed sidebar (链接, 名词解释 …): its title and its entries."""

    title: str
    body: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A name as printed and what the person did; `affiliation` only where it is printed beside the name."""

    name: str
    role: Role = Role.AUTHOR
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Funding:
    """A fund as named in the note, and its project code where one is printed."""

    name: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One article. `title` is without the column that may be printed in brackets behind it.

    `passages` are all runs of the file that belong to it, of every part, body runs in reading order.
    """

    title: str
    title_origin: TitleOrigin
    kicker: str | None = None  # 引题, over the title
    subtitle: str | None = None  # 副题, under it, with its dash as printed
    column: str | None = None
    authors: tuple[Person, ...] = ()
    affiliation: str | None = None  # the note without its outer parentheses
    funding: tuple[Funding, ...] = ()
    body: tuple[TextBlock, ...] = ()
    boxes: tuple[Box, ...] = ()
    lead: tuple[str, ...] = ()
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    title_en: str | None = None
    abstract_en: str | None = None
    keywords_en: tuple[str, ...] = ()
    author_note: str | None = None
    title_reason: str | None = None  # why this title, where it was inferred or cut short (Chinese)
    passages: tuple[ParsedPassage, ...] = ()
    joins: tuple[Join, ...] = ()
    problems: tuple[ReadingProblem, ...] = ()

    @property
    def body_passages(self) -> tuple[ParsedPassage, ...]:
        """The body's runs in reading order."""
        return tuple(passage for block in self.body for passage in block.passages)


@dataclass(frozen=True, slots=True)
class ParsedFeature:
    """A package (专题): its headline, the editor's note and the articles in it, as indexes into the document's."""

    title: str
    column: str | None
    editor_note: str
    articles: tuple[int, ...]
    passages: tuple[ParsedPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is on the page but in no article: a caption, a credit, a column mark, a line of its head …

    `article` is the article (index) inside whose text it was printed, where one is.
    """

    kind: str  # a Part's value; "other" for rules and markup
    text: str
    passage: ParsedPassage
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters of the file that are not white space, and how many of them have a part."""

    characters: int
    assigned: int

    @property
    def unassigned(self) -> int:
        return self.characters - self.assigned


@dataclass(frozen=True, slots=True)
class Hints:
    """What a file says of itself outside its text, as written there; "" where it says nothing.

    `origin` is where: "front_matter" (YAML or TOML at a Markdown file's head) or "meta" (an HTML page's <title> and
    <meta>, of which the title may be the site's own). The parser hands them on in `ParsedDocument.hints`.
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    page: str = ""
    section: str = ""
    publication: str = ""
    column: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A whole file, read. `problems` are those that belong to no article."""

    kind: DocumentKind
    articles: tuple[ParsedArticle, ...]
    features: tuple[ParsedFeature, ...]
    furniture: tuple[Furniture, ...]
    coverage: Coverage
    problems: tuple[ReadingProblem, ...] = ()
    hints: Hints = Hints()
    imprint: Imprint = NO_IMPRINT  # as printed
