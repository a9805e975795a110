"""A process that has loaded what is slow to load, and runs programs in copies of itself: for `tests.processes`.

Run as `python -m tests.processes CHANNEL`, the descriptor of a socket. Each message on it is a JSON object: `words`,
what would stand behind `python` on a command line (a file, `-m` and a module, or `-c` and a script, then their
arguments), and `environment`, or null for this process's own. With it come three descriptors: what the copy writes to,
what it complains to, and where its process id is said at once and its exit status in the end. A fourth is the copy's
own: its number takes the place of the last word.

Nothing here reads settings, which are those of the copies. With `--django` they are this process's: it is one site's.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import socket
import sys
import threading

import django
import django.contrib.admin
import django.core.serializers
import django.test
import docx  # noqa: F401
import justhtml  # noqa: F401
import openpyxl  # noqa: F401
import psycopg  # noqa: F401
import pytest  # noqa: F401
from pydantic import json_schema, networks, types  # noqa: F401

import articles.parsing
import articles.people.affiliations
import articles.people.pinyin  # noqa: F401
import search.excerpts.highlighting
import search.language.explaining
import search.verifying.characters  # noqa: F401
from search.engines.whoosh.warm_up import warm_kernels

_LONGEST_MESSAGE = 1 << 17


def main(channel: socket.socket) -> None:
    waiting: list[int] = []
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, _LONGEST_MESSAGE, 4)
        if not message:
            break
        waiting = [process for process in waiting if not os.waitpid(process, os.WNOHANG)[0]]
        waiting.append(os.fork())
        if waiting[-1] == 0:
            channel.close()
            if _is_the_copy(*descriptors[:3]):
                asked = json.loads(message)
                try:
                    _run([*asked["words"], *map(str, descriptors[3:])], asked["environment"])
                except SystemExit as end:
                    if end.code:
                        raise
                _end()
            os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)
    for process in waiting:
        os.waitpid(process, 0)


def _is_the_copy(output: int, errors: int, status: int) -> bool:
    """Fork once more: the copy goes on with its own output, and who made it waits for its end and says so."""
    copy = os.fork()
    if copy == 0:
        os.dup2(output, sys.stdout.fileno())
        os.dup2(errors, sys.stderr.fileno())
    for descriptor in (output, errors):
        os.close(descriptor)
    if copy:
        os.write(status, f"{copy}\n".encode())
        os.write(status, f"{os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])}\n".encode())
    os.close(status)
    return copy == 0


def _run(words: list[str], environment: dict[str, str] | None) -> None:
    if environment is not None:
        os.environ.clear()
        os.environ.update(environment)
    kind, *others = words
    sys.argv = words
    if kind == "-m":
        sys.argv = others
        runpy.run_module(others[0], run_name="__main__", alter_sys=True)
    elif kind == "-c":
        sys.argv = ["-c", *others[1:]]
        exec(compile(others[0], "<script>", "exec"), {"__name__": "__main__"})  # noqa: S102  # a test's own script
    else:
        runpy.run_path(kind, run_name="__main__")


def _end() -> None:
    """End well, as a process does, but leave what it is a copy of: to take that apart copies all of it, for nothing.

    A process that fails comes to the interpreter's own end, which says why.
    """
    threading._shutdown()  # type: ignore[attr-defined]  # waits for threads, as the interpreter does
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    if "--django" in sys.argv:
        django.setup()
    warm_kernels()
    gc.freeze()
    main(socket.socket(fileno=int(sys.argv[-1])))
