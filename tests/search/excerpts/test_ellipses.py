"""A snippet that begins or ends within a sentence says so."""

from __future__ import annotations

import pytest

from search.excerpts.ellipses import BEFORE, ellipsed, fullest, on_a_line
from search.excerpts.snippets import hit_passages
from search.language.query import parse
from search.types import HitPassage, Span, Where

CLAUSE = "从渡口到集市，挑夫们沿着石阶一路向上走去，"
LONG = CLAUSE * 6 + "在茶馆门口歇一歇脚，" + CLAUSE * 6 + "天就黑了。"


def written(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def test_a_snippet_cut_between_clauses_ends_in_an_ellipsis_and_on_no_comma():
    [passage] = hit_passages({Where.BODY: (LONG,)}, parse("茶馆").tree)
    assert (passage.cut_before, passage.cut_behind) == (True, True)
    said = written(ellipsed(passage))
    assert said.startswith("……")
    assert said.endswith("走去……")


def test_whole_sentences_have_none():
    [passage] = hit_passages({Where.BODY: ("挑夫们在茶馆门口歇一歇脚。天就黑了。",)}, parse("茶馆").tree)
    assert "…" not in written(ellipsed(passage))


def test_a_heading_without_a_full_stop_has_none():
    [passage] = hit_passages({Where.BODY: ("茶馆门口的集市",)}, parse("茶馆").tree)
    assert written(ellipsed(passage)) == "茶馆门口的集市"


def test_a_match_at_the_very_end_keeps_its_mark():
    passage = HitPassage(Where.BODY, (Span("歇脚的"), Span("茶馆", matched=True)), cut_behind=True)
    assert ellipsed(passage)[1:] == (Span("茶馆", matched=True), Span("……"))


def test_on_a_line_the_match_stands_near_the_beginning():
    passage = HitPassage(
        Where.BODY, (Span("挑夫们沿着石阶一路向上走去，在"), Span("茶馆", matched=True), Span("歇脚。"))
    )
    before, *_ = written(on_a_line(passage)).split("茶馆")
    assert before.startswith("…")
    assert len(before) <= BEFORE + len("…")
    assert on_a_line(None) == ()


def test_the_fullest_passage_has_most_matches():
    match = Span("茶馆", matched=True)
    one, two = HitPassage(Where.LEAD, (match,)), HitPassage(Where.BODY, (match, Span("和"), match))
    assert fullest([one, two, two]) is two
    assert fullest([]) is None


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("挑夫们沿着石阶一路向上走到山坡上面的", "…上面的"),
        ("挑夫们沿着石阶一路走来，在老街的", "…在老街的"),
    ],
)
def test_a_line_begins_with_a_clause_or_at_least_with_a_word(before, shown):
    passage = HitPassage(Where.BODY, (Span(before), Span("茶馆", matched=True)))
    assert written(on_a_line(passage)) == f"{shown}茶馆"
