"""What a query means, said as plainly as it can be: a tree is looked up in folded texts, one after the other."""

from __future__ import annotations

from search.folding import fold_text
from search.tokens import wildcard_regex, words
from search.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.types import Where

BESIDE = frozenset({Where.CAPTION, Where.FEATURE, Where.THEME, Where.COLUMN, Where.AUTHOR_SOUND})
Texts = dict[Where, tuple[str, ...]]


class PlainArticle:
    """The folded texts of an article's parts, their blocks joined by line breaks."""

    def __init__(self, texts: Texts) -> None:
        self.texts = {where: fold_text("\n".join(blocks)) for where, blocks in texts.items()}

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
        return [
            text
            for where, text in self.texts.items()
            if where in leaf.fields or (not leaf.fields and where not in BESIDE)
        ]


def _stands(leaf: Term | Wildcard, text: str) -> bool:
    if isinstance(leaf, Term):
        return leaf.text in text
    return any(wildcard_regex(leaf.pattern).fullmatch(word.text) for word in words(text))
