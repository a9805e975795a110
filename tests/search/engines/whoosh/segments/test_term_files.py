"""The table of a segment's terms is the one that Whoosh's own writer makes, byte for byte."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.filedb.structfile import StructFile

from search.engines.whoosh.segments.term_files import _add, _write_hashes

KEYS = sorted(f"{field}{number * 7919}".encode() for field in ("a", "b") for number in range(3000))
VALUES = [key[::-1] * (1 + place % 3) for place, key in enumerate(KEYS)]


class Kept(BytesIO):
    """A file whose bytes are there when it is closed."""

    def close(self) -> None:
        self.written = self.getvalue()


def test_a_table_written_at_once_is_the_one_written_term_by_term() -> None:
    one_by_one, at_once = Kept(), Kept()
    table = OrderedHashWriter(StructFile(one_by_one))
    table.add_all(zip(KEYS, VALUES, strict=True))
    table.close()
    table = OrderedHashWriter(StructFile(at_once))
    table._write_hashes = partial(_write_hashes, table)
    for half in (slice(0, 3000), slice(3000, None)):
        _add(table, KEYS[half], VALUES[half])
    table.close()
    assert at_once.written == one_by_one.written
