"""Questions about a result as a whole: concordance, crosstab, significant terms, vocabulary.

May import: search.engines.log_likelihood, search.engines.parts, search.engines.questions, search.engines.sort_keys,
search.engines.whoosh.answering, search.engines.whoosh.kernels, search.engines.whoosh.mirror,
search.engines.whoosh.segments, search.errors, search.language, search.text, search.types.
"""
