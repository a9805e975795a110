"""The site: settings, addresses, middleware, and how its templates are laid out.

May import: articles, search.
"""
