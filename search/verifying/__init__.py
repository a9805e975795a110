"""核引: whether what a draft quotes stands in the library, word for word, and is by whom the draft says.

May import: articles, search.admission, search.api, search.engines, search.errors, search.exports, search.index,
search.language, search.text, search.types, search.web.
"""
