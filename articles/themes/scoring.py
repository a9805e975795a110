"""Scores how strongly a text is about each theme. Pure.

A term counts for more the oftener an article uses it (saturating, as in BM25), the more prominent the place, the
heavier its weight, and the fewer articles of the library use it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from ahocorasick import Automaton

THRESHOLD = 8.0  # a theme below this is only mentioned
SHARE_OF_BEST = 0.25  # and so is one that has less than this of the strongest theme's score
MOST = 4  # themes an article may have

_ROUNDED = 0.1  # more than the rounding of all the terms of a theme adds up to
_SATURATION = 6.0  # prominent uses at which a term gives half of what it can
# What one use in a title, in a paragraph's first sentence and elsewhere counts.
_TITLE, _OPENING, _PLAIN = 5.0, 2.0, 1.0
_FULL_LENGTH = 1_800  # characters of an ordinary article; in longer ones a use counts for less
# The library is joined to an imagined one of this size in which a term stands in this share of the articles: with few
# articles what is common is not known yet.
_PRIOR_ARTICLES, _PRIOR_SHARE = 200, 0.1
_SENTENCE_END = re.compile(r"[。！？!?；;]")


@dataclass(frozen=True, slots=True)
class Census:
    """How many of the library's articles use each term, of how many."""

    articles: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    _rarities: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def rarity(self, term: str) -> float:
        """About 1 for a term in a tenth of all articles, more for a rarer one, towards 0 for one in all."""
        if term not in self._rarities:
            self._rarities[term] = self._rarity(term)
        return self._rarities[term]

    def _rarity(self, term: str) -> float:
        share = (self.counts.get(term, 0) + _PRIOR_ARTICLES * _PRIOR_SHARE) / (self.articles + _PRIOR_ARTICLES)
        return math.log1p(1 / share) / math.log1p(1 / _PRIOR_SHARE)


@dataclass(frozen=True, slots=True)
class Text:
    """An article's words by prominence: its title and keywords, its paragraphs."""

    titles: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermEvidence:
    """A term that speaks for a theme: how often the article uses it, and what that gives."""

    term: str
    count: int
    weight: float


@dataclass(frozen=True, slots=True)
class Score:
    """A theme (by its key) and how strongly an article speaks of it, the strongest evidence first."""

    theme: int
    score: float
    evidence: tuple[TermEvidence, ...]


@dataclass(frozen=True, slots=True)
class TermUses:
    """How often a text uses a term, and the same weighed by the prominence of each place."""

    count: int
    prominence: float


class TermMatcher:
    """Terms to look for, all of them in one pass over a text; one inside another is found too."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._automaton = Automaton()
        for term in terms:
            self._automaton.add_word(term, term)
        self._automaton.make_automaton()

    def uses(self, text: str) -> Counter[str]:
        """How often each term stands in a text."""
        if not len(self._automaton):
            return Counter()
        return Counter(map(itemgetter(1), self._automaton.iter(text)))


def count_terms(text: Text, vocabulary: TermMatcher) -> dict[str, TermUses]:
    """The terms that the text uses, and how."""
    in_titles = vocabulary.uses(text.titles)
    in_openings = vocabulary.uses(
        "\n".join(_SENTENCE_END.split(paragraph, maxsplit=1)[0] for paragraph in text.paragraphs)
    )
    everything = "\n".join((text.titles, *text.paragraphs))
    damping = max(1.0, len(everything) / _FULL_LENGTH)
    found = {}
    for term, count in vocabulary.uses(everything).items():
        plain = count - in_titles[term] - in_openings[term]
        prominence = _TITLE * in_titles[term] + (_OPENING * in_openings[term] + _PLAIN * plain) / damping
        found[term] = TermUses(count, prominence)
    return found


@dataclass(frozen=True, slots=True)
class ThemeTerms:
    """A theme's key, its terms with their weights, and for each term the longer ones of the theme that contain it."""

    theme: int
    weights: Mapping[str, float]
    longer: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_weights(cls, theme: int, weights: Mapping[str, float]) -> ThemeTerms:
        ordered = sorted(weights, key=lambda term: (-len(term), term))
        longer = {term: tuple(other for other in ordered if term != other and term in other) for term in ordered}
        return cls(theme, {term: weights[term] for term in ordered}, longer)


def score_themes(counted: Mapping[str, TermUses], taxonomy: Iterable[ThemeTerms], census: Census) -> list[Score]:
    """The themes that a text with these counts has, strongest first: at most MOST, none that is only mentioned."""
    most = {term: _saturated(uses, census.rarity(term)) for term, uses in counted.items()}
    scores = [_score(terms, counted, census) for terms in taxonomy if _can_reach_threshold(terms, most)]
    ranked = sorted((s for s in scores if s.score >= THRESHOLD), key=lambda s: (-s.score, s.theme))
    return [score for score in ranked[:MOST] if score.score >= SHARE_OF_BEST * ranked[0].score]


def _can_reach_threshold(terms: ThemeTerms, most: Mapping[str, float]) -> bool:
    """Whether the theme could be more than mentioned, were each use of a term counted, one inside a longer too."""
    reach = sum(terms.weights[term] * most[term] for term in terms.weights.keys() & most.keys())
    return reach >= THRESHOLD - _ROUNDED


def _score(terms: ThemeTerms, counted: Mapping[str, TermUses], census: Census) -> Score:
    own: dict[str, TermUses] = {}
    for term in terms.weights:  # longest first: 双城经济圈 inside 成渝地区双城经济圈 is not a second use
        if term in counted:
            inside = [own[other] for other in terms.longer[term] if other in own]
            own[term] = _without_uses_inside(counted[term], inside)
    evidence = [
        TermEvidence(term, uses.count, round(_saturated(uses, terms.weights[term]) * census.rarity(term), 3))
        for term, uses in own.items()
        if uses.count > 0
    ]
    strongest = tuple(sorted(evidence, key=lambda e: (-e.weight, e.term)))
    return Score(terms.theme, round(sum(e.weight for e in strongest), 3), strongest)


def _without_uses_inside(counted: TermUses, inside: list[TermUses]) -> TermUses:
    return TermUses(
        counted.count - sum(other.count for other in inside),
        max(0.0, counted.prominence - sum(other.prominence for other in inside)),
    )


def _saturated(counted: TermUses, weight: float) -> float:
    return weight * (_SATURATION + 1) * counted.prominence / (counted.prominence + _SATURATION)
