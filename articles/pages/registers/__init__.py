"""Registers: all authors, all organisations, each to be found by name or sound; and an organisation's page.

May import: articles.addresses, articles.curating, articles.models, articles.pages.
"""
