"""The best one-to-one assignment of rows to columns (Kuhn and Munkres, in the form of Jonker and Volgenant)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def best_assignment(scores: NDArray[np.float64]) -> list[int]:
    """For each row of a square matrix, the column that makes the sum of scores the greatest."""
    size = len(scores)
    cost = -scores
    row_of = np.full(size + 1, -1)  # the row that has each column; the last column is where a search starts
    row_price, column_price = np.zeros(size), np.zeros(size + 1)
    for row in range(size):
        _place(cost, row, row_of, row_price, column_price)
    chosen = [0] * size
    for column in range(size):
        chosen[row_of[column]] = column
    return chosen


def _place(
    cost: NDArray[np.float64],
    row: int,
    row_of: NDArray[np.int64],
    row_price: NDArray[np.float64],
    column_price: NDArray[np.float64],
) -> None:
    """Give `row` a column by the cheapest chain of changes."""
    size = len(cost)
    row_of[size] = row
    column = size
    distance = np.full(size, np.inf)
    came_from = np.full(size, size)
    done = np.zeros(size + 1, dtype=bool)
    while row_of[column] >= 0:
        done[column] = True
        current = row_of[column]
        reduced = cost[current] - row_price[current] - column_price[:size]
        better = ~done[:size] & (reduced < distance)
        distance[better] = reduced[better]
        came_from[better] = column
        open_distance = np.where(done[:size], np.inf, distance)
        column_next = int(open_distance.argmin())
        step = open_distance[column_next]
        row_price[row_of[np.flatnonzero(done)]] += step
        column_price[done] -= step
        distance[~done[:size]] -= step
        column = column_next
    while column != size:
        previous = came_from[column]
        row_of[column] = row_of[previous]
        column = previous
