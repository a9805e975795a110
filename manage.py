#!/usr/bin/env python
"""Runs the site's commands."""

import gc
import os
import sys

from django.core.management import execute_from_command_line
from django.db import Error

from articles.database_faults import in_words, is_outage


def main() -> None:
    """Run the command; a database that cannot be used is said in a line, as is any other thing to be put right."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chengyu_site.settings")
    gc.set_threshold(50_000)  # what is loaded stays: to look for garbage in it took a seventh of the time
    os.umask(0o077)  # what is written to DATA_DIR is its owner's only
    try:
        execute_from_command_line(sys.argv)
    except Error as fault:
        if not is_outage(fault) or "--traceback" in sys.argv:
            raise
        sys.exit(in_words(fault))


if __name__ == "__main__":
    main()
