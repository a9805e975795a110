"""核引: whether what a draft quotes stands in the library, word for word, and is by whom the draft says; 查重: what was
printed on its topic.

May import: articles, search.admission, search.api, search.engines, search.errors, search.exports, search.index,
search.language, search.text, search.types, search.web.
"""
