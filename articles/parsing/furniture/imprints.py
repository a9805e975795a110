"""Resolves the imprints that several sources give of a file: the most trusted wins, and contradictions are named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.parsing.furniture.names import section_name
from articles.parsing.furniture.page_numbers import page_label
from articles.parsing.problems import IMPRINTS_DIFFER, ReadingProblem
from articles.parsing.types import Attributed, Imprint, Origin

NAMES = {"date": "日期", "page": "版次", "section": "版名", "publication": "报纸"}
SAYS = {
    Origin.CURATED: "人工填写",
    Origin.GIVEN: "导入时给定",
    Origin.PRINTED: "版面所印",
    Origin.FILE_NAME: "文件名",
    Origin.FOLDER: "文件夹名",
    Origin.FRONT_MATTER: "文件头信息",
}


def resolve(imprints: Sequence[Imprint]) -> tuple[Imprint, tuple[ReadingProblem, ...]]:
    """One imprint of several, the most trusted first, and a problem for each field of which two say different things.

    What is given at the import is not doubted.
    """
    chosen: dict[str, Attributed] = {}
    problems: list[ReadingProblem] = []
    for field in NAMES:
        said = [value for imprint in imprints if (value := getattr(imprint, field))]
        if said:
            chosen[field] = said[0]
            problems += _contradictions(field, said)
    return Imprint(**chosen), tuple(problems)


def agreed_value(field: str, said: Iterable[Attributed]) -> tuple[Attributed | None, tuple[ReadingProblem, ...]]:
    """The value that a page prints, maybe in several places; None where two differ, with the problems."""
    values = list(said)
    problems = tuple(_contradictions(field, values))
    return (None if problems or not values else values[0]), problems


def _contradictions(field: str, said: Sequence[Attributed]) -> Iterable[ReadingProblem]:
    first = said[0] if said else None
    if first is None or first.origin is Origin.GIVEN:
        return
    other = next((value for value in said if not _agree(field, value.value, first.value)), None)
    if other is not None:
        yield ReadingProblem(
            IMPRINTS_DIFFER,
            f"{NAMES[field]}不一致：{SAYS[first.origin]}为“{first.value}”，{SAYS[other.origin]}为“{other.value}”",
            max(first.at, other.at) if first.origin is other.origin else first.at,
            (first.value, other.value),
        )


def _agree(field: str, left: str, right: str) -> bool:
    if field == "page":
        return (page_label(left) or left) == (page_label(right) or right)
    if field == "section":
        return section_name(left) == section_name(right)
    return left == right
