"""All that answers from the mirrors: Numba and the kernels are loaded with it, which a command that only writes has no
need of.
"""

from search.engines.whoosh.analysis.concordance import occurrences, surroundings
from search.engines.whoosh.analysis.crosstab import crosstab
from search.engines.whoosh.analysis.similarity import significant_terms, similar_articles
from search.engines.whoosh.analysis.vocabulary import common_words
from search.engines.whoosh.answering.holding import holding_most
from search.engines.whoosh.answering.search import all_ids, answer, parts_matched
from search.engines.whoosh.compiling import compile_kernels
from search.engines.whoosh.warm_up import warm_kernels

__all__ = [
    "all_ids",
    "answer",
    "common_words",
    "compile_kernels",
    "crosstab",
    "holding_most",
    "occurrences",
    "parts_matched",
    "significant_terms",
    "similar_articles",
    "surroundings",
    "warm_kernels",
]
