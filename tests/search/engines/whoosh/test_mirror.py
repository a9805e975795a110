"""A mirror is its segment's, whole or made again; a search never reads a damaged one."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import numpy as np
import pytest

from search.engines.base import Question
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.mirror.file import DamagedMirror, mirror_path, open_mirror
from search.engines.whoosh.mirror.integrity import _stays_below
from search.engines.whoosh.segments.layout import MIRROR_VERSION
from search.errors import EngineUnavailable
from search.language.tree import Term
from tests.search.engines.contract import article, ids, rebuilt
from tests.search.engines.corpus import make_documents

DOCUMENTS = make_documents(random.Random(11), 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def mirror_file(folder: Path) -> Path:
    engine = WhooshEngine(str(folder))
    rebuilt(engine, DOCUMENTS)
    snapshot = engine._snapshot()
    return mirror_path(snapshot.folder, snapshot.segments[0].segment_id)


def found(folder: Path) -> list[int]:
    return ids(WhooshEngine(str(folder)), Term("产业"))


def test_a_mirror_made_again_is_the_one_that_was_written(folder: Path, mirror_file: Path) -> None:
    written = {name: values.copy() for name, values in open_mirror(mirror_file).columns.items()}
    mirror_file.unlink()
    found(folder)
    again = open_mirror(mirror_file).columns
    assert written.keys() == again.keys()
    for name, values in written.items():
        assert values.dtype == again[name].dtype, name
        assert np.array_equal(values, again[name]), name


def test_other_columns_are_another_version(mirror_file: Path) -> None:
    """A mirror that an older release wrote is to be made again, not to fail at the first column that it lacks."""
    names = "\n".join(sorted(open_mirror(mirror_file).columns))
    assert (MIRROR_VERSION, hashlib.blake2b(names.encode(), digest_size=4).hexdigest()) == (3, "fdf14083")


@pytest.mark.parametrize("damage", ["missing", "empty", "cut short", "positions", "facet_forward"])
def test_a_damaged_mirror_is_made_again(folder: Path, mirror_file: Path, damage: str) -> None:
    before, whole = found(folder), mirror_file.read_bytes()
    if damage == "missing":
        mirror_file.unlink()
    elif damage in ("empty", "cut short"):
        mirror_file.write_bytes(whole[: 0 if damage == "empty" else len(whole) // 2])
    else:
        place = whole.rindex(open_mirror(mirror_file)[damage].tobytes())
        mirror_file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(DamagedMirror):
            open_mirror(mirror_file)
    assert found(folder) == before
    assert mirror_file.read_bytes() == whole


@pytest.mark.parametrize(
    "column",
    [
        "part_starts",
        "pair_starts",
        "positions",
        "block_documents",
        "part_blocks",
        "term_ends",
        "word_starts",
        "word_documents",
        "word_impacts",
        "facet_bases",
        "facet_starts",
        "facet_documents",
        "facet_rows",
        "facet_forward_starts",
        "facet_forward",
    ],
)
def test_a_mirror_too_large_to_be_read_whole_is_not_trusted_where_it_leads_astray(
    folder: Path, mirror_file: Path, monkeypatch, column: str
) -> None:
    """The kernels look at no bounds: a number that is too large would have them read beyond the file."""
    monkeypatch.setattr("search.engines.whoosh.mirror.file._CHECKED_ON_OPENING", 0)
    before, whole = found(folder), mirror_file.read_bytes()
    values = open_mirror(mirror_file)[column]
    too_large = np.full(len(values), np.iinfo(values.dtype).max, values.dtype)
    place = whole.rindex(values.tobytes())
    mirror_file.write_bytes(whole[:place] + too_large.tobytes() + whole[place + values.nbytes :])
    with pytest.raises(DamagedMirror, match="fit"):
        open_mirror(mirror_file)
    assert found(folder) == before
    assert mirror_file.read_bytes() == whole


def test_long_columns_are_looked_at_all_over() -> None:
    sound = np.zeros(1_000_000, np.uint32)
    assert _stays_below(sound, 1)
    for start in range(0, len(sound), 100_000):
        damaged = sound.copy()
        damaged[start : start + 20_000] = 1
        assert not _stays_below(damaged, 1)
    assert _stays_below(np.array([-1, 0], np.int32), 1)  # -1: there is none
    assert not _stays_below(np.array([-2, 0], np.int32), 1)


def test_the_mirror_of_a_large_segment_is_made_again_while_searches_are_refused(
    folder: Path, mirror_file: Path, monkeypatch
) -> None:
    before = found(folder)
    monkeypatch.setattr("search.engines.whoosh.mirror.snapshot.MENDED_AT_ONCE", 10)
    mirror_file.unlink()
    engine = WhooshEngine(str(folder))
    with pytest.raises(EngineUnavailable, match="mended"):
        engine.search(Question(Term("产业")))
    assert engine._mending is not None
    engine._mending.join()
    assert ids(engine, Term("产业")) == before


def test_a_mirror_goes_with_its_segment(folder: Path, mirror_file: Path) -> None:
    engine = WhooshEngine(str(folder))
    with engine.writer() as writer:
        writer.update([], [document.article_id for document in DOCUMENTS])
    assert not mirror_file.exists()


def test_an_index_without_its_whoosh_files_is_out_of_service_not_empty(folder: Path, mirror_file: Path) -> None:
    for file in mirror_file.parent.glob("_MAIN_*.toc"):
        file.write_bytes(b"")
    with pytest.raises(EngineUnavailable):
        found(folder)


def test_a_damaged_whoosh_file_is_reported(folder: Path, mirror_file: Path) -> None:
    postings = next(mirror_file.parent.glob("*.pst"))
    postings.write_bytes(b"\0" * postings.stat().st_size)
    assert len(WhooshEngine(str(folder)).faults()) == 1


def test_another_process_sees_a_commit_with_its_next_search(folder: Path, mirror_file: Path) -> None:
    reader, writer = WhooshEngine(str(folder)), WhooshEngine(str(folder))
    for number in range(20):
        with writer.writer() as open_writer:
            open_writer.update([article(1000 + number, f"第{number}次改动")])
        assert reader.search(Question(Term(f"第{number}次改动"))).total == 1
