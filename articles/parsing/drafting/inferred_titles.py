"""Infers a title for an article that has none: the clause of its text that scores best.

A clause scores by its words (their weight in this text, per root of its length), its form (a verb first, no whole
sentence) and its position (repeated, or the first sentence of a paragraph). The weights were set by hand.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from articles.parsing.blocks.brackets import marks_closed_first, marks_left_open
from articles.parsing.dictionary import WORDS_COUNTED, lexicon
from articles.parsing.evidence.topics import words_of

_LONGEST, _SHORTEST = 26, 6
_THESIS = re.compile(r"[^。！？]{1,32}。")  # the short sentence that a paragraph opens with says what it is about
_CLAUSE_BORDER = re.compile(r"[，。；：！？、,;:!?\s]|(?<=[”》）])(?=[是在为])")
_BAD_START = re.compile(
    r"^(?:[的了着过和与及或并且而但则也都又还就才只是在对从由被把将让使以为其这那此该各每一二三四五六七八九十两几多如于至所之当随根按依]"
    r"|作为|成为|等于|类似|某|有着|近年|近日|围绕|通过|结合|目前|当前|同时|因此|此外|不断|进一步|其中|我们|他们|他|她|我|我国|我市|必须|需要|不仅|既|更|要|首先|其次|再次|最后)"
)
_LEAD_IN = re.compile(
    r"^(?:[一二三四五六七八九]是|[一二三四五六七八九]要|要|必须|需要|应当?|以|着力|就要|就必须|积极|[^，]{0,4}要)"
)
_BAD_END = re.compile(
    r"[的了着和与及或并在对从由被把将让使以为其这那于至所之是有等要中上下]$|(?:应|需要|必须|可以|能够|就是|不是|通过|方面|之一|重要|指出|强调|提出)$"
)


@dataclass(frozen=True, slots=True)
class InferredTitle:
    """A clause of the article, and in Chinese why it was chosen."""

    text: str
    reason: str


def infer_title(paragraphs: list[str]) -> InferredTitle:
    """The clause of the paragraphs that scores best; their first 20 characters where no clause is fit for a title."""
    found = infer_titles(paragraphs)
    if not found:
        return InferredTitle(_beginning(paragraphs)[:20].split("\n")[0], "原题缺失，正文中没有合适的短句，取开头数字")
    best = next(iter(found))
    return InferredTitle(best, f"原题缺失；“{best}”{found[best]}")


def infer_titles(paragraphs: list[str]) -> dict[str, str]:
    """The clauses of the paragraphs that are fit for a title, the best first, and in Chinese what speaks for each."""
    text = _beginning(paragraphs)
    weights = _weights(text)
    scores = {clause: _position_score(clause, text, place) for clause, place in _clauses(paragraphs).items()}
    values = {clause: (score.weight * _topic_score(clause, weights), clause) for clause, score in scores.items()}
    return {clause: scores[clause].reason for clause in sorted(values, key=values.__getitem__, reverse=True)}


def _beginning(paragraphs: list[str]) -> str:
    return "\n".join(paragraphs)[:12_000]


def _weights(text: str) -> dict[str, float]:
    """The weight of each word that comes twice or oftener: count · max(rarity in nats - 4, 0.2)."""
    counts = Counter(words_of(text))
    return {
        word: count * max(math.log(WORDS_COUNTED / (lexicon().count(word) + 30)) - 4.0, 0.2)
        for word, count in counts.items()
        if count > 1
    }


def _clauses(paragraphs: list[str]) -> dict[str, tuple[int, int]]:
    """Clauses fit for a title, and where each stands first: the paragraph, and its number in it, 0 in its thesis."""
    found: dict[str, tuple[int, int]] = {}
    for number, paragraph in enumerate(paragraphs):
        opening = _THESIS.match(paragraph)
        thesis = len(_CLAUSE_BORDER.split(opening[0])) - 1 if opening else 0
        for place, clause in enumerate(_CLAUSE_BORDER.split(paragraph[:3000])):
            for phrase in {p for variant in {clause, _LEAD_IN.sub("", clause)} for p in _phrases(variant)}:
                found.setdefault(phrase, (number, 0 if place < thesis else place))
    return found


def _phrases(clause: str) -> list[str]:
    """The clause, its parts before 是, 应, 的 …, and what each of its verbs begins: 当务之急是加快 | 推进新型工业化."""
    parts = [clause, *(clause[: found.start()] for found in re.finditer(r"是|应|的|必须|需要|有助于|有利于", clause))]
    starts = {0}
    at = 0
    for word in words_of(clause):
        at = clause.find(word, at)
        if lexicon().word_class(word) == "v":
            starts.add(at)
        at += len(word)
    return [phrase for phrase in {part[start:] for part in parts for start in starts} if _is_title_like(phrase)]


def _is_title_like(phrase: str) -> bool:
    return (
        _SHORTEST <= len(phrase) <= _LONGEST
        and not _BAD_START.search(phrase)
        and not _BAD_END.search(phrase)
        and not marks_left_open(phrase)
        and not marks_closed_first(phrase)
        and bool(re.search(r"[\u4e00-\u9fff]{4}", phrase))
    )


@dataclass(frozen=True, slots=True)
class _PositionScore:
    """The factor of a clause's position, and the reason in Chinese."""

    weight: float
    reason: str


def _position_score(clause: str, text: str, place: tuple[int, int]) -> _PositionScore:
    thesis = 1.5 if place[0] == 0 else 1.0  # an article says in its first paragraph what it is about
    times = text.count(clause)
    if times > 1:
        return _PositionScore(thesis * (1.6 + math.log(times)), f"在正文中出现{times}次")
    if place[1] == 0:
        return _PositionScore(thesis * 1.3, "出自正文一段的首句")
    return _PositionScore(thesis, "是正文中最切题的短句")


def _topic_score(clause: str, weights: dict[str, float]) -> float:
    """The weight of the clause's words, each counted once, by the root of its length, times the factor of its form."""
    said = sum(weights.get(word, 0.0) for word in set(words_of(clause)))
    return _form_factor(clause) * said / math.sqrt(len(clause) + 6)


def _form_factor(clause: str) -> float:
    """The factor of a clause's form: high for a verb with its object (构建良好的产业生态), low for a whole sentence."""
    first = next((word for word in words_of(clause) if clause.startswith(word)), clause[0])
    verb = lexicon().word_class(first) in {"v", "vn", "l", "i"} and first != clause
    return (1.3 if verb else 0.7) * (0.6 if re.search(r".[是有可将]", clause) else 1.0)
