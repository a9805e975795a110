"""How well documents match: BM25F with the formula of whoosh.scoring.BM25F, over arrays.

A query's words are looked up in every field they may stand in. Each word of a field adds, to each document it is in,

    weight(field) · idf · tf · (K1 + 1) / (tf + K1 · (1 − B + B · length / average length))
    idf = ln(documents / (documents with the word + 1)) + 1

where documents count deleted ones too, and lengths are as Whoosh rounds them: as Whoosh does it. All but the factor idf
is the same for every word: the bases.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.parts import FIELD_WEIGHTS, FIELDS
from search.engines.whoosh.mirror.snapshot import SegmentView, Snapshot

B = 0.75
K1 = 1.2

_WEIGHTS = np.array([FIELD_WEIGHTS[name] for name in FIELDS])


def bases(snapshot: Snapshot, segment: SegmentView) -> npt.NDArray[np.float64]:
    """What the formula gives for each distinct impact of a segment, but for the factor idf."""
    mirror = segment.columns
    lengths = np.array([snapshot.field_lengths[name] for name in FIELDS])
    averages = lengths / max(snapshot.documents_all, 1)
    averages[averages == 0] = 1
    fields, frequencies = mirror.impact_fields, mirror.impact_frequencies
    norms = K1 * ((1 - B) + B / averages[fields] * mirror.impact_lengths)
    return _WEIGHTS[fields] * (K1 + 1) * (frequencies / (frequencies + norms))
