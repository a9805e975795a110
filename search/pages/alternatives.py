"""Searches offered where one found nothing: with a filter removed, without a word, less strict, spelt otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from search.answers.search import count
from search.language.query import parse
from search.language.variants import split_into_words, unquoted, without_one
from search.suggestions.library import other_spellings
from search.types import ReadingMode
from search.web.facet_panels import Chip, search_url
from search.web.state import SearchState

FILTERS_TRIED = 8
WORDS_TRIED = 8


@dataclass(frozen=True, slots=True)
class Alternative:
    """A search that would find something, in words, and how many articles it finds."""

    label: str
    url: str
    count: int


def alternatives(state: SearchState, chips: Sequence[Chip]) -> tuple[Alternative, ...]:
    """Only those that find something, in the order they keep closest to what was asked."""
    tried = (_alternative(label, other) for label, other in _looser(state, chips))
    return tuple(alternative for alternative in tried if alternative.count)


def spellings(state: SearchState) -> tuple[Alternative, ...]:
    """Other spellings of the query that find something under the same filters."""
    found = other_spellings(state.request(per_page=1))
    return tuple(Alternative(other.query, search_url(state.asking(other.query)), other.count) for other in found)


def _looser(state: SearchState, chips: Sequence[Chip]) -> Iterator[tuple[str, SearchState]]:
    if state.mode is ReadingMode.EXACT:
        yield "改按词语检索", state.read_as(ReadingMode.WORDS)
    else:
        query = parse(state.query)
        apart = split_into_words(query)
        if apart:
            yield f"分成词语检索：{apart}", state.asking(apart)
        loose = unquoted(query)
        if loose:
            yield f"不求原文相连：{loose}", state.asking(loose)
        for left in islice(without_one(query), WORDS_TRIED):
            said = f"{'不排除' if left.excluded else '不要求'}“{left.part}”"
            yield f"{said}：{left.rest or '全部文章'}", state.asking(left.rest)
    for chip in chips[:FILTERS_TRIED]:
        yield f"移除 {chip.facet_label}：{chip.label}", chip.without
    if len(chips) > 1:
        yield "清除全部条件", state.unfiltered()


def _alternative(label: str, state: SearchState) -> Alternative:
    return Alternative(label, search_url(state), count(state.request(per_page=1)))
