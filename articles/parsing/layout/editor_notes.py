"""Editor's notes that a label shows (编者按：…) and that head no package: each goes with the article it stands at."""

from __future__ import annotations

import re
from itertools import takewhile

from articles.parsing.blocks.shapes import ASIDES, NOTES, OF_THIS_ISSUE, Shape, ends_a_sentence
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.bylines import likely_byline, names_in_byline
from articles.parsing.types import Part

_SUMMARY = r"(?:(?:核心|内容|阅读|文章)(?:提示|提要|摘要|阅读|观点|要点)|摘\s*要)"
_LABEL = (
    r"[【〔［\[]?\s*(?:编\s*者\s*按|编后[语记]?|编者的话|主持人(?:语|的话)|开栏语|开栏的话|开篇的话|导\s*语"
    rf"|{_SUMMARY})\s*[】〕］\]]?"
)
_IS_SUMMARY = re.compile(rf"^\W*{_SUMMARY}")
_MARK = r"[▌▍▎▏┃■□◆◇●▶►]?\s*"
_ALONE = re.compile(rf"^{_MARK}{_LABEL}\s*[：:]?$")
_AHEAD = re.compile(
    rf"^{_MARK}[【〔［\[]?\s*(?:(?:编\s*者\s*按|主持人语|开栏语|开栏的话|开篇的话|{_SUMMARY})\s*(?:[】〕］\]]|[：:]|\s)"
    r"|编后[语记]?\s*[】〕］\]：:])\s*(?=\S)"
)
_BY_EDITORS = re.compile(rf"^\W*(?:编\s*者\s*按|编\s*后|{_SUMMARY})")
_AFTER = re.compile(r"^\W*编\s*后")  # what editors add to the text above it
_POINT = re.compile(r"^[●○◎◆◇■□▶►▲△★☆·•]\s*\S.{5,}")
_MOST_PARAGRAPHS = 4  # of a note
_SHORTEST_POINT = 16  # characters
_GIVES = re.compile(
    r"(?:现|特|今起|择要|一并)[\u4e00-\u9fff，]{0,8}(?:刊登|刊发|刊出|摘登|选登|推出)|以飨读者|与读者(?:分享|共享)|敬请(?:关注|垂注|期待)"
)
_LONGEST_COLUMN = 6  # characters
_OF_TOPICS = re.compile("话题|讨论|争鸣|辩论|圆桌|论坛|笔谈|大家谈")
_SAYS_COLUMN = re.compile(r"[^，。：；！？]{2,12}(?:笔谈|大家谈|论坛|圆桌|专栏|系列谈)")


def is_label(text: str) -> bool:
    """Whether a line only says that an editor's note follows."""
    return bool(_ALONE.match(text))


def is_editors(sheet: Sheet, note: list[int]) -> bool:
    """Whether a note says what is to come: 编者按, and neither what an article says in short nor 编后."""
    return bool(_BY_EDITORS.match(sheet.text(note[0]))) and not (
        _IS_SUMMARY.match(sheet.text(note[0])) or _AFTER.match(sheet.text(note[0]))
    )


def find_notes(sheet: Sheet) -> list[list[int]]:
    """The blocks of each note with its label, claimed on the sheet. A signed note is its package's already.

    开栏的话 under a byline is the text's own first section, as newspapers mark it up; 编者按 is none anywhere.
    """
    notes: list[list[int]] = []
    for index in range(len(sheet)):
        if notes and index <= notes[-1][-1]:  # the text under a label, which may begin with one
            continue
        if _IS_SUMMARY.match(sheet.text(index)) and _is_under_text(sheet, index):
            continue
        if note := _labelled_note(sheet, index):
            notes.append([*note, *_more_paragraphs(sheet, note)])
        elif summary := _summary(sheet, index):
            notes.append(summary)
    for note in notes:
        sheet.claim(Part.EDITOR_NOTE, *note)
        _mark_column_over(sheet, note)
    return notes


def _labelled_note(sheet: Sheet, index: int) -> list[int]:
    """The block with a label ahead of its text, or a label and what stands right under it; [] of any other line."""
    if sheet.free(index, Shape.TEXT) and _AHEAD.match(sheet.text(index)):
        return [index]
    if not _labels_note(sheet, index):
        return []
    return [index, *(_points(sheet, index + 1) or [index + 1])] if _is_over_words(sheet, index) else []


