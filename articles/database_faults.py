"""Tells a database that is away, locked or without its tables from other faults, and says it in words."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, Error, InterfaceError, OperationalError, connection

RETRY_SECONDS = "30"
_WITHOUT_TABLES = ("no such table", "no such column", "has no column")
# What the database says, and what to do about it; the first that fits.
_ADVICE = (
    ("database is locked", "another process is writing; run this again when it has finished"),
    ("not a database", "DATABASE_URL names a file of another kind"),
    ("malformed", "the file is damaged; bring back a copy of it"),
    ("unable to open", "see that its folder exists and can be written (DATA_DIR, DATABASE_URL)"),
    ("readonly", "see that the file and its folder can be written (DATA_DIR, DATABASE_URL)"),
    ("is full", "make room on the disk"),
)


def is_outage(fault: BaseException | None) -> bool:
    """Whether a fault is the database's state, which time or who runs the site mends, and no mistake of a query.

    A file that is no database, or a damaged one, is a DatabaseError of no narrower kind.
    """
    if isinstance(fault, OperationalError | InterfaceError) or type(fault) is DatabaseError:
        return True
    return isinstance(fault, DatabaseError) and _lacks_tables(fault)


def in_words(fault: Error) -> str:
    """What is wrong, where, and what to do, in one line."""
    said = " ".join(str(fault).split())
    return f"The database {_place(connection.settings_dict)} cannot be used: {said}; {_advice(fault)}."


def _advice(fault: Error) -> str:
    if _lacks_tables(fault):
        return "run: manage.py migrate"
    said = str(fault)
    known = (advice for sign, advice in _ADVICE if sign in said)
    return next(known, "see that the server runs and that DATABASE_URL is right")


def _lacks_tables(fault: Error) -> bool:
    """PostgreSQL has a class of its own for it, SQLite only words."""
    if connection.vendor == "sqlite":
        return any(sign in str(fault) for sign in _WITHOUT_TABLES)
    return type(fault.__cause__).__name__ in ("UndefinedTable", "UndefinedColumn")


def _place(settings: dict[str, Any]) -> str:
    """Where it is, without the password."""
    if not settings["HOST"]:
        return str(settings["NAME"])
    return f"{settings['NAME']} at {settings['HOST']}:{settings['PORT'] or 'default port'}"
