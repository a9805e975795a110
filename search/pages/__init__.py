"""The pages of searching: results, feed, help, health.

May import: articles, search.answers, search.query_log, search.engines, search.errors, search.excerpts, search.exports,
search.facets, search.index, search.language, search.models, search.suggestions, search.text, search.types, search.web.
"""
