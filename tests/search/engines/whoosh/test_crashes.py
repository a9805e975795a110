"""A process killed while it writes leaves an index that reads, a lock that is free, and every commit it had made."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from search.engines.whoosh import WhooshEngine
from search.language.tree import Everything, Term
from tests.processes import forker
from tests.search.engines.corpus import make_documents
from tests.search.engines.filling import article, ids, rebuilt

DOCUMENTS = make_documents(random.Random(13), 20)

WRITER = """
import itertools, sys
from search.engines.whoosh import WhooshEngine
from tests.search.engines.filling import article, rebuilt
engine = WhooshEngine(sys.argv[1])
for number in itertools.count(int(sys.argv[2])):
    with engine.writer(10) as writer:
        writer.update([article(number, f"文章{number}" * 40)])
    print(number, flush=True)
    engine.tidy()
"""

REBUILDER = """
import itertools, sys
from search.engines.whoosh import WhooshEngine
from tests.search.engines.filling import article, rebuilt
engine = WhooshEngine(sys.argv[1])
print("ready", flush=True)
for number in itertools.count():
    rebuilt(engine, [article(1000 + other, "文章") for other in range(20)])
"""


def run_until_killed(code: str, arguments: list[str], milliseconds: int) -> list[str]:
    """Run a program, kill it so many milliseconds after its first line, and give back the whole lines it wrote."""
    with forker().at_work(["-c", code, *arguments], os.environ) as process:
        first = process.stdout.readline()
        assert process.poll(milliseconds / 1000) is None, f"the program ended by itself: {first}{process.stdout.read()}"
        process.kill()
        return (first + process.stdout.read()).split("\n")[:-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rebuilt(WhooshEngine(str(tmp_path / "index")), DOCUMENTS)
    return tmp_path / "index"


def test_what_a_killed_writer_had_committed_is_there(folder: Path) -> None:
    chance, next_id = random.Random(17), 100
    for _ in range(5):
        written = run_until_killed(WRITER, [str(folder), str(next_id)], chance.randint(0, 400))
        engine = WhooshEngine(str(folder))
        standing = set(ids(engine, Everything()))
        assert {document.article_id for document in DOCUMENTS} <= standing
        assert set(map(int, written)) <= standing
        assert engine.faults() == []
        next_id = max(standing | {100}) + 1
        with engine.writer() as writer:
            assert writer.update([article(next_id, "之后还能写")]) == 1
        next_id += 1


def test_a_killed_rebuild_leaves_a_whole_index_and_its_rubbish_goes_with_the_next(folder: Path) -> None:
    chance, old = random.Random(19), {document.article_id for document in DOCUMENTS}
    new = set(range(1000, 1020))
    for _ in range(4):
        run_until_killed(REBUILDER, [str(folder)], chance.randint(0, 300))
        engine = WhooshEngine(str(folder))
        assert set(ids(engine, Everything())) in (old, new)
        assert engine.faults() == []
    rebuilt(WhooshEngine(str(folder)), DOCUMENTS)
    assert len(list(folder.glob("i-*"))) == 1


def test_what_a_killed_rebuild_left_goes_with_the_next_article_saved(folder: Path) -> None:
    abandoned = folder / "i-0123456789ab"
    abandoned.mkdir()
    (abandoned / "_MAIN_0.toc").write_bytes(b"half")
    engine = WhooshEngine(str(folder))
    with engine.writer() as writer:
        writer.update([article(999, "新的一篇")])
    assert not abandoned.exists()
    assert ids(engine, Term("新的一篇")) == [999]


def test_nobody_takes_away_a_rebuild_that_goes_on(folder: Path) -> None:
    engine = WhooshEngine(str(folder))
    with engine.rebuilding() as aside:
        aside.add([article(1, "正在重建")])
        with WhooshEngine(str(folder)).writer() as writer:
            writer.update([article(999, "新的一篇")])
        with aside.finishing():
            pass
    assert ids(engine, Everything()) == [1]
