"""How a snippet that begins or ends within a sentence is shown: with …… there, or cut to a line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.text.sentences import clause_borders, word_start
from search.types import HitPassage, Span

ELLIPSIS = "……"
BEFORE = 4  # characters that a line shows before its first match: a phone's line has room for ten
_GOES_BEFORE = "…"
_PAUSES = "，、；：,;: "  # what no passage ends on


def ellipsed(passage: HitPassage) -> tuple[Span, ...]:
    """The spans, with …… where the sentence goes on; a comma before it is left out."""
    spans = list(passage.spans)
    if passage.cut_behind and spans:
        last = spans[-1]
        spans[-1:] = [last, Span(ELLIPSIS)] if last.matched else [Span(last.text.rstrip(_PAUSES) + ELLIPSIS)]
    return (Span(ELLIPSIS), *spans) if passage.cut_before else tuple(spans)


def on_a_line(passage: HitPassage | None) -> tuple[Span, ...]:
    """The spans with at most BEFORE characters before the first match: it is seen where the line's end is not."""
    if passage is None:
        return ()
    first, *others = passage.spans
    cut = passage.cut_before
    if others and not first.matched and len(first.text) > BEFORE:
        first, cut = Span(first.text[_near_end(first.text) :].lstrip(_PAUSES)), True
    spans = ellipsed(replace(passage, spans=(first, *others), cut_before=False))
    return (Span(_GOES_BEFORE), *spans) if cut else spans


def _near_end(text: str) -> int:
    """Where a clause or at least a word begins, at most BEFORE characters before the end."""
    at = len(text) - BEFORE
    clause = clause_borders(text).after(at)
    return clause if clause < len(text) else word_start(text, at)


def fullest(passages: Sequence[HitPassage]) -> HitPassage | None:
    """The passage in which most matches, the first of equals."""
    return max(passages, key=lambda passage: sum(span.matched for span in passage.spans), default=None)
