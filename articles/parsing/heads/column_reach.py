"""How far a column's name reaches: over the articles that follow, or over the one alone that it visibly belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from articles.parsing.blocks.kept_lines import are_verses
from articles.parsing.blocks.notes import signs_letter
from articles.parsing.blocks.shapes import ASIDES, OF_THIS_ISSUE, Shape, names_letters
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.bylines import SQUARES
from articles.parsing.heads.items import REPORT, names_briefs
from articles.parsing.heads.runs import headline_of
from articles.parsing.types import Part

_OF_SEVERAL = re.compile(
    "圆桌|笔谈|大家谈|系列谈|专[题栏版]|摘编|选登|简讯|短波|征文|特刊|来信"
)  # names what no article is alone
_GENRE = re.compile(
    "(?:[时快短微锐述书影剧]评|评论|[漫杂闲]谈|[漫杂]议|杂感|[随漫]笔|随感|散文|[手札]记|絮语|人物|[访专]访|访谈|特写)$"
)
_SECTION = re.compile("新闻|要闻|综合|民生|农事|评论|关注|前沿|论坛|巷议")
_POEMS = re.compile("诗(?:[苑林坛页歌词]|歌[苑坛选])")
_ATTENDS = re.compile("(?:关注|聚焦|走近|直击)([\u4e00-\u9fff]{2})")
_MOST_OF_BRIEF = 3  # paragraphs
_PACKAGES = frozenset({Part.EDITOR_NOTE, Part.FEATURE_TITLE})


@dataclass(slots=True)
class _Mark:
    """A column mark under work, with the articles under it so far; `genres` counts the marks down to it where each of
    them names a genre and all before it stand over one article.
    """

    at: int
    name: str
    genres: int
    articles: list[Opener] = field(default_factory=list)


def set_columns(sheet: Sheet, openers: list[Opener], column: str | None) -> str | None:
    """A column mark holds until the next one, or until it is used up. `column` is the one in force above; given back
    is what is in force below.
    """
    mark: _Mark | None = None
    used_up = False
    waiting = list(openers)
    for index in range(len(sheet)):
        if sheet.shape(index) is Shape.COLUMN:
            mark, used_up = _mark(sheet, index, mark), False
            column = mark.name
        while waiting and waiting[0].at <= index:
            opener = waiting.pop(0)
            if mark is not None:
                used_up = used_up or _is_over_another(sheet, mark, opener)
                mark.articles.append(opener)
            opener.column, opener.column_block = (None, None) if used_up else (column, mark.at if mark else None)
            used_up = used_up or opener.interview
    _spread_labels(sheet, openers)
    return None if used_up or (mark and mark.articles and _is_of_first(sheet, mark)) else column


def _spread_labels(sheet: Sheet, openers: list[Opener]) -> None:
    """来论, 简讯 or 诗苑, alone on a line in an article's head, is the column of those alike right after it, too."""
    label, first = "", None
    signs = {sheet.printed(each.at).strip()[:1] for each in openers if not each.bare}
    labels = sum(bool(each.titles and headline_of(sheet, each.titles).column) for each in openers)
    signed_apart = labels > 1 or sum(not sign.isalnum() for sign in signs) > 1
    signed_apart = signed_apart or bool(openers and _names_several(sheet, openers[0]))  # over all the page has
    for opener in openers:
        if own := _names_several(sheet, opener):
            label, first = own, opener
        elif (
            not first
            or not _is_alike(sheet, label, first, opener, signed_apart=signed_apart)
            or _is_labelled_itself(sheet, first, opener)
        ):
            first = None
        else:
            opener.column = label


def _names_several(sheet: Sheet, opener: Opener) -> str:
    name = "".join(sheet.text(opener.titles[0]).split()) if len(opener.titles) > 1 else ""
    several = names_briefs(name) or names_letters(name) or _POEMS.fullmatch(name)
    return name if several and headline_of(sheet, opener.titles).column == name else ""


def _is_labelled_itself(sheet: Sheet, first: Opener, opener: Opener) -> bool:
    """Whether a column's mark stands between, or a label in the other's head."""
    marked = any(sheet.shape(at) is Shape.COLUMN for at in range(first.at, opener.at))
    return marked or bool(opener.titles and headline_of(sheet, opener.titles).column)


def _is_alike(sheet: Sheet, label: str, first: Opener, opener: Opener, *, signed_apart: bool) -> bool:
    """Whether both are unsigned short reports, poems, or letters with a name at the end, or with one sign before their
    bylines where the page has others of another sign or label.
    """
    texts = [sheet.shaped[each.at + 1] for each in (first, opener) if each.at + 1 < len(sheet)]
    if names_briefs(label):
        short = sheet.under_free(opener.at + 1, Shape.TEXT) - opener.at <= _MOST_OF_BRIEF + 1
        return short and not (first.people or opener.people) and all(REPORT.match(shaped.text) for shaped in texts)
    if _POEMS.fullmatch(label):
        return all(shaped.lines and are_verses(shaped.lines) for shaped in texts)
    if first.bare and opener.bare:
        return all(_ends_in_name(sheet, each) for each in (first, opener))
    sign, other = (sheet.printed(each.at).strip()[:1] for each in (first, opener))
    return signed_apart and sign == other and not sign.isalnum()


