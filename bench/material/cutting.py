"""Cutting the pool with the site's own tokenizer: the one time anything is cut, for all engines alike."""

from __future__ import annotations

from pathlib import Path

from bench.material.pool import Passage, Pool, person_names, prose, write_pool
from search.text.tokenizer import fold_text, word_texts


def make_pool(path: Path) -> None:
    """Read, fold and cut the prose, and keep it; nothing to do where it is kept already."""
    if path.exists():
        return
    titles, paragraphs = prose()
    surnames, given_names = person_names()
    write_pool(
        path,
        Pool(
            titles=tuple(map(cut, titles)),
            paragraphs=tuple(map(cut, paragraphs)),
            surnames=tuple(surnames),
            given_names=tuple(given_names),
        ),
    )


def cut(text: str) -> Passage:
    folded = fold_text(text)
    return Passage(text, folded, tuple(word_texts(folded)))
