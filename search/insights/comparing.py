"""Two searches beside each other: words that one has oftener than the other, in its articles and near its matches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from search.answers.occurrences import surroundings
from search.engines.log_likelihood import log_likelihood
from search.engines.questions import Surroundings
from search.insights.counts import CLEARLY, FEWEST, LONGEST_KEY_TERM, Proportion, telling_terms, term_queries
from search.insights.scope import Scope, term_query
from search.text.folding import fold_text
from search.text.tokenizer import word_texts
from search.types import WIDTH

ROWS = 15  # of either side
MOST_LINES = 600  # occurrences of either search that are read
REACHES = (5, 10, WIDTH)  # characters on either side


@dataclass(frozen=True, slots=True)
class Contrast:
    """A term, in how much of the one side and of the other it stands, and how far from chance that is (G²)."""

    text: str
    own: Proportion
    other: Proportion
    score: float


@dataclass(frozen=True, slots=True)
class Counted:
    """Of `total` articles or occurrences, how many have each term."""

    total: int
    terms: Mapping[str, int]


def keywords(one: Scope, other: Scope) -> tuple[list[Contrast], list[Contrast]]:
    """The terms in clearly more of the articles of the one search, and of the other, each best first."""
    typed = fold_text(one.state.query + other.state.query)
    found = dict.fromkeys(term.text for scope in (one, other) for term in telling_terms(scope))
    queries = term_queries(text for text in found if text not in typed and len(text) <= LONGEST_KEY_TERM)
    sides = [Counted(scope.total, scope.crosstab(queries, {}).rows) for scope in (one, other)]
    return _contrasts(one, *sides), _contrasts(other, *reversed(sides))


def collocates(one: Scope, other: Scope, reach: int) -> tuple[list[Contrast], list[Contrast]]:
    """The words that stand within `reach` characters of clearly more of the occurrences of the one, and of the other.

    Of each search the first MOST_LINES occurrences are read, however many there are.
    """
    sides = [_near(scope, reach) for scope in (one, other)]
    return _contrasts(None, *sides), _contrasts(None, *reversed(sides))


def _near(scope: Scope, reach: int) -> Counted:
    """Each occurrence counts a word once."""
    lines = [_words_near(beside, reach) for beside in surroundings(scope.state, MOST_LINES)]
    return Counted(len(lines), Counter(word for words in lines for word in words))


def _words_near(beside: Surroundings, reach: int) -> set[str]:
    near = (beside.left[-reach:], beside.right[:reach])
    return {word for text in near for word in word_texts(text) if len(word) > 1}


def _contrasts(scope: Scope | None, own: Counted, other: Counted) -> list[Contrast]:
    found = [
        Contrast(
            term,
            Proportion(count, own.total),
            Proportion(other.terms.get(term, 0), other.total),
            log_likelihood(count, own.total, other.terms.get(term, 0), other.total),
        )
        for term, count in own.terms.items()
        if count >= FEWEST
    ]
    clear = [one for one in found if one.score >= CLEARLY]
    best = sorted(clear, key=lambda one: (-one.score, one.text))[:ROWS]
    if scope is None:
        return best
    return [replace(one, own=replace(one.own, url=scope.url(term_query(one.text)))) for one in best]
