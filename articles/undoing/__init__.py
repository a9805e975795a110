"""Undoing imports, bulk changes and deletions: snapshots, previews, restoring, deletion of orphans.

May import: articles.batches, articles.changes, articles.curating, articles.exporting, articles.likeness,
articles.models, articles.parsing, articles.people, articles.themes.
"""
