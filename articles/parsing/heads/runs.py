"""Finds the lines of a head: the run of headlines over a byline, or down to an unsigned article's title."""

from __future__ import annotations

import math
import re
from collections.abc import Set

from articles.parsing.blocks.shapes import ASIDES, KNOWN_COLUMNS, LONGEST_HEADLINE, NOTES, Shape, ends_a_sentence
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.bylines import SQUARES
from articles.parsing.dictionary import lexicon
from articles.parsing.evidence.topics import is_one_word, words_of
from articles.parsing.heads.headline import HeadLine, Headline, opens_with_dash, read_headline
from articles.parsing.heads.labels import is_long_label
from articles.parsing.heads.phrases import goes_on
from articles.parsing.names import is_clearly_institution, is_likely_name, is_place
from articles.parsing.types import Part

_LONGEST_RUN = 8  # lines
_LABEL = re.compile("(?![以让把用在从向为与和推加坚做])[\u4e00-\u9fff]{2,5}")  # 以更大力度 reads on
_LABEL_APART = re.compile("(?![以让把用在从向为与和推加坚做])[\u4e00-\u9fff]{2,6}")
_NO_COLUMN = re.compile(  # what else stands alone between articles: of the page, of the one above, or who wrote that
    "正文|原创|转载|[导简]读|[目要]录|要目|星期.|周[一二三四五六日]|[上下]一?[篇版页期]|.*(?:完|待续|照片|启事|撰稿|结束|声明)"
    "|此致|敬礼|(?:谢谢|致谢|感谢|责任?编|作者|编[者后]|更正|结束语|一[位名个]|写于|作于|注[释解]|译文|附[录注]|原标题|来源).*"
    "|.*(?:编辑|校对|美编|版式|版[式面]设计|制图|首页|广告|热评|邮箱|无关|原创)|热门推荐|推荐阅读|插图|题图|配图|封面"
    "|(?:回到|返回|更多|收藏|点赞|关注|订阅|查看|分享|我要|网友).*"
    "|.*(?:年[初末底春夏秋冬]?|[正腊一二三四五六七八九十]月|前[夕后]|之夜|[中小]学|学[校院]|(?<!乡)村|[镇局])|[老阿小]."
)
_SAYS_TITLE = re.compile(
    r"^(?:主\s*题|题\s*目|标\s*题|议\s*题|(?:新华社|中新社)\S{2,8}\d{1,2}月\d{1,2}日电\s*题)[：:]\s*(?=\S)"
)
_NAME = r"[\u4e00-\u9fff“”·A-Za-z]{2,10}"
_MARKED = re.compile(  # ◎ 学习园地, ——学习园地——, [学习园地], 栏目：学习园地, 学习园地｜, 学 习 园 地, 乡村振兴大家谈
    rf"(?:[◎◉◆◇●○※▲△★☆►▶»]\s*(?P<behind>{_NAME})|[—–―─－-]{{1,3}}\s*(?P<dashed>{_NAME})\s*[—–―─－-]{{1,3}}"
    rf"|[\[［〔「『]\s*(?P<boxed>{_NAME})\s*[\]］〕」』]|栏目：\s*(?P<said>{_NAME})|(?P<before>{_NAME})\s*[｜|丨»]+"
    r"|(?P<spaced>(?:[\u4e00-\u9fff]\s){2,5}[\u4e00-\u9fff])|(?P<own>[\u4e00-\u9fff]{2,5}(?:大家谈|笔谈)))"
)
_MAY_MARK_TITLE = re.compile("[◆◇●○▲△★☆►▶「『]|[\u4e00-\u9fff]\\s")  # ★ 我市表彰劳模, 「守书人」, 春 天 来 了
_IS_COLUMNS = re.compile(
    "(?:园地|天地|话题|专题|课题|广场|之窗|之声|窗口|聚焦|关注|观察|声音|动态|信箱|来信|茶座|茶馆|课堂|讲堂|讲坛|论坛|论道|专栏|问答|对话|访谈|访录|连载"
    "|特稿|调[查研]|手记|札记|日记|随笔|解读|选登|新知|风采|风貌|视[野点角]|广角|圆桌|沙龙|速递|速览|前沿|一线|人物|故事|纵横"
    "|走笔|絮语|大家谈|[苑坛窗林谈评说论读语录])$"
    "|^本期|·"
)
_BRACKETED = re.compile("^[【〖]([^【】〖〗]+)[】〗]$")  # 【新书架】 over notices, its article's only head
_FIRST_OF_TITLE = re.compile("[\u4e00-\u9fff“”]{4,6}")
_WORD = 2  # characters
_SHORT_LABEL = 5
_POINTS = "▲△▶►●◆★☆"  # before a brief's title, its head's only line
_MARKS = f"{SQUARES}◆◇●○★☆※ \u3000"  # before a column's name, or on both its sides; ▲ is before a picture's words
_WIDEST_BREAK = 4  # characters from a line to the next, for each line's end: where more are, other things were printed
_LEAST_LABELS, _MOST_HEADS = 3, 0.6
_NARROWEST_CLAUSE, _SHORTEST_CLAUSE = 6, 4  # characters; the shorter under a mark
_LONGEST_OF_CLAUSES = 40  # characters of a title with two commas


