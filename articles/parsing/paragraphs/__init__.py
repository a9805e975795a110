"""Printed lines become paragraphs again, before anything is recognised in them. Pure.

May import: articles.parsing.blocks, articles.parsing.bylines, articles.parsing.evidence, articles.parsing.files.
"""
