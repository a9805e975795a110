"""How every index is written: updates, deletions, one writer, rebuilds."""

from __future__ import annotations

import pytest

from search.engines.base import Engine
from search.engines.fingerprints import fingerprint
from search.errors import WriterBusy
from search.language.tree import Everything, Term
from tests.search.engines.filling import DOCUMENTS, FilledEngine, article, ids, rebuilt


class WritingContract(FilledEngine):
    """Writing while others search."""

    def test_an_update_takes_the_place_of_what_stood_there(self, filled: Engine) -> None:
        with filled.writer() as writer:
            assert writer.update([article(1, "独一无二的句子")]) == 1
        assert ids(filled, Term("独一无二的句子")) == [1]
        assert filled.state().documents == len(DOCUMENTS)

    def test_an_update_that_changes_nothing_writes_nothing(self, filled: Engine) -> None:
        before = filled.state()
        with filled.writer() as writer:
            assert writer.update(DOCUMENTS) == 0
        assert filled.state() == before

    def test_what_is_deleted_is_found_no_more(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.update([], [1, 2, 3, 999])
        assert not {1, 2, 3} & set(ids(filled, Everything()))
        assert filled.state().documents == len(DOCUMENTS) - 3
        assert 2 not in filled.fingerprints()

    def test_many_single_updates_and_tidying_lose_nothing(self, engine: Engine) -> None:
        rebuilt(engine, [])
        for document in DOCUMENTS:
            with engine.writer() as writer:
                writer.update([document])
        before = ids(engine, Term("产业"))
        while engine.is_untidy():
            assert engine.tidy()
        assert not engine.tidy()
        assert ids(engine, Term("产业")) == before
        assert engine.fingerprints() == {document.article_id: fingerprint(document) for document in DOCUMENTS}
        assert engine.faults() == []

    def test_only_one_writes_at_a_time(self, filled: Engine) -> None:
        with filled.writer(), pytest.raises(WriterBusy), filled.writer():
            pass

    def test_the_serving_index_serves_until_the_new_one_is_done(self, filled: Engine) -> None:
        with filled.rebuilding() as aside:
            aside.add([article(1, "新的一篇")])
            assert filled.is_rebuilding()
            assert filled.state().documents == len(DOCUMENTS)
            with aside.finishing() as writer:
                writer.update([article(2, "后来的一篇")])
                assert filled.state().documents == len(DOCUMENTS)
        assert ids(filled, Everything()) == [1, 2]
        assert not filled.is_rebuilding()

    def test_a_rebuild_that_fails_leaves_the_serving_index(self, filled: Engine) -> None:
        with pytest.raises(ZeroDivisionError), filled.rebuilding() as aside:
            aside.add(article(1 // (3 - number)) for number in range(5))
        assert filled.state().documents == len(DOCUMENTS)
