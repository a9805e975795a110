"""Packages (专题): a headline, a column mark, an editor's note with its signature, and the articles that follow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.parsing.blocks.shapes import ASIDES, NOTES, Shape, ends_a_sentence
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.layout.editor_notes import is_editors, is_label, stands_under_byline
from articles.parsing.types import Part

_SIGNED = re.compile(r"[—\-–―－]{1,3}\s*(?:编者|本报编辑部|编辑部)[）)]?$")
_MOST_LINES = 2  # of a headline
_NOTE_PHRASES = re.compile(
    r"^【?(?:编者按|开栏语|开栏的话|编者的话|编者)】?[：:　\s]?|与读者共享|以飨读者|敬请(?:关注|垂注)"
    r"|推出.{0,12}(?:专题|专版|专栏|策划|特刊|系列)|特邀.{0,16}(?:撰文|撰稿)"
)


@dataclass(slots=True)
class FeatureDraft:
    """A package being parsed: its blocks and the column mark that it stands under."""

    title: int | None
    column_block: int | None
    notes: list[int]
    signature: int | None
    end: int  # the next column mark, or the page's end
    over: tuple[int, ...] = ()  # the lines of its headline over the last one

    def holds(self, opener: Opener) -> bool:
        """Whether an article that begins here belongs to the package."""
        return self.start < opener.at < self.end and not opener.interview

    @property
    def start(self) -> int:
        """The last block of the package's own."""
        return max(index for index in (*self.blocks, self.column_block) if index is not None)

    @property
    def blocks(self) -> list[int]:
        edges = [index for index in (*self.over, self.title, self.signature) if index is not None]
        return sorted([*edges, *self.notes])


def find_features(sheet: Sheet) -> tuple[list[FeatureDraft], list[list[int]]]:
    """The page's packages; headlines, editor's notes and signatures are claimed on the sheet.

    Signed notes under a byline head no package: they are given by themselves.
    """
    drafts, notes = [], []
    for index in range(len(sheet)):
        note = _note_at(sheet, index)
        if note is None:
            continue
        paragraphs = _paragraphs(sheet, note[0])
        if stands_under_byline(sheet, paragraphs[0]):
            notes.append([*paragraphs, *([note[1]] if note[1] is not None else [])])
            sheet.claim(Part.EDITOR_NOTE, *notes[-1])
        else:
            drafts.append(_draft(sheet, *note))
    return drafts, notes


def _note_at(sheet: Sheet, index: int) -> tuple[int, int | None] | None:
    """The last paragraph of an editor's note and its signature, where one ends here."""
    if sheet.free(index, Shape.SIGNATURE):
        note = sheet.previous(index, *ASIDES)
        return (note, index) if sheet.free(note, Shape.TEXT) else None
    if not sheet.free(index, Shape.TEXT) or len(sheet.text(index)) > 1200:
        return None
    if _SIGNED.search(sheet.text(index)):
        return index, None
    following = sheet.following(index, *ASIDES)
    signed_below = following < len(sheet) and sheet.shape(following) is Shape.SIGNATURE
    above = sheet.previous(index, *ASIDES, Shape.HEADLINE)
    under_mark = above >= 0 and sheet.shape(above) is Shape.COLUMN
    if not signed_below and under_mark and _NOTE_PHRASES.search(sheet.text(index)):
        return index, None
    return None


def _draft(sheet: Sheet, note: int, signature: int | None) -> FeatureDraft:
    notes = _paragraphs(sheet, note)
    sheet.claim(Part.EDITOR_NOTE, *notes)
    if signature is not None:
        sheet.claim(Part.EDITOR_NOTE, signature)
    label = sheet.previous(notes[0], *ASIDES)
    if sheet.free(label, Shape.HEADLINE) and is_label(sheet.text(label)):
        sheet.claim(Part.EDITOR_NOTE, label)
        notes.insert(0, label)
    title, column = _headline_and_mark(sheet, notes[0])
    if title is not None:
        sheet.claim(Part.FEATURE_TITLE, title)
    ends = (index for index in range(note, len(sheet)) if sheet.shape(index) is Shape.COLUMN)
    return FeatureDraft(title, column, notes, signature, next(ends, len(sheet)))


