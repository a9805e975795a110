"""Which documents of a segment match a tree. Exact: every match is verified in the folded text.

A run of two units or more is looked up by its rarest pair of neighbours; where that pair stands, the rest of the run is
compared. Documents are bits, so that trees are put together a word at a time.
"""

from __future__ import annotations

import re
from functools import cache, reduce

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.budget import WILDCARD_WORDS, Budget
from search.engines.whoosh.columns import SINGLE
from search.engines.whoosh.kernels.bits import Bits, at_least, put_lists
from search.engines.whoosh.kernels.runs import places_in_documents, put_run, rarest_pair
from search.engines.whoosh.layout import BESIDE_PARTS, FIELD_OF_PART, FIELDS, OWN_PARTS, PARTS, text_units
from search.engines.whoosh.snapshot import SegmentView, join_words
from search.engines.whoosh.standing import Positions, places_of_word
from search.errors import BadQuery
from search.tokens import wildcard_regex
from search.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.types import Where

Leaf = Term | Wildcard
Parts = tuple[Where, ...]
Places = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Places in the text, and for each of some documents and each of PARTS in turn where theirs begin; one entry more."""

_Pair = tuple[int, int, int]
_NO_UNITS = text_units("")


class Matcher:
    """Answers trees over one segment within a budget. `scope` are the parts that a term without fields looks into."""

    def __init__(self, segment: SegmentView, budget: Budget, scope: Parts = OWN_PARTS) -> None:
        self.segment = segment
        self._budget = budget
        self._scope = scope
        self._pairs: dict[str, tuple[npt.NDArray[np.uint16], _Pair]] = {}
        self._words: dict[str, list[str]] = {}
        self._bits: dict[Node, Bits] = {}

    def bits(self, node: Node) -> Bits:
        """The documents of the segment that match, deleted ones too, but for what is excluded. Not to be written to."""
        if node not in self._bits:
            self._bits[node] = self._work_out(node)
        return self._bits[node]

    def _work_out(self, node: Node) -> Bits:
        match node:
            case Everything():
                return self.segment.alive_bits
            case Term():
                return self._term(node)
            case Wildcard():
                return self._wildcard(node)
            case Synonyms():
                return reduce(np.bitwise_or, map(self.bits, (node.typed, *node.others)))
            case And():
                return reduce(np.bitwise_and, map(self.bits, node.children))
            case Or():
                return reduce(np.bitwise_or, map(self.bits, node.children))
            case AtLeast():
                return at_least(node.minimum, np.stack([self.bits(child) for child in node.children]))
            case Not():
                return self.segment.alive_bits & ~self.bits(node.child)

    def places(self, leaf: Leaf, documents: npt.NDArray[np.int64]) -> Places:
        """Where a leaf stands in some documents, in the parts it looks into."""
        mirror, wanted = self.segment.mirror, _part_mask(leaf.fields or self._scope)
        if isinstance(leaf, Term):
            units, pair = self._pair(leaf.text)
            positions = mirror["positions"]
        else:
            # A copy that cannot be written to, as what lies in a mirror: kernels take it for the same.
            units, positions = _NO_UNITS, self._places_of_wildcard(leaf)
            pair = (0, len(positions), 0)
        return places_in_documents(units, pair, positions, mirror["units"], mirror["part_blocks"], wanted, documents)

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
        wider._pairs, wider._words = self._pairs, self._words
        return wider

    def has_beside_text(self) -> bool:
        """Whether any document of the segment has a caption or is part of a feature."""
        ranges = self.segment.ranges(BESIDE_PARTS)
        return bool((ranges[:, 0] < ranges[:, 1]).any())

    def _term(self, term: Term) -> Bits:
        units = text_units(term.text)
        common = self._common(term, units)
        if common is not None:
            return common
        found, columns = self._nothing(), self.segment.mirror.columns
        pairs, text = (columns["pair_keys"], columns["pair_starts"], columns["positions"]), columns["units"]
        ranges = self.segment.ranges(term.fields or self._scope)
        pair = put_run(units, *pairs, text, columns["block_documents"], ranges, found)
        self._pairs[term.text] = units, pair
        self._budget.spend(pair[1] - pair[0])
        return found

    def _common(self, term: Term, units: npt.NDArray[np.uint16]) -> Bits | None:
        """The documents of a single unit or a pair that is common in the segment's own text, ready made."""
        if len(units) > 2 or term.fields or self._scope is not OWN_PARTS:
            return None
        key = int(SINGLE) | int(units[0]) if len(units) == 1 else int(units[0]) << 16 | int(units[1])
        keys, width = self.segment.mirror["common_keys"], len(self.segment.alive_bits)
        # The list has pairs first, then single units; each ascending, and every single unit's key above every pair's.
        number = int(keys.searchsorted(np.uint64(key)))
        if number == len(keys) or int(keys[number]) != key:
            return None
        return self.segment.mirror["common_sets"][number * width : (number + 1) * width]

    def _pair(self, text: str) -> tuple[npt.NDArray[np.uint16], _Pair]:
        """A run's units, and which of its pairs is the rarest."""
        if text not in self._pairs:
            units, mirror = text_units(text), self.segment.mirror
            self._pairs[text] = units, rarest_pair(units, mirror["pair_keys"], mirror["pair_starts"])
        return self._pairs[text]

    def _wildcard(self, wildcard: Wildcard) -> Bits:
        """By the postings of its words in the fields whose parts all count, in the text of the others' parts."""
        found, words = self._nothing(), self.wildcard_words(wildcard)
        if not words:
            return found
        mirror, parts = self.segment.mirror, wildcard.fields or self._scope
        whole = _whole_fields(parts)
        wanted = np.repeat(whole[None, :], len(words), axis=0)
        begins, ends = self.segment.find_postings(join_words([word.encode() for word in words]), wanted)
        self._budget.spend(int((ends - begins).sum()))
        put_lists(begins, ends, mirror["word_documents"], found)
        others = tuple(part for part in parts if part not in FIELD_OF_PART or not whole[_FIELD_NUMBER[part]])
        ranges = [(start, end) for start, end in self.segment.ranges(others).tolist() if start < end]
        if ranges:
            places = self._places_of_wildcard(wildcard)
            bounds = places.searchsorted(np.array(ranges, np.uint32).ravel()).tolist()
            for start, end in zip(bounds[::2], bounds[1::2], strict=True):
                owners = mirror["block_documents"][places[start:end] >> 4]
                put_lists(np.zeros(1, np.int64), np.array([len(owners)]), _frozen(owners), found)
        return found

    def _places_of_wildcard(self, wildcard: Wildcard) -> Positions:
        """Every place in the text where a word stands that a wildcard stands for, in order."""
        found = [np.empty(0, np.uint32)]
        for word in self.wildcard_words(wildcard):
            units, pair = self._pair(word)
            self._budget.spend(pair[1] - pair[0])
            found.append(places_of_word(self.segment.mirror, word, units, pair))
        return _frozen(np.sort(np.concatenate(found)))

    def _nothing(self) -> Bits:
        return np.zeros(len(self.segment.alive_bits), np.uint64)


