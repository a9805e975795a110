"""What is compiled before the first reader comes is all that any search needs."""

from __future__ import annotations

import importlib
import pkgutil
import random
from pathlib import Path

from numba.core.dispatcher import Dispatcher

from search.engines.questions import Listing, Question
from search.engines.whoosh import WhooshEngine, kernels
from search.engines.whoosh.warm_up import warm_kernels
from search.language.tree import Everything, Term
from search.types import LineOrder, Sort, Where
from tests.search.engines.corpus import make_documents
from tests.search.engines.filling import article, rebuilt
from tests.search.engines.random_queries import random_filters, random_tree


def compiled() -> dict[tuple[str, str], set[str]]:
    """Of every kernel, the types it has been compiled for."""
    modules = [importlib.import_module(f"{kernels.__name__}.{m.name}") for m in pkgutil.iter_modules(kernels.__path__)]
    return {
        (module.__name__, name): set(map(str, found.signatures))
        for module in modules
        for name, found in vars(module).items()
        if isinstance(found, Dispatcher)
    }


def ask_everything(engine: WhooshEngine, chance: random.Random) -> None:
    for _ in range(60):
        tree, filters = random_tree(chance, 3), random_filters(chance)
        engine.search(Question(tree, filters, chance.choice(list(Sort))))
        engine.search(Question(tree, facets=()))
        engine.matching_ids(tree, filters, Sort.RELEVANCE)
        engine.parts_matched(tree, [1, 2, 3])
    for order in LineOrder:
        for tree in (Term("产业"), Term("产业链、供应链"), Term("成渝双城", quoted=True)):
            engine.occurrences(Listing(tree, {}, Sort.RELEVANCE, order, tuple(Where), 10_000))
    engine.similar(1)
    engine.significant_terms(Term("产业"), {})
    engine.crosstab(Everything(), {}, {"产业": Term("产业")}, "theme")


def test_no_search_compiles_anything(tmp_path: Path) -> None:
    warm_kernels()
    before, chance = compiled(), random.Random(31)
    engine = WhooshEngine(str(tmp_path / "index"))
    rebuilt(engine, make_documents(chance, 30))
    ask_everything(engine, chance)
    with engine.writer() as writer:
        writer.update([article(1, "成渝地区双城经济圈 ai")], [2])
    ask_everything(engine, chance)
    without_texts_beside = [article(number, "成渝地区双城经济圈 ai") for number in range(30)]
    rebuilt(engine, without_texts_beside)
    ask_everything(engine, chance)
    assert compiled() == before
    assert sum(map(bool, before.values())) >= 10
