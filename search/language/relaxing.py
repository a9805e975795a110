"""Looser readings of a query that finds nothing as it is typed."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from search.language.fields import FIELDS
from search.language.query import Query
from search.language.sentences import content_words, words_inside
from search.language.tree import (
    And,
    AtLeast,
    Node,
    Or,
    Synonyms,
    Term,
    Wildcard,
    conjunction,
    disjunction,
    map_positive,
)
from search.text.characters import plain_numbers
from search.text.folding import fold_text
from search.text.pinyin import typed_sound
from search.types import ReadingMode

SENTENCE = 6  # characters: what is shorter is taken for one word, and rather misspelt than a sentence
_NOT_AS_TYPED = "没有文章照原样含有；"

Part = Term | Wildcard | Synonyms
"""What is asked for at once, and may be left out where any of several is enough."""


def relaxations(query: Query) -> tuple[Query, ...]:
    """Looser readings, the strictest first.

    A sentence (`SENTENCE`) that stands nowhere as a whole is read as its words of two characters and more, particles
    and words that ask left out: all of them, most of them, half of them, beside whatever else was asked for. Then any
    word of the whole query is enough, and of no query in which something is quoted, excluded or asked of a field.
    """
    if query.mode is not ReadingMode.WORDS:
        return ()
    plain = map_positive(query.typed, _with_plain_numbers)
    written = replace(query, tree=plain, typed=plain, loosened="没有文章含有带圈的数字；以下文章含有不带圈的")
    return (*([written] if plain != query.typed else ()), *_distinct(query))


def any_words_within(query: Query, names: Collection[str] = ()) -> Query | None:
    """The last reading: any words that stand in the terms, wherever these are cut; None where there are none.

    They are the dictionary's words, and those of the library's `names` that stand there: 王希写的 has 王希. There is no
    such reading where `relaxations` makes none of any words.
    """
    texts = [part.text for part in _plain_parts(query) if isinstance(part, Term)]
    words = [name for name in names if any(name in text for text in texts)]
    words += chain.from_iterable(map(words_inside, texts))
    if not words:
        return None
    tree = _any_of([Term(word) for word in words])
    return replace(query, tree=tree, typed=tree, loosened=f"{_NOT_AS_TYPED}以下文章含有其中几个相连的字，含得多的在前")


def as_author_pinyin(query: Query) -> Query | None:
    """The query with each term that may be an author's pinyin or initials looked for as such; None where none may."""
    if not any(isinstance(part, Term) and typed_sound(part.text) for part in _plain_parts(query)):
        return None
    tree, whole = map_positive(query.typed, _as_pinyin), typed_sound(fold_text(query.text))
    if whole and isinstance(query.typed, And):  # zhu xu sen
        tree = disjunction([_as_pinyin(Term(whole)), tree])
    return replace(query, tree=tree, typed=tree, loosened=f"{_NOT_AS_TYPED}西文按作者姓名的拼音或首字母查找")


def _with_plain_numbers(node: Node) -> Node:
    return replace(node, text=plain_numbers(node.text)) if isinstance(node, Term) and not node.quoted else node


def _distinct(query: Query) -> Iterator[Query]:
    seen = {query.typed}
    sentences = ((label, map_sentences(query.typed, reading)) for label, reading in _SENTENCE_READINGS)
    for label, tree in chain(sentences, _any_words(query)):
        if tree not in seen:
            seen.add(tree)
            yield replace(query, tree=tree, typed=tree, loosened=label)


def _any_words(query: Query) -> Iterator[tuple[str, Node]]:
    """All words of a term that is no sentence, then any words of all terms."""
    words = [word for part in _plain_parts(query) for word in _words_of(part)]
    if words and isinstance(query.typed, Term):
        yield f"{_NOT_AS_TYPED}以下文章含有其中所有的词", map_sentences(query.typed, all_of, shortest=0)
    if words:
        yield f"{_NOT_AS_TYPED}以下文章含有其中任何一个词，含词多的在前", _any_of(words)


def _words_of(part: Part) -> tuple[Part, ...]:
    return content_terms(part) if isinstance(part, Term) else (part,)


def _any_of(words: Sequence[Part]) -> Node:
    distinct = tuple(dict.fromkeys(words))
    return AtLeast(1, distinct) if len(distinct) > 1 else distinct[0]


def _plain_parts(query: Query) -> list[Part]:
    """What a query asks for; nothing where any of it is quoted, excluded or asked of a field."""
    parts = list(_parts(query.typed)) if query.mode is ReadingMode.WORDS else []
    return [part for part in parts if part is not None] if None not in parts else []


def _parts(node: Node) -> Iterator[Part | None]:
    match node:
        case And() | Or():
            for child in node.children:
                yield from _parts(child)
        case Synonyms():
            yield node if not node.typed.fields else None
        case Term(quoted=False, fields=()) | Wildcard(fields=()):
            yield node
        case _:
            yield None


def _as_pinyin(node: Node) -> Node:
    match node:
        case Term() if sound := typed_sound(node.text):
            return Term(sound, FIELDS["作者"], at=node.at)
        case _:
            return node


_WordsToNode = Callable[[tuple[Term, ...]], Node]
"""How the words of a sentence become a tree."""


def all_of(words: tuple[Term, ...]) -> Node:
    """Every word, wherever it stands."""
    return conjunction(list(words))


def _share_of_words(share: float) -> _WordsToNode:
    def reading(words: tuple[Term, ...]) -> Node:
        minimum = max(2, math.ceil(share * len(words)))
        return AtLeast(minimum, words) if minimum < len(words) else all_of(words)

    return reading


_SENTENCE_READINGS: tuple[tuple[str, _WordsToNode], ...] = (
    ("没有文章含有整句；以下文章含有其中所有的词", all_of),
    ("没有文章含有整句；以下文章含有其中多数的词", _share_of_words(2 / 3)),
    ("没有文章含有整句；以下文章含有其中半数的词", _share_of_words(1 / 2)),
)


def map_sentences(tree: Node, reading: _WordsToNode, shortest: int = SENTENCE) -> Node:
    """The tree with `reading` of the words of each unquoted term of `shortest` characters or more that has several."""

    def read(node: Node) -> Node:
        match node:
            case Term(quoted=False) if len(node.text) >= shortest and len(words := content_terms(node)) > 1:
                return reading(words)
            case _:
                return node

    return map_positive(tree, read)


def content_terms(term: Term) -> tuple[Term, ...]:
    """A term for each content word of a term, in the same fields."""
    return tuple(Term(word, term.fields, at=term.at) for word in content_words(term.text))
