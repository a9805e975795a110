"""Having the kernels ready before a reader asks: loaded once in a process, or compiled."""

from __future__ import annotations

import logging
import math
import time
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from search.engines.questions import Listing, Question
from search.engines.whoosh.analysis.concordance import occurrences
from search.engines.whoosh.analysis.similarity import significant_terms, similar_articles
from search.engines.whoosh.answering.budget import Budget
from search.engines.whoosh.answering.search import answer, parts_matched
from search.engines.whoosh.compiling import compile_kernels
from search.engines.whoosh.kernels.columns import MirrorColumns
from search.engines.whoosh.mirror.building import make_columns, make_totals
from search.engines.whoosh.mirror.file import Mirror
from search.engines.whoosh.mirror.snapshot import Snapshot, make_view
from search.engines.whoosh.segments.inverting import invert_documents
from search.language.tree import And, AtLeast, Everything, Node, Not, Term, Wildcard
from search.types import IndexDocument, LineOrder, Sort, Where

logger = logging.getLogger(__name__)

_TREES: tuple[Node, ...] = (
    Everything(),
    Term("成渝双城"),
    And((Term("成渝双城"), Wildcard("ai*"), Not(Term("渝")))),
    AtLeast(1, (Term("成"), Term("成渝双城"), Term("双城经济圈", quoted=True))),
)
_OWN_TEXT: dict[Where, tuple[str, ...]] = {Where.BODY: ("成渝双城经济圈 ai，成渝、双城",)}
_TEXTS = ({**_OWN_TEXT, Where.AFFILIATION: ("ai",)}, _OWN_TEXT)  # a text beside an article's own is searched otherwise


@cache
def warm_kernels() -> None:
    """Have every kernel compiled, and load them all into this process; once in a process."""
    compile_kernels(logger.warning)
    started = time.monotonic()
    run_kernels()
    logger.info("search kernels ready after %.1f s", time.monotonic() - started)


def run_kernels() -> None:
    """Run every kernel on an article, with the types that a mirror has."""
    patient = Budget(seconds=math.inf, waiting=math.inf)
    for texts in _TEXTS:
        snapshot = _snapshot(texts)
        for tree, sort in product(_TREES, Sort):
            answer(snapshot, Question(tree, {"column": ("1",)}, sort), patient)
            answer(snapshot, Question(tree, facets=()), patient)
            parts_matched(snapshot, tree, [1], patient)
    for order in LineOrder:
        occurrences(snapshot, Listing(_TREES[-1], {}, Sort.RELEVANCE, order, (Where.BODY,), 9), patient)
    significant_terms(snapshot, Everything(), {}, 1)
    similar_articles(snapshot, 1, 1)


def run_kernels_reversed() -> None:
    """The same from the other end: what one process has compiled, the other one loads when it comes to it."""
    similar_articles(_snapshot(_OWN_TEXT), 1, 1)
    parts_matched(_snapshot(_OWN_TEXT), _TREES[2], [1], Budget(seconds=math.inf, waiting=math.inf))
    run_kernels()


def _snapshot(texts: dict[Where, tuple[str, ...]]) -> Snapshot:
    arrays = next(invert_documents([IndexDocument(1, texts, {"column": ("1",)})]))
    columns = make_columns(arrays)
    for name in columns:
        columns[name] = np.ascontiguousarray(columns[name])
        columns[name].flags.writeable = False
    totals = make_totals(arrays)
    view = make_view("", Mirror(Path(), MirrorColumns(columns), totals, {}), np.ones(1, bool))
    return Snapshot(Path(), 0, "", (view,), 1, 1, totals.field_lengths, ("", ""), (0, 0))
