"""How reading goes from one piece of a body to the next, and which of these steps the parser took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.parsing.types import ParsedDocument, Part
from tests.pages.truth import Page, Placed


@dataclass(frozen=True, slots=True)
class Transition:
    """A step from `left` to `right`, the next piece of the article; `instead` is what was read after `left`."""

    left: Placed
    right: Placed
    between: str  # nothing | title | caption | other: what the page prints between the two
    taken: bool
    joined: bool  # into one paragraph
    instead: str

    @property
    def is_cut(self) -> bool:
        """Whether the two are halves of one paragraph."""
        return self.left.piece.paragraph == self.right.piece.paragraph

    @property
    def kind(self) -> str:
        ending = "after 。" if self.left.piece.text[-1] in "。！？”" else "mid-sentence"
        return f"{'cut ' + ending if self.is_cut else 'fresh paragraph'}, {self.between} between"

    def __str__(self) -> str:
        left, right = self.left.piece, self.right.piece
        return f"{self.kind}: A{left.article} …{left.text[-16:]} | {right.text[:16]}… instead: {self.instead}"


def transitions(page: Page, parsed: ParsedDocument) -> list[Transition]:
    """Every step of every article of the page."""
    after, joined = _steps(page, parsed)
    found: list[Transition] = []
    for article in range(len(page.articles)):
        own = [n for n, p in enumerate(page.placed) if _is_body(p) and p.piece.article == article]
        own.sort(key=lambda n: page.placed[n].piece.order)
        for left, right in pairwise(own):
            instead = [page.placed[n].piece.text[:16] for n in sorted(after.get(left, set()))]
            found.append(
                Transition(
                    page.placed[left],
                    page.placed[right],
                    _between(page, left, right),
                    right in after.get(left, set()),
                    (left, right) in joined,
                    " / ".join(instead) or "nothing",
                )
            )
    return found


def _is_body(placed: Placed) -> bool:
    return placed.piece.part in (Part.BODY, Part.HEADING)


def _steps(page: Page, parsed: ParsedDocument) -> tuple[dict[int, set[int]], set[tuple[int, int]]]:
    """Piece → pieces read next, and the steps inside one paragraph."""
    after: dict[int, set[int]] = {}
    joined: set[tuple[int, int]] = set()
    for article in parsed.articles:
        read: list[tuple[int, int]] = []  # (block, piece)
        for block_number, block in enumerate(article.body):
            for passage in block.passages:
                covered = (n for n, p in enumerate(page.placed) if p.start < passage.end and passage.start < p.end)
                read += [(block_number, n) for n in covered]
        for (block_a, a), (block_b, b) in pairwise(read):
            after.setdefault(a, set()).add(b)
            if block_a == block_b:
                joined.add((a, b))
    return after, joined


def _between(page: Page, left: int, right: int) -> str:
    if right < left:
        return "backwards"
    parts = {p.piece.part for p in page.placed[left + 1 : right]}
    if not parts:
        return "nothing"
    if parts == {Part.TITLE}:
        return "title"
    return "caption" if parts <= {Part.CAPTION, Part.CREDIT} else "other article"


def transition_table(found: Sequence[Transition]) -> Iterable[str]:
    """How many steps of each kind there are, were taken, and put paragraphs together again."""
    yield f"{'step':46}{'count':>7}{'taken':>8}{'joined':>8}"
    for kind in sorted({t.kind for t in found}):
        own = [t for t in found if t.kind == kind]
        taken, joined = (100 * sum(flags) / len(own) for flags in ([t.taken for t in own], [t.joined for t in own]))
        yield f"{kind:46}{len(own):7}{taken:8.1f}{joined:8.1f}"
