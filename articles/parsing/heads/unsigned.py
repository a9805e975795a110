"""Heads that nobody signs: titles over text, told from subheadings, pieces of text and lines gone astray."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from articles.parsing.blocks.divisions import divides
from articles.parsing.blocks.kept_lines import heads_data, heads_list
from articles.parsing.blocks.notes import authors_in_note, signs_as_reader, signs_only
from articles.parsing.blocks.shapes import ASIDES, NOTES, Shape, ends_a_sentence, is_salutation, names_letters
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.dictionary import lexicon
from articles.parsing.evidence.joins import is_closed
from articles.parsing.evidence.topics import words_of
from articles.parsing.evidence.trigrams import affinities
from articles.parsing.heads.headline import ends_open
from articles.parsing.heads.items import (
    BRIEFS,
    REPORT,
    briefs,
    ends_notice,
    free_titles,
    goes_on_report,
    is_labelled,
    names_item,
    others_follow,
)
from articles.parsing.names import is_clearly_institution, is_likely_name, is_place
from articles.parsing.types import Part

# Nats for each feature of lines over text to be the head of an article that no byline signs, fitted with
# `python -m tests.pages.fitting.unsigned` and rounded. An article's end above it speaks loudest.
UNSIGNED = {
    "always": -11.5, "after note": 10.5, "after rule": 10.5, "after column": 10.5, "begins": 9.5, "after byline": -5.5,
    "apart": 1.5, "set as head": 2.0, "set as text": -3.0, "lines": 3.0, "level of heads": 3.0, "level below": -5.5,
    "bracketed": 6.0, "opens": 0.3, "goes on": -1.6, "comma": -3.5, "short": -10.0, "echoed": 2.5, "long": 2.5,
    "names its kind": 22.0, "over a report": 12.0, "hangs": -5.0, "alone": 3.5, "alone apart": 5.0, "labelled": 11.0,
}  # fmt: skip
NUMBERED = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、．.章节]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．.]|【[^】]*】$)"
)
_KINDS = re.compile(
    r"^(?:更正(?:启事|说明)?|勘误|致歉|讣[告闻]|(?:沉痛|深切)?(?:悼念|哀悼)|(?:遗失)?声明"
    r"|(?:(?:“[^”]{2,16}”|[\u4e00-\u9fff]{2,8})?(?:招聘|征稿|征文|征集|征订|更名|迁址)|本[报刊版])?启事"
    r"|(?:本[报刊版])?(?:征稿|征文)|(?:欢迎|诚邀)(?:来稿|投稿|赐稿)|[\u4e00-\u9fff]{0,8}(?:讲座|活动|论坛|展览|演出|下期)预告)$"
)
_BOOKS = re.compile(r"^(?:新书(?:架|讯|速递|快递|推介|推荐|评介|荐读)?|书讯|书架|好书(?:推荐|荐读|速递)|荐书)$")
_BOOK = re.compile(r"^《[^》]+》$")
_TELLS_OF_BOOK = re.compile(  # 《河流的账本》，晏何著，东江人民出版社2026年3月版。
    r"^《[^》]+》[，：（(\s]?[^。]{1,40}[著编译][，）)\s][^。]{0,24}(?:出版社|书局|书店|印书馆)"
)
_ROUNDS = re.compile(
    rf"^(?:(?:读者)?回音壁?|编读往来|三言两语|微言|微语|微评|一句话(?:新闻|评论)|{BRIEFS}|闻者足戒|百家言|网言网语|网友(?:留言|之声))$"
)
# What these say; where no article ends above it, 更正 over other words is a subheading. A text that tells of a call,
# 收到来稿三百余篇, asks nobody.
_OF_THEIR_KIND = re.compile(
    "[本贵我](?:报|刊|版|社|网|单位|公司|校|院|市|人)|特此|应为|有误|误[为作写植排]|致歉|"
    "逝世|去世|辞世|病逝|享年|终年|作废|遗失|(?<!受)欢迎|兹|现(?:面?向|将|因|予|就)|敬请|即日起|来稿(?=[请须应要一])"
)
_LABEL = re.compile("[\u4e00-\u9fff]{2,5}")
_BRIEFS = re.compile(rf"[\u4e00-\u9fff]{{1,4}}(?:(?P<several>{BRIEFS}|动态|速递|速览|资讯|传真)|风采|掠影|剪影)")
_OF_DATA = re.compile("^（(?:数据|资料|图表)?来源")
_DOUBTFUL = 2.0  # nats either way
_LEAST = -6.0  # nats of a head that begins an article because a note ends one
_LEAST_SET_OFF = -12.0  # the same where it is not set in, under blank lines or over a reader's text
_BORDERS = NOTES | {Shape.COLUMN, Shape.BYLINE, Shape.SIGNATURE}
_OVER_RULE = NOTES | {Shape.TEXT, Shape.COLUMN}
_CLIP = 5.0  # nats
_NEAR = 100  # blocks that a head is compared with on either side, so that time grows with a file's length only
_LOOKED_AT = 20  # characters
_PIECE = 300  # characters; what is longer was seldom cut off elsewhere
_SHORTEST = 6  # characters of a title
_SHORTEST_OF_BRIEF = 10  # characters of one that follows another brief: subheadings are shorter
_SHORTEST_BODY = 4  # characters of an institution's name


@dataclass(frozen=True, slots=True)
class Head:
    """Lines `first` to `last` of the sheet that may be a head, and the text under them, up to block `end`."""

    first: int
    last: int
    end: int


def unsigned_heads(sheet: Sheet, openers: Sequence[Opener]) -> list[Opener]:
    """Openings of the articles that no byline signs; heads that nearly are some are noted on the sheet.

    Where more notes end articles than openings begin any, the likeliest heads in a text without one begin the others.
    """
    _free_rounds(sheet)
    free_titles(sheet)
    listed = set(briefs(sheet))
    weighing = HeadFeatures(sheet)
    heads = possible_heads(sheet, openers)
    found = {head: _DOUBTFUL if head.last in listed else weighing.nats(head) for head in heads}
    begun = {head for head, nats in found.items() if nats > 0}
    owed = max(_ended(sheet) - len(openers) - len(begun), 0)
    opened = _opened(sheet, openers)
    others = [head for head, nats in found.items() if _LEAST < nats <= 0 and not opened[head.first]]
    begun |= set(sorted(others, key=found.__getitem__, reverse=True)[:owed])
    for head, reader in _over_other_signatures(sheet, openers, found):
        set_off = weighing.is_set_off(head, by_reader=reader)
        begun |= {head} if found[head] > (_LEAST_SET_OFF if set_off else _LEAST) else set()
    sheet.passed_over += [
        head.last
        for head, nats in found.items()
        if head not in begun and (nats > -_DOUBTFUL or (nats > _LEAST and weighing.stands_alone(head)))
    ]
    return [
        Opener(head.last, bare=True, doubtful=nats < _DOUBTFUL and head.last not in listed)
        for head, nats in found.items()
        if head in begun
    ]


def _free_rounds(sheet: Sheet) -> None:
    """■微言 over text is a title there, and no column's name; nor is 【新书架】 over what is said of each book."""
    for index, shaped in enumerate(sheet.shaped):
        titled = _ROUNDS.match(shaped.value) or _heads_notices(sheet, index)
        if shaped.shape is Shape.COLUMN and titled and sheet.free(index + 1, Shape.TEXT):
            sheet.shaped[index] = replace(shaped, shape=Shape.HEADLINE, value="")


