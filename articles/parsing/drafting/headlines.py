"""Decides what each short line of a page is: an article's title, a subheading, a package's headline, or none."""

from __future__ import annotations

import math

from articles.parsing.blocks.shapes import ASIDES, Shape
from articles.parsing.blocks.sheet import Sheet
from articles.parsing.chains.building import Chaining, Decision
from articles.parsing.drafting.drafts import ArticleDraft, is_under_heading
from articles.parsing.drafting.inferred_titles import infer_title
from articles.parsing.drafting.title_places import NUMBERED, ends_file, parts_sentence, stands_in_text, title_scores
from articles.parsing.drafting.titles import TitleScore, TitleScorer, assign_titles, is_cut_short, missing_end
from articles.parsing.heads.runs import headline_of
from articles.parsing.layout.captions import caption_odds, headline_looks, over_byline
from articles.parsing.layout.packages import FeatureDraft, package_without_note
from articles.parsing.problems import TITLE_DOUBTFUL, TITLE_INFERRED, TITLE_TRUNCATED, ReadingProblem
from articles.parsing.types import Part, TitleOrigin

# Nats by which a line is less likely another article's title; one that ends the page has no place that speaks for one.
_CONTESTED, _MORE_AT_END = 7.0, 1.5
_DOUBTFUL = 3.6  # nats by which another way to share a head out is worse
_LEAST = 1.0  # nats for a line to be an article's title at all
_LEAST_MISPLACED = -3.0  # where the line is nobody else's and the article has no other
_LEAST_AT_END = -1.0  # where the line ends the file and nothing goes on there: it is nothing else
_LEAST_IN_SENTENCE = -9.0  # where it parts the halves of a sentence: no subheading does
_PERHAPS_CAPTION = -5.0  # log odds; what is less likely one is filed as unplaced
_SEVERAL = 2  # articles make a package
_SHORTEST_LINE = 6  # characters of a title's first line; a shorter piece is a fragment that found no place
_NEAR = 4  # blocks from the byline to a line of a title in several
# Of a line in the text of an article without a title: the nats by which the page is read worse where it stands in none,
# at most, and those by which its words are a title's, at least. On seeds 4410001-4411200 and 4420001-4422400 fourteen
# of sixteen such lines were titles within 4 nats; within 5, of sixteen draws some won titles, none lost one.
_READ_AS_WELL, _LIKE_TITLE = 5.0, 0.5
_UNLIKE_TITLE, _FEW_WORDS = 0.2, 0.0  # nats of its words' looks, and of those its article has: under both it is doubted


def assign_headlines(
    sheet: Sheet, drafts: list[ArticleDraft], features: list[FeatureDraft], chaining: Chaining
) -> None:
    """Decide what each headline that is in no chain is, and give every draft a title: a printed or an inferred one."""
    _claim_captions(sheet, chaining)
    in_text = {block for draft in drafts for block in draft.blocks.blocks}
    lines = [i for i in range(len(sheet)) if sheet.free(i, Shape.HEADLINE) and i not in in_text]
    judge = TitleScorer([_text(sheet, draft) for draft in drafts])
    at_end = [line for line in lines if ends_file(sheet, chaining, line)]
    scores = title_scores(sheet, drafts, chaining, lines, judge)
    untitled = [n for n, draft in enumerate(drafts) if not draft.titles]
    chosen = assign_titles([[row[n] for n in untitled] for row in scores], _LEAST)
    _set_titles(sheet, drafts, lines, {line: untitled[n] for line, n in chosen.items()})
    owners = {untitled[n]: line for line, n in chosen.items()}
    for owner in owners:
        drafts[owner].lead_of_title = min(
            (_lead(scores, owners, owner, n) for n in untitled if n != owner), default=math.inf
        ) - _MORE_AT_END * (lines[owners[owner]] in at_end)
    in_sentence = [line for line in lines if parts_sentence(sheet, drafts, chaining, line)]
    _assign_misplaced_titles(sheet, drafts, lines, scores, in_sentence, _LEAST_IN_SENTENCE)
    for line in (*reversed(lines), *lines):  # a title's second line may have a third beyond it
        if line not in sheet.claims:
            _claim_second_line(sheet, drafts, line)
    for line in lines:
        if line not in sheet.claims:
            _claim_leftover(sheet, drafts, features, line)
    _assign_misplaced_titles(sheet, drafts, lines, scores, lines, _LEAST_MISPLACED)
    _assign_misplaced_titles(sheet, drafts, lines, scores, at_end, _LEAST_AT_END)
    _promote_lone_headings(sheet, drafts, chaining)
    _take_titles_from_text(sheet, drafts, chaining)
    for number, draft in enumerate(drafts):
        _set_title(sheet, draft, _text(sheet, draft))
        if draft.headline and not draft.problems and _reads_as_text(sheet, draft, judge.score(draft.title, number)):
            _doubt(sheet, draft, f"“{draft.title}”读来不像本文的题目，或是正文的片段")


