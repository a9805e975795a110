"""Passages that return: the longest runs of SHORTEST characters and more inside a sentence that several articles have.

The engine is asked for each, so that what is said here is what a search for it finds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse

from articles.batches import in_batches
from articles.models import Article
from search.engines.base import engine
from search.engines.questions import Question
from search.index.documents import Texts, texts_in
from search.language.tree import Term
from search.text.folding import fold_block
from search.types import Where
from search.verifying.characters import Characters, characters

SHORTEST, LONGEST = 13, 1_000  # characters of a passage, marks not counted; of one, marks and all
PARTS = (Where.ABSTRACT, Where.LEAD, Where.BODY, Where.BOX)  # of an article, in which passages are looked for
_MOST_SENTENCES = 1_000  # of one article that are looked at
_PROBE = 7  # of any 13 characters in a row some 7 begin at a multiple of 7
_LONGEST_ASKED = 500  # characters of a passage that the engine is asked for
_AT_ONCE = 200  # questions to the engine
_SEVERAL = 2
_END = re.compile(r"[。！？!?；;\n]")
_MARKS = "“”‘’，。！？；：、"

Count = Callable[[int, int], int]
"""How many articles have a run [start, end) of a sentence."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A passage as printed in an article, which so many other articles have, too."""

    text: str
    others: int

    @property
    def url(self) -> str:
        """Its lineage."""
        return lineage_url(self.text)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The characters of an article's texts, and where its sentences begin among them, and the last one ends."""

    characters: Characters
    bounds: Sequence[int]

    @classmethod
    def from_texts(cls, texts: Texts) -> Sentences:
        whole = "\n".join(block.replace("\n", " ") for part in PARTS for block in texts.get(part, ()))
        counting = characters(whole)
        ends = np.searchsorted(counting.starts, [found.start() for found in _END.finditer(whole)])
        return cls(counting, np.unique([0, *ends, len(counting.text)]).tolist())

    def runs(self) -> Iterator[tuple[int, int]]:
        """Those that are long enough to hold a passage."""
        return ((start, end) for start, end in pairwise(self.bounds) if end - start >= SHORTEST)


def lineage_url(text: str) -> str:
    return f"{reverse('phrases')}?{urlencode({'q': text[:LONGEST]})}"


def recurring(article: Article) -> Iterator[Recurring]:
    """The passages of an article that others have, in its order. Raises EngineUnavailable."""
    sentences = Sentences.from_texts(texts_in([article], PARTS)[article.pk])
    looked_at = [sentences.characters.run(*bounds) for bounds in islice(sentences.runs(), _MOST_SENTENCES)]
    for sentence, likely in zip(looked_at, _likely(looked_at), strict=True):
        yield from passages(sentence, likely)


def passages(sentence: Characters, likely: Sequence[int]) -> Iterator[Recurring]:
    """The longest runs of a sentence that several articles have, in order, none of which is part of another.

    `likely`: where SHORTEST characters begin that several articles may have, ascending; elsewhere none do.
    """
    count = cache(lambda start, end: articles_with(sentence.original(start, end)))
    farthest: dict[int, int] = {}
    for start in reversed(likely):
        farthest[start] = farthest.get(start + 1, start + SHORTEST)
    last_start, last_end = -1, 0
    for start in likely:
        if start + SHORTEST <= last_end:
            continue
        end = _end(count, start, min(farthest[start], start + _LONGEST_ASKED))
        if end:
            # Behind another passage the window that was looked at may not be the beginning of its own.
            begins = range(last_start + 1, start + 1) if start - 1 in farthest else range(start, start + 1)
            last_start, last_end = begins[bisect_left(begins, 1, key=lambda at: count(at, end) > 1)], end
            yield Recurring(sentence.run(last_start, end).whole, count(last_start, end) - 1)


def _end(count: Count, start: int, farthest: int) -> int:
    """Where the longest run from there that returns ends; 0 where none does."""
    if count(start, farthest) > 1:
        return farthest
    ends = range(start + SHORTEST, farthest)
    returning = bisect_left(ends, 1, key=lambda end: count(start, end) < _SEVERAL)
    return ends[returning - 1] if returning else 0


def _likely(sentences: Sequence[Characters]) -> Iterator[Sequence[int]]:
    """Where runs may begin that return: all of a sentence that returns whole, else all of whose probes do.

    The engine is asked twice for all sentences together: of a cluster, each question by itself would be a way there and
    back.
    """
    short = [sentence.whole for sentence in sentences if len(sentence.text) <= _LONGEST_ASKED]
    whole = dict(zip(short, _articles_with_each(short), strict=True))
    probes = [{} if whole.get(sentence.whole, 0) >= _SEVERAL else _probes(sentence) for sentence in sentences]
    pieces = [piece for probed in probes for piece in probed.values()]
    counts = dict(zip(pieces, _articles_with_each(pieces), strict=True))
    for sentence, probed in zip(sentences, probes, strict=True):
        starts = range(len(sentence.text) - SHORTEST + 1)
        returning = {at for at, piece in probed.items() if counts[piece] >= _SEVERAL}
        yield [at for at in starts if -(-at // _PROBE) * _PROBE in returning] if probed else starts


def _probes(sentence: Characters) -> dict[int, str]:
    """Every _PROBE characters one that long, as printed, by where it begins."""
    return {at: sentence.original(at, at + _PROBE) for at in range(0, len(sentence.text) - _PROBE + 1, _PROBE)}


def articles_with(text: str) -> int:
    """How many articles have a passage. Raises EngineUnavailable."""
    return _articles_with_each([text])[0]


def _articles_with_each(texts: Sequence[str]) -> list[int]:
    asked = in_batches(map(_question, texts), _AT_ONCE)
    return [answer.total for some in asked for answer in engine().search_each(some)]


def _question(text: str) -> Question:
    return Question(term_of(text), limit=0, facets=())


def term_of(text: str) -> Term:
    return Term(fold_block(text.strip().strip(_MARKS)).text)
