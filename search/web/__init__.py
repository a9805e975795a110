"""What every page of searching shares: its state in the address, forms, panels, paging, fault pages.

May import: articles, search.admission, search.errors, search.facets, search.language, search.text,
search.types.
"""
