"""Fingerprints of documents, by which the index tells whether one has changed."""

from __future__ import annotations

import hashlib

from search.text.tokenizer import added_terms, fold_text
from search.types import IndexDocument


def fingerprint(document: IndexDocument) -> int:
    """64 bits that change whenever anything of a document does, or how the terms that curators added cut it."""
    facets = [(name, *values) for name, values in sorted(document.facets.items())]
    texts = [(where.value, *blocks) for where, blocks in sorted(document.texts.items()) if blocks]
    content = (document.date, document.title_key, facets, texts, _terms_used(document))
    digest = hashlib.blake2b(repr(content).encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "little", signed=True)


def _terms_used(document: IndexDocument) -> list[str]:
    terms = added_terms()
    if not terms:
        return []
    folded = [fold_text("\n".join(blocks)) for blocks in document.texts.values()]
    return sorted(term for term in terms if any(term in text for text in folded))
