"""Parses a newspaper page: from its blocks to articles, packages and furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from articles.parsing.blocks.brackets import marks_left_open
from articles.parsing.blocks.shapes import ASIDES, Shape, Shaped
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.chains.building import Chaining, chain_blocks
from articles.parsing.drafting.drafts import ArticleDraft, Drafting
from articles.parsing.drafting.headlines import assign_headlines
from articles.parsing.heads.column_reach import set_columns
from articles.parsing.heads.openers import find_openers
from articles.parsing.heads.runs import claim_heads
from articles.parsing.layout.boxes import BoxDraft, find_boxes
from articles.parsing.layout.editor_notes import assign_notes_in_heads, assign_notes_over_heads, find_notes, is_label
from articles.parsing.layout.interviews import find_interviews, mark_hosts, speaks
from articles.parsing.layout.packages import FeatureDraft, find_features, packages_of_topics, packages_over_articles
from articles.parsing.layout.references import find_references
from articles.parsing.names import is_likely_name
from articles.parsing.problems import TITLE_DOUBTFUL, UNPLACED, ReadingProblem
from articles.parsing.types import Furniture, ParsedArticle, ParsedFeature, Part, Person

_CALLED = "(?:老师|师傅|主任|书记|教授|医生|院长|校长|大[爷娘妈姐叔伯]|阿姨|爷爷|奶奶)"
_OPENS = frozenset({Shape.BYLINE, Shape.COLUMN})  # another article


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one page holds; indexes of articles count from this page's first."""

    articles: tuple[ParsedArticle, ...]
    features: tuple[ParsedFeature, ...]
    furniture: tuple[Furniture, ...]
    problems: tuple[ReadingProblem, ...]
    column: str | None  # in force where the page ends


def read_page(shaped: list[Shaped], column: str | None = None) -> PageReading:
    """Parse one page. `column` is the column in force where it begins."""
    sheet = Sheet(shaped)
    openers = find_interviews(sheet)
    mark_hosts(sheet)
    features, signed = find_features(sheet)
    notes = [*signed, *find_notes(sheet)]
    references = find_references(sheet)
    openers = find_openers(sheet, openers)
    notes = assign_notes_in_heads(sheet, openers, notes)
    claim_heads(sheet, openers)
    in_force = set_columns(sheet, openers, column)
    boxes = find_boxes(sheet, openers)
    headings = _interview_headings(sheet, openers)
    chaining = chain_blocks(sheet, openers)
    drafts = [ArticleDraft(blocks, titles=list(blocks.opener.titles)) for blocks in chaining.articles]
    _assign_notes(sheet, drafts)
    _assign_decisions(drafts, chaining)
    _assign_headings(drafts, headings)
    _assign_boxes(sheet, drafts, boxes)
    _assign_references(drafts, references)
    assign_headlines(sheet, drafts, features, chaining)
    features += packages_over_articles(sheet, {draft.blocks.opener.at: draft.titles for draft in drafts}, notes)
    features += packages_of_topics(sheet, openers, notes)
    assign_notes_over_heads(sheet, openers, notes)
    reading = _reading(sheet, drafts, features, boxes, chaining, in_force)
    doubts = tuple(_passed_over(sheet, line) for line in sheet.passed_over if sheet.claims.get(line) is not Part.TITLE)
    doubts += tuple(_lone_label(sheet, line) for line in sheet.lone_labels)
    return replace(reading, problems=reading.problems + doubts)


def _passed_over(sheet: Sheet, line: int) -> ReadingProblem:
    message = f"“{sheet.printed(line)[:20]}”或是另一篇无署名文章的题目，其下文字并入了他篇"
    return ReadingProblem(TITLE_DOUBTFUL, message, sheet.block(line).start)


def _lone_label(sheet: Sheet, line: int) -> ReadingProblem:
    message = f"“{sheet.printed(line)}”独占一行，读作下一篇的栏目，或是图片的题目"
    return ReadingProblem(TITLE_DOUBTFUL, message, sheet.block(line).start)


