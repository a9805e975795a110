"""Queries and filters at random, for engines to answer as their definition says."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from search.language.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.text.tokenizer import fold_text
from search.types import MISSING, IndexDocument, Where
from tests.search.engines.corpus import cutting
from tests.search.plain_matching import without_marks


def runs_across_marks(chance: random.Random, articles: list[dict[Where, tuple[str, ...]]]) -> Iterator[str]:
    """Runs of 4 to 12 characters without marks, of blocks that have marks inside of them, within a sentence."""
    while True:
        block = fold_text(chance.choice(chance.choice(articles)[Where.BODY] or ("",)))
        pieces = [piece for piece in re.split("[。!?;…]", block) if len(without_marks(piece)) > 12]
        if not pieces:
            continue
        piece = chance.choice(pieces)
        start, size = chance.randrange(len(piece) - 4), chance.randint(4, 12)
        run = without_marks(piece[start:])[:size]
        if len(run) >= 4 and run not in piece:
            yield run


def random_tree(chance: random.Random, depth: int) -> Node:
    if depth == 0 or chance.random() < 0.3:
        text = fold_text(cutting(chance, 3))
        return Term(text, quoted=chance.random() < 0.3) if text else Everything()
    children = tuple(random_tree(chance, depth - 1) for _ in range(chance.randint(2, 3)))
    kind = chance.choice([And, Or, Not, AtLeast, Synonyms])
    if kind is Not:
        return Not(children[0])
    if kind is AtLeast:
        return AtLeast(chance.randint(1, 3), children)
    if kind is Synonyms:
        return Synonyms(Term("产业"), (Term("集群"), Wildcard("ai")))
    return kind(children)


def random_listing_tree(chance: random.Random) -> Node:
    """A tree, most often of short terms, some in a field, over a line break or of rare characters."""
    kind = chance.random()
    if kind < 0.4:
        return random_tree(chance, 2)
    texts = [fold_text(cutting(chance, 2)) for _ in range(3)] + ["发展", "展\n发", "ai", "𠮷", "展", "a"]
    leaves: list[Node] = [Term(text) for text in chance.sample(list(filter(None, texts)), k=2)]
    leaves.append(Term(chance.choice(["发", "的", "a"]), tuple(chance.sample(list(Where), k=2))))
    return Or((*leaves, Wildcard("a*"))) if kind < 0.6 else Or(tuple(leaves))


def random_filters(chance: random.Random) -> dict[str, tuple[str, ...]]:
    values = {
        "column": ["1", "2", "3", MISSING],
        "author": ["1", "2", "5", MISSING],
        "theme": ["7", "9", MISSING],
        "organisation": ["重庆大学", "没有的大学"],
        "year": ["2023", MISSING],
        "date": ["2023-05", "2024-06", "1999-01", MISSING],
        "publication": ["山城日报", MISSING],
        "section": ["理论", "没有的版"],
        "printed_page": ["A03", MISSING],
    }
    chosen = chance.sample(list(values), k=chance.randint(0, 3))
    return {name: tuple(chance.sample(values[name], k=chance.randint(1, 2))) for name in chosen}


def passes(document: IndexDocument, filters: dict[str, tuple[str, ...]]) -> bool:
    return all(set(document.facets[name] or (MISSING,)) & set(chosen) for name, chosen in filters.items())
