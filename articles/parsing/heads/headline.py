"""Labels the lines of a headline: kicker (引题), title, subtitle (副题), or the name of a column.

Every labelling is scored and the best one taken. Fields are printed in a fixed order, so a labelling is a
non-decreasing sequence of fields; a head has few lines, so all can be tried.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from dataclasses import field as data_field
from enum import IntEnum
from itertools import combinations_with_replacement, groupby, pairwise

from articles.parsing.blocks.brackets import marks_closed_first, marks_left_open
from articles.parsing.blocks.shapes import OF_THIS_ISSUE
from articles.parsing.evidence.topics import words_of
from articles.parsing.evidence.trigrams import affinity
from articles.parsing.heads.columns import split_column
from articles.parsing.heads.labels import is_first_clause, is_long_label, is_over_its_kind
from articles.parsing.heads.phrases import goes_on, lacks_number
from articles.parsing.names import is_clearly_institution, is_likely_name, is_place, is_post

# Nats, set by hand so that heads with one clue are read by it and clues that contradict each other weigh what they are
# worth: a dash or an open bracket is as good as certain, how two lines read together is worth a third of that, and what
# remains undecided falls to the commoner form.
_DASH_OPENS_SUBTITLE, _DASH_ELSEWHERE = 6.0, -9.0  # ——学习《…》 is a subtitle, and no title begins so
_SUBTITLE_WITHOUT_DASH = -5.0
_REFERS_BACK = 7.0  # 届时水压将提升, under a title that says what is done then
_SAYS_OF_TITLE = 7.0  # 对话作家伍北辰 under a whole title, with which it does not read on
_DASH_CLOSES_KICKER, _KICKER = 6.0, -1.0  # 电影《…》——; a head without a kicker is the commoner one
_SHORT_KICKER, _SHORTEST_KICKER = -2.0, 7  # characters; what is shorter over a title is a label
_SAYS_MORE = re.compile("(?:印发|强调|发布|出台|公布|召开|指出|要求|意见|报告|通报|决定|举行|启动|会)$")  # 国务院印发
_DEED = re.compile(  # 国务院发布, 湖北印发, 我市出台; 新书发布 names a column, and so may 武汉发布
    r"(?P<who>[\u4e00-\u9fff、]{2,16}?)(?:印发|出台|公布|召开|部署|通过|批准|批复|推出|决定|要求|通报|举行|启动|(?P<says>发布))$"
)
_ORGAN = re.compile(  # 走进法院, 身边的法院 name columns
    "(?![走探]|身边|聚焦|关注|来自|对话)"
    "(?:国务院|国家[\u4e00-\u9fff]{2,6}[局委署]|[\u4e00-\u9fff]{0,8}(?:常委会|人民政府|[省市县区]政府|人民(?:法|检察)院|办公厅"
    "|[省市县区](?:[高中]级)?(?:法|检察)院))"
)
_COMMON_NOUN = re.compile("研究[院所]|大学|学院|智库|中心|集团|企业|公司|[新老景园城社校片]区|县城|乡村")  # 新区启动
_OPENS_PHRASE = "以让把将使用在从向为与和对"  # no label: 以更大力度　推动高水平对外开放
_KICKER_ON_LINES = -2.0  # for one of several lines: titles are wrapped oftener
_WORK_BEFORE_DASH = 7.5  # 电影《…》——题目 in one line: what is spoken of stands first
_TITLE_ENDS_OPEN = -5.0
_OPEN_BRACKET, _WORD_GOES_ON, _HANGS = 9.0, 6.0, 3.0  # for two lines of one field
_ONE_PHRASE = 3.0  # against a column's name, or a kicker, of a line that cannot stand alone
_OPENED_AGAIN = -9.0  # within the same mark left open: “政府补一 over 把“关键小事”办成大事
_WHOLE = -4.0  # for a line that ends with the last of clauses of one length, 打通堵点　补齐短板, to go on in another
_SET_OTHERWISE = -4.0  # 六十处纳凉站　夜里也开门 under 连日高温，记者探访全市避暑点
_RECURS = 4.0  # for two lines whose seam is a phrase of the page's text
_SAME_MARK, _MARK_BEGINS = 5.0, -6.0  # ## over ##: one heading; a mark under none, or another mark: a new one
_READS, _LEAST_READS, _MOST_READS = 2.2, -1.5, 6.0  # of the nats by which they read as one
_TWO_FIELDS = 3.0  # a line that ends in a field's middle is rarer than one at its end
_NAMES_SERIES = -9.0  # for such a line to be a title, or of one text with another line
_WIDOW, _LONGEST_WIDOW = 5.0, 7  # so few characters, and so much less than the line above, are what wrapping left over
_SHORT_OF = 0.4
_LONGER, _MUCH_LONGER = -3.0, -0.5  # a wrapped text fills its lines: the next one is no longer; for each character more
_EVENLY_SET = 3.0  # three lines or more, all but the last of one width: one text, wrapped
_COLUMN_IN_TITLE, _COLUMN_ELSEWHERE = 1.0, -5.0
_LABEL = (-99, -99, 0.5, -0.5, -0.5, -2.0, -2.5, -4.0, -4.0)  # for a line of so many characters to name a column
_LABEL_KNOWN, _LABEL_SAYS_SO = 6.0, 2.5
_LONG_LABEL, _OF_THIS_ISSUE = 2.0, 8.0  # against a kicker, and one that a colon closes
_LEFT_OUT, _FRAGMENT_LEFT_OUT = -7.0, -1.0
_TOO_SHORT, _TOO_LONG = -3.0, -0.15  # for a field; for each character above its usual most
_USUAL_MOST = (44, 66)  # of one line, of several
_SHORTEST = 4
_MOST_LINES = 8
_SHORTEST_TOLD = 8  # characters of a title that another line refers back to: 民生实事 is a label
_SHORTEST_CLAUSE = 3  # characters
_LEAST_OVER_SUBTITLE, _LEAST_OF_SUBTITLE = 7, 6  # characters
_NARROWEST = 6  # characters of a line that was wrapped

_DASH = re.compile(r"^(?:[—–―─－-]{1,4}|一一)\s*(?=[^\s\d—–―─－-]|\d{4}年)")
_DASH_AT_END = re.compile(r"[—–―─]{1,3}$")
_DASH_INSIDE = re.compile(r"(?<=[^\s—–―─－-])\s*(?=[—–―─－]{2,4}[^—–―─－\s])")
# 坚持规划先行、分步实施　让老街区焕发新活力; 旧里出新　新而不怪 is one title in two clauses.
_LISTED_THEN_ONE = re.compile(r"(?P<listed>\S+、\S+(?:\s{2,}|\u3000))[^、\s]+$")
_BETWEEN_CLAUSES = re.compile(r"、|\s{2,}|\u3000")
_ENDS_OPEN = re.compile(r"[、，,：:的和与及这把让使对向从被有在于是将]$")
_GOES_ON = re.compile(r"^[的和与及、，。；：！？”）》」』】]")
_PIECE_OF_TEXT = re.compile(r"(?:强调|指出|提出|要求|认为|表示|明确)[，,：:]|^[（(][^（）()]*[）)]$")
_SAYS_COLUMN = re.compile(
    r"(?:专栏|周刊|论坛|笔谈|圆桌|视野|时评|快评|短评|讲堂|论苑|论丛|学苑|书评|书林|书窗|园地|漫谈|杂谈|纵横|絮语|札记|随笔|沙龙|视点|广角|走笔|论语|·(?:对话|访谈|专访|人物|讲述)"
    r"|^本期(?:话题|主题|关注|聚焦)(?=·))(?:·|$)"
)
_SPOKEN = re.compile(r"^[（(][^（）()]{0,20}\d{4}年\d{1,2}月(?:\d{1,2}日)?[）)]$")  # when and where a speech was given
_IMPRINT = re.compile(  # 王立新 著 重庆出版社出版, under a book's name
    r"^[^，。；《]{2,24}\s?[主合]?[著编撰译][\s，,].{0,12}(?:出版社|书局|书店|印书馆)(?:出版)?.{0,10}$"
)
_WORK = re.compile(r"^(?!重?[读谈评看观学访])[^《]{0,6}《[^》]+》$")  # 电影《…》, while 读《…》 is a title
_SUBTITLE_OPENS = re.compile(
    r"^[—–―─－-]+\s*(?:谈|读|评|记|访|写|学习|学|关于|从|以|来自|纪念|对话|专访|兼|致|献给|看|听|观|论|基于)"
)


_REFERS = re.compile("届时|其中(?!有)|此前|据悉|预计|目前(?=[已共全正尚仍有])")
_VISITED = re.compile(
    r"(?:追?记|专?访|对话)[\u4e00-\u9fff·“”]{2,24}[\s]+(?P<name>[\u4e00-\u9fff·\s]{2,6})"
)  # 记守书人 李志远
_ABOUT = re.compile(
    "关于[^，。《]{4,24}的(?:几点)?(?:观察|思考|调[查研]|走访|探访|采访|探索|报告|启示)"
    "|(?:本报)?记者(?:调查|走访|探访|暗访|追踪|体验)[^，。]{4,24}"
)
_ASKED = re.compile("“[^“”]{4,}[？！]”")  # a whole quotation
_OF_TALK = re.compile("(?:对话|专访|走近|访)(?P<who>[\u4e00-\u9fff·]{4,24})")
_REPORT_OF = re.compile("[\u4e00-\u9fffA-Z“”·]{4,20}(?:走访|探访|侧记|见闻|纪实|手记|速写|记录|扫描)")
_SERIES = re.compile(  # “强农之路”系列谈之三, 系列评论③
    r"^[—–―─－-]*\s*(?:[\u4e00-\u9fff]{0,3}[“《「][^”》」]{2,24}[”》」])?[\u4e00-\u9fff]{0,12}"
    r"(?:(?:系列|[谈论访评述记]|报道|评论|述评|解读)[\u4e00-\u9fff]{0,4}之?[（(]?(?:[一二三四五六七八九十]{1,3}|[①-⑳]|\d{1,2})[）)]?|(?<!分)之[一二三四五六七八九十]{1,3})$"
)


class _Field(IntEnum):
    """What a line of a head may be, in the order of print."""

    OUT = 0  # not of this head
    COLUMN = 1
    KICKER = 2
    TITLE = 3
    SUBTITLE = 4


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A printed line of a head.

    `label` says that it is known as a column's name, or marked as a heading of its own; `level` is its heading's in
    Markdown, 0 where it has none; `recurs` that the page's text has the phrase which it makes with the line before,
    `told` that it speaks of what the line says; `under_column` that it is short and has
    its article's column over it, so that it names none and is no kicker.
    """

    text: str
    label: bool = False
    level: int = 0
    recurs: bool = False
    told: bool = False
    under_column: bool = False


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline's fields as printed, their dashes with them. The first `left_out` lines are not of it.

    `margin` is the nats by which any other title is worse.
    """

    title: str
    kicker: str | None = None
    subtitle: str | None = None
    column: str | None = None
    left_out: int = 0
    margin: float = data_field(default=math.inf, compare=False)


@dataclass(frozen=True, slots=True)
class _Segment:
    """A line, or a part of one that has a dash inside; `line` is its number, `glued` says that it goes on the line."""

    text: str
    line: int
    head: HeadLine
    glued: bool


def read_headline(lines: Sequence[HeadLine]) -> Headline:
    """The best labelling of the lines of a head, top to bottom. At least one line is needed."""
    first = max(len(lines) - _MOST_LINES, 0)
    segments = [segment for number in range(first, len(lines)) for segment in _segments(lines[number], number)]
    labellings = [
        labels for labels in combinations_with_replacement(_Field, len(segments)) if _is_allowed(segments, labels)
    ]
    scores = {labels: _score(segments, labels) for labels in labellings}
    best = max(labellings, key=scores.__getitem__)
    others = [scores[labels] for labels in labellings if _title_mask(labels) != _title_mask(best)]
    return replace(_headline(segments, best, first), margin=scores[best] - max(others, default=-math.inf))


def opens_with_dash(text: str) -> bool:
    """Whether a line is behind a dash, as subtitles are: no headline begins with one."""
    return bool(_DASH.match(text))


def ends_open(text: str) -> bool:
    """Whether a line stops where no title does: …国家技术监督局于, while 实事求是 and 参与 are words."""
    words = words_of(text)
    return bool(_ENDS_OPEN.search(text)) and not (words and text.endswith(words[-1]))


def _title_mask(labels: Sequence[_Field]) -> list[bool]:
    """Which segments make the title."""
    return [field is _Field.TITLE for field in labels]


def _segments(line: HeadLine, number: int) -> list[_Segment]:
    """A line cut before a dash, or in a wide gap behind an enumeration, that neither bracket nor quotation holds."""
    places = [found.start() for found in _DASH_INSIDE.finditer(line.text)]
    places += [found.end("listed") for found in [_LISTED_THEN_ONE.match(line.text)] if found]
    room = range(_SHORTEST, len(line.text) - _SHORTEST - 1)
    cut = next((at for at in places if at in room and not marks_left_open(line.text[:at])), None)
    parts = [line.text] if cut is None else [line.text[:cut], line.text[cut:].strip()]
    return [_Segment(part, number, line, place > 0) for place, part in enumerate(parts)]


def _is_allowed(segments: Sequence[_Segment], labels: tuple[_Field, ...]) -> bool:
    """A labelling has a title and at most one column, and leaves lines out whole."""
    whole = all(
        (a is b) or min(a, b) > _Field.COLUMN
        for (a, b), right in zip(pairwise(labels), segments[1:], strict=True)
        if right.glued
    )
    return _Field.TITLE in labels and labels.count(_Field.COLUMN) <= 1 and whole


def _score(segments: Sequence[_Segment], labels: tuple[_Field, ...]) -> float:
    score = _SAYS_OF_TITLE * _has_subtitle_of_its_kind(segments, labels)
    for field, group in groupby(zip(labels, segments, strict=True), key=lambda pair: pair[0]):
        members = [segment for _, segment in group]
        score += _field_score(field, members)
        score += sum(_join_score(a, b) for a, b in pairwise(members)) if field > _Field.COLUMN else 0.0
    first, below = segments[0].text, segments[1].text if len(segments) > 1 else ""
    if labels[0] is _Field.COLUMN:
        no_column = is_first_clause(first, below) or is_over_its_kind(first, below) or lacks_number(first, below)
        score += _LEFT_OUT * no_column
    fields = pairwise(zip(labels, segments, strict=True))
    refers = any(
        (above, under) == (_Field.TITLE, _Field.SUBTITLE) and _refers(a, b) for (above, a), (under, b) in fields
    )
    return score + _REFERS_BACK * refers + _evenly_set(segments, labels)


def _refers(title: _Segment, below: _Segment) -> bool:
    """Whether a line says more of what the one over it tells, whole: 届时…, 其中…."""
    told = len(title.text) >= _SHORTEST_TOLD and not (ends_open(title.text) or marks_left_open(title.text))
    expected = below.text.startswith(("预计", "目前")) and _SAYS_MORE.search(
        title.text
    )  # 庆典启动 over the news itself
    return told and not expected and _REFERS.match(below.text) is not None


def _field_score(field: _Field, members: Sequence[_Segment]) -> float:
    text = "".join(segment.text for segment in members)
    if field is _Field.OUT:
        return sum(_FRAGMENT_LEFT_OUT if _is_fragment(segment.text) else _LEFT_OUT for segment in members)
    if field is _Field.COLUMN:
        return _label_score(members[0]) + _TITLE_ENDS_OPEN * ends_open(text)
    titled = split_column(text)
    length = len(titled.title) if field is _Field.TITLE else len(text)
    score = _TOO_SHORT * (length < _SHORTEST) + _TOO_LONG * max(length - _USUAL_MOST[len(members) > 1], 0)
    score += (_COLUMN_IN_TITLE if field is _Field.TITLE else _COLUMN_ELSEWHERE) * (titled.column is not None)
    series = any(_SERIES.match(member.text) for member in members)
    if field is _Field.SUBTITLE and series:
        return score + _DASH_OPENS_SUBTITLE / 2
    score += _NAMES_SERIES * (series and field is _Field.TITLE)
    if field is _Field.SUBTITLE:
        opens = bool(_SUBTITLE_OPENS.match(text))
        shown = _DASH.match(text) or _SPOKEN.match(text) or _IMPRINT.match(text) or _says_who(text)
        return score + (_DASH_OPENS_SUBTITLE + opens if shown else _SUBTITLE_WITHOUT_DASH)
    score += _LEFT_OUT * bool(_PIECE_OF_TEXT.search(text))
    if field is _Field.KICKER:
        # 电影《…》： is the first half of a title; whoever speaks, 王小明：, is none.
        colon = text.endswith(("：", ":")) and not _WORK.match(text[:-1])
        closed = _DASH_AT_END.search(text) or (_DASH.match(text) is None and colon)
        named = _WORK_BEFORE_DASH * bool(_WORK.match(text))
        score += _KICKER_ON_LINES * (len(members) > 1) + _DASH_ELSEWHERE * bool(_DASH.match(text))
        label = text[0] not in _OPENS_PHRASE and not (_SAYS_MORE.search(text) or _tells_deed(text))
        score += _SHORT_KICKER * (len(text) < _SHORTEST_KICKER and label)
        return score + (_DASH_CLOSES_KICKER if closed else _KICKER + named + _TITLE_ENDS_OPEN * ends_open(text))
    unfinished = bool(_DASH_AT_END.search(text) or ends_open(text))
    dashed = _DASH.match(text) and not members[0].glued  # in 电影《…》——题目 the dash closes the kicker
    return score + _TITLE_ENDS_OPEN * unfinished + _DASH_ELSEWHERE * bool(dashed or _IMPRINT.match(text))


def _has_subtitle_of_its_kind(segments: Sequence[_Segment], labels: tuple[_Field, ...]) -> bool:
    """Whether the last line, alone the subtitle, says without a dash what kind of text it is and of what, under a title
    that says something else.
    """
    if labels[-2:] != (_Field.TITLE, _Field.SUBTITLE):
        return False
    title, below = (segment.text for segment in segments[-2:])
    whole = len(title) >= _LEAST_OVER_SUBTITLE and not (ends_open(title) or marks_left_open(title))
    if not whole or len(below) < _LEAST_OF_SUBTITLE or (affinity(title, below) >= 0 and not _ASKED.fullmatch(title)):
        return False
    said = _OF_TALK.fullmatch(below)
    talked = said is not None and any(is_likely_name(said["who"][-n:]) and is_post(said["who"][:-n]) for n in (3, 2))
    says_something = title[0] + title[-1] == "“”" or re.search("[，？！]", title) is not None
    under_kicker = labels[0] is _Field.KICKER  # else the line over it may be the kicker
    about = (under_kicker or says_something) and _ABOUT.fullmatch(below)
    return talked or bool(about or (under_kicker and _REPORT_OF.fullmatch(below)))


def _says_who(text: str) -> bool:
    """Whether the line says whom the text is about: 记图书馆管理员 李志远."""
    found = _VISITED.fullmatch(text)
    return found is not None and is_likely_name("".join(found["name"].split()))


def _is_fragment(text: str) -> bool:
    return len(text) < _SHORTEST or text[-1] in "，、；" or bool(_PIECE_OF_TEXT.search(text))


def _tells_deed(text: str) -> bool:
    """Whether a line is an organ, with what it did or without, which the title goes on with: 国务院发布."""
    found = _DEED.fullmatch(text)
    if found is None:
        return _ORGAN.fullmatch(text) is not None
    who = found["who"]
    if _COMMON_NOUN.fullmatch(who):
        return False
    organ = is_clearly_institution(who) or re.search("^我[省市县区州]$|等.{1,3}部门$", who) is not None
    return organ or (is_place(who) and not found["says"])


def _label_score(segment: _Segment) -> float:
    if OF_THIS_ISSUE.fullmatch(segment.text):
        return _OF_THIS_ISSUE
    if not _tells_deed(segment.text) and is_long_label(segment.text):
        return _LONG_LABEL + _LABEL_KNOWN * segment.head.label
    if not re.fullmatch(r"[\u4e00-\u9fffA-Za-z“”·・\s]+", segment.text) or _tells_deed(segment.text):
        return 2 * _LEFT_OUT
    if segment.head.told and segment.text[0] + segment.text[-1] == "“”":  # “一村一策”, of which the text speaks
        return 2 * _LEFT_OUT
    says_so = _SAYS_COLUMN.search(segment.text) is not None
    parts = map(len, segment.text.strip("·").split("·"))
    length = min(parts) if says_so else len(segment.text)  # 名家专栏·江边絮语
    odds = _LABEL[length] if length < len(_LABEL) else 2 * _LEFT_OUT
    return odds + _LABEL_SAYS_SO * says_so + _LABEL_KNOWN * segment.head.label


def _join_score(left: _Segment, right: _Segment) -> float:
    """Nats for two segments that follow each other to be of one field."""
    if _SERIES.match(right.text) or _SERIES.match(left.text):
        return _NAMES_SERIES
    if right.glued:  # a dash inside a line: it parts the fields oftener than not
        return -_TWO_FIELDS / 2
    if goes_on(left.text, right.text, told=left.head.told and not _SAYS_COLUMN.search(left.text)):
        return _ONE_PHRASE
    if left.head.under_column and not (left.head.label or _DASH.match(right.text)):
        return _ONE_PHRASE
    if left_open := marks_left_open(left.text):
        closed_first = left_open[-1] in marks_closed_first(right.text)
        return _OPENED_AGAIN if not closed_first and left_open[-1] in right.text else _OPEN_BRACKET
    score = max(_LEAST_READS, min(_MOST_READS, _READS * affinity(left.text, right.text))) - _TWO_FIELDS
    length = _own_length(right.text)
    widow = len(left.text) >= _NARROWEST and length <= min(_LONGEST_WIDOW, _SHORT_OF * len(left.text))
    more = max(length - len(left.text) - 1, 0) * (left.text[-1] != "，")  # behind a comma the sense ends a line
    score += _WIDOW * widow + (_LONGER * (more > 0) + _MUCH_LONGER * more)
    score += _WHOLE * (_ends_in_like_clauses(left.text) or bool(_ASKED.fullmatch(left.text)))
    score += _SET_OTHERWISE * (_has_comma_within(left.text) and _is_two_like_clauses(right.text))
    score += _RECURS * right.head.recurs + _level_score(left.head.level, right.head.level)
    return score + _HANGS * bool(_ENDS_OPEN.search(left.text)) + _WORD_GOES_ON * bool(_GOES_ON.match(right.text))


def _ends_in_like_clauses(text: str) -> bool:
    """Whether the last two of its clauses are of one length: such a line is whole, and few titles are wrapped there."""
    clauses = _BETWEEN_CLAUSES.split(text)
    return len(clauses) > 1 and len(clauses[-1]) == len(clauses[-2]) >= _SHORTEST_CLAUSE


def _has_comma_within(text: str) -> bool:
    return "，" in text[:-1] and text[-1] != "，" and not re.search(r"\s", text)


def _is_two_like_clauses(text: str) -> bool:
    """六十处纳凉站　夜里也开门: a space parts them and nothing else."""
    clauses = text.split()
    like = len(clauses) == 2 and abs(len(clauses[0]) - len(clauses[1])) <= 1
    return like and min(map(len, clauses)) > _SHORTEST_CLAUSE and "，" not in text


def _own_length(text: str) -> int:
    """Characters of a line without the column in brackets behind it."""
    return len(re.split(r"[（(【]", text)[0]) or len(text)


def _level_score(left: int, right: int) -> float:
    """Nats by the marks of two lines; one without a mark under one that has it says nothing."""
    return (_SAME_MARK if left == right else _MARK_BEGINS) if right else 0.0


def _evenly_set(segments: Sequence[_Segment], labels: tuple[_Field, ...]) -> float:
    """Three lines of one field or more, all but the last of one width."""
    score = 0.0
    for field, group in groupby(zip(labels, segments, strict=True), key=lambda pair: pair[0]):
        widths = [_own_length(segment.text) for _, segment in group]
        even = len(widths) > 2 and max(widths[:-1]) - min(widths[:-1]) <= 1 and widths[-1] <= widths[0]
        if field > _Field.COLUMN and even and widths[0] >= _NARROWEST:
            score += _EVENLY_SET * (len(widths) - 1)
    return score


def _headline(segments: Sequence[_Segment], labels: tuple[_Field, ...], first: int) -> Headline:
    texts = dict.fromkeys(_Field, "")
    for field, segment in zip(labels, segments, strict=True):
        texts[field] += segment.text
    if texts[_Field.KICKER] and (dash := _DASH.match(texts[_Field.TITLE])):  # 电影《…》——题目, in one line
        texts[_Field.KICKER] += dash.group().strip()
        texts[_Field.TITLE] = texts[_Field.TITLE][dash.end() :]
    left_out = max((s.line + 1 for s, f in zip(segments, labels, strict=True) if f is _Field.OUT), default=first)
    title, subtitle = split_column(texts[_Field.TITLE]), split_column(texts[_Field.SUBTITLE])
    label = texts[_Field.COLUMN].split()
    column = "".join(label) if max(map(len, label), default=0) == 1 else texts[_Field.COLUMN].strip()  # 微　评
    kicker = texts[_Field.KICKER].strip()
    kicker, column = ("" if over == title.title.strip() else over for over in (kicker, column))  # a copy says it twice
    return Headline(
        title.title,
        kicker or None,
        subtitle.title or None,
        column or title.column or subtitle.column,
        left_out,
    )
