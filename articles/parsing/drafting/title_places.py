"""Scores a short line as each article's title: what its words say of the text, and where on the page it stands."""

from __future__ import annotations

import re

from articles.parsing.blocks.shapes import ASIDES, NOTES, Shape, ends_a_sentence
from articles.parsing.blocks.sheet import Sheet
from articles.parsing.chains.building import Chaining, Decision
from articles.parsing.chapters import chapter_number
from articles.parsing.drafting.drafts import ArticleDraft, is_under_heading
from articles.parsing.drafting.titles import TitleScorer
from articles.parsing.layout.captions import headline_looks

# Nats, see docs/parsing.md.
_WORDS = 1.5  # of the nats that its words have
_OVER_BYLINE = 14.0
_UNDER_BYLINE = 11.0
_UNDER_HEADED_BYLINE = 1.0  # where another line stands over the byline
_OVER_COLUMN = 7.0  # over the column mark that the byline stands under
_OVER_SECTION = 4.0  # over the column mark that it is the first to stand under, behind another one's text
_IN_SENTENCE = 5.0  # between two halves of one of the article's sentences
_IN_TEXT = 2.0
_ONE_OF_SEVERAL = -2.0  # between paragraphs, as other lines of the article are
_IN_OTHERS_TEXT = -6.0  # between two paragraphs of another article
_BESIDE_END = 1.5
_AT_END = 5.0  # the file ends with it
_SUBHEADING = -20.0  # 一、存在的问题
NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")


def title_scores(
    sheet: Sheet, drafts: list[ArticleDraft], chaining: Chaining, lines: list[int], judge: TitleScorer
) -> list[list[float]]:
    """[line, article]: nats for the line to be the article's title, by its words and by where it stands."""
    scores = [
        [
            _place(sheet, draft, chaining, lines, line) + _clipped(_WORDS * judge.score(sheet.text(line), number).nats)
            for number, draft in enumerate(drafts)
        ]
        for line in lines
    ]
    for row, line in zip(scores, lines, strict=True):
        looks = min(_looks(sheet, line), 0.0) + _AT_END * ends_file(sheet, chaining, line)
        row[:] = [nats + looks for nats in row]
        for around in (n for n, draft in enumerate(drafts) if stands_in_text(draft, line)):
            row[:] = [nats if n == around else nats + _IN_OTHERS_TEXT for n, nats in enumerate(row)]
    return scores


def ends_file(sheet: Sheet, chaining: Chaining, line: int) -> bool:
    """Whether the line ends the file where no text goes on: behind an article's note, a whole sentence, or a part of
    one that goes on elsewhere.
    """
    above = sheet.previous(line, *ASIDES)
    if above < 0 or sheet.following(line, *ASIDES) < len(sheet):
        return False
    goes_on = any(decision.left == above for decision in chaining.decisions)
    text_ends = sheet.shape(above) is Shape.TEXT and (goes_on or ends_a_sentence(sheet.text(above)))
    return sheet.shape(above) in NOTES or text_ends


def parts_sentence(sheet: Sheet, drafts: list[ArticleDraft], chaining: Chaining, line: int) -> bool:
    """Whether the line stands between two halves of a sentence."""
    return any(_parts(sheet, chaining, decision, line) for draft in drafts for decision in draft.decisions)


def _parts(sheet: Sheet, chaining: Chaining, decision: Decision, line: int) -> bool:
    within = decision.left < line < decision.right and decision.neighbours and decision.evidence.mid_sentence
    return within and not is_under_heading(sheet, chaining.fragments, decision)


def stands_in_text(draft: ArticleDraft, line: int) -> bool:
    """Whether the line stands between two of the article's paragraphs, as its subheadings do."""
    return any(d.left < line < d.right and d.neighbours and not d.evidence.mid_sentence for d in draft.decisions)


def _looks(sheet: Sheet, line: int) -> float:
    """Nats by a line's words; a heading's mark, and the file's end, say that it is no piece of a sentence."""
    ends = sheet.following(line, *ASIDES) >= len(sheet)
    return 0.0 if sheet.block(line).level or ends else headline_looks(sheet.text(line))


def _clipped(nats: float) -> float:
    return max(-4.0, min(9.0, nats))


def _place(sheet: Sheet, draft: ArticleDraft, chaining: Chaining, lines: list[int], line: int) -> float:
    """Nats for a line to be this article's title by where it stands."""
    opener = draft.blocks.opener
    first = min(opener.claimed, default=opener.at)
    numbered = NUMBERED.match(sheet.text(line))
    if (numbered and (sheet.following(line, *ASIDES) != first or _counts_on(sheet, line))) or sheet.is_subheading(line):
        return _SUBHEADING
    if opener.bare and line == opener.at:
        return _OVER_BYLINE
    if line < first:
        return _place_above(sheet, line, first)
    if line == sheet.following(opener.at, *ASIDES):
        return _UNDER_HEADED_BYLINE if sheet.previous(first, *ASIDES) in lines else _UNDER_BYLINE
    return _place_within(sheet, draft, chaining, lines, line)


def _counts_on(sheet: Sheet, line: int) -> bool:
    """Whether a block above has the number before this line's: then it is a subheading of that one's article."""
    number = chapter_number(sheet.text(line))
    return number is not None and any(
        chapter_number(sheet.text(above)) == (number[0], number[1] - 1) for above in range(line)
    )


def _place_above(sheet: Sheet, line: int, first: int) -> float:
    if sheet.following(line, *ASIDES) == first:
        return _OVER_BYLINE
    if sheet.following(line, *ASIDES, Shape.COLUMN) == first:
        return _OVER_COLUMN
    if sheet.following(line, *ASIDES, Shape.COLUMN, Shape.HEADLINE) == first:
        return 1.0
    column = sheet.following(line, *ASIDES)
    if column < first and sheet.shape(column) is Shape.COLUMN and not _is_opened(sheet, column, first):
        return _OVER_SECTION
    return 0.0


def _is_opened(sheet: Sheet, start: int, end: int) -> bool:
    """Whether an article or another column begins between two blocks."""
    return any(sheet.shape(index) in {Shape.BYLINE, Shape.COLUMN} for index in range(start + 1, end))


def _place_within(sheet: Sheet, draft: ArticleDraft, chaining: Chaining, lines: list[int], line: int) -> float:
    for decision in draft.decisions:
        if decision.left < line < decision.right and decision.neighbours:
            if _parts(sheet, chaining, decision, line):
                return _IN_SENTENCE
            return _ONE_OF_SEVERAL if _several_within(draft, lines) else _IN_TEXT
    blocks = draft.blocks.blocks
    if any(abs(block - line) == 1 for block in blocks) or (draft.notes and abs(draft.notes[0] - line) == 1):
        return _BESIDE_END
    return 0.0


def _several_within(draft: ArticleDraft, lines: list[int]) -> bool:
    """Whether several lines stand between the article's paragraphs, as subheadings do."""
    gaps = [d for d in draft.decisions if d.neighbours and not d.evidence.mid_sentence]
    return sum(any(d.left < line < d.right for d in gaps) for line in lines) > 1
