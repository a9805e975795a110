"""The query language: tree to text, such that `search.language.parser` reads the same tree from it."""

from __future__ import annotations

import re

from search.language.fields import field_name
from search.language.imprints import DATE, period_asked
from search.language.parser import FIELD_PREFIX, WILDCARD
from search.language.scanner import AND_OPERATORS, NOT_OPERATORS, OR_OPERATORS
from search.language.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard

_OF_QUERY, _OF_OR, _OF_AND = range(3)  # what a part of a query stands in, the loosest first
_SYNTAX = r'^-|[\\"()|\s《]'
_ANY_PUNCTUATION = r"[\W_]"


def unparse(tree: Node) -> str:
    """A query that reads to this tree. A looser reading (`AtLeast`) has no such query: it gives any of its words."""
    return _unparse(tree, _OF_QUERY)


def _unparse(tree: Node, inside: int) -> str:
    period = period_asked(tree)
    if period:
        return f"{field_name(DATE)}:{period.written}"
    match tree:
        case Everything():
            return ""
        case Term() | Wildcard() | Synonyms():
            return _unparse_leaf(tree, _SYNTAX)
        case Not(child=Term() | Synonyms() as child) if not period_asked(child):
            return "-" + _unparse_leaf(child, _ANY_PUNCTUATION)
        case Not():
            return "-" + _unparse(tree.child, _OF_AND)
        case And():
            joined = " ".join(_unparse(child, _OF_AND) for child in tree.children)
            return f"({joined})" if inside == _OF_AND else joined
        case Or() | AtLeast():
            joined = " OR ".join(_unparse(child, _OF_OR) for child in tree.children)
            return joined if inside == _OF_QUERY else f"({joined})"


def _unparse_leaf(leaf: Term | Wildcard | Synonyms, special: str) -> str:
    if isinstance(leaf, Synonyms):
        return _unparse_leaf(leaf.typed, special)
    field = f"{field_name(leaf.fields)}:" if leaf.fields else ""
    if isinstance(leaf, Wildcard):
        return field + leaf.pattern
    if leaf.quoted:
        return f"{field}“{leaf.text}”"  # folded text has no such marks in it
    return field + _escaped(leaf.text, special)


def _escaped(text: str, special: str) -> str:
    if text in OR_OPERATORS | AND_OPERATORS | NOT_OPERATORS:
        return "\\" + text
    if WILDCARD.fullmatch(text):
        special += "|[*?]"
    escaped = re.sub(special, lambda found: "\\" + found[0], text)
    return escaped.replace(":", "\\:", 1) if FIELD_PREFIX.match(f"{escaped}x") else escaped
