"""An article being parsed, and how it becomes a `ParsedArticle`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.divisions import divides
from articles.parsing.blocks.kept_lines import heads_among
from articles.parsing.blocks.notes import (
    authors_in_note,
    funding_in_note,
    name_behind_last,
    office_that_reports,
    reporters_ahead,
    reporters_under,
    reports_among,
    signs_letter,
)
from articles.parsing.blocks.ocr_errors import suspicious_spots
from articles.parsing.blocks.shapes import ASIDES, Shape, is_day
from articles.parsing.blocks.sheet import Sheet
from articles.parsing.chains.building import ArticleBlocks, Decision
from articles.parsing.drafting.borders import Borders
from articles.parsing.evidence.joins import MID_SENTENCE_WEIGHTS, Fragment
from articles.parsing.evidence.trigrams import likeliest_lost, nats_of_loss
from articles.parsing.heads.headline import Headline, ends_open
from articles.parsing.layout.boxes import BoxDraft
from articles.parsing.layout.references import entries_of
from articles.parsing.problems import JOIN_DOUBTFUL, LOST_CHARACTER, ReadingProblem
from articles.parsing.types import Box, Join, ParsedArticle, ParsedPassage, Part, Person, TextBlock, TitleOrigin

_DOUBTFUL = 0.985  # a join less sure than this is shown to a curator
_DOUBTFUL_NEIGHBOUR = 0.25  # where a paragraph follows the one printed over it: few of the doubted ones are wrong
_SHORTEST_HEADING = 4  # characters
# Log odds for each nat, of a line over text to be its subheading: how the text under it begins, how the line and how
# the page's phrases read on in it, and how the line itself opens a sentence. Fitted on half of the real pages (42
# subheadings that are not set apart; a fifth more of all are found) and on made ones (79 pieces of cut paragraphs).
_HEADING_WEIGHTS = {"begins": 0.28, "reads": -0.7, "recurs": -0.4, "opens": -0.63}
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
)  # 42.人民检察院对于… may be cut
_ITEM = re.compile(
    r"\d{1,2}[.．、](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]|[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十])|图?[①-⑳]"
)
_LABELLED = re.compile("[\u4e00-\u9fff]{2,4}：.")  # 原因：供需错位
_NUMBER_ALONE = re.compile("(?:系列)?之[一二三四五六七八九十]{1,3}")
_TELLS = re.compile(r"(?:强调|指出|提出|认为|表示)，|^[\d一二三四五六七八九十年月]{2,10}日，")
_SET_APART = re.compile(  # 年度好书之《…》（作者：王小明，责任编辑：李伟）
    "[（(][^（）()]+[）)]|[^。]{0,60}[（(](?:作者|作曲|导演|译者|责任编辑|责编)：[^（）()]+[）)]"
)
_LONGEST_NUMBERED = 20  # characters of a numbered line without a comma that is a heading whatever follows
_LOST = 1.7  # nats by which it is likelier that a join lost a character than that it is whole
# The same, where the character is one that a sentence may do without: nine in ten of the likeliest ones under it were
# none (seeds 62000-62199, 63000-63199).
_LOST_OPTIONAL = 4.0
_WORD_GOES_ON = 2.0  # nats by which it reads on
_OPTIONAL = frozenset("的和与了在，。、“《")


@dataclass(slots=True)
class ArticleDraft:
    """What is known of an article; block numbers are those of the sheet."""

    blocks: ArticleBlocks
    titles: list[int] = field(default_factory=list)
    title: str = ""
    headline: Headline | None = None  # None where the page has no title
    origin: TitleOrigin = TitleOrigin.PRINTED
    title_reason: str | None = None
    lead_of_title: float = math.inf  # nats by which its title is likelier its own than another article's
    misplaced: bool = False  # its title is a line that stands where titles do not
    headings: list[int] = field(default_factory=list)
    boxes: list[BoxDraft] = field(default_factory=list)
    references: list[list[int]] = field(default_factory=list)  # each with its label
    notes: list[int] = field(default_factory=list)
    note_rests: list[int] = field(default_factory=list)  # of notes that a column break cut in two
    decisions: list[Decision] = field(default_factory=list)
    problems: list[ReadingProblem] = field(default_factory=list)


def is_under_heading(sheet: Sheet, fragments: dict[int, Fragment], decision: Decision) -> bool:
    """Whether the left block is a subheading of the text: a line without a sentence over the beginning of one."""
    if sheet.shape(decision.left) is not Shape.HEADLINE or not decision.neighbours:
        return False
    if divides(sheet.text(decision.left)):
        return True
    above = sheet.previous(decision.left, *ASIDES)
    under_numeral = above >= 0 and sheet.shape(above) is Shape.HEADLINE and divides(sheet.text(above))
    under_numeral &= not sheet.is_indented(decision.left) or sheet.is_indented(decision.right)  # or cut in a sentence
    cut = above in fragments and not (fragments[above].closed or under_numeral or sheet.free(above, Shape.HEADLINE))
    left, right, evidence = fragments[decision.left], fragments[decision.right], decision.evidence
    seen = {"begins": right.begins, "reads": max(evidence.reads, 0), "recurs": evidence.recurs, "opens": left.begins}
    likely = sum(_HEADING_WEIGHTS[name] * nats for name, nats in seen.items()) > 0
    short = len(left.text) <= _LONGEST_NUMBERED and "，" not in left.text and left.text[-1] not in "的和与及是"
    numbered = (under_numeral or _NUMBERED.match(left.text)) and (short or right.begins > 0)
    labelled = _LABELLED.match(left.text) and evidence.reads < 0
    marked = bool(numbered or labelled or sheet.block(decision.left).level)
    heads = marked or ((likely or right.begins > seen["reads"]) and not _stops_within(left.text))
    return heads and not cut and len(left.text) >= _SHORTEST_HEADING and not left.left_open


def _stops_within(text: str) -> bool:
    """Whether a line is no whole phrase, …一起谋划，让, tells what somebody said or when, or has as many clauses as no
    subheading.
    """
    tells = text.count("，") > 1 or _TELLS.search(text) is not None
    return tells or (text[-1] not in "：:" and ends_open(text))


def _column(headline: Headline | None, marked: str | None) -> str | None:
    """The column by the headline, else by the mark over the article; 系列之三 only numbers what a mark names."""
    own = headline.column if headline else None
    return marked if own and marked and _NUMBER_ALONE.fullmatch(own) else own or marked


def _reporters(body: Sequence[TextBlock]) -> tuple[Person, ...]:
    """Who reports by the text's first words or last; nobody where each paragraph is a report of its own, as in 简讯."""
    if not body or reports_among(block.text for block in body) > 1:
        return ()
    texts = [block.text for block in body]
    return reporters_ahead(texts[0]) or office_that_reports(texts[0], texts[-1]) or name_behind_last(texts)


