"""表述沿革: the articles in which a passage stands, the oldest first, and what became of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from articles.anchors import anchor
from articles.models import Article
from search.phrases.recurring import LONGEST, SHORTEST
from search.verifying.alignment import Edit, differences
from search.verifying.characters import characters, count_characters
from search.verifying.checks import LocatedPassage
from search.verifying.lookup import QuotationFinder

MOST_USES = 100


@dataclass(frozen=True, slots=True)
class Use:
    """A place in which a passage stands; `changes` from the passage where it is not the same."""

    place: LocatedPassage
    day: datetime.date | None
    changes: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a passage stands, by date, those without one last; `articles` have it as it is."""

    passage: str
    uses: tuple[Use, ...]
    articles: int


def fault_of(passage: str) -> str:
    """Why a passage is not looked up, in Chinese; empty where it is."""
    if count_characters(passage) >= SHORTEST and len(passage) <= LONGEST:
        return ""
    return f"请给 {SHORTEST} 到 {LONGEST} 个字的一段话：太短的到处都有，太长的没有两处相同。"


def lineage(passage: str) -> Lineage:
    """Raises EngineUnavailable."""
    exact, changed = QuotationFinder().uses(passage, MOST_USES)
    found = [*exact.passages, *changed]
    articles = Article.objects.published().for_hits().in_bulk([one.article_id for one in found])
    wanted = characters(passage)
    uses = [
        Use(
            LocatedPassage(articles[one.article_id], one, anchor(one.where, one.block + 1)),
            articles[one.article_id].printed_on,
            differences(wanted, one.text) if one.distance else (),
        )
        for one in found
        if one.article_id in articles
    ]
    ordered = sorted(uses, key=lambda use: (use.day is None, use.day or datetime.date.max, bool(use.changes)))
    return Lineage(passage, tuple(ordered[:MOST_USES]), exact.articles)
