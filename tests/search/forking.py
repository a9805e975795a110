"""A process that has the site's code loaded and runs scripts in copies of itself: a program for `own_site`.

Run as `python -m tests.search.forking CHANNEL`, the descriptor of a socket. Each message on it is a JSON list: the
words of a command of manage.py, or `-c`, a script and the words that it is given. With it come three descriptors: what
the copy writes to, what it complains to, and where its process id is said at once and its exit status in the end.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys

import django
from django.core.management import execute_from_command_line

from search.engines.whoosh.warm_up import warm_kernels

_LONGEST_MESSAGE = 1 << 16


def main(channel: socket.socket) -> None:
    waiting = []
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, _LONGEST_MESSAGE, 3)
        if not message:
            break
        waiting.append(os.fork())
        if waiting[-1] == 0:
            channel.close()
            if _is_the_copy(*descriptors):
                _run(json.loads(message))
            return
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


def _run(words: list[str]) -> None:
    if words[0] == "-c":
        sys.argv = ["-c", *words[2:]]
        exec(compile(words[1], "<script>", "exec"), {"__name__": "__main__"})  # noqa: S102  # a test's own script
        return
    sys.argv = ["manage.py", *words]
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    django.setup()
    warm_kernels()
    gc.freeze()
    main(socket.socket(fileno=int(sys.argv[1])))
