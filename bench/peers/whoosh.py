"""Stock Whoosh: its own writer, its own query objects, its own `groupedby`.

The kindest configuration that Whoosh has: facets are columns ("sortable"), grouped by with counts alone; authors and
themes stand in a column as one joined value whose groups are taken apart afterwards, since its own way to group by
several values (`allow_overlap`) reads every posting of the field for every query. One segment, read by one searcher.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from itertools import islice
from typing import Any

from whoosh import analysis, fields, index, query, sorting

from bench.material.corpus import FACETS, Article
from bench.material.queries import Query, Run
from bench.peers.base import TITLE_WEIGHT, TOP, Answer, Peer

_BETWEEN = "|"
_MEMORY_MEGABYTES = 1024
_FIELDS = (("title", TITLE_WEIGHT), ("body", 1.0))


class Whoosh(Peer):
    @property
    def version(self) -> str:
        return f"Whoosh {version('Whoosh')}, stock"

    def build(self) -> None:
        self.folder.mkdir(parents=True)
        writer = index.create_in(str(self.folder), _schema()).writer(limitmb=_MEMORY_MEGABYTES)
        for article in self.corpus:
            writer.add_document(**self._document(article))
        writer.commit()

    def open(self) -> None:
        self._index = index.open_dir(str(self.folder))
        self._searcher = self._index.searcher()

    def ask(self, asked: Query, with_facets: bool) -> Any:
        text = _text(asked)
        narrowed = [name for name, _ in asked.filters]
        together = [name for name in FACETS if name not in narrowed] if with_facets else []
        found = self._search(text, asked.filters, TOP, together)
        facets = {name: found.groups(name) for name in together}
        for name in narrowed if with_facets else ():
            facets[name] = self._search(text, asked.filters_without(name), 1, [name]).groups(name)
        # Grouping makes Whoosh forget the limit.
        return len(found), [hit["number"] for hit in islice(found, TOP)], facets

    def read(self, asked: Any) -> Answer:
        total, hits, found = asked
        facets: dict[str, dict[str, int]] = {}
        for name, groups in found.items():
            counts = facets.setdefault(name, {})
            for joined, count in groups.items():
                for value in joined.split(_BETWEEN):
                    counts[value] = counts.get(value, 0) + count
        return Answer(total, tuple(map(int, hits)), facets)

    def save(self, articles: Iterable[Article]) -> None:
        with self._index.writer() as writer:
            for article in articles:
                writer.update_document(**self._document(article))
        self._searcher = self._searcher.refresh()

    def close(self) -> None:
        self._searcher.close()

    def _search(
        self, text: query.Query, filters: Sequence[tuple[str, tuple[str, ...]]], limit: int, facets: list[str]
    ) -> Any:
        groups = sorting.Facets()
        for name in facets:
            groups.add_facet(name, sorting.FieldFacet(f"{name}_column", maptype=sorting.Count))
        chosen = [query.Or([query.Term(name, value) for value in values]) for name, values in filters]
        narrowing = query.And(chosen) if chosen else None
        return self._searcher.search(text, limit=limit, groupedby=groups if facets else None, filter=narrowing)

    def _document(self, article: Article) -> dict[str, str]:
        kept = {name: _BETWEEN.join(article.facet(name)) for name in FACETS}
        return {
            "number": str(article.number),
            "title": " ".join(self.corpus.title_tokens(article)),
            "body": " ".join(self.corpus.body_tokens(article)),
            **kept,
            **{f"{name}_column": joined for name, joined in kept.items()},
        }


def _schema() -> fields.Schema:
    words = analysis.SpaceSeparatedTokenizer()
    several = analysis.RegexTokenizer(r"[^|]+")
    return fields.Schema(
        number=fields.ID(stored=True, unique=True),
        title=fields.TEXT(analyzer=words),
        body=fields.TEXT(analyzer=words),
        **{name: fields.KEYWORD(analyzer=several) for name in FACETS},
        **{f"{name}_column": fields.ID(sortable=True) for name in FACETS},
    )


def _text(asked: Query) -> query.Query:
    clauses = [_run(run) for run in asked.all_of]
    if asked.any_of:
        clauses.append(query.Or([_run(run) for run in asked.any_of]))
    if asked.prefix:
        clauses.append(query.Or([query.Prefix(field, asked.prefix, boost=weight) for field, weight in _FIELDS]))
    clauses += [query.Not(_run(run)) for run in asked.none_of]
    if not clauses:
        return query.Every()
    return clauses[0] if len(clauses) == 1 else query.And(clauses)


def _run(run: Run) -> query.Query:
    return query.Or([_tokens(field, run.tokens, weight) for field, weight in _FIELDS])


def _tokens(field: str, tokens: tuple[str, ...], weight: float) -> query.Query:
    if len(tokens) == 1:
        return query.Term(field, tokens[0], boost=weight)
    return query.Phrase(field, list(tokens), boost=weight)
