"""Readers go on while others write, merge and rebuild, and every answer is of one whole generation."""

from __future__ import annotations

import errno
import os
import random
import shutil
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from search.engines.questions import Question
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.mirror.file import Mirror
from search.engines.whoosh.mirror.snapshot import Snapshot, open_whole, take_snapshot
from search.language.tree import Everything, Term
from search.types import IndexDocument, Where
from tests.search.engines.filling import rebuilt

COUNT = 40


def numbered(article_id: int, round_number: int) -> IndexDocument:
    return IndexDocument(article_id, {Where.BODY: (f"成渝地区第{round_number}轮",)}, {"year": ("2024",)})


def test_no_reader_ever_sees_half_a_commit(tmp_path: Path) -> None:
    folder = str(tmp_path / "index")
    engine = WhooshEngine(folder)
    rebuilt(engine, [numbered(article_id, 0) for article_id in range(COUNT)])
    done, faults, answers = threading.Event(), [], []

    def read(reader: WhooshEngine) -> None:
        try:
            while not done.is_set():
                answer = reader.search(Question(Term("成渝"), limit=COUNT))
                answers.append(answer.total)
                assert answer.total == COUNT == len({*answer.ids})
                assert tuple(answer.facets["year"]) == (("2024", COUNT),)
                assert reader.state().documents == COUNT
        except BaseException as fault:
            faults.append(fault)
            raise

    def examine() -> None:
        try:
            while not done.is_set():
                found.append(engine.faults())
        except BaseException as fault:
            faults.append(fault)
            raise

    found: list[list[str]] = []
    readers = (engine, engine, WhooshEngine(folder))
    threads = [threading.Thread(target=read, args=(reader,)) for reader in readers]
    threads.append(threading.Thread(target=examine))
    for thread in threads:
        thread.start()
    try:
        _keep_changing(engine)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert not faults
    assert len(answers) > 10
    assert found
    assert not any(found)
    assert engine.search(Question(Everything())).total == COUNT


def test_an_index_that_is_cleared_away_meanwhile_has_no_faults(tmp_path: Path, monkeypatch) -> None:
    engine = WhooshEngine(str(tmp_path / "index"))
    rebuilt(engine, [numbered(1, 0)])

    def swapped(path: Path, documents: int) -> Mirror:
        monkeypatch.undo()
        contents = {file: file.read_bytes() for file in path.parent.glob("*.toc")}
        rebuilt(engine, [numbered(1, 1)])
        path.parent.mkdir(exist_ok=True)  # what a clearing leaves that has come half-way: the contents, not the mirror
        for file, data in contents.items():
            file.write_bytes(data)
        return open_whole(path, documents)

    monkeypatch.setattr("search.engines.whoosh.engine.open_whole", swapped)
    assert engine.faults() == []


def _keep_changing(engine: WhooshEngine) -> None:
    chance = random.Random(23)
    for round_number in range(1, 31):
        changed = chance.sample(range(COUNT), k=chance.randint(1, 5))
        with engine.writer() as writer:
            writer.update([numbered(article_id, round_number) for article_id in changed])
        engine.tidy()
        if round_number % 10 == 0:
            rebuilt(engine, [numbered(article_id, round_number) for article_id in range(COUNT)])


def test_while_one_opens_the_newest_state_others_are_served_the_one_before(tmp_path: Path, monkeypatch) -> None:
    engine, other = (WhooshEngine(str(tmp_path / "index")) for _ in range(2))
    rebuilt(engine, [numbered(1, 0)])
    assert engine.search(Question(Term("第0轮"))).total == 1
    with other.writer() as writer:
        writer.update([numbered(1, 1)])
    opening, done = threading.Event(), threading.Event()

    def slowly(*given: Any) -> Snapshot:
        opening.set()
        assert done.wait(30)
        return take_snapshot(*given)

    monkeypatch.setattr("search.engines.whoosh.mirror.newest.take_snapshot", slowly)
    first = threading.Thread(target=engine.state)
    first.start()
    assert opening.wait(30)
    assert engine.search(Question(Term("第0轮"))).total == 1
    done.set()
    first.join()
    assert engine.search(Question(Term("第1轮"))).total == 1


def test_who_has_saved_finds_it_though_another_is_opening_a_state_before(tmp_path: Path, monkeypatch) -> None:
    engine, other = (WhooshEngine(str(tmp_path / "index")) for _ in range(2))
    rebuilt(engine, [numbered(1, 0)])
    engine.state()
    with other.writer() as writer:
        writer.update([numbered(1, 1)])
    opening = threading.Event()

    def slowly(*given: Any) -> Snapshot:
        taken = take_snapshot(*given)
        if threading.current_thread() is first:
            opening.set()
            time.sleep(0.2)
        return taken

    monkeypatch.setattr("search.engines.whoosh.mirror.newest.take_snapshot", slowly)
    first = threading.Thread(target=engine.state)
    first.start()
    assert opening.wait(30)
    with engine.writer() as writer:
        writer.update([numbered(1, 2)])
    assert engine.search(Question(Term("第2轮"))).total == 1
    first.join()
    assert engine.search(Question(Term("第2轮"))).total == 1


