"""The order of a page's runs: column marks, heads of articles, and tails that a scan puts elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from tests.pages.galley import Galley
from tests.pages.truth import ASTRAY, Fault, Piece


@dataclass(slots=True)
class Unit:
    """Pieces that stay together: a run of an article (0 is its head), or what stands between articles."""

    pieces: list[Piece]
    article: int | None = None
    run: int = 0


def _index(units: list[Unit], article: int, run: int) -> int:
    return next(n for n, unit in enumerate(units) if unit.article == article and unit.run == run)


def _heads(units: list[Unit]) -> list[int]:
    return [unit.article for unit in units if unit.article is not None and unit.run == 0]


def _tail_first(rng: Random, units: list[Unit], tail: Unit) -> None:
    first = next(n for n, unit in enumerate(units) if unit.article is not None)
    units.insert(rng.choice((0, first)), tail)


def _tail_before_head(rng: Random, units: list[Unit], tail: Unit) -> None:
    assert tail.article is not None
    at = _index(units, tail.article, 0)
    while at and units[at - 1].article is None and rng.random() < 0.5:
        at -= 1
    units.insert(at, tail)


def _tail_earlier(rng: Random, units: list[Unit], tail: Unit) -> None:
    assert tail.article is not None
    heads = _heads(units)
    before = heads[: heads.index(tail.article)]
    units.insert(_index(units, rng.choice(before), 0) if before else 0, tail)


def _tail_later(rng: Random, units: list[Unit], tail: Unit) -> None:
    assert tail.article is not None
    heads = _heads(units)
    after = heads[heads.index(tail.article) + 1 :]
    last = max((n for n, unit in enumerate(units) if unit.article in after[:1]), default=len(units) - 1)
    units.insert(last + 1, tail)


def _interleaved(rng: Random, units: list[Unit], tail: Unit) -> None:
    assert tail.article is not None
    heads = _heads(units)
    after = heads[heads.index(tail.article) + 1 :]
    units.insert(_index(units, after[0], 0) + 1 if after else len(units), tail)


_SWAPPED = Fault.SWAPPED_TAILS
_MOVES: dict[Fault, Callable[[Random, list[Unit], Unit], None]] = {
    Fault.TAIL_FIRST: _tail_first,
    Fault.TAIL_BEFORE_HEAD: _tail_before_head,
    Fault.TAIL_EARLIER: _tail_earlier,
    Fault.TAIL_LATER: _tail_later,
    Fault.INTERLEAVED: _interleaved,
}


def part_galley(rng: Random, galley: Galley, asked: frozenset[Fault]) -> list[Unit]:
    """The article's runs: one, or two where its tail will go astray, three where two will."""
    wanted = 2 if Fault.TWO_TAILS in asked else 1 if asked & ASTRAY or Fault.CUT in asked else 0
    body = galley.body
    if Fault.FRESH_TAIL in asked:
        offered = [n for n in range(1, len(body)) if None is not body[n].paragraph != body[n - 1].paragraph is not None]
    else:
        offered = [n for n in galley.breaks if body[n].paragraph == body[n - 1].paragraph is not None]
    chosen = sorted(rng.sample(sorted(offered), min(wanted, len(offered))))
    return [Unit(pieces, galley.article, run) for run, pieces in enumerate(galley.runs(chosen))]


def send_astray(rng: Random, units: list[Unit], galleys: list[Galley], shares: list[set[Fault]]) -> None:
    """Move tails where the articles' faults put them, and note the faults of those that really stand elsewhere."""
    _swap_tails(units, [galley.article for galley, share in zip(galleys, shares, strict=True) if _SWAPPED in share])
    for galley, share in zip(galleys, shares, strict=True):
        for fault in sorted(share & ASTRAY - {_SWAPPED}):
            tails = [u for u in units if u.article == galley.article and u.run > 0]
            moved = tails if fault is Fault.TWO_TAILS else tails[-1:]
            for tail in moved:
                units.remove(tail)
                move = _MOVES.get(fault) or rng.choice(sorted(_MOVES.items()))[1]
                move(rng, units, tail)
    for galley, share in zip(galleys, shares, strict=True):
        if _stands_apart(units, galley.article):
            galley.faults |= share & (ASTRAY | {Fault.FRESH_TAIL})
            galley.faults |= set() if share & ASTRAY else {Fault.INTERLEAVED}


def _swap_tails(units: list[Unit], articles: list[int]) -> None:
    """Each of two articles' last runs where the other's should stand."""
    ends = [max(n for n, unit in enumerate(units) if unit.article == article) for article in articles]
    if len(ends) == 2 and all(units[end].run for end in ends):
        first, second = ends
        units[first], units[second] = units[second], units[first]


def _stands_apart(units: list[Unit], article: int) -> bool:
    own = [(n, unit.run) for n, unit in enumerate(units) if unit.article == article]
    return any(b != (a[0] + 1, a[1] + 1) for a, b in pairwise(own))
