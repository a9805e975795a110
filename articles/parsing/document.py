"""Parses a whole file: as a journal paper, a report, or one newspaper page after another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import accumulate
from typing import Any

from articles.parsing.blocks.blocks import split_blocks
from articles.parsing.blocks.divisions import mark_divisions
from articles.parsing.blocks.kept_lines import keep_lines
from articles.parsing.blocks.page_shapes import shape_blocks
from articles.parsing.blocks.shapes import Shape, Shaped
from articles.parsing.blocks.signed_texts import sign_texts
from articles.parsing.files.lines import FileLine
from articles.parsing.files.reading import FileLines, read_lines, uncovered
from articles.parsing.furniture.dates import DATE, date_of
from articles.parsing.furniture.jumps import Way, read_jump
from articles.parsing.heads.end_bylines import sign_at_ends
from articles.parsing.heads.lead_bylines import with_byline_over_lead
from articles.parsing.hinted import signed_in_title, with_hints, without_page_title, without_section_title
from articles.parsing.journal.labels import is_journal_paper
from articles.parsing.journal.reading import read_paper
from articles.parsing.layout.separating import SeparatedPage, separate_pages
from articles.parsing.newspaper import PageReading, read_page
from articles.parsing.paragraphs.wrapping import whole_paragraphs
from articles.parsing.problems import SUSPICIOUS_TEXT, UNPLACED
from articles.parsing.report import read_report
from articles.parsing.types import (
    Attributed,
    Coverage,
    DocumentKind,
    Furniture,
    Origin,
    ParsedArticle,
    ParsedDocument,
    ParsedFeature,
    ParsedPassage,
    Part,
    ReadingProblem,
)

_LONGEST_PAGE = 150  # blocks; a longer file is read in stretches, so that time grows with its length only
_LONGEST_STRETCH, _LEAST_STRETCH = 90, 40
Each = Callable[[Callable[[Any], Any], list[Any]], Iterable[Any]]
_BRACKETED_DAY = re.compile(rf"[（(]{DATE.pattern}(?:[，,][^（）()]*)?[）)]")
_SPEECH = re.compile("(?:讲话|致辞|发言|演讲|报告)$")
_HAN = re.compile("[\u3400-\u9fff]")
_LEAST_TEXT = 60  # characters of a file that must hold something
_MOST_OF_A_CODE = 100  # problems of one code in a file; a file of junk is one finding, not thousands


def parse(text: str, file_name: str = "", each: Each = map) -> ParsedDocument:
    """Parse a file's text: plain, Markdown or HTML, by its name or by how it begins.

    Any text can be read: what is not understood is kept as furniture, with a problem filed. What the file says of
    itself in front matter or <meta> is in `hints`. `each` is `map`, or does the same by several processes: a long file
    is read in stretches.
    """
    file = read_lines(text, file_name)
    file = replace(file, hints=without_page_title(file.hints))
    pages = [split_blocks(whole_paragraphs(lines)) for lines in _pages(text, file.lines)]
    unread = uncovered(text, ((block.start, block.end) for blocks in pages for block in blocks))
    apart = separate_pages(pages)
    if is_journal_paper(apart.blocks):
        article, furniture, journal = read_paper(apart.blocks, apart.furniture)
        if article.body:
            reading = PageReading((article,), (), furniture, (), None)
            if journal and not apart.imprint.publication:
                apart = replace(apart, imprint=replace(apart.imprint, publication=journal))
            return _document(text, file, DocumentKind.JOURNAL_PAPER, unread, apart, [reading])
    shaped = keep_lines(mark_divisions(sign_texts(sign_at_ends(shape_blocks(with_byline_over_lead(apart.blocks))))))
    if report := read_report(shaped):
        apart = _with_day(apart, [(piece.text, piece.passage.start) for piece in report.furniture])
        return _document(text, file, _kind_of_report(report), unread, apart, [report])
    readings = _read_stretches(shaped, each)
    if (kind := _kind(apart, readings)) is DocumentKind.ARTICLE:
        apart, readings = _with_day_of_speech(text, apart, readings)
    return _document(text, file, kind, unread, apart, readings)


def _with_day(apart: SeparatedPage, lines: Iterable[tuple[str, int]]) -> SeparatedPage:
    """The page, dated by the day in brackets under its only article's title (（2026年4月2日，根据记录整理）), where
    nothing else says when it is of. `lines` are texts with their offsets.
    """
    found = ((_BRACKETED_DAY.match(text), at) for text, at in lines)
    day = next(((day, at) for match, at in found if match and (day := date_of(match))), None)
    if day is None or apart.imprint.date:
        return apart
    return replace(apart, imprint=replace(apart.imprint, date=Attributed(str(day[0]), Origin.PRINTED, day[1])))


def _with_day_of_speech(
    text: str, apart: SeparatedPage, readings: list[PageReading]
) -> tuple[SeparatedPage, list[PageReading]]:
    """The day of a speech is no subtitle where the file holds nothing else; a newspaper's page is of another day."""
    (reading,) = [reading for reading in readings if reading.articles]
    (article,) = reading.articles
    subtitle = article.subtitle or ""
    if not _SPEECH.search(article.title):
        return apart, readings
    dated = _with_day(apart, [(subtitle, max(text.find(subtitle), 0))])
    if dated is apart or not _BRACKETED_DAY.fullmatch(subtitle):
        return apart, readings
    undated = replace(reading, articles=(replace(article, subtitle=None),))
    return dated, [undated if each is reading else each for each in readings]