def _heads_notices(sheet: Sheet, index: int) -> bool:
    """Whether the line is 新书架 or the like over paragraphs that all tell of a book each, up to the next head."""
    if not _BOOKS.match("".join(sheet.text(index).split()).strip("【】〖〗")):
        return False
    below = range(index + 1, sheet.under_free(index + 1, Shape.TEXT, *ASIDES))
    signed = below.stop < len(sheet) and sheet.shape(below.stop) is Shape.BYLINE
    told = [_TELLS_OF_BOOK.match(sheet.text(at)) for at in below if sheet.free(at, Shape.TEXT)]
    return not signed and bool(told) and all(told)


def _over_other_signatures(
    sheet: Sheet, openers: Sequence[Opener], heads: Iterable[Head]
) -> Iterator[tuple[Head, bool]]:
    """The only head between a byline and a name that signs a text under it: that text is somebody else's; and whether
    a reader signs.
    """
    bylines = {opener.at: {person.name for person in opener.people} for opener in openers if opener.people}
    signed: int | None = None  # the byline whose text no note has ended
    for index in range(len(sheet)):
        if sheet.shape(index) in NOTES:
            names = {person.name for person in authors_in_note(sheet.shaped[index].value)}
            within = [head for head in heads if signed is not None and signed < head.first <= head.last < index]
            value = sheet.shaped[index].value
            reader = signs_as_reader(value)
            others = (reader or signs_only(value)) and len(within) == 1
            if others and not any(_may_be_same(name, other) for name in names for other in bylines[signed or 0]):
                yield within[0], reader
        signed = index if index in bylines else None if sheet.shape(index) in NOTES else signed