def _only_signs(note: str) -> bool:
    return signs_letter(note) or is_day(note) or bool(reporters_under(note))


class Drafting:
    """Turns the drafts of one sheet into articles."""

    def __init__(self, sheet: Sheet, fragments: dict[int, Fragment]) -> None:
        self._sheet = sheet
        self._fragments = fragments
        self._borders = Borders(sheet, fragments)

    def article(self, draft: ArticleDraft) -> ParsedArticle:
        body = self._body(draft)
        notes = [self._sheet.printed_value(index, *draft.note_rests) for index in draft.notes]
        headline = draft.headline
        return ParsedArticle(
            title=draft.title,
            title_origin=draft.origin,
            kicker=headline.kicker if headline else None,
            subtitle=headline.subtitle if headline else None,
            column=_column(headline, draft.blocks.opener.column),
            authors=draft.blocks.opener.people
            or tuple(dict.fromkeys(chain.from_iterable(map(self._signing, draft.notes, notes))))
            or _reporters(body),
            affiliation="；".join(note for note in notes if note and not _only_signs(note)) or None,
            funding=tuple(fund for note in notes for fund in funding_in_note(note)),
            body=body,
            boxes=tuple(self._box(box) for box in draft.boxes),
            lead=tuple(self._sheet.printed(index) for index in draft.blocks.opener.lead),
            references=tuple(entry for blocks in draft.references for entry in entries_of(self._sheet, blocks)),
            title_reason=draft.title_reason,
            passages=self._passages(draft, body),
            joins=tuple(self._join(decision) for decision in draft.decisions if self._is_join(decision)),
            problems=tuple(self._problems(draft)),
        )

    def _signing(self, note: int, said: str) -> tuple[Person, ...]:
        return self._sheet.shaped[note].people or authors_in_note(said)

    def _body(self, draft: ArticleDraft) -> tuple[TextBlock, ...]:
        goes_on = {decision.right for decision in draft.decisions if self.one_paragraph(decision)}
        body: list[TextBlock] = []
        over = self._headings_over(draft)
        due: list[int] = []
        own = {d.left for d in draft.decisions if is_under_heading(self._sheet, self._fragments, d)}
        for index in draft.blocks.blocks:
            due += over.pop(index, [])
            if index in goes_on and body and body[-1].kind == "paragraph":
                body[-1] = self._longer(body[-1], index)
                continue
            if index not in goes_on:
                body += map(self._heading, due)
                due = []
            if index in own and index not in goes_on:
                body.append(self._heading(index))
                continue
            body += self._paragraphs(index)
        return (*body, *map(self._heading, [*due, *chain.from_iterable(over.values())]))

    def _paragraphs(self, index: int) -> list[TextBlock]:
        """The block as a paragraph; each line of a poem or a list is one, or a heading over others."""
        if lines := self._sheet.shaped[index].lines:
            heads = heads_among(lines)
            return [_kept_line(line, is_head=place in heads) for place, line in enumerate(lines)]
        return [TextBlock("paragraph", self._sheet.printed(index), (self._text_passage(index, Part.BODY),))]

    def _headings_over(self, draft: ArticleDraft) -> dict[int, list[int]]:
        """The subheadings by the block of the text that each stands over in the file; -1 where it stands over none."""
        over: dict[int, list[int]] = {}
        for heading in sorted(draft.headings):
            below = min((index for index in draft.blocks.blocks if index > heading), default=-1)
            over.setdefault(below, []).append(heading)
        return over

    def _heading(self, index: int) -> TextBlock:
        return TextBlock("heading", self._sheet.printed(index), (self._sheet.passage(index, Part.HEADING),))

    def _longer(self, block: TextBlock, index: int) -> TextBlock:
        passage = self._text_passage(index, Part.BODY)
        return TextBlock(block.kind, block.text + self._sheet.printed(index), (*block.passages, passage))

    def _text_passage(self, index: int, part: Part) -> ParsedPassage:
        return self._sheet.passage(index, part)

    def one_paragraph(self, decision: Decision) -> bool:
        """Whether the two blocks are halves of one paragraph: the break is in mid-sentence or within a quotation."""
        if is_under_heading(self._sheet, self._fragments, decision) or self._sheet.shaped[decision.right].lines:
            return False
        if decision.evidence.mid_sentence:
            apart = self._is_item(decision) or self._begins_paragraph(decision)
            return not (decision.neighbours and (apart or self._borders.part(decision.left, decision.right)))
        left, right = self._fragments[decision.left], self._fragments[decision.right]
        return bool(left.left_open and right.closed_first)

    def _begins_paragraph(self, decision: Decision) -> bool:
        """Whether the right block is set in as paragraphs are, no word goes on in it, and what stands over it is a line
        set apart: in brackets, or neither set in nor of several sentences, or a work with who made it.
        """
        above = self._sheet.text(decision.left)
        apart = (not self._sheet.is_indented(decision.left) and "。" not in above) or _SET_APART.fullmatch(above)
        return bool(apart) and self._sheet.is_indented(decision.right) and decision.evidence.reads < _WORD_GOES_ON

    def _is_item(self, decision: Decision) -> bool:
        """Whether 1.… or （一）… begins the right block, under a colon or behind another item."""
        return self._sheet.text(decision.left)[-1] in "：:；;" and bool(_ITEM.match(self._sheet.text(decision.right)))

    def _is_join(self, decision: Decision) -> bool:
        return self.one_paragraph(decision) or not decision.neighbours

    def _join(self, decision: Decision) -> Join:
        return Join(
            self._sheet.block(decision.left).end,
            self._sheet.block(decision.right).start,
            round(decision.confidence, 3),
            self._reason(decision),
        )

    def _reason(self, decision: Decision) -> str:
        evidence = decision.evidence
        reasons = ["两段相邻"] if decision.neighbours else []
        if evidence.mid_sentence and evidence.reads > 2:
            reasons.append("断处成词")
        if evidence.recurs > 2:
            reasons.append("断处的词语在本版他处出现")
        if evidence.marks > 0:
            reasons.append("引号或括号前后相配")
        if evidence.series > 0:
            reasons.append("序数前后相接")
        return "，".join(reasons) or "其余接法都更不通"

    def _box(self, draft: BoxDraft) -> Box:
        kinds = [(index, "heading" if index in draft.headings else "paragraph") for index in draft.blocks[1:]]
        body = [
            TextBlock(kind, self._sheet.printed(index), (self._sheet.passage(index, Part.BOX),))
            for index, kind in kinds
        ]
        return Box(self._sheet.shaped[draft.head].value, tuple(body))

    def _passages(self, draft: ArticleDraft, body: tuple[TextBlock, ...]) -> tuple[ParsedPassage, ...]:
        opener = draft.blocks.opener
        front = [self._sheet.passage(index, Part.TITLE) for index in draft.titles]
        front += [self._sheet.passage(index, self._sheet.claims[index]) for index in opener.claimed]
        back = [self._sheet.passage(index, Part.NOTE) for index in [*draft.notes, *draft.note_rests]]
        back += [self._sheet.passage(index, Part.BOX) for box in draft.boxes for index in box.blocks]
        back += [self._sheet.passage(index, Part.REFERENCES) for index in chain.from_iterable(draft.references)]
        return (*front, *(passage for block in body for passage in block.passages), *back)

    def _problems(self, draft: ArticleDraft) -> list[ReadingProblem]:
        problems = list(draft.problems)
        for decision in draft.decisions:
            problems += self._doubts(decision)
        spots: dict[str, ReadingProblem] = {}  # by message: the same error again is the same finding
        for index in draft.blocks.blocks:
            block = self._sheet.block(index)
            for spot in suspicious_spots(block.printed, block.places):
                spots.setdefault(spot.message, spot)
        return [*problems, *spots.values()]

    def _doubts(self, decision: Decision) -> list[ReadingProblem]:
        at = self._sheet.block(decision.right).start
        found = []
        bound = _DOUBTFUL if self._is_join(decision) else _DOUBTFUL_NEIGHBOUR
        if decision.confidence < bound and not self._goes_past(decision):
            found.append(ReadingProblem(JOIN_DOUBTFUL, self._doubt(decision), at))
        if decision.evidence.mid_sentence and self.one_paragraph(decision):
            found += self._lost_character(decision, at)
        return found

    def _goes_past(self, decision: Decision) -> bool:
        """Whether all that is doubted is a short line: one between two neighbours, or whether it is a subheading."""
        other, left, right = decision.alternative, decision.left, decision.right
        if other is None or not decision.neighbours:
            return False
        if left < other < right:
            return not self._is_join(decision)
        line = right if other == self._sheet.following(right, *ASIDES) else left
        above = self._fragments.get(self._sheet.previous(line, *ASIDES))
        is_line = other in (left, self._sheet.following(right, *ASIDES)) and self._sheet.shape(line) is Shape.HEADLINE
        return is_line and (above is None or above.closed)

    def _lost_character(self, decision: Decision, at: int) -> list[ReadingProblem]:
        left, right = self._sheet.text(decision.left), self._sheet.text(decision.right)
        nats = nats_of_loss(left, right) - MID_SENTENCE_WEIGHTS["recurs"] * decision.evidence.recurs
        lost = likeliest_lost(left, right) if nats >= _LOST else ""
        if nats < (_LOST_OPTIONAL if lost in _OPTIONAL else _LOST):
            return []
        phrase = re.compile(re.escape(left[-1]) + "(.)" + re.escape(right[0]))
        printed = next((found for piece in self._fragments.values() if (found := phrase.search(piece.text))), None)
        likeliest = printed.group(1) if printed else lost
        message = f"接缝处{self._seam(decision)}疑失一字，或为“{likeliest}”"
        return [ReadingProblem(LOST_CHARACTER, message, at, (likeliest,))]

    def _doubt(self, decision: Decision) -> str:
        message = f"接缝{self._seam(decision)}把握不大（{decision.confidence:.0%}）"
        if decision.alternative is None:
            return message
        return f"{message}，也可能接“{self._sheet.text(decision.alternative)[:12]}…”"

    def _seam(self, decision: Decision) -> str:
        return f"“…{self._sheet.text(decision.left)[-8:]}｜{self._sheet.text(decision.right)[:8]}…”"


def _kept_line(line: Block, *, is_head: bool) -> TextBlock:
    passage = ParsedPassage(line.start, line.end, Part.HEADING if is_head else Part.BODY)
    return TextBlock("heading" if is_head else "paragraph", line.printed, (passage,))
