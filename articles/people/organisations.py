"""The organisations that an affiliation names: 重庆大学经济学院副院长、教授 → 重庆大学经济学院, which is of 重庆大学.

Pure. Posts and titles are taken off; a name ends with the word for a kind of organisation (大学, 研究院, 处).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from articles.parsing.blocks.brackets import without_brackets
from articles.parsing.dictionary import lexicon
from articles.people import organisation_words as words

DEEPEST = 3  # a university, its school, the school's institute
LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """An organisation by its full name, and the one that it is a part of.

    `shared` says that it is made of people from many places: being of it says nothing of where a person works.
    """

    name: str
    parent: OrganisationName | None = None
    shared: bool = False

    @property
    def wholes(self) -> tuple[OrganisationName, ...]:
        """What it is a part of, the widest first."""
        return (*self.parent.wholes, self.parent) if self.parent else ()

    @property
    def root(self) -> OrganisationName:
        return (*self.wholes, self)[0]

    @property
    def key(self) -> str:
        """The same for all ways to write the name: 中共四川省委党校, 四川省委党校, 四川省党校."""
        return words.LEFT_OUT.sub("", self.name.removeprefix("中共"))


@lru_cache(maxsize=10_000)  # a library prints the same ones again and again
def organisations_of(affiliation: str) -> tuple[OrganisationName, ...]:
    """The organisations that an affiliation names, in its order, each the narrowest that is named.

    A part named after its whole (重庆大学教授、法学院院长) is a part of it.
    """
    found = [name for unit in words.UNITS.split(_settled(affiliation)) for name in _read_unit(unit)]
    wholes = {whole for name in found for whole in name.wholes}
    return tuple(name for name in dict.fromkeys(found) if name not in wholes and len(name.name) <= LONGEST)


def _read_unit(unit: str) -> list[OrganisationName]:
    """The organisations of a text that is numbered as one, or of all of it; towns are none: 邢台, 景德镇."""
    found: list[OrganisationName] = []
    for piece in words.APART.split(words.LETTER.sub(" ", words.SEAT.sub(" ", unit))):
        before = next((name.root for name in reversed(found) if not name.shared), None)
        found += [] if _is_place(piece) else _read_piece(words.LEAD.sub("", piece), before)
    return found


def _settled(text: str) -> str:
    """With short names spelled out; in brackets are places alone (中国地质大学（武汉）), no second names and posts."""
    text = without_brackets(text)
    for short, long in words.SPELLED_OUT.items():
        text = text.replace(short, long)
    return words.BRACKETS.sub(lambda inside: inside.group() if _is_place(inside.group(1)) else "", text)


def _read_piece(piece: str, before: OrganisationName | None) -> list[OrganisationName]:
    """The organisations of a text without posts; `before` is the one whose part it may name."""
    if centre := words.SHARED_CENTRE.match(piece):
        seat = words.UNIT.match(piece, centre.end())
        shared = OrganisationName(centre["name"], shared=True)
        return [shared, OrganisationName(seat.group())] if seat else [shared]
    found: OrganisationName | None = None
    rest = words.SECOND_NAME.sub("", piece)
    for _ in range(DEEPEST):
        unit = words.UNIT.match(rest)
        if unit is None or (found and rest.startswith(words.AND)):
            break
        whole = found or (None if _stands_alone(unit.group()) else before)
        found = OrganisationName((whole.name if whole else "") + unit.group(), whole)
        rest = rest[unit.end() :]
    if found is None:
        return []
    return [found, *(_read_piece(rest[1:], found.root) if rest.startswith(words.AND) else ())]


def _stands_alone(name: str) -> bool:
    """Whether the name is not a part's: it is of a kind that stands by itself, or begins with a place."""
    return words.STANDS_ALONE.match(name) is not None or any(map(_is_place, (name[:2], name[:3], name[:4])))


def _is_place(text: str) -> bool:
    """Whether it is a region's name, or the dictionary has it as a place's (class ns)."""
    return text in words.REGIONS or lexicon().word_class(text) == "ns"
