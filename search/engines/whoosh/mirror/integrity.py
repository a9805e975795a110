"""Whether a mirror's columns fit together: what the kernels, which look at no bounds, must be able to rely on.

A large mirror is not read whole when it is opened. Of it are held against each other all lengths and all columns of
starts and ends, whole, and of the columns of numbers of documents, units and the like, some stretches of each: blocks
of a file that a crash or a disk has lost come in runs. `check_index` reads everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from search.engines.whoosh.segments.arrays import BLOCK
from search.engines.whoosh.segments.layout import FIELDS, PARTS, Array
from search.types import FACETS

_STRETCHES, _STRETCH = 64, 1024  # how many of a column are looked at, and how many numbers each has


def faults_of_columns(columns: Mapping[str, Array], documents: int) -> Iterator[str]:
    """The names of columns that do not fit the others."""
    sizes = {name: len(values) for name, values in columns.items()}
    yield from (name for name, length in _lengths(sizes, documents).items() if sizes[name] != length)
    yield from (name for name, end in _ends(sizes).items() if not _ascends_to(columns[name], end))
    yield from (name for name, limit in _limits(sizes, documents).items() if not _stays_below(columns[name], limit))


def _lengths(sizes: Mapping[str, int], documents: int) -> dict[str, int]:
    return {
        **dict.fromkeys(("ids", "fingerprints", "newest", "oldest", "title_ranks", "title_key_ends"), documents),
        "units": sizes["block_documents"] * BLOCK,
        "part_starts": len(PARTS) + 1,
        "part_blocks": (documents + 1) * len(PARTS),
        "pair_starts": sizes["pair_keys"] + 1,
        "common_sets": sizes["common_keys"] * _words_of_bits(documents),
        "term_heads": sizes["term_ends"],
        "word_starts": (sizes["term_ends"] + 1) * len(FIELDS),
        "word_impacts": sizes["word_documents"],
        "impact_frequencies": sizes["impact_fields"],
        "impact_lengths": sizes["impact_fields"],
        "facet_bases": len(FACETS) + 1,
        "facet_rows": sizes["facet_starts"] - 1,
        "facet_forward_starts": documents + 1,
        "facet_forward": sizes["facet_documents"],
    }


def _ends(sizes: Mapping[str, int]) -> dict[str, int]:
    """Of columns of starts or ends, what the last one is."""
    return {
        "part_starts": sizes["units"],
        "pair_starts": sizes["positions"],
        "term_ends": sizes["terms"],
        "title_key_ends": sizes["title_keys"],
        "word_starts": sizes["word_documents"],
        "facet_bases": sizes["facet_rows"],
        "facet_starts": sizes["facet_documents"],
        "facet_forward_starts": sizes["facet_forward"],
    }


def _limits(sizes: Mapping[str, int], documents: int) -> dict[str, int]:
    """Of columns of numbers, what all of them are below."""
    return {
        "positions": sizes["units"],
        "block_documents": documents,
        "part_blocks": sizes["block_documents"] + 1,
        "word_documents": documents,
        "word_impacts": sizes["impact_fields"],
        "impact_fields": len(FIELDS),
        "facet_documents": documents,
        "facet_forward": sizes["facet_rows"],
        "facet_rows": sizes["facet_sets"] // max(_words_of_bits(documents), 1),
    }


def _words_of_bits(documents: int) -> int:
    return -(-documents // 64)


def _ascends_to(values: Array, end: int) -> bool:
    if not len(values):
        return end == 0
    return int(values[0]) >= 0 and int(values[-1]) == end and bool((values[1:] >= values[:-1]).all())


def _stays_below(values: Array, limit: int) -> bool:
    """Whether numbers are below a limit: all of a short column's, of a long one those in stretches all over it."""
    if len(values) <= _STRETCHES * _STRETCH:
        return not len(values) or _within(values, limit)
    begins = np.linspace(0, len(values) - _STRETCH, _STRETCHES).astype(np.int64)
    return all(_within(values[begin : begin + _STRETCH], limit) for begin in begins.tolist())


def _within(values: Array, limit: int) -> bool:
    """From -1, which says that there is none, to below the limit."""
    return int(values.min()) >= -1 and int(values.max()) < limit
