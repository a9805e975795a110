"""Pages of three newspapers that do not exist, over three years: the same every time.

Paragraphs of the seeds stand between sentences put together by rule; a few people write often and many seldom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from articles.parsing.types import DocumentKind, Part
from tests.pages.layout import make_page
from tests.pages.truth import Page, Piece, place
from tests.pages.words.people import affiliation, people
from tests.pages.words.prose import seed_stories

ARTICLES = 1000
PEOPLE = 300
FIRST_DAY, LAST_DAY = date(2023, 1, 5), date(2025, 12, 25)
PAPERS = {"山城日报": "理论周刊", "两江晨报": "思想", "嘉陵时报": "智库"}
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Writer:
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page's file name, its text, and how many articles stand on it."""

    name: str
    text: str
    articles: int


def make_pages(articles: int = ARTICLES) -> Iterator[MadePage]:
    """Pages in the order of their days until they hold `articles`, the days spread over the whole time."""
    rng = Random("a library to try")
    writers = _writers(rng)
    made = 0
    while made < articles:
        day = FIRST_DAY + (LAST_DAY - FIRST_DAY) * made // articles
        paper, section = rng.choice(list(PAPERS.items()))
        page = _page(rng)
        number = rng.choice((7, 8, 9, 9, 9, 10, 11, 12))
        head = f"{paper}　{day.year}年{day.month}月{day.day}日　星期{WEEKDAYS[day.weekday()]}　第{number}版　{section}"
        text = f"{head}\n\n{_text(rng, page, writers)}"
        yield MadePage(f"{paper}-{day.isoformat()}-{number:02d}-{made:04d}.txt", text, len(page.articles))
        made += len(page.articles)


def _writers(rng: Random) -> list[Writer]:
    return [Writer(name, f"作者系{affiliation(rng, post=True)}") for name in people(rng, PEOPLE, set())]


def _page(rng: Random) -> Page:
    """A newspaper's page; a journal paper has no page number."""
    while True:
        page = make_page(rng.randrange(10**9), "formulaic")
        if page.kind is DocumentKind.NEWSPAPER_PAGE:
            return page


def _text(rng: Random, page: Page, writers: list[Writer]) -> str:
    pieces = [placed.piece for placed in page.placed]
    for number in range(len(page.articles)):
        _sign(rng, pieces, number, writers)
        _borrow_paragraphs(rng, pieces, number)
    return place(pieces, "")[0]


def _sign(rng: Random, pieces: list[Piece], article: int, writers: list[Writer]) -> None:
    """Let one of the writers sign an article of one author whose byline and note stand in one piece each."""
    [*bylines] = [n for n, piece in enumerate(pieces) if (piece.article, piece.part) == (article, Part.BYLINE)]
    [*notes] = [n for n, piece in enumerate(pieces) if (piece.article, piece.part) == (article, Part.NOTE)]
    if len(bylines) != 1 or len(notes) > 1 or pieces[bylines[0]].text[:1] not in "■□" or " " in pieces[bylines[0]].text:
        return
    [writer] = rng.choices(writers, weights=[1 / (rank + 10) for rank in range(len(writers))])
    pieces[bylines[0]] = replace(pieces[bylines[0]], text=f"■{writer.name}")
    for n in notes:
        pieces[n] = replace(pieces[n], text=f"（{writer.note}）")


def _borrow_paragraphs(rng: Random, pieces: list[Piece], article: int) -> None:
    """Put paragraphs of the seeds in the place of some that are whole, the first one never."""
    own = [n for n, piece in enumerate(pieces) if (piece.article, piece.part) == (article, Part.BODY)]
    paragraphs = [pieces[n].paragraph for n in own]
    whole = [n for n in own[1:] if paragraphs.count(pieces[n].paragraph) == 1]
    for n in rng.sample(whole, min(2, len(whole))):
        pieces[n] = replace(pieces[n], text=rng.choice(rng.choice(seed_stories()).paragraphs[1:]))
