"""Which documents of a segment match a tree. Exact: every match is verified in the folded text.

A run of two units or more is looked up by its rarest pair of neighbours; where that pair stands, the rest of the run is
compared. All of it is array work over sorted positions; the text of a part is one run of positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, reduce

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.budget import WILDCARD_WORDS, Budget
from search.engines.whoosh.columns import SINGLE
from search.engines.whoosh.layout import BESIDE_PARTS, OWN_PARTS, PARTS, text_units
from search.engines.whoosh.snapshot import Mask, SegmentView
from search.errors import BadQuery
from search.tokens import LETTER, wildcard_regex, words
from search.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.types import Where

_VERIFIED_AT_ONCE = 8192  # places

Positions = npt.NDArray[np.uint32]
Parts = tuple[Where, ...]


class Matcher:
    """Answers trees over one segment within a budget. `scope` are the parts that a term without fields looks into."""

    def __init__(self, segment: SegmentView, budget: Budget, scope: Parts = OWN_PARTS) -> None:
        self.segment = segment
        self._budget = budget
        self._scope = scope
        self._runs: dict[str, Positions] = {}
        self._words: dict[str, list[str]] = {}
        self._masks: dict[Node, Mask] = {}

    def mask(self, node: Node) -> Mask:
        """Of every document of the segment, deleted ones too, whether it matches. Not to be written to."""
        if node not in self._masks:
            self._masks[node] = self._work_out(node)
        return self._masks[node]

    def _work_out(self, node: Node) -> Mask:
        match node:
            case Everything():
                return np.ones(self.segment.count, bool)
            case Term() | Wildcard():
                return self._leaf(node)
            case Synonyms():
                return self._any((node.typed, *node.others))
            case And():
                return reduce(np.logical_and, map(self.mask, node.children))
            case Or():
                return self._any(node.children)
            case AtLeast():
                counts = np.zeros(self.segment.count, np.uint8)
                for child in node.children:
                    counts += self.mask(child)
                return counts >= node.minimum
            case Not():
                return ~self.mask(node.child)

    def positions(self, leaf: Term | Wildcard) -> Positions:
        """Where a leaf stands in the segment's units, ascending, in the parts it looks into."""
        places = self._run(leaf.text) if isinstance(leaf, Term) else self._wild(leaf)
        return _within(places, self._ranges(leaf.fields))

    def wildcard_words(self, wildcard: Wildcard) -> list[str]:
        """The words of the segment's vocabulary that a wildcard stands for. Raises BadQuery for too many."""
        if wildcard.pattern in self._words:
            return self._words[wildcard.pattern]
        self._budget.spend(len(self.segment.mirror["terms"]) // 16)
        literal = re.split(r"[*?]", wildcard.pattern, maxsplit=1)[0].encode()
        possible = self.segment.terms_like(_line_pattern(wildcard.pattern), literal)
        found = list(filter(wildcard_regex(wildcard.pattern).fullmatch, map(bytes.decode, possible)))
        if len(found) > WILDCARD_WORDS:
            raise BadQuery(f"“{wildcard.pattern}”可以是太多的词，请多写几个字母", at=wildcard.at)
        self._words[wildcard.pattern] = found
        return found

    def looking_wider(self, scope: Parts) -> Matcher:
        """A matcher of another scope over the same segment, which knows what this one has found."""
        wider = Matcher(self.segment, self._budget, scope)
        wider._runs, wider._words = self._runs, self._words
        return wider

    def has_beside_text(self) -> bool:
        """Whether any document of the segment has a caption or is part of a feature."""
        return any(end > start for start, end in map(self.segment.part_range, BESIDE_PARTS))

    def _leaf(self, leaf: Term | Wildcard) -> Mask:
        found = np.zeros(self.segment.count, bool)
        common = self._common_documents(leaf) if isinstance(leaf, Term) else None
        if common is not None:
            found[common] = True
            return found
        places = self.positions(leaf)
        found[self.segment.mirror["block_documents"][places >> 4]] = True
        return found

    def _any(self, nodes: Iterable[Node]) -> Mask:
        found = np.zeros(self.segment.count, bool)
        for node in nodes:
            found |= self.mask(node)
        return found

    def _ranges(self, fields: Parts) -> list[tuple[int, int]]:
        parts = sorted(fields or self._scope, key=PARTS.index)
        ranges: list[tuple[int, int]] = []
        for start, end in map(self.segment.part_range, parts):
            if ranges and ranges[-1][1] == start:
                ranges[-1] = (ranges[-1][0], end)
            else:
                ranges.append((start, end))
        return ranges

    def _common_documents(self, term: Term) -> npt.NDArray[np.integer] | None:
        """The documents of a single unit or a pair that is common in the segment's own text, ready made."""
        units = text_units(term.text)
        if term.fields or self._scope is not OWN_PARTS or len(units) > 2:
            return None
        key = int(SINGLE) | int(units[0]) if len(units) == 1 else int(units[0]) << 16 | int(units[1])
        keys, starts = self.segment.mirror["common_keys"], self.segment.mirror["common_starts"]
        # The list has pairs first, then single units; each ascending, and every single unit's key above every pair's.
        number = int(np.searchsorted(keys, np.uint64(key)))
        if number == len(keys) or int(keys[number]) != key:
            return None
        self._budget.spend(int(starts[number + 1] - starts[number]))
        return self.segment.mirror["common_documents"][starts[number] : starts[number + 1]]

    def _run(self, text: str) -> Positions:
        if text not in self._runs:
            self._runs[text] = self._find(text_units(text))
        return self._runs[text]

    def _wild(self, wildcard: Wildcard) -> Positions:
        key = f"{wildcard.pattern}\0"  # unlike any text
        if key not in self._runs:
            found = [self._whole_words(word) for word in self.wildcard_words(wildcard)]
            self._runs[key] = np.sort(np.concatenate([np.empty(0, np.uint32), *found]))
        return self._runs[key]

    def _find(self, units: npt.NDArray[np.uint16]) -> Positions:
        mirror = self.segment.mirror
        keys, starts, positions = mirror["pair_keys"], mirror["pair_starts"], mirror["positions"]
        if len(units) == 1:
            first = units[0].astype(np.uint32) << np.uint32(16)
            start = starts[np.searchsorted(keys, first)]
            end = starts[np.searchsorted(keys, first | np.uint32(0xFFFF), side="right")]
            self._budget.spend(int(end - start))
            return np.sort(positions[start:end])
        pairs = units[:-1].astype(np.uint32) << np.uint32(16) | units[1:]
        numbers = np.searchsorted(keys, pairs)
        if not len(keys) or not (keys[np.minimum(numbers, len(keys) - 1)] == pairs).all():
            return np.empty(0, np.uint32)
        rarest = int(np.argmin(starts[numbers + 1] - starts[numbers]))
        found = positions[starts[numbers[rarest]] : starts[numbers[rarest] + 1]]
        return self._verify(found, units, rarest)

    def _verify(self, places: Positions, units: npt.NDArray[np.uint16], pair_at: int) -> Positions:
        """Those of the places of the run's pair at `pair_at` around which the whole run stands; the run's places.

        Some places at a time, so that the text around them is still in the processor's cache for the next unit.
        """
        offsets = [offset for offset in range(len(units)) if offset not in (pair_at, pair_at + 1)]
        offsets.sort(key=lambda offset: abs(offset - pair_at))
        if not offsets:
            return places
        places = places[np.searchsorted(places, pair_at) :] - np.uint32(pair_at)
        kept = [np.empty(0, np.uint32)]
        for start in range(0, len(places), _VERIFIED_AT_ONCE):
            piece = places[start : start + _VERIFIED_AT_ONCE].astype(np.intp)
            self._budget.spend(len(offsets) * len(piece))
            kept.append(self._standing(piece, units, offsets).astype(np.uint32))
        return np.concatenate(kept)

    def _standing(
        self, places: npt.NDArray[np.intp], units: npt.NDArray[np.uint16], offsets: Sequence[int]
    ) -> npt.NDArray[np.intp]:
        text = self.segment.mirror["units"]
        for offset in offsets:
            # What lies beyond the text's end wraps round; its last unit is padding, which no run matches.
            same = text[offset:].take(places, mode="wrap") == units[offset]
            if not same.all():
                places = places[same]
        return places

    def _whole_words(self, word: str) -> Positions:
        """Where a Latin word stands as a word of its own: no letter or digit, nor what joins them, goes on from it."""
        places, length = self._run(word), len(text_units(word))
        text, kinds = self.segment.mirror["units"], _unit_kinds()
        self._budget.spend(2 * len(places))
        before = kinds[text.take(places.astype(np.int64) - 1, mode="clip")] * (places > 0)
        after = kinds[text.take(places.astype(np.int64) + length, mode="clip")]
        free = (before != _LETTER_KIND) & (after != _LETTER_KIND)
        for number in np.flatnonzero(free & ((before == _JOINT_KIND) | (after == _JOINT_KIND))).tolist():
            free[number] = self._is_word(int(places[number]), word)
        return places[free]

    def _is_word(self, place: int, word: str) -> bool:
        """Whether the words that the text is cut into have this one at this place."""
        units, kinds = self.segment.mirror["units"], _unit_kinds()
        start, end = place, place + len(text_units(word))
        while start > 0 and kinds[units[start - 1]]:
            start -= 1
        while end < len(units) and kinds[units[end]]:
            end += 1
        around = units[start:end].tobytes().decode("utf-16-le", "replace")
        return any(found.text == word and start + found.start == place for found in words(around))


def _within(places: Positions, ranges: Sequence[tuple[int, int]]) -> Positions:
    bounds = np.searchsorted(places, np.array(ranges, np.uint32).ravel()).tolist()
    pieces = [places[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


@cache
def _line_pattern(wildcard: str) -> re.Pattern[bytes]:
    """Finds the lines of a vocabulary that a wildcard may stand for."""
    any_one = r"(?:[\x21-\x7f]|[\xc2-\xf4][\x80-\xbf]+)"
    pieces = {"*": f"{any_one}*", "?": any_one}
    pattern = "".join(pieces.get(piece) or _bytes_pattern(piece) for piece in re.split(r"([*?])", wildcard) if piece)
    return re.compile(b"^" + pattern.encode("latin-1") + b"$", re.MULTILINE)


def _bytes_pattern(literal: str) -> str:
    return re.escape(literal.encode()).decode("latin-1")


_LETTER_KIND, _JOINT_KIND = 1, 2


@cache
def _unit_kinds() -> npt.NDArray[np.uint8]:
    """Of every UTF-16 unit, whether it is a letter or digit of a Latin word, or may join or end one."""
    letter = re.compile(LETTER)
    kinds = np.array([bool(letter.fullmatch(chr(unit))) for unit in range(1 << 16)], np.uint8)
    kinds[[ord(joint) for joint in "&.+#"]] = _JOINT_KIND
    return kinds
