"""Pages like the seeds', made from known articles: what stands on each is known to the character.

`seed_table` is the ground truth of the seed files; `words.prose` finds articles to lay out; `layout.make_page` lays
them out with the faults of a scanned page; `python -m tests.pages.evaluate` measures the parser on such pages.
"""
