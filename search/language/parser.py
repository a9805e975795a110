"""The query language: text to tree. `search.language.unparser` is the way back.

    query   = any [ "OR" any ]…          OR, | or 或 between spaces; | also without
    any     = [not] operand …            several are AND; so is AND or 且 between spaces
    not     = "-" before, "NOT" or 非    or leading
    operand = [field ":"] ( "(" query ")" | phrase | word )
    phrase  = "…" “…” 「…」 『…』 《…》
    word    = what stands between spaces; Latin words and numbers may have * and ? in them

What is asked of 日期 is a period (`search.text.periods`) or 不详, and of 版次 may be a bare number.

Full-width forms are the same. A backslash takes a character's meaning away outside of phrases. Nearly every text can be
read: a mark without its partner, or an operator without an operand, is text; but not a parenthesis before a word that
is never closed, with an operator behind it, nor a 日期 that names no days. A hyphen before a number is a minus where
the library has it so, and excludes nothing then (-5度). `narrowed` says whether a reading may leave articles out in
which the text stands as typed; all others only ask for runs of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from search.errors import BadQuery, TooDeep, TooManyTerms
from search.language.fields import FIELD_NAMES, field_wheres
from search.language.imprints import DATE, PAGE, UNDATED, date_terms, page_text, without_date_field
from search.language.repairs import refuse_unclosed, without_deep_groups
from search.language.scanner import (
    AND_OPERATORS,
    CLOSE,
    ESCAPE,
    NOT_OPERATORS,
    OPEN,
    OR_OPERATORS,
    TEXT,
    ScannedQuery,
    scan,
)
from search.language.tree import Everything, Node, Not, Synonyms, Term, Wildcard, conjunction, disjunction
from search.text.folding import fold_text
from search.text.tokenizer import LETTER
from search.types import Where

MAX_TERMS = 32
MAX_DEPTH = 8

FIELD_PREFIX = re.compile(rf"({'|'.join(FIELD_NAMES)}):\s*(?=[^\s|{CLOSE}])", re.IGNORECASE)
_WORD = re.compile(rf"[^\s|{OPEN}{CLOSE}]+")
WILDCARD = re.compile(rf"(?=.*[*?])(?=.*{LETTER})(?:{LETTER}|[*?&.+#])+")
_UNCLEAN = re.compile(r"""[()\[\]{}<>《》〈〉「」『』【】〔〕“”"]""")

SynonymTable = Mapping[str, tuple[Term | Wildcard, ...]]
"""Folded term → the terms that curators say mean the same."""

Occurs = Callable[[str], bool]
"""Whether some article contains a folded text exactly."""


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A parsed query: `folded` are the terms that folding changed, as (typed, folded); `narrowed` see the module;
    `minuses` are the negative numbers that could have been exclusions.
    """

    tree: Node
    narrowed: bool
    folded: tuple[tuple[str, str], ...]
    minuses: tuple[str, ...] = ()


def parse_text(text: str, others: SynonymTable, occurs: Occurs) -> ParsedText:
    """Parse a query; `BadQuery` where it has too many terms or levels, or a parenthesis is not closed."""
    source = scan(text)
    refuse_unclosed(source)
    parser = _Parser(source, others, occurs)
    tree = parser.query(0, len(text), (), 0)
    return ParsedText(tree, parser.narrowed, tuple(parser.folded), tuple(parser.minuses))


@dataclass(frozen=True, slots=True)
class _Piece:
    """An operand, or an operator; an operator's `node` is its own text, for where it lacks an operand."""

    node: Node
    operator: str = ""


