"""What of a marked text is marked."""

from __future__ import annotations

from search.types import Span


def marked_texts(spans: tuple[Span, ...]) -> list[str]:
    return [span.text for span in spans if span.matched]
