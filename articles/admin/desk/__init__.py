"""The curators' workplaces, pages of the admin that are no list or form of one table: the review queue,
mending a page, splitting a row, changing many articles by a form or a spreadsheet, the trash.

May import: articles.
"""
