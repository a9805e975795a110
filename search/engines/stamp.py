"""What makes an index: its layout, what folds and what cuts. An index with another stamp has to be made anew. Pure."""

from __future__ import annotations

import hashlib
from importlib.metadata import version

from search.text.tokenizer import own_terms

_PACKAGES = ("rjieba", "OpenCC")


def stamp(layout: int, *packages: str) -> str:
    """Of an engine's layout, and of the packages that its index depends on beside those of every index."""
    made_by = [f"layout {layout}", *(f"{name} {version(name)}" for name in (*packages, *_PACKAGES))]
    digest = hashlib.blake2b("\n".join([*made_by, *sorted(own_terms())]).encode(), digest_size=8)
    return f"{layout}-{digest.hexdigest()}"
