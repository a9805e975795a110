"""Xapian through its Python bindings, which Debian packages for the system's Python.

A term for each token, with positions; a title's tokens count for as many as its weight says, the way Xapian weights
parts of a text. Facet values are boolean terms to filter by, and stand in value slots that match spies count: the
spies of Xapian 1.4 know one value a slot, so that authors and themes take a slot for each that an article may have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xapian

from bench.material.corpus import FACETS, Article
from bench.material.queries import Query, Run
from bench.peers.base import TITLE_WEIGHT, TOP, Answer, Peer

_SLOTS = {"column": (0,), "author": (1, 2), "theme": (3, 4, 5, 6)}
_PREFIXES = {"column": "XC", "author": "XA", "theme": "XT"}
_GAP = 100  # positions between title and body, so that no phrase crosses
_BATCH = 20_000  # documents in one transaction of a build


class Xapian(Peer):
    @property
    def version(self) -> str:
        return f"Xapian {xapian.version_string()}"

    def build(self) -> None:
        self.folder.mkdir(parents=True)
        database = xapian.WritableDatabase(str(self.folder / "grown"), xapian.DB_CREATE_OR_OVERWRITE)
        for count, article in enumerate(self.corpus, 1):
            database.replace_document(article.number, self._document(article))
            if count % _BATCH == 0:
                database.commit()
        database.commit()
        database.compact(str(self.folder / "index"))
        database.close()

    def open(self) -> None:
        self._database = xapian.Database(str(self.folder / "index"))
        self._enquire = xapian.Enquire(self._database)
        self._writer: Any = None

    def ask(self, query: Query, with_facets: bool) -> Any:
        text = _text(query)
        counted = [name for name in FACETS if query.filters_without(name) == query.filters] if with_facets else []
        found, spies = self._match(_filtered(text, query.filters), TOP, counted)
        for name in FACETS if with_facets else ():
            if name not in counted:
                spies |= self._match(_filtered(text, query.filters_without(name)), 0, [name])[1]
        total = found.get_matches_estimated()  # exact, as every match has been looked at
        facets = {
            name: [(value.term, value.termfreq) for spy in of_slots for value in spy.values()]
            for name, of_slots in spies.items()
        }
        return total, [hit.docid for hit in found], facets

    def read(self, asked: Any) -> Answer:
        total, hits, found = asked
        facets: dict[str, dict[str, int]] = {}
        for name, counted in found.items():
            counts = facets.setdefault(name, {})
            for value, count in counted:
                counts[value.decode()] = counts.get(value.decode(), 0) + count
        return Answer(total, tuple(hits), facets)

    def save(self, articles: Iterable[Article]) -> None:
        if self._writer is None:
            self._writer = xapian.WritableDatabase(str(self.folder / "index"), xapian.DB_OPEN)
        for article in articles:
            self._writer.replace_document(article.number, self._document(article))
        self._writer.commit()
        self._database.reopen()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._database.close()

    def _match(self, query: xapian.Query, limit: int, facets: list[str]) -> tuple[Any, dict[str, list[Any]]]:
        spies = {name: [xapian.ValueCountMatchSpy(slot) for slot in _SLOTS[name]] for name in facets}
        self._enquire.set_query(query)
        self._enquire.clear_matchspies()
        for spy in (spy for of_slots in spies.values() for spy in of_slots):
            self._enquire.add_matchspy(spy)
        return self._enquire.get_mset(0, limit, self._database.get_doccount()), spies

    def _document(self, article: Article) -> xapian.Document:
        document = xapian.Document()
        title, body = self.corpus.title_tokens(article), self.corpus.body_tokens(article)
        for position, token in enumerate(title, 1):
            document.add_posting(token, position, int(TITLE_WEIGHT))
        for position, token in enumerate(body, len(title) + _GAP):
            document.add_posting(token, position)
        for name in FACETS:
            for slot, value in zip(_SLOTS[name], article.facet(name), strict=False):
                document.add_value(slot, value)
                document.add_boolean_term(_PREFIXES[name] + value)
        return document


def _text(query: Query) -> xapian.Query:
    clauses = list(_clauses(query))
    wanted = xapian.Query(xapian.Query.OP_AND, clauses) if clauses else xapian.Query.MatchAll
    if not query.none_of:
        return wanted
    unwanted = xapian.Query(xapian.Query.OP_OR, list(map(_run, query.none_of)))
    return xapian.Query(xapian.Query.OP_AND_NOT, wanted, unwanted)


def _clauses(query: Query) -> Iterator[xapian.Query]:
    yield from map(_run, query.all_of)
    if query.any_of:
        yield xapian.Query(xapian.Query.OP_OR, list(map(_run, query.any_of)))
    if query.prefix:
        yield xapian.Query(
            xapian.Query.OP_WILDCARD, query.prefix, 0, xapian.Query.WILDCARD_LIMIT_ERROR, xapian.Query.OP_OR
        )


def _run(run: Run) -> xapian.Query:
    if len(run.tokens) == 1:
        return xapian.Query(run.tokens[0])
    return xapian.Query(xapian.Query.OP_PHRASE, list(run.tokens))


def _filtered(text: xapian.Query, filters: Sequence[tuple[str, tuple[str, ...]]]) -> xapian.Query:
    for name, values in filters:
        chosen = xapian.Query(xapian.Query.OP_OR, [_PREFIXES[name] + value for value in values])
        text = xapian.Query(xapian.Query.OP_FILTER, text, chosen)
    return text
