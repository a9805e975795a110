"""The mirror proves itself against its owner: the same documents, scores, order and counts as Whoosh's own search."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from whoosh import scoring
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, open_dir
from whoosh.query import Or
from whoosh.query import Term as WhooshTerm
from whoosh.reading import IndexReader

from search.engines.parts import FIELD_OF_PART, FIELD_WEIGHTS, FIELDS
from search.engines.questions import ValueCount
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.answering.facet_counts import counted_facets, value_counts
from search.engines.whoosh.answering.plan import EMPTY_PLAN, RankedWords, encode
from search.engines.whoosh.answering.prepared import Prepared, prepare
from search.engines.whoosh.answering.ranking import Ranking, best_by_score
from search.engines.whoosh.kernels.bitsets import Bits
from search.engines.whoosh.kernels.search import count_all
from search.engines.whoosh.mirror.bigrams import packed
from search.engines.whoosh.mirror.snapshot import Mask, Snapshot
from search.engines.whoosh.segments.arrays import StoredDocument
from search.engines.whoosh.segments.inverting import fold_document
from search.engines.whoosh.segments.schema import STORED_DOCUMENT, make_schema
from search.text.tokenizer import word_texts
from search.types import FACETS, IndexDocument
from tests.search.engines.corpus import cutting, make_document, make_documents
from tests.search.engines.filling import rebuilt
from tests.trials import trials

HISTORIES = range(6)


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(str(tmp_path / "index"))


def live_through(engine: WhooshEngine, chance: random.Random) -> dict[int, IndexDocument]:
    """A history of rebuilding, updating, deleting and merging; what stands in the index after it."""
    standing = {document.article_id: document for document in make_documents(chance, 25)}
    rebuilt(engine, list(standing.values()))
    for _ in range(chance.randint(3, 12)):
        changed = [make_document(chance, chance.randint(1, 40)) for _ in range(chance.randint(0, 4))]
        gone = chance.sample(range(1, 41), k=chance.randint(0, 2))
        with engine.writer() as writer:
            writer.update(changed, gone)
        standing.update({document.article_id: document for document in changed})
        for article_id in set(gone) - {document.article_id for document in changed}:
            standing.pop(article_id, None)
        if chance.random() < 0.3:
            engine.tidy()
    return standing


def random_words(chance: random.Random) -> RankedWords:
    texts = [word for _ in range(chance.randint(1, 3)) for word in word_texts(cutting(chance))]
    return {text: chance.randint(1, 2 ** len(FIELDS) - 1) for text in texts}


def whoosh_results(snapshot: Snapshot, words: RankedWords) -> dict[int, tuple[float, StoredDocument]]:
    """Whoosh's own exhaustive search: of every document found, its score and what is stored of it."""
    terms = [(FIELDS[n], text) for text, fields in words.items() for n in range(len(FIELDS)) if fields >> n & 1]
    query = Or([WhooshTerm(field, text, boost=FIELD_WEIGHTS[field]) for field, text in terms])
    with open_dir(str(snapshot.folder)).searcher(weighting=scoring.BM25F()) as searcher:
        hits = searcher.search(query, limit=None)
        return {hit[STORED_DOCUMENT][0]: (hit.score, hit[STORED_DOCUMENT]) for hit in hits}


def counted(prepared: Prepared, masks: list[Mask]) -> dict[str, Sequence[ValueCount]]:
    """The facets within these documents."""
    sets, sizes = np.concatenate(list(map(packed, masks))), np.array([[np.count_nonzero(mask)] for mask in masks])
    asked = encode(EMPTY_PLAN, facets=counted_facets(FACETS, ()), facet_values=prepared.facets.size)
    counts = count_all(prepared.tables, sets[None], sizes, asked)
    return value_counts(prepared.facets, FACETS, (), counts)


def everything(snapshot: Snapshot) -> Bits:
    return np.concatenate([segment.alive_bits for segment in snapshot.segments])


def mirror_ranking(snapshot: Snapshot, words: RankedWords) -> Ranking:
    """All documents with a score, in order."""
    ranking = best_by_score(prepare(snapshot), everything(snapshot), words, 1000)
    return ranking.part(slice(np.count_nonzero(ranking.scores)))


