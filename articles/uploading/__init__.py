"""What people upload: taken in within limits, unpacked, and read before anything is stored.

May import: articles.importing, articles.likeness, articles.models, articles.parsing, articles.themes.
"""
