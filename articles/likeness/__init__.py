"""Near-duplicate detection: versions of a page, and articles printed again.

May import: articles.batches, articles.changes, articles.models, articles.problems.
"""
