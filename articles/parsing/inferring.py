"""A title for an article whose own was lost: a clause that the article itself repeats, or opens a paragraph with."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from articles.parsing.frequencies import lexicon
from articles.parsing.pairing import marks_closed_first, marks_left_open
from articles.parsing.vocabulary import words_of

_LONGEST, _SHORTEST = 26, 6
_CLAUSE_BORDER = re.compile(r"[，。；：！？、\s]|(?<=[”》）])(?=[是在为])")
_OPENS_BADLY = re.compile(
    r"^(?:[的了着过和与及或并且而但则也都又还就才只是在对从由被把将让使以为其这那此该各每一二三四五六七八九十两几多如于至所之当随]"
    r"|近年|近日|目前|当前|同时|因此|此外|不断|进一步|其中|我们|他们|他|她|我|我国|我市|必须|需要|不仅|既|更|要|首先|其次|再次|最后)"
)
_LEAD_IN = re.compile(
    r"^(?:[一二三四五六七八九]是|[一二三四五六七八九]要|要|必须|需要|应当?|以|着力|就要|就必须|积极|[^，]{0,4}要)"
)
_ENDS_BADLY = re.compile(
    r"[的了着和与及或并在对从由被把将让使以为其这那于至所之是有等要中上下]$|(?:应|需要|必须|可以|能够|就是|不是|通过|方面|之一|重要|指出|强调|提出)$"
)


@dataclass(frozen=True, slots=True)
class InferredTitle:
    """A clause of the article, and in Chinese why it was chosen."""

    text: str
    reason: str


def infer_title(paragraphs: list[str]) -> InferredTitle:
    """The clause that says best what the paragraphs are about; the first words where there is none."""
    text = "\n".join(paragraphs)[:12_000]
    weights = _weights(text)
    candidates = {clause: _reason(clause, text, opens) for clause, opens in _clauses(paragraphs)}
    if not candidates:
        return InferredTitle(text[:20].split("\n")[0], "原题缺失，正文中没有合适的短句，取开头数字")
    best = max(candidates, key=lambda clause: (_worth(clause, text, weights, candidates[clause][1]), clause))
    return InferredTitle(best, candidates[best][0])


def _weights(text: str) -> dict[str, float]:
    """How much each word says about this text: its count here against its frequency in the language."""
    counts = Counter(words_of(text))
    return {
        word: count * max(math.log(6e7 / (lexicon().count(word) + 30)) - 4.0, 0.2)
        for word, count in counts.items()
        if count > 1
    }


def _clauses(paragraphs: list[str]) -> list[tuple[str, bool]]:
    """Clauses fit for a title, and whether each opens its paragraph."""
    found = []
    for paragraph in paragraphs:
        for place, clause in enumerate(_CLAUSE_BORDER.split(paragraph[:3000])):
            for variant in (clause, _LEAD_IN.sub("", clause)):
                found += [(phrase, place == 0) for phrase in _phrases(variant)]
    return found


def _phrases(clause: str) -> list[str]:
    """The clause, and its parts before 是, 应, 的重要 …: 做大做强特色化县域经济 | 应秉持…"""
    parts = [clause, *(clause[: found.start()] for found in re.finditer(r"是|应|的|必须|需要|有助于|有利于", clause))]
    return [part for part in parts if _fits(part)]


def _fits(phrase: str) -> bool:
    return (
        _SHORTEST <= len(phrase) <= _LONGEST
        and not _OPENS_BADLY.search(phrase)
        and not _ENDS_BADLY.search(phrase)
        and not marks_left_open(phrase)
        and not marks_closed_first(phrase)
        and bool(re.search(r"[\u4e00-\u9fff]{4}", phrase))
    )


def _reason(clause: str, text: str, opens: bool) -> tuple[str, float]:
    times = text.count(clause)
    if times > 1:
        return f"原题缺失；“{clause}”在正文中出现{times}次", 2.2
    if opens:
        return f"原题缺失；正文有一段以“{clause}”开头", 1.4
    return f"原题缺失；“{clause}”是正文中最切题的短句", 1.0


def _worth(clause: str, text: str, weights: dict[str, float], standing: float) -> float:
    """The weight of the clause's words, each once, by the root of its length, times its standing."""
    words = set(words_of(clause))
    said = sum(weights.get(word, 0.0) for word in words)
    verb = 1.2 if lexicon().emission(words_of(clause)[0])[0].startswith("v") else 1.0 if words else 0.5
    return standing * verb * said / math.sqrt(len(clause) + 6)
