"""The errors of an index that cannot be read, whatever Whoosh raises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from whoosh.index import EmptyIndexError

from search.errors import EngineNotReady, EngineUnavailable


class DamagedIndex(EngineUnavailable):
    """Whoosh's files are not what was written."""


class MirrorNotReady(EngineNotReady):
    """A large segment's mirror is not verified yet, or is being made again: that takes longer than a request may."""


@contextmanager
def reading_whoosh(what: str) -> Iterator[None]:
    """Turns whatever Whoosh raises over its own files into DamagedIndex; a file that is not there stays an OSError."""
    try:
        yield
    except OSError:
        raise
    except EmptyIndexError as fault:
        # A folder is not listed in one moment: a commit can take the old table of contents away and have the new one
        # missed. To those who try again it is as any file that is not there.
        raise FileNotFoundError(f"{what} is not there ({fault})") from fault
    except Exception as fault:
        # Whoosh does not check its files: it raises bare Exception, TypeError, KeyError … by what it runs into.
        raise DamagedIndex(f"{what} cannot be read ({type(fault).__name__}: {fault})") from fault