def claim_heads(sheet: Sheet, openers: list[Opener]) -> None:
    """Give every opener the lines of its head where there are several: a single line may be a piece of text yet."""
    heads = [_lines_above(sheet, opener) for opener in openers]
    sheet.labels |= _labels(sheet, heads)
    sheet.under_marks |= {lines[0] for lines in heads if lines and _is_under_own_mark(sheet, lines[0], openers)}
    for opener in openers:
        lines = _lines_above(sheet, opener)
        apart = _label_apart(sheet, lines)
        sheet.labels.update(apart)
        lines = apart + lines
        lines = lines or ([] if opener.bare else _headlines_below(sheet, opener.at))
        sure = opener.bare or sheet.text(opener.at)[-1] == "："  # 王小明： over what that person holds
        if len(lines) > 1 or (lines and sure):
            opener.titles = lines[headline_of(sheet, lines).left_out :]
            sheet.claim(Part.TITLE, *opener.titles)
            sheet.lone_labels += [line for line in apart if line in opener.titles and _may_be_of_picture(sheet, line)]
    if len(sheet.labels) > 1 or any(shaped.shape is Shape.COLUMN for shaped in sheet.shaped):
        sheet.lone_labels.clear()


def _may_be_of_picture(sheet: Sheet, line: int) -> bool:
    """Whether a label between articles is a word that no column's name ends in: 守望 may be a picture's title."""
    text = sheet.text(line)
    word = len(text) == _WORD and lexicon().count(text) > 0
    return word and sheet.previous(line, *ASIDES) >= 0 and not _IS_COLUMNS.search(text)


def _lines_above(sheet: Sheet, opener: Opener) -> list[int]:
    end = opener.at + 1 if opener.bare else min(opener.claimed, default=opener.at)
    return _headlines_above(sheet, end, sure=opener.bare)


def _labels(sheet: Sheet, heads: list[list[int]]) -> set[int]:
    """The first lines of heads, where most heads of the page begin with a word or two: they name columns."""
    first = {lines[0] for lines in heads if len(lines) > 1 and _may_be_label(sheet, *lines[:2])}
    return first if len(first) >= max(_LEAST_LABELS, len(heads) * _MOST_HEADS) else set()


def _is_under_own_mark(sheet: Sheet, line: int, openers: list[Opener]) -> bool:
    """Whether a few characters of a head, 加快建设 over 西部金融中心, have the mark of a column right over them which
    is over no other article: one line more names no second column. 【理论】 may be a section, under which it does.
    """
    mark = sheet.shaped[line - 1]
    if line == 0 or mark.shape is not Shape.COLUMN or len(mark.value) <= _WORD:
        return False
    end = next((at for at in range(line, len(sheet)) if sheet.shape(at) is Shape.COLUMN), len(sheet))
    of_one = sum(line <= opener.at < end for opener in openers) == 1
    return of_one and bool(_FIRST_OF_TITLE.fullmatch(sheet.text(line))) and not _IS_COLUMNS.search(sheet.text(line))


def _may_be_label(sheet: Sheet, line: int, below: int) -> bool:
    text = sheet.text(line)
    return bool(_LABEL.fullmatch(text)) and not goes_on(text, sheet.text(below), told=sheet.tells_of(line))


def _label_apart(sheet: Sheet, lines: list[int]) -> list[int]:
    """A word or two over a head, alone between blank lines, where an article ends above: 学思践悟 names its column.

    Over what is said of an article stands an account's name, and over a head with a column of its own, 凡人星光｜…,
    none.
    """
    line = lines[0] - 1 if lines else -1
    if not sheet.free(line, Shape.HEADLINE) or sheet.is_indented(line) or not _ends_over(sheet, line):
        return []
    apart = sheet.block(line + 1).start - sheet.block(line).end > _WIDEST_BREAK * (sheet.block(line + 1).gap + 1)
    if apart or headline_of(sheet, lines).column:
        return []
    over = math.inf if sheet.previous(line, *ASIDES) < 0 else sheet.block(line).gap
    within = max((sheet.block(at + 1).gap for at in lines if at + 1 < len(sheet)), default=0)
    set_apart = min(over, sheet.block(line + 1).gap) > within and not _says_of_text_above(sheet, line)
    name = sheet.text(line).strip(_MARKS)  # ■学思践悟
    return [line] if set_apart and _may_name_column(name, sheet.text(line + 1)) else []