def _may_be_same(name: str, signing: str) -> bool:
    """Whether who signs may be called so: 阿莲 and 老槐 under a title may be a pen name of 王秀莲."""
    return name == signing or not is_likely_name(signing) or bool(set(name[1:]) & set(signing))


def _opened(sheet: Sheet, openers: Sequence[Opener]) -> list[bool]:
    """For each block whether an opening stands between it and the note above it."""
    places = {opener.at for opener in openers}
    opened, is_open = [], False
    for index in range(len(sheet)):
        opened.append(is_open)
        is_open = (is_open or index in places) and sheet.shape(index) not in NOTES
    return opened


def _ended(sheet: Sheet) -> int:
    """How many notes end a text: those with text between them and the one above. Of a table's source none does."""
    parts = [shaped for shaped in sheet.shaped if shaped.shape in (Shape.TEXT, Shape.NOTE)]
    ends = (part.shape is Shape.NOTE and not _OF_DATA.match(part.text) for part in parts[1:])
    return sum(above.shape is Shape.TEXT and end for above, end in zip(parts, ends, strict=False))


def possible_heads(sheet: Sheet, openers: Sequence[Opener]) -> Iterator[Head]:
    """Every run of short lines over text that no opener has."""
    starts = {sheet.first_of_head(min(opener.claimed, default=opener.at)) for opener in openers}
    for last in range(len(sheet)):
        part = _heads_part(sheet, last) and not _heads_notices(sheet, last)
        if not sheet.free(last, Shape.HEADLINE) or part or not _is_over_text(sheet, last):
            continue
        if _heads_books(sheet, last) and _is_in_head(sheet, last + 1):  # 新书架 over 《长江简史》 names its column
            continue
        first = last
        while sheet.free(first - 1, Shape.HEADLINE) and sheet.block(first).gap <= sheet.block(last + 1).gap:
            first -= 1
        farthest = min(last + _NEAR, len(sheet))
        ends = (at for at in range(last + 2, farthest) if at in starts or _is_end(sheet, at))
        yield Head(first, last, next(ends, farthest))


def _is_in_head(sheet: Sheet, line: int) -> bool:
    """Whether a book's name, with who wrote and printed it, stands over text or a byline, and no gap over it."""
    gap, line = sheet.block(line).gap, sheet.under_free(line, Shape.HEADLINE)
    if line == len(sheet) or gap > sheet.block(line).gap:
        return False
    return sheet.free(line, Shape.TEXT) or sheet.shape(line) is Shape.BYLINE


def _is_over_text(sheet: Sheet, line: int) -> bool:
    """Whether text is under the line, at once or behind an editor's note, a book or its first numbered subheadings."""
    if _heads_books(sheet, line):
        return True
    below = line + 1
    while sheet.claims.get(below) is Part.EDITOR_NOTE:
        below += 1
    while sheet.free(below, Shape.HEADLINE) and _heads_part(sheet, below):
        below += 1
    return sheet.free(below, Shape.TEXT)


