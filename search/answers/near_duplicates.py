"""Articles nearly the same are one hit: in a result's order the first of them, wherever the others would come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from articles.models import Article


class Ranked(NamedTuple):
    """An article and its place in the whole result, from 1."""

    rank: int
    article: Article


@dataclass(frozen=True, slots=True)
class CollapsedHits:
    """`under` has, by the id of a hit of a page, the other articles of the result that are nearly the same, in order.

    The `hits` of the page that are under one before them are no hits of their own. Totals and facets count all.
    """

    under: Mapping[int, Sequence[Ranked]] = field(default_factory=dict)
    hits: frozenset[int] = frozenset()


NOTHING_FOLDED = CollapsedHits()


def fold(articles: Collection[Article], ordered_ids: Callable[[], Sequence[int]]) -> CollapsedHits:
    """How the hits of a page are folded; `ordered_ids` has the whole result, asked for only if any may be."""
    groups = _groups({article.duplicate_of_id or article.pk for article in articles})
    if not groups:
        return NOTHING_FOLDED
    wanted = {pk for group in groups for pk in group}
    ranks = {pk: rank for rank, pk in enumerate(ordered_ids(), 1) if pk in wanted}
    in_order = [sorted(group & ranks.keys(), key=ranks.__getitem__) for group in groups]
    hits = {article.pk for article in articles}
    under = {first: others for first, *others in filter(None, in_order) if others and first in hits}
    read = Article.objects.published().for_hits().order_by().in_bulk([pk for others in under.values() for pk in others])
    return CollapsedHits(
        {first: [Ranked(ranks[pk], read[pk]) for pk in others if pk in read] for first, others in under.items()},
        frozenset(pk for group in in_order for pk in group[1:] if pk in hits),
    )


def _groups(firsts: Collection[int]) -> list[set[int]]:
    """Published articles that are nearly the same, those of one text together, none of them alone."""
    same = Q(duplicate_of__in=firsts) | Q(pk__in=firsts)
    groups: dict[int, set[int]] = defaultdict(set)
    # The status is looked at here: asked for it, SQLite reads all published articles, not these few by their keys.
    found = Article.objects.filter(same).order_by().values_list("pk", "duplicate_of", "status")
    for pk, first, status in found:
        if status == Article.Status.PUBLISHED:
            groups[first or pk].add(pk)
    return [group for group in groups.values() if len(group) > 1]
