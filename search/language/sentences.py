"""The words of a sentence that say what it is about: particles, words that ask and lone characters left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from search.text.characters import HAN
from search.text.tokenizer import whole_words, word_parts

_PARTICLES = frozenset(
    "的了着过和与及或在于是以为由从向对把被将让给并而且但也都就又还很更最之其所这那此该吗呢吧啊不没有能会要"
)
_ASKING = re.compile(
    r"怎.{0,3}|哪.{0,3}|[为有]?什么.{0,2}|如何|[为有]何|何[时地处以种]|(.)[不没]\1.?|[是能可]否|有无|多少|几个?|谁|请问"
)
_HAN_RUN = re.compile(f"[{HAN}]+")


def content_words(folded_text: str) -> tuple[str, ...]:
    """Words of two characters and more, each once.

    Single characters beside each other are one word: the dictionary has not every name.
    """
    return tuple(dict.fromkeys(word for word in _joined(folded_text) if len(word) > 1))


def words_inside(folded_text: str) -> tuple[str, ...]:
    """The dictionary's words of two and three characters anywhere in a text, wherever it is cut, and its whole runs."""
    words = chain.from_iterable(word_parts(run) for run in _HAN_RUN.findall(folded_text))
    return tuple(dict.fromkeys(word for word in words if len(word) > 1 and not _says_nothing(word)))


def _joined(folded_text: str) -> Iterator[str]:
    texts: Sequence[str] = [token.text for token in whole_words(folded_text)]
    for said, words in groupby(texts, lambda text: "" if _is_lone(text) else text):
        if not _says_nothing(said):
            yield said or "".join(words)


def _is_lone(text: str) -> bool:
    return len(text) == 1 and not text.isascii() and not _says_nothing(text)


def _says_nothing(text: str) -> bool:
    return text in _PARTICLES or _ASKING.fullmatch(text) is not None
