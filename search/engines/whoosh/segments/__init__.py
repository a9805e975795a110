"""Segments: documents as arrays, and Whoosh's own files written from them and read back."""
