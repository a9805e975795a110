"""How well documents match: BM25F with the formula of whoosh.scoring.BM25F, over arrays.

A query's words are looked up in every field they may stand in. Each word of a field adds, to each document it is in,

    weight(field) · idf · tf · (K1 + 1) / (tf + K1 · (1 − B + B · length / average length))
    idf = ln(documents / (documents with the word + 1)) + 1

where documents count deleted ones too, and lengths are as Whoosh rounds them: as Whoosh does it. All but the factor idf
is the same for every word: the bases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.layout import FIELD_OF_PART, FIELD_WEIGHTS, FIELDS
from search.engines.whoosh.planning import Plan
from search.engines.whoosh.snapshot import SegmentView, Snapshot
from search.tree import Term, Wildcard
from search.types import Where

B = 0.75
K1 = 1.2

RankedWords = Mapping[str, int]
"""Words, and the fields of Whoosh's in which each is looked up: bit i stands for the i-th of FIELDS."""

_WEIGHTS = np.array([FIELD_WEIGHTS[name] for name in FIELDS])


def bases(snapshot: Snapshot, segment: SegmentView) -> npt.NDArray[np.float64]:
    """What the formula gives for each distinct impact of a segment, but for the factor idf."""
    mirror = segment.mirror
    lengths = np.array([snapshot.field_lengths[name] for name in FIELDS])
    averages = lengths / max(snapshot.documents_all, 1)
    averages[averages == 0] = 1
    fields, frequencies = mirror["impact_fields"], mirror["impact_frequencies"]
    norms = K1 * ((1 - B) + B / averages[fields] * mirror["impact_lengths"])
    return _WEIGHTS[fields] * (K1 + 1) * (frequencies / (frequencies + norms))


def ranked_words(plan: Plan, of_wildcards: Mapping[Wildcard, Sequence[str]]) -> RankedWords:
    """The words of a plan's ranking leaves, which rank the documents."""
    words: dict[str, int] = {}
    for leaf, cut in zip(plan.leaves, plan.words, strict=False):
        fields = _fields(leaf.fields)
        for text in cut if isinstance(leaf, Term) else of_wildcards[leaf]:
            words[text] = words.get(text, 0) | fields
    return words


def field_bits(names: Sequence[str]) -> int:
    return sum(1 << FIELDS.index(name) for name in names)


@lru_cache(maxsize=256)
def _fields(parts: tuple[Where, ...]) -> int:
    """The fields that some parts' words are in, as bits; without parts, all."""
    return field_bits(sorted({FIELD_OF_PART[part] for part in parts if part in FIELD_OF_PART} if parts else FIELDS))
