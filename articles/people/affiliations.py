"""Reading an affiliation note: whose affiliation is which, and whether two of them can be one person's.

Pure. Chinese notes run like 作者系西南财经大学经济学院教授，本文为……成果 or 作者分别系 A、B.
"""

from __future__ import annotations

import re
from functools import lru_cache

_OPENING = re.compile(
    r"^[（(]?(?:本文)?(?:第一)?作者(?:单位)?(?P<each>分别|依次)?(?:均|都)?(?:系|为|是|来自|单位)?\s*[：:]?\s*"
)
_REST = re.compile(
    r"[，,。；;]?\s*(?:本文|本研究|该文|此文|文章)(?:系|为|是|受|获|得到).*$|[，,；;。]\s*(?:基金项目|课题|项目编号).*$"
)
_STOPS = "，,。；; 　）)"
# Research centres that are made of people from many places: being of one says nothing of where a person works.
_SHARED_CENTRE = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:中国特色社会主义理论体系|习近平新时代中国特色社会主义思想)研究(?:中心|院)(?:特约研究员)?"
)
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fffA-Za-z]+?(?:大学|学院|研究院|研究所|研究中心|党校|社科院|科学院|委员会|促进会|学会|协会|公司|银行"
    r"|医院|报社|杂志社|出版社|集团|法院|检察院|[委局厅](?![员长务党]))"
)
_LOOSE = re.compile(r"^中共|省|市|自治区|委(?=党校)|\s")


def affiliations_of(note: str | None, names: list[str]) -> list[str]:
    """For each name the affiliation that the note prints for it, as printed.

    A note that does not tell them apart holds for everyone; without a note, or with one of funding only, it is "".
    """
    if not note or not names:
        return ["" for _ in names]
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


def can_be_one_person(left: str, right: str) -> bool:
    """Whether two affiliations can be the same person's: they share an organisation, or one of them names none."""
    here, there = organisations(left), organisations(right)
    return not here or not there or any(_same(a, b) for a in here for b in there)


@lru_cache(maxsize=10_000)  # a library prints the same ones again and again
def organisations(affiliation: str) -> tuple[str, ...]:
    """The organisations that an affiliation names.

    Not their parts (重庆大学马克思主义学院 is of 重庆大学), nor research centres shared by many places.
    """
    found: list[str] = []
    end = -1
    for match in _ORGANISATION.finditer(_SHARED_CENTRE.sub(" ", affiliation)):
        if match.start() != end:
            found.append(match.group())
        end = match.end()
    return tuple(found)


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
    """The text in as many parts as there are people, at the strongest stop that gives so many."""
    for stop in ("[；;]", "[，,]", "、"):
        parts = [part.strip() for part in re.split(stop, text) if part.strip()]
        if len(parts) == people:
            return parts
    return []


def _same(left: str, right: str) -> bool:
    """One organisation, whether or not its province, city or party committee is spelled out."""
    a, b = _LOOSE.sub("", left), _LOOSE.sub("", right)
    return a == b or (
        min(len(a), len(b)) >= 4 and (a.endswith(b) or b.endswith(a) or a.startswith(b) or b.startswith(a))
    )