def _interview_headings(sheet: Sheet, openers: list[Opener]) -> dict[int, Opener]:
    """Subheadings of interviews: short lines right over a question or an answer."""
    found = {}
    for opener in openers:
        if not opener.interview:
            continue
        end = next((i for i in range(opener.at + 1, len(sheet)) if sheet.shape(i) in _OPENS), len(sheet))
        asked = _short_questions(sheet, opener, end)
        for index in range(opener.at + 1, end):
            below = sheet.following(index, *ASIDES)
            over_said = sheet.free(below, Shape.TEXT) and speaks(sheet.text(below), opener.people)
            may_be_title = index == opener.at + 1 and below in asked and not _is_headed(sheet, opener)
            if sheet.free(index, Shape.HEADLINE) and over_said and not may_be_title:
                sheet.claim(Part.HEADING, index)
                found[index] = opener
    return found


def _short_questions(sheet: Sheet, opener: Opener, end: int) -> set[int]:
    """The short lines of an interview that are asked in it, made text: all of them, before what stands over one."""
    lines = [i for i in range(opener.at + 1, end) if sheet.free(i, Shape.HEADLINE)]
    asked = {index for index in lines if _speaks_again(sheet, index, opener.people)}
    for index in asked:
        sheet.shaped[index] = replace(sheet.shaped[index], shape=Shape.TEXT)
    return asked


def _is_headed(sheet: Sheet, opener: Opener) -> bool:
    return sheet.free(sheet.previous(min(opener.claimed), Shape.COLUMN, *ASIDES), Shape.HEADLINE)


def _speaks_again(sheet: Sheet, index: int, people: tuple[Person, ...]) -> bool:
    """Whether a line opens with somebody who speaks elsewhere too; 追问：… and 一问：… are subheadings."""
    who = sheet.text(index).partition("：")[0] + "："
    return speaks(sheet.text(index), people) and any(
        sheet.text(other).startswith(who) for other in range(len(sheet)) if other != index
    )


def _assign_notes(sheet: Sheet, drafts: list[ArticleDraft]) -> None:
    for draft in drafts:
        draft.notes += draft.blocks.opener.notes
        if draft.blocks.note is not None:
            draft.notes.append(draft.blocks.note)
            draft.note_rests += _note_rest(sheet, draft.blocks.note)
            draft.notes += _more_notes(sheet, max([draft.blocks.note, *draft.note_rests]))
            sheet.claim(Part.NOTE, *draft.notes, *draft.note_rests)


def _note_rest(sheet: Sheet, note: int) -> list[int]:
    """The rest of a note that a column break cut in two."""
    following = sheet.following(note, *ASIDES)
    rests = [index for index in range(note + 1, len(sheet)) if _rests(sheet, index) and not sheet.shaped[index].value]
    cut = marks_left_open(sheet.text(note))
    return rests[:1] if cut and rests and rests[0] - following < 4 else []


def _more_notes(sheet: Sheet, note: int) -> list[int]:
    """The lines right under a note that say more of the same article."""
    return list(
        takewhile(lambda index: _rests(sheet, index) and sheet.shaped[index].value, range(note + 1, len(sheet)))
    )


def _rests(sheet: Sheet, index: int) -> bool:
    return sheet.free(index, Shape.NOTE_REST)


def _assign_decisions(drafts: list[ArticleDraft], chaining: Chaining) -> None:
    owner = {block: draft for draft in drafts for block in draft.blocks.blocks}
    for decision in chaining.decisions:
        owner[decision.left].decisions.append(decision)


def _assign_headings(drafts: list[ArticleDraft], headings: dict[int, Opener]) -> None:
    for draft in drafts:
        draft.headings += [index for index, opener in headings.items() if opener is draft.blocks.opener]


def _assign_boxes(sheet: Sheet, drafts: list[ArticleDraft], boxes: list[BoxDraft]) -> None:
    """A box belongs to the article it stands in, the first one where it stands before all. Who somebody is, over a
    head, is told of the article under it where that alone names who it is.
    """
    for box in boxes:
        before = [draft for draft in drafts if draft.blocks.opener.at < box.head]
        under = drafts[len(before) :][:1]
        over = before[-1:] or under
        names_other = under and not _names(sheet, over[0], box) and _names(sheet, under[0], box)
        owner = under if names_other and not _touches_text(sheet, box) else over
        for draft in owner:
            draft.boxes.append(box)


