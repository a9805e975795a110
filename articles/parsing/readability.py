"""How well two pieces of text read as one: a class bigram model over the words that may span the break.

The measure is log P(left right) - log P(left …) - log P(… right), in nats. P(left …) counts every way the left piece
may go on, half a word included; so "共建共 | 享现代" gains by 共享 what "共建共 | 求和新兴" loses.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.parsing.frequencies import BORDER, Classes, class_transitions, lexicon

_WINDOW = 10  # characters looked at on either side
_LONGEST_WORD = 6
_NUMBER, _LATIN = "m", "nz"  # the classes that runs of digits and of letters are read as
_FLOOR = 1e-4  # of a transition never seen
_LEAST = -60.0  # nats, for what cannot be


@dataclass(frozen=True, slots=True)
class _Run:
    """Han characters next to a break. `beyond` is the class of what stands at their other end, None within the text."""

    text: str
    beyond: str | None


def affinity(left: str, right: str) -> float:
    """Nats by which `right` is likelier to go on from `left` than to stand anywhere. Ends of text count as borders."""
    head, tail = _run_at_end(left), _run_at_start(right)
    text = head.text + tail.text
    together = _log_sum(_ended(text, _read_on(_readings(head), text), tail.beyond))
    return together - _left_alone(head) - _right_alone(tail)


def _run_at_end(text: str) -> _Run:
    run = text[-_WINDOW:]
    for index in range(len(run) - 1, -1, -1):
        if not _is_han(run[index]):
            return _Run(run[index + 1 :], _class_of(run[index]))
    return _Run(run, BORDER)


def _run_at_start(text: str) -> _Run:
    run = text[:_WINDOW]
    for index, char in enumerate(run):
        if not _is_han(char):
            return _Run(run[:index], _class_of(char))
    return _Run(run, None if len(text) > _WINDOW else BORDER)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _class_of(char: str) -> str:
    if char.isdigit():
        return _NUMBER
    return _LATIN if char.isalpha() else BORDER


def _log_sum(classes: Classes) -> float:
    total = sum(classes.values())
    return math.log(total) if total > 0 else _LEAST


@lru_cache(maxsize=4096)
def _readings(head: _Run) -> tuple[Classes, ...]:
    """For every place in a run, by class of the word that ends there, the probability of what stands before it."""
    return tuple(_read_on(({head.beyond or BORDER: 1.0},), head.text))


def _read_on(known: Sequence[Classes], text: str) -> list[Classes]:
    """The readings of a whole text from those of its beginning."""
    table = list(known)
    for end in range(len(table), len(text) + 1):
        here: Classes = {}
        for start in range(max(0, end - _LONGEST_WORD), end):
            _extend(here, table[start], text[start:end])
        table.append(here)
    return table


def _extend(here: Classes, before: Classes, word: str) -> None:
    words = lexicon()
    if before and (len(word) == 1 or word in words):
        tag, probability = words.emission(word)
        here[tag] = here.get(tag, 0.0) + _reaching(before, tag) * probability


def _reaching(before: Classes, tag: str) -> float:
    transitions = class_transitions()
    return sum(chance * transitions.get(previous, {}).get(tag, _FLOOR) for previous, chance in before.items())


def _ended(text: str, table: Sequence[Classes], beyond: str | None) -> Classes:
    """The mass of the readings that end where the text does; of those that may go on, where nothing is `beyond`."""
    if beyond == BORDER:
        return table[-1]  # any word may end a clause
    if beyond is not None:
        return {beyond: _reaching(table[-1], beyond)}
    total: Classes = {}
    for start in range(max(0, len(text) - _LONGEST_WORD), len(text)):
        for tag, probability in lexicon().starting_with(text[start:]).items():
            total[tag] = total.get(tag, 0.0) + _reaching(table[start], tag) * probability
    return total


@lru_cache(maxsize=4096)
def _left_alone(head: _Run) -> float:
    """The log probability of meeting `head` in running text: its last word may go on after it."""
    if not head.text:
        return 0.0
    return _log_sum(_ended(head.text, _readings(head), None))


@lru_cache(maxsize=4096)
def _right_alone(tail: _Run) -> float:
    """The log probability of meeting `tail` in running text: its first word may have begun before it."""
    if not tail.text and tail.beyond == BORDER:
        return 0.0
    if not tail.text:
        return math.log(lexicon().class_share(tail.beyond or BORDER) + _FLOOR)
    table: list[Classes] = [{}]
    for end in range(1, len(tail.text) + 1):
        here = _begun_before(tail.text[:end])
        for start in range(max(1, end - _LONGEST_WORD), end):
            _extend(here, table[start], tail.text[start:end])
        table.append(here)
    return _log_sum(_ended(tail.text, table, tail.beyond))


def _begun_before(suffix: str) -> Classes:
    words = lexicon()
    return {tag: mass * words.class_share(tag) for tag, mass in words.ending_with(suffix).items()}
