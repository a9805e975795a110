"""Finding: knows articles; articles do not know it.

May import: articles.
"""