def _heads_part(sheet: Sheet, line: int) -> bool:
    """Whether the line is a numbered subheading, or a numeral alone, or stands under one."""
    text = sheet.text(line)
    under = sheet.free(line - 1, Shape.HEADLINE) and divides(sheet.text(line - 1))
    return bool(NUMBERED.match(text)) or divides(text) or under


def _heads_books(sheet: Sheet, line: int) -> bool:
    """Whether the line is 新书架 or the like over the name of a book."""
    under = sheet.free(line + 1, Shape.HEADLINE, Shape.CREDIT) and _BOOK.match(sheet.text(line + 1))
    return bool(under and _BOOKS.match(sheet.text(line)))


def _is_end(sheet: Sheet, index: int) -> bool:
    return sheet.shape(index) in _BORDERS or sheet.block(index).parted


class HeadFeatures:
    """What `UNSIGNED` weighs of the heads of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._texts = [index for index in range(len(sheet)) if sheet.free(index, Shape.TEXT)]
        self._cut = [index for index in self._texts if not is_closed(sheet.text(index)) and not _is_mark(sheet, index)]
        self._starts = [sheet.text(index)[:_LOOKED_AT] for index in range(len(sheet))]
        self._opens = affinities(["。"], self._starts)[0] if self._starts else np.zeros(0)
        self._level = max(_levels_of_heads(sheet), default=0)
        texts = (index for index in self._texts if sheet.free(index - 1, Shape.TEXT))
        self._gap = max((sheet.block(index).gap for index in texts), default=0)  # between paragraphs

    def nats(self, head: Head) -> float:
        """The nats by which the lines are a head."""
        return sum(UNSIGNED[name] * value for name, value in self.features(head).items())

    def features(self, head: Head) -> dict[str, float]:
        """The features by the names of `UNSIGNED`."""
        place = self._place(head)
        ended = any(place.values())
        return place | self._setting(head, ended=ended) | self._words(head, ended=ended) | {"always": 1.0}

    def _place(self, head: Head) -> dict[str, float]:
        top, above = head.first, self._sheet.previous(head.first, *ASIDES)
        while self._sheet.claims.get(above) is Part.EDITOR_NOTE:  # over the first of several
            top, above = above, self._sheet.previous(above, *ASIDES)
        shape = self._sheet.shape(above) if above >= 0 else None
        return {
            "after note": float(shape in NOTES or ends_notice(self._sheet, above)),
            "after rule": float(self._sheet.block(top).parted and (shape is None or shape in _OVER_RULE)),
            "after column": float(shape is Shape.COLUMN),
            "after byline": float(shape is Shape.BYLINE),
            "begins": float(above < 0),
        }

    def _setting(self, head: Head, *, ended: bool) -> dict[str, float]:
        lines = [self._sheet.block(index) for index in range(head.first, head.last + 1)]
        below, level = self._sheet.block(head.last + 1), lines[-1].level
        set_in = any(line.indented for line in lines)
        alone = self.stands_alone(head)
        return {
            "apart": float(lines[0].gap > below.gap),
            "lines": float(len(lines) > 1),
            "set as head": float(self._sheet.indents and not set_in and below.indented),
            "set as text": float(self._sheet.indents and set_in),
            "level of heads": float(0 < level <= self._level),
            "level below": float(level > self._level and not ended and not REPORT.match(below.text)),
            "alone": float(alone),
            "labelled": float(
                lines[0].level <= self._level and is_labelled(self._sheet, head.first, head.last, self._gap)
            ),
            "alone apart": float(
                alone
                and (
                    lines[0].gap > self._gap
                    or 0 < level <= self._level
                    or self._labelled(head)
                    or self._of_others(head)
                )
            ),
        }

    def _labelled(self, head: Head) -> bool:
        """Whether a word or two stand over the title: 知识窗, which breaks nothing off."""
        return head.first < head.last and _LABEL.fullmatch(self._sheet.text(head.first)) is not None

    def is_set_off(self, head: Head, *, by_reader: bool) -> bool:
        """Whether the lines are not set in as the page's paragraphs are, with more blank lines over them; these need
        not be over what a reader signs.
        """
        line = self._sheet.block(head.first)
        return self._sheet.indents and not line.indented and (by_reader or line.gap > self._gap)

    def _of_others(self, head: Head) -> bool:
        """Whether the title begins with an institution of a name of its own, which the text under it has again and the
        one over it nowhere: 社区学院 is a kind of them.
        """
        title, sheet = self._sheet.text(head.first), self._sheet
        named = is_place(title[:2]) or not lexicon().count(title[:2])
        under, over = (
            "".join(sheet.text(index) for index in self._among(self._texts, start, end))
            for start, end in ((head.last + 1, head.end), (head.first - _NEAR, head.first))
        )
        names = (title[:length] for length in range(_SHORTEST_BODY, len(title)))
        return named and any(name in under and name not in over and is_clearly_institution(name) for name in names)

    def _heads_brief(self, head: Head) -> bool:
        """Whether the lines are 高校动态 over a title, under a signed text without any other line in it, or stand
        under the brief of such a head as its title does.
        """
        sheet, above = self._sheet, self._sheet.previous(head.first, *ASIDES)
        below_heads = sheet.block(head.first).level > self._level
        if below_heads or not sheet.free(above, Shape.TEXT) or not ends_a_sentence(sheet.text(above)):
            return False
        above = sheet.over_free(above, Shape.TEXT, *ASIDES)
        label = _BRIEFS.fullmatch(sheet.text(head.first))
        if label and head.first < head.last:
            return sheet.shape(above) is Shape.BYLINE and not (
                sheet.is_indented(head.last) or others_follow(sheet, head.first, head.last)
            )
        return self._goes_on_in_briefs(head, above)

    def _goes_on_in_briefs(self, head: Head, above: int) -> bool:
        """Whether one line stands under the text of line `above`, which a label says is one of several briefs."""
        sheet, first = self._sheet, self._sheet.first_of_head(above)
        title = sheet.text(head.first)
        if head.first < head.last or not sheet.free(above, Shape.HEADLINE) or len(title) < _SHORTEST_OF_BRIEF:
            return False
        if sheet.is_indented(head.first) or NUMBERED.match(title):
            return False
        label = _BRIEFS.fullmatch(sheet.text(first))
        return (first == above or bool(label and label["several"])) and self._heads_brief(
            Head(first, above, head.first)
        )

    def stands_alone(self, head: Head) -> bool:
        """Whether the lines are the only ones that are set off from a text with a title and a byline of its own:
        subheadings are two or more.

        A paragraph ends above them, they are not set in as paragraphs are or are marked as that title is, and no note
        ends what is under them: one would be the signed text's.
        """
        above = self._sheet.previous(head.first, *ASIDES)
        ended = self._sheet.free(above, Shape.TEXT) and ends_a_sentence(self._sheet.text(above))
        if not ended or (head.end < len(self._sheet) and self._sheet.shape(head.end) in NOTES):
            return False
        near = range(head.first - 1, max(head.first - _NEAR, -1), -1)
        top = next((at for at in near if _is_end(self._sheet, at) or self._opens_report(at)), 0)
        title = self._sheet.previous(top, Shape.BYLINE, *ASIDES)
        signed = self._sheet.shape(top) is Shape.BYLINE or self._opens_report(top)
        if not signed or title < 0 or self._sheet.shape(title) is not Shape.HEADLINE:
            return False
        who = self._sheet.text(head.first).partition("：")
        quoted = who[1] and is_likely_name(who[0])  # by the report
        goes_on = self._sheet.block(head.first).level == 0 and goes_on_report(self._sheet, top, head.last)
        if self._opens_report(top) and (quoted or goes_on):
            return False
        others = [*range(top, head.first), *range(head.last + 1, head.end)]
        return self._is_set_off(head, title) and not any(self._sheet.free(at, Shape.HEADLINE) for at in others)

    def _opens_report(self, index: int) -> bool:
        """Whether 本报讯（记者　王小明） begins the text right under a headline."""
        return self._sheet.shape(index - 1) is Shape.HEADLINE and REPORT.match(self._sheet.text(index)) is not None

    def _is_set_off(self, head: Head, title: int) -> bool:
        line = self._sheet.block(head.first)
        return 0 < line.level == self._sheet.block(title).level or (self._sheet.indents and not line.indented)

    def _words(self, head: Head, *, ended: bool) -> dict[str, float]:
        lines = [self._sheet.text(index) for index in range(head.first, head.last + 1)]
        text = "".join(self._sheet.text(index) for index in self._among(self._texts, head.last + 1, head.end))
        around = [*self._among(self._texts, head.first - _NEAR, head.first)]
        around += self._among(self._texts, head.end, head.end + _NEAR)
        below = self._sheet.text(head.last + 1)
        return {
            "bracketed": float(lines[-1][-1] in "）】"),
            "opens": float(np.clip(self._opens[head.last + 1], -_CLIP, _CLIP)),
            "goes on": self._goes_on(head),
            "comma": float("，" in lines[-1] and not self._sheet.block(head.first).parted),
            "hangs": float(ends_open(lines[-1])),
            "short": float(sum(map(len, lines)) < _SHORTEST),
            "echoed": _echo(lines, text, "".join(self._sheet.text(index) for index in around)),
            "long": min(len(text) / _PIECE, 2.0),
            "names its kind": float(self._names_its_kind(head, ended=ended)),
            "over a report": float(bool(REPORT.match(below) or is_salutation(below))),
        }

    def _names_its_kind(self, head: Head, *, ended: bool) -> bool:
        """Whether the line is 更正, 讣　告 or the like, or heads a list of names."""
        line, below = self._sheet.text(head.last), self._sheet.shaped[head.last + 1]
        shelf = any(_heads_books(self._sheet, place) for place in range(head.first, head.last + 1))
        shelf = shelf or _heads_notices(self._sheet, head.last)
        if (below.lines and (heads_list(line) or heads_data(line))) or shelf:
            return True
        words = "".join(line.split()).strip("｜■□")
        if self._heads_brief(head) or (is_salutation(below.text) and names_letters(words)):
            return True
        ends = ended or self.stands_alone(head)
        if names_item(self._sheet, head.last):
            return True
        return bool(
            (ends and _ROUNDS.match(words)) or (_KINDS.match(words) and (ended or _OF_THEIR_KIND.search(below.text)))
        )

    def _goes_on(self, head: Head) -> float:
        """Nats by which the head or the text under it reads on from where a text breaks off, the best of all places."""
        cut = [
            *range(head.first + self._labelled(head), head.last),
            *self._among(self._cut, head.first - _NEAR, head.end + _NEAR),
        ]
        ends = [self._sheet.text(index)[-_LOOKED_AT:] for index in cut]
        ends = [end for end in ends if not ends_a_sentence(end)]
        if not ends:
            return 0.0
        starts = [head.first, head.last + 1]
        reads = affinities(ends, [self._starts[index] for index in starts]).max(axis=0)
        return float(np.clip((reads - self._opens[starts]).max(), 0.0, _CLIP))

    def _among(self, places: list[int], start: int, end: int) -> list[int]:
        return places[bisect_left(places, start) : bisect_left(places, end)]


def _is_mark(sheet: Sheet, index: int) -> bool:
    """Whether the line names a speaker, 【王小明】: it breaks no sentence off."""
    return sheet.text(index)[-1] == "】"


def _levels_of_heads(sheet: Sheet) -> set[int]:
    """The levels of the headings over bylines; where none is signed, the highest one of the page."""
    signed = {sheet.block(n - 1).level for n in range(1, len(sheet)) if sheet.shape(n) is Shape.BYLINE} - {0}
    return signed or {min((shaped.block.level for shaped in sheet.shaped if shaped.block.level), default=0)}


def _echo(lines: Sequence[str], text: str, rest: str) -> float:
    """How many more of the lines' words the text under them has than the rest of the page, -1 to 1 of them."""
    words = {word for line in lines for word in words_of(line)}
    return sum((word in text) - (word in rest) for word in words) / len(words) if words and rest else 0.0
