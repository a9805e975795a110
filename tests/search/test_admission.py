"""What costs much is done a few at a time; for whom there is no room, hears so at once, and nobody else waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

from search.admission import Gate, gate
from search.errors import Busy

EXPENSIVE = ("/search/export/?format=csv", "/search/lines/?q=产业&format=csv", "/insights/")


@contextmanager
def taken() -> Iterator[None]:
    """Every place of the gate taken, those that wait too."""
    with ExitStack() as places, ThreadPoolExecutor(2) as waiting:
        for _ in range(2):
            gate().enter()
            places.callback(gate().leave)
        waiters = [waiting.submit(wait_for_turn) for _ in range(2)]
        while gate()._inside.acquire(blocking=False):
            gate()._inside.release()
        yield
        places.close()
        for waiter in waiters:
            waiter.result()


def wait_for_turn() -> None:
    gate().enter()
    gate().leave()


@pytest.mark.parametrize("path", EXPENSIVE)
def test_who_finds_no_room_is_asked_to_come_again_and_others_are_answered(client, library, path):
    with taken():
        refused = client.get(path)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
        assert "现在请求太多" in refused.content.decode()
        assert client.get("/search/?q=产业").status_code == client.get("/healthz").status_code == 200
    answered = client.get(path)
    answered.close()
    assert answered.status_code == 200


def test_spellings_wait_their_turn_too(client, library):
    with taken():
        assert client.get("/search/?q=产业琏条").status_code == 503
    assert client.get("/search/?q=产业琏条").status_code == 200


def test_a_file_holds_its_turn_until_it_is_read_or_given_up(client, library):
    """Whether anything of it was read or not, closing gives the turn back, once."""
    for pieces_read in (0, 1):
        response = client.get(EXPENSIVE[0])
        begun = iter(response.streaming_content)
        for _ in range(pieces_read):
            next(begun)
        assert free_places() == 1
        response.close()
        response.close()
        assert free_places() == 2


def free_places() -> int:
    free = [gate()._running.acquire(blocking=False) for _ in range(2)]
    for _ in filter(None, free):
        gate()._running.release()
    return sum(free)


def test_who_waits_too_long_is_told_so():
    narrow = Gate(1, seconds=0.05)
    narrow.enter()
    with pytest.raises(Busy, match="no turn came"):
        narrow.enter()
    narrow.leave()
    narrow.enter()
    narrow.leave()


def test_no_more_run_at_once_than_may():
    narrow, at_once, most = Gate(3), [0], []
    lock = threading.Lock()

    def work(_: int) -> str:
        try:
            narrow.enter()
        except Busy:
            return "busy"
        with lock:
            at_once[0] += 1
            most.append(at_once[0])
        threading.Event().wait(0.05)
        with lock:
            at_once[0] -= 1
        narrow.leave()
        return "done"

    with ThreadPoolExecutor(20) as pool:
        said = list(pool.map(work, range(20)))
    assert max(most) == 3
    assert 6 <= said.count("done") < 20
