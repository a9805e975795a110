"""表述沿革: the articles in which a passage stands, the oldest first, and what became of it; passages that return."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import urlencode

from django.urls import reverse

from articles.anchors import anchor
from articles.models import Article
from search.engines.base import engine
from search.engines.questions import Question
from search.language.tree import Term
from search.text.folding import fold_block
from search.verifying.alignment import Change, changes
from search.verifying.characters import characters, counted
from search.verifying.checks import Place
from search.verifying.lookup import Library

SHORTEST, LONGEST = 13, 1_000  # characters of a passage, marks not counted; of one, as it is typed
MOST_USES = 100
MOST_SENTENCES = 1_000  # of one article that are looked at
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?[”’」』）)]*")
_CLAUSE = re.compile(r"[^，,：:]+")


@dataclass(frozen=True, slots=True)
class Use:
    """A place in which a passage stands; `changes` from the passage where it is not the same."""

    place: Place
    day: datetime.date | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a passage stands, by date, those without one last; `articles` have it as it is."""

    passage: str
    uses: tuple[Use, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Recurring:
    """A passage of an article that so many other articles have, too."""

    text: str
    others: int

    @property
    def url(self) -> str:
        """Its lineage."""
        return f"{reverse('phrases')}?{urlencode({'q': self.text[:LONGEST]})}"


def fault_of(passage: str) -> str:
    """Why a passage is not looked up, in Chinese; empty where it is."""
    if counted(passage) >= SHORTEST and len(passage) <= LONGEST:
        return ""
    return f"请给 {SHORTEST} 到 {LONGEST} 个字的一段话：太短的到处都有，太长的没有两处相同。"


def lineage(passage: str) -> Lineage:
    """Raises EngineUnavailable."""
    exact, changed = Library().uses(passage, MOST_USES)
    found = [*exact.passages, *changed]
    articles = Article.objects.published().for_hits().in_bulk([one.article_id for one in found])
    wanted = characters(passage)
    uses = [
        Use(
            Place(articles[one.article_id], one, anchor(one.where, one.block + 1)),
            articles[one.article_id].printed_on,
            changes(wanted, one.text) if one.distance else (),
        )
        for one in found
        if one.article_id in articles
    ]
    ordered = sorted(uses, key=lambda use: (use.day is None, use.day or datetime.date.max, bool(use.changes)))
    return Lineage(passage, tuple(ordered[:MOST_USES]), exact.articles)


def recurring(article: Article) -> Iterator[Recurring]:
    """The sentences of an article that others have, else those of their clauses that do. Raises EngineUnavailable."""
    texts = (*article.lead, *(block["text"] for block in article.body))
    for sentence in islice(chain.from_iterable(map(_SENTENCE.findall, texts)), MOST_SENTENCES):
        yield from _recurring([sentence]) or _recurring(_CLAUSE.findall(sentence))


def _recurring(texts: Iterable[str]) -> list[Recurring]:
    long_enough = [text.strip() for text in texts if counted(text) >= SHORTEST]
    found = [Recurring(text, _articles_with(text) - 1) for text in long_enough]
    return [one for one in found if one.others > 0]


def _articles_with(text: str) -> int:
    bare = text.strip("“”‘’。！？；，：、")
    return engine().search(Question(Term(fold_block(bare).text), limit=0, facets=())).total
