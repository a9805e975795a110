"""Which texts are nearly the same: a page saved again, an article printed again.

May import: articles.batches, articles.changes, articles.models, articles.problems.
"""