def _pages(text: str, lines: list[FileLine]) -> list[list[FileLine]]:
    """The lines of each page, where form feeds part pages."""
    pages: list[list[FileLine]] = [[]]
    reached = 0
    for line in lines:
        if pages[-1] and "\f" in text[reached : line.start]:
            pages.append([])
        pages[-1].append(line)
        reached = line.end
    return pages


def _kind_of_report(reading: PageReading) -> DocumentKind:
    has_headings = any(block.kind == "heading" for block in reading.articles[0].body)
    return DocumentKind.REPORT if has_headings else DocumentKind.ARTICLE


def _kind(apart: SeparatedPage, readings: list[PageReading]) -> DocumentKind:
    """One article, and nothing that a page has around its articles, is a file of its own."""
    articles = [article for reading in readings for article in reading.articles]
    if len(articles) != 1 or any(reading.features for reading in readings):
        return DocumentKind.NEWSPAPER_PAGE
    begins = min(passage.start for passage in articles[0].passages)
    around = any(
        piece.passage.part in {Part.PAGE, Part.EDITORS}
        or (piece.passage.part is Part.DATELINE and piece.passage.start < begins)
        for piece in apart.furniture
    )
    return DocumentKind.NEWSPAPER_PAGE if around else DocumentKind.ARTICLE


def _read_stretches(shaped: list[Shaped], each: Each) -> list[PageReading]:
    """Each is read in the column that the marks before it say; again where, as they are read, another is in force."""
    stretches = _stretches(shaped)
    columns = accumulate(stretches[:-1], _last_mark, initial="")
    given = [(stretch, column or None) for stretch, column in zip(stretches, columns, strict=True)]
    readings: list[PageReading] = []
    for (stretch, said), reading in zip(given, each(_read_stretch, given), strict=True):
        column = readings[-1].column if readings else None
        readings.append(reading if column == said else _read_stretch((stretch, column)))
    return readings


def _last_mark(column: str, stretch: list[Shaped]) -> str:
    return next((shaped.value for shaped in reversed(stretch) if shaped.shape is Shape.COLUMN), column)


def _read_stretch(given: tuple[list[Shaped], str | None]) -> PageReading:
    """A reading changes shapes: the stretch stays as it is."""
    stretch, column = given
    return read_page([*stretch], column)


def _stretches(shaped: list[Shaped]) -> list[list[Shaped]]:
    """The blocks of a long file in stretches of `_LEAST_STRETCH` to `_LONGEST_STRETCH`, cut where that fits best."""
    stretches = []
    start = 0
    while len(shaped) - start > (_LONGEST_STRETCH if start else _LONGEST_PAGE):
        places = range(start + _LEAST_STRETCH, start + _LONGEST_STRETCH)
        cut = max(places, key=lambda place: (_fitness(shaped, place), place))
        stretches.append(shaped[start:cut])
        start = cut
    return [*stretches, shaped[start:]]


def _fitness(shaped: list[Shaped], place: int) -> int:
    """How well a stretch may begin at this block: best with a column mark, or after a note."""
    here, before = shaped[place].shape, shaped[place - 1].shape
    opens = {Shape.COLUMN: 2, Shape.BYLINE: 1, Shape.HEADLINE: 1, Shape.NOTE_REST: -4}.get(here, 0)
    closes = {Shape.NOTE: 2, Shape.NOTE_REST: 2, Shape.HEADLINE: -2, Shape.COLUMN: -3, Shape.BYLINE: -3}.get(before, 0)
    return opens + closes


