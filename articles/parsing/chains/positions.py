"""Evidence from the order of blocks: a block is continued by the next one, unless a boundary stands between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from articles.parsing.blocks.shapes import ASIDES, NOTES, Shape
from articles.parsing.blocks.sheet import Opener, Sheet

NEXT = 6.2  # nats for the neighbour
NEXT_PAST_TITLE = 5.7
IN_SENTENCE = 1.5  # less, where a sentence goes on: how it reads tells too, and two tails may have changed places
SKIP = 6.5  # for the neighbour but for blocks that stand in no article
FIRST = 6.5  # for the first text after a byline
NOTED = 6.5  # for the note right after a text
LAST = 1.7  # for an end without a note where a new article or column begins
_PARTED = 4.9  # against the neighbour, by a block between that stands in no article

_OPTIONAL = -10.0  # log odds above which a block may be left out of its surroundings
_BOUNDARIES = NOTES | {Shape.BYLINE, Shape.COLUMN, Shape.SIGNATURE}


@dataclass(frozen=True, slots=True)
class Order:
    """The blocks that take part (indexes of the sheet, ascending), and the boundaries between them.

    `sections[k]` and `titles[k]` count the boundaries (bylines, notes, column marks) and headlines before node k;
    `optional[k]` says that a node may well stand in no article.
    """

    nodes: tuple[int, ...]
    sections: tuple[int, ...]
    titles: tuple[int, ...]
    optional: tuple[bool, ...]

    def link(self, left: int, right: int) -> float:
        """Nats for node `right` to go on from node `left` because it is the next."""
        if right != left + 1 or self.sections[left] != self.sections[right]:
            return 0.0
        return NEXT if self.titles[left] == self.titles[right] else NEXT_PAST_TITLE

    def left_out(self, left: int, right: int) -> tuple[int, ...]:
        """The nodes between two that would be neighbours without them; () where something else parts the two."""
        between = tuple(range(left + 1, right))
        if self.sections[left] != self.sections[right] or not all(self.optional[node] for node in between):
            return ()
        return between

    def near(self) -> Iterator[tuple[int, int]]:
        """The pairs that are neighbours, or would be without the nodes between."""
        for left in range(len(self.sections)):
            for right in range(left + 1, len(self.sections)):
                if self.sections[left] != self.sections[right]:
                    break
                yield left, right
                if not self.optional[right]:
                    break

    def aside(self, node: int) -> float:
        """Nats against standing in no article for a node with a neighbour in its section: a chain through it has one
        more link than a chain past it.
        """
        near = [other for other in (node - 1, node + 1) if 0 <= other < len(self.sections)]
        return _PARTED if any(self.sections[other] == self.sections[node] for other in near) else 0.0


def order_of(sheet: Sheet, nodes: list[int], odds: list[float], openers: list[Opener]) -> Order:
    """The order of these blocks of the sheet; `odds` are those of standing in no article."""
    opened = {opener.at for opener in openers}
    sections = list(
        accumulate((_is_boundary(sheet, index) or index in opened for index in range(len(sheet))), initial=0)
    )
    titles = list(accumulate((sheet.shape(index) is Shape.HEADLINE for index in range(len(sheet))), initial=0))
    return Order(
        tuple(nodes),
        tuple(sections[node] for node in nodes),
        tuple(titles[node] for node in nodes),
        tuple(odd > _OPTIONAL for odd in odds),
    )


def _is_boundary(sheet: Sheet, index: int) -> bool:
    return sheet.shape(index) in _BOUNDARIES


def first_nodes(order: Order, sheet: Sheet, opener: Opener) -> tuple[int, ...]:
    """The nodes an article's text may begin at by their place: the first after its opening, optional ones before."""
    found = []
    for node, index in enumerate(order.nodes):
        if index <= opener.at:
            continue
        if any(_is_boundary(sheet, i) for i in range(opener.at + 1, index)):
            break
        found.append(node)
        if not order.optional[node]:
            break
    return tuple(found)


def noted_nodes(order: Order, sheet: Sheet, note: int) -> tuple[int, ...]:
    """The nodes that a note closes by its place: the last before it, and optional ones after that."""
    found = []
    for node in range(len(order.nodes) - 1, -1, -1):
        index = order.nodes[node]
        if index >= note:
            continue
        if any(_is_boundary(sheet, i) for i in range(index + 1, note)):
            break
        found.append(node)
        if not order.optional[node]:
            break
    return tuple(found)


def last_score(sheet: Sheet, order: Order, node: int) -> float:
    """Nats for an article to end at this node without a note: something new begins after it."""
    index = order.nodes[node]
    following = sheet.following(index, *ASIDES)
    if following >= len(sheet) or sheet.shape(following) in {Shape.COLUMN, Shape.BYLINE}:
        return LAST
    if sheet.shape(following) is Shape.HEADLINE:
        after = sheet.following(following, *ASIDES, Shape.HEADLINE, Shape.COLUMN)
        return LAST if after >= len(sheet) or sheet.shape(after) is Shape.BYLINE else 0.0
    return 0.0
