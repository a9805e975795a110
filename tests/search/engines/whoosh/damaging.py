"""Damages each column of an index's mirror in turn, in every way: a program for test_mirror.

Every damage is to be seen when the file is verified; to one of each column, each time of another kind, the engine is
asked too. Run as `python -m tests.search.engines.whoosh.damaging INDEX_DIR MIRROR_FILE`. It prints how many damages
there were; one that is not seen and a wrong answer raise, and an access beyond the file ends the process by a signal.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

import django

django.setup()

from search.engines.questions import Listing, Question  # noqa: E402  # models and settings first
from search.engines.whoosh import WhooshEngine  # noqa: E402
from search.engines.whoosh.kernels.columns import MIRROR_COLUMNS  # noqa: E402
from search.engines.whoosh.mirror import snapshot  # noqa: E402
from search.engines.whoosh.mirror.file import DamagedMirror, open_mirror  # noqa: E402
from search.language.tree import Everything, Node, Or, Term, Wildcard  # noqa: E402
from search.types import LineOrder, Sort, Where  # noqa: E402

TREE = Or((Term("产业"), Term("双城经济圈", quoted=True), Term("发"), Wildcard("a*")))

TREES: tuple[Node, ...] = (TREE, Everything())


def answers(folder: Path) -> list[object]:
    """What a new process would answer: nothing of the index is open before."""
    engine = WhooshEngine(str(folder))
    found: list[object] = []
    for tree, sort in itertools.product(TREES, Sort):
        answer = engine.search(Question(tree, {"column": ("1", "2")}, sort))
        found.append((answer.total, answer.hits, {name: [*values] for name, values in answer.facets.items()}))
    listed = engine.occurrences(Listing(TREE, {}, Sort.NEWEST, LineOrder.LEFT, (Where.BODY,), 100_000))
    return [*found, engine.similar(1), [*listed.places], engine.fingerprints(), engine.significant_terms(TREE, {})]


def damages(whole: bytes, places: dict[str, tuple[int, int]]) -> Iterator[list[bytes]]:
    """The file with one column after the other spoilt, in several ways; `places` are where each begins and ends."""
    longest = max(places.values(), key=lambda place: place[1] - place[0])
    for name, (start, end) in places.items():
        if start == end:
            continue
        middle, content = (start + end) // 2, whole[start:end]
        exchanged = whole[longest[0] : longest[0] + len(content)] if places[name] != longest else content[::-1]
        ways = (
            content[: middle - start] + bytes([whole[middle] ^ 1]) + content[middle - start + 1 :],
            bytes(len(content)),
            exchanged,
            b"\xff" * (len(content) - 1) + b"\x7f",
        )
        yield [*(whole[:start] + way + whole[end:] for way in ways if way != content), whole[:middle]]


def is_seen(file: Path) -> bool:
    try:
        open_mirror(file).verify()
    except DamagedMirror:
        return True
    return False


def main(folder: Path, file: Path) -> None:
    snapshot.VERIFIED_AT_ONCE = 0  # as of a large mirror; those that are verified at once are read the same way
    whole, expected, count = file.read_bytes(), answers(folder), 0
    columns, places, at = open_mirror(file).columns, {}, 0
    for name in MIRROR_COLUMNS:
        content = getattr(columns, name).tobytes()
        at = whole.index(content, at)
        places[name] = (at, at + len(content))
        at += len(content)
    for column, ways in enumerate(damages(whole, places)):
        for damaged in ways[column % len(ways) :] + ways[: column % len(ways)]:
            file.unlink()  # what is mapped stays as it is
            file.write_bytes(damaged)
            assert is_seen(file), column
            count += 1
        assert answers(folder) == expected, column
        assert file.read_bytes() == whole, column
    sys.stdout.write(f"{count}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
