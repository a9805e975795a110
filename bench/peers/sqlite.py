"""SQLite's FTS5, as Python ships it.

A contentless FTS5 table of pre-cut tokens (unicode61, told to keep them whole), ranked by its own bm25() with the title
weighted. The matches go once into a temporary table; total, top 10 and facets are read from that, facets by joins with
tables of value numbers. The whole file may be cached and mapped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bench.material.corpus import FACETS, Article
from bench.material.queries import Query, Run
from bench.peers.base import TITLE_WEIGHT, TOP, Answer, Peer
from bench.peers.numbering import ValueNumbers

_SETTINGS = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -2000000;
    PRAGMA mmap_size = 8000000000;
"""
_SCHEMA = """
    CREATE VIRTUAL TABLE text USING fts5(
        title, body, content = '', prefix = '2 3', tokenize = "unicode61 remove_diacritics 0 tokenchars '&+#.'"
    );
    CREATE TABLE column (article, value, PRIMARY KEY (article, value)) WITHOUT ROWID;
    CREATE TABLE author (article, value, PRIMARY KEY (article, value)) WITHOUT ROWID;
    CREATE TABLE theme (article, value, PRIMARY KEY (article, value)) WITHOUT ROWID;
"""
_INDEXES = """
    CREATE INDEX column_values ON column (value, article);
    CREATE INDEX author_values ON author (value, article);
    CREATE INDEX theme_values ON theme (value, article);
    INSERT INTO text (text) VALUES ('optimize');
    ANALYZE;
"""
_MATCH = f"INSERT INTO matched SELECT rowid, bm25(text, {TITLE_WEIGHT}, 1.0) FROM text WHERE text MATCH ?"  # noqa: S608
_MATCH_ALL = "INSERT INTO matched SELECT article, 0.0 FROM column"  # every article has one row there


class Sqlite(Peer):
    @property
    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version}, FTS5"

    def build(self) -> None:
        self.folder.mkdir(parents=True)
        self._connect()
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")
        for article in self.corpus:
            self._add(article)
        self._database.execute("COMMIT")
        self._database.executescript(_INDEXES)
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._values.keep()
        self._database.close()

    def open(self) -> None:
        self._connect()
        self._database.execute("CREATE TEMP TABLE matched (article INTEGER PRIMARY KEY, rank REAL)")
        self._saved: dict[int, Article] = {}

    def ask(self, query: Query, with_facets: bool) -> Any:
        execute = self._database.execute
        execute("DELETE FROM matched")
        expression = _expression(query)
        execute(_MATCH, (expression,)) if expression else execute(_MATCH_ALL)
        where, values = self._where(query.filters)
        (total,) = execute(f"SELECT count(*) FROM matched{where}", values).fetchone()  # noqa: S608
        top = execute(f"SELECT article FROM matched{where} ORDER BY rank, article LIMIT {TOP}", values)  # noqa: S608
        hits = [number for (number,) in top]
        facets = {name: self._count(query, name) for name in FACETS} if with_facets else {}
        return total, hits, facets

    def read(self, asked: Any) -> Answer:
        total, hits, found = asked
        facets = {
            name: {self._values.name(name, number): count for number, count in rows} for name, rows in found.items()
        }
        return Answer(total, tuple(hits), facets)

    def save(self, articles: Iterable[Article]) -> None:
        """An older SQLite takes rows out of a contentless table only when told what stood there; here that is known."""
        self._database.execute("BEGIN IMMEDIATE")
        for article in articles:
            known = article.number <= self.corpus.size
            standing = self._saved.get(article.number) or (self.corpus.article(article.number) if known else None)
            if standing:
                self._remove(standing)
            self._add(article)
            self._saved[article.number] = article
        self._database.execute("COMMIT")

    def close(self) -> None:
        self._database.close()

    def _connect(self) -> None:
        self._values = ValueNumbers(self.folder / "values.json")
        self._database = sqlite3.connect(self.folder / "index.sqlite3", isolation_level=None)
        self._database.executescript(_SETTINGS)

    def _add(self, article: Article) -> None:
        insert = "INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)"
        self._database.execute(insert, (article.number, *self._texts(article)))
        for name in FACETS:
            rows = [(article.number, self._values.number(name, value)) for value in article.facet(name)]
            self._database.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)  # noqa: S608

    def _remove(self, article: Article) -> None:
        remove = "INSERT INTO text (text, rowid, title, body) VALUES ('delete', ?, ?, ?)"
        self._database.execute(remove, (article.number, *self._texts(article)))
        for name in FACETS:
            self._database.execute(f"DELETE FROM {name} WHERE article = ?", (article.number,))  # noqa: S608

    def _texts(self, article: Article) -> tuple[str, str]:
        return " ".join(self.corpus.title_tokens(article)), " ".join(self.corpus.body_tokens(article))

    def _count(self, query: Query, facet: str) -> list[tuple[int, int]]:
        where, values = self._where(query.filters_without(facet))
        statement = f"SELECT value, count(*) FROM matched JOIN {facet} USING (article){where} GROUP BY value"  # noqa: S608
        return self._database.execute(statement, values).fetchall()

    def _where(self, filters: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, list[int]]:
        clauses, numbers = [], []
        for name, values in filters:
            numbers += [self._values.number(name, value) for value in values]
            marks = ", ".join("?" * len(values))
            clauses.append(f"article IN (SELECT article FROM {name} WHERE value IN ({marks}))")  # noqa: S608
        return (f" WHERE {' AND '.join(clauses)}" if clauses else ""), numbers


def _expression(query: Query) -> str:
    """In FTS5's query syntax; empty for a query without words."""
    parts = list(_parts(query))
    if not parts:
        return ""
    return " NOT ".join([f"({' AND '.join(parts)})", *map(_quoted, query.none_of)])


def _parts(query: Query) -> Iterator[str]:
    yield from map(_quoted, query.all_of)
    if query.any_of:
        yield f"({' OR '.join(map(_quoted, query.any_of))})"
    if query.prefix:
        yield f'"{query.prefix}" *'


def _quoted(run: Run) -> str:
    return f'"{" ".join(run.tokens)}"'
