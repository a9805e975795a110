"""PostgreSQL's full-text search, on a server of its own made for the bench.

A tsvector of the pre-cut tokens with their positions, as the `simple` configuration would make of them: the title's
weighted A, the body's D, a gap between. A GIN index answers, ts_rank ranks. Facet values are arrays of numbers in the
article's row; the matches are read once into a materialised common table, from which total, top 10 and facets come in
one statement. Commits do not wait for the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import psycopg

from bench.material.corpus import FACETS, Article
from bench.material.queries import Query, Run
from bench.peers.base import TOP, Answer, Peer
from bench.peers.cluster import Cluster
from bench.peers.numbering import ValueNumbers

_GAP = 10  # positions between title and body, so that no phrase crosses
_WEIGHTS = "{0.25, 0.25, 0.25, 1}"  # of D, C, B and A, none above 1: a word of the title counts for four
_FACET_COLUMNS = tuple(f"{name}_values" for name in FACETS)
_COLUMNS = ("number", "text", *_FACET_COLUMNS)
_MOST_POSITION = 16_383


class PostgreSQL(Peer):
    @property
    def version(self) -> str:
        number = self._connection.info.server_version
        return f"PostgreSQL {number // 10_000}.{number % 10_000}"

    def build(self) -> None:
        cluster = Cluster(self.folder.resolve())
        cluster.create()
        values = ValueNumbers(self.folder / "values.json")
        with cluster.running(), psycopg.connect(cluster.address, autocommit=True) as connection:
            self._fill(connection, values)
        values.keep()

    def open(self) -> None:
        self._values = ValueNumbers(self.folder / "values.json")
        self._cluster = Cluster(self.folder.resolve())
        self._cluster.start()
        self._connection = psycopg.connect(self._cluster.address, autocommit=True)

    def ask(self, query: Query, with_facets: bool) -> Any:
        expression = _expression(query)
        text = "text @@ %(text)s::tsquery" if expression else "true"
        rank = f"ts_rank('{_WEIGHTS}', text, %(text)s::tsquery)" if expression else "0"
        filters = self._where(query.filters)
        facets = [self._count(query, name) for name in FACETS] if with_facets else []
        narrowing = text if with_facets else f"{text} AND {filters}"
        statement = f"""
            WITH matched AS MATERIALIZED (
                SELECT number, {rank} AS rank, {", ".join(_FACET_COLUMNS)} FROM article WHERE {narrowing}
            )
            SELECT 'total', 0, count(*) FROM matched WHERE {filters}
            UNION ALL (SELECT 'top', number, 0 FROM matched WHERE {filters} ORDER BY rank DESC, number LIMIT {TOP})
            {" ".join(facets)}
        """  # noqa: S608
        return self._connection.execute(statement, {"text": expression}).fetchall()

    def read(self, asked: Any) -> Answer:
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for name, number, count in asked:
            if name in FACETS:
                facets.setdefault(name, {})[self._values.name(name, number)] = count
        (total,) = (count for name, _, count in asked if name == "total")
        return Answer(total, tuple(number for name, number, _ in asked if name == "top"), facets)

    def save(self, articles: Iterable[Article]) -> None:
        updates = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
        marks = ", ".join(["%s"] * len(_COLUMNS))
        statement = f"INSERT INTO article VALUES ({marks}) ON CONFLICT (number) DO UPDATE SET {updates}"  # noqa: S608
        with self._connection.transaction():
            for article in articles:
                self._connection.execute(statement, self._row(article, self._values))

    def close(self) -> None:
        self._connection.close()
        self._cluster.stop()

    def memory_pids(self) -> list[int]:
        return self._cluster.pids

    def _fill(self, connection: psycopg.Connection, values: ValueNumbers) -> None:
        facets = ", ".join(f"{name} int[] NOT NULL" for name in _FACET_COLUMNS)
        connection.execute(f"CREATE TABLE article (number int PRIMARY KEY, text tsvector NOT NULL, {facets})")
        with connection.cursor().copy(f"COPY article ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for article in self.corpus:
                copy.write_row(self._row(article, values))
        connection.execute("CREATE INDEX ON article USING gin (text)")
        for name in _FACET_COLUMNS:
            connection.execute(f"CREATE INDEX ON article USING gin ({name})")
        connection.execute("VACUUM ANALYZE article")

    def _row(self, article: Article, values: ValueNumbers) -> tuple[Any, ...]:
        facets = [[values.number(name, value) for value in article.facet(name)] for name in FACETS]
        return (article.number, self._vector(article), *facets)

    def _vector(self, article: Article) -> str:
        """A tsvector's text: each token with its places and weights."""
        title = self.corpus.title_tokens(article)
        places: dict[str, list[str]] = {}
        for position, token in enumerate(title, 1):
            places.setdefault(token, []).append(f"{position}A")
        for position, token in enumerate(self.corpus.body_tokens(article), len(title) + _GAP):
            places.setdefault(token, []).append(str(min(position, _MOST_POSITION)))
        return " ".join(f"'{token}':{','.join(held)}" for token, held in places.items())

    def _count(self, query: Query, facet: str) -> str:
        where = self._where(query.filters_without(facet))
        return f"""
            UNION ALL (
                SELECT '{facet}', value, count(*) FROM matched, unnest({facet}_values) AS value
                WHERE {where} GROUP BY value
            )
        """  # noqa: S608

    def _where(self, filters: Sequence[tuple[str, tuple[str, ...]]]) -> str:
        clauses = [
            f"{name}_values && ARRAY[{', '.join(str(self._values.number(name, value)) for value in values)}]"
            for name, values in filters
        ]
        return " AND ".join(clauses) or "true"


def _expression(query: Query) -> str:
    return " & ".join(_parts(query))


def _parts(query: Query) -> Iterator[str]:
    yield from map(_quoted, query.all_of)
    if query.any_of:
        yield f"({' | '.join(map(_quoted, query.any_of))})"
    if query.prefix:
        yield f"'{query.prefix}':*"
    yield from (f"!{_quoted(run)}" for run in query.none_of)


def _quoted(run: Run) -> str:
    quoted = [f"'{token}'" for token in run.tokens]
    return f"({' <-> '.join(quoted)})"
