"""`python -m tests.commands [--go-on] JSON`: commands of manage.py, one after the other, in one process.

To start Django costs two seconds of processor time, mostly spent before a command begins. What a command refuses ends
the process, or with --go-on is printed.
"""

from __future__ import annotations

import json
import os
import sys

import django
from django.core.management import CommandError, call_command


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chengyu_site.settings")
    django.setup()
    for words in json.loads(arguments[-1]):
        try:
            call_command(*words, skip_checks=True)
        except CommandError as fault:
            if "--go-on" not in arguments:
                raise
            sys.stdout.write(f"refused: {fault}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
