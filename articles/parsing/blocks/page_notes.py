"""Notes among a page's blocks: which lines are one or go on with one, and which only look so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from articles.parsing.blocks.brackets import marks_closed_first, marks_left_open
from articles.parsing.blocks.notes import (
    follows_funding,
    goes_on_note,
    inner_note,
    is_funded,
    is_labelled_note,
    is_translated,
    names_fund,
    names_writers,
    out_of_square,
    quoted_authors,
    reporters_in,
    signs_letter,
    signs_only,
    suppliers_in,
    tells_of_text,
    whose_life,
)
from articles.parsing.blocks.shapes import (
    ASIDES,
    NOTES,
    Shape,
    Shaped,
    ends_a_sentence,
    is_day,
    is_salutation,
    is_written,
    says_until,
)
from articles.parsing.bylines import names_in_bare_byline
from articles.parsing.names import is_likely_name
from articles.parsing.types import Person

_LONGEST_HALF = 200
_FARTHEST_BYLINE = 100  # blocks over who its author is, so that time grows with a file's length only
_HALVES_APART = 4  # blocks: a picture and its caption may stand between
_OF_AUTHOR = re.compile("（(?P<name>[\u3400-\u9fff·]{2,8})，[^（）。]{2,60}）")
_TO_EDITORS = re.compile("编辑|编者|记者|报社|总编|主编")


def mark_notes(page: list[Shaped]) -> list[Shaped]:
    """The page with what signs a text, or says more of it, as notes."""
    return _whole_notes(_signed_letters(_notes_gone_on(_without_asides(page))))


def _without_asides(page: list[Shaped]) -> list[Shaped]:
    """（张伟） between two paragraphs signs nothing: it may say who took a picture, or whom the text quotes. Under a
    headline it may be a byline.
    """
    kept = list(page)
    for index, shaped in enumerate(page):
        under_head = index > 0 and page[index - 1].shape is Shape.HEADLINE
        if shaped.shape is Shape.NOTE and signs_only(shaped.value) and not under_head:
            below = [item.shape for item in page[index + 1 : index + 1 + _HALVES_APART]]
            if next((shape for shape in below if shape not in ASIDES), None) is Shape.TEXT:
                kept[index] = replace(shaped, shape=Shape.TEXT, value="")
    return kept


def without_notes_within(page: list[Shaped]) -> list[Shaped]:
    """【作者简介】… and （某某　译） end an article only under its last text: within one, and under a book, they
    are text. Between a byline and text the first says who signs; 【作者】王小明 under a title is a byline.
    """
    kept = list(page)
    for index, shaped in enumerate(page):
        if shaped.shape is not Shape.NOTE:
            continue
        above = page[index - 1] if index else shaped
        ends = above.shape in NOTES | {Shape.TEXT, *ASIDES} and closes_text(page, index)
        says_who = bool(_signing(above)) or (above.shape is Shape.HEADLINE and signs_only(shaped.value))
        labelled = is_labelled_note(shaped.text)
        if (labelled or is_translated(shaped.value)) and not (ends or (labelled and says_who)):
            kept[index] = replace(shaped, shape=Shape.TEXT, value="")
    return kept


def closes_text(page: Sequence[Shaped], index: int) -> bool:
    """Whether neither text nor a subheading follows: a head over text, told from a title by no byline or wider gap."""
    below = [item for item in page[index + 1 : index + 1 + _HALVES_APART] if item.shape not in ASIDES]
    head = list(takewhile(lambda item: item.shape is Shape.HEADLINE and not _signing(item), below))
    over_text = [item.shape for item in below[len(head) : len(head) + 1]] == [Shape.TEXT]
    return not over_text or (bool(head) and head[0].block.gap > page[index].block.gap)


def _notes_gone_on(page: list[Shaped]) -> list[Shaped]:
    """The lines right under a note that say more of the same article.

    Who wrote for a group, or paid, stands under its text; the same line under a title is a byline, or part of one.
    """
    whole = list(page)
    for index, shaped in enumerate(whole[1:], start=1):
        above = whole[index - 1].shape
        if above is Shape.TEXT and (
            names_writers(shaped.text) or names_fund(shaped.text) or _says_of_article(whole, index)
        ):
            whole[index] = replace(shaped, shape=Shape.NOTE, value=out_of_square(shaped.text))
        elif above is Shape.TEXT and _tells_who_signs(whole, index):
            whole[index] = replace(shaped, shape=Shape.NOTE, value=shaped.text[1:-1])
        elif above is Shape.TEXT and tells_of_text(shaped.text):
            whole[index] = replace(shaped, shape=Shape.NOTE, value=shaped.text.rstrip("。.")[1:-1])
        elif _says_where_quoted(page, index):
            whole[index] = replace(shaped, shape=Shape.NOTE, value=shaped.text)
        elif above is Shape.TEXT and (people := reporters_in(shaped.text) or _suppliers(whole, index)):
            whole[index] = replace(shaped, shape=Shape.NOTE, people=people, value="")
        elif above is Shape.TEXT and (is_written(shaped.text) or says_until(shaped.text)):
            whole[index] = replace(shaped, shape=Shape.TEXT)
        elif above in NOTES and (
            goes_on_note(shaped.text) or follows_funding(whole[index - 1].value, inner_note(shaped.text) or "")
        ):
            whole[index] = replace(shaped, shape=Shape.NOTE_REST, value=inner_note(shaped.text) or shaped.text)
    return whole


def _suppliers(page: list[Shaped], index: int) -> tuple[Person, ...]:
    return suppliers_in(page[index].text) if ends_a_sentence(page[index - 1].text) and closes_text(page, index) else ()


def _says_where_quoted(page: list[Shaped], index: int) -> bool:
    """李强，《某某日报》3月10日 under a text's end; over text, or over another such line, it is a part of one."""
    text, above, below = page[index].text, page[index - 1], page[index + 1 : index + 2]
    names = quoted_authors(text)
    goes_on = any(item.shape is Shape.TEXT or quoted_authors(item.text) for item in below)
    signs = bool(names) and all(map(is_likely_name, names)) and re.search(r"\d", text) is not None
    return signs and not goes_on and above.shape is Shape.TEXT and ends_a_sentence(above.text)


