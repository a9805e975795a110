"""Looser readings of a query that finds nothing as it is typed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from search.language.parser import conjunction, disjunction
from search.language.query import MAX_CHARACTERS, Query
from search.language.tree import And, AtLeast, Node, Not, Or, Synonyms, Term
from search.language.unparser import unparse
from search.text.folding import plain_numbers
from search.text.tokenizer import whole_words
from search.types import ReadingMode

_PARTICLES = frozenset("的了着过和与及或在于是以为由从向对把被将让给并而且但也都就又还很更最之其所这那此该吗呢吧啊")
SENTENCE = 6  # characters: what is shorter is taken for one word, and rather misspelt than a sentence


def loosen(query: Query) -> tuple[Query, ...]:
    """Looser readings, the strictest first; none of a query without an unquoted sentence (`SENTENCE`).

    A sentence that stands nowhere as a whole is read as its words (particles aside): all of them, all but the single
    characters, most of them, half of them. What was asked for beside it stays as it is.
    """
    if query.mode is not ReadingMode.WORDS:
        return ()
    plain = _with_plain_numbers(query.typed)
    written = replace(query, tree=plain, typed=plain, loosened="没有文章含有带圈的数字；以下文章含有不带圈的")
    return (*([written] if plain != query.typed else ()), *_distinct(query))


def as_words(query: Query) -> str:
    """The query with the words of what was written in one set apart by spaces; empty where there are none."""
    tree = _loosened(query.typed, _all_words, shortest=0)
    return unparse(tree) if query.mode is ReadingMode.WORDS and tree != query.typed else ""


@dataclass(frozen=True, slots=True)
class Without:
    """A query without one part of it; `excluded` where that part was what it left out."""

    part: str
    rest: str
    excluded: bool = False


def without_one(query: Query) -> Iterator[Without]:
    """Of what a query asks for at once, or in one of its alternatives: each part, and what remains without it.

    Nothing that only excludes remains, and nothing twice.
    """
    if query.mode is not ReadingMode.WORDS:
        return
    seen = set()
    for left in _without_one(query.typed):
        if left.rest not in seen:
            seen.add(left.rest)
            yield left


def unquoted(query: Query) -> str:
    """The query with the words of its quoted runs apart; empty where it has none of several words."""
    tree = _apart(query.typed)
    return unparse(tree) if query.mode is ReadingMode.WORDS and tree != query.typed else ""


def quoted(query: Query) -> str:
    """The query with its runs quoted, which are then looked for as they stand, marks included; empty where that would
    be too long.
    """
    text = unparse(_quoted(query.typed))
    return text if len(text) <= MAX_CHARACTERS else ""


def _quoted(node: Node) -> Node:
    match node:
        case Term() if node.across:
            return replace(node, quoted=True)
        case Synonyms():
            return _quoted(node.typed)
        case And():
            return conjunction([_quoted(child) for child in node.children])
        case Or():
            return disjunction([_quoted(child) for child in node.children])
        case AtLeast():
            return replace(node, children=tuple(_quoted(child) for child in node.children))
        case _:
            return node


def _with_plain_numbers(node: Node) -> Node:
    match node:
        case Term(quoted=False):
            return replace(node, text=plain_numbers(node.text))
        case And() | Or():
            return replace(node, children=tuple(_with_plain_numbers(child) for child in node.children))
        case _:
            return node


def _without_one(tree: Node) -> Iterator[Without]:
    match tree:
        case Not():
            yield Without(unparse(tree.child), "", excluded=True)
        case Or():
            for child in tree.children:
                if not isinstance(child, Not):
                    yield from _without_one(child)
        case And():
            for at, child in enumerate(tree.children):
                others = [*tree.children[:at], *tree.children[at + 1 :]]
                if not all(isinstance(other, Not) for other in others):
                    excluded = isinstance(child, Not)
                    yield Without(
                        unparse(child.child if isinstance(child, Not) else child),
                        unparse(conjunction(others)),
                        excluded,
                    )


def _apart(node: Node) -> Node:
    match node:
        case Term(quoted=True):
            words = _sentence(node).words
            return conjunction(list(words)) if len(words) > 1 else node
        case And():
            return conjunction([_apart(child) for child in node.children])
        case Or():
            return disjunction([_apart(child) for child in node.children])
        case _:
            return node


def _distinct(query: Query) -> Iterator[Query]:
    seen = {query.typed}
    for label, reading in _LADDER:
        tree = _loosened(query.typed, reading)
        if tree not in seen:
            seen.add(tree)
            yield replace(query, tree=tree, typed=tree, loosened=label)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """An unquoted term of several words; `content` are those of more than one character, or Latin ones."""

    words: tuple[Term, ...]
    content: tuple[Term, ...]


_Reading = Callable[[_Sentence], Node]


def _all_words(sentence: _Sentence) -> Node:
    return conjunction(list(sentence.words))


def _content_words(sentence: _Sentence) -> Node:
    return conjunction(list(sentence.content))


def _share_of_words(share: float) -> _Reading:
    def reading(sentence: _Sentence) -> Node:
        minimum = max(2, math.ceil(share * len(sentence.content)))
        if minimum >= len(sentence.content):
            return _content_words(sentence)
        return AtLeast(minimum, sentence.content)

    return reading


_LADDER: tuple[tuple[str, _Reading], ...] = (
    ("没有文章含有整句；以下文章含有其中所有的词", _all_words),
    ("没有文章含有整句；以下文章含有其中所有的实词", _content_words),
    ("没有文章含有整句；以下文章含有其中多数的词", _share_of_words(2 / 3)),
    ("没有文章含有整句；以下文章含有其中半数的词", _share_of_words(1 / 2)),
)


def _loosened(node: Node, reading: _Reading, shortest: int = SENTENCE) -> Node:
    match node:
        case Term(quoted=False) if len(node.text) >= shortest:
            sentence = _sentence(node)
            return reading(sentence) if len(sentence.content) > 1 else node
        case And():
            return conjunction([_loosened(child, reading, shortest) for child in node.children])
        case Or():
            return disjunction([_loosened(child, reading, shortest) for child in node.children])
        case _:
            return node


def _sentence(term: Term) -> _Sentence:
    texts = dict.fromkeys(token.text for token in whole_words(term.text) if token.text not in _PARTICLES)
    words = tuple(Term(text, term.fields, at=term.at) for text in texts)
    return _Sentence(words, tuple(word for word in words if len(word.text) > 1 or word.text.isascii()))