def _document(
    text: str,
    file: FileLines,
    kind: DocumentKind,
    unread: list[tuple[int, int]],
    apart: SeparatedPage,
    readings: list[PageReading],
) -> ParsedDocument:
    articles: list[ParsedArticle] = []
    features: list[ParsedFeature] = []
    furniture = [Furniture("other", text[start:end], ParsedPassage(start, end, Part.MARKUP)) for start, end in unread]
    furniture += apart.furniture
    problems: list[ReadingProblem] = [*apart.problems]
    for reading in readings:
        offset = len(articles)
        articles += reading.articles
        features += [_with_offset(feature, offset) for feature in reading.features]
        furniture += [_furniture_with_offset(piece, offset) for piece in reading.furniture]
        problems += reading.problems
    problems += _unread_bytes(text, articles)
    if not (articles or problems) and len(_HAN.findall(text)) >= _LEAST_TEXT:
        problems.append(ReadingProblem(UNPLACED, "文件有文字，而没有读出文章", 0))
    if len(articles) == 1:
        articles = [with_hints(signed_in_title(without_section_title(articles[0], file)), file.hints)]
    furniture = _with_owners(sorted(furniture, key=lambda piece: piece.passage.start), articles)
    return ParsedDocument(
        kind,
        tuple(articles),
        tuple(features),
        tuple(furniture),
        _coverage(text, articles, features, furniture),
        tuple(_limited(problems)),
        file.hints,
        apart.imprint,
    )


def _unread_bytes(text: str, articles: list[ParsedArticle]) -> list[ReadingProblem]:
    """A problem for each place outside the texts that the decoder could not read; those in texts have theirs."""
    known = {problem.at for article in articles for problem in article.problems}
    places = (found.start() for found in re.finditer("\ufffd+", text))
    return [ReadingProblem(SUSPICIOUS_TEXT, "有无法识别的字符“\ufffd”", at) for at in places if at not in known]


def _with_owners(furniture: list[Furniture], articles: list[ParsedArticle]) -> list[Furniture]:
    """The furniture with each jump given to the article that it ends or begins, where the text beside it is one's."""
    runs: list[tuple[int, int | None]] = [
        (run.start, index) for index, article in enumerate(articles) for run in article.passages
    ]
    runs += [(piece.passage.start, None) for piece in furniture if piece.passage.part is Part.OTHER]
    runs.sort(key=lambda run: run[0])
    owned = []
    for piece in furniture:
        jump = read_jump(piece.text) if piece.passage.part is Part.JUMP else None
        if jump:
            place = bisect_left(runs, piece.passage.start, key=lambda run: run[0]) - (jump.way is not Way.BACK)
            owner = runs[place][1] if 0 <= place < len(runs) else None
            piece = replace(piece, article=owner)
        owned.append(piece)
    return owned


def _limited(problems: list[ReadingProblem]) -> list[ReadingProblem]:
    """The problems; more than `_MOST_OF_A_CODE` of one code become one that says their number and quotes the first."""
    by_code: dict[str, list[ReadingProblem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    return [
        problem for same in by_code.values() for problem in (same if len(same) <= _MOST_OF_A_CODE else [_summary(same)])
    ]


def _summary(same: list[ReadingProblem]) -> ReadingProblem:
    return replace(same[0], message=f"共{len(same)}处，第一处：{same[0].message}")


def _with_offset(feature: ParsedFeature, offset: int) -> ParsedFeature:
    articles = tuple(number + offset for number in feature.articles)
    return ParsedFeature(feature.title, feature.column, feature.editor_note, articles, feature.passages)


def _furniture_with_offset(piece: Furniture, offset: int) -> Furniture:
    article = piece.article + offset if piece.article is not None else None
    return Furniture(piece.kind, piece.text, piece.passage, article)


def _coverage(
    text: str, articles: list[ParsedArticle], features: list[ParsedFeature], furniture: list[Furniture]
) -> Coverage:
    passages = [passage for article in articles for passage in article.passages]
    passages += [passage for feature in features for passage in feature.passages]
    passages += [piece.passage for piece in furniture]
    assigned = sum(_count_inked(text[passage.start : passage.end]) for passage in passages)
    return Coverage(_count_inked(text), assigned)


def _count_inked(text: str) -> int:
    """How many characters are not white space."""
    return sum(map(len, text.split()))
