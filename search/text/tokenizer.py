"""Tokenization: the words of a folded text, cut alike in articles and queries.

Words decide how well a text ranks, never whether it is found. They are jieba's tokens in search mode, without its
hidden Markov model and with no stop words removed, cut by rjieba, which without that model gives token for token the
same.
"""

from __future__ import annotations

import fnmatch
import re
import threading
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import filterfalse
from pathlib import Path
from typing import NamedTuple

import rjieba

from search.text.characters import CJK, HAN
from search.text.folding import Folded, fold, fold_text

__all__ = [
    "LATIN_WORD",
    "LETTER",
    "Folded",
    "Token",
    "Tokenizer",
    "added_terms",
    "cut_words",
    "fold",
    "fold_text",
    "may_have_a_number",
    "own_terms",
    "ranking_words",
    "use_terms",
    "whole_words",
    "whole_words_of",
    "wildcard_regex",
    "word_parts",
    "word_texts",
    "words",
]

LETTER = rf"[^\W_{CJK}]"
"""A letter or digit of a script with spaces, as a regular expression."""

LATIN_WORD = rf"{LETTER}+(?:&{LETTER}+|(?<=\d)\.(?=\d){LETTER}+)*(?:\+\+|#)?"
"""A word or number of a script with spaces, as a regular expression: ai, r&d, c++, 5g, 33618, 0.5."""

_RUN = re.compile(rf"(?P<han>[{HAN}]+)|{LATIN_WORD}|[^\W_]+")
_PLAIN_RUN = re.compile(_RUN.pattern.replace("?P<han>", "?:"))
_RUN_OR_END = re.compile(rf"{_PLAIN_RUN.pattern}|\n")
_BEGINS_WITH_HAN = re.compile(f"[{HAN}]").match
_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)*)?"
_TERM_FREQUENCY = 2000  # of one of the field's terms, in jieba's dictionary of 60 million words: enough to stay whole
_LONGEST_PART = 3  # characters of a word inside another one that is a word of the text too
_TERMS = Path(__file__).parent / "terms.txt"


class Token(NamedTuple):
    """A word of a folded text and where it stands in it. Tokens may lie inside one another."""

    text: str
    start: int
    end: int


def words(folded_text: str) -> list[Token]:
    """The words of a folded text in the order they stand there, the parts of a long word before the whole."""
    return _current.words(folded_text)


def word_texts(folded_text: str) -> list[str]:
    """The texts of `words`, for those who do not ask where they stand: three times as fast."""
    return _current.word_texts(folded_text)


def ranking_words(folded_text: str) -> list[str]:
    """The words that articles with this run are ranked by: its words, of those of three characters no parts.

    Such a word is one of an article's wherever it lies in a longer one too, so that nothing is ranked worse for it; a
    longer one may lie in a still longer one, of which only shorter parts are the article's words.
    """
    return _current.ranking_words(folded_text)


def cut_words(folded_text: str) -> list[str]:
    """The words of a folded text, long ones whole, in no promised order, with line breaks among them: for counting.

    `word_parts` has what `word_texts` would say of each. Cuts a whole text with one call, so several times as fast.
    """
    return _current.cut_words(folded_text)


def word_parts(word: str) -> tuple[str, ...]:
    """The words inside one of `cut_words`, itself included; none of a line break."""
    return _current.word_parts(word)


def whole_words(folded_text: str) -> list[Token]:
    """The words of a folded text side by side, without those inside longer ones."""
    whole: list[Token] = []
    before = len(folded_text)
    for token in reversed(words(folded_text)):
        if token.end <= before:
            whole.append(token)
            before = token.start
    return whole[::-1]


def whole_words_of(folded_texts: Sequence[str]) -> list[str]:
    """The texts of `whole_words`, of many texts of a line each: one after the other, a line break behind each text.

    Cuts them with one call, so several times as fast.
    """
    return _current.whole_words_of(folded_texts)


@lru_cache(maxsize=256)
def wildcard_regex(pattern: str) -> re.Pattern[str]:
    """What `fullmatch`es the words that a pattern with * and ? stands for. Linear in the word's length.

    A pattern without either is that word, and that unit behind a number: m2, and 5m2.
    """
    return re.compile((_NUMBER if may_have_a_number(pattern) else "") + fnmatch.translate(pattern.replace("[", "[[]")))


def may_have_a_number(pattern: str) -> bool:
    """Whether a wildcard's pattern also stands for the same behind a number."""
    return pattern[:1].isalpha() and not set("*?").intersection(pattern)


