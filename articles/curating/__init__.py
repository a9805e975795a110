"""People correcting the record: curated fields, histories, the review queue, merged and split authors.

May import: articles.batches, articles.changes, articles.likeness, articles.models, articles.parsing, articles.people,
articles.problems.
"""
