"""Looser readings of a query that finds nothing as it is typed."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from search.language.fields import FIELDS
from search.language.parser import conjunction, disjunction
from search.language.query import MAX_CHARACTERS, Query
from search.language.sentences import content_words, words_inside
from search.language.tree import And, AtLeast, Node, Not, Or, Synonyms, Term, Wildcard
from search.language.unparser import unparse
from search.text.folding import fold_text, plain_numbers
from search.text.pinyin import typed_sound
from search.types import ReadingMode

SENTENCE = 6  # characters: what is shorter is taken for one word, and rather misspelt than a sentence
_NOT_AS_TYPED = "没有文章照原样含有；"

Part = Term | Wildcard | Synonyms
"""What is asked for at once, and may be left out where any of several is enough."""


def loosen(query: Query) -> tuple[Query, ...]:
    """Looser readings, the strictest first.

    A sentence (`SENTENCE`) that stands nowhere as a whole is read as its words of two characters and more, particles
    and words that ask left out: all of them, most of them, half of them, beside whatever else was asked for. Then any
    word of the whole query is enough, and of no query in which something is quoted, excluded or asked of a field.
    """
    if query.mode is not ReadingMode.WORDS:
        return ()
    plain = _each(query.typed, _with_plain_numbers)
    written = replace(query, tree=plain, typed=plain, loosened="没有文章含有带圈的数字；以下文章含有不带圈的")
    return (*([written] if plain != query.typed else ()), *_distinct(query))


def inside(query: Query, names: Collection[str] = ()) -> Query | None:
    """The last reading: any words that stand in the terms, wherever these are cut; None where there are none.

    They are the dictionary's words, and those of the library's `names` that stand there: 王希写的 has 王希. There is no
    such reading where `loosen` makes none of any words.
    """
    texts = [part.text for part in _plain_parts(query) if isinstance(part, Term)]
    words = [name for name in names if any(name in text for text in texts)]
    words += chain.from_iterable(map(words_inside, texts))
    if not words:
        return None
    tree = _any_of([Term(word) for word in words])
    return replace(query, tree=tree, typed=tree, loosened=f"{_NOT_AS_TYPED}以下文章含有其中几个相连的字，含得多的在前")


def by_sound(query: Query) -> Query | None:
    """The query with what may be pinyin or initials asked of authors; None where nothing may."""
    if not any(isinstance(part, Term) and typed_sound(part.text) for part in _plain_parts(query)):
        return None
    tree, whole = _each(query.typed, _sounding), typed_sound(fold_text(query.text))
    if whole and isinstance(query.typed, And):  # zhu xu sen
        tree = disjunction([_sounding(Term(whole)), tree])
    return replace(query, tree=tree, typed=tree, loosened=f"{_NOT_AS_TYPED}西文按作者姓名的拼音或首字母查找")


def as_words(query: Query) -> str:
    """The query with the words of what was written in one set apart by spaces; empty where there are none."""
    tree = _loosened(query.typed, _all_of, shortest=0)
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
    tree = _each(query.typed, _apart)
    return unparse(tree) if query.mode is ReadingMode.WORDS and tree != query.typed else ""


def quoted(query: Query) -> str:
    """The query with its runs quoted, which are then looked for as they stand, marks included; empty where that would
    be too long.
    """
    text = unparse(_each(query.typed, _quoted))
    return text if len(text) <= MAX_CHARACTERS else ""


def _each(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with all that is asked for at once, or as alternatives, changed; what is excluded stays."""
    match node:
        case And():
            return conjunction([_each(child, change) for child in node.children])
        case Or():
            return disjunction([_each(child, change) for child in node.children])
        case _:
            return change(node)


def _quoted(node: Node) -> Node:
    match node:
        case Term() if node.across:
            return replace(node, quoted=True)
        case Synonyms():
            return _quoted(node.typed)
        case AtLeast():
            return replace(node, children=tuple(_each(child, _quoted) for child in node.children))
        case _:
            return node


def _with_plain_numbers(node: Node) -> Node:
    return replace(node, text=plain_numbers(node.text)) if isinstance(node, Term) and not node.quoted else node


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
        case Term(quoted=True) if len(words := _content(node)) > 1:
            return _all_of(words)
        case _:
            return node


def _distinct(query: Query) -> Iterator[Query]:
    seen = {query.typed}
    sentences = ((label, _loosened(query.typed, reading)) for label, reading in _LADDER)
    for label, tree in chain(sentences, _any_words(query)):
        if tree not in seen:
            seen.add(tree)
            yield replace(query, tree=tree, typed=tree, loosened=label)


def _any_words(query: Query) -> Iterator[tuple[str, Node]]:
    """All words of a term that is no sentence, then any words of all terms."""
    words = [word for part in _plain_parts(query) for word in _said_by(part)]
    if words and isinstance(query.typed, Term):
        yield f"{_NOT_AS_TYPED}以下文章含有其中所有的词", _loosened(query.typed, _all_of, shortest=0)
    if words:
        yield f"{_NOT_AS_TYPED}以下文章含有其中任何一个词，含词多的在前", _any_of(words)


def _said_by(part: Part) -> tuple[Part, ...]:
    return _content(part) if isinstance(part, Term) else (part,)


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


def _sounding(node: Node) -> Node:
    match node:
        case Term() if sound := typed_sound(node.text):
            return Term(sound, FIELDS["作者"], at=node.at)
        case _:
            return node


_Reading = Callable[[tuple[Term, ...]], Node]
"""What is made of a sentence's words."""


def _all_of(words: tuple[Term, ...]) -> Node:
    return conjunction(list(words))


def _share_of_words(share: float) -> _Reading:
    def reading(words: tuple[Term, ...]) -> Node:
        minimum = max(2, math.ceil(share * len(words)))
        return AtLeast(minimum, words) if minimum < len(words) else _all_of(words)

    return reading


_LADDER: tuple[tuple[str, _Reading], ...] = (
    ("没有文章含有整句；以下文章含有其中所有的词", _all_of),
    ("没有文章含有整句；以下文章含有其中多数的词", _share_of_words(2 / 3)),
    ("没有文章含有整句；以下文章含有其中半数的词", _share_of_words(1 / 2)),
)


def _loosened(tree: Node, reading: _Reading, shortest: int = SENTENCE) -> Node:
    """The tree with another reading of each unquoted term of so many characters that has several words."""

    def read(node: Node) -> Node:
        match node:
            case Term(quoted=False) if len(node.text) >= shortest and len(words := _content(node)) > 1:
                return reading(words)
            case _:
                return node

    return _each(tree, read)


def _content(term: Term) -> tuple[Term, ...]:
    return tuple(Term(word, term.fields, at=term.at) for word in content_words(term.text))
