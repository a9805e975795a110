"""Other spellings of a query that finds nothing: one character more, less or other, or the same sound. Pure.

They are proposals; who makes them checks that they find something.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from search.language.explaining import highlight_terms
from search.language.imprints import DATE
from search.language.query import Query
from search.language.tree import And, AtLeast, Node, Not, Or, Synonyms, Term
from search.language.unparser import unparse
from search.text.pinyin import spelt_by_sound
from search.types import ReadingMode

SHORTEST_EDITED = 3  # two characters with one of them changed are another word
LONGEST = 12


class SpellingDictionary:
    """Known words (folded) and how common each is."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._words = {word: count for word, count in words.items() if 2 <= len(word) <= LONGEST}
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_sound[spelt_by_sound(word)].append(word)
            if len(word) >= SHORTEST_EDITED:
                for rest in _with_one_less(word):
                    self._by_rest[rest].append(word)

    def corrections(self, typed: str) -> Iterator[str]:
        """Other spellings of a folded term, the likeliest first: of the whole, then with a run of it corrected.

        A run that is a known word by itself is left alone.
        """
        spans = [
            (start, end)
            for size in range(min(len(typed), LONGEST), 1, -1)
            for start in range(len(typed) - size + 1)
            if typed[start : (end := start + size)] not in self._words
        ]
        proposed = {typed}
        for start, end in spans:
            for word in self._like(typed[start:end]):
                corrected = typed[:start] + word + typed[end:]
                if corrected not in proposed:
                    proposed.add(corrected)
                    yield corrected

    def _like(self, run: str) -> list[str]:
        """Known words like a run of a term: those that sound the same, then those one edit away; common ones first."""
        alike = self._by_sound.get(spelt_by_sound(run), [])
        edited: Iterable[str] = ()
        if len(run) >= SHORTEST_EDITED:
            keys = [run, *_with_one_less(run)]
            edited = {word for key in keys for word in self._by_rest.get(key, ()) if _one_edit_apart(run, word)}
            edited |= {key for key in keys[1:] if key in self._words and len(key) >= SHORTEST_EDITED}
        return [*self._common_first(alike), *self._common_first(set(edited).difference(alike))]

    def _common_first(self, words: Iterable[str]) -> list[str]:
        return sorted(words, key=lambda word: (-self._words[word], word))


def corrected_queries(query: Query, lexicon: SpellingDictionary, limit: int = 20) -> tuple[str, ...]:
    """At most `limit` queries in which one term is spelt otherwise; the likeliest first."""
    terms = [leaf for leaf in highlight_terms(query.typed) if isinstance(leaf, Term) and leaf.fields != DATE]
    if query.mode is ReadingMode.EXACT:
        return tuple(islice((spelling for term in terms for spelling in lexicon.corrections(term.text)), limit))
    each = [
        unparse(_with_term(query.typed, term, replace(term, text=spelling)))
        for term in terms
        for spelling in islice(lexicon.corrections(term.text), limit)
    ]
    return tuple(dict.fromkeys(each))[:limit]


def _with_term(tree: Node, term: Term, other: Term) -> Node:
    match tree:
        case Term() if tree == term:
            return other
        case Synonyms() if tree.typed == term:
            return other
        case Not():
            return Not(_with_term(tree.child, term, other))
        case And() | Or() | AtLeast():
            return replace(tree, children=tuple(_with_term(child, term, other) for child in tree.children))
        case _:
            return tree


def _with_one_less(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _one_edit_apart(left: str, right: str) -> bool:
    """Whether one character more, less or other, or two neighbours swapped, makes one the other."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    same = next((at for at, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), -1)
    if same < 0:
        return True  # the longer one has one more at its end
    if len(left) == len(right):
        swapped = left[same : same + 2] == right[same : same + 2][::-1] and left[same + 2 :] == right[same + 2 :]
        return swapped or left[same + 1 :] == right[same + 1 :]
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[same + 1 :] == shorter[same:]
