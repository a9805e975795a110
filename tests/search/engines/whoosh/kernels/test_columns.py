"""The declaration of the columns is what the documentation and the kernels say."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from search.engines.whoosh.kernels.columns import DTYPES, MIRROR_COLUMNS, SEGMENT_COLUMNS

PAGE = Path(__file__).resolve().parents[5] / "docs" / "engine.md"


def table() -> str:
    """The declared columns as Markdown."""
    rows = ["| column | type | meaning | rules |", "|---|---|---|---|"]
    for name, column in SEGMENT_COLUMNS.items():
        kind = DTYPES[name].name if name in MIRROR_COLUMNS else f"{DTYPES[name].name}, not in the file"
        rows.append(f"| `{name}` | {kind} | {column.meaning} | {'; '.join(column.invariants())} |")
    return "\n".join(rows)


def test_the_documentation_has_every_column() -> None:
    begin, end = "<!-- columns: begin -->\n", "\n<!-- columns: end -->"
    written = PAGE.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]
    assert written == table(), f"put this into {PAGE}:\n{table()}"


def test_every_column_has_a_type_and_no_type_is_left_over() -> None:
    assert list(DTYPES) == list(SEGMENT_COLUMNS)
    assert all(kind == np.dtype(kind.type) for kind in DTYPES.values())