def _is_over_words(sheet: Sheet, label: int) -> bool:
    return bool(_points(sheet, label + 1)) or sheet.free(label + 1, Shape.TEXT)


def _more_paragraphs(sheet: Sheet, note: list[int]) -> list[int]:
    """The paragraphs under a note's first that are its own: those over a title that a byline follows, where nothing
    stands above, or over the byline itself; under a title those that say what the paper prints. Of what an article says
    in short, those that are not set in either, where paragraphs are.
    """
    if not _is_whole_text(sheet, note[-1]):
        return []
    summary = is_label(sheet.text(note[0])) and _IS_SUMMARY.match(sheet.text(note[0]))
    if summary and sheet.indents and not sheet.is_indented(note[-1]):
        rest = range(note[-1] + 1, len(sheet))
        return list(takewhile(lambda at: _is_whole_text(sheet, at) and not sheet.is_indented(at), rest))
    run = list(takewhile(lambda at: _is_whole_text(sheet, at), range(note[-1] + 1, len(sheet))))
    below, few = note[-1] + len(run) + 1, len(run) < _MOST_PARAGRAPHS
    signs = sheet.free(below, Shape.BYLINE) and sheet.free(below + 1, Shape.TEXT)  # and stands over no other title
    if few and ((signs and is_editors(sheet, note)) or (_begins_anew(sheet, note[0]) and _is_headed(sheet, below))):
        return run
    return list(takewhile(lambda at: _GIVES.search(sheet.text(at)), run)) if is_editors(sheet, note) else []


def _is_whole_text(sheet: Sheet, index: int) -> bool:
    return sheet.free(index, Shape.TEXT) and ends_a_sentence(sheet.text(index))


def _begins_anew(sheet: Sheet, index: int) -> bool:
    """Whether an article may begin with a note, or with a column's name right over it."""
    above = sheet.previous(index, *ASIDES)
    if sheet.free(above, Shape.HEADLINE) and _may_name_column(sheet.text(above)):
        index, above = above, sheet.previous(above, *ASIDES)
    return above < 0 or sheet.block(index).parted or sheet.shape(above) in NOTES | {Shape.COLUMN}


def _is_headed(sheet: Sheet, index: int) -> bool:
    """Whether a title stands here: headlines over a byline, marked or not, or a page's own heading."""
    end = sheet.under_free(index, Shape.HEADLINE)
    signed = sheet.free(end, Shape.BYLINE) or any(likely_byline(sheet.text(at)) for at in range(index + 1, end))
    return end > index and (signed or sheet.block(index).level == 1)


def _points(sheet: Sheet, first: int) -> list[int]:
    """The lines from one on that stand behind bullets, as what is 核心阅读 often is: two at least, or none."""
    points = list(takewhile(lambda index: _is_point(sheet, index), range(first, len(sheet))))
    return points if len(points) > 1 else []


def _is_point(sheet: Sheet, index: int) -> bool:
    return bool(_POINT.match(sheet.text(index))) and not names_in_byline(sheet.text(index))


def _summary(sheet: Sheet, first: int) -> list[int]:
    """What an article says in short, behind bullets and under no label: sentences between its title and its byline, or
    under the byline, over a text that has none of that sign. [] of any other line.
    """
    points = _points(sheet, first)
    above, sign = sheet.previous(first, *ASIDES), sheet.text(first)[0]
    same = all(sheet.text(at)[0] == sign and len(sheet.text(at)) >= _SHORTEST_POINT for at in points)
    if not points or not same or len(points) > _MOST_PARAGRAPHS or not sheet.free(above, Shape.HEADLINE, Shape.BYLINE):
        return []
    below = sheet.following(points[-1], *ASIDES)
    end = sheet.under_free(below, Shape.TEXT, *ASIDES)
    again = any(sheet.text(at)[0] == sign for at in range(below, end))
    if stands_under_byline(sheet, first):
        return points if sheet.free(below, Shape.TEXT) and not again else []
    signed = below < len(sheet) and sheet.text(below)[0] != sign and likely_byline(sheet.text(below)) is not None
    return points if signed or (sheet.free(below, Shape.BYLINE) and sheet.text(below)[0] != sign) else []


