"""Which faults a page has, and which of its articles has which."""

from __future__ import annotations

from random import Random

from tests.pages.truth import ASTRAY, Fault

_CHANCES: dict[Fault, float] = {
    Fault.CUT: 0.5,
    Fault.SEVERAL_CUTS: 0.25,
    Fault.LOST_CHARACTER: 0.2,
    Fault.CUT_AFTER_COMMA: 0.2,
    Fault.CUT_AFTER_STOP: 0.08,
    Fault.SHORT_FRAGMENT: 0.08,
    Fault.TITLE_IN_CUT: 0.35,
    Fault.TITLE_AT_END: 0.2,
    Fault.TITLE_MISSING: 0.25,
    Fault.TITLE_TRUNCATED: 0.15,
    Fault.TITLE_BEFORE_COLUMN: 0.2,
    Fault.TITLE_AFTER_BYLINE: 0.06,
    Fault.TITLE_IN_OTHER: 0.05,
    Fault.CAPTION_IN_CUT: 0.3,
    Fault.CAPTION_WITHOUT_CREDIT: 0.12,
    Fault.CAPTION_ELSEWHERE: 0.25,
    Fault.TAIL_FIRST: 0.18,
    Fault.TAIL_BEFORE_HEAD: 0.18,
    Fault.TAIL_EARLIER: 0.1,
    Fault.TAIL_LATER: 0.12,
    Fault.INTERLEAVED: 0.2,
    Fault.TWO_TAILS: 0.04,
    Fault.FRESH_TAIL: 0.03,
    Fault.NO_NOTE: 0.3,
    Fault.NOTE_CUT: 0.03,
    Fault.SEVERAL_AUTHORS: 0.3,
    Fault.SPACED_NAME: 0.04,
    Fault.UNKNOWN_COLUMN: 0.4,
    Fault.NO_COLUMN: 0.2,
    Fault.COLUMN_HOLDS: 0.6,
    Fault.FEATURE: 0.25,
    Fault.INTERVIEW: 0.1,
    Fault.BOX: 0.1,
    Fault.SHORT_PARAGRAPHS: 0.15,
    Fault.SUBHEADINGS: 0.06,
    Fault.SAME_TOPIC: 0.25,
    Fault.MARKDOWN: 0.4,
    Fault.BLANK_LINES: 0.2,
    Fault.JOURNAL: 0.05,
    Fault.SWAPPED_TAILS: 0.06,
}

# Faults that one article has or has not; the page's own are the others.
_OF_AN_ARTICLE = (
    Fault.CUT, Fault.SEVERAL_CUTS, Fault.LOST_CHARACTER, Fault.CUT_AFTER_COMMA, Fault.CUT_AFTER_STOP,
    Fault.SHORT_FRAGMENT,
    Fault.CAPTION_IN_CUT, Fault.CAPTION_WITHOUT_CREDIT, Fault.NO_NOTE, Fault.SEVERAL_AUTHORS, Fault.SPACED_NAME,
    Fault.SHORT_PARAGRAPHS, Fault.NOTE_CUT, Fault.SUBHEADINGS,
)  # fmt: skip
_OF_A_TITLE = (
    Fault.TITLE_IN_CUT, Fault.TITLE_MISSING, Fault.TITLE_TRUNCATED, Fault.TITLE_BEFORE_COLUMN,
    Fault.TITLE_AFTER_BYLINE, Fault.TITLE_IN_OTHER,
)  # fmt: skip


def draw_recipe(rng: Random, forced: Fault | None = None, *, alone: bool = False) -> frozenset[Fault]:
    """A page's faults: by chance, or with one forced, or that one alone."""
    if alone and forced:
        return frozenset({forced})
    drawn = {fault for fault, chance in _CHANCES.items() if rng.random() < chance}
    if forced:
        drawn.add(forced)
    if forced is not Fault.JOURNAL and rng.random() < 0.98 and forced:
        drawn.discard(Fault.JOURNAL)
    return frozenset(drawn)


def share_out(rng: Random, recipe: frozenset[Fault], articles: int) -> list[set[Fault]]:
    """Each article's share of the page's faults: every fault falls on one article at least, on others by chance."""
    shares: list[set[Fault]] = [set() for _ in range(articles)]
    for fault in _OF_AN_ARTICLE:
        if fault in recipe:
            _give(rng, shares, fault, also=0.4)
    _share_titles(rng, recipe, shares)
    _share_order(rng, recipe, shares)
    return shares


def _give(rng: Random, shares: list[set[Fault]], fault: Fault, also: float) -> None:
    certain = rng.randrange(len(shares))
    for n, share in enumerate(shares):
        if n == certain or rng.random() < also:
            share.add(fault)


def _share_titles(rng: Random, recipe: frozenset[Fault], shares: list[set[Fault]]) -> None:
    """Of these faults an article has one at most."""
    offered = [fault for fault in _OF_A_TITLE if fault in recipe]
    free = list(range(len(shares)))
    rng.shuffle(free)
    if Fault.TITLE_AT_END in recipe:
        last = len(shares) - 1 if rng.random() < 0.6 else free[0]
        free.remove(last)
        shares[last].add(Fault.TITLE_AT_END)
    for fault in offered:
        if free:
            shares[free.pop()].add(fault)
    for n in free:
        if offered and rng.random() < 0.4:
            shares[n].add(rng.choice(offered))


def _share_order(rng: Random, recipe: frozenset[Fault], shares: list[set[Fault]]) -> None:
    """Faults of order fall on one article each, on different ones as long as there are any."""
    free = list(range(len(shares)))
    rng.shuffle(free)
    for fault in sorted(recipe & ASTRAY):
        last = len(shares) - 1
        suited = [n for n in free if not (fault in (Fault.TAIL_LATER, Fault.INTERLEAVED) and n == last)]
        suited = [n for n in suited if not (fault is Fault.TAIL_EARLIER and n == 0)]
        suited = [n for n in suited if fault is not Fault.SWAPPED_TAILS or n + 1 in free]
        if not suited:
            continue
        chosen = suited[0]
        free.remove(chosen)
        shares[chosen].add(fault)
        if fault is Fault.INTERLEAVED:
            shares[chosen + 1].add(Fault.CUT)
        if fault is Fault.SWAPPED_TAILS:
            free.remove(chosen + 1)
            shares[chosen + 1].add(fault)
        if Fault.FRESH_TAIL in recipe:
            shares[chosen].add(Fault.FRESH_TAIL)
    if Fault.FRESH_TAIL in recipe and not recipe & ASTRAY:
        shares[-1] |= {Fault.FRESH_TAIL, Fault.TAIL_BEFORE_HEAD}
