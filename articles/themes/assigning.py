"""Assigns themes to articles by the terms they use; what a person gave or took away stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache

from articles.batches import in_batches
from articles.changes import many_changes, mark_changed, one_step
from articles.models import Article, TermCensus, Theme, ThemeAssignment
from articles.themes.scoring import (
    Census,
    Score,
    TermEvidence,
    TermMatcher,
    TermUses,
    Text,
    ThemeTerms,
    count_terms,
    score_themes,
)

_BATCH = 500  # articles that are read together
_STEP = 25  # articles that are scored in a transaction
_GROWTH = 2  # the library is counted again when it has so many times the articles of the last count
_SCORED_FIELDS = ("title", "keywords", "lead", "abstract", "body")


@dataclass(frozen=True, slots=True)
class Scorer:
    """The taxonomy and the census as they stand, ready to score many articles."""

    taxonomy: tuple[ThemeTerms, ...]
    vocabulary: TermMatcher
    census: Census

    @classmethod
    def current(cls) -> Scorer:
        rows = Theme.objects.order_by("pk").values_list("pk", "terms", "term_weights")
        weights = tuple((pk, tuple((term, given.get(term, 1.0)) for term in terms)) for pk, terms, given in rows)
        census = TermCensus.objects.order_by("-pk").first()
        return cls(*_prepared(weights), Census(census.articles, census.counts) if census else Census())

    def count(self, article: Article) -> dict[str, TermUses]:
        """The terms of the taxonomy that an article uses."""
        return _counted(text_of(article), self.vocabulary)

    def score(self, article: Article) -> list[Score]:
        """An article's themes, the strongest first."""
        return score_themes(self.count(article), self.taxonomy, self.census)


@lru_cache(maxsize=1)
def _prepared(
    weights: tuple[tuple[int, tuple[tuple[str, float], ...]], ...],
) -> tuple[tuple[ThemeTerms, ...], TermMatcher]:
    """The themes of these terms, by key; of one import for each of its files the same."""
    taxonomy = tuple(ThemeTerms.from_weights(theme, dict(terms)) for theme, terms in weights)
    return taxonomy, TermMatcher({term for _, terms in weights for term, _ in terms})


@lru_cache(maxsize=1000)
def _counted(text: Text, vocabulary: TermMatcher) -> dict[str, TermUses]:
    """`count_terms`, kept for a census: it counts what an import has just scored, and scores what it counted."""
    return count_terms(text, vocabulary)


@dataclass(slots=True)
class _FirstCount:
    """What an import has counted so far of a library of which there is no census yet."""

    articles: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    times: int = 0  # that articles came

    def add(self, articles: Sequence[Article], scorer: Scorer) -> Scorer:
        """Count these too; the scorer by all that have been counted."""
        for article in articles:
            self.counts.update(scorer.count(article).keys())
        self.articles += len(articles)
        self.times += 1
        return replace(scorer, census=Census(self.articles, dict(self.counts)))

    def is_census(self) -> bool:
        """Whether these are all articles, each scored by the count of all."""
        return self.times == 1 and Article.objects.count() == self.articles


_first_count: ContextVar[_FirstCount | None] = ContextVar("first_count", default=None)


@contextmanager
def counting_first() -> Iterator[None]:
    """For an import: where there is no census yet, the new articles are counted as they come, and scored by that. So
    the census that is taken in the end changes few themes, and few articles are indexed twice.
    """
    token = _first_count.set(_FirstCount())
    try:
        yield
    finally:
        _first_count.reset(token)


@contextmanager
def census_after(progress: Callable[[Iterable], Iterable] = iter) -> Iterator[None]:
    """For an import: `counting_first`, and in the end the census, if one is due. One that breaks takes none."""
    with counting_first():
        yield
        if census_is_due():
            take_census(progress)


def text_of(article: Article) -> Text:
    """The words of an article that say what it is about."""
    body = (block["text"] for block in article.body)
    return Text("\n".join([article.title, *article.keywords]), (*article.lead, article.abstract, *body))


