"""Authors of one name, as the review queue shows them beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import Article, Author, Authorship, Problem
from articles.people.names import canonical_name

_ARTICLES = 5  # named of each
_LISTED = 12  # namesakes


@dataclass(frozen=True, slots=True)
class Namesake:
    """An author, the affiliations printed with them, and their latest articles of how many."""

    author: Author
    affiliations: Sequence[str]
    articles: Sequence[Article]
    number: int


def namesakes(problem: Problem) -> list[Namesake]:
    """The author of the article whom a finding is about, and the others of that name; the article's own first."""
    said = canonical_name(problem.message)
    signing = Author.objects.filter(articles=problem.article_id)
    own = [author for author in signing if f"“{canonical_name(author.name)}”" in said]
    others = Author.objects.filter(name__in=[author.name for author in own]).exclude(pk__in=[a.pk for a in own])
    return [_described(author) for author in [*own, *others.order_by("pk")[:_LISTED]]]


def _described(author: Author) -> Namesake:
    printed = Authorship.objects.filter(author=author).exclude(affiliation="").order_by("affiliation")
    own = Article.objects.signed_by(author=author).only("title").order_by("-published_on", "pk")
    affiliations = list(printed.values_list("affiliation", flat=True).distinct())
    return Namesake(author, affiliations, list(own[:_ARTICLES]), own.count())