def _lead(scores: list[list[float]], owners: dict[int, int], owner: int, other: int) -> float:
    """Nats by which an article's title is likelier its own than the other's, which would have its title in return."""
    line = owners[owner]
    lead = scores[line][owner] - scores[line][other]
    if other in owners:
        lead += scores[owners[other]][other] - scores[owners[other]][owner]
    return lead


def _set_titles(sheet: Sheet, drafts: list[ArticleDraft], lines: list[int], chosen: dict[int, int]) -> None:
    for number, article in chosen.items():
        drafts[article].titles.append(lines[number])
        sheet.claim(Part.TITLE, lines[number])


def _assign_misplaced_titles(
    sheet: Sheet,
    drafts: list[ArticleDraft],
    lines: list[int],
    scores: list[list[float]],
    offered: list[int],
    least: float,
) -> None:
    """Give those of the offered lines that are nobody's and may be titles to the articles that still lack one."""
    free = [line for line in offered if sheet.free(line, Shape.HEADLINE) and _may_be_title(sheet, line)]
    misplaced = [lines.index(line) for line in free]
    untitled = [n for n, draft in enumerate(drafts) if not draft.titles]
    chosen = assign_titles([[scores[place][n] for n in untitled] for place in misplaced], least)
    _set_titles(sheet, drafts, lines, {misplaced[place]: untitled[n] for place, n in chosen.items()})
    for n in chosen.values():
        drafts[untitled[n]].misplaced = True


def _promote_lone_headings(sheet: Sheet, drafts: list[ArticleDraft], chaining: Chaining) -> None:
    """The only subheading of an article without a title is that title, in a break between two of its paragraphs."""
    for draft in drafts:
        halves = {d.right for d in draft.decisions if d.evidence.mid_sentence}
        inside = [d.left for d in draft.decisions if is_under_heading(sheet, chaining.fragments, d)]
        inside = [line for line in inside if line not in halves]
        lines = [*inside, *draft.headings]
        if (
            draft.titles
            or len(lines) != 1
            or not _may_be_title(sheet, lines[0])
            or NUMBERED.match(sheet.text(lines[0]))
            or sheet.text(lines[0])[-1] in "？！"  # which a paragraph of one sentence may be
        ):
            continue
        draft.titles, draft.headings, draft.misplaced = lines, [], True
        draft.blocks.blocks = [block for block in draft.blocks.blocks if block not in inside]
        draft.decisions = [d for d in draft.decisions if not {d.left, d.right} & set(inside)]
        sheet.claim(Part.TITLE, *lines)


def _take_titles_from_text(sheet: Sheet, drafts: list[ArticleDraft], chaining: Chaining) -> None:
    """Give an article without a title the line of its text that is read nearly as well without, and like a title."""
    for draft in drafts:
        into = {decision.right: decision for decision in draft.decisions}
        out = [d for d in draft.decisions if d.left in into and _is_as_well_none(sheet, into[d.left], d)]
        if draft.titles or not out:
            continue
        after = min(out, key=lambda decision: decision.margin)
        line, before = after.left, into[after.left]
        draft.titles, draft.misplaced = [line], True
        draft.blocks.blocks.remove(line)
        draft.decisions[draft.decisions.index(before)] = chaining.past(before, after)
        draft.decisions.remove(after)
        sheet.claim(Part.TITLE, line)


