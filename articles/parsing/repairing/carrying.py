"""Repairs and runs of one version of a text, for another: each is the same run of characters there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from articles.parsing.repairing.repairs import Anchor, Repair, anchor_at

_CLAUSE = re.compile(r"[^，。；：？！、]+[，。；：？！、]*")
_TELLING = 5  # characters: a shorter clause may be anybody's


def carried(repairs: Iterable[Repair], former: str, text: str) -> Iterator[Repair]:
    """The repairs of the former text as those of this one, white space aside.

    An anchor whose run is not there, or not as often as in the former, stays as it is: it does not hold, and the repair
    is a finding when it is applied.
    """
    old, new = _Bare(former), _Bare(text)
    for repair in repairs:
        runs = tuple(_moved(run, old, new) for run in repair.runs)
        yield replace(repair, runs=runs, target=repair.target and _moved(repair.target, old, new))


def carried_runs(runs: Iterable[tuple[int, int]], former: str, text: str) -> Iterator[tuple[int, int]]:
    """Where clauses of these runs of the former text stand in this one, white space aside; a run that was corrected
    here and there is found by the others of its clauses.
    """
    old, new = _Bare(former), _Bare(text)
    for start, end in runs:
        for clause in _CLAUSE.finditer(former, start, end):
            anchor = anchor_at(former, *clause.span())
            moved = _moved(anchor, old, new) if len("".join(clause[0].split())) >= _TELLING else anchor
            if moved is not anchor:
                yield moved.start, moved.end


class _Bare:
    """A text without its white space, and where in it each character stands."""

    def __init__(self, text: str) -> None:
        self.whole = text
        self.places = [place for place, char in enumerate(text) if not char.isspace()]
        self.text = "".join(text.split())

    def places_of(self, run: str) -> list[int]:
        """Where a run begins, in the whole text."""
        found, at = [], self.text.find(run) if run else -1
        while at >= 0:
            found.append(at)
            at = self.text.find(run, at + 1)
        return found

    def anchor(self, at: int, run: str) -> Anchor:
        return anchor_at(self.whole, self.places[at], self.places[at + len(run) - 1] + 1)


def _moved(anchor: Anchor, old: _Bare, new: _Bare) -> Anchor:
    run = "".join(old.whole[anchor.start : anchor.end].split())
    before, after = old.places_of(run), new.places_of(run)
    if not after or len(before) != len(after):
        return anchor
    which = sum(old.places[at] < anchor.start for at in before)
    return new.anchor(after[min(which, len(after) - 1)], run)