def assign(articles: Sequence[Article], scorer: Scorer | None = None, new: bool = False) -> None:
    """Give each article the themes that its words speak of. `new`: the articles are, and have none yet.

    Tells that an article changed only where its themes are others than before, not where only a score moved.
    """
    scorer = scorer or Scorer.current()
    if new and not scorer.census.articles and (first := _first_count.get()):
        scorer = first.add(articles, scorer)
    stored: dict[int, list[ThemeAssignment]] = defaultdict(list)
    for assigned in () if new else ThemeAssignment.objects.filter(article__in=articles):
        stored[assigned.article_id].append(assigned)
    given: list[ThemeAssignment] = []
    rescored: list[ThemeAssignment] = []  # rows of the same themes with other scores
    gone: list[ThemeAssignment] = []
    for article in articles:
        rows = {row.theme_id: row for row in stored[article.pk]}
        by_record = any(row.origin == ThemeAssignment.Origin.RECORD for row in rows.values())
        for score in [] if by_record else scorer.score(article):
            row = rows.pop(score.theme, None)
            if row is None:
                given.append(_assignment(article, score))
            elif row.origin == ThemeAssignment.Origin.RULE and not _says(row, score):
                rescored.append(_assignment(article, score))
        gone += [row for row in rows.values() if row.origin == ThemeAssignment.Origin.RULE and not row.removed]
    ThemeAssignment.objects.bulk_create(
        [*given, *rescored],
        update_conflicts=True,
        unique_fields=["article", "theme"],
        update_fields=["score", "evidence"],
    )
    if gone:
        ThemeAssignment.objects.filter(pk__in=[row.pk for row in gone]).delete()
    mark_changed(row.article_id for row in [*given, *gone])


def census_is_due() -> bool:
    """Whether the library has grown so much since it was last counted that what is common may be something else."""
    latest = TermCensus.objects.order_by("-pk").first()
    if latest and not latest.is_applied:  # whoever took it died
        return True
    return Article.objects.count() >= max(1, _GROWTH * latest.articles if latest else 1)


def take_census(progress: Callable[[Iterable], Iterable] = iter) -> None:
    """Count the library's terms, and score every article by the new count. `progress` wraps each pass over articles."""
    scorer = Scorer.current()
    if not scorer.census.articles and (first := _first_count.get()) and first.is_census():
        TermCensus.objects.create(articles=first.articles, counts=dict(first.counts))
        return
    counts: Counter[str] = Counter()
    articles = 0
    for article in progress(_scored_articles()):
        counts.update(scorer.count(article).keys())
        articles += 1
    census = TermCensus.objects.create(articles=articles, counts=dict(counts), is_applied=False)
    score_library(progress)
    TermCensus.objects.filter(pk=census.pk).update(is_applied=True)


def score_library(progress: Callable[[Iterable], Iterable] = iter) -> None:
    """Score every article again, some to a transaction, by the themes as they are then: one may go meanwhile, and an
    article change. Begun anew after a process died, it ends the same.
    """
    with many_changes():
        for keys in in_batches(progress(_keys()), _STEP):
            with one_step():
                assign(list(Article.objects.filter(pk__in=keys).only(*_SCORED_FIELDS)))


def _keys() -> Iterable[int]:
    """Of every article, read some at a time: what is written meanwhile disturbs nothing."""
    last = 0
    while keys := Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH]:
        yield from keys
        last = max(keys)


def _scored_articles() -> Iterable[Article]:
    for keys in in_batches(_keys(), _BATCH):
        yield from Article.objects.filter(pk__in=keys).only(*_SCORED_FIELDS)


def _assignment(article: Article, score: Score) -> ThemeAssignment:
    return ThemeAssignment(
        article=article, theme_id=score.theme, score=score.score, evidence=_evidence_json(score.evidence)
    )


def _evidence_json(evidence: tuple[TermEvidence, ...]) -> list[dict[str, str | int | float]]:
    return [{"term": item.term, "count": item.count, "weight": item.weight} for item in evidence]


def _says(row: ThemeAssignment, score: Score) -> bool:
    return (row.score, row.evidence) == (score.score, _evidence_json(score.evidence))
