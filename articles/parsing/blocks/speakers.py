"""Who speaks in 【…】 at the head of paragraphs, as some interviews print it; such a mark is no column's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from articles.parsing.names import is_likely_name

_MARK = re.compile(r"^【\s*(?P<name>[^【】]{1,10}?)\s*】\s*(?P<rest>.*)$", re.DOTALL)
_ASKING = frozenset({"记者", "主持人", "问", "答", "编辑", "本报记者", "编者"})
_LEAST_MARKS = 3  # of two speakers at least
_SENTENCE = 20  # characters


def speakers(texts: Iterable[str]) -> frozenset[str]:
    """The names in the marks, where they are people who speak: some mark comes again, or all stand before sentences.

    A column's mark stands once, over a title.
    """
    marks = [found for text in texts if (found := _MARK.match(text)) and _speaks(found["name"])]
    names = Counter(found["name"] for found in marks)
    before_text = all(len(found["rest"]) >= _SENTENCE for found in marks)
    several = len(marks) >= _LEAST_MARKS and len(names) > 1
    return frozenset(names) if several and (before_text or max(names.values()) > 1) else frozenset()


def _speaks(name: str) -> bool:
    return name in _ASKING or is_likely_name(name)