def use_terms(terms: Iterable[str]) -> None:
    """From now on, cut with these terms on top of the project's own; earlier ones added this way are forgotten."""
    global _current
    added = frozenset(filter(None, map(fold_text, terms)))
    if added != _current.added:
        _current = Tokenizer(added)


def added_terms() -> frozenset[str]:
    """The terms that `use_terms` added, folded."""
    return _current.added


@cache
def own_terms() -> frozenset[str]:
    """The field's terms that come with the project, folded."""
    lines = _TERMS.read_text(encoding="utf-8").splitlines()
    return frozenset(fold_text(line) for line in lines if line.strip() and not line.startswith("#"))


class Tokenizer:
    """Cuts with jieba's dictionary, the project's own terms and `added` ones (folded). Any thread may use it."""

    def __init__(self, added: frozenset[str] = frozenset()) -> None:
        self.added = added
        self._lock = threading.Lock()
        self._jieba: rjieba.Jieba | None = None
        self._parts: dict[str, tuple[tuple[str, int], ...]] = {}

    def words(self, folded_text: str) -> list[Token]:
        """See `words`."""
        found: list[Token] = []
        for run in _RUN.finditer(folded_text):
            if run.lastgroup != "han":
                found.append(Token(run[0], run.start(), run.end()))
                continue
            at = run.start()
            for word in self._cut(run[0]):
                found.extend([Token(part, at + start, at + start + len(part)) for part, start in self._parts[word]])
                at += len(word)
        return found

    def word_texts(self, folded_text: str) -> list[str]:
        """See `word_texts`."""
        found: list[str] = []
        for run in _RUN.finditer(folded_text):
            if run.lastgroup != "han":
                found.append(run[0])
                continue
            for word in self._cut(run[0]):
                found.extend([part for part, _ in self._parts[word]])
        return found

    def ranking_words(self, folded_text: str) -> list[str]:
        """See `ranking_words`."""
        found: list[str] = []
        for word in self.cut_words(folded_text):
            found.extend((word,) if len(word) <= _LONGEST_PART and word != "\n" else self.word_parts(word))
        return found

    def cut_words(self, folded_text: str) -> list[str]:
        """See `cut_words`."""
        runs = _PLAIN_RUN.findall(folded_text)
        han = list(filter(_BEGINS_WITH_HAN, runs))
        cut: list[str] = self._dictionary().cut("\n".join(han), False)  # a line break ends a word in any dictionary
        if len(han) < len(runs):
            cut.extend(filterfalse(_BEGINS_WITH_HAN, runs))
        return cut

    def whole_words_of(self, folded_texts: Sequence[str]) -> list[str]:
        """See `whole_words_of`."""
        han: list[str] = []
        behind: list[list[str]] = [[]]  # of each Han run, and first what stands before all of them
        for run in _RUN_OR_END.findall("".join([text + "\n" for text in folded_texts])):
            if _BEGINS_WITH_HAN(run):
                han.append(run)
                behind.append([])
            else:
                behind[-1].append(run)
        found = behind[0]
        runs = iter(behind[1:])
        for word in self._dictionary().cut("\n".join([*han, ""]), False):
            if word == "\n":
                found.extend(next(runs))
            else:
                found.append(word)
        return found

    def word_parts(self, word: str) -> tuple[str, ...]:
        """See `word_parts`."""
        if not _BEGINS_WITH_HAN(word):
            return () if word == "\n" else (word,)
        return tuple(part for part, _ in self._parts_of(word))

    def _cut(self, han: str) -> list[str]:
        cut: list[str] = self._dictionary().cut(han, False)
        for word in cut:
            if word not in self._parts:
                self._parts[word] = self._parts_of(word)
        return cut

    def _parts_of(self, word: str) -> tuple[tuple[str, int], ...]:
        """The dictionary's words of two, then three characters inside a word, then the word; each with its place."""
        known = self._dictionary().has_word
        inside = [
            (word[start : start + size], start)
            for size in range(2, _LONGEST_PART + 1)
            if len(word) > size
            for start in range(len(word) - size + 1)
            if known(word[start : start + size])
        ]
        return (*inside, (word, 0))

    def _dictionary(self) -> rjieba.Jieba:
        if self._jieba is None:
            with self._lock:
                if self._jieba is None:
                    self._jieba = _loaded(own_terms() | self.added)
        return self._jieba


def _loaded(terms: Iterable[str]) -> rjieba.Jieba:
    dictionary = rjieba.Jieba()
    for term in sorted(terms):
        if not dictionary.has_word(term):
            dictionary.add_word(term, _TERM_FREQUENCY, None)
    return dictionary


_current = Tokenizer()
