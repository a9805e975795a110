"""The made pages say the truth about themselves."""

from __future__ import annotations

from functools import cache, reduce

import pytest

from articles.parsing.types import (
    Box,
    Coverage,
    DocumentKind,
    Furniture,
    ParsedArticle,
    ParsedDocument,
    ParsedFeature,
    ParsedPassage,
    Part,
    TextBlock,
    TitleOrigin,
)
from tests.pages import seed_table
from tests.pages.cutting import PUNCTUATION, may_cut
from tests.pages.layout import make_page
from tests.pages.measure import score_page, similarity
from tests.pages.truth import ASTRAY, Fault, Page, Piece
from tests.pages.words.people import INVENTED_COLUMNS
from tests.pages.words.prose import PURE_SOURCES, daily_stories, seed_stories
from tests.trials import trials

Asked = tuple[int, str, Fault | None, bool]
"""A page by its seed, its source, the fault forced on it, and whether that is its only one."""
ALIKE: list[Asked] = [(seed, source, None, False) for source in PURE_SOURCES for seed in range(trials(40))]
EACH_FAULT: list[Asked] = [
    (seed, "mixed", fault, alone) for fault in Fault for alone in (True, False) for seed in (1, 2)
]


@pytest.fixture
def page(request) -> Page:
    return made(*request.param)


@cache
def made(seed: int, source: str, fault: Fault | None, alone: bool) -> Page:
    """A page that several tests look at, made when the first one does."""
    return make_page(seed, source, fault, alone=alone)


def of_each(*pages: list[Asked]) -> pytest.MarkDecorator:
    """A test of each of these pages."""
    asked = [one for some in pages for one in some]
    names = [f"seed={seed} source={source} fault={fault} alone={alone}" for seed, source, fault, alone in asked]
    return pytest.mark.parametrize("page", asked, ids=names, indirect=True)


def oracle(page: Page) -> ParsedDocument:
    """The reading that a page's own truth asks for."""
    articles = tuple(
        ParsedArticle(
            title=truth.title or "自拟",
            title_origin=truth.origin,
            kicker=truth.kicker,
            subtitle=truth.subtitle,
            column=truth.column,
            authors=truth.people,
            affiliation=truth.note,
            funding=truth.funding,
            body=tuple(TextBlock(kind, text) for kind, text in truth.body),
            boxes=tuple(Box(b.title, tuple(TextBlock(k, t) for k, t in b.body)) for b in truth.boxes),
        )
        for truth in page.articles
    )
    captions = tuple(
        Furniture("caption", p.piece.text, ParsedPassage(p.start, p.end, Part.CAPTION))
        for p in page.placed
        if p.piece.part in (Part.CAPTION, Part.CREDIT)
    )
    features = tuple(ParsedFeature(f.title, f.column, f.editor_note, f.articles) for f in page.features)
    return ParsedDocument(page.kind, articles, features, captions, Coverage(1, 1))


@of_each(ALIKE, EACH_FAULT)
def test_every_character_belongs_to_one_piece(page: Page) -> None:
    rest = page.text
    for placed in reversed(page.placed):
        assert rest[placed.start : placed.end] == placed.piece.printed
        rest = rest[: placed.start] + rest[placed.end :]
    assert not rest.strip()


@of_each(ALIKE, EACH_FAULT)
def test_the_pieces_of_an_article_are_its_text(page: Page) -> None:
    for index, truth in enumerate(page.articles):
        own = [p.piece for p in page.placed if p.piece.article == index]
        body = sorted((p for p in own if p.part in (Part.BODY, Part.HEADING)), key=lambda p: p.order)
        assert "".join(p.text for p in body) == truth.text
        assert _headline(own) == "".join((truth.kicker or "", truth.title or "", truth.subtitle or ""))
        if page.kind is DocumentKind.NEWSPAPER_PAGE:
            assert "".join(p.text for p in own if p.part is Part.NOTE)[1:-1] == (truth.note or "")