def _is_as_well_none(sheet: Sheet, into: Decision, out: Decision) -> bool:
    """Whether the block between may as well stand in no text, as a title does; a question may be a paragraph, and one
    of several short lines a verse.
    """
    line, text = out.left, sheet.text(out.left)
    if out.alternative != line or out.margin > _READ_AS_WELL or not sheet.free(line, Shape.HEADLINE):
        return False
    listed = "、" in text or NUMBERED.match(text) or text[0].isdecimal()
    asks = text[-1] in "？！" and not into.evidence.mid_sentence
    around = (sheet.previous(line, *ASIDES), sheet.following(line, *ASIDES))
    several = any(_may_be_verse(sheet, other) for other in around)
    return _may_be_title(sheet, line) and not (listed or asks or several) and headline_looks(text) >= _LIKE_TITLE


def _may_be_verse(sheet: Sheet, line: int) -> bool:
    """Whether it is a short line of one clause; half a sentence may be short, too."""
    return 0 <= line < len(sheet) and sheet.shape(line) is Shape.HEADLINE and "，" not in sheet.text(line)


def _may_be_title(sheet: Sheet, line: int) -> bool:
    text = sheet.text(line)
    set_apart = sheet.block(line).level or text[-1] in "？！" or sheet.following(line, *ASIDES) >= len(sheet)
    reads_as_text = "，" in text and not set_apart
    return len(text) >= _SHORTEST_LINE and not reads_as_text and not sheet.is_subheading(line)


def _claim_captions(sheet: Sheet, chaining: Chaining) -> None:
    for index in chaining.aside:
        if sheet.free(index, Shape.TEXT) and caption_odds(sheet, index) > _PERHAPS_CAPTION:
            sheet.claim(Part.CAPTION, index)


def _text(sheet: Sheet, draft: ArticleDraft) -> str:
    return "".join(sheet.text(index) for index in draft.blocks.blocks)


def _claim_second_line(sheet: Sheet, drafts: list[ArticleDraft], line: int) -> None:
    for draft in drafts:
        near = len(sheet.text(line)) >= _SHORTEST_LINE and abs(draft.blocks.opener.at - line) <= _NEAR
        if near and any(abs(title - line) == 1 for title in draft.titles):
            draft.titles.append(line)
            sheet.claim(Part.TITLE, line)
            return


def _claim_leftover(sheet: Sheet, drafts: list[ArticleDraft], features: list[FeatureDraft], line: int) -> None:
    """A package's headline, a subheading; else it stays nobody's."""
    if _heads_package(sheet, drafts, features, line):
        return
    owner = _article_around(sheet, drafts, line)
    if owner is not None:
        owner.headings.append(line)
        sheet.claim(Part.HEADING, line)


def _heads_package(sheet: Sheet, drafts: list[ArticleDraft], features: list[FeatureDraft], line: int) -> bool:
    """A line over a column mark heads the articles under it, if they are several or the editor's note says so."""
    below = sheet.following(line, *ASIDES)
    if below >= len(sheet) or sheet.shape(below) is not Shape.COLUMN:
        return False
    known = next((feature for feature in features if feature.column_block == below), None)
    package = known or package_without_note(sheet, line, below)
    members = sum(package.holds(draft.blocks.opener) for draft in drafts)
    if (known and known.title is not None) or (not known and members < _SEVERAL):
        return False
    package.title = line
    if not known:
        features.append(package)
    sheet.claim(Part.FEATURE_TITLE, line)
    return True


def _article_around(sheet: Sheet, drafts: list[ArticleDraft], line: int) -> ArticleDraft | None:
    """The article in whose text the line stands: over a block of it, and under another or its opening."""
    if not drafts:
        return None
    below = sheet.following(line, *ASIDES, Shape.HEADLINE)
    above = sheet.previous(line, *ASIDES, Shape.HEADLINE)
    for draft in drafts:
        blocks = draft.blocks.blocks
        if below in blocks and (above in blocks or draft.blocks.opener.at < line):
            return draft
    return None


