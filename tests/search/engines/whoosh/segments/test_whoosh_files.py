"""What is stored of a document comes back as it was, whatever its characters are."""

from __future__ import annotations

from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from search.engines.parts import FIELDS
from search.engines.whoosh.segments.arrays import StoredDocument, count_postings
from search.engines.whoosh.segments.inverting import make_arrays
from search.engines.whoosh.segments.schema import make_schema
from search.engines.whoosh.segments.whoosh_files import read_segment, write_segment
from search.types import FACETS, MISSING, Where

SURROGATES = range(0xD800, 0xE000)


def test_every_character_is_stored_and_read_back(tmp_path: Path) -> None:
    text = "".join(chr(code) for code in range(1, 0x110000, 7) if code not in SURROGATES)
    facets: dict[str, tuple[str, ...]] = {name: ("理论", "Ω") if name == "theme" else (MISSING,) for name in FACETS}
    stored = [StoredDocument(1, 2**62, "2024-05-06", "ti", {Where.TITLE: "Ａ", Where.BODY: text}, facets)]
    storage = FileStorage(str(tmp_path))
    words = {name: count_postings([], 0, 1) for name in FIELDS}
    segment = write_segment(storage, make_schema(), make_arrays(stored, [], words))
    assert list(read_segment(storage, make_schema(), segment).stored) == stored
