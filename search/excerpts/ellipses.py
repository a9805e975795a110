"""How a snippet that begins or ends within a sentence is shown: with …… there, or cut to a line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.types import HitPassage, Span

ELLIPSIS = "……"
BEFORE = 8  # characters that a line shows before its first match
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
    if first.matched or not others or len(first.text) <= BEFORE:
        return ellipsed(passage)
    near = Span(first.text[-BEFORE:].lstrip(_PAUSES))
    return ellipsed(replace(passage, spans=(near, *others), cut_before=True))


def fullest(passages: Sequence[HitPassage]) -> HitPassage | None:
    """The passage in which most matches, the first of equals."""
    return max(passages, key=lambda passage: sum(span.matched for span in passage.spans), default=None)
