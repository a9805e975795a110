"""What a query means, said as plainly as it can be: a tree is looked up in folded texts, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.language.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.text.folding import folded_blocks
from search.text.tokenizer import LATIN_WORD, wildcard_regex, words
from search.types import WIDTH, LineOrder, Where

BESIDE = frozenset(
    {
        *(Where.CAPTION, Where.FEATURE, Where.THEME, Where.COLUMN, Where.ORGANISATION, Where.AUTHOR_SOUND),
        *(Where.DATE, Where.PUBLICATION, Where.SECTION, Where.PAGE),
    }
)
Texts = dict[Where, tuple[str, ...]]


class PlainArticle:
    """The folded texts of an article's parts, their blocks joined by line breaks."""

    def __init__(self, texts: Texts) -> None:
        self.texts = {where: folded_blocks(blocks) for where, blocks in texts.items()}

    def matches(self, tree: Node) -> bool:
        match tree:
            case Everything():
                return True
            case Term() | Wildcard():
                return any(_stands(tree, text) for text in self._looked_into(tree))
            case Synonyms():
                return any(map(self.matches, (tree.typed, *tree.others)))
            case Not():
                return not self.matches(tree.child)
            case And():
                return all(map(self.matches, tree.children))
            case Or():
                return any(map(self.matches, tree.children))
            case AtLeast():
                return sum(map(self.matches, tree.children)) >= tree.minimum

    def _looked_into(self, leaf: Term | Wildcard) -> list[str]:
        return [text for where, text in self.texts.items() if _looks_into(leaf, where)]


def _looks_into(leaf: Term | Wildcard, where: Where) -> bool:
    return where in leaf.fields or (not leaf.fields and where not in BESIDE)


def _stands(leaf: Term | Wildcard, text: str) -> bool:
    if isinstance(leaf, Term):
        return leaf.text in text or (not leaf.quoted and _stands_across(leaf.text, text))
    return any(wildcard_regex(leaf.pattern).fullmatch(word.text) for word in words(text))


@lru_cache(maxsize=10_000)
def without_marks(text: str) -> str:
    """Sign by sign; kept, as hundreds of queries are looked up in the same texts."""
    return "".join(sign for at, sign in enumerate(text) if not _is_mark(text, at))


def _is_mark(text: str, at: int) -> bool:
    if text[at] != ".":
        return text[at] in " \"'-·,:、()[]<>《》〈〉【】〔〕〖〗"
    before, behind = f" {text}"[at], f"{text}x"[at + 1]
    decimal = before in "0123456789" and behind in "0123456789"
    return before != "." and behind not in " \n." and not decimal


def _stands_across(run: str, text: str) -> bool:
    run = without_marks(run)
    return len(run) > 1 and (run in text or run in without_marks(text))


@dataclass(frozen=True, slots=True)
class PlainLine:
    """The `number`-th occurrence in a part of an article, with what stands beside it, the nearest character first."""

    article_id: int
    where: Where
    number: int
    before: str
    behind: str

    def sort_key(self, order: LineOrder) -> str:
        return {LineOrder.TEXT: "", LineOrder.LEFT: self.before, LineOrder.RIGHT: self.behind}[order]


def plain_lines(article_id: int, article: PlainArticle, tree: Node, parts: Iterable[Where]) -> Iterator[PlainLine]:
    """Every occurrence of a tree in an article, read from the beginning to the end."""
    leaves = list(dict.fromkeys(_asked_for(tree)))
    for where in parts:
        text = article.texts.get(where, "")
        for number, (start, end) in enumerate(_apart(text, [leaf for leaf in leaves if _looks_into(leaf, where)])):
            before = text[:start].rpartition("\n")[2].removesuffix(" ")[::-1]
            behind = text[end:].partition("\n")[0].removeprefix(" ")
            yield PlainLine(article_id, where, number, before[:WIDTH], behind[:WIDTH])


def _apart(text: str, leaves: list[Term | Wildcard]) -> Iterator[tuple[int, int]]:
    after = 0
    for start, end in sorted((span for leaf in leaves for span in _spans(leaf, text)), key=lambda s: (s[0], -s[1])):
        if start >= after:
            after = end
            yield start, end


def _spans(leaf: Term | Wildcard, text: str) -> Iterator[tuple[int, int]]:
    if isinstance(leaf, Wildcard):
        found = re.finditer(LATIN_WORD, text)
        yield from (word.span() for word in found if wildcard_regex(leaf.pattern).fullmatch(word[0]))
        return
    for line in filter(None, leaf.text.split("\n")):
        yield from (match.span() for match in re.finditer(re.escape(line), text))
        run = without_marks(line)
        if not leaf.quoted and len(run) > 1:
            yield from (match.span() for match in re.finditer(re.escape(run), text))
            yield from _spans_across(run, text)


def _spans_across(run: str, text: str) -> Iterator[tuple[int, int]]:
    places = [at for at in range(len(text)) if not _is_mark(text, at)]
    rest = "".join(text[at] for at in places)
    for match in re.finditer(f"(?={re.escape(run)})", rest):
        start, end = places[match.start()], places[match.start() + len(run) - 1] + 1
        if end - start > len(run):
            yield start, end


def _asked_for(tree: Node) -> Iterator[Term | Wildcard]:
    match tree:
        case Term() | Wildcard():
            yield tree
        case Synonyms():
            yield from (tree.typed, *tree.others)
        case And() | Or() | AtLeast():
            for child in tree.children:
                yield from _asked_for(child)
