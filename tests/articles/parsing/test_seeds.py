"""The five seed files are read exactly as they were read by eye."""

from __future__ import annotations

from functools import cache

import pytest

from articles.parsing import parse
from articles.parsing.types import DocumentKind, ParsedArticle, ParsedDocument, Role, TitleOrigin
from tests.pages import seed_table
from tests.pages.seed_table import SeedArticle, SeedCaption, SeedFeature, seed_line, seed_text


@cache
def reading(file: int) -> ParsedDocument:
    return parse(seed_text(file))


def parsed(seed: SeedArticle) -> ParsedArticle:
    authors = {person.name for person in seed.people}
    return next(a for a in reading(seed.file).articles if authors & {person.name for person in a.authors})


each_article = pytest.mark.parametrize("seed", seed_table.ARTICLES, ids=lambda seed: f"article {seed.number}")


@pytest.mark.parametrize("file", range(5))
def test_a_file_has_its_articles_and_no_others(file: int) -> None:
    expected = [{p.name for p in a.people} for a in seed_table.articles_of(file)]
    found = [{p.name for p in a.authors} for a in reading(file).articles]
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


@pytest.mark.parametrize("file", range(5))
def test_every_character_has_a_part(file: int) -> None:
    coverage = reading(file).coverage
    assert coverage.unassigned == 0
    assert coverage.characters == sum(not char.isspace() for char in seed_text(file))


@pytest.mark.parametrize("file", range(5))
def test_nothing_is_left_unplaced(file: int) -> None:
    assert [piece for piece in reading(file).furniture if piece.kind == "other"] == []


def test_the_last_file_is_a_paper_and_the_others_are_pages() -> None:
    kinds = [reading(file).kind for file in range(5)]
    assert kinds == [DocumentKind.NEWSPAPER_PAGE] * 4 + [DocumentKind.JOURNAL_PAPER]


@each_article
def test_the_body_is_whole_and_in_order(seed: SeedArticle) -> None:
    assert [(block.kind, block.text) for block in parsed(seed).body] == list(seed.body)


@each_article
def test_the_passages_of_the_body_are_its_lines(seed: SeedArticle) -> None:
    text = seed_text(seed.file)
    lines = [text.count("\n", 0, passage.start) + 1 for passage in parsed(seed).body_passages]
    assert tuple(lines) == seed.body_lines


@each_article
def test_the_people_are_named_with_their_roles(seed: SeedArticle) -> None:
    assert set(parsed(seed).authors) == set(seed.people)


@each_article
def test_the_column_is_the_one_it_stands_under(seed: SeedArticle) -> None:
    assert parsed(seed).column == seed.column


@each_article
def test_the_title_is_as_printed_or_inferred(seed: SeedArticle) -> None:
    article = parsed(seed)
    assert article.title_origin == seed.origin
    if seed.title is not None:
        assert article.title == seed.title
    else:
        assert any(word in article.title for word in seed.title_words)


@each_article
def test_a_title_that_is_not_whole_is_explained_and_filed(seed: SeedArticle) -> None:
    article = parsed(seed)
    codes = {problem.code for problem in article.problems}
    expected = {TitleOrigin.INFERRED: "inferred-title", TitleOrigin.TRUNCATED: "truncated-title"}.get(seed.origin)
    assert (article.title_reason is not None) == (expected is not None)
    assert codes & {"inferred-title", "truncated-title"} == ({expected} if expected else set())


@each_article
def test_the_note_and_its_funds_are_read(seed: SeedArticle) -> None:
    article = parsed(seed)
    if seed.file != 4:
        assert article.affiliation == seed.note
    assert article.funding == seed.funding


@pytest.mark.parametrize("seed", seed_table.FEATURES, ids=lambda seed: f"file {seed.file}")
def test_a_package_has_its_headline_its_note_and_its_articles(seed: SeedFeature) -> None:
    (feature,) = reading(seed.file).features
    assert feature.title == seed_line(seed.file, seed.title_line)
    assert feature.column == seed.column
    assert feature.editor_note == seed_line(seed.file, seed.note_line)
    members = [parsed(seed_table.article(number)) for number in seed.articles]
    assert [reading(seed.file).articles[n] for n in feature.articles] == members


