"""Items that papers print without a byline, told by their kinds' names and by what stands around these."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.parsing.blocks.shapes import ASIDES, NOTES, Shape, is_date
from articles.parsing.blocks.sheet import Sheet
from articles.parsing.names import is_likely_name, is_place

REPORT = re.compile(  # 本报讯…, 江城日报讯（…, （记者　李铮　通讯员　王飞）…
    r"^(?:[\u4e00-\u9fff]{2,6}(?:[日晚晨早时商]报|都市报|融媒)讯[\s　（(：:]"
    r"|(?:本报|新华社|中新社|据新华社)[^，。：]{0,20}?(?:讯|电|消息|报道)[\s　（(：:]"
    r"|[（(](?:本报)?(?:特约|首席|见习|实习)*(?:记者|通讯员)[^（）()，。：摄图]{2,30}[）)]\s*[\u4e00-\u9fff\d“《])"
)
BRIEFS = "短波|简讯|短讯|快讯"
_COLUMN = re.compile(  # over a title; 礼尚往来 and 及时辟谣 may be a heading's first line
    rf"[\u4e00-\u9fff]{{0,4}}(?:{BRIEFS}|速递|速览|新[知书]快递)|(?:科学|每[周日月]|健康|网络|今日)?辟谣|数据看板"
    r"|编读往来|(?:读者|编辑|热线)?信箱|读者回音壁?|知识[窗角]|[\u4e00-\u9fff]{0,4}小?百科|(?:天气|路况|物价)播报"
)
_ROUND = re.compile(  # 条例速览 may be of the article's own
    rf"[\u4e00-\u9fff]{{0,4}}(?:{BRIEFS})|(?:(?:[一本每]周|[今每]日|本月|新闻|要闻|天下|国[内际])|(?P<region>[\u4e00-\u9fff]{{2,4}}))?(?:速递|速览)"
)
_ANNOUNCES = re.compile("(?:写[道的着]|如下|原文|全文)[^，]{0,4}[：。]$|：$")
_NAMES_BRIEFS = re.compile(rf"[\u4e00-\u9fff]{{0,4}}(?:{BRIEFS})")
_NOTICE = re.compile(r"[\u4e00-\u9fff]{0,6}(?:公告|通告|公示|通知|布告|启事|声明)")
_POINT = re.compile(r"[●○◎◆◇■□▶►▲△★☆•]")
_OF_PART = re.compile("[\u4e00-\u9fff]{2,4}：")
_GOES_ON = re.compile("据介绍|下一步|此外|与此同时|同时|届时")  # 目前 and 据了解 begin news as well
_QUOTED = re.compile("[\u4e00-\u9fff]{3}(?=(?:介绍|表示|告诉|坦言)|说[，：])")
_ASKS_WITHIN = re.compile("[^，。；：？！]{2,16}[？！][^，。；：？！]{2,16}")
_SHORTEST_TITLE = 6  # characters
_SHORTEST_NEXT = 10  # of one that follows a notice: subheadings are shorter
_LEAST_POINTS = 2


def is_labelled(sheet: Sheet, first: int, last: int, gap: int) -> bool:
    """Whether 文化短波 heads lines over text where a text has ended: not set in as paragraphs are, or under a wider gap
    than those in the head and, which is `gap`, between paragraphs.
    """
    label = sheet.block(first)
    if last == first or len(sheet.text(first + 1)) < _SHORTEST_TITLE or not _COLUMN.fullmatch(label.text):
        return False
    within = max(sheet.block(line).gap for line in range(first + 1, last + 2))
    set_off = _is_set_off(sheet, first, last, max(within, gap)) and not others_follow(sheet, first, last)
    return set_off and _ends_above(sheet, first)


def others_follow(sheet: Sheet, first: int, last: int) -> bool:
    """Whether two lines set as these are stand over the rest of the text under them: both are its subheadings."""
    below = sheet.under_free(last + 1, Shape.TEXT, *ASIDES)
    under = sheet.under_free(below, Shape.HEADLINE)
    alike = under - below > 1 and sheet.free(under, Shape.TEXT) and sheet.block(below).level == sheet.block(first).level
    labels = sheet.block(first).gap and _COLUMN.fullmatch(sheet.text(min(below, len(sheet) - 1)))
    return alike and not labels and sheet.block(first).gap <= sheet.block(below).gap


def free_titles(sheet: Sheet) -> None:
    """隔夜菜会致癌？关键看怎么存 under such a label and over a paragraph is a title, and no piece of text."""
    for line in range(1, len(sheet) - 1):
        title = sheet.free(line, Shape.TEXT) and _ASKS_WITHIN.fullmatch(sheet.text(line))
        if title and sheet.free(line - 1, Shape.HEADLINE) and sheet.free(line + 1, Shape.TEXT):
            sheet.shaped[line] = replace(sheet.shaped[line], shape=Shape.HEADLINE)
            if not is_labelled(sheet, line - 1, line, 0):
                sheet.shaped[line] = replace(sheet.shaped[line], shape=Shape.TEXT)


def briefs(sheet: Sheet) -> list[int]:
    """The titles of items that nobody signs, two or more, each over its own text where one has ended, set apart or
    behind a point (▲): under 简讯, which marks their column, or all behind the same point under a note or a report.
    """
    found: list[int] = []
    for line in range(1, len(sheet) - 1):
        marked = sheet.shape(line) is Shape.COLUMN
        if line in found or sheet.is_indented(line) or not (marked or sheet.free(line, Shape.HEADLINE)):
            continue
        label = names_briefs(sheet.shaped[line].value if marked else sheet.text(line))
        titles = _titles_of_briefs(sheet, line + label)
        pointed = _are_pointed(sheet, titles)
        set_off = sheet.block(line).gap or (label and pointed)
        if (marked and not label) or len(titles) < _LEAST_POINTS or not set_off or not _text_ends_over(sheet, line):
            continue
        if label and not marked:
            sheet.mark_column(line)
        if label or (pointed and _ends_report(sheet, titles)):
            found += titles
    return found


def names_briefs(text: str) -> bool:
    """简讯, 文化短波."""
    return bool(_NAMES_BRIEFS.fullmatch("".join(text.split())))


def _titles_of_briefs(sheet: Sheet, line: int) -> list[int]:
    titles: list[int] = []
    while sheet.free(line, Shape.HEADLINE) and sheet.free(line + 1, Shape.TEXT):
        apart = sheet.block(line).gap > sheet.block(line + 1).gap or _POINT.match(sheet.text(line))
        if not apart or sheet.is_indented(line) or len(sheet.text(line)) < _SHORTEST_TITLE:
            break
        titles.append(line)
        line = sheet.following(line, Shape.TEXT, *ASIDES)
    return titles


def _are_pointed(sheet: Sheet, titles: list[int]) -> bool:
    return all(map(_POINT.match, map(sheet.text, titles))) and len({sheet.text(title)[0] for title in titles}) == 1


def _ends_report(sheet: Sheet, titles: list[int]) -> bool:
    """Whether a note, or the text of a report (本报讯…) that ends there, stands over the items: ■药费就地报销 heads a
    part of one that says 药费, and so does ◆做法：….
    """
    above = sheet.previous(titles[0], *ASIDES)
    first = sheet.over_free(above, Shape.TEXT, *ASIDES) + 1
    if sheet.shape(above) in NOTES or not REPORT.match(sheet.text(first)):
        return sheet.shape(above) in NOTES
    told = "，".join(sheet.text(at) for at in range(max(first - 1, 0), titles[0]))
    words = [sheet.text(title)[1:].strip() for title in titles]
    shared = sum(any(text[at : at + 2] in told for at in range(len(text) - 1)) for text in words)
    parts = all(map(_OF_PART.match, words)) or 2 * shared > len(words)
    return not parts and not any(goes_on_report(sheet, first, title) for title in titles)


def goes_on_report(sheet: Sheet, first: int, line: int) -> bool:
    """Whether the text under a line goes on with the report whose text begins at `first`: it says 据介绍, or names
    whom the report quotes, and does not say again who that is (市长周明远), as another report would.
    """
    above = "".join(sheet.text(at) for at in range(first, line) if sheet.free(at, Shape.TEXT))
    below = "，".join(sheet.text(at) for at in range(line, sheet.under_free(line + 1, Shape.TEXT)))
    names = filter(is_likely_name, _QUOTED.findall(above))
    named = any(re.search(rf"(?<![\u4e00-\u9fff]){name}|据{name}", below) for name in names)
    return named or bool(_GOES_ON.match(sheet.text(line + 1)))


def names_item(sheet: Sheet, line: int) -> bool:
    """Whether a line that stands apart is 公告 over what somebody signs and dates, or 一周速览 over points."""
    if not _is_set_off(sheet, line, line, sheet.block(line + 1).gap):
        return False
    words = "".join(sheet.text(line).split())
    if _NOTICE.fullmatch(words) is not None and _is_signed(sheet, line) and not _is_quoted(sheet, line):
        return True
    round_ = _ROUND.fullmatch(words)
    region = round_["region"] if round_ else None
    if region and (not is_place(region) or sheet.text(line + 1)[1:].strip().startswith(region)):  # its own facts
        return False
    return round_ is not None and _heads_points(sheet, line)


def _is_quoted(sheet: Sheet, line: int) -> bool:
    """Whether the text over a notice announces it, or, being no news, tells of it (一张启事); or its article goes on
    under a heading after it.
    """
    above, below = sheet.previous(line, *ASIDES), sheet.under_free(line + 1, Shape.TEXT)
    kind = sheet.text(line)[-2:]
    told = re.search(f"[一这][张则份封]{kind}", sheet.text(above)) if above >= 0 else None
    if told and not REPORT.match(sheet.text(sheet.over_free(above, Shape.TEXT, *ASIDES) + 1)):
        return True
    if above >= 0 and _ANNOUNCES.search(sheet.text(above)):
        return True
    headed = sheet.free(below, Shape.HEADLINE) and sheet.free(below + 1, Shape.TEXT)
    return headed and len(sheet.text(below)) < _SHORTEST_NEXT and sheet.block(below).gap <= sheet.block(line).gap


def _is_set_off(sheet: Sheet, first: int, last: int, gap: int) -> bool:
    """Whether a head's lines are not set in where paragraphs are, or a gap wider than `gap` is over them. A table's
    rows are never set in.
    """
    if any(map(sheet.is_indented, range(first, last + 1))):
        return False
    over_table = sheet.indents and bool(sheet.shaped[last + 1].lines)
    return sheet.block(first).gap > gap or sheet.is_indented(last + 1) or over_table


def ends_notice(sheet: Sheet, index: int) -> bool:
    """Whether a block is the lines that sign and date what is under 公告."""
    if index < 0 or not _signs_and_dates(sheet, index):
        return False
    line = sheet.over_free(index, Shape.TEXT)
    notice = sheet.free(line, Shape.HEADLINE) and bool(_NOTICE.fullmatch("".join(sheet.text(line).split())))
    return notice and not _is_quoted(sheet, line)


def _signs_and_dates(sheet: Sheet, index: int) -> bool:
    lines = sheet.shaped[index].lines
    return bool(lines) and is_date(lines[-1].text)


def _text_ends_over(sheet: Sheet, line: int) -> bool:
    above = sheet.previous(line, *ASIDES)
    if sheet.shape(above) in NOTES:
        return True
    return sheet.free(above, Shape.TEXT) and sheet.is_whole(above)


def _ends_above(sheet: Sheet, line: int) -> bool:
    """Whether a text ends over a line. Where the text has headings, a gap must part it from the line more than from
    these, or it would be one of them.
    """
    above = sheet.previous(line, *ASIDES)
    if sheet.shape(above) in NOTES or not _text_ends_over(sheet, line):
        return False
    above = sheet.over_free(above, Shape.TEXT, *ASIDES)
    apart = sheet.block(line).gap > sheet.block(above).gap if above >= 0 else True
    return apart or not sheet.free(above, Shape.HEADLINE) or _heads_item(sheet, above)


def _heads_item(sheet: Sheet, line: int) -> bool:
    """Whether a headline over text is the title of a report (本报讯…), or stands under such a label."""
    return bool(REPORT.match(sheet.text(line + 1))) or any(
        sheet.block(at).gap and _COLUMN.fullmatch(sheet.text(at))
        for at in (line - 1, line)
        if sheet.free(at, Shape.HEADLINE)
    )


def _is_signed(sheet: Sheet, line: int) -> bool:
    """Whether the paragraphs under a line end in a signature, and no text is under that."""
    last = sheet.under_free(line + 1, Shape.TEXT) - 1
    return last > line + 1 and _signs_and_dates(sheet, last)


def _heads_points(sheet: Sheet, line: int) -> bool:
    """Whether two paragraphs or more, and nothing else up to the next head, are under a line, each behind a point."""
    below = range(line + 1, sheet.under_free(line + 1, Shape.TEXT))
    return len(below) >= _LEAST_POINTS and all(_POINT.match(sheet.text(at)) for at in below)
