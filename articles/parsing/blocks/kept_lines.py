"""Lines that stay lines: poems, tables, lists of names and prizes, what signs a notice. Each run is one block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.shapes import Shape, Shaped, ends_a_sentence, is_date
from articles.parsing.blocks.tables import end_of_table, is_rule
from articles.parsing.bylines import MARKS, bare_byline, likely_byline, names_in_bare_byline

_LONGEST_LINE, _LONGEST_VERSE, _USUAL_VERSE = 40, 26, 16  # characters
_LEAST_VERSES, _LEAST_LISTED, _LEAST_UNDER_COLON = 4, 2, 3  # lines
_LEAST_STANZAS = 6  # lines of two stanzas
_LINES_OF_POEMS_HEAD = 2
_LONGEST_HEAD = 4  # lines of the next article's head
_MAY_NAME_POET = -2.5  # nats by its words of a name that is a word too, 林间, over stanzas
_LONGEST_SIGNATURE = 5  # lines
_LISTS = re.compile(r"(?:名单|光荣榜|红榜|名录|评选结果|获奖作品)(?:如下|公示|公布|公告|揭晓|出炉)?[）)】]?[：:]?$")
_PRIZE = re.compile(r"^[^，。《》\s]{0,12}(?:奖|荣誉称号)(?:获得者|作品|名单)?(?:[（(][^（）()]*[）)])?[：:]?$")
_SIGNS = re.compile(
    r"(?:公司|集团|[局院会组部校社处办厅委馆站所台]|中心|大学|学校|政府|家属|子女|亲属|[敬泣]?[启挽告])(?:（.*）)?$"
)
_FORMAL_END = re.compile(r"[特谨专]此(?:讣?告|公告|通告|声明|更正|函[告复]|启事?|鸣谢|致歉|公示|通知|说明|布告|泣告)")
_CONTENTS = re.compile(r"目\s*[录次]$")
_INNER_STOP = re.compile(r"[。；！？]\s*[^。；！？”’」』）)\s]")
_COUPLET = re.compile("(?:[\u4e00-\u9fff]{2}){1,2}(?:[\u4e00-\u9fff]{3})[，？！]\n[\u4e00-\u9fff]{5,7}[。！？；]")
_NOTICE = re.compile("(?:预告|启事|征稿)$")
_SAYS_WHEN = re.compile(
    r"(?:(?:讲座|活动|报告|论坛|会议|展览|演出)?(?:题\s*目|主\s*题|时\s*间|地\s*点|日\s*期)|主\s*[讲持]\s*人?|嘉\s*宾"
    r"|[主承协]办(?:单位|方)?|(?:报名|联系|咨询|预约|入场|参与)(?:方式|电话|人)?|截[稿止](?:日期|时间))[：:].{2,60}"
)
_BOOK = re.compile(r"(?:书\s*名：\s*)?《[^》]{1,40}》|书\s*名：.{1,40}")
_OF_BOOK = re.compile(
    r"(?:作\s*者|[著译编]\s*者|主\s*编|出\s*版(?:社|单位|时间|日期|年份)?|定\s*价|版\s*次|页\s*数|开\s*本|书\s*号|ISBN)\s*[：:].{1,40}"
)
_TAKES_PART = re.compile(r"主持|嘉宾|专访|对话|记者|访谈")


def keep_lines(page: Sequence[Shaped]) -> list[Shaped]:
    """The page's blocks, numbered anew, with each run of such lines made one block of text."""
    kept: list[Shaped] = []
    at, stops = 0, _ends_of_lines(page)
    while at < len(page):
        end = _end_of_run(page, at, stops[at])
        found = _merged(page[at:end]) if end > at else page[at]
        kept.append(replace(found, block=replace(found.block, index=len(kept))))
        at = max(end, at + 1)
    return kept


def heads_list(text: str) -> bool:
    """Whether a line says that a list of names follows: …获奖名单."""
    return bool(_LISTS.search(text))


def heads_data(text: str) -> bool:
    """Whether a line says that when and where something is follows: 讲座预告, 云溪讲堂启事."""
    return bool(_NOTICE.search(text))


def heads_among(lines: Sequence[Block]) -> set[int]:
    """The places of a run's lines that stand over others: they name a prize, or are alone between stanzas."""
    prizes = {place for place, line in enumerate(lines[:-1]) if _PRIZE.match(line.text)}
    usual = min(line.gap for line in lines[1:])
    groups = {place for place in range(1, len(lines)) if lines[place].gap > usual}
    if len(groups) >= len(lines) // 2:
        return prizes
    return prizes | {place for place in groups if place + 1 in groups}