def _frozen(values: Positions) -> Positions:
    """An array that cannot be written to, like those of a mirror, so that the kernels take both for one type."""
    values.flags.writeable = False
    return values


@cache
def _part_mask(parts: Parts) -> npt.NDArray[np.bool_]:
    return np.array([part in parts for part in PARTS])


@cache
def _whole_fields(parts: Parts) -> npt.NDArray[np.bool_]:
    """The fields whose words all stand in these parts."""
    return np.array([all(part in parts for part, name in FIELD_OF_PART.items() if name == field) for field in FIELDS])


_FIELD_NUMBER = {part: FIELDS.index(field) for part, field in FIELD_OF_PART.items()}


@cache
def _line_pattern(wildcard: str) -> re.Pattern[bytes]:
    """Finds the lines of a vocabulary that a wildcard may stand for."""
    any_one = r"(?:[\x21-\x7f]|[\xc2-\xf4][\x80-\xbf]+)"
    pieces = {"*": f"{any_one}*", "?": any_one}
    pattern = "".join(pieces.get(piece) or _bytes_pattern(piece) for piece in re.split(r"([*?])", wildcard) if piece)
    return re.compile(b"^" + pattern.encode("latin-1") + b"$", re.MULTILINE)


def _bytes_pattern(literal: str) -> str:
    return re.escape(literal.encode()).decode("latin-1")