def _names(sheet: Sheet, draft: ArticleDraft, box: BoxDraft) -> bool:
    """Whether an article has the name that 人物名片 begins with, 许德明，1961年生, or calls him 许老师."""
    who = sheet.text(box.paragraphs[0]).partition("，")[0] if box.paragraphs else ""
    name = who if sheet.shaped[box.head].value.startswith("人物") and is_likely_name(who) else ""
    called = re.compile(f"{name}|老{name[:1]}|{name[:1]}{_CALLED}")
    return bool(name) and any(called.search(sheet.text(index)) for index in (*draft.titles, *draft.blocks.blocks))


def _touches_text(sheet: Sheet, box: BoxDraft) -> bool:
    """Whether a box stands right under a text, and a gap parts it from what is under it."""
    below = box.blocks[-1] + 1
    return below < len(sheet) and sheet.block(box.head).gap < sheet.block(below).gap


def _assign_references(drafts: list[ArticleDraft], references: list[list[int]]) -> None:
    """Each list belongs to the article that it stands in or under, the first one where it stands before all."""
    for blocks in references:
        before = [draft for draft in drafts if draft.blocks.opener.at < blocks[0]]
        owner = before[-1] if before else next(iter(drafts), None)
        if owner is not None:
            owner.references.append(blocks)


def _reading(
    sheet: Sheet,
    drafts: list[ArticleDraft],
    features: list[FeatureDraft],
    boxes: list[BoxDraft],
    chaining: Chaining,
    column: str | None,
) -> PageReading:
    drafting = Drafting(sheet, chaining.fragments)
    articles = tuple(drafting.article(draft) for draft in drafts)
    parsed_features = tuple(_feature(sheet, feature, drafts) for feature in features)
    used = {p.start for article in articles for p in article.passages} | {
        p.start for feature in parsed_features for p in feature.passages
    }
    left = [index for index in range(len(sheet)) if sheet.block(index).start not in used]
    furniture = tuple(_furniture(sheet, index, drafts) for index in left)
    problems = tuple(
        _unplaced_text(sheet, index) for index, piece in zip(left, furniture, strict=True) if piece.kind == "other"
    )
    return PageReading(articles, parsed_features, furniture, problems, column)


def _feature(sheet: Sheet, feature: FeatureDraft, drafts: list[ArticleDraft]) -> ParsedFeature:
    members = tuple(n for n, draft in enumerate(drafts) if feature.holds(draft.blocks.opener))
    column = sheet.shaped[feature.column_block].value if feature.column_block is not None else None
    return ParsedFeature(
        "　".join(sheet.printed(line) for line in (*feature.over, feature.title) if line is not None),
        column,
        "\n".join(sheet.printed(index) for index in feature.notes if not is_label(sheet.text(index))),
        members,
        tuple(sheet.passage(index, sheet.claims[index]) for index in feature.blocks),
    )


def _furniture(sheet: Sheet, index: int, drafts: list[ArticleDraft]) -> Furniture:
    kind, part = _kind_of_furniture(sheet, index)
    around = [draft_number for draft_number, draft in enumerate(drafts) if _stands_within(draft, index)]
    inside = around[0] if around and kind != "column" else None
    return Furniture(kind, sheet.printed(index), sheet.passage(index, part), inside)


def _kind_of_furniture(sheet: Sheet, index: int) -> tuple[str, Part]:
    if sheet.shape(index) is Shape.COLUMN:
        return "column", Part.COLUMN
    if sheet.shape(index) is Shape.CREDIT:
        return "credit", Part.CREDIT
    if sheet.shape(index) is Shape.CAPTION or sheet.claims.get(index) is Part.CAPTION:
        return "caption", Part.CAPTION
    return "other", Part.OTHER


def _stands_within(draft: ArticleDraft, index: int) -> bool:
    """Whether the block stands between two blocks of the article that follow each other in its text."""
    blocks = draft.blocks.blocks
    return any(left < index < right for left, right in pairwise(blocks))


def _unplaced_text(sheet: Sheet, index: int) -> ReadingProblem:
    return ReadingProblem(UNPLACED, f"“{sheet.text(index)[:20]}”不知属于哪篇文章", sheet.block(index).start)
