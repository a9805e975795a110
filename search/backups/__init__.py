"""The library as one file: taken while the site runs, brought back where there is none.

May import: articles, search.index.
"""