def _says_of_article(page: list[Shaped], index: int) -> bool:
    """Whether a sentence that ends a text says who paid for it, or tells the life of who signs it."""
    shaped = page[index]
    if shaped.shape not in {Shape.TEXT, Shape.HEADLINE} or not closes_text(page, index):
        return False
    if is_funded(shaped.text):
        return True
    name = whose_life(shaped.text)
    above = reversed(page[max(index - _FARTHEST_BYLINE, 0) : index]) if name else ()
    return name in next(filter(None, map(_signing, above)), ())


def _tells_who_signs(page: list[Shaped], index: int) -> bool:
    """Whether a line in brackets under a text tells of who signs it: （王小明，作家，现居某市）."""
    found = _OF_AUTHOR.fullmatch(page[index].text)
    if not found or not closes_text(page, index) or not ends_a_sentence(page[index - 1].text):
        return False
    above = reversed(page[max(index - _FARTHEST_BYLINE, 0) : index])
    return found["name"] in next(filter(None, map(_signing, above)), ())


def _signing(shaped: Shaped) -> tuple[str, ...]:
    if shaped.shape is Shape.BYLINE:
        return tuple(person.name for person in shaped.people)
    return names_in_bare_byline(shaped.text) if shaped.shape is Shape.HEADLINE else ()


def _signed_letters(page: list[Shaped]) -> list[Shaped]:
    """Who wrote a letter to the editors, under its last sentence: 江北区读者　周建平, and the day under that. Over
    another letter of the same article it stays that one's last line.
    """
    signed, in_letter = list(page), False
    for index, shaped in enumerate(page):
        below = page[index + 1] if index + 1 < len(page) else None
        other = shaped.shape in NOTES | {Shape.BYLINE} or (
            index > 0 and _is_bare_byline(page[index - 1], shaped, below)
        )
        in_letter = (in_letter or writes_to_editors(shaped.text)) and not other
        if not (in_letter and _stands_under_text(signed, index) and signs_letter(shaped.text)):
            continue
        goes_on = below is not None and is_salutation(below.text)
        dated = below is not None and is_day(below.text)
        if below is not None and not dated and names_in_bare_byline(below.text):  # over which a title stands
            continue
        if below is None or dated or goes_on or below.shape is not Shape.TEXT:  # a subheading stands over text
            signed[index] = replace(shaped, shape=Shape.TEXT if goes_on else Shape.NOTE, value=shaped.text)
        if below is not None and dated:
            signed[index + 1] = replace(below, shape=Shape.NOTE_REST, value=below.text)
    return signed


def _is_bare_byline(above: Shaped, line: Shaped, below: Shaped | None) -> bool:
    """Whether a line names somebody under a title and over text: another article's."""
    between = above.shape is Shape.HEADLINE and below is not None and below.shape is Shape.TEXT
    return between and bool(_signing(line))


def writes_to_editors(text: str) -> bool:
    """Whether a line is what a letter to the editors begins with: 编辑同志：."""
    return is_salutation(text) and _TO_EDITORS.match(text) is not None


def _stands_under_text(page: list[Shaped], index: int) -> bool:
    """Whether a line that is short stands right under a paragraph, no farther from it than that from the one above, or
    is set off there.
    """
    if index == 0 or page[index].shape is not Shape.HEADLINE or not ends_a_sentence(page[index - 1].text):
        return False
    return page[index].block.gap <= page[index - 1].block.gap or is_set_off(page, index)


def is_set_off(page: Sequence[Shaped], index: int) -> bool:
    """Whether a line over a head, or over nothing, is no nearer to that than to the text above, on a page where no name
    stands over its title above.
    """
    below = page[index + 1] if index + 1 < len(page) else None
    if below is not None and (below.shape is Shape.TEXT or below.block.gap < page[index].block.gap):
        return False
    if below is not None and below.text.startswith("—"):  # under the title that the line is
        return False
    above = pairwise(page[max(index - _FARTHEST_BYLINE, 0) : index])
    return not any(_signing(line) and under.shape is Shape.HEADLINE for line, under in above)


def _whole_notes(page: list[Shaped]) -> list[Shaped]:
    """A note that a column break cut in two: the block after it that closes its bracket is its other half."""
    whole = list(page)
    for index, shaped in enumerate(whole):
        if shaped.shape is not Shape.NOTE or not marks_left_open(shaped.text):
            continue
        for after in range(index + 1, min(index + 1 + _HALVES_APART, len(whole))):
            rest = whole[after]
            if rest.shape in {Shape.TEXT, Shape.HEADLINE, Shape.CREDIT} and _closes_note(rest.text):
                inner = (shaped.text + rest.text)[1:].rstrip("。.")[:-1]
                whole[index] = replace(shaped, value=inner)
                whole[after] = replace(rest, shape=Shape.NOTE_REST)
                break
    return whole


def _closes_note(text: str) -> bool:
    return len(text) < _LONGEST_HALF and text.rstrip("。.")[-1:] in {"）", ")"} and "（" in marks_closed_first(text)
