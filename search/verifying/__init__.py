"""核引: are a draft's quotations in the library, word for word, and by whom the draft says; 查重: articles on its
topic.

May import: articles, search.admission, search.api, search.engines, search.errors, search.exports, search.index,
search.language, search.text, search.types, search.web.
"""