def _set_title(sheet: Sheet, draft: ArticleDraft, text: str) -> None:
    draft.titles.sort()
    if not draft.titles:
        draft.title = draft.blocks.opener.title
        if not draft.title:
            _infer(sheet, draft)
        return
    draft.headline = headline_of(sheet, draft.titles)
    draft.title = draft.headline.title
    _doubt_title(sheet, draft, draft.headline.margin)
    subtitle = draft.headline.subtitle or ""
    if is_cut_short(draft.title, text) or is_cut_short(subtitle, ""):
        draft.origin = TitleOrigin.TRUNCATED
        missing = "" if subtitle else missing_end(draft.title, text)
        hint = f"，正文中其后为“{missing}”" if missing else ""
        draft.title_reason = f"原题被版面截断{hint}"
        at = sheet.block(draft.titles[-1]).end
        answers = (draft.title + missing,) if missing else ()
        message = f"题目“{draft.title}{subtitle}”似未完{hint}"
        draft.problems.append(ReadingProblem(TITLE_TRUNCATED, message, at, answers))


def _doubt_title(sheet: Sheet, draft: ArticleDraft, margin: float) -> None:
    """A finding where a head may be shared out otherwise, or the title was found within the text."""
    if margin < _DOUBTFUL:
        message = f"题目“{draft.title}”与引题或副题如何划分，把握不大"
    elif draft.blocks.opener.doubtful:
        message = f"“{draft.title}”没有署名，未必另起一篇"
    elif draft.lead_of_title < _CONTESTED:
        message = f"“{draft.title}”也可能是本版另一篇的题目"
    elif draft.misplaced or _is_plain_under_byline(sheet, draft) or stands_in_text(draft, draft.titles[0]):
        message = f"“{draft.title}”不在题目的位置，未必是题目"
    else:
        return
    _doubt(sheet, draft, message)


def _doubt(sheet: Sheet, draft: ArticleDraft, message: str) -> None:
    draft.problems.append(ReadingProblem(TITLE_DOUBTFUL, message, sheet.block(draft.titles[0]).start))


def _reads_as_text(sheet: Sheet, draft: ArticleDraft, score: TitleScore) -> bool:
    """Whether the one line that is the title, between text and the byline, has neither a heading's mark, nor a title's
    words, nor its article's.
    """
    line, above = draft.titles[0], sheet.previous(draft.titles[0], *ASIDES)
    between = above >= 0 and sheet.shape(above) is Shape.TEXT and over_byline(sheet, line)
    plain = between and len(draft.titles) == 1 and not sheet.block(line).level
    return plain and score.nats < _FEW_WORDS and headline_looks(sheet.text(line)) < _UNLIKE_TITLE


def _is_plain_under_byline(sheet: Sheet, draft: ArticleDraft) -> bool:
    """Whether the title is a line without a mark under the byline: a third of these are pieces of the text."""
    title = draft.titles[0]
    return title == sheet.following(draft.blocks.opener.at, *ASIDES) and not sheet.block(title).level


def _infer(sheet: Sheet, draft: ArticleDraft) -> None:
    draft.origin = TitleOrigin.INFERRED
    first = draft.blocks.opener.at + 1
    if first < len(sheet) and (jump := sheet.block(first).continued):
        draft.title, draft.title_reason = f"（上接第{jump.page}版）", f"题目在第{jump.page}版"
        message = f"本文上接第{jump.page}版，题目在该版，暂拟为“{draft.title}”"
        draft.problems.append(ReadingProblem(TITLE_INFERRED, message, sheet.block(first).start))
        return
    inferred = infer_title([sheet.text(index) for index in draft.blocks.blocks])
    draft.title, draft.title_reason = inferred.text or "（无题）", inferred.reason
    at = sheet.block(max(draft.blocks.opener.at, 0)).start if len(sheet) else 0
    draft.problems.append(ReadingProblem(TITLE_INFERRED, f"版面上没有题目，暂拟为“{draft.title}”", at))
