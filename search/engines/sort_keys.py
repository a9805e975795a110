"""Sort keys: an article's day and id in one number, so that every order by days is total. Pure."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Days = TypeVar("Days", int, npt.NDArray[np.int64])

_ID_BITS = 41
ID_MASK = (1 << _ID_BITS) - 1
"""What is an article's id in a sort key."""

LAST_DAY = (1 << 22) - 1
"""Later than any day."""


def newest_first(days: Days, ids: Days) -> Days:
    """Sort keys by which the newest comes first, those without a day (0) last; of one day the smaller id."""
    return (LAST_DAY - days) << _ID_BITS | ids


def oldest_first(days: Days, ids: Days) -> Days:
    """Sort keys by which the oldest comes first. Articles without a day have LAST_DAY as theirs."""
    return days << _ID_BITS | ids


def day_number(iso: str) -> int:
    """The ordinal of a date, of a month's or year's first day where that is all that is known; 0 where nothing is."""
    return date.fromisoformat(iso + "0001-01-01"[len(iso) :]).toordinal() if iso else 0