def _merged(run: Sequence[Shaped]) -> Shaped:
    lines: list[Block] = []
    for shaped in run:
        if lines and is_rule(shaped.text):
            lines[-1] = replace(lines[-1], end=shaped.block.end)
        else:
            lines.append(shaped.block)
    places = [place for line in lines for place in (*line.places, line.end)][:-1]
    block = replace(
        lines[0],
        end=lines[-1].end,
        text="\n".join(line.text for line in lines),
        printed="\n".join(line.printed for line in lines),
        places=places,
        onward=lines[-1].onward,
    )
    return Shaped(block, Shape.TEXT, lines=tuple(lines))


def _ends_of_lines(page: Sequence[Shaped]) -> list[int]:
    """For each block, the one after the lines that go on from it without a part between; itself where it is no line."""
    stops = list(range(len(page) + 1))
    for at in range(len(page) - 1, -1, -1):
        if _is_line(page[at]):
            goes_on = at + 1 < len(page) and not page[at + 1].block.parted
            stops[at] = stops[at + 1] if goes_on else at + 1
    return stops


def _end_of_run(page: Sequence[Shaped], start: int, stop: int) -> int:
    """The block after the run that begins here, with lines up to `stop`; `start` where none does."""
    if start == 0:
        return start
    if (end := end_of_table(page, start)) > start:
        return end
    if (end := max(_end_of_signature(page, start, stop), _end_of_data(page, start))) > start:
        return end
    if (end := _end_of_stanza(page, start, stop)) > start:
        return end
    least = _least(page, start) if start < stop else 0
    if not least or stop - start < least:
        return start
    stop = _before_poem(page, start, _before_head(page, start, stop))
    run = page[start:stop]
    if len(run) < least or any(_TAKES_PART.search(shaped.text) for shaped in run):
        return start
    return stop if _signed(page, start) <= are_verses(run) else start


def tells_of_book(text: str) -> bool:
    """Whether lines say what a book is, who wrote and who printed it: 书名：…, 作者：…, 出版社：…."""
    return bool(_BOOK.match(text)) and "\n" in text


def _end_of_data(page: Sequence[Shaped], start: int) -> int:
    """The end of the lines under 讲座预告 that say what is when and where, or of those that say what a book is, under a
    byline or a text's end; `start` where these are not several.
    """
    book = bool(_BOOK.fullmatch(page[start].text))
    notice = page[start - 1].shape is Shape.HEADLINE and heads_data(page[start - 1].text)
    end = start + book
    while end < len(page) and (_OF_BOOK if book else _SAYS_WHEN).fullmatch(page[end].text):
        end += 1
    if book and end - start > _LEAST_LISTED:
        return end if _signed(page, start) or _closes(page, start, end) else start
    return end if notice and end - start >= _LEAST_LISTED else start


def _closes(page: Sequence[Shaped], start: int, end: int) -> bool:
    """Whether a text ends over these lines, and under them the next head, or nothing, stands."""
    above = page[start - 1]
    if above.shape is not Shape.TEXT or not ends_a_sentence(above.text):
        return False
    below = page[end : end + 2]
    apart = any(item.block.gap > page[start + 1].block.gap for item in below[:1])
    signed = any(item.shape is Shape.BYLINE or _may_sign(item) for item in below)
    return not below or (below[0].shape is not Shape.TEXT and (apart or signed))


def _is_line(shaped: Shaped) -> bool:
    longest = _LONGEST_VERSE if re.search("[，。；！？]", shaped.text) else _LONGEST_LINE
    plain = shaped.shape in {Shape.HEADLINE, Shape.TEXT} and not shaped.block.level
    fits = len(shaped.text) <= longest and "\t" not in shaped.text and shaped.block.continued is None
    return plain and fits and not _CONTENTS.match(shaped.text)


def _least(page: Sequence[Shaped], start: int) -> int:
    """How many lines must stand under what is right over them to be kept as lines; 0 where nothing calls for that."""
    above = page[start - 1]
    if above.shape is Shape.HEADLINE and heads_list(above.text):
        return _LEAST_LISTED
    if above.text[-1] in "：:" and above.shape is Shape.TEXT and len(above.text) > _USUAL_VERSE:
        return _LEAST_LISTED if heads_list(above.text) else _LEAST_UNDER_COLON
    return _LEAST_VERSES * _signed(page, start)


def _signed(page: Sequence[Shaped], start: int) -> bool:
    """Whether a byline stands right over the lines."""
    above = page[start - 1]
    if above.shape is Shape.BYLINE or start < 2 or page[start - 2].shape is not Shape.HEADLINE:
        return above.shape is Shape.BYLINE
    labelled = above.shape is Shape.NOTE and likely_byline(above.text) is not None  # 作者：江远
    return labelled or _may_sign(above) or _names_poet(page, start)


