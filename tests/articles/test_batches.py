"""Work goes to a copy of the process where there is a processor for it, and comes back in order whatever befalls."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

import pytest

from articles.batches import ahead, by_two

HERE = os.getpid()
TWO, ONE = {0, 1}, {0}


def square(number: int) -> tuple[int, bool]:
    """The square, and whether another process worked it out."""
    return number * number, os.getpid() != HERE


def squares(worked: Sequence[tuple[int, bool]]) -> list[int]:
    return [number for number, _ in worked]


@pytest.fixture
def processors(monkeypatch):
    def give(which: set[int]) -> None:
        monkeypatch.setattr(os, "sched_getaffinity", lambda pid: which)

    return give


def test_what_a_copy_works_off_comes_in_order_however_much_it_is():
    texts = list(ahead(lambda number: str(number) * 50_000, range(60)))
    assert texts == [str(number) * 50_000 for number in range(60)]
    assert all(elsewhere for _, elsewhere in ahead(square, range(5)))


def test_what_a_copy_did_not_send_is_worked_off_here():
    def fragile(number: int) -> tuple[int, bool]:
        if number == 3 and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return square(number)

    worked = list(ahead(fragile, range(6)))
    assert squares(worked) == [0, 1, 4, 9, 16, 25]
    assert not any(elsewhere for _, elsewhere in worked[3:])


def test_a_fault_of_the_work_is_met_here_where_its_turn_comes():
    worked = ahead(lambda number: 6 / number, [3, 2, 0, 1])
    assert [next(worked), next(worked)] == [2, 3]
    with pytest.raises(ZeroDivisionError):
        next(worked)


def test_who_wants_no_more_leaves_no_process_behind():
    worked = ahead(lambda number: (os.getpid(), "x" * 2_000_000), range(100))
    copy, _ = next(worked)
    worked.close()
    with pytest.raises(ProcessLookupError):
        os.kill(copy, 0)


def test_two_processors_share_the_work(processors):
    processors(TWO)
    worked = list(by_two(square, range(9)))
    assert squares(worked) == [number * number for number in range(9)]
    assert [elsewhere for _, elsewhere in worked] == [bool(number % 2) for number in range(9)]


def test_one_processor_makes_no_copy_and_neither_does_little_work(processors):
    processors(ONE)
    assert not any(elsewhere for _, elsewhere in by_two(square, range(9)))
    processors(TWO)
    assert not any(elsewhere for _, elsewhere in by_two(square, range(3)))
