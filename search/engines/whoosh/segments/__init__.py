"""Segments: documents as arrays, and Whoosh's own files written from them and read back.

May import: search.engines.fingerprints, search.engines.parts, search.engines.stamp, search.errors, search.text,
search.types.
"""
