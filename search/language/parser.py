"""The query language: text to tree. `search.language.unparser` is the way back.

    query   = any [ "OR" any ]…          OR, | or 或 between spaces; | also without
    any     = [not] operand …            several are AND; so is AND or 且 between spaces
    not     = "-" before, "NOT" or 非    or leading
    operand = [field ":"] ( "(" query ")" | phrase | word )
    phrase  = "…" “…” 「…」 『…』 《…》
    word    = what stands between spaces; Latin words and numbers may have * and ? in them

Full-width forms are the same. A backslash takes a sign's meaning away outside of phrases. Nearly every text can be
read: a sign without its partner, or an operator without an operand, is text; but not a parenthesis before a word that
is never closed, with an operator behind it. A hyphen before a number is a minus where the library has it so, and
excludes nothing then (-5度). `narrowed` says whether a reading may leave articles out in which the text stands as
typed; all others only ask for runs of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from search.errors import BadQuery
from search.language.fields import FIELD_NAMES, field_wheres
from search.language.punctuation import CLOSE, ESCAPE, OPEN, TEXT, Signs, opens, read_signs
from search.language.tree import And, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.text.folding import fold_text
from search.text.tokenizer import LETTER
from search.types import Where

MAX_TERMS = 32
MAX_DEPTH = 8

OR_SIGNS = frozenset({"OR", "或", "|"})
AND_SIGNS = frozenset({"AND", "且"})
NOT_SIGNS = frozenset({"NOT", "非"})
FIELD_SIGN = re.compile(rf"({'|'.join(FIELD_NAMES)}):\s*(?=[^\s|{CLOSE}])", re.IGNORECASE)
_WORD = re.compile(rf"[^\s|{OPEN}{CLOSE}]+")
WILDCARD = re.compile(rf"(?=.*[*?])(?=.*{LETTER})(?:{LETTER}|[*?&.+#])+")
_WORD_SIGN = re.compile(rf"\s(?:{'|'.join(sorted((OR_SIGNS | AND_SIGNS | NOT_SIGNS) - {'|'}))})(?!\S)")
_SIGNS_AT_END = re.compile(rf"(?:{_WORD_SIGN.pattern}|\s)*\Z")
_UNCLEAN = re.compile(r"""[()\[\]{}<>《》〈〉「」『』【】〔〕“”"]""")

Others = Mapping[str, tuple[Term | Wildcard, ...]]
"""What curators say means the same as a folded term."""

Stands = Callable[[str], bool]
"""Says whether a folded text stands in some article, as it is."""


@dataclass(frozen=True, slots=True)
class Grammatical:
    """A text as read: its tree, what its terms were before folding, whether it is `narrowed` (see the module), and the
    negative numbers that could have been exclusions.
    """

    tree: Node
    narrowed: bool
    folded: tuple[tuple[str, str], ...]
    minuses: tuple[str, ...] = ()


def read(text: str, others: Others, stands: Stands) -> Grammatical:
    """Read a query; `BadQuery` where it has too many terms or levels, or a parenthesis is not closed."""
    source = read_signs(text)
    _refuse_unclosed(source)
    reader = _Reader(source, others, stands)
    tree = reader.query(0, len(text), (), 0)
    return Grammatical(tree, reader.narrowed, tuple(reader.folded), tuple(reader.minuses))