def _paragraphs(sheet: Sheet, last: int) -> list[int]:
    """The note's paragraphs, up to the column mark or headline above; a tail gone astray among them is left out."""
    notes = [last]
    index = last - 1
    while sheet.free(index, Shape.TEXT) and ends_a_sentence(sheet.text(index)) and len(notes) < 4:
        notes.insert(0, index)
        index -= 1
    above = index >= 0 and sheet.shape(index) in {Shape.COLUMN, Shape.HEADLINE, Shape.BYLINE}
    return notes if above else [last]


def _headline_and_mark(sheet: Sheet, first_note: int) -> tuple[int | None, int | None]:
    """Headline then column mark, or column mark then headline, above the note."""
    skipped = ASIDES
    nearest = sheet.previous(first_note, *skipped, Shape.TEXT)
    farther = sheet.previous(nearest, *skipped) if nearest >= 0 else -1
    title = next((i for i in (nearest, farther) if sheet.free(i, Shape.HEADLINE)), None)
    column = next((i for i in (nearest, farther) if i >= 0 and sheet.shape(i) is Shape.COLUMN), None)
    return (title, column) if column is not None else (title if title == nearest else None, None)


def packages_over_articles(
    sheet: Sheet, titles: Mapping[int, Sequence[int]], notes: list[list[int]]
) -> list[FeatureDraft]:
    """Packages that no mark shows: lines over an editor's note (one of `notes`, which then is theirs) over several
    articles, the first of which has its own headline under the note.

    `titles` has the lines of the articles' titles, by where the articles begin.
    """
    found = []
    for note in list(notes):
        top = note[0]
        while sheet.free(top - 1, Shape.HEADLINE) and note[0] - top < _MOST_LINES:
            top -= 1
        end = _end_of_package(sheet, sorted(at for at in titles if at > note[-1]), note[-1])
        members = [titles[at] for at in sorted(titles) if note[-1] < at < end]
        headed = len(members) > 1 and all(members[:2]) and sheet.text(min(members[0]))[0] not in "—–―-"
        above = sheet.previous(top, *ASIDES)
        begins = above < 0 or sheet.shape(above) in NOTES | {Shape.COLUMN}
        if top < note[0] and begins and headed and min(members[0]) == note[-1] + 1 and is_editors(sheet, note):
            lines = list(range(top, note[0]))
            sheet.claim(Part.FEATURE_TITLE, *lines)
            found.append(FeatureDraft(lines[-1], None, note, None, end, tuple(lines[:-1])))
            notes.remove(note)
    return found


def packages_of_topics(sheet: Sheet, openers: Sequence[Opener], notes: list[list[int]]) -> list[FeatureDraft]:
    """Packages that a label and a topic show, 话题讨论 over 该不该给小学生配手机, over a note: that stays with the
    article under it. All articles that are in the label's column are of it.
    """
    found = []
    for note in notes:
        topic = sheet.previous(note[0], *ASIDES)
        label = sheet.previous(topic, *ASIDES)
        members = [opener.at for opener in openers if label >= 0 and opener.column_block == label]
        if sheet.free(topic, Shape.HEADLINE) and sheet.shape(label) is Shape.COLUMN and len(members) > 1:
            sheet.claim(Part.FEATURE_TITLE, topic)
            found.append(FeatureDraft(topic, label, [], None, members[-1] + 1))
    return found


def _end_of_package(sheet: Sheet, articles: Sequence[int], note: int) -> int:
    """The next column mark; or the next rule, where none parts the first two articles as well."""
    columns = (at for at in range(note, len(sheet)) if sheet.shape(at) is Shape.COLUMN)
    end = next(columns, len(sheet))
    rules = [at for at in range(note, end) if _is_parted(sheet, at)]
    if len(articles) > 1 and rules and rules[0] > articles[1]:
        return rules[0]
    return end


def _is_parted(sheet: Sheet, index: int) -> bool:
    """Whether a rule stands over the block and no note, which may end an article of several."""
    return sheet.block(index).parted and sheet.shape(sheet.previous(index)) not in NOTES


def package_without_note(sheet: Sheet, headline: int, column: int) -> FeatureDraft:
    """A headline over a column mark whose articles all have titles of their own, where no editor's note is printed."""
    ends = (index for index in range(column + 1, len(sheet)) if sheet.shape(index) is Shape.COLUMN)
    return FeatureDraft(headline, column, [], None, next(ends, len(sheet)))
