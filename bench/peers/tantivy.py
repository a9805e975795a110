"""tantivy through tantivy-py, the Rust library nearest to Lucene.

Title and body are fields of whitespace-separated tokens; a query is built of its query objects, never parsed. Facets
are terms aggregations over fast fields, the only counting that the binding offers for an arbitrary query. What measured
fastest is used: values as numbers (their names are looked up outside of the measured time) rather than as text, and
top 10 and total as one search beside one aggregation for all the facets that have the same filters.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Any

import tantivy
from tantivy import Occur
from tantivy import Query as Native

from bench.material.corpus import FACETS, Article
from bench.material.queries import Query, Run
from bench.peers.base import TITLE_WEIGHT, TOP, Answer, Peer
from bench.peers.numbering import ValueNumbers

_HEAP_BYTES = 1 << 30
_EVERY_VALUE = 65_000
_FIELDS = (("title", TITLE_WEIGHT), ("body", 1.0))


class Tantivy(Peer):
    """Facet values as numbers. Built by as many threads as there are processors, each making segments of its own."""

    @property
    def version(self) -> str:
        return f"tantivy-py {version('tantivy')}"

    def build(self) -> None:
        self.folder.mkdir(parents=True)
        values = ValueNumbers(self.folder / "values.json")
        index = tantivy.Index(self._make_schema(), str(self.folder))
        writer = index.writer(_HEAP_BYTES, num_threads=os.cpu_count() or 1)
        for article in self.corpus:
            writer.add_document(self._document(article, values))
        writer.commit()
        writer.wait_merging_threads()
        values.keep()

    def open(self) -> None:
        self._values = ValueNumbers(self.folder / "values.json")
        self._schema = self._make_schema()
        self._index = tantivy.Index(self._schema, str(self.folder))
        self._index.config_reader("manual")
        self._searcher = self._index.searcher()
        self._writer: tantivy.IndexWriter | None = None

    def ask(self, query: Query, with_facets: bool) -> Any:
        text = self._text(query)
        narrowed = self._filtered(text, query.filters)
        found = self._searcher.search(narrowed, TOP, count=True)
        hits = [address for _, address in found.hits]
        numbers = self._searcher.fast_field_values("number", hits)
        facets = self._facets(query, text, narrowed) if with_facets else {}
        return found.count, numbers, facets

    def read(self, asked: Any) -> Answer:
        total, numbers, found = asked
        facets = {
            name: {self._value_name(name, bucket["key"]): bucket["doc_count"] for bucket in buckets["buckets"]}
            for name, buckets in found.items()
        }
        return Answer(total, tuple(map(int, numbers)), facets)

    def save(self, articles: Iterable[Article]) -> None:
        if self._writer is None:
            self._writer = self._index.writer(num_threads=1)
        for article in articles:
            # By a query: by a term, the binding finds no unsigned number.
            self._writer.delete_documents_by_query(Native.term_query(self._schema, "number", article.number))
            self._writer.add_document(self._document(article, self._values))
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.wait_merging_threads()

    def _document(self, article: Article, values: ValueNumbers) -> tantivy.Document:
        document = tantivy.Document()
        document.add_unsigned("number", article.number)
        document.add_text("title", " ".join(self.corpus.title_tokens(article)))
        document.add_text("body", " ".join(self.corpus.body_tokens(article)))
        for name in FACETS:
            for value in article.facet(name):
                self._add_value(document, name, value, values)
        return document

    def _make_schema(self) -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", indexed=True, fast=True)
        for field, _ in _FIELDS:
            builder.add_text_field(field, tokenizer_name="whitespace")
        for name in FACETS:
            self._add_facet_field(builder, name)
        return builder.build()

    def _add_facet_field(self, builder: tantivy.SchemaBuilder, name: str) -> None:
        builder.add_unsigned_field(name, indexed=True, fast=True)

    def _add_value(self, document: tantivy.Document, name: str, value: str, values: ValueNumbers) -> None:
        document.add_unsigned(name, values.number(name, value))

    def _filter_values(self, name: str, values: tuple[str, ...]) -> list[Any]:
        return [self._values.number(name, value) for value in values]

    def _value_name(self, name: str, key: Any) -> str:
        return self._values.name(name, int(key))

    def _text(self, query: Query) -> Native:
        clauses = [(Occur.Must, self._run(run)) for run in query.all_of]
        if query.any_of:
            clauses.append((Occur.Must, Native.boolean_query([(Occur.Should, self._run(run)) for run in query.any_of])))
        if query.prefix:
            clauses.append((Occur.Must, self._in_fields(lambda field: self._prefix(field, query.prefix))))
        clauses += [(Occur.MustNot, self._run(run)) for run in query.none_of]
        if not clauses:
            return Native.all_query()
        return clauses[0][1] if len(clauses) == 1 else Native.boolean_query(clauses)

    def _run(self, run: Run) -> Native:
        return self._in_fields(lambda field: self._tokens(field, run.tokens))

    def _in_fields(self, make: Any) -> Native:
        return Native.boolean_query(
            [(Occur.Should, Native.boost_query(make(field), weight)) for field, weight in _FIELDS]
        )

    def _tokens(self, field: str, tokens: tuple[str, ...]) -> Native:
        if len(tokens) == 1:
            return Native.term_query(self._schema, field, tokens[0], "freq")
        return Native.phrase_query(self._schema, field, list(tokens))

    def _prefix(self, field: str, prefix: str) -> Native:
        return Native.regex_query(self._schema, field, f"{prefix}.*")

    def _filtered(self, text: Native, filters: Sequence[tuple[str, tuple[str, ...]]]) -> Native:
        if not filters:
            return text
        clauses = [(Occur.Must, text)]
        for name, values in filters:
            chosen = Native.term_set_query(self._schema, name, self._filter_values(name, values))
            clauses.append((Occur.Must, Native.const_score_query(chosen, 0.0)))
        return Native.boolean_query(clauses)

    def _facets(self, query: Query, text: Native, narrowed: Native) -> dict[str, Any]:
        """One aggregation for the facets that are not filtered by, one more for each that is."""
        by_filters: defaultdict[Any, list[str]] = defaultdict(list)
        for name in FACETS:
            by_filters[query.filters_without(name)].append(name)
        found: dict[str, Any] = {}
        for filters, names in by_filters.items():
            matched = narrowed if filters == query.filters else self._filtered(text, filters)
            found |= self._searcher.aggregate(
                matched, {name: {"terms": {"field": name, "size": _EVERY_VALUE}} for name in names}
            )
        return found


class TantivyText(Tantivy):
    """Facet values as text, the plain way to have them; the same but for that."""

    def _add_facet_field(self, builder: tantivy.SchemaBuilder, name: str) -> None:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")

    def _add_value(self, document: tantivy.Document, name: str, value: str, values: ValueNumbers) -> None:
        document.add_text(name, value)

    def _filter_values(self, name: str, values: tuple[str, ...]) -> list[Any]:
        return list(values)

    def _value_name(self, name: str, key: Any) -> str:
        return str(key)
