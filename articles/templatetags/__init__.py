"""Template tags of the record.

May import: articles.addresses, articles.curating, articles.models, articles.parsing, articles.people,
articles.roles.
"""
