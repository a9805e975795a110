"""检索单: searches kept with their answers, and the views that keep and open them.

May import: articles, search.engines, search.errors, search.exports, search.models, search.web.
"""
