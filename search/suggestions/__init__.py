"""Completions while typing, and other spellings of a query that finds nothing."""
