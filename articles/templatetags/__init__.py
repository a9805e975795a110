"""Template tags of the record.

May import: articles.curating, articles.models.
"""
