"""The site's own engine: raw text in, trees as the query language makes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.material.corpus import FACETS, Article, Corpus
from bench.material.queries import Query, Run
from bench.peers.base import TOP, Answer, Peer
from search.engines.questions import Answer as SiteAnswer
from search.engines.questions import Question
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.warm_up import warm_kernels
from search.language.tree import And, Everything, Node, Not, Or, Term, Wildcard
from search.types import IndexDocument, Where

PROCESSES = 2


class Site(Peer):
    """Folds and cuts the raw text itself, in two processes: the full rebuild as the site does it.

    Its loops are loaded with it, as its server loads them before it serves; other engines' are in their libraries.
    """

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        super().__init__(folder, corpus)
        warm_kernels()

    @property
    def version(self) -> str:
        return ", ".join(f"{name} {version(name)}" for name in ("Whoosh", "NumPy", "Numba"))

    def build(self) -> None:
        engine = WhooshEngine(str(self.folder))
        with engine.rebuilding(PROCESSES) as rebuild:
            rebuild.add(self._documents(self.corpus))
            with rebuild.finishing():
                pass

    def open(self) -> None:
        self._engine = WhooshEngine(str(self.folder))
        self._engine.state()

    def ask(self, query: Query, with_facets: bool) -> SiteAnswer:
        facets = FACETS if with_facets else ()
        return self._engine.search(Question(tree(query), dict(query.filters), limit=TOP, facets=facets))

    def read(self, asked: Any) -> Answer:
        answer: SiteAnswer = asked
        return Answer(
            total=answer.total,
            top=tuple(answer.ids),
            facets={name: {found.value: found.articles for found in values} for name, values in answer.facets.items()},
        )

    def save(self, articles: Iterable[Article]) -> None:
        with self._engine.writer() as writer:
            writer.update(self._documents(articles))

    def _documents(self, articles: Iterable[Article]) -> Iterator[IndexDocument]:
        return (document_of(self.corpus, article) for article in articles)


def document_of(corpus: Corpus, article: Article) -> IndexDocument:
    """An article of the corpus as the site indexes it."""
    return IndexDocument(
        article_id=article.number,
        texts={
            Where.TITLE: (corpus.title(article).text,),
            Where.BODY: tuple(passage.text for passage in corpus.body(article)),
        },
        facets={
            "column": tuple(value for value in (article.column,) if value != "-"),
            "author": article.authors,
            "theme": article.themes,
        },
        date=article.date,
        title_key=f"{article.title:06}",
    )


def tree(query: Query) -> Node:
    """The tree that the query language would make of it."""
    children: list[Node] = [_term(run) for run in query.all_of]
    if query.any_of:
        children.append(Or(tuple(map(_term, query.any_of))))
    if query.prefix:
        children.append(Wildcard(f"{query.prefix}*"))
    children += [Not(_term(run)) for run in query.none_of]
    if not children:
        return Everything()
    return children[0] if len(children) == 1 else And(tuple(children))


def _term(run: Run) -> Term:
    return Term(run.text, quoted=True)  # unquoted it would be read over marks too, which no peer does
