"""What can go wrong in a search. A fault is one of these, never an empty result. Pure."""

from __future__ import annotations


class SearchError(Exception):
    """A search that could not be answered."""


class BadQuery(SearchError):
    """A query that cannot be read, or asks for more than is allowed.

    `message` is for the reader, in Chinese, `heading` what stands over it; `at` the place in the query as typed;
    `repaired` a query that can be read.
    """

    heading = "检索式读不懂"

    def __init__(self, message: str, at: int = 0, repaired: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.repaired = repaired


class TooLong(BadQuery):
    """A query of more characters than is allowed."""

    heading = "检索式太长"


class TooManyTerms(BadQuery):
    """A query of more words than is allowed."""

    heading = "检索式的词太多"


class TooDeep(BadQuery):
    """A query with more parentheses inside each other than is allowed."""

    heading = "括号套得太深"


class TooMuch(BadQuery):
    """A query whose answer would take too much work, or be too long to list."""

    heading = "要查的内容太多"


class EngineUnavailable(SearchError):
    """The engine is down, or its index is missing or damaged."""


class EngineNotReady(EngineUnavailable):
    """The engine will answer in a while without anybody's help: a part of its index is being verified or mended."""


class Busy(EngineUnavailable):
    """Too many ask for what costs much: this one is to come again."""


class WriterBusy(SearchError):
    """Another process or thread is writing the index; what it has not seen stays pending."""
