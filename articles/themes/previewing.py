"""What other terms of a theme would do, before they are saved: which articles it gains and which it loses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from articles.models import Article, Theme, ThemeAssignment
from articles.themes.assigning import Scorer
from articles.themes.scoring import ThemeTerms, Vocabulary

MOST_LOOKED_AT = 500  # articles scored while somebody waits
_TEXTS = ("title", "keywords", "lead", "abstract", "body")
Origin = ThemeAssignment.Origin


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """The articles that a theme gains and loses, among the newest `looked_at` that the change can reach of `of`."""

    gained: tuple[Article, ...]
    lost: tuple[Article, ...]
    looked_at: int
    of: int


def preview_terms(theme: Theme, weights: Mapping[str, float]) -> ThemeChange:
    """What these terms with their weights would do in place of the theme's (which may be a new one)."""
    former = {term: theme.term_weights.get(term, 1.0) for term in theme.terms}
    changed = [term for term in {**former, **weights} if former.get(term) != weights.get(term)]
    reached = _reached(theme, changed)
    scorer, key = _with_terms(theme, weights), theme.pk or 0
    gained, lost = [], []
    found = list(reached.prefetch_related("theme_assignments").order_by("-pk")[:MOST_LOOKED_AT])
    for article in found:
        rows = article.theme_assignments.all()
        own = next((row for row in rows if row.theme_id == key), None)
        if (own and (own.removed or own.origin != Origin.RULE)) or any(row.origin == Origin.RECORD for row in rows):
            continue  # what a person or a record says stays
        has_it = any(score.theme == key for score in scorer.score(article))
        if has_it and own is None:
            gained.append(article)
        elif own and not has_it:
            lost.append(article)
    return ThemeChange(tuple(gained), tuple(lost), len(found), reached.count())


def _reached(theme: Theme, changed: list[str]) -> QuerySet[Article]:
    """The articles that have one of these terms, or the theme."""
    if not changed:
        return Article.objects.none()
    texts = {f"{name}_text": Cast(name, TextField()) for name in _TEXTS}
    wanted = Q(Exists(ThemeAssignment.objects.filter(article=OuterRef("pk"), theme=theme.pk)))
    for term in changed:
        for name in texts:
            wanted |= Q(**{f"{name}__contains": term})
    return Article.objects.annotate(**texts).filter(wanted).only(*_TEXTS)


def _with_terms(theme: Theme, weights: Mapping[str, float]) -> Scorer:
    scorer = Scorer.current()
    others = [terms for terms in scorer.taxonomy if terms.theme != theme.pk]
    taxonomy = (*others, ThemeTerms.from_weights(theme.pk or 0, weights))
    return replace(
        scorer, taxonomy=taxonomy, vocabulary=Vocabulary({term for terms in taxonomy for term in terms.weights})
    )
