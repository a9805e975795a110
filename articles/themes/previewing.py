"""What other terms of a theme would do, before they are saved: which articles it gains and which it loses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from articles.batches import in_batches
from articles.models import Article, Theme, ThemeAssignment
from articles.themes.assigning import Scorer
from articles.themes.scoring import TermMatcher, ThemeTerms

MOST_LOOKED_AT = 500  # articles scored while somebody waits
_TERMS_AT_ONCE = 100  # SQLite takes no condition of a thousand parts
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
    articles = Article.objects.filter(pk__in=reached[:MOST_LOOKED_AT]).only(*_TEXTS)
    scorer, key = _with_terms(theme, weights), theme.pk or 0
    gained, lost = [], []
    for article in articles.prefetch_related("theme_assignments").order_by("-pk"):
        rows = article.theme_assignments.all()
        own = next((row for row in rows if row.theme_id == key), None)
        if (own and (own.removed or own.origin != Origin.RULE)) or any(row.origin == Origin.RECORD for row in rows):
            continue  # what a person or a record says stays
        has_it = any(score.theme == key for score in scorer.score(article))
        if has_it and own is None:
            gained.append(article)
        elif own and not has_it:
            lost.append(article)
    return ThemeChange(tuple(gained), tuple(lost), min(len(reached), MOST_LOOKED_AT), len(reached))


def _reached(theme: Theme, changed: list[str]) -> list[int]:
    """The articles that have one of these terms, or the theme, the newest first."""
    if not changed:
        return []
    texts = {f"{name}_text": Cast(name, TextField()) for name in _TEXTS}
    found = set(ThemeAssignment.objects.filter(theme=theme.pk).values_list("article", flat=True))
    for terms in in_batches(changed, _TERMS_AT_ONCE):
        has_one = Q(*((f"{name}__contains", term) for term in terms for name in texts), _connector=Q.OR)
        found.update(Article.objects.annotate(**texts).filter(has_one).values_list("pk", flat=True))
    return sorted(found, reverse=True)


def _with_terms(theme: Theme, weights: Mapping[str, float]) -> Scorer:
    scorer = Scorer.current()
    others = [terms for terms in scorer.taxonomy if terms.theme != theme.pk]
    taxonomy = (*others, ThemeTerms.from_weights(theme.pk or 0, weights))
    return replace(
        scorer, taxonomy=taxonomy, vocabulary=TermMatcher({term for terms in taxonomy for term in terms.weights})
    )
