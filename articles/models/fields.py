"""JSON as the database keeps it."""

from __future__ import annotations

import json
import re
from typing import Any

_HALF_A_PAIR = re.compile("[\ud800-\udfff]")


class ReadableJSON(json.JSONEncoder):
    """Chinese characters as themselves: escaped, each takes six bytes for three, and four times as long to read.

    Only half a surrogate pair is escaped, which no encoding takes.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False})

    def encode(self, o: Any) -> str:
        return _HALF_A_PAIR.sub(lambda half: f"\\u{ord(half[0]):04x}", super().encode(o))