def test_a_commit_of_a_process_that_was_killed_before_it_said_so_is_seen(tmp_path: Path) -> None:
    engine, other = (WhooshEngine(str(tmp_path / "index")) for _ in range(2))
    rebuilt(engine, [numbered(1, 0)])
    assert engine.search(Question(Term("第0轮"))).total == 1
    with (tmp_path / "index/changes").open("r+b") as changes:
        before = changes.read()
        with other.writer() as writer:
            writer.update([numbered(1, 1)])
        changes.seek(0)
        changes.write(before)
    time.sleep(0.15)
    assert engine.search(Question(Term("第1轮"))).total == 1


@pytest.mark.parametrize("found", [None, b"", b"short"])
def test_commits_are_seen_where_nothing_says_so(tmp_path: Path, found: bytes | None) -> None:
    """In an index of an earlier release, or one that was copied in part."""
    engine, other = (WhooshEngine(str(tmp_path / "index")) for _ in range(2))
    rebuilt(engine, [numbered(1, 0)])
    changes = tmp_path / "index/changes"
    changes.unlink()  # another file of the name: the one that is mapped is never cut short
    if found is not None:
        changes.write_bytes(found)
    reader = WhooshEngine(str(tmp_path / "index"))
    for number in range(3):
        assert reader.search(Question(Term(f"第{number}轮"))).total == 1
        with other.writer() as writer:
            writer.update([numbered(1, number + 1)])


def test_a_commit_that_cannot_be_told_is_one(tmp_path: Path, monkeypatch) -> None:
    """On a full disk, or by another user's process: searches see it with their next look."""
    engine, other = (WhooshEngine(str(tmp_path / "index")) for _ in range(2))
    rebuilt(engine, [numbered(1, 0)])
    assert engine.search(Question(Term("第0轮"))).total == 1

    def refused(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(os, "pwrite", refused)
    with other.writer() as writer:
        writer.update([numbered(1, 1)])
    time.sleep(0.15)
    assert engine.search(Question(Term("第1轮"))).total == 1
    rebuilt(other, [numbered(1, 2)])
    time.sleep(0.15)
    assert engine.search(Question(Term("第2轮"))).total == 1


def test_after_a_rebuild_no_search_finds_the_index_before(tmp_path: Path) -> None:
    engine, other = (WhooshEngine(str(tmp_path / "index")) for _ in range(2))
    rebuilt(engine, [numbered(1, 0)])
    for number in range(1, 20):
        done = threading.Event()

        def ask(done: threading.Event = done) -> None:
            while not done.is_set():
                engine.search(Question(Term("成渝")))

        asking = threading.Thread(target=ask)
        asking.start()
        rebuilt(other, [numbered(1, number)])
        found = engine.search(Question(Term(f"第{number}轮"))).total
        done.set()
        asking.join()
        assert found == 1


def test_a_copy_that_was_put_back_is_not_taken_for_the_newest(tmp_path: Path) -> None:
    """Though its table of contents has the number of the one that was there."""
    index, copy = tmp_path / "index", tmp_path / "copy"
    engine, other = (WhooshEngine(str(index)) for _ in range(2))
    rebuilt(engine, [numbered(1, 0)])
    shutil.copytree(index, copy, symlinks=True)
    with other.writer() as writer:
        writer.update([numbered(1, 1)])
    assert engine.search(Question(Term("第1轮"))).total == 1
    shutil.rmtree(index)
    copy.rename(index)
    with WhooshEngine(str(index)).writer() as writer:
        writer.update([numbered(1, 2)])
    time.sleep(0.15)
    assert engine.search(Question(Term("第2轮"))).total == 1


def test_a_search_looks_at_no_file(tmp_path: Path, monkeypatch) -> None:
    engine = WhooshEngine(str(tmp_path / "index"))
    rebuilt(engine, [numbered(1, 0)])
    for _ in range(2):  # the first opens it, the second sees that it is the newest
        assert engine.search(Question(Term("成渝"))).total == 1
    for name in ("access", "readlink"):
        monkeypatch.setattr(os, name, lambda *_, name=name: pytest.fail(f"os.{name}"))
    engine._newest._next_look = time.monotonic() + 60
    assert engine.search(Question(Term("成渝"))).total == 1


def test_a_search_lists_no_folder(tmp_path: Path, monkeypatch) -> None:
    engine = WhooshEngine(str(tmp_path / "index"))
    rebuilt(engine, [numbered(1, 0)])
    engine.state()
    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, lambda *_, name=name: pytest.fail(f"os.{name}"))
    assert engine.search(Question(Term("成渝"))).total == 1
