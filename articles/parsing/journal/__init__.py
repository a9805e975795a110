"""A journal paper: English and Chinese front matter, numbered sections, references. Pure.

`labels` knows what a journal labels, `headings` what heads a section, `addresses` whose unit is which; `front` reads
what stands over the text into a `paper`, `reading` the whole file.

May import: articles.parsing.blocks, articles.parsing.bylines, articles.parsing.drafting, articles.parsing.heads,
articles.parsing.layout, articles.parsing.names, articles.parsing.numerals, articles.parsing.running_text,
articles.parsing.types.
"""
