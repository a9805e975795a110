"""A term is exact where the documents of its postings are those in whose own text it stands, and nowhere else."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from search.engines.parts import OWN_PARTS
from search.engines.whoosh.mirror import exact_terms
from search.engines.whoosh.mirror.building import make_columns
from search.engines.whoosh.segments.arrays import SegmentArrays
from search.engines.whoosh.segments.inverting import invert_documents
from search.types import IndexDocument, Where

_PIECES = ("鲱鱼", "企鹅", "𠮷野家", "重庆", "不失时宜", "经济发展", "双城经济圈", "ai", "2024", "鱼", "企", "，", " ")


def _documents(seed: int) -> Iterator[IndexDocument]:
    chance = random.Random(seed)
    for number in range(1, 120):
        parts = (Where.TITLE, Where.BODY, Where.AFFILIATION, Where.THEME, Where.CAPTION)
        texts = {where: ("".join(chance.choices(_PIECES, k=chance.randint(1, 8))),) for where in parts}
        yield IndexDocument(number, {where: texts[where] for where in parts if chance.random() < 0.5}, {})


def _exact(arrays: SegmentArrays) -> set[str]:
    """By the definition."""
    found = set()
    for number, term in enumerate(map(bytes.decode, arrays.vocabulary)):
        posted: set[int] = set()
        for words in arrays.words.values():
            posted.update(words.documents[words.starts[number] : words.starts[number + 1]].tolist())
        standing = {
            document
            for document, stored in enumerate(arrays.stored)
            if any(term in stored.texts.get(part, "") for part in OWN_PARTS)
        }
        if posted == standing and len(term.encode("utf-16-le")) > 2:
            found.add(term)
    return found


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("at_once", [7, 1 << 20])
def test_terms_are_exact_by_the_definition(seed: int, at_once: int, monkeypatch) -> None:
    monkeypatch.setattr(exact_terms, "_AT_ONCE", at_once)
    arrays = next(invert_documents(_documents(seed)))
    column = make_columns(arrays)["exact_terms"]
    by_column = {term.decode() for term, exact in zip(arrays.vocabulary, column.tolist(), strict=True) if exact}
    expected = _exact(arrays)
    assert by_column == expected
    assert 0 < len(expected) < len(arrays.vocabulary)


def test_a_frequent_term_is_none(monkeypatch) -> None:
    arrays = next(invert_documents(_documents(1)))
    rare = max(int(arrays.words[name].starts[-1]) for name in arrays.words)
    monkeypatch.setattr(exact_terms, "MOST_PLACES", 0)
    assert rare > 0
    assert not make_columns(arrays)["exact_terms"].any()
