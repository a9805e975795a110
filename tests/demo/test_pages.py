"""The library to try: the same pages every time, and an import reads them."""

from __future__ import annotations

from itertools import islice

from articles.parsing.document import parse
from tests.demo.pages import PAPERS, make_pages


def test_the_pages_are_the_same_every_time():
    assert list(islice(make_pages(), 4)) == list(islice(make_pages(), 4))


def test_a_page_says_its_paper_date_and_number():
    for page in islice(make_pages(), 4):
        imprint = parse(page.text).imprint
        assert imprint.publication.value in PAPERS
        assert page.name.startswith(f"{imprint.publication.value}-{imprint.date.value}-{int(imprint.page.value):02d}-")


def test_a_small_library_spans_the_whole_time():
    pages = list(make_pages(40))
    assert sum(page.articles for page in pages) >= 40
    assert pages[0].name[5:9] < pages[-1].name[5:9]
