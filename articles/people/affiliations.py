"""Reading an affiliation note: whose affiliation is which, and whether two of them can be one person's.

Pure. Chinese notes run like 作者系西南财经大学经济学院教授，本文为……成果 or 作者分别系 A、B.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.parsing.blocks.brackets import without_brackets
from articles.parsing.blocks.notes import without_quoted
from articles.people.organisations import organisations_of

_OPENING = re.compile(
    r"^[（(]?(?:本文)?(?:第一)?作者(?:单位)?(?P<each>分别|依次)?(?:均|都)?(?:系|为|是|来自|单位)?\s*[：:]?\s*"
)
_REST = re.compile(
    r"[，,。；;]?\s*(?:本文|本研究|该文|此文|文章)(?:系|为|是|受|获|得到).*$|[，,；;。]\s*(?:基金项目|课题|项目编号).*$"
)
_WHO, _IS = r"[^\W\d_][\w·•]{1,19}?", r"(?:系|为|是|[：:])"
_NAMED = re.compile(rf"(?:^|[（(；;。，,、\s])(?:作者)?({_WHO}){_IS}(.+?)(?=$|[；;。]|[，,、]{_WHO}{_IS})")
_STOPS = "，,。；; 　）)"


def affiliations_of(note: str | None, names: list[str]) -> list[str]:
    """For each name the affiliation that the note prints for it, as printed.

    A note that does not tell them apart holds for everyone; without a note, or with one of funding only, it is "".
    """
    if not note or not names:
        return ["" for _ in names]
    note = without_quoted(without_brackets(note.strip()))
    opening = _OPENING.match(note)
    text = _REST.sub("", note[opening.end() if opening else 0 :]).strip(_STOPS)
    named = _by_name(text, names)
    if named:
        return named
    if opening and opening.group("each"):
        parts = _split_evenly(text, len(names))
        if parts:
            return parts
    return [text for _ in names]


def affiliations_named(notes: Iterable[str]) -> dict[str, str]:
    """What notes say of people by name (何江系…；欧阳文倩系…): the last of a page may say it of all its authors."""
    said = {name: text.strip(_STOPS + "、") for note in notes for name, text in _NAMED.findall(_REST.sub("", note))}
    return {name: text for name, text in said.items() if names_organisation(text)}


def can_be_one_person(left: str, right: str) -> bool:
    """Whether two affiliations can be the same person's: they share an organisation, or one of them names none."""
    here, there = _employers(left), _employers(right)
    return not here or not there or any(_same(a, b) for a in here for b in there)


def names_organisation(affiliation: str) -> bool:
    """Whether it names an organisation that tells one person from another."""
    return bool(_employers(affiliation))


def _employers(affiliation: str) -> set[str]:
    """The keys of the whole organisations that it names: schools are of their university."""
    return {name.root.key for name in organisations_of(affiliation) if not name.root.shared}


def _by_name(text: str, names: list[str]) -> list[str]:
    """张三系 A；李四系 B: every name stands in the text, each followed by what is its own."""
    places = [text.find(name) for name in names]
    if -1 in places:
        return []
    found = {}
    for place, name in zip(places, names, strict=True):
        ends = [other for other in places if other > place]
        run = text[place + len(name) : min(ends, default=len(text))]
        found[name] = re.sub(r"^(?:系|为|是|[：:])", "", run.strip()).strip(_STOPS + "、")
    return [found[name] for name in names]


def _split_evenly(text: str, people: int) -> list[str]:
    """The text in as many parts as there are people, at the strongest stop that gives so many.

    What names no organisation (教授、博士生导师) goes with the part before it where there are too many.
    """
    for stop in ("；;", "，,", "、"):
        parts = [part.strip() for part in re.split(f"[{stop}]", text) if part.strip()]
        for tried in (parts, _with_their_posts(text, stop)):
            if len(tried) == people:
                return tried
    return []


def _with_their_posts(text: str, stop: str) -> list[str]:
    parts: list[str] = []
    for run in re.findall(f"[^{stop}]+[{stop}]?", text):
        if parts and not organisations_of(run):
            parts[-1] += run
        else:
            parts.append(run)
    return [part.strip(_STOPS + "、") for part in parts]


def _same(left: str, right: str) -> bool:
    """One organisation, whether or not its city is spelled out."""
    shorter, longer = sorted((left, right), key=len)
    return shorter == longer or (len(shorter) >= 4 and (longer.endswith(shorter) or longer.startswith(shorter)))
