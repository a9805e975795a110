"""A file's text becomes lines: the characters that a reader sees, each knowing where it stands in the file.

Plain text, Markdown and HTML come out alike; what they are marked up with, and what a web page has round its text,
is in no line. Knows nothing of what a line says.

May import: articles.parsing.types.
"""