def _headline(pieces: list[Piece]) -> str:
    """The Chinese lines of a headline as one, without a column in brackets."""
    titles = [p.text for p in pieces if p.part is Part.TITLE and not p.text.isascii()]
    columns = {f"（{column}）" for column in INVENTED_COLUMNS}
    return reduce(lambda text, column: text.replace(column, ""), columns, "".join(titles))


@of_each(ALIKE, EACH_FAULT)
def test_no_line_begins_with_punctuation_after_a_cut(page: Page) -> None:
    bodies = [p.piece for p in page.placed if p.piece.part is Part.BODY]
    seen: set[tuple[int | None, int | None]] = set()
    for piece in sorted(bodies, key=lambda p: (p.article or 0, p.order)):
        if (piece.article, piece.paragraph) in seen:
            assert piece.text[0] not in PUNCTUATION
        assert piece.text == piece.text.strip()
        seen.add((piece.article, piece.paragraph))


@of_each(ALIKE)
def test_a_perfect_reading_scores_perfectly(page: Page) -> None:
    score = score_page(page, oracle(page))
    assert score.trouble == 0
    assert score.captions
    assert score.feature_titles
    assert score.feature_notes
    assert score.feature_articles
    assert all(s.column and s.origin and s.funding and s.paragraphs for s in score.articles)


def test_the_same_seed_gives_the_same_page() -> None:
    assert make_page(7, "daily", Fault.INTERLEAVED) == make_page(7, "daily", Fault.INTERLEAVED)
    assert make_page(7, "daily").text != make_page(8, "daily").text


@pytest.mark.parametrize("fault", [f for f in Fault if f not in (Fault.SPACED_NAME, Fault.TITLE_TRUNCATED)])
def test_a_fault_asked_for_is_on_most_pages(fault: Fault) -> None:
    pages = [make_page(seed, "daily", fault, alone=True) for seed in range(10)]
    assert sum(fault in page.faults for page in pages) >= 7


@pytest.mark.parametrize("fault", sorted(ASTRAY))
def test_an_article_with_a_tail_astray_is_not_in_one_piece(fault: Fault) -> None:
    for page in (make_page(seed, "daily", fault, alone=True) for seed in range(10)):
        for index, truth in enumerate(page.articles):
            orders = [p.piece.order for p in page.placed if p.piece.article == index and p.piece.part is Part.BODY]
            inside = [p.piece.article for p in page.placed if p.piece.part is Part.BODY]
            first = inside.index(index)
            together = inside[first : first + len(orders)] == [index] * len(orders) and orders == sorted(orders)
            assert together is (fault not in truth.faults)


def test_a_cut_stands_before_no_punctuation_and_after_no_opening_mark() -> None:
    assert may_cut("共建共享现代产业学院", 3)
    assert not may_cut("平台、网络", 2)
    assert not may_cut("打造“双城”", 3)
    assert not may_cut("共建", 0)


def test_similarity_counts_the_characters_in_common_order() -> None:
    assert similarity("共建共享", "共建共享") == 1
    assert similarity("共建共享", "共建享") == pytest.approx(6 / 7)
    assert similarity("共建", "") == 0


def test_there_is_prose_enough() -> None:
    assert len(seed_stories()) == 14
    assert len(daily_stories()) > 300
    assert all(len(s.paragraphs) >= 3 for s in daily_stories())


def test_the_seed_table_names_lines_that_say_what_it_says() -> None:
    for article in seed_table.ARTICLES:
        if article.title_line:
            assert seed_table.seed_line(article.file, article.title_line) == article.title
        if article.note_line:
            line = seed_table.seed_line(article.file, article.note_line)
            assert line[0] in "（("
            assert all(fund.name in line and (fund.number or "") in line for fund in article.funding)
        assert all(text for _, text in article.body)
        assert article.origin is not TitleOrigin.INFERRED or article.title is None


def test_journal_papers_are_made_too() -> None:
    assert make_page(1, "seeds", Fault.JOURNAL).kind is DocumentKind.JOURNAL_PAPER