def conjunction(children: list[Node]) -> Node:
    """All of them, without levels that say nothing."""
    flat = [leaf for child in children for leaf in (child.children if isinstance(child, And) else (child,))]
    flat = [leaf for leaf in flat if not isinstance(leaf, Everything)]
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disjunction(children: list[Node]) -> Node:
    """Any of them, without levels that say nothing."""
    flat = [leaf for child in children for leaf in (child.children if isinstance(child, Or) else (child,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


@dataclass(frozen=True, slots=True)
class _Piece:
    """An operand, or an operator's sign; `node` is what it asks for, of a sign where it turns out to be text."""

    node: Node
    sign: str = ""


@dataclass(slots=True)
class _Reader:
    """Reads one query from left to right. Places are offsets in it, `end` is exclusive."""

    source: Signs
    others: Others
    stands: Stands
    narrowed: bool = False
    terms: int = 0
    folded: list[tuple[str, str]] = field(default_factory=list)
    minuses: list[str] = field(default_factory=list)

    def query(self, start: int, end: int, fields: tuple[Where, ...], depth: int) -> Node:
        pieces = _meant(self._pieces(start, end, fields, depth))
        alternatives: list[list[Node]] = [[]]
        negated = False
        for piece in pieces:
            if piece.sign in OR_SIGNS:
                alternatives.append([])
            elif piece.sign in NOT_SIGNS:
                negated = True
            elif not piece.sign:
                alternatives[-1].append(self._negation(piece.node) if negated else piece.node)
                negated = False
        return disjunction([conjunction(nodes) for nodes in alternatives])

    def _pieces(self, start: int, end: int, fields: tuple[Where, ...], depth: int) -> list[_Piece]:
        pieces: list[_Piece] = []
        at = start
        while at < end:
            if self.source.signs[at].isspace():
                at += 1
                continue
            piece, at = self._piece(at, end, fields, depth)
            if not isinstance(piece.node, Everything):
                pieces.append(piece)
        return pieces

    def _piece(self, at: int, end: int, fields: tuple[Where, ...], depth: int) -> tuple[_Piece, int]:
        signs = self.source.signs
        if signs[at] == "|":
            return _Piece(Term("|", fields, at=at), "|"), at + 1
        if signs[at] == "-" and self._excludes(at, end):
            minus = self._negative_number(at, end)
            if minus:
                self.minuses.append(minus)
                return _Piece(self._term(minus, at, fields, quoted=True)), at + len(minus)
            node, after = self._operand(at + 1, end, fields, depth)
            return _Piece(self._negation(node)), after
        word = self._word_end(at, end)
        if signs[at:word] in OR_SIGNS | AND_SIGNS | NOT_SIGNS:
            return _Piece(Term(fold_text(signs[at:word]), fields, at=at), signs[at:word]), word
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
        word = self.source.signs[operand : self._word_end(operand, end)]
        return re.search(rf"[^\W_]|{TEXT}", word) is not None and word[0] != "-" and not _UNCLEAN.search(word)

    def _negative_number(self, at: int, end: int) -> str:
        """A word of a hyphen and a number that the library has so; else empty."""
        word = self.source.text[at : self._word_end(at, end)]
        return word if word[1:2].isdecimal() and self.stands(fold_text(word)) else ""

    def _operand(self, at: int, end: int, fields: tuple[Where, ...], depth: int) -> tuple[Node, int]:
        named = FIELD_SIGN.match(self.source.signs, at, end)
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
            raise BadQuery(f"括号套了超过 {MAX_DEPTH} 层", at, _without_deep_groups(self.source))
        return self.query(at + 1, closing, fields, depth), closing + 1

    def _word_end(self, at: int, end: int) -> int:
        word = _WORD.match(self.source.signs, at, end)
        return word.end() if word else at

    def _word(self, at: int, end: int, fields: tuple[Where, ...]) -> Node:
        signs = self.source.signs[at:end]
        typed = self.source.text[at:end]
        if TEXT not in signs and WILDCARD.fullmatch(fold_text(typed)):
            self.narrowed = True
            self._count(at)
            return Wildcard(fold_text(typed), fields, at)
        if ESCAPE in signs:
            self.narrowed = True
            typed = "".join(char for char, sign in zip(typed, signs, strict=True) if sign != ESCAPE)
        return self._term(typed, at, fields, quoted=False)

    def _term(self, typed: str, at: int, fields: tuple[Where, ...], *, quoted: bool) -> Node:
        text = fold_text(typed)
        if not text:
            return Everything()
        self._count(at)
        if text != typed:
            self.folded.append((typed, text))
        term = Term(text, fields, quoted, at)
        others = () if quoted else self.others.get(text, ())
        return Synonyms(term, tuple(_within(other, fields) for other in others)) if others else term

    def _count(self, at: int) -> None:
        self.terms += 1
        if self.terms > MAX_TERMS:
            raise BadQuery(f"超过 {MAX_TERMS} 个词", at, self.source.text[:at].strip())


def _within(term: Term | Wildcard, fields: tuple[Where, ...]) -> Term | Wildcard:
    return Term(term.text, fields) if isinstance(term, Term) else Wildcard(term.pattern, fields)


def _meant(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces; a sign without its operands is text."""
    meant: list[_Piece] = []
    for index, piece in enumerate(pieces):
        follows = pieces[index + 1 : index + 3]
        if piece.sign in NOT_SIGNS:
            stands = bool(follows) and not follows[0].sign
        else:
            before = bool(meant) and not meant[-1].sign
            stands = before and bool(follows) and (not follows[0].sign or _negates(follows))
        meant.append(piece if not piece.sign or stands else _Piece(piece.node))
    return meant


def _negates(pieces: list[_Piece]) -> bool:
    return len(pieces) == 2 and pieces[0].sign in NOT_SIGNS and not pieces[1].sign


def _refuse_unclosed(source: Signs) -> None:
    """Where a parenthesis that groups is never closed, as the operator behind it says: (甲 OR 乙"""
    for at, sign in enumerate(source.signs):
        if sign == "(" and opens(source.signs, at) and _WORD_SIGN.search(source.signs, at + 1):
            raise BadQuery("左括号没有对应的右括号", at, _closed(source, at))


def _closed(source: Signs, at: int) -> str:
    """The query without operators at its end, and with a closing parenthesis there, if others remain to be grouped."""
    end = _SIGNS_AT_END.search(source.signs).start()  # type: ignore[union-attr]  # which is found in every text
    text = source.text[:end]
    return f"{text})" if _WORD_SIGN.search(source.signs, at + 1, end) else text[:at] + text[at + 1 :]


def _without_deep_groups(source: Signs) -> str:
    """The query without the parentheses that go too deep."""
    depth, dropped = 0, set()
    closings = set(source.groups.values())
    for at in range(len(source.text)):
        depth += at in source.groups
        if depth > MAX_DEPTH and (at in source.groups or at in closings):
            dropped.add(at)
        depth -= at in closings
    return "".join(" " if at in dropped else char for at, char in enumerate(source.text))
