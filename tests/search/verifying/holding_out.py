"""Texts that were taken out of the library's articles, and titles in other words: whose they were is known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

from articles.models import Article
from search.language.sentences import content_words
from tests.pages.words.prose import sentences

Cases = list[tuple[int, str]]
"""Texts, each behind the id of the article that it is of."""

_LEAST = 40  # characters of a text
_FEWEST = 4  # paragraphs of an article from which one is taken
_OUTLINES = 7  # of each title


def hold_out() -> dict[str, Cases]:
    """Take from every article its abstract, or what would be one, and its lead, or else its first paragraph."""
    cases: dict[str, Cases] = {"abstracts": [], "leads": []}
    for article in Article.objects.published().order_by("pk"):
        lead, abstract = _lead_of(article), _abstract_of(article)
        article.save()
        cases["leads"] += [(article.pk, lead)] if len(lead) > _LEAST else []
        cases["abstracts"] += [(article.pk, abstract)] if len(abstract) > _LEAST else []
    return cases


def _lead_of(article: Article) -> str:
    paragraphs = [block for block in article.body if block["kind"] == "paragraph"]
    lead = "\n".join(article.lead)
    if not lead and len(paragraphs) >= _FEWEST:
        lead = paragraphs[0]["text"]
        article.body = [block for block in article.body if block is not paragraphs[0]]
    article.lead = []
    return lead


def _abstract_of(article: Article) -> str:
    """Without one, the first sentences of every second paragraph: where its points are said."""
    if article.abstract:
        abstract, article.abstract = article.abstract, ""
        return abstract
    taken = []
    for block in [block for block in article.body if block["kind"] == "paragraph"][::2]:
        first, *rest = sentences(block["text"])
        if rest:
            taken.append(first)
            block["text"] = "".join(rest)
    return "".join(taken)


def outlines() -> Iterator[tuple[int, str]]:
    """Outlines of each title: two of three of its words, in other orders."""
    for article, seed in product(Article.objects.published().order_by("pk"), range(_OUTLINES)):
        words = list(content_words(article.title))
        random.Random(f"{article.record_key} {seed}").shuffle(words)
        if words:
            yield article.pk, "，".join(words[: max(2, len(words) * 2 // 3)])
