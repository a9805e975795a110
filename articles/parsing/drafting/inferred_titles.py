"""A title for an article whose own was lost: a clause that the article itself repeats, or opens a paragraph with."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from articles.parsing.blocks.brackets import marks_closed_first, marks_left_open
from articles.parsing.dictionary import lexicon
from articles.parsing.evidence.topics import words_of

_LONGEST, _SHORTEST = 26, 6
_THESIS = re.compile(r"[^。！？]{1,32}。")  # the short sentence that a paragraph opens with says what it is about
_CLAUSE_BORDER = re.compile(r"[，。；：！？、,;:!?\s]|(?<=[”》）])(?=[是在为])")
_OPENS_BADLY = re.compile(
    r"^(?:[的了着过和与及或并且而但则也都又还就才只是在对从由被把将让使以为其这那此该各每一二三四五六七八九十两几多如于至所之当随根按依]"
    r"|作为|成为|等于|类似|某|有着|近年|近日|围绕|通过|结合|目前|当前|同时|因此|此外|不断|进一步|其中|我们|他们|他|她|我|我国|我市|必须|需要|不仅|既|更|要|首先|其次|再次|最后)"
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
    standings = {clause: _standing(clause, text, place) for clause, place in _clauses(paragraphs).items()}
    if not standings:
        return InferredTitle(text[:20].split("\n")[0], "原题缺失，正文中没有合适的短句，取开头数字")
    best = max(standings, key=lambda clause: (standings[clause].weight * _worth(clause, weights), clause))
    return InferredTitle(best, f"原题缺失；“{best}”{standings[best].reason}")


def _weights(text: str) -> dict[str, float]:
    """How much each word says about this text: its count here against its frequency in the language."""
    counts = Counter(words_of(text))
    return {
        word: count * max(math.log(6e7 / (lexicon().count(word) + 30)) - 4.0, 0.2)
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
    return [phrase for phrase in {part[start:] for part in parts for start in starts} if _fits(phrase)]


def _fits(phrase: str) -> bool:
    return (
        _SHORTEST <= len(phrase) <= _LONGEST
        and not _OPENS_BADLY.search(phrase)
        and not _ENDS_BADLY.search(phrase)
        and not marks_left_open(phrase)
        and not marks_closed_first(phrase)
        and bool(re.search(r"[\u4e00-\u9fff]{4}", phrase))
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """How much a clause's place speaks for it, and the same in Chinese."""

    weight: float
    reason: str


def _standing(clause: str, text: str, place: tuple[int, int]) -> _Standing:
    thesis = 1.5 if place[0] == 0 else 1.0  # an article says in its first paragraph what it is about
    times = text.count(clause)
    if times > 1:
        return _Standing(thesis * (1.6 + math.log(times)), f"在正文中出现{times}次")
    if place[1] == 0:
        return _Standing(thesis * 1.3, "出自正文一段的首句")
    return _Standing(thesis, "是正文中最切题的短句")


def _worth(clause: str, weights: dict[str, float]) -> float:
    """The weight of the clause's words, each once, by the root of its length, times its form."""
    said = sum(weights.get(word, 0.0) for word in set(words_of(clause)))
    return _form(clause) * said / math.sqrt(len(clause) + 6)


def _form(clause: str) -> float:
    """A title is a clause with a verb before its subject matter, 构建良好的产业生态, and no whole sentence."""
    first = next((word for word in words_of(clause) if clause.startswith(word)), clause[0])
    verb = lexicon().word_class(first) in {"v", "vn", "l", "i"} and first != clause
    return (1.3 if verb else 0.7) * (0.6 if re.search(r".[是有可将]", clause) else 1.0)