@dataclass(slots=True)
class _Parser:
    """A recursive-descent parser of one query. Places are offsets in it, `end` is exclusive."""

    source: ScannedQuery
    others: SynonymTable
    occurs: Occurs
    narrowed: bool = False
    terms: int = 0
    folded: list[tuple[str, str]] = field(default_factory=list)
    minuses: list[str] = field(default_factory=list)

    def query(self, start: int, end: int, fields: tuple[Where, ...], depth: int) -> Node:
        pieces = _with_operators_resolved(self._pieces(start, end, fields, depth))
        alternatives: list[list[Node]] = [[]]
        negated = False
        for piece in pieces:
            if piece.operator in OR_OPERATORS:
                alternatives.append([])
            elif piece.operator in NOT_OPERATORS:
                negated = True
            elif not piece.operator:
                alternatives[-1].append(self._negation(piece.node) if negated else piece.node)
                negated = False
        return disjunction([conjunction(nodes) for nodes in alternatives])

    def _pieces(self, start: int, end: int, fields: tuple[Where, ...], depth: int) -> list[_Piece]:
        pieces: list[_Piece] = []
        at = start
        while at < end:
            if self.source.syntax[at].isspace():
                at += 1
                continue
            piece, at = self._piece(at, end, fields, depth)
            if not isinstance(piece.node, Everything):
                pieces.append(piece)
        return pieces

    def _piece(self, at: int, end: int, fields: tuple[Where, ...], depth: int) -> tuple[_Piece, int]:
        syntax = self.source.syntax
        if syntax[at] == "|":
            return _Piece(Term("|", fields, at=at), "|"), at + 1
        if syntax[at] == "-" and self._excludes(at, end):
            minus = self._negative_number(at, end)
            if minus:
                self.minuses.append(minus)
                return _Piece(self._term(minus, at, fields, quoted=True)), at + len(minus)
            node, after = self._operand(at + 1, end, fields, depth)
            return _Piece(self._negation(node)), after
        word = self._word_end(at, end)
        if syntax[at:word] in OR_OPERATORS | AND_OPERATORS | NOT_OPERATORS:
            return _Piece(Term(fold_text(syntax[at:word]), fields, at=at), syntax[at:word]), word
        node, after = self._operand(at, end, fields, depth)
        return _Piece(node), after

    def _negation(self, node: Node) -> Node:
        self.narrowed = True
        if isinstance(node, Everything):
            return node
        return node.child if isinstance(node, Not) else Not(node)

    def _excludes(self, at: int, end: int) -> bool:
        """Whether a hyphen before a word takes that word out, and is not from the middle of a text: -1], -》"""
        operand = at + 1
        if operand in self.source.phrases or operand in self.source.groups:
            return True
        word = self.source.syntax[operand : self._word_end(operand, end)]
        return re.search(rf"[^\W_]|{TEXT}", word) is not None and word[0] != "-" and not _UNCLEAN.search(word)

    def _negative_number(self, at: int, end: int) -> str:
        """A word of a hyphen and a number that the library has so; else empty."""
        word = self.source.text[at : self._word_end(at, end)]
        return word if word[1:2].isdecimal() and self.occurs(fold_text(word)) else ""

    def _operand(self, at: int, end: int, fields: tuple[Where, ...], depth: int) -> tuple[Node, int]:
        named = FIELD_PREFIX.match(self.source.syntax, at, end)
        if named:
            self.narrowed = True
            at, fields = named.end(), field_wheres(named[1])
        if at in self.source.phrases:
            closing = self.source.phrases[at]
            return self._term(self.source.text[at + 1 : closing], at, fields, quoted=True), closing + 1
        if at in self.source.groups:
            return self._group(at, fields, depth + 1)
        after = self._word_end(at, end)
        return self._word(at, after, fields), after

    def _group(self, at: int, fields: tuple[Where, ...], depth: int) -> tuple[Node, int]:
        closing = self.source.groups[at]
        if depth > MAX_DEPTH:
            raise TooDeep(f"括号套了超过 {MAX_DEPTH} 层", at, without_deep_groups(self.source, MAX_DEPTH))
        return self.query(at + 1, closing, fields, depth), closing + 1

    def _word_end(self, at: int, end: int) -> int:
        word = _WORD.match(self.source.syntax, at, end)
        return word.end() if word else at

    def _word(self, at: int, end: int, fields: tuple[Where, ...]) -> Node:
        syntax = self.source.syntax[at:end]
        typed = self.source.text[at:end]
        if TEXT not in syntax and WILDCARD.fullmatch(fold_text(typed)):
            self.narrowed = True
            self._count(at)
            return Wildcard(fold_text(typed), fields, at)
        if ESCAPE in syntax:
            self.narrowed = True
            typed = "".join(char for char, kind in zip(typed, syntax, strict=True) if kind != ESCAPE)
        return self._term(typed, at, fields, quoted=False)

    def _term(self, typed: str, at: int, fields: tuple[Where, ...], *, quoted: bool) -> Node:
        text = fold_text(typed)
        if not text:
            return Everything()
        self._count(at)
        if fields == DATE and text != UNDATED:
            return self._days(typed, at)
        text = fold_text(page_text(text)) if fields == PAGE else text
        if text != typed:
            self.folded.append((typed, text))
        term = Term(text, fields, quoted, at)
        others = () if quoted else self.others.get(text, ())
        return Synonyms(term, tuple(_in_fields(other, fields) for other in others)) if others else term

    def _days(self, typed: str, at: int) -> Node:
        """What asks for the days that are named; where none are, the whole query may be text of the library's."""
        days = date_terms(typed, at)
        if days:
            return disjunction(days)
        if self.occurs(fold_text(self.source.text)):
            return Term(fold_text(typed), DATE, at=at)
        message = f"“{typed.strip()}”不是能读的日期，请写 2024、2024-03、2024-03-10 或 2024-01..2024-06"
        raise BadQuery(message, at, without_date_field(self.source.text, at))

    def _count(self, at: int) -> None:
        self.terms += 1
        if self.terms > MAX_TERMS:
            raise TooManyTerms(f"超过 {MAX_TERMS} 个词", at, self.source.text[:at].strip())


def _in_fields(term: Term | Wildcard, fields: tuple[Where, ...]) -> Term | Wildcard:
    return Term(term.text, fields) if isinstance(term, Term) else Wildcard(term.pattern, fields)


def _with_operators_resolved(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces; an operator without its operands becomes a term."""
    resolved: list[_Piece] = []
    for index, piece in enumerate(pieces):
        follows = pieces[index + 1 : index + 3]
        if piece.operator in NOT_OPERATORS:
            applies = bool(follows) and not follows[0].operator
        else:
            before = bool(resolved) and not resolved[-1].operator
            applies = before and bool(follows) and (not follows[0].operator or _negates(follows))
        resolved.append(piece if not piece.operator or applies else _Piece(piece.node))
    return resolved


def _negates(pieces: list[_Piece]) -> bool:
    return len(pieces) == 2 and pieces[0].operator in NOT_OPERATORS and not pieces[1].operator
