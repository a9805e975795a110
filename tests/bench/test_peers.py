"""Every engine that is measured gives the answers that are counted without one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.fleet import EngineProcess, MissingEngine, Place
from bench.material.corpus import Corpus
from bench.material.queries import Query
from bench.material.truth import Truth
from bench.measure import differences
from bench.peers.registry import ENTRIES

# What is made with a JDK and Maven is tried with what else is: by `make test-opensearch`.
OF_JAVA = ("lucene", "opensearch")


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.opensearch if name in OF_JAVA else ()) for name in ENTRIES],
)
def engine(request: pytest.FixtureRequest, place: Place) -> Iterator[EngineProcess]:
    try:
        started = EngineProcess(request.param, place)
    except MissingEngine as missing:
        pytest.skip(str(missing))
    with started:
        started.build()
        started.open()
        yield started


def test_totals_and_facet_counts_are_the_true_ones(engine: EngineProcess, corpus: Corpus, queries: list[Query]) -> None:
    truth = Truth(corpus)
    wrong = {str(query): list(differences(engine.answer(query), truth.answer(query))) for query in queries}
    assert not {query: faults for query, faults in wrong.items() if faults}


def test_a_saved_article_is_found_and_a_changed_one_only_as_it_now_is(
    engine: EngineProcess, corpus: Corpus, queries: list[Query]
) -> None:
    new = corpus.size + 1
    engine.save(new, like=corpus.size + 9)  # put there as something else first
    engine.save(new, like=new)
    truth = Truth(Corpus(corpus.pool, new))
    wrong = {str(query): list(differences(engine.answer(query), truth.answer(query))) for query in queries}
    assert not {query: faults for query, faults in wrong.items() if faults}


def test_the_best_ten_are_told_where_there_are_as_many(engine: EngineProcess, queries: list[Query]) -> None:
    for query in queries:
        answer = engine.answer(query)
        assert len(set(answer.top)) == min(answer.total, 10)
