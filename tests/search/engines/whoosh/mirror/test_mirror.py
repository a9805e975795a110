"""A mirror is its segment's, whole or made again; a search never reads a damaged one."""

from __future__ import annotations

import os
import random
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from search.engines.questions import Question
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.kernels.columns import MIRROR_COLUMNS
from search.engines.whoosh.mirror.building import make_columns, make_totals
from search.engines.whoosh.mirror.file import DamagedMirror, Mirror, mirror_path, open_mirror, write_mirror
from search.engines.whoosh.segments.damage import DamagedIndex
from search.engines.whoosh.segments.inverting import invert_documents, make_arrays
from search.errors import EngineUnavailable
from search.language.tree import Term
from search.types import MISSING
from tests.processes import run
from tests.search.engines.corpus import make_documents
from tests.search.engines.filling import article, ids, rebuilt

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
    whole = mirror_file.read_bytes()
    mirror_file.unlink()
    found(folder)
    assert mirror_file.read_bytes() == whole


@pytest.mark.parametrize("size", [0, 10, 100, 5000])
def test_a_mirror_cut_short_is_made_again(folder: Path, mirror_file: Path, size: int) -> None:
    before, whole = found(folder), mirror_file.read_bytes()
    mirror_file.write_bytes(whole[:size])
    with pytest.raises(DamagedMirror):
        open_mirror(mirror_file)
    assert found(folder) == before
    assert mirror_file.read_bytes() == whole


def test_what_a_mirror_means_is_in_its_version(mirror_file: Path, monkeypatch) -> None:
    """A mirror of another release is to be made again, not to fail at the first column or facet that it lacks."""
    open_mirror(mirror_file)
    monkeypatch.setattr("search.engines.whoosh.mirror.file.FACETS", ("column", "section"))
    with pytest.raises(DamagedMirror, match="another format"):
        open_mirror(mirror_file)


def test_the_mirror_of_another_segment_is_not_taken(folder: Path, mirror_file: Path) -> None:
    other = mirror_file.with_name("another.mirror")
    mirror_file.rename(other)
    with pytest.raises(DamagedMirror, match="another segment"):
        open_mirror(other)


@pytest.mark.parametrize("name", MIRROR_COLUMNS)
def test_no_column_is_written_that_breaks_a_rule(tmp_path: Path, name: str) -> None:
    """The kernels look at no bounds: a number that is too large would have them read beyond the file."""
    arrays = next(invert_documents(DOCUMENTS))
    columns, totals = make_columns(arrays), make_totals(arrays)
    write_mirror(tmp_path / "sound.mirror", columns, totals)
    declared, values = MIRROR_COLUMNS[name], columns[name]
    if not list(declared.invariants()):
        pytest.skip("any numbers will do")
    if declared.below:
        columns[name] = np.full(len(values), np.iinfo(values.dtype).max, values.dtype)
    elif name == "facet_bitmaps":
        columns[name] = values[:0]  # as many as there are bitmaps is right: then a row of `facet_rows` is too large
    elif declared.is_sorted and not declared.length:
        columns[name] = np.array([2, 1], values.dtype)
    else:
        columns[name] = np.append(values, np.array([ord("\n")], values.dtype))
    with pytest.raises(ValueError, match="facet_rows" if name == "facet_bitmaps" else name):
        write_mirror(tmp_path / "broken.mirror", columns, totals)
    assert not (tmp_path / "broken.mirror").exists()


def test_no_damage_to_any_column_ends_the_process_or_changes_an_answer(folder: Path, mirror_file: Path) -> None:
    """Every column in turn: a bit flipped, the end cut off, zeroed, exchanged for another, numbers out of range."""
    done = run(["-m", "tests.search.engines.whoosh.damaging", str(folder), str(mirror_file)], os.environ)
    assert done.returncode == 0, (done.returncode, done.stdout[-500:], done.stderr[-3000:])
    assert int(done.stdout.split()[-1]) >= 4 * len(MIRROR_COLUMNS)


def test_a_large_mirror_is_verified_by_a_thread_before_it_answers(folder: Path, mirror_file: Path, monkeypatch) -> None:
    before = found(folder)
    monkeypatch.setattr("search.engines.whoosh.mirror.snapshot.VERIFIED_AT_ONCE", 0)
    assert found(folder) == before
    monkeypatch.setattr("search.engines.whoosh.mirror.newest._PATIENCE_SECONDS", 0.0)
    reading = threading.Event()
    monkeypatch.setattr(Mirror, "verify", lambda mirror: reading.wait(30))
    engine = WhooshEngine(str(folder))
    with pytest.raises(EngineUnavailable, match="being verified"):
        engine.state()
    reading.set()
    assert engine._newest._verifying is not None
    engine._newest._verifying.join()
    assert ids(engine, Term("产业")) == before


def test_a_large_mirror_that_is_damaged_is_made_again_before_it_answers(
    folder: Path, mirror_file: Path, monkeypatch
) -> None:
    before, whole = found(folder), mirror_file.read_bytes()
    monkeypatch.setattr("search.engines.whoosh.mirror.snapshot.VERIFIED_AT_ONCE", 0)
    mirror_file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert found(folder) == before
    assert mirror_file.read_bytes() == whole


def test_while_the_newest_mirrors_are_verified_the_generation_before_answers(
    folder: Path, mirror_file: Path, monkeypatch
) -> None:
    engine, other = WhooshEngine(str(folder)), WhooshEngine(str(folder))
    before = ids(engine, Term("产业"))
    with other.writer() as writer:
        writer.update([article(999, "产业")])
    monkeypatch.setattr("search.engines.whoosh.mirror.snapshot.VERIFIED_AT_ONCE", 0)
    assert ids(engine, Term("产业")) == before
    assert engine._newest._verifying is not None
    engine._newest._verifying.join()
    assert set(ids(engine, Term("产业"))) == {*before, 999}


def test_the_mirror_of_a_large_segment_is_made_again_while_searches_are_refused(
    folder: Path, mirror_file: Path, monkeypatch
) -> None:
    before = found(folder)
    monkeypatch.setattr("search.engines.whoosh.mirror.snapshot.MENDED_AT_ONCE", 10)
    mirror_file.unlink()
    monkeypatch.setattr("search.engines.whoosh.mirror.newest._PATIENCE_SECONDS", 0.0)
    engine = WhooshEngine(str(folder))
    with pytest.raises(EngineUnavailable, match="mended"):
        engine.search(Question(Term("产业")))
    assert engine._newest._verifying is not None
    engine._newest._verifying.join()
    assert ids(engine, Term("产业")) == before


def test_what_cannot_be_mended_is_out_of_service_and_not_waited_for(
    folder: Path, mirror_file: Path, monkeypatch
) -> None:
    monkeypatch.setattr("search.engines.whoosh.mirror.snapshot.MENDED_AT_ONCE", 10)
    mirror_file.unlink()
    postings = next(mirror_file.parent.glob("*.pst"))
    postings.write_bytes(b"\0" * postings.stat().st_size)
    with pytest.raises(DamagedIndex, match="cannot be mended"):
        WhooshEngine(str(folder)).state()


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


def test_what_an_older_layout_did_not_store_of_a_document_it_does_not_have() -> None:
    (arrays,) = invert_documents(DOCUMENTS)
    older = [replace(stored, facets={"column": stored.facets["column"]}) for stored in arrays.stored]
    read = make_arrays(older, list(arrays.vocabulary), arrays.words)
    assert read.facets["date"].values == (MISSING,)
    assert read.facets["column"].values == arrays.facets["column"].values
