"""Taking imports, changes of many articles and deletions back: what was there before, what they made, and who and what nobody names any more.

May import: articles.batches, articles.changes, articles.curating, articles.exporting, articles.likeness, articles.models,
articles.parsing, articles.themes.
"""
