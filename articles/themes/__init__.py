"""What articles are about: the taxonomy, the scoring of its terms, and giving articles their themes.

May import: articles.batches, articles.changes, articles.curating, articles.models, articles.people.
"""