def _mark_column_over(sheet: Sheet, note: list[int]) -> None:
    """智库建言 over an editor's note that a headline follows names the column of what is under it; so does 话题讨论
    over the topic that stands between.
    """
    top = sheet.previous(note[0], *ASIDES)
    if _is_topic_under_label(sheet, top, note):
        top = sheet.previous(top, *ASIDES)
    above = sheet.previous(top, *ASIDES)
    begins = (
        above < 0
        or sheet.shape(above) in NOTES
        or (sheet.shape(above) is Shape.TEXT and ends_a_sentence(sheet.text(above)))
    )
    headline = sheet.following(note[-1], *ASIDES)
    headed = sheet.free(headline, Shape.HEADLINE) and stands_under_byline(sheet, sheet.following(headline, *ASIDES) + 1)
    if begins and headed and sheet.free(top, Shape.HEADLINE) and _may_name_column(sheet.text(top)):
        sheet.mark_column(top)


def _is_topic_under_label(sheet: Sheet, topic: int, note: list[int]) -> bool:
    """Whether 该不该给小学生配手机 stands over host's words, under a label that says so or that they quote."""
    over = sheet.previous(topic, *ASIDES)
    if not (sheet.free(topic, Shape.HEADLINE) and sheet.free(over, Shape.HEADLINE)):
        return False
    label = sheet.text(over)
    said = _OF_TOPICS.search(label) or any(f"“{label}”" in sheet.text(index) for index in note)
    return bool(said) and len(label) <= _LONGEST_COLUMN < len(sheet.text(topic))


def _may_name_column(text: str) -> bool:
    return len(text) <= _LONGEST_COLUMN or bool(_SAYS_COLUMN.fullmatch(text) or OF_THIS_ISSUE.fullmatch(text))


def _labels_note(sheet: Sheet, index: int) -> bool:
    if not sheet.free(index, Shape.HEADLINE) or not is_label(sheet.text(index)):
        return False
    return bool(_BY_EDITORS.match(sheet.text(index))) or not _is_within(sheet, index)


def _is_within(sheet: Sheet, label: int) -> bool:
    """Whether a label stands under a byline, marked or not, or in a text."""
    return _is_under_text(sheet, label) or stands_under_byline(sheet, label)


def _is_under_text(sheet: Sheet, index: int) -> bool:
    above = sheet.previous(index, *ASIDES)
    return above >= 0 and sheet.shape(above) is Shape.TEXT


def stands_under_byline(sheet: Sheet, index: int) -> bool:
    """Whether a block stands under a byline, marked or not."""
    above = sheet.previous(index, *ASIDES)
    if above < 0 or sheet.shape(above) is Shape.BYLINE:
        return above >= 0
    return likely_byline(sheet.text(above)) is not None


def assign_notes_in_heads(sheet: Sheet, openers: list[Opener], notes: list[list[int]]) -> list[list[int]]:
    """Give the notes between a headline and its byline, or right under one, to their articles; returns the others."""
    others = []
    for note in notes:
        below, above = sheet.following(note[-1], *ASIDES), sheet.previous(note[0], *ASIDES)
        own = next((o for o in openers if o.at == above or min(o.claimed, default=-1) == below), None)
        own = None if _AFTER.match(sheet.text(note[0])) else own
        if own:
            _assign(sheet, own, note)
        else:
            others.append(note)
    return others


def assign_notes_over_heads(sheet: Sheet, openers: list[Opener], notes: list[list[int]]) -> None:
    """Give the notes over a headline to the article under it, the last ones to the one before."""
    for note in notes:
        under = next((opener for opener in openers if opener.at > note[-1]), None)
        over = next((opener for opener in reversed(openers) if opener.at < note[0]), None)
        if own := (over or under) if _AFTER.match(sheet.text(note[0])) else (under or over):
            _assign(sheet, own, note)


def _assign(sheet: Sheet, opener: Opener, note: list[int]) -> None:
    opener.claimed += note
    said = (index for index in note if sheet.shape(index) is not Shape.SIGNATURE)
    opener.lead += [index for index in said if not is_label(sheet.text(index))]
