"""A reading taken apart so that it can be put together otherwise: articles as blocks, blocks as pieces."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from articles.parsing.drafting.inferred_titles import infer_title
from articles.parsing.files.reading import read_lines
from articles.parsing.types import (
    Furniture,
    Join,
    ParsedArticle,
    ParsedDocument,
    ParsedFeature,
    ParsedPassage,
    Part,
    TextBlock,
    TitleOrigin,
)

_BY_PERSON = "人工接续"


@dataclass(eq=False, slots=True)
class Piece:
    """A run of the file and its text as printed."""

    passage: ParsedPassage
    text: str


@dataclass(eq=False, slots=True)
class DraftBlock:
    """A paragraph or heading of a body. A piece is in one block."""

    kind: str
    pieces: list[Piece]

    def parsed(self) -> TextBlock:
        text = "".join(piece.text for piece in self.pieces)
        part = Part.HEADING if self.kind == "heading" else Part.BODY
        return TextBlock(self.kind, text, tuple(replace(piece.passage, part=part) for piece in self.pieces))


@dataclass(eq=False, slots=True)
class DraftArticle:
    """An article: as it was read, and its body in blocks; `front` and `back` are its other runs."""

    read: ParsedArticle
    blocks: list[DraftBlock]
    front: list[ParsedPassage] = field(default_factory=list)
    back: list[ParsedPassage] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)  # where runs begin that a person joined to what stands before

    def parsed(self) -> ParsedArticle:
        body = tuple(block.parsed() for block in self.blocks)
        read = self.read if self.read.title else _with_inferred_title(self.read, body)
        runs = [run for block in body for run in block.passages]
        beside = {right.start: left.end for left, right in pairwise(runs)}
        kept = [join for join in self.read.joins if beside.get(join.right_start) == join.left_end]
        known = {join.right_start for join in kept}
        made = [Join(beside[at], at, 1.0, _BY_PERSON) for at in sorted(self.joined & beside.keys() - known)]
        whole = (*self.front, *runs, *self.back)
        own = {run.start for run in whole}
        doubts = tuple(doubt for doubt in self.read.problems if self._stands(doubt.at, own, known))
        return replace(read, body=body, passages=whole, joins=(*kept, *made), problems=doubts)

    def _stands(self, at: int, own: set[int], joins: set[int]) -> bool:
        """What was doubted at the beginning of a run that went, or of one joined to another now, is settled."""
        was = {run.start for run in self.read.passages}
        return at not in was or (at in own and (at in joins or at not in {j.right_start for j in self.read.joins}))


def _with_inferred_title(read: ParsedArticle, body: Sequence[TextBlock]) -> ParsedArticle:
    inferred = infer_title([block.text for block in body])
    reason = inferred.reason
    return replace(read, title=inferred.text or "（无题）", title_origin=TitleOrigin.INFERRED, title_reason=reason)


@dataclass(slots=True)
class DraftDocument:
    """A whole reading. Packages name their articles, and furniture the one that it stands in."""

    read: ParsedDocument
    printed: PrintedCharacters
    drafts: list[DraftArticle]
    features: list[tuple[ParsedFeature, list[DraftArticle]]]
    furniture: list[tuple[Furniture, DraftArticle | None]]

    def blocks(self) -> Iterator[tuple[DraftArticle, DraftBlock]]:
        for draft in self.drafts:
            for block in draft.blocks:
                yield draft, block

    def parsed(self) -> ParsedDocument:
        numbers = {id(draft): number for number, draft in enumerate(self.drafts)}
        features = (
            replace(feature, articles=tuple(numbers[id(own)] for own in drafts if id(own) in numbers))
            for feature, drafts in self.features
        )
        furniture = (replace(item, article=numbers.get(id(own))) for item, own in self.furniture)
        return replace(
            self.read,
            articles=tuple(draft.parsed() for draft in self.drafts),
            features=tuple(features),
            furniture=tuple(sorted(furniture, key=lambda item: item.passage.start)),
        )


def taken_apart(text: str, file_name: str, document: ParsedDocument) -> DraftDocument:
    """The reading of this text in pieces."""
    printed = PrintedCharacters(text, file_name)
    drafts = [_draft(article, printed) for article in document.articles]
    return DraftDocument(
        document,
        printed,
        drafts,
        [(feature, [drafts[number] for number in feature.articles]) for feature in document.features],
        [(item, None if item.article is None else drafts[item.article]) for item in document.furniture],
    )


class PrintedCharacters:
    """The characters that a reader sees, and where in the file each stands."""

    def __init__(self, text: str, file_name: str) -> None:
        lines = read_lines(text, file_name).lines
        self._chars = "".join(line.text for line in lines)
        self._places = [place for line in lines for place in line.places]

    def text(self, run: ParsedPassage) -> str:
        """Those of a run, its lines read as one."""
        return self._chars[bisect_left(self._places, run.start) : bisect_left(self._places, run.end)].strip()

    def count(self, run: ParsedPassage) -> int:
        """How many of them are no white space."""
        return len("".join(self.text(run).split()))


def _draft(article: ParsedArticle, printed: PrintedCharacters) -> DraftArticle:
    body = set(article.body_passages)
    first = next((place for place, run in enumerate(article.passages) if run in body), len(article.passages))
    others = [(place, run) for place, run in enumerate(article.passages) if run not in body]
    return DraftArticle(
        article,
        [DraftBlock(block.kind, list(_pieces(block, printed))) for block in article.body],
        [run for place, run in others if place < first],
        [run for place, run in others if place > first],
    )


def _pieces(block: TextBlock, printed: PrintedCharacters) -> Iterator[Piece]:
    """Each run with its share of the paragraph's text, told by the number of its characters."""
    rest = block.text
    for run in block.passages[:-1]:
        cut = _length(rest, printed.count(run))
        yield Piece(run, rest[:cut])
        rest = rest[cut:]
    for run in block.passages[-1:]:
        yield Piece(run, rest)


def _length(text: str, characters: int) -> int:
    """How long the beginning of a text is that has so many characters besides white space."""
    for place, char in enumerate(text):
        if characters == 0:
            return place
        characters -= not char.isspace()
    return len(text)


def piece_of(item: Furniture) -> Piece:
    """What stood in no article, as text of one."""
    text = "".join(line.strip() for line in item.text.splitlines())
    return Piece(replace(item.passage, part=Part.BODY), text)
