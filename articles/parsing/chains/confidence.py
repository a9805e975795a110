"""How sure a join is, from the nats by which the best other reading of the page is worse.

The model is too sure of itself, and more so where a paragraph goes on in one that stands elsewhere than where a
sentence does. The log odds that a join is right are therefore fitted on made pages, as a line with a bend and a step:
`python -m tests.pages.fitting.confidence`.
"""

from __future__ import annotations

import math

WEIGHTS = {"always": -2.88, "margin": 0.94, "beyond": 0.18, "cut": 2.79}
_BEND, _MOST = 6.0, 16.0  # nats


def features(margin: float, *, cut: bool) -> dict[str, float]:
    """What the log odds are made of, by the names of `WEIGHTS`; `cut` says that a sentence goes on at the join."""
    return {
        "always": 1.0,
        "margin": min(margin, _BEND),
        "beyond": min(max(margin - _BEND, 0.0), _MOST - _BEND),
        "cut": float(cut),
    }


def confidence(margin: float, *, cut: bool) -> float:
    """The share of such joins that are right, 0 to 1."""
    odds = sum(WEIGHTS[name] * value for name, value in features(margin, cut=cut).items())
    return 1.0 / (1.0 + math.exp(-odds))