def _says_of_text_above(sheet: Sheet, line: int) -> bool:
    """Whether a line has a word of the text that ends over it: 老街一角 said of a picture beside that."""
    above = sheet.previous(line, *NOTES, *ASIDES)
    text = sheet.text(above) if sheet.free(above, Shape.TEXT) else ""
    return any(word in text for word in words_of(sheet.text(line)) if len(word) > 1)


def _may_name_column(text: str, below: str) -> bool:
    if is_likely_name(text) or is_clearly_institution(text) or is_place(text) or _NO_COLUMN.fullmatch(text):
        return False
    return is_long_label(text) or bool(_LABEL_APART.fullmatch(text) and not goes_on(text, below, told=False))


def headline_of(sheet: Sheet, lines: list[int]) -> Headline:
    """The headline that these blocks make."""
    columns = KNOWN_COLUMNS | {shaped.value for shaped in sheet.shaped if shaped.shape is Shape.COLUMN}
    heads = [
        _head_line(sheet, lines[n - 1] if n else None, line, columns, last=line == lines[-1])
        for n, line in enumerate(lines)
    ]
    return read_headline(heads)


def _name_behind_mark(sheet: Sheet, index: int) -> str:
    """The column that a line names by its mark, where neither the line under it has one nor somebody is named."""
    found, below = _MARKED.fullmatch(sheet.text(index)), sheet.text(index + 1) if index + 1 < len(sheet) else ""
    if not found or _MARKED.fullmatch(below) or opens_with_dash(below) or (found["behind"] and below[0] in "和及的"):
        return ""
    name = "".join("".join(part.split()) for part in found.groups() if part)
    sure = bool(_IS_COLUMNS.search(name)) or not _MAY_MARK_TITLE.match(found[0])
    sure = sure or bool(found["spaced"] and lexicon().count(name))  # 老 有 所 为 is a word, 春 天 来 了 a sentence
    sure = sure or bool(found["behind"] and _is_set_as_label(sheet, index, name))
    return name if sure and not is_likely_name(name) else ""


def _is_set_as_label(sheet: Sheet, index: int, name: str) -> bool:
    """Whether ◇人间烟火 over a title names a column: it is short, and who writes that stands behind another sign, which
    is no square, or other titles of the page have a line with the same one over them.
    """
    sign = sheet.text(index)[0]
    below = sheet.following(index, Shape.HEADLINE, *ASIDES)
    mark = sheet.text(below)[0] if below < len(sheet) and sheet.shape(below) is Shape.BYLINE else sign
    signed = not mark.isalnum() and mark not in SQUARES + sign
    again = any(_is_label_behind(sheet, at, sign) for at in range(len(sheet) - 1) if at != index)
    return len(name) <= _SHORT_LABEL and not name.endswith("了") and (signed or again)


def _is_label_behind(sheet: Sheet, index: int, sign: str) -> bool:
    """Whether a few characters behind a sign stand over a headline without one."""
    text, below = sheet.text(index), sheet.text(index + 1)
    short = text[0] == sign and len(text) <= _SHORT_LABEL + 2 and sheet.shape(index) in {Shape.HEADLINE, Shape.COLUMN}
    return short and sheet.shape(index + 1) is Shape.HEADLINE and below[0] != sign


def _head_line(sheet: Sheet, above: int | None, index: int, columns: Set[str], *, last: bool) -> HeadLine:
    """A square before a line that is no byline, ■ 思想纵横, marks a label."""
    if (marked := _name_behind_mark(sheet, index)) and above is None and not last:
        return HeadLine(marked, label=True)
    text = _SAYS_TITLE.sub(
        "", sheet.printed(index).lstrip(SQUARES + _POINTS * (above is None and last)).lstrip().rstrip("｜|")
    )
    text = (text.strip(_MARKS) if index in sheet.labels else text) or sheet.printed(index)  # of ■ alone nothing is left
    if above is None and last:
        text = _BRACKETED.sub(r"\1", text)
    known = index in sheet.labels or sheet.text(index) in columns
    squared = sheet.printed(index).startswith(tuple(SQUARES))
    label = known or _is_marked(sheet, index) or squared
    clause = above is not None and sheet.shape(above) is Shape.TEXT  # of a sentence, whose rest this line is
    recurs = clause or (above is not None and sheet.joins_in_text(above, index))
    return HeadLine(
        text, label, sheet.block(index).level, recurs, sheet.tells_of(index), under_column=index in sheet.under_marks
    )


