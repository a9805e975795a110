"""How near each other words stand counts, wherever in an article they do."""

from __future__ import annotations

import math

import pytest

from search.engines.questions import Question
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.answering.prepared import prepare
from search.engines.whoosh.answering.ranking import best_by_score
from search.language.tree import And, Term
from tests.search.engines.filling import article, rebuilt


def test_a_word_that_stands_a_hundred_times_is_near_the_one_behind_its_last_place(tmp_path) -> None:
    engine = WhooshEngine(str(tmp_path / "index"))
    rebuilt(engine, [article(1, "长江。" * 100 + "黄河")])
    prepared = prepare(engine._snapshot())
    by_words = best_by_score(prepared, prepared.columns[0].alive, {"长江": -1, "黄河": -1}, 1).scores[0]
    (hit,) = engine.search(Question(And((Term("长江"), Term("黄河"))))).hits
    idf, gap = math.log(1 / 2) + 1, 1
    assert hit.score - by_words == pytest.approx(idf * 10 / (10 + gap))
