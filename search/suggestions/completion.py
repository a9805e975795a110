"""Suggestions while typing: names that begin with or hold what was typed, as characters, pinyin or initials. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from search.text.folding import fold_text
from search.text.marks import bare
from search.text.pinyin import text_sound, typed_sound

_LOOKED_AT = 64  # entries of each way to match, before the best are taken


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
    others: an author's organisation, a fund's name, a title's authors and day.
    """

    kind: SuggestionKind
    text: str
    url: str = ""
    weight: int = 0
    pinyin: str = ""
    initials: str = ""
    detail: str = ""


class _Haystack:
    """Keys of entries in one string, which is searched as fast as memory is read."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._text = "\n" + "\n".join(keys) + "\n"
        self._starts = [1]
        for key in keys:
            self._starts.append(self._starts[-1] + len(key) + 1)

    def beginning_with(self, typed: str) -> Iterator[int]:
        """The entries whose key begins with this."""
        return (entry for entry, _ in self._matches("\n" + typed, 1))

    def holding(self, typed: str) -> Iterator[tuple[int, int]]:
        """The entries whose key holds this, and where."""
        return self._matches(typed, 0)

    def _matches(self, needle: str, skip: int) -> Iterator[tuple[int, int]]:
        at = self._text.find(needle)
        while at >= 0:
            entry = bisect_right(self._starts, at + skip) - 1
            yield entry, at + skip - self._starts[entry]
            at = self._text.find(needle, self._starts[entry + 1] - 1)


class Suggester:
    """Suggests from a fixed list of entries; any thread may ask."""

    def __init__(self, entries: Iterable[Candidate]) -> None:
        self._entries = sorted(entries, key=lambda entry: (_ORDER.index(entry.kind), -entry.weight, len(entry.text)))
        names = [fold_text(entry.text).replace("\n", " ") for entry in self._entries]
        sounds = [text_sound(name) for name in names]
        self._names = _Haystack(names)
        self._bare_names = _Haystack([bare(name).text for name in names])
        self._sounds = _Haystack(
            [entry.pinyin or "".join(syllables) for entry, syllables in zip(self._entries, sounds, strict=True)]
        )
        self._initials = _Haystack(
            [
                entry.initials or "".join(syllable[0] for syllable in syllables)
                for entry, syllables in zip(self._entries, sounds, strict=True)
            ]
        )
        self._syllables = sounds

    def suggest(self, typed: str, limit: int = 10) -> list[Candidate]:
        """At most `limit` entries, the surest way to match first, no text twice."""
        name = fold_text(typed)
        found: dict[str, Candidate] = {}
        for way in self._ways(name, typed_sound(name)):
            for index in sorted(islice(way(), _LOOKED_AT)):
                entry = self._entries[index]
                found.setdefault(fold_text(entry.text), entry)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def _ways(self, name: str, sound: str) -> Iterator[Callable[[], Iterator[int]]]:
        if name:
            yield lambda: self._names.beginning_with(name)
            yield lambda: (entry for entry, _ in self._names.holding(name))
        without_marks = bare(name).text
        if without_marks:
            yield lambda: self._bare_names.beginning_with(without_marks)
            yield lambda: (entry for entry, _ in self._bare_names.holding(without_marks))
        if sound:
            yield lambda: self._initials.beginning_with(sound)
            yield lambda: self._sounds.beginning_with(sound)
            yield lambda: (entry for entry, _ in self._initials.holding(sound))
            yield lambda: (entry for entry, at in self._sounds.holding(sound) if self._begins_syllable(entry, at))

    def _begins_syllable(self, entry: int, at: int) -> bool:
        for syllable in self._syllables[entry]:
            if at <= 0:
                break
            at -= len(syllable)
        return at == 0
