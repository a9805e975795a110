"""Who signs beside a place: where a report was sent from, where a reader or a student is at home."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

_OTHER = f"修好老路\n□邓小林\n{paragraphs(3, 4)}（作者单位：某某大学）\n"


@pytest.mark.parametrize(
    "byline",
    [
        "本报记者 贺子涵 发自安平",
        "本报记者贺子涵发自安平",
        "本报记者　贺子涵（发自安平县）",
        "某某日报记者　贺子涵　安平报道",
    ],
)
def test_where_a_report_was_sent_from_is_no_name(byline: str) -> None:
    first, other = parse(f"【人物】\n办好集市\n{byline}\n{paragraphs(3, 3)}{_OTHER}").articles
    assert [(article.title, article.kicker) for article in (first, other)] == [("办好集市", None), ("修好老路", None)]
    assert [person.name for person in first.authors] == ["贺子涵"]


def test_what_comes_from_the_heart_is_a_title() -> None:
    title = "记者 一声问候 发自内心"
    first, _ = parse(f"{title}\n□李青\n{paragraphs(3, 3)}{_OTHER}").articles
    assert (first.title, [person.name for person in first.authors]) == (title, ["李青"])
