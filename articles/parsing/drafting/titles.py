"""Matches titles with articles by their words, and tells titles that the scan cut short."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articles.parsing.blocks.brackets import marks_left_open
from articles.parsing.chains.assignment import best_assignment
from articles.parsing.dictionary import WORDS_COUNTED, lexicon
from articles.parsing.evidence.topics import words_of

_WANTS_OBJECT = re.compile(
    r"(?:积极|加快|大力|着力|持续|不断|深入|协同|共同|稳步|奋力)(?:培育|打造|构建|推动|推进|促进|完善|健全|强化|提升|扩大|实现|塑造|引领|激活)$"
    r"|(?:成为|何以)$"
)
_FUNCTION_CHARACTERS = frozenset("的是和与及在为要有应对将等也都不")
_LONGEST_END = 24
_CLAUSE_LENGTH = 7  # characters that an article has twice, of its title: how they go on there, the title went on
_OFTEN = 3  # times a phrase must stand in the text to show how it goes on
_NEVER_LAST = re.compile(r"[的和与及、，：—在以把将为对向从被让使于并且或而但由就]$")
_SAYS_WHOLE = re.compile("是[^，。]*(?:[出不]来|不[了到得])的$")  # 好作风是带出来的 lacks nothing
_NOUNS = frozenset({"n", "q"})
_SHORT_PHRASE = 4  # characters of a noun, or of two; what goes on with it in the text need not have in the title
_LONG_WORD = 3  # characters; no cut leaves one by chance
_SHORTEST_WORDS = 3  # characters that a title and its text may have in common by chance
_SHARED_CLAUSE = 5  # characters; a phrase of that length that a title shares with a text is no chance


@dataclass(frozen=True, slots=True)
class TitleScore:
    """How well a line fits an article as its title: nats against the page's other articles, and what they share."""

    nats: float
    shared: str  # the longest phrase that both have


class TitleScorer:
    """Scores lines as titles of a page's articles.

    The score is the log likelihood ratio of the line's words in the article against page and language together, and 0.8
    nats a character for the longest shared phrase, beyond what the line shares with any other article.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._shared: dict[str, list[str]] = {}  # by title, the longest phrase that each text shares with it
        self._bags = [Counter(words_of(text[:8000])) for text in texts]
        self._whole: Counter[str] = Counter()
        for bag in self._bags:
            self._whole.update(bag)

    def score(self, title: str, article: int) -> TitleScore:
        """The score of a line as the title of the article with this index."""
        if title not in self._shared:
            self._shared[title] = [longest_shared(title, text) for text in self._texts]
        shared = self._shared[title]
        elsewhere = max((len(phrase) for n, phrase in enumerate(shared) if n != article), default=0)
        lead = max(len(shared[article]) - _SHARED_CLAUSE + 1, 0) - max(elsewhere - _SHARED_CLAUSE + 1, 0)
        return TitleScore(self._words(title, article) + 0.8 * lead, shared[article])

    def _words(self, title: str, article: int) -> float:
        bag = self._bags[article]
        size, whole = sum(bag.values()) + 1, sum(self._whole.values()) + 1
        nats = 0.0
        for word in set(words_of(title)):
            general = 0.5 * self._whole[word] / whole + 0.5 * (lexicon().count(word) + 1) / WORDS_COUNTED
            nats += math.log((0.7 * bag[word] / size + 0.3 * general) / general)
        return nats


def longest_shared(title: str, text: str) -> str:
    """The longest run of characters of the title that stands in the text."""
    best = ""
    for start in range(len(title)):
        while start + len(best) < len(title) and title[start : start + len(best) + 1] in text:
            best = title[start : start + len(best) + 1]
    return best


def assign_titles(scores: Sequence[Sequence[float]], least: float) -> dict[int, int]:
    """Assign lines to articles (indexes), one each, with the greatest sum of scores; each pair scores over `least`."""
    if not scores or not scores[0]:
        return {}
    size = len(scores) + len(scores[0])
    square = np.full((size, size), least)
    for line, row in enumerate(scores):
        square[line, : len(row)] = row
    chosen = best_assignment(square)
    return {
        line: chosen[line] for line, row in enumerate(scores) if chosen[line] < len(row) and row[chosen[line]] > least
    }


def is_cut_short(title: str, text: str) -> bool:
    """Whether a title is visibly incomplete.

    It ends in 的 or 和, leaves a quotation open, ends in a verb that wants an object (…积极培育), or stops within a
    word or a fixed phrase of its article.
    """
    if _hangs(title) or marks_left_open(title) or _WANTS_OBJECT.search(title):
        return True
    return missing_end(title, text) != ""


def _hangs(title: str) -> bool:
    """Whether the last word is one that none ends with: …发展的, while 为 in 大有作为 is part of a word."""
    if _SAYS_WHOLE.search(re.sub("[“”‘’]", "", title)):
        return False
    return bool(_NEVER_LAST.search(title)) and (title[-1] in "、，：—" or len(_last_piece(title)) == 1)


def missing_end(title: str, text: str) -> str:
    """What the article's own words say is missing at a title's end: …深度融 → 合. '' where nothing shows."""
    for length in range(min(len(title), _LONGEST_END), 1, -1):
        end = title[-length:]
        following = Counter(re.findall(re.escape(end) + r"(.)", text)) if end in text else Counter()
        if not following:
            continue
        char, count = following.most_common(1)[0]
        always = all(is_han(other) for other in following)
        repeated = length >= _CLAUSE_LENGTH and len(following) == 1 < count and char not in _FUNCTION_CHARACTERS
        noun = _is_noun(end, _SHORTEST_WORDS, one=True) and not lexicon().count(title[-3:-1])  # 民营企 is cut short
        word = _word_goes_on(title, char) and not (following.total() == 1 and noun)
        phrase = _phrase_goes_on(following, char, count) and not _is_noun(end, _SHORT_PHRASE, one=False)
        return char if always and (repeated or word or phrase) else ""
    return ""


def is_han(char: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u3400" <= char <= "\u9fff"


def _word_goes_on(title: str, char: str) -> bool:
    """Whether the title's last word is only a word with this character: 深度融 + 合 → 融合, while 融 is none."""
    last = _last_piece(title)
    words = lexicon()
    least = len(last) if len(last) >= _LONG_WORD else 1  # 场上 is no word that 打谷场 goes on in
    whole = max((words.count(title[-n:] + char) for n in range(least, 4) if n <= len(title)), default=0)
    return whole > 2 and (words.count(last) < 30 * whole if len(last) == 1 else words.count(last) < whole)


def _phrase_goes_on(following: Counter[str], char: str, count: int) -> bool:
    """Whether the article never ends the phrase here, and most often goes on with one content word: 民营 → 民营经济."""
    return following.total() >= _OFTEN and count >= 0.6 * following.total() and char not in _FUNCTION_CHARACTERS


def _is_noun(end: str, longest: int, *, one: bool) -> bool:
    """Whether what a title has in common with its text is short and ends in a noun, of `one` character or of more.

    教师队伍 and 新局 are whole, though the text has 教师队伍建设 and 新局面.
    """
    last = _last_piece(end)
    return len(end) <= longest and (len(last) == 1) is one and lexicon().word_class(last) in _NOUNS


def _last_piece(title: str) -> str:
    """The last word of the title as the dictionary cuts it, one character where none fits."""
    for length in (4, 3, 2):
        if lexicon().count(title[-length:]) > 3 and len(title) >= length:
            return title[-length:]
    return title[-1]
