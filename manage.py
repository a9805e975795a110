#!/usr/bin/env python
"""Runs the site's commands."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chengyu_site.settings")
    execute_from_command_line(sys.argv)