def _ends_in_name(sheet: Sheet, opener: Opener) -> bool:
    end = sheet.under_free(opener.at + 1, Shape.TEXT)
    return end < len(sheet) and sheet.shape(end) is Shape.NOTE and signs_letter(sheet.text(end))


def _mark(sheet: Sheet, index: int, above: _Mark | None) -> _Mark:
    name = sheet.shaped[index].value
    before = 0 if above is None else above.genres
    goes_on = above is None or (before and len(above.articles) == 1)
    return _Mark(index, name, before + 1 if goes_on and _GENRE.search(name) else 0)


def _is_over_another(sheet: Sheet, mark: _Mark, opener: Opener) -> bool:
    """Whether a mark ends before an article: it belongs to another one, or stands over what has a label of its own."""
    bracketed = opener.bare and opener.at > mark.at and sheet.printed(opener.at)[0] in "【〖"  # as its title
    if bracketed or _is_of_another_heading(sheet, mark.at, opener) or _is_over_another_label(sheet, mark.at, opener):
        return True
    if not mark.articles:
        return False
    package = _is_over_package(sheet, mark)
    of_issue = OF_THIS_ISSUE.fullmatch(mark.name) is not None
    if (package or of_issue) and sheet.text(mark.at) == mark.name and _goes_over(sheet, mark, opener):
        return True
    if package:
        return False
    first = mark.articles[0]
    if _is_framed_with(sheet, mark.at, first, opener) or _is_of_section(sheet, mark.at, first, opener):
        return True
    if _marks_stand_in_heads(sheet, first) and sheet.block(min(_head(sheet, opener))).gap:
        return not (_OF_SEVERAL.search(mark.name) or _SECTION.search(mark.name))
    last = mark.articles[-1]
    labelled = last is not first and _is_labelled(sheet, last) and not _is_labelled(sheet, first)
    return labelled or _is_of_first(sheet, mark) or _is_beside_kicker(sheet, mark, opener)


def _is_beside_kicker(sheet: Sheet, mark: _Mark, opener: Opener) -> bool:
    """Whether 【面对面】 touches the head of its first article, and the one other before the next mark begins with a
    kicker: then each has one line over its title. Where bylines bear squares, such a mark is a section's.
    """
    (first, *more), rest = mark.articles, range(opener.at + 1, len(sheet))
    several = _OF_SEVERAL.search(mark.name) or _SECTION.search(mark.name)
    bracketed = sheet.text(mark.at)[0] in "【〖［" and not several
    squared = sheet.printed(first.at).startswith(tuple(SQUARES))
    touches = mark.at + 1 == min(_head(sheet, first), default=-1) and not sheet.block(mark.at + 1).gap
    if more or squared or not bracketed or not touches:
        return False
    below = next((shape for at in rest if (shape := sheet.shape(at)) in {Shape.COLUMN, Shape.BYLINE}), Shape.COLUMN)
    return below is Shape.COLUMN and _has_kicker(sheet, opener) and not _has_kicker(sheet, first)


def _has_kicker(sheet: Sheet, opener: Opener) -> bool:
    return bool(opener.titles) and headline_of(sheet, opener.titles).kicker is not None


def _goes_over(sheet: Sheet, mark: _Mark, opener: Opener) -> bool:
    """Whether a bare label over a package ends before an article: that is news (本报讯…) where the first one is none,
    and does not say 春耕 under 关注春耕, or has not a word of what 本期话题：带薪休假 says all are about.
    """
    texts = [sheet.text(index) for index in range(opener.at + 1, sheet.under_free(opener.at + 1, Shape.TEXT))]
    said = "".join([*texts, *(sheet.text(at) for at in _head(sheet, opener))])
    if texts and REPORT.match(texts[0]):
        about = _ATTENDS.match(mark.name)
        return not (about and about[1] in said) and not REPORT.match(
            sheet.text(min(mark.articles[0].at + 1, len(sheet) - 1))
        )
    topic = mark.name.partition("：")[2] if OF_THIS_ISSUE.fullmatch(mark.name) else ""
    return bool(topic and texts) and not any(topic[n : n + 2] in said for n in range(len(topic) - 1))


def _is_over_package(sheet: Sheet, mark: _Mark) -> bool:
    """Whether a headline over several articles, or an editor's note, stands beside the mark: it names all of them."""
    return any(sheet.claims.get(at) in _PACKAGES for at in range(mark.at - 1, mark.articles[0].at))


