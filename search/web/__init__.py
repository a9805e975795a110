"""What every page of searching shares: its state in the address, forms, panels, paging, fault pages, answers kept.

May import: articles, search.admission, search.engines, search.errors, search.facets, search.index, search.language,
search.text, search.types.
"""
