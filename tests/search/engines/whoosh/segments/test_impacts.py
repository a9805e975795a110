"""A segment has no more impacts, and no larger numbers, than its columns' types hold."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.mirror.building import make_columns
from search.engines.whoosh.segments.arrays import SegmentArrays
from search.engines.whoosh.segments.impacts import impacts_at_most
from search.engines.whoosh.segments.inverting import invert_documents
from search.engines.whoosh.writing.merges import TIER, choose_merge
from tests.search.engines.corpus import make_documents

DOCUMENTS = make_documents(random.Random(7), 40)


def impacts(arrays: SegmentArrays) -> int:
    return len(make_columns(arrays)["impact_fields"])


def test_no_segment_has_more_impacts_than_are_looked_for() -> None:
    (arrays,) = invert_documents(DOCUMENTS)
    assert 0 < impacts(arrays) <= impacts_at_most(arrays.words.values())


def test_documents_of_too_many_impacts_become_several_segments_in_their_order() -> None:
    (whole,) = invert_documents(DOCUMENTS)
    made = list(invert_documents(DOCUMENTS, max_impacts=impacts(whole) // 2))
    assert [document.article_id for arrays in made for document in arrays.stored] == [
        document.article_id for document in DOCUMENTS
    ]
    assert len(made) > 1
    assert all(impacts(arrays) <= impacts(whole) // 2 or arrays.count == 1 for arrays in made)


def test_segments_of_too_many_impacts_together_are_not_merged(tmp_path: Path) -> None:
    engine = WhooshEngine(str(tmp_path / "index"))
    with engine.rebuilding() as rebuild, rebuild.finishing():
        pass
    for document in DOCUMENTS[:TIER]:
        with engine.writer() as writer:
            writer.update([document])
    views = engine._snapshot().segments
    (whole,) = invert_documents(DOCUMENTS[:TIER])
    assert choose_merge(views, TIER, impacts(whole)) == list(views)
    assert choose_merge(views, TIER, impacts(whole) - 1) == []


def test_a_number_that_a_column_cannot_hold_is_refused() -> None:
    (arrays,) = invert_documents(DOCUMENTS)
    too_many = arrays.text.block_documents.astype(np.uint32) + (1 << 16)
    with pytest.raises(ValueError, match="block_documents"):
        make_columns(replace(arrays, text=replace(arrays.text, block_documents=too_many)))
