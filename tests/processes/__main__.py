"""A process that has loaded what is slow to load, and runs programs in copies of itself: for `tests.processes`.

Run as `python -m tests.processes [LISTENER] CHANNEL`, descriptors of sockets; it ends when the channel is closed.
Others may connect to the listener, and have a channel each. Each message on one is a JSON object: `words`,
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
import selectors
import socket
import sys
import threading
from typing import Any, NoReturn

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


def main(own: socket.socket, listener: socket.socket | None) -> None:
    waiting: list[int] = []
    with selectors.DefaultSelector() as asking:
        for each in filter(None, (own, listener)):
            asking.register(each, selectors.EVENT_READ)
        while own.fileno() >= 0:
            for key, _ in asking.select():
                channel: Any = key.fileobj
                if channel is listener:
                    asking.register(channel.accept()[0], selectors.EVENT_READ)
                    continue
                message, descriptors, _, _ = socket.recv_fds(channel, _LONGEST_MESSAGE, 4)
                if message:
                    waiting = [process for process in waiting if not os.waitpid(process, os.WNOHANG)[0]]
                    waiting.append(_begun(message, descriptors, asking))
                else:
                    asking.unregister(channel)
                    channel.close()
    for process in waiting:
        os.waitpid(process, 0)


def _begun(message: bytes, descriptors: list[int], asking: selectors.BaseSelector) -> int:
    """The process that waits for a copy, in which the program begins."""
    process = os.fork()
    if process == 0:
        for key in asking.get_map().values():
            os.close(key.fd)
        _be_the_copy(message, descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    return process


def _be_the_copy(message: bytes, descriptors: list[int]) -> NoReturn:
    if _is_the_copy(*descriptors[:3]):
        asked = json.loads(message)
        try:
            _run([*asked["words"], *map(str, descriptors[3:])], asked["environment"])
        except SystemExit as end:
            if end.code:
                raise
        _end()
    os._exit(0)


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
    *given, own = [socket.socket(fileno=int(number)) for number in sys.argv[1:] if number.isdigit()]
    main(own, given[0] if given else None)
