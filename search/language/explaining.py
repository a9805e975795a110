"""读法: how a query was read, in words, made from its tree; and what of a text it marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.language.fields import field_name
from search.language.imprints import DATE, period_asked
from search.language.query import Query
from search.language.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.language.variants import quoted
from search.types import QueryReading, ReadingNote

_QUOTATION_MARK = re.compile('[“”"]')
_SIGN = re.compile(r"[\W_]")


def explain(query: Query, across: int = 0) -> QueryReading:
    """How a query was read; for `across` of what it finds, marks were read over.

    The notes' kinds: word, phrase, wildcard, synonym, any (several of which one is enough), most, exclusion,
    everything, folded, minus, across. What is asked of a field begins with the field's name; terms are named as they
    were typed.
    """
    names = {folded: typed.strip() for typed, folded in query.folded}
    notes = [*_Notes(names).notes(query.typed), *_folded_notes(query), *map(_minus_note, query.minuses)]
    if not across:
        return QueryReading(query.mode, tuple(notes), query.loosened)
    notes.append(ReadingNote("across", f"字间的标点和空格不计，其中 {across:,} 篇由此找到"))
    return QueryReading(query.mode, tuple(notes), query.loosened, quoted(query))


def highlight_terms(tree: Node) -> tuple[Term | Wildcard, ...]:
    """What of a text a query marks: everything that it asks for, and nothing that it excludes; each once."""
    return tuple(dict.fromkeys(_asked_for(tree)))


def _asked_for(tree: Node) -> Iterator[Term | Wildcard]:
    match tree:
        case Term() | Wildcard():
            yield tree
        case Synonyms():
            yield tree.typed
            yield from tree.others
        case And() | Or() | AtLeast():
            for child in tree.children:
                yield from _asked_for(child)


@dataclass(frozen=True, slots=True)
class _Notes:
    """Puts trees into words; `names` are the terms as typed."""

    names: dict[str, str]

    def notes(self, tree: Node) -> Iterator[ReadingNote]:
        match tree:
            case And():
                for child in tree.children:
                    yield from self.notes(child)
            case Synonyms():
                yield ReadingNote("word", self.described(tree.typed))
                yield ReadingNote("synonym", f"{self.named(tree.typed)}也查同义的{self.listed(tree.others)}")
            case _:
                yield ReadingNote(_kind(tree), self.described(tree))

    def described(self, tree: Node) -> str:
        period = period_asked(tree)
        if period:
            return f"{field_name(DATE)}为{period.said}"
        match tree:
            case Everything():
                return "全部文章"
            case Term() | Wildcard():
                return self.described_leaf(tree)
            case Synonyms():
                return f"{self.described(tree.typed)}（或同义的{self.listed(tree.others)}）"
            case Not():
                return f"{'不是' if period_asked(tree.child) else '不含'}{self.grouped(tree.child)}"
            case AtLeast():
                enough = f"至少 {tree.minimum} 个" if tree.minimum > 1 else "任何一个"
                return f"{'、'.join(map(self.described, tree.children))}中{enough}"
            case And():
                return "并且".join(map(self.grouped, tree.children))
            case Or():
                return "或".join(map(self.grouped, tree.children))

    def grouped(self, tree: Node) -> str:
        text = self.described(tree)
        return f"（{text}）" if isinstance(tree, And | Or | AtLeast) and not period_asked(tree) else text

    def described_leaf(self, leaf: Term | Wildcard) -> str:
        text = self.named(leaf)
        if isinstance(leaf, Term) and leaf.quoted:
            text = f"原文{text}"
        return f"{field_name(leaf.fields)}含{text}" if leaf.fields else text

    def listed(self, leaves: tuple[Term | Wildcard, ...]) -> str:
        return "、".join(map(self.named, leaves))

    def named(self, leaf: Term | Wildcard) -> str:
        folded = leaf.pattern if isinstance(leaf, Wildcard) else leaf.text
        text = self.names.get(folded, folded)
        return f"「{text}」" if _QUOTATION_MARK.search(text) else f"“{text}”"


def _kind(tree: Node) -> str:
    match tree:
        case Term():
            return "phrase" if tree.quoted else "word"
        case Wildcard():
            return "wildcard"
        case Not():
            return "exclusion"
        case AtLeast():
            return "most"
        case Everything():
            return "everything"
        case _:
            return "any"


def _minus_note(number: str) -> ReadingNote:
    return ReadingNote("minus", f"“{number}”文中有，按原文查找，不是排除；要排除，写 NOT {number[1:]}")


def _folded_notes(query: Query) -> Iterator[ReadingNote]:
    """Of the terms of which folding changed more than small letters and signs: 重慶, ３３６１８"""
    for typed, folded in dict.fromkeys(query.folded):
        if _SIGN.sub("", typed.lower()) != _SIGN.sub("", folded):
            yield ReadingNote("folded", f"“{typed.strip()}”按“{folded}”查找")
