"""Whether a border between two paragraphs is their writer's, though the first lacks its full stop."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import mean

from articles.parsing.blocks.shapes import Shape
from articles.parsing.blocks.sheet import Sheet
from articles.parsing.evidence.joins import Fragment
from articles.parsing.evidence.trigrams import affinities

# Where elements of HTML part two, it is enough that they are likelier sentences of their own than halves of one. Of the
# cuts on made pages one in five looks so, and one in ten by two nats: else several must look so, and none otherwise.
_OWN_SENTENCES, _FEWEST = 2.0, 2
_CUT = re.compile(r"[，、；,;—]$")
_GOES_ON = re.compile(r"[^\w“‘（(《【\[]")
_LISTED = re.compile(r"[^，。：；]{2,12}(?:；[^，。：；]{2,12}){2,}")  # a paper's keywords without their label
_PARAGRAPH = 50  # characters
_QUOTES = ("“", "‘", "「")


class Borders:
    """The borders between the paragraphs of a sheet that stop short and what stands right under each."""

    def __init__(self, sheet: Sheet, fragments: dict[int, Fragment]) -> None:
        self._sheet, self._fragments = sheet, fragments
        cut = ((left, right) for left, right in pairwise(sorted(fragments)) if self._stops_short(left))
        self._cuts = {pair: self._nats(*pair) for pair in cut if not sheet.text(pair[0]).endswith("：")}

    def part(self, left: int, right: int) -> bool:
        """Whether the writer parted two neighbours, of which the left one stops short."""
        apart = self._sheet.block(right).gap or self._are_elements(left, right)
        if not apart or self._is_cut(left, right) or min(self._cuts.values(), default=1.0) <= 0:
            return False
        if self._sheet.is_indented(left) and not self._sheet.is_indented(right):  # the rest behind a column's break
            return False
        if self._sheet.text(left).endswith("："):
            return self._are_elements(left, right) or self._is_long(right)
        if _LISTED.fullmatch(self._sheet.text(left)):
            return True
        if self._are_elements(left, right):
            return self._nats(left, right) > 0
        return len(self._cuts) >= _FEWEST and (left, right) in self._cuts and mean(self._cuts.values()) > _OWN_SENTENCES

    def _stops_short(self, left: int) -> bool:
        """Whether a block is text that ends no sentence; a line without a comma may be a subheading."""
        is_text = self._sheet.shape(left) is Shape.TEXT or "，" in self._sheet.text(left)
        return is_text and not self._fragments[left].closed

    def _is_long(self, right: int) -> bool:
        """Whether what stands under a colon is a paragraph, and nothing that is said."""
        below = self._sheet.text(right)
        return len(below) >= _PARAGRAPH and not below.startswith(_QUOTES)

    def _is_cut(self, left: int, right: int) -> bool:
        above, below = self._fragments[left], self._sheet.text(right)
        return bool(above.left_open or _CUT.search(above.text) or _GOES_ON.match(below))

    def _are_elements(self, left: int, right: int) -> bool:
        ours, theirs = self._sheet.block(left).frames, self._sheet.block(right).frames
        return bool(ours and theirs) and ours[-1] != theirs[-1]

    def _nats(self, left: int, right: int) -> float:
        """By how many nats the two are rather sentences of their own than halves of one."""
        if self._is_cut(left, right):
            return -1.0
        above, below = self._sheet.text(left), self._sheet.text(right)
        (ends, goes_on), (_, begins) = affinities([above, "。"], ["。", below]).tolist()
        return float(ends + begins - goes_on)
