"""Anchors of one version of a text, found in another."""

from __future__ import annotations

from articles.parsing.repairing import Operation, Repair, anchor_at, carried

FORMER = "甲乙丙。\n江边的人。\n甲乙丙。\n山里的人。\n"


def moved(text: str, words: str, nth: int = 0) -> str | None:
    """What of the newer text the anchor at the nth of these words is; None where it is left as it was."""
    start = -1
    for _ in range(nth + 1):
        start = FORMER.index(words, start + 1)
    anchor = anchor_at(FORMER, start, start + len(words))
    (repair,) = carried([Repair(Operation.PART, (anchor,))], FORMER, text)
    (found,) = repair.runs
    return None if found == anchor else text[found.start : found.end]


def test_a_run_is_found_wherever_it_stands_and_however_it_is_wrapped():
    assert moved("报头\n\n" + FORMER, "江边的人。") == "江边的人。"
    assert moved("江边\n　的人。甲乙", "江边的人。") == "江边\n　的人。"


def test_of_runs_that_are_alike_the_one_in_the_same_place_is_meant():
    newer = "头\n" + FORMER
    place = newer.rindex("甲乙丙。")
    anchor = anchor_at(FORMER, FORMER.rindex("甲乙丙。"), FORMER.rindex("甲乙丙。") + 4)
    (repair,) = carried([Repair(Operation.MOVE, (anchor,), anchor)], FORMER, newer)
    assert repair.runs == (repair.target,) == (anchor_at(newer, place, place + 4),)


def test_a_run_that_is_gone_or_is_there_more_often_is_left():
    assert moved("头\n" + FORMER.replace("江", "河"), "江边的人。") is None
    assert moved("头\n" + FORMER + "甲乙丙。", "甲乙丙。") is None
