"""Where an article's paragraphs go on across a break: shown at the words that stand there, whoever edited the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from articles.models import Article, Passage
from articles.pages.blocks import JoinMark

_SIDE = 6  # characters on either side that have to stand together still


def joins_of(article: Article) -> list[JoinMark]:
    """The marks of the joins in the body, in the order of the file's reading, counted from 1.

    A paragraph whose characters are those of its runs has each join behind as many of them as the runs before it have.
    In one that a person has changed, a join is looked for by the words on both sides of it, in all paragraphs: one that
    moved is shown where it is now, one whose words are gone, or stand there twice, is not shown.
    """
    inked = ["".join(block["text"].split()) for block in article.body]
    marks: list[JoinMark] = []
    for number, passages in _by_paragraph(article):
        texts = _texts(article, passages)
        for place in range(1, len(passages)):
            if passages[place].join_confidence is None or not texts[place - 1]:
                continue
            found = _place_in_text(inked, number, texts, place)
            if found is not None:
                marks.append(_mark(article, passages[place], len(marks) + 1, *found))
    return marks


def _by_paragraph(article: Article) -> Iterator[tuple[int, list[Passage]]]:
    passages = article.passages.exclude(paragraph=None).order_by("paragraph", "position")
    for number, group in groupby(passages, key=lambda passage: passage.paragraph or 0):
        yield number, list(group)


def _texts(article: Article, passages: Sequence[Passage]) -> list[str]:
    """What stands in the file, without white space: a file may set it otherwise than the page."""
    raw = article.source.raw_text if article.source else ""
    return ["".join(raw[passage.start : passage.end].split()) for passage in passages]


def _place_in_text(inked: list[str], number: int, texts: list[str], place: int) -> tuple[int, int] | None:
    """The paragraph, and how many of its characters stand before the join; None where nobody can tell."""
    before, behind = "".join(texts[:place]), "".join(texts[place:])
    as_long = number < len(inked) and len(inked[number]) == len(before) + len(behind)
    if as_long and inked[number].startswith(before[-_SIDE:], max(len(before) - _SIDE, 0)):
        return number, len(before)
    sides = before[-_SIDE:] + behind[:_SIDE]
    places = [(block, text.find(sides)) for block, text in enumerate(inked) if text.count(sides) == 1]
    if len(places) != 1 or sum(text.count(sides) for text in inked) != 1:
        return None
    return places[0][0], places[0][1] + len(before[-_SIDE:])


def _mark(article: Article, passage: Passage, number: int, block: int, inked: int) -> JoinMark:
    return JoinMark(
        number=number,
        offset=_behind(article.body[block]["text"], inked),
        block=block,
        confidence=passage.join_confidence or 0.0,
        reason=passage.join_reason,
        passage_id=passage.pk,
    )


def _behind(text: str, inked: int) -> int:
    """The offset behind so many characters that are not white space."""
    places = [place for place, char in enumerate(text, start=1) if not char.isspace()]
    return places[inked - 1] if inked <= len(places) else len(text)
