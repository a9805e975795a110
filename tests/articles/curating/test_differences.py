"""Differences of texts, as a person reads them."""

from __future__ import annotations

from articles.curating.differences import DiffKind, DiffPiece, differences


def test_a_changed_word_stands_between_what_stayed():
    assert differences("山高水长", "山高路长") == [
        DiffPiece(DiffKind.SAME, "山高"),
        DiffPiece(DiffKind.GONE, "水"),
        DiffPiece(DiffKind.NEW, "路"),
        DiffPiece(DiffKind.SAME, "长\n"),
    ]


def test_what_stayed_is_cut_short():
    kept = "甲乙丙丁戊己庚辛壬癸" * 10
    first, *_ = differences(f"{kept}旧", f"{kept}新")
    assert first.text.startswith("…")
    assert len(first.text) < 20


def test_a_paragraph_that_came_is_new_as_a_whole():
    pieces = differences("第一段\n第三段", "第一段\n第二段\n第三段")
    assert [piece for piece in pieces if piece.change == DiffKind.NEW] == [DiffPiece(DiffKind.NEW, "第二段\n")]


def test_the_same_text_has_no_change():
    assert {piece.change for piece in differences("一样", "一样")} == {DiffKind.SAME}


def test_a_very_long_paragraph_is_replaced_as_one():
    pieces = differences("甲" * 5_000, "乙" * 5_000)
    assert [piece.change for piece in pieces] == [DiffKind.GONE, DiffKind.NEW]
