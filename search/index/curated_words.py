"""The curators' words as queries and cutting use them: loaded from the database, and again when they change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from search.language.query import Vocabulary
from search.language.tree import Term, Wildcard
from search.models import DictionaryTerm, SynonymGroup
from search.text.folding import fold_text
from search.text.tokenizer import LATIN_WORD, added_terms, use_terms

# Every search asks it: as SQL, because making that of a queryset takes longer than answering it.
_COUNTED = " UNION ALL ".join(
    f"SELECT {place}, COUNT(*), MAX(id), MAX(updated_at) FROM {model._meta.db_table}"  # noqa: S608  # no one's input
    for place, model in enumerate((SynonymGroup, DictionaryTerm))
)

_loaded = Vocabulary(version="nothing loaded")


def vocabulary() -> Vocabulary:
    """What curators say about words as of now; texts and queries are cut by it from here on.

    Costs a small query; its version changes with every change that curators make.
    """
    global _loaded
    version = vocabulary_version()
    if version != _loaded.version:
        _loaded = _load(version)
    if added_terms() != _loaded.terms:
        use_terms(_loaded.terms)
    return _loaded


def vocabulary_version() -> str:
    """Differs from what it was before any group or term was added, changed or removed."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED)
        return " ".join(str(value) for row in sorted(cursor.fetchall()) for value in row)


def _load(version: str) -> Vocabulary:
    groups = SynonymGroup.objects.filter(enabled=True).values_list("terms", flat=True)
    terms = DictionaryTerm.objects.values_list("term", flat=True)
    return Vocabulary(synonyms(groups), frozenset(map(fold_text, terms)), version)


def synonyms(groups: Iterable[Iterable[str]]) -> dict[str, tuple[Term | Wildcard, ...]]:
    """Of every term in the groups, the others that mean the same; folded."""
    others: dict[str, dict[str, None]] = defaultdict(dict)
    for group in groups:
        folded = [text for text in map(fold_text, group) if text]
        for text in folded:
            others[text].update(dict.fromkeys(other for other in folded if other != text))
    return {text: tuple(map(_leaf, found)) for text, found in others.items() if found}


def _leaf(text: str) -> Term | Wildcard:
    return Wildcard(text) if re.fullmatch(LATIN_WORD, text) else Term(text)
