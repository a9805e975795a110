"""The record's pages: what they show and the views that answer for them.

May import: articles.addresses, articles.anchors, articles.citing, articles.curating, articles.models, articles.parsing,
articles.signals, articles.themes.
"""
