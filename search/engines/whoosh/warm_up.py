"""Having the kernels ready before a reader asks: compiled once on a machine, loaded once in a process."""

from __future__ import annotations

import logging
import math
import time
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from search.engines.base import Listing, Question
from search.engines.whoosh.analysis.concordance import occurrences
from search.engines.whoosh.analysis.similarity import similar_articles
from search.engines.whoosh.answering.budget import Budget
from search.engines.whoosh.answering.search import answer, parts_matched, result_masks
from search.engines.whoosh.mirror.columns import make_columns, make_totals
from search.engines.whoosh.mirror.file import Mirror
from search.engines.whoosh.mirror.snapshot import Snapshot, make_view
from search.engines.whoosh.segments.inverting import gather
from search.language.tree import And, AtLeast, Everything, Node, Not, Term, Wildcard
from search.types import IndexDocument, LineOrder, Sort, Where

logger = logging.getLogger(__name__)

_TREES: tuple[Node, ...] = (
    Everything(),
    And((Term("成渝双城"), Wildcard("ai*"), Not(Term("渝")))),
    AtLeast(1, (Term("成"), Term("双城经济圈", quoted=True))),
)
_DOCUMENT = IndexDocument(1, {Where.BODY: ("成渝双城经济圈 ai",), Where.AFFILIATION: ("ai",)}, {"column": ("1",)})


@cache
def warm_kernels() -> None:
    """Run every kernel on an article, with the types that a mirror has; once in a process."""
    started = time.monotonic()
    snapshot = _snapshot()
    patient = Budget(seconds=math.inf, waiting=math.inf)
    for tree, sort in product(_TREES, Sort):
        answer(snapshot, Question(tree, {"column": ("1",)}, sort), patient)
        parts_matched(snapshot, tree, [1], patient)
    for order in LineOrder:
        occurrences(snapshot, Listing(_TREES[2], {}, Sort.RELEVANCE, order, (Where.BODY,), 9), patient)
    result_masks(snapshot, Everything(), {}, patient)
    similar_articles(snapshot, 1, 1)
    logger.info("search kernels ready after %.1f s", time.monotonic() - started)


def _snapshot() -> Snapshot:
    arrays = next(gather([_DOCUMENT]))
    columns = make_columns(arrays)
    for name in columns:
        columns[name] = np.ascontiguousarray(columns[name])
        columns[name].flags.writeable = False
    totals = make_totals(arrays)
    view = make_view("", Mirror(columns, totals), np.ones(1, bool))
    return Snapshot(Path(), 0, "", (view,), 1, 1, totals.field_lengths, ("", ""))
