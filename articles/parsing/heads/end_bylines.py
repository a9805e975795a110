"""Bylines under their texts: pages on which articles are signed at their ends, □王小明 or （王小明）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.parsing.blocks.notes import reporters_in, signs_only
from articles.parsing.blocks.shapes import ASIDES, NOTES, Shape, Shaped, ends_a_sentence
from articles.parsing.bylines import bare_byline, likely_byline
from articles.parsing.heads.openers import names_nobody
from articles.parsing.names import has_surname

_OPENS = (Shape.HEADLINE, Shape.COLUMN)
_IN_BRACKETS = re.compile(r"^[（(](?P<inner>[^（）()]{2,40})[）)]$")
_NAME = re.compile("[\u3400-\u9fff]{2,3}")


def sign_at_ends(page: list[Shaped]) -> list[Shaped]:
    """The page's blocks; where its bylines stand under their texts, each is a note that says who wrote the one above.

    There no byline stands under a title: each is right under a paragraph's end and over the next title or column, and
    the last one is under all text.
    """
    kept = [index for index, shaped in enumerate(page) if shaped.shape not in ASIDES]
    read = [_as_column(page[index]) for index in kept]
    bylines = [at for at, shaped in enumerate(read) if shaped.shape is Shape.BYLINE]
    bracketed = [at for at in range(1, len(read)) if _signs_in_brackets(read[at]) and _closes(read, at)]
    ends = sorted([*bylines, *bracketed])
    if not all(_closes(read, at) for at in ends) or not any(_is_sure(read[at]) for at in ends):
        return page
    if not _all_begin_unsigned(read, ends):
        return page
    for at in ends:
        read[at] = _signature(read[at])
        for note in range(at + 1, _below(read, at)):
            read[note] = replace(read[note], shape=Shape.NOTE_REST)
    for at, shaped in enumerate(read):
        if shaped.shape is Shape.HEADLINE and (at == 0 or read[at - 1].shape in NOTES | {Shape.COLUMN}):
            read[at] = replace(shaped, block=replace(shaped.block, parted=True))
    signed = dict(zip(kept, read, strict=True))
    return [signed.get(index, shaped) for index, shaped in enumerate(page)]


def _as_column(shaped: Shaped) -> Shaped:
    """■ 观察家 names a column."""
    people = shaped.people if shaped.shape is Shape.BYLINE else ()
    if len(people) != 1 or not names_nobody(people[0]):
        return shaped
    return replace(shaped, shape=Shape.COLUMN, people=(), value=people[0].name)


def _signs_in_brackets(shaped: Shaped) -> bool:
    """（王小明）, （本报记者　王小明）, and （方便） beside these."""
    inner = _inner(shaped)
    return bool(inner) and (_is_sure(shaped) or (_NAME.fullmatch(inner) is not None and has_surname(inner)))


def _is_sure(shaped: Shaped) -> bool:
    return shaped.shape is Shape.BYLINE or signs_only(_inner(shaped)) or bool(reporters_in(shaped.text))


def _inner(shaped: Shaped) -> str:
    found = _IN_BRACKETS.match(shaped.text)
    return found["inner"] if found else ""


def _closes(read: Sequence[Shaped], at: int) -> bool:
    """Whether a block stands right under a text's end, and what opens another text, or nothing, under it."""
    under = at > 0 and read[at - 1].shape is Shape.TEXT and ends_a_sentence(read[at - 1].text)
    below = _below(read, at)
    return under and (below == len(read) or read[below].shape in _OPENS)


def _below(read: Sequence[Shaped], at: int) -> int:
    """The block under a name, and under the note that says where that works."""
    return at + 2 if at + 1 < len(read) and read[at + 1].shape is Shape.NOTE else at + 1


def _all_begin_unsigned(read: Sequence[Shaped], ends: Sequence[int]) -> bool:
    """Whether the page ends with one of these, and no line between a title and the text under it names people."""
    first = [next(at for at in range(start, len(read)) if read[at].shape is Shape.TEXT) for start in (0, *ends[:-1])]
    heads = [read[at - 1] for at in first if at]
    titled = len(heads) == len(first) and all(head.shape is Shape.HEADLINE for head in heads)
    below = _below(read, ends[-1])
    last = below == len(read) or (len(ends) > 1 and read[below].shape is Shape.COLUMN)
    return titled and last and not any(likely_byline(head.text) for head in heads)


def _signature(shaped: Shaped) -> Shaped:
    if shaped.shape is Shape.NOTE:
        return shaped
    byline = None if shaped.people else bare_byline(_IN_BRACKETS.sub(r"\g<inner>", shaped.text))
    people = shaped.people or (byline.people if byline else ())
    return replace(shaped, shape=Shape.NOTE, people=people, value="")
