"""How surprising a difference of two counts is. Pure.

Dunning, T. (1993): Accurate Methods for the Statistics of Surprise and Coincidence. Computational Linguistics 19(1),
in the two-cell form of Rayson, P. & Garside, R. (2000): Comparing Corpora using Frequency Profiling.
"""

from __future__ import annotations

import math


def log_likelihood(inside: int, all_inside: int, outside: int, all_outside: int) -> float:
    """G² of `inside` of `all_inside` against `outside` of `all_outside`, negative where it is rarer inside."""
    total, everything = inside + outside, all_inside + all_outside
    if not total or not all_inside or not all_outside:
        return 0.0
    share = total / everything
    nats = inside * math.log(inside / (share * all_inside)) if inside else 0.0
    nats += outside * math.log(outside / (share * all_outside)) if outside else 0.0
    return math.copysign(2 * nats, inside / all_inside - outside / all_outside)
