"""Suggestions while typing: names that begin with or hold what was typed, as characters, pinyin or initials. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, chain, islice

from search.text.folding import fold_text
from search.text.marks import bare, without_marks
from search.text.pinyin import Spellings, spellings, typed_sound

_LOOKED_AT = 64  # entries of each way to match, before the best are taken
_AT_ONCE = 1_000  # names that are read by one call, during which no other thread goes on


class SuggestionKind(StrEnum):
    """What is suggested, the kinds that stand first coming first."""

    AUTHOR = "author"
    THEME = "theme"
    COLUMN = "column"
    TERM = "term"
    FUND = "fund"
    TITLE = "title"


_ORDER = list(SuggestionKind)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that can be suggested: `url` is its page, if it has one; `weight` how many articles stand behind it.

    `pinyin` and `initials` where they are known better than from the characters (surnames). `detail` tells it from
    others: an author's organisation, a fund's name, a title's authors and day. `article` is the key of a title's own.
    """

    kind: SuggestionKind
    text: str
    url: str = ""
    weight: int = 0
    pinyin: str = ""
    initials: str = ""
    detail: str = ""
    article: int = 0


class _Haystack:
    """Keys of entries in one string, which is searched as fast as memory is read. Nothing typed is in none."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._text = "\n" + "\n".join(keys) + "\n"
        self._starts = array("I", accumulate((len(key) + 1 for key in keys), initial=1))

    def beginning_with(self, typed: str) -> Iterator[int]:
        """The entries whose key begins with this."""
        return (entry for entry, _ in self._matches(typed, "\n"))

    def holding(self, typed: str) -> Iterator[tuple[int, int]]:
        """The entries whose key holds this, and the first place in the string where it does."""
        return self._matches(typed)

    def _matches(self, typed: str, before: str = "") -> Iterator[tuple[int, int]]:
        needle = before + typed
        at = self._text.find(needle) if typed else -1
        while at >= 0:
            entry = bisect_right(self._starts, at + len(before)) - 1
            yield entry, at
            at = self._text.find(needle, self._starts[entry + 1] - 1)


class Shelf:
    """Entries and what they are found by; made once, and any thread may look."""

    def __init__(self, entries: Iterable[Candidate]) -> None:
        self._entries = sorted(entries, key=lambda entry: (_ORDER.index(entry.kind), -entry.weight, len(entry.text)))
        names: list[str] = []
        bare_names: list[str] = []
        read = Spellings([], [], [])
        for start in range(0, len(self._entries), _AT_ONCE):
            some = self._entries[start : start + _AT_ONCE]
            folded = [fold_text(entry.text).replace("\n", " ") for entry in some]
            names += folded
            bare_names += without_marks(folded)
            for so_far, more in zip(read, spellings(folded), strict=True):
                so_far += more
        pinyin = [entry.pinyin or sound for entry, sound in zip(self._entries, read.pinyin, strict=True)]
        initials = [entry.initials or sound for entry, sound in zip(self._entries, read.initials, strict=True)]
        begins = [begins[: len(sound)].ljust(len(sound)) for begins, sound in zip(read.begins, pinyin, strict=True)]
        self._names, self._bare_names = _Haystack(names), _Haystack(bare_names)
        self._sounds, self._initials = _Haystack(pinyin), _Haystack(initials)
        self._begins = "\n".join(["", *begins])  # place for place beside the sounds

    def ways(self, name: str, bare_name: str, sound: str) -> Iterator[Iterator[Candidate]]:
        """The entries that match in each way, the surest way first."""
        for keys, typed in ((self._names, name), (self._bare_names, bare_name)):
            yield self._of(keys.beginning_with(typed))
            yield self._of(entry for entry, _ in keys.holding(typed))
        yield self._of(self._initials.beginning_with(sound))
        yield self._of(self._sounds.beginning_with(sound))
        yield self._of(entry for entry, _ in self._initials.holding(sound))
        yield self._of(entry for entry, at in self._sounds.holding(sound) if self._begins[at] == "1")

    def _of(self, found: Iterable[int]) -> Iterator[Candidate]:
        return map(self._entries.__getitem__, found)


def suggest(shelves: Sequence[Shelf], typed: str, limit: int = 10) -> list[Candidate]:
    """At most `limit` entries, the surest way to match first, of one way those of the first shelf, no text twice."""
    name = fold_text(typed)
    asked = (name, bare(name).text, typed_sound(name))
    found: dict[str, Candidate] = {}
    for way in zip(*(shelf.ways(*asked) for shelf in shelves), strict=True):
        for entry in islice(chain.from_iterable(way), _LOOKED_AT):
            found.setdefault(fold_text(entry.text), entry)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]
