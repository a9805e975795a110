"""Heads out of their place: before the tail of the article over theirs, and under their own text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from articles.parsing.blocks.notes import reporters_ahead
from articles.parsing.blocks.shapes import ASIDES, NOTES, Shape
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.bylines import likely_byline, names_in_bare_byline
from articles.parsing.evidence.joins import JoinEvidence, fragments, is_closed
from articles.parsing.evidence.topics import words_of
from articles.parsing.evidence.trigrams import affinity
from articles.parsing.heads.runs import headline_of
from articles.parsing.heads.unsigned import NUMBERED
from articles.parsing.names import is_likely_name
from articles.parsing.types import Part

_OF_WORK = re.compile("（?本文[系为是].*(?:项目|课题|基金|成果)")  # says nothing of who wrote, so ends no text
_SHORTEST = 6  # characters of a title
_PIECE = 5  # characters
_MOST_LINES = 3
_PAGES = 4  # whose texts' best continuations are kept
_NEAR = 100  # blocks looked at above a place, so that time grows with a file's length only


def waiting_head(sheet: Sheet, at: int) -> list[int]:
    """The lines that stand before the tail of the text that ends over block `at`, as the head of what begins there.

    That text has a title of its own, as every byline has: one without would be whose head it is.
    """
    heads: list[list[int]] = []
    index, run = sheet.previous(at, *NOTES, *ASIDES), list[int]()
    while sheet.free(index, Shape.TEXT, Shape.HEADLINE, *ASIDES) and at - index < _NEAR:
        run = list(range(sheet.first_of_head(index + 1), index + 1))
        index = sheet.previous(run[0] if run else index, *ASIDES)
        if run and sheet.free(index, Shape.TEXT):
            heads += [run] * _stands_before_tail(sheet, run)
    signed = index >= 0 and sheet.shape(index) is Shape.BYLINE
    begins = signed or (bool(run) and not likely_byline(sheet.text(run[-1])))  # or is the head of a text nobody signs
    return heads[0] if begins and len(heads) == 1 and _all_titled(sheet) else []


def _all_titled(sheet: Sheet) -> bool:
    """Whether a headline stands over each byline of the page."""
    tops = (n for n in range(len(sheet)) if sheet.shape(n) is Shape.BYLINE and sheet.shape(n - 1) is not Shape.BYLINE)
    return all(sheet.free(sheet.previous(top, *ASIDES), Shape.HEADLINE) for top in tops)


def _stands_before_tail(sheet: Sheet, lines: Sequence[int]) -> bool:
    """Whether lines that are set as heads are stand over the rest of a sentence that is cut above."""
    if len(lines) > _MOST_LINES or len(sheet.text(lines[-1])) < _SHORTEST:
        return False
    if any(sheet.is_indented(line) or NUMBERED.match(sheet.text(line)) for line in lines):
        return False
    cut = any(_is_cut(sheet, index) for index in range(max(lines[0] - _NEAR, 0), lines[0]))
    return cut and sheet.following(lines[-1], *ASIDES) in _tails(sheet)


def _is_cut(sheet: Sheet, index: int) -> bool:
    return sheet.free(index, Shape.TEXT) and not is_closed(sheet.text(index))


def _tails(sheet: Sheet) -> set[int]:
    """The texts that go on with what is cut elsewhere: that are not set in as paragraphs are; where those are fewer
    than the cuts, also the one that reads best after each.
    """
    texts = [index for index in range(len(sheet)) if sheet.free(index, Shape.TEXT)]
    flush = {index for index in texts if sheet.indents and not sheet.block(index).indented}
    if sum(_is_cut(sheet, index) for index in texts) <= len(flush):
        return flush
    return flush | {texts[best] for best in _read_best(tuple(map(sheet.text, texts)))}


@lru_cache(maxsize=_PAGES)
def _read_best(texts: tuple[str, ...]) -> frozenset[int]:
    """The places of the texts that read best after each that is cut: asked for again for every note of a page."""
    evidence = JoinEvidence(fragments(list(texts)))
    joins = evidence.scores()[evidence.mid_sentence]
    best = zip(joins.argmax(axis=1).tolist(), joins.max(axis=1).tolist(), strict=True)
    return frozenset(place for place, nats in best if nats > 0)


def _tails_are_told(sheet: Sheet) -> bool:
    """Whether each sentence that is cut has its tail, so that a text without a head is no tail."""
    return len(_tails(sheet)) == sum(_is_cut(sheet, index) for index in range(len(sheet)))


def _begins_afresh(sheet: Sheet, index: int) -> bool:
    return sheet.free(index, Shape.TEXT) and index not in _tails(sheet)


def openings_of_waiting_heads(sheet: Sheet) -> Iterator[Opener]:
    """Where a text begins under a note, or with a dateline of its own, whose head stands before the tail of the one
    over it.
    """
    for index in range(1, len(sheet)):
        reports = bool(reporters_ahead(sheet.text(index))) and _ends(sheet, sheet.previous(index, *ASIDES))
        if not (reports or sheet.shape(index - 1) in NOTES) or not (lines := waiting_head(sheet, index)):
            continue
        if _is_of_text_around(sheet, lines, index):
            continue
        if not reports and _may_be_cut(sheet, lines[-1], index):
            continue
        told = reports or _tails_are_told(sheet)
        if _begins_afresh(sheet, index) and told and not _is_about_text_around(sheet, lines, index):
            titles = lines[headline_of(sheet, lines).left_out :]
            sheet.claim(Part.TITLE, *titles)
            yield Opener(index - 1, titles=titles, bare=True, doubtful=True)


def _may_be_cut(sheet: Sheet, line: int, index: int) -> bool:
    """Whether a line that looks like a head is rather a piece of the sentence that the text goes on with."""
    return "，" in sheet.text(line) or affinity(sheet.text(line), sheet.text(index)) > 0


def _is_of_text_around(sheet: Sheet, lines: Sequence[int], index: int) -> bool:
    """Whether lines are the text's that they stand in: it says a piece of one, or has their words, where what begins
    at block `index` has none.
    """
    words = {word for line in lines for word in words_of(sheet.text(line))}
    under = "".join(map(sheet.text, range(index, sheet.under_free(index, Shape.TEXT))))
    around = "".join(sheet.text(at) for at in range(max(lines[0] - 2, 0), index) if at not in lines)
    pieces = (sheet.text(line)[at : at + _PIECE] for line in lines for at in range(len(sheet.text(line)) - _PIECE + 1))
    own = any(word in around for word in words) and not any(word in under for word in words)
    return own or any(piece in around for piece in pieces)


def _is_about_text_around(sheet: Sheet, lines: Sequence[int], at: int) -> bool:
    """Whether a head is a quotation pulled out of the text around it: that names again and again who it is about
    (许德明), and the text that begins at block `at` does not.
    """
    around = [sheet.over_free(lines[0] - 1, Shape.TEXT) + 1, at]
    text = "".join(sheet.text(index) for index in range(*around) if index not in lines)
    under = "".join(sheet.text(index) for index in range(at, sheet.under_free(at, Shape.TEXT)))
    head = "".join(sheet.text(line) for line in lines)
    names = {head[n : n + 3] for n in range(len(head) - 2) if is_likely_name(head[n : n + 3])}
    return any(text.count(name) > 1 and name not in under for name in names)


def _ends(sheet: Sheet, index: int) -> bool:
    return sheet.free(index, Shape.TEXT) and is_closed(sheet.text(index))


def ends_over_head(sheet: Sheet, byline: int) -> bool:
    """Whether neither text nor subheadings are under a byline: the page ends there, or another head begins."""
    below, after = sheet.following(byline, *ASIDES), sheet.following(byline, Shape.HEADLINE, *ASIDES)
    signed = after < len(sheet) and sheet.shape(after) is Shape.BYLINE
    signed = signed or (after - below > 1 and bool(names_in_bare_byline(sheet.text(after - 1))))
    return below >= len(sheet) or sheet.shape(below) is Shape.COLUMN or (sheet.free(below, Shape.HEADLINE) and signed)


def stands_under_own_text(sheet: Sheet, first: int) -> bool:
    """Whether the text that ends over the head at `first` begins right under a note, and no head stands over it."""
    index = last = sheet.previous(first, *NOTES, *ASIDES)
    while sheet.free(index, Shape.TEXT) and first - index < _NEAR:
        index = sheet.previous(index, *ASIDES)
    noted = 0 <= index < last and sheet.shape(index) in NOTES and not _OF_WORK.match(sheet.text(index))
    return (
        noted
        and not sheet.block(first).gap
        and _ends(sheet, last)
        and _begins_afresh(sheet, sheet.following(index, *ASIDES))
        and _tails_are_told(sheet)
    )