def test_only_two_files_have_packages() -> None:
    assert [len(reading(file).features) for file in range(5)] == [0, 1, 1, 0, 0]


@pytest.mark.parametrize("seed", seed_table.CAPTIONS, ids=lambda seed: f"file {seed.file}")
def test_a_caption_is_nobodys_text(seed: SeedCaption) -> None:
    pieces = {piece.text: piece.kind for piece in reading(seed.file).furniture}
    assert pieces[seed_line(seed.file, seed.line)] == "caption"
    if seed.credit_line not in (None, seed.line):
        assert pieces[seed_line(seed.file, seed.credit_line)] == "credit"


def test_a_caption_in_an_article_is_known_to_stand_there() -> None:
    caption = next(piece for piece in reading(0).furniture if piece.kind == "caption")
    assert caption.article == 0


def test_the_interview_has_a_lead_a_host_and_a_box() -> None:
    article = parsed(seed_table.article(13))
    assert article.lead == (seed_line(3, seed_table.INTERVIEW_LEAD_LINE),)
    assert [p.name for p in article.authors if p.role is Role.HOST] == ["朱涛"]
    (box,) = article.boxes
    assert box.title == "链接"
    headings = [block.text for block in box.body if block.kind == "heading"]
    paragraphs = [block.text for block in box.body if block.kind == "paragraph"]
    assert headings == [seed_line(3, line) for line in seed_table.BOX_HEADING_LINES]
    assert paragraphs == [seed_line(3, line) for line in seed_table.BOX_PARAGRAPH_LINES]


def test_the_paper_has_its_front_matter_in_both_languages() -> None:
    article = parsed(seed_table.article(16))
    assert article.title_en == seed_line(4, seed_table.PAPER_TITLE_EN_LINE)
    assert article.abstract == seed_line(4, seed_table.PAPER_ABSTRACT_LINE)
    assert article.abstract_en == seed_line(4, seed_table.PAPER_ABSTRACT_EN_LINE)
    assert article.keywords == seed_table.PAPER_KEYWORDS
    assert article.keywords_en == seed_table.PAPER_KEYWORDS_EN
    assert article.affiliation == seed_line(4, seed_table.PAPER_ADDRESS_LINE)


def test_the_paper_has_its_references_and_the_note_on_its_author() -> None:
    article = parsed(seed_table.article(16))
    references = [seed_line(4, line).removeprefix("- ") for line in seed_table.PAPER_REFERENCE_LINES]
    assert list(article.references) == references
    assert article.author_note is not None
    assert article.author_note == seed_line(4, seed_table.PAPER_AUTHOR_NOTE_LINE).removeprefix("【作者简介】")


def test_two_breaks_that_lost_a_character_are_pointed_out() -> None:
    seams = [problem for file in (0, 1) for a in reading(file).articles for problem in a.problems]
    lost = [problem.message for problem in seams if problem.code == "lost-character"]
    assert any("创｜链" in message and "“新”" in message for message in lost)


@pytest.mark.parametrize(
    ("number", "words"),
    [(2, "and"), (4, "and"), (8, "医药医药"), (15, "两江新区、两江新区")],
)
def test_errors_of_the_scan_are_pointed_out_and_kept(number: int, words: str) -> None:
    article = parsed(seed_table.article(number))
    assert words in "".join(block.text for block in article.body)
    assert any(words in problem.message for problem in article.problems if problem.code == "suspicious-text")


@each_article
def test_every_join_has_a_confidence_and_a_reason(seed: SeedArticle) -> None:
    text = seed_text(seed.file)
    for join in parsed(seed).joins:
        assert 0 < join.confidence <= 1
        assert join.reason
        assert not text[join.left_end - 1].isspace()
        assert not text[join.right_start].isspace()