def _names_poet(page: Sequence[Shaped], start: int) -> bool:
    """Whether a word that may be a name stands under a title, and a gap sets it off from stanzas: lines without marks
    at their ends, in groups of several.
    """
    above, stanzas = page[start - 1], page[start : start + _LEAST_STANZAS]
    byline = bare_byline(above.text) if len(names_in_bare_byline(above.text)) == 1 else None
    if not byline or byline.odds < _MAY_NAME_POET or len(stanzas) < _LEAST_STANZAS:
        return False
    if sum(map(_may_sign, stanzas)) > len(stanzas) // 2:  # who won
        return False
    apart = [n for n, line in enumerate(stanzas) if line.block.gap > min(each.block.gap for each in stanzas)]
    return apart[:1] == [0] and 1 < len(apart) <= len(stanzas) // 2 and 1 not in apart


def _may_sign(line: Shaped) -> bool:
    return line.shape in {Shape.HEADLINE, Shape.CREDIT} and likely_byline(line.text) is not None


def are_verses(run: Sequence[Shaped | Block]) -> bool:
    """Short lines, of which none has a sentence's end inside."""
    lengths = [len(line.text) for line in run]
    short = max(lengths) <= _LONGEST_VERSE and median(lengths) <= _USUAL_VERSE
    return short and not any(_INNER_STOP.search(line.text) for line in run)


def _before_head(page: Sequence[Shaped], start: int, stop: int) -> int:
    """Where the run ends if its last lines are the next article's head: what a wider gap sets apart, or one line, with
    what a dash shows under it and a sign over it.
    """
    if stop == len(page) or page[stop].shape not in {Shape.BYLINE, Shape.TEXT}:
        return stop
    usual = min((page[n].block.gap for n in range(start + 1, stop)), default=0)
    gaps = [n for n in range(start + 1, stop) if page[n].block.gap > usual]
    if gaps and stop - gaps[-1] <= _LONGEST_HEAD and page[stop].block.gap < page[gaps[-1]].block.gap:
        alone = gaps[-1] - 1
        set_as_head = page[start].block.indented and not page[alone].block.indented
        return alone if set_as_head and alone in gaps and alone > start else gaps[-1]  # a column's name over the head
    if page[stop].shape is Shape.BYLINE:
        return _top_of_head(page, start, stop)
    return _top_of_head(page, start, stop - 1) if _may_sign(page[stop - 1]) else stop


def _top_of_head(page: Sequence[Shaped], start: int, byline: int) -> int:
    """Where the head over a byline begins in a run: at its title, or at a label over that, ◇ 书香, whose sign neither
    the title nor the verse above has.
    """
    top = byline - 1
    if page[top].text.startswith("—") and top - start > _LEAST_VERSES:
        top -= 1
    above, label, title = (page[at].text[0] for at in range(top - 2, top + 1))
    return top - 1 if top - 1 > start and label in MARKS and label not in above + title else top


def _end_of_stanza(page: Sequence[Shaped], start: int, stop: int) -> int:
    """The end of four verses or more of five or seven characters, each second one of which ends a sentence, that a text
    quotes; `start` where none are, or somebody signs them.
    """
    end = start
    while end + 1 < stop and _COUPLET.fullmatch(f"{page[end].text}\n{page[end + 1].text}"):
        end += 2
    alike = len({len(line.text) for line in page[start:end]}) == 1
    return end if alike and end - start >= _LEAST_VERSES and not _signed(page, start) else start


def _before_poem(page: Sequence[Shaped], start: int, stop: int) -> int:
    """Where the run ends if another poem follows: a title and a name, two lines alone between groups of more."""
    usual = min((page[n].block.gap for n in range(start + 1, stop)), default=0)
    groups = [start, *(n for n in range(start + 1, stop) if page[n].block.gap > usual), stop]
    for above, head, under, end in zip(groups, groups[1:], groups[2:], groups[3:], strict=False):
        stands_out = under - head == _LINES_OF_POEMS_HEAD < min(head - above, end - under)
        if stands_out and stop - under >= _LEAST_VERSES and _signed(page, under):
            return head
    return stop


def _end_of_signature(page: Sequence[Shaped], start: int, stop: int) -> int:
    """The end of the lines that sign what stands over them, the last of which is a date; `start` where none do."""
    above = page[start - 1]
    if above.shape is not Shape.TEXT or not ends_a_sentence(above.text):
        return start
    dates = [n for n in range(start, min(stop, start + _LONGEST_SIGNATURE)) if is_date(page[n].text)]
    if not dates or (dates[0] == start):
        return start
    end = dates[0] + 1
    signs = _FORMAL_END.search(above.text) or _SIGNS.search(page[end - 2].text)
    over_text = end < len(page) and page[end].shape is Shape.TEXT and page[end].block.gap <= page[start].block.gap
    return end if signs and not over_text else start
