"""How a person's name is written, whatever a page prints it with. Pure."""

from __future__ import annotations

import re

_HAN = "[\u3400-\u9fff\U00020000-\U000323af]"
# Middle dots, bullets, dot operators and points that stand for the one between the parts of a name (GB/T 15834: ·).
_DOT = re.compile(rf"(?<={_HAN})\s*[·•‧∙⋅・･．.․]\s*(?={_HAN})")


def canonical_name(printed: str) -> str:
    """The name with the standard's middle dot: 阿卜杜拉•买买提 → 阿卜杜拉·买买提. Latin names keep their points."""
    return _DOT.sub("·", printed)
