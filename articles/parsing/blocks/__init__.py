"""Blocks of a page, and what each looks like: a byline, a note, a column mark, text. Pure."""