def _is_marked(sheet: Sheet, index: int) -> bool:
    """Whether a heading's mark sets the line off from the one under it: ## 思想纵横 over # 题目."""
    return index + 1 < len(sheet) and 0 < sheet.block(index).level != sheet.block(index + 1).level


def _may_be_text(sheet: Sheet, index: int) -> bool:
    """Whether the line is set as paragraphs are, or long and of three clauses; where none is set in, whether it reads
    like a piece of a sentence.
    """
    if len(sheet.text(index)) > _LONGEST_OF_CLAUSES and sheet.text(index).count("，") > 1:
        return True
    if sheet.indents:
        return sheet.is_indented(index)
    text = sheet.text(index)
    return "，" in text and text[-1] not in "—：:）)" and not _stands_under_label(sheet, index)


def _stands_under_label(sheet: Sheet, index: int) -> bool:
    """Whether an article ends above, and only a word or two stand between: 纵横谈 names the next one's column."""
    above = sheet.free(index - 1, Shape.HEADLINE)
    label = above and (_LABEL.fullmatch(sheet.text(index - 1)) or _name_behind_mark(sheet, index - 1))
    return bool(label) and _ends_over(sheet, index - 1)


def _ends_over(sheet: Sheet, index: int) -> bool:
    """Whether an article ends over a line, or nothing is there."""
    above = sheet.previous(index, *ASIDES)
    if above < 0 or sheet.block(index).parted or sheet.shape(above) in NOTES:
        return True
    return sheet.shape(above) is Shape.TEXT and sheet.is_whole(above)


def _goes_on(sheet: Sheet, index: int) -> bool:
    """Whether the line above has the same heading's mark, or a word's first half: then a gap ends no head."""
    above = index - 1
    if not sheet.free(above, Shape.HEADLINE):
        return False
    return 0 < sheet.block(index).level == sheet.block(above).level or is_one_word(sheet.text(above), sheet.text(index))


def _headlines_above(sheet: Sheet, end: int, *, sure: bool) -> list[int]:
    """The headlines right above block `end`, up to a wider gap, text, or lines that are set as paragraphs are.

    `sure`: the last one is.
    """
    lines: list[int] = []
    index = end - 1
    while sheet.free(index, Shape.HEADLINE) and len(lines) < _LONGEST_RUN:
        if _may_be_text(sheet, index) and not (sure and index == end - 1):
            break
        lines.insert(0, index)
        apart = end < len(sheet) and sheet.block(index).gap > sheet.block(index + 1).gap
        if apart and not _goes_on(sheet, index) and not opens_with_dash(sheet.text(index)):
            break
        index -= 1
    return _clauses(sheet, lines) + lines


def _headlines_below(sheet: Sheet, byline: int) -> list[int]:
    """The headline right under a byline with the subtitles behind it, which their dashes show."""
    lines: list[int] = []
    index = byline + 1
    while sheet.free(index, Shape.HEADLINE) and opens_with_dash(sheet.text(index)) == bool(lines):
        lines.append(index)
        index += 1
    return lines


def _clauses(sheet: Sheet, lines: list[int]) -> list[int]:
    """The lines right above a head that are clauses of its sentence: as wide as its first line, each with a comma; or
    one that is no wider, where nothing but a column's mark is over it.
    """
    if not lines:
        return []
    width, first = len(sheet.text(lines[0])), lines[0]
    while sheet.free(first - 1, Shape.TEXT) and _is_clause(sheet.text(first - 1), width):
        first -= 1
    if first == lines[0] and _is_clause_under_mark(sheet, first - 1, width):
        return [first - 1]
    above = sheet.previous(first, *ASIDES)
    begins = above < 0 or sheet.shape(above) is not Shape.TEXT or ends_a_sentence(sheet.text(above))
    return list(range(first, lines[0])) if begins else []


def _is_clause(text: str, width: int) -> bool:
    return text[-1] in "，," and _NARROWEST_CLAUSE <= len(text) <= LONGEST_HEADLINE and abs(len(text) - 1 - width) <= 1


def _is_clause_under_mark(sheet: Sheet, index: int, width: int) -> bool:
    """老旧小区加装电梯， between a column's mark, over which a text has ended, and 别让“最后一户”成死结."""
    text, mark = sheet.text(index) if index > 0 else "", sheet.previous(index, *ASIDES)
    if not sheet.free(index, Shape.TEXT) or mark < 0 or sheet.shape(mark) is not Shape.COLUMN:
        return False
    clause = text[-1] in "，," and _SHORTEST_CLAUSE <= len(text) <= width + 1 and not re.search("[。；：，].", text)
    return clause and not sheet.is_indented(index) and _ends_over(sheet, mark)
