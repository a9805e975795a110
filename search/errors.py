"""What can go wrong in a search. A fault is one of these, never an empty result. Pure."""

from __future__ import annotations


class SearchError(Exception):
    """A search that could not be answered."""


class BadQuery(SearchError):
    """A query that cannot be read, or asks for more than is allowed.

    `message` is for the reader, in Chinese; `at` the place in the query as typed; `repaired` a query that can be read.
    """

    def __init__(self, message: str, at: int = 0, repaired: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.repaired = repaired


class EngineUnavailable(SearchError):
    """The engine is down, or its index is missing or damaged."""


class EngineNotReady(EngineUnavailable):
    """The engine will answer in a while without anybody's help: a part of its index is being verified or mended."""


class Busy(EngineUnavailable):
    """Too many ask for what costs much: this one is to come again."""


class WriterBusy(SearchError):
    """Another process or thread is writing the index; what it has not seen stays pending."""
