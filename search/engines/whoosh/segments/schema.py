"""The Whoosh schema: one field of words for each weight, and the document itself, stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import STORED, TEXT, Schema
from whoosh.formats import Frequency

from search.engines.parts import FIELDS
from search.text.tokenizer import words

INDEX_NAME = "MAIN"
STORED_DOCUMENT = "document"


class WordAnalyzer:
    """Cuts a folded text as the whole project does; for Whoosh's own writer and query parser."""

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Token]:
        positions, characters = kwargs.get("positions", False), kwargs.get("chars", False)
        token = Token(positions, characters, mode=kwargs.get("mode", ""))
        for position, word in enumerate(words(value)):
            token.text, token.boost, token.stopped, token.pos = word.text, 1.0, False, position
            if characters:
                token.startchar, token.endchar = word.start, word.end
            yield token

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordAnalyzer)

    __hash__ = None  # type: ignore[assignment]  # equal ones need no place in a set


class Weights(Frequency):
    """How often a word occurs is the weight of its posting, by which Whoosh scores, and is not written twice."""

    posting_size = 0


def make_schema() -> Schema:
    """Fields of words with their frequencies, without positions: those are the mirror's."""
    analyzer = WordAnalyzer()
    fields = {name: TEXT(analyzer=analyzer, phrase=False) for name in FIELDS}
    for field in fields.values():
        field.format = Weights()
    return Schema(**fields, **{STORED_DOCUMENT: STORED})


def make_codec() -> W3Codec:
    """Whoosh's own codec: what it reads is what it would have written."""
    return W3Codec()
