"""How files come into the record: pages of OCR text, and records of articles already separated.

May import: articles.batches, articles.changes, articles.curating, articles.likeness, articles.models,
articles.parsing, articles.people, articles.problems, articles.themes, articles.undoing.
"""
