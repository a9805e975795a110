"""How well two pieces of text read as one: a class bigram model over the words that may span the break.

The measure is log P(left right) - log P(left …) - log P(… right), in nats. P(left …) counts every way the left piece may
go on, half a word included; so "共建共 | 享现代" gains by 共享 what "共建共 | 求和新兴" loses.
"""

from __future__ import annotations

import math
from functools import lru_cache

from articles.parsing.frequencies import Classes, Lexicon, class_transitions, lexicon

_WINDOW = 10  # characters looked at on either side
_LONGEST_WORD = 6
_BORDER = "x"  # jieba's class for everything that is not a word: a sentence's border, punctuation
_FLOOR = 1e-4  # of a transition never seen


def affinity(left: str, right: str) -> float:
    """Nats by which `right` is likelier to go on from `left` than to stand anywhere. Ends of text count as borders."""
    head, tail = _run_at_end(left), _run_at_start(right)
    if not tail:
        return 0.0
    ends = _ends(head)
    together = _log_sum(_joined(head, tail, ends))
    return together - _left_alone(head) - _right_alone(tail)


def _run_at_end(text: str) -> str:
    run = text[-_WINDOW:]
    for index in range(len(run) - 1, -1, -1):
        if not _is_han(run[index]):
            return run[index + 1 :]
    return run


def _run_at_start(text: str) -> str:
    run = text[:_WINDOW]
    for index, char in enumerate(run):
        if not _is_han(char):
            return run[:index]
    return run


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _log_sum(classes: Classes) -> float:
    total = sum(classes.values())
    return math.log(total) if total > 0 else -60.0


@lru_cache(maxsize=4096)
def _ends(head: str) -> tuple[Classes, ...]:
    """For every place in `head`, by class of the word that ends there, the probability of the text up to it."""
    table: list[Classes] = [{_BORDER: 1.0}]
    words, transitions = lexicon(), class_transitions()
    for end in range(1, len(head) + 1):
        here: Classes = {}
        for start in range(max(0, end - _LONGEST_WORD), end):
            _extend(here, table[start], head[start:end], words, transitions)
        table.append(here)
    return tuple(table)


def _extend(here: Classes, before: Classes, word: str, words: Lexicon, transitions: dict[str, Classes]) -> None:
    if not before or (len(word) > 1 and word not in words):
        return
    tag, probability = words.emission(word)
    mass = sum(chance * transitions.get(previous, {}).get(tag, _FLOOR) for previous, chance in before.items())
    here[tag] = here.get(tag, 0.0) + mass * probability


def _joined(head: str, tail: str, ends: tuple[Classes, ...]) -> Classes:
    words, transitions = lexicon(), class_transitions()
    text, table = head + tail, list(ends)
    for end in range(len(head) + 1, len(text) + 1):
        here: Classes = {}
        for start in range(max(0, end - _LONGEST_WORD), end):
            _extend(here, table[start], text[start:end], words, transitions)
        table.append(here)
    return _partial_ends(text, table)


def _partial_ends(text: str, table: list[Classes]) -> Classes:
    """The mass of every reading of `text` whose last word may go on beyond it."""
    words, transitions = lexicon(), class_transitions()
    total: Classes = {}
    if not text:
        return {_BORDER: 1.0}
    for start in range(max(0, len(text) - _LONGEST_WORD), len(text)):
        before = table[start]
        for tag, probability in words.starting_with(text[start:]).items():
            mass = sum(chance * transitions.get(previous, {}).get(tag, _FLOOR) for previous, chance in before.items())
            total[tag] = total.get(tag, 0.0) + mass * probability
    return total


@lru_cache(maxsize=4096)
def _left_alone(head: str) -> float:
    return _log_sum(_partial_ends(head, list(_ends(head))))


@lru_cache(maxsize=4096)
def _right_alone(tail: str) -> float:
    """The log probability of meeting `tail` in running text: its first word may have begun before it."""
    words, transitions = lexicon(), class_transitions()
    table: list[Classes] = [{}]
    for end in range(1, len(tail) + 1):
        here = _begun_before(tail[:end], words)
        for start in range(max(1, end - _LONGEST_WORD), end):
            _extend(here, table[start], tail[start:end], words, transitions)
        table.append(here)
    return _log_sum(_partial_ends(tail, table))


def _begun_before(suffix: str, words: Lexicon) -> Classes:
    return {tag: mass * words.class_share(tag) for tag, mass in words.ending_with(suffix).items()}
