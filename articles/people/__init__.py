"""Who wrote what: printed names, affiliations and how names sound.

May import: articles.models, articles.parsing, articles.problems.
"""
