"""The units that a journal names under a paper's authors, and which of them each author is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.parsing.blocks.brackets import marks_closed_first, marks_left_open
from articles.parsing.blocks.notes import WORKPLACE
from articles.parsing.names import is_likely_name
from articles.parsing.types import Person

_PLAIN = str.maketrans("０１２３４５６７８９①②③④⑤⑥⑦⑧⑨¹²³⁴⁵⁶⁷⁸⁹．，", "0123456789123456789123456789.,")
_UNIT = re.compile(r"[\[［（(]?(?P<number>\d{1,2})[.、\]］）)]?\s*(?=[A-Z\u4e00-\u9fff])")
_MARK = re.compile(r"[\[［（(^]\s*([\d,，\s*＊]*\d[*＊]?)\s*[\]］）)^]")  # 王小明[1], 王小明(1,2), 王小明^1^
_OWN = re.compile(r"(?P<name>[\u4e00-\u9fff·]{2,8})\s*[（(](?P<unit>[^（）()]{4,60})[）)]")
_SEAT = re.compile(r"[\u4e00-\u9fff]{2,8}\s*\d{6}[）)；;。]*")
_IN_ENGLISH = re.compile(r"University|College|School|Institute|Department|Academy|Hospital|Cent(?:er|re)\b")
_POSTCODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_FEWEST = 2  # units, that numbers tell apart


def with_bare_numbers(byline: str) -> str:
    """Names with the numbers of their units behind them, which brackets or Markdown's marks may stand round."""
    return _MARK.sub(r"\1", byline)


def person_with_unit(text: str) -> Person | None:
    """Whom a line names with a unit of their own: 王小明（某某大学，某地 430000）."""
    own = _OWN.fullmatch(text.strip())
    works = own and is_likely_name(own["name"]) and (_POSTCODE.search(own["unit"]) or WORKPLACE.search(own["unit"]))
    return Person(own["name"], affiliation=own["unit"]) if own and works else None


def goes_on_address(above: str, text: str) -> bool:
    """Whether a line is what wrapping left of an address: it closes the bracket or the list, or is a town alone."""
    if marks_left_open(above):
        return bool(marks_closed_first(text)) or above.rstrip()[-1] in "；;，,、"
    return bool(above) and not _POSTCODE.search(above[-8:]) and _SEAT.fullmatch(text.strip()) is not None


def is_numbered_unit(text: str, byline: str) -> bool:
    """Whether a line is 1 某某大学某某学院，某地 430000 under names one of which bears its number, and no heading."""
    unit = _UNIT.match(text.translate(_PLAIN))
    if unit is None or unit["number"] not in re.findall(r"\d+", byline.translate(_PLAIN)):
        return False
    return any(form.search(text) for form in (_POSTCODE, WORKPLACE, _IN_ENGLISH))


def with_units(people: Sequence[Person], byline: str, address: str) -> tuple[Person, ...]:
    """The people, each with the units whose numbers the byline prints behind the name (王小明1,2)."""
    units = _numbered(address)
    return tuple(_with_units(person, byline.translate(_PLAIN), units) for person in people)


def _with_units(person: Person, byline: str, units: dict[str, str]) -> Person:
    marked = re.search(r"\s*".join(map(re.escape, person.name)) + r"\s*(\d+(?:\s*,\s*\d+)*)", byline)
    numbers = re.findall(r"\d+", marked[1]) if marked else []
    if len(units) < _FEWEST or not numbers or not units.keys() >= set(numbers):
        return person
    return replace(person, affiliation="；".join(units[number] for number in numbers))


def _numbered(address: str) -> dict[str, str]:
    """The units of an address by their numbers, which count up from 1."""
    plain = address.translate(_PLAIN)
    starts: list[re.Match[str]] = []
    for unit in _UNIT.finditer(plain):
        begins = unit.start() == 0 or plain[unit.start() - 1] in " \u3000;；,，、("
        if begins and unit["number"] == str(len(starts) + 1):
            starts.append(unit)
    ends = [*(unit.start() for unit in starts[1:]), len(address)]
    cut = (address[unit.end() : end].strip(" \u3000;；,，。") for unit, end in zip(starts, ends, strict=False))
    return {unit["number"]: text for unit, text in zip(starts, cut, strict=False)}