@pytest.mark.parametrize("history", HISTORIES)
def test_scores_and_order_are_those_of_whoosh(engine: WhooshEngine, history: int) -> None:
    chance = random.Random(history)
    live_through(engine, chance)
    snapshot = engine._snapshot()
    for _ in range(trials(40)):
        words = random_words(chance)
        if not words:
            continue
        expected = whoosh_results(snapshot, words)
        ranking = mirror_ranking(snapshot, words)
        found = ranking.ids.tolist()
        assert dict(zip(found, ranking.scores.tolist(), strict=True)) == pytest.approx(
            {article_id: score for article_id, (score, _) in expected.items()}, abs=1e-6
        )
        in_order = sorted(
            expected.items(), key=lambda item: (-round(item[1][0], 7), _backwards(item[1][1][2]), item[0])
        )
        assert found == [article_id for article_id, _ in in_order]


@pytest.mark.parametrize("history", HISTORIES)
def test_facet_counts_are_those_of_the_documents_whoosh_finds(engine: WhooshEngine, history: int) -> None:
    chance = random.Random(history)
    live_through(engine, chance)
    snapshot = engine._snapshot()
    for _ in range(trials(20)):
        words = random_words(chance)
        if not words:
            continue
        stored = [found for _, found in whoosh_results(snapshot, words).values()]
        masks = [np.zeros(segment.count, bool) for segment in snapshot.segments]
        ranking = mirror_ranking(snapshot, words)
        for segment, document in zip(ranking.segments.tolist(), ranking.documents.tolist(), strict=True):
            masks[segment][document] = True
        counts = counted(prepare(snapshot), masks)
        for name in FACETS:
            assert dict(counts[name]) == Counter(
                value for document in stored for value in document[5][FACETS.index(name)]
            )


@pytest.mark.parametrize("history", HISTORIES)
def test_a_single_document_is_scored_as_it_is_among_all(engine: WhooshEngine, history: int) -> None:
    chance = random.Random(history)
    live_through(engine, chance)
    snapshot = engine._snapshot()
    for _ in range(trials(20)):
        words, prepared = random_words(chance), prepare(snapshot)
        ranking = best_by_score(prepared, everything(snapshot), words, 1000)
        for row in chance.sample(range(ranking.size), k=5):
            alone = [np.zeros(segment.count, bool) for segment in snapshot.segments]
            alone[ranking.segments[row]][ranking.documents[row]] = True
            found = best_by_score(prepared, np.concatenate(list(map(packed, alone))), words, 10)
            assert (found.ids.tolist(), found.scores.tolist()) == ([ranking.ids[row]], [ranking.scores[row]])


@pytest.mark.parametrize("history", HISTORIES)
def test_the_segments_written_in_bulk_are_those_that_whoosh_writes(
    engine: WhooshEngine, tmp_path: Path, monkeypatch, history: int
) -> None:
    monkeypatch.setattr("search.engines.whoosh.segments.term_files.BLOCK_POSTINGS", 1 + 3 * history)
    documents = make_documents(random.Random(history), 40)
    rebuilt(engine, documents)
    (tmp_path / "plain").mkdir()
    index = FileIndex.create(FileStorage(str(tmp_path / "plain")), make_schema(), "MAIN")
    with index.writer() as writer:
        for document in documents:
            stored = fold_document(document)
            texts: dict[str, list[str]] = {}
            for where, text in stored.texts.items():
                if where in FIELD_OF_PART:
                    texts.setdefault(FIELD_OF_PART[where], []).append(text)
            writer.add_document(document=stored.article_id, **{name: "\n".join(t) for name, t in texts.items()})
    with open_dir(str(engine._snapshot().folder)).reader() as ours, index.reader() as theirs:
        assert _content(ours) == _content(theirs)


def _content(reader: IndexReader) -> dict[object, object]:
    content: dict[object, object] = {"lengths": {name: reader.field_length(name) for name in FIELDS}}
    for field, text in reader.all_terms():
        info = reader.term_info(field, text)
        postings = [(posting, weight) for posting, weight in _postings(reader, field, text)]
        statistics = (info.weight(), info.doc_frequency(), info.min_length(), info.max_length(), info.max_weight())
        content[field, text] = (statistics, info.min_id(), info.max_id(), postings)
    for number in range(reader.doc_count_all()):
        content[number] = [reader.doc_field_length(number, name) or 0 for name in FIELDS]
    return content


def _postings(reader: IndexReader, field: str, text: bytes) -> list[tuple[int, float]]:
    matcher = reader.postings(field, text)
    found = []
    while matcher.is_active():
        found.append((matcher.id(), matcher.weight()))
        matcher.next()
    return found


def _backwards(iso: str) -> int:
    return -int(iso.replace("-", "") or 0)
