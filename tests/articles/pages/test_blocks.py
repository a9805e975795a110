"""A block of an article's text in pieces, and where a line of a title may end."""

from __future__ import annotations

from articles.pages.blocks import JoinMark, RenderedBlock
from articles.templatetags.record import breakable, share
from search.types import Span


def join_at(offset: int, number: int = 1) -> JoinMark:
    return JoinMark(number=number, offset=offset, block=0, confidence=0.997, reason="词接上了", passage_id=1)


def read(pieces) -> str:
    return "".join(piece.text for piece in pieces)


def test_a_join_stands_where_the_text_goes_on():
    pieces = RenderedBlock("p-1", "paragraph", "产业链、创链有效衔接", joins=(join_at(5),)).pieces
    assert [piece.text or piece.join.number for piece in pieces] == ["产业链、创", 1, "链有效衔接"]


def test_a_match_across_a_join_is_marked_on_both_sides_and_counted_once():
    runs = (Span("共"), Span("建共享", matched=True), Span("现代产业"))
    block = RenderedBlock("p-1", "paragraph", "共建共享现代产业", joins=(join_at(3),), runs=runs)
    pieces = block.pieces
    assert read(pieces) == block.text
    assert [piece.text for piece in pieces if piece.matched] == ["建共", "享"]
    assert sum(piece.first_of_match for piece in pieces) == 1
    assert [piece.anchor for piece in pieces if piece.matched] == ["p-1-m", ""]


def test_who_speaks_is_set_apart_even_inside_a_match():
    runs = (Span("郭险峰", matched=True), Span("：重庆"))
    pieces = RenderedBlock("p-1", "paragraph", "郭险峰：重庆", speaker=4, runs=runs).pieces
    assert [(piece.text, piece.speaker) for piece in pieces] == [("郭险峰", True), ("：", True), ("重庆", False)]


def test_a_join_at_the_end_of_a_paragraph_is_not_lost():
    pieces = RenderedBlock("p-1", "paragraph", "产业", joins=(join_at(2),)).pieces
    assert pieces[-1].join is not None


def test_a_confidence_is_never_rounded_up_to_certainty():
    assert join_at(1).percent == 99
    assert share(9_999_999, 10_000_000) == "99.99%"
    assert share(3, 3) == "100%"


def test_a_title_may_break_between_words_but_not_before_its_punctuation():
    words = breakable("把“新星”产业集群培育成重庆制造业的“最大增量”").removesuffix("<wbr>").split("<wbr>")
    assert "".join(words) == "把“新星”产业集群培育成重庆制造业的“最大增量”"
    assert not any(word[0] in "”，。" or word[-1] == "“" for word in words)
