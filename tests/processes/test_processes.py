"""A copy ends as a process of its own would."""

from __future__ import annotations

import os

import pytest

from tests.processes import SHARED, forker, run, shared_forker

_LAST = """
import atexit, threading, time
atexit.register(print, "at the end")
threading.Thread(target=lambda: (time.sleep(0.2), print("a thread"))).start()
print("itself")
"""


@pytest.mark.parametrize(
    ("script", "code", "said", "complained"),
    [
        (_LAST, 0, "itself\na thread\nat the end\n", ""),
        ("import sys; print(1); sys.exit()", 0, "1\n", ""),
        ("import sys; sys.exit(3)", 3, "", ""),
        ("import sys; sys.exit('words')", 1, "", "words\n"),
    ],
)
def test_its_threads_are_waited_for_and_its_status_is_told(script, code, said, complained):
    done = run(["-c", script], os.environ)
    assert (done.returncode, done.stdout, done.stderr) == (code, said, complained)


def test_a_fault_is_shown():
    done = run(["-c", "1 / 0"], os.environ)
    assert done.returncode == 1
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")


def test_what_is_shared_serves_each_who_connects_and_goes_on_when_one_leaves(tmp_path, monkeypatch):
    monkeypatch.setenv(SHARED, "")
    with shared_forker(tmp_path):
        first, second = forker.__wrapped__(), forker.__wrapped__()
        with first.at_work(["-c", "print(1, flush=True); input()"], os.environ) as process:
            assert process.stdout.readline() == "1\n"
            assert second.run(["-c", "print(2)"], os.environ).stdout == "2\n"
        del first
        assert second.run(["-c", "print(3)"], os.environ).stdout == "3\n"
    assert SHARED not in os.environ