def _is_of_first(sheet: Sheet, mark: _Mark) -> bool:
    """Whether a mark stands in its first article's head: on the line of its title or byline, or between both.

    Where bylines bear squares, a mark is a section's, and a page's lines may be out of order. Else a page whose every
    mark names the genre of one article, 【文化人物】 and 【城乡时评】, says of each what it is; 【散文】 is what
    several are.
    """
    first = mark.articles[0]
    if _OF_SEVERAL.search(mark.name) or _is_over_package(sheet, mark):
        return False
    if mark.at < first.at and sheet.block(mark.at + 1).same_line:
        return True
    if sheet.printed(first.at).startswith(tuple(SQUARES)):
        return False
    return _is_under_title(sheet, mark.at, first) or (mark.genres > 1 and not _GENRE.fullmatch(mark.name))


def _marks_stand_in_heads(sheet: Sheet, first: Opener) -> bool:
    """Whether each of the page's marks touches its title, and one names a genre of one article: 故纸堆, then 学书札记.

    Where bylines bear squares, such a mark is a section's, too.
    """
    marks = [at for at, shaped in enumerate(sheet.shaped) if shaped.shape is Shape.COLUMN]
    squared = sheet.printed(first.at).startswith(tuple(SQUARES))
    touching = len(marks) > 1 and all(at + 1 < len(sheet) and not sheet.block(at + 1).gap for at in marks)
    return touching and not squared and any(_GENRE.search(sheet.shaped[at].value) for at in marks)


def _is_under_title(sheet: Sheet, mark: int, first: Opener) -> bool:
    under = bool(first.claimed) and sheet.following(mark, *ASIDES) == min(first.claimed)
    above = sheet.previous(mark, *ASIDES)
    return under and (above in first.titles or sheet.free(above, Shape.HEADLINE))


def _head(sheet: Sheet, opener: Opener) -> list[int]:
    """The blocks of an article's head, as far as they are known yet."""
    title = [opener.at - 1] if not (opener.bare or opener.titles) and sheet.free(opener.at - 1, Shape.HEADLINE) else []
    return sorted({*opener.titles, *title, *opener.claimed, *([opener.at] if opener.at >= 0 else [])})


def _is_framed_with(sheet: Sheet, mark: int, first: Opener, opener: Opener) -> bool:
    """Whether an element of HTML holds a mark and an article's head, and not the other article's."""
    around = max((_common(sheet, mark, at) for at in _head(sheet, first)), default=0)
    return around > max((_common(sheet, mark, at) for at in _head(sheet, opener)), default=around)


def _common(sheet: Sheet, one: int, other: int) -> int:
    """How many elements hold both blocks."""
    both = zip(sheet.block(one).frames, sheet.block(other).frames, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))


def _is_of_section(sheet: Sheet, mark: int, first: Opener, opener: Opener) -> bool:
    """Whether a mark that is a heading, # 【观点】, has its article's title under it, ## 题目, and the other article's
    is no lower than the mark; not where the page's marks are of several levels, as a scan gives them.
    """
    level = sheet.block(mark).level
    if {sheet.block(at).level for at, each in enumerate(sheet.shaped) if each.shape is Shape.COLUMN} != {level}:
        return False
    under, other = (max((sheet.block(at).level for at in _head(sheet, each)), default=0) for each in (first, opener))
    return 0 < other <= level < under


def _is_labelled(sheet: Sheet, opener: Opener) -> bool:
    """Whether an article's head begins with a column's name on a line of its own, as other heads of the page do."""
    return bool(opener.titles) and opener.titles[0] in sheet.labels and bool(headline_of(sheet, opener.titles).column)


def _is_of_another_heading(sheet: Sheet, mark: int, opener: Opener) -> bool:
    """Whether a mark stands on the line of a heading, ## 【观点】题目, and the opener under another of that level."""
    level = sheet.block(mark).level
    if not 0 < level == sheet.block(mark + 1).level or not sheet.block(mark + 1).same_line:
        return False
    return any(0 < sheet.block(at).level <= level for at in range(mark + 2, opener.at + 1))


def _is_over_another_label(sheet: Sheet, mark: int, opener: Opener) -> bool:
    """Whether a mark is a bare label that an editor's note under it shows, and the opener has a label in its head; or
    it is 简讯, and somebody signs.
    """
    if sheet.text(mark) != sheet.shaped[mark].value:
        return False
    if names_briefs(sheet.text(mark)):
        return bool(opener.people)
    noted = bool(opener.titles) and Part.EDITOR_NOTE in map(sheet.claims.get, (mark + 1, mark + 2))  # a topic between
    return noted and headline_of(sheet, opener.titles).column is not None
