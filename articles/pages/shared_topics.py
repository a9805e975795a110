"""What two articles share: themes, and terms of the taxonomy that both use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from articles.models import Article, ThemeAssignment
from articles.themes.assigning import Scorer

SHARED_TERMS = 4  # that are named


@dataclass(frozen=True, slots=True)
class SharedTopics:
    """What two articles share: names of themes, and terms, the most telling first."""

    themes: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.themes or self.terms)

    def __str__(self) -> str:
        """同主题：县域经济；共同词语：特色产业、乡村振兴"""
        said = (("同主题", self.themes), ("共同词语", self.terms))
        return "；".join(f"{name}：{'、'.join(shared)}" for name, shared in said if shared)


def shared_topics(article: Article, others: Sequence[Article]) -> list[SharedTopics]:
    """What the article shares with each of the others; all of them as `for_reading` gives them."""
    scorer = Scorer.current()
    own, own_themes = scorer.count(article), _themes(article)
    found = []
    for other in others:
        counted = scorer.count(other)
        weights = {
            term: min(own[term].prominence, counted[term].prominence) * scorer.census.rarity(term)
            for term in own.keys() & counted.keys()
        }
        themes = tuple(theme for theme in _themes(other) if theme in own_themes)
        found.append(SharedTopics(themes, _most_telling(weights)))
    return found


def theme_neighbours(article: Article, limit: int) -> list[Article]:
    """The articles that share most themes with this one, and the most strongly."""
    themes = ThemeAssignment.objects.kept().filter(article=article).values("theme")
    sharing = ThemeAssignment.objects.kept().filter(theme__in=themes, article__status=Article.Status.PUBLISHED)
    ranked = (
        sharing.exclude(article=article)
        .values("article")
        .annotate(shared=Count("theme"), strength=Sum("score"))
        .order_by("-shared", "-strength", "article")
    )
    ids = [row["article"] for row in ranked[:limit]]
    rows = Article.objects.for_reading().order_by().in_bulk(ids)
    return [rows[pk] for pk in ids]


def _themes(article: Article) -> list[str]:
    return [given.theme.name for given in article.themed]


def _most_telling(weights: dict[str, float]) -> tuple[str, ...]:
    """The heaviest terms, none of them a part of another."""
    kept: list[str] = []
    for term in sorted(weights, key=lambda term: (-weights[term], term)):
        if not any(term in other or other in term for other in kept):
            kept.append(term)
    return tuple(kept[:SHARED_TERMS])
