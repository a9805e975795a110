"""A page's blocks shaped: each by itself, then by what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise, takewhile

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.notes import inner_note
from articles.parsing.blocks.page_notes import mark_notes, without_notes_within
from articles.parsing.blocks.shapes import (
    ASIDES,
    DRAWN,
    IS_CARD,
    KNOWN_COLUMNS,
    NOTE_LABEL,
    OF_THIS_ISSUE,
    Shape,
    Shaped,
    ends_a_sentence,
    shape_alone,
)
from articles.parsing.blocks.speakers import speakers
from articles.parsing.bylines import MARKS, names_in_bare_byline
from articles.parsing.names import commonness, is_clearly_institution, is_known_as_name, is_likely_name

_OF_THINK_TANK = re.compile(r"智库(?:报告|观点|观察|论坛|视点|建言|声音|专栏|动态)")  # columns, also without brackets
_LONGEST_LABEL = 6  # characters of a heading that may name a column: 学术争鸣
_LEAST_SECTIONS = 2
_NAMES_SECTION = re.compile(
    r"(?:现状|问题|建议|背景|举措|对策|成因|原因|启示|经验|做法|成效|意义|分析|展望|结语|引言|困境|挑战|难点|短板|路径|措施|情况|点评)$"
)
_PART_OF_TEXT = re.compile(  # what a text that has begun goes on with, and no column under whose name another begins
    r"(?:(?:现场|听众|读者)?(?:对话|问答|互动|提问)(?:环节|实录)?|(?:基本|典型|简要)?案[情例](?:[一二三四五六\d①-⑥]|简介|回[放顾])?"
    r"|裁判(?:结果|要旨|理由)?|(?:法院)?(?:判决|裁决|审理)(?:结果)?|(?:以案|法官|律师|检察官)?说法|(?:典型|裁判)意义"
    r"|(?:法官|律师|检察官|专家|记者|名师|编辑)?(?:点评|评析|提[示醒]|建议|解[读析]|释法)|(?:记者|采访|调[研查])手记"
    r"|(?:事件|问题|基本)?(?:背景|经过|起因|回[放顾])|[引结余]\s*[语言论]|尾声|后记|现状|问题(?:[一二三四五六\d])?|对策|启示|感[悟言]|思考)"
)
_STAFF = re.compile(r"[（(]?本[报刊网台](?:首席|见习|实习|特约)?记者")
_FIGURES = re.compile(r"数\s?[读说]")  # names a column, too
_OF_SOMEBODY = re.compile(  # 许德明，1961年生
    r"[\u4e00-\u9fff·]{2,6}[，（](?:[男女]|\d{4}|现任|生于|[^，。]{2,20}(?:[员师长人家手民]|教授|主任|书记|干部|学生)[，。])"
)
_OF_SERIES = re.compile("[\u4e00-\u9fff“”·]{4,14}[①-⑳]")
_EDITORS = re.compile(r"编\s*者\s*按|编者的话|开栏语|开栏的话")
_NAMED_IN_NOTE = re.compile("本[期栏版刊](?:栏目)?[“《「](?P<name>[\u4e00-\u9fff]{2,6})[”》」]")
_REPORTS_IN_PICTURES = re.compile(r"\S{0,6}(?:记者|通讯员).{1,20}(?:摄影|图文)报道")
_SHOWN = re.compile(  # 图①：云溪的稻田, 老人在整理图书
    r"图(?:[①-⑳]|[一二三四五六\d]{1,2}(?=[：:、\s])|为)|[上下左右]图|.{0,12}(?:正在|[人员民客生者童友们]在)[\u4e00-\u9fff]{2,10}$"
)
_QUOTATION = re.compile("“[^“”。，]{4,}[？！]”")
_TRAILS_OFF = re.compile("[^。！？；，]{6,30}…{1,2}")
_LONGEST_QUOTATION = 30
_COMMON = 0.7  # by `commonness`; 买买提 is rarer
_IN_HEADS = frozenset({Shape.BYLINE, Shape.HEADLINE, Shape.COLUMN})
_BEHIND_MARK = re.compile(rf"[{MARKS}]\s*[^，。；：！？、]{{2,16}}")
_SPEAKS = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,4})：\S")
_ASKS = frozenset({"听众", "观众", "读者", "网友", "嘉宾", "学生", "同学", "村民", "居民", "市民", "专家"})
_ASKED = re.compile("[Qq]\\d{0,2}[：:]|(?:问|记者|本报记者|主持人|编者|采访者)：")


def shape_blocks(blocks: list[Block]) -> list[Shaped]:
    """Every block with its shape. A second look uses the page's author names to know notes that open with one."""
    first = _quotation_as_title(_reports_in_pictures([shape_alone(block) for block in blocks]))
    names = frozenset(person.name for shaped in first for person in shaped.people)
    speaking = speakers(block.text for block in blocks)
    first = [_without_column(shaped) if shaped.value in speaking else shaped for shaped in first]
    asking = Counter(asked[0] for block in blocks if (asked := _ASKED.match(block.text)))
    answered = (block for block, under in pairwise(blocks) if under.text.startswith("答："))
    asking.update(asked[0] for block in answered if (asked := _ASKED.match(block.text)))
    first = [replace(shaped, shape=Shape.TEXT) if _is_asked(shaped, asking) else shaped for shaped in first]
    first = [_as_first_words(first, at) for at in range(len(first))]
    first = _columns_of_packages(_columns_of_figures(_without_sections(_columns_behind_marks(first))))
    columns = frozenset(shaped.value for shaped in first if shaped.shape is Shape.COLUMN) | KNOWN_COLUMNS
    again = without_notes_within([_look_again(shaped, names, columns) for shaped in first])
    return mark_notes(_titles_of_sketches(again))


def _quotation_as_title(page: list[Shaped]) -> list[Shaped]:
    """“看电视怎么这么费劲？” at the top over a head's other lines, what is said in short among them, is a title, and so
    is 走近一张报纸…… behind a column's mark there.
    """
    below = page[1] if len(page) > 1 else None
    if below and below.block.same_line and page[0].shape is Shape.COLUMN and _TRAILS_OFF.fullmatch(below.text):
        return [page[0], replace(below, shape=Shape.HEADLINE), *page[2:]]
    in_head = below is not None and (below.shape in _IN_HEADS or below.text[0] in MARKS)
    quoted = in_head and len(page[0].text) <= _LONGEST_QUOTATION and _QUOTATION.fullmatch(page[0].text)
    return [replace(page[0], shape=Shape.HEADLINE), *page[1:]] if quoted else page


def _columns_behind_marks(page: list[Shaped]) -> list[Shaped]:
    """Where one sign stands before lines over titles and another before the names under these, the first one's lines
    are columns' names and sign nothing: ■ 书影录 over □ 王小明. Where each of several names has one, so has a title
    that nobody signs.

    A sign that stands under titles too, or before nothing but names, may sign the text above; and so does a line right
    under an article that nobody else signs.
    """
    over = {at: mark for at in range(len(page)) if (mark := _mark_under(page, at)) is not None}
    signing = {page[at].text[0] for at in range(1, len(page)) if at not in over and _is_under_title(page, at)}
    named = {page[at].text[0] for at, mark in over.items() if mark and _names_nobody(_behind_mark(page[at]))}
    signed = sum(shaped.shape is Shape.BYLINE for at, shaped in enumerate(page) if at not in over)
    labels = [at for at in over if page[at].text[0] in named - signing]
    throughout = len(labels) > 1 and sum(bool(over[at]) for at in labels) >= signed
    kept = list(page)
    for at in labels:
        label = _behind_mark(page[at])
        if page[at].shape is Shape.BYLINE and _is_unsigned_above(page, at):
            continue
        may_be_label = throughout and page[at].shape is Shape.HEADLINE and len(label) <= _LONGEST_LABEL
        if page[at].shape is Shape.BYLINE or may_be_label:
            kept[at] = replace(page[at], shape=Shape.COLUMN, people=(), value=label)
    return kept


def _is_unsigned_above(page: list[Shaped], at: int) -> bool:
    """Whether a text ends over a line and nobody is named under the title of that text."""
    above = list(takewhile(lambda shaped: shaped.shape is not Shape.HEADLINE, reversed(page[:at])))
    return 0 < len(above) < at and all(shaped.shape is not Shape.BYLINE for shaped in above)


def _is_under_title(page: list[Shaped], at: int) -> bool:
    return page[at].shape is Shape.BYLINE and page[at - 1].shape is Shape.HEADLINE


def _mark_under(page: list[Shaped], at: int) -> str | None:
    """The sign of the byline whose title stands under a short line that begins with another, where nothing but a
    text's end is above; "" where that title is over text, and None for any other line.
    """
    if page[at].shape not in _IN_HEADS or not _BEHIND_MARK.fullmatch(page[at].text):
        return None
    if at + 1 == len(page) or page[at].block.gap < page[at + 1].block.gap or (at and not _may_end_text(page[at - 1])):
        return None
    noted = at + 2 < len(page) and NOTE_LABEL.match(page[at + 1].text) and page[at + 1].shape is Shape.TEXT
    start = at + 1 + bool(noted)
    head = list(takewhile(lambda shaped: shaped.shape is Shape.HEADLINE and shaped.text[0] not in MARKS, page[start:]))
    under = page[start + len(head) : start + len(head) + 1]
    if not head or not under or head[0].text[0] in "和及的":  # the rest of a title that begins above
        return None
    sign = under[0].text[0] if under[0].shape in {Shape.BYLINE, Shape.HEADLINE} else ""  # ◎温故 may be no name
    return sign if (sign or under[0].shape is Shape.TEXT) and sign != page[at].text[0] else None


def _may_end_text(shaped: Shaped) -> bool:
    """Whether an article may end with a line: a sentence, a caption, a note or a name."""
    if shaped.shape in ASIDES or inner_note(shaped.text) is not None:
        return True
    return bool(names_in_bare_byline(shaped.text)) if shaped.shape is Shape.HEADLINE else ends_a_sentence(shaped.text)


def _names_nobody(words: str) -> bool:
    """文化评弹, and 专题·推进文化传承, which is as long as a foreigner's name."""
    common = any(commonness(part) > _COMMON and not is_known_as_name(part) for part in re.split("[·•]", words))
    named = any(map(is_likely_name, words.split())) and not common
    return not (named or is_clearly_institution(words))


def _behind_mark(shaped: Shaped) -> str:
    return shaped.block.printed.strip()[1:].strip()


def _is_asked(shaped: Shaped, asking: Counter[str]) -> bool:
    """问：…？ over an answer is no headline where others are asked, or it is answered."""
    asked = _ASKED.match(shaped.text)
    again = asked is not None and asking[asked[0]] > 1
    return again and shaped.shape is Shape.HEADLINE and ends_a_sentence(shaped.text)


def _as_first_words(page: list[Shaped], at: int) -> Shaped:
    """谁说老街没有春天？ and 周桂兰这样说： right under a heading of the whole text, over text, begin that text."""
    shaped, above, below = page[at], page[at - 1] if at else None, page[at + 1] if at + 1 < len(page) else None
    if above is None or below is None or shaped.shape is not Shape.HEADLINE or shaped.block.level:
        return shaped
    headed = above.block.level == 1 and above.shape is Shape.HEADLINE and len(above.text) > _LONGEST_LABEL
    begins = headed and below.shape is Shape.TEXT and shaped.text[-1] in "？！：?!:"
    return replace(shaped, shape=Shape.TEXT) if begins else shaped


def _without_column(shaped: Shaped) -> Shaped:
    """【王小明】 over what he says begins that paragraph."""
    return replace(shaped, shape=Shape.TEXT, value="") if shaped.shape is Shape.COLUMN else shaped


def _without_sections(page: list[Shaped]) -> list[Shaped]:
    """【案情】 over a paragraph of a text that has begun is its heading; so is each of several of one text, where one
    says that it names a part: 【老街新貌】, 【问题】, 【建议】. Under a text's note it heads a box.
    """
    over_text = [at for at, shaped in enumerate(page[:-1]) if shaped.shape is Shape.COLUMN and _is_over_text(page, at)]
    kept, last = list(page), 0
    run: list[int] = []
    for at in over_text:
        closed = inner_note(page[at - 1].text) is not None
        if closed and _ends_in_note(page, at):
            continue
        run = [] if closed or any(shaped.shape is Shape.BYLINE for shaped in page[last:at]) else run
        run, last = [*run, at], at
        for label in _sections(page, run):
            kept[label] = replace(page[label], shape=Shape.BOX_HEAD if closed else Shape.HEADLINE)
            kept[label + 1] = replace(page[label + 1], shape=Shape.TEXT)
    return kept


def _ends_in_note(page: list[Shaped], at: int) -> bool:
    """Whether an article's note ends the text under a label: what is between two of them is an article's, no box's."""
    under = takewhile(lambda shaped: shaped.shape is Shape.TEXT or inner_note(shaped.text), page[at + 1 :])
    return any(inner_note(shaped.text) or shaped.text.startswith(("（作者", "(作者")) for shaped in under)


def _is_over_text(page: list[Shaped], at: int) -> bool:
    """Whether a label stands over a paragraph, or what somebody says, and no editor's note about what is to come."""
    below = page[at + 1]
    text = below.shape is Shape.TEXT or _is_said(page, at + 1)
    return text and page[at].value not in KNOWN_COLUMNS and not NOTE_LABEL.match(below.text)


def _is_said(page: list[Shaped], at: int) -> bool:
    """Whether a short line is what somebody says, who is answered: 养老：钱从哪里来 is a title."""
    said, under = _SPEAKS.match(page[at].text), page[at + 1].text if at + 1 < len(page) else ""
    speaks = said is not None and (said["who"] in _ASKS or bool(_ASKED.match(said[0])) or is_likely_name(said["who"]))
    return speaks and ends_a_sentence(page[at].text) and (page[at].text[-1] == "。" or bool(_SPEAKS.match(under)))


def _sections(page: list[Shaped], labels: list[int]) -> list[int]:
    """Those of one text's labels that are headings."""
    names = [page[label].value for label in labels]
    several = len(set(names)) == len(names) >= _LEAST_SECTIONS and any(map(_NAMES_SECTION.search, names))
    above = page[labels[0] - 1]
    under_title = len(labels) == 1 and above.shape is Shape.HEADLINE and inner_note(above.text) is None  # as columns do
    begun = [label for label in labels if label > 0 and not under_title]
    return labels if several else [label for label in begun if _PART_OF_TEXT.fullmatch(page[label].value)]


def _columns_of_figures(page: list[Shaped]) -> list[Shaped]:
    """数读 over a byline's title, or over what a note ends under another note, names a column and heads no box."""
    found = list(page)
    for index, shaped in enumerate(page):
        if shaped.shape is Shape.BOX_HEAD and IS_CARD.fullmatch(shaped.value) and not _says_who(page, index + 1):
            found[index] = _column_or_line(shaped)
        if shaped.shape is not Shape.BOX_HEAD or not _FIGURES.match(shaped.value):
            continue
        below = list(takewhile(lambda item: item.shape in {Shape.HEADLINE, Shape.TEXT}, page[index + 1 :]))
        head = list(takewhile(lambda item: item.shape is Shape.HEADLINE, below))
        after = page[index + 1 + len(below) : index + 2 + len(below)]
        ends = [item.shape for item in after] == [Shape.BYLINE] and len(head) == len(below)
        noted = index > 0 and bool(inner_note(page[index - 1].text)) and any(inner_note(item.text) for item in below)
        if ends or noted or any(map(names_in_bare_byline, (item.text for item in head))):
            found[index] = _column_or_line(shaped)
    return found


def _says_who(page: list[Shaped], at: int) -> bool:
    """Whether who somebody is stands right under 人物名片, and no title or text that it is the column or heading of."""
    return at < len(page) and page[at].shape is Shape.TEXT and _OF_SOMEBODY.match(page[at].text) is not None


def _column_or_line(shaped: Shaped) -> Shaped:
    return replace(shaped, shape=Shape.COLUMN if shaped.text[0] in "【〖［" else Shape.HEADLINE)


def _columns_of_packages(page: list[Shaped]) -> list[Shaped]:
    """A line over a title names the column of all that follows where an editor's note over it says so, 思辨 under
    本期“思辨”邀请…, or where it opens the page, set apart from the first head: 本期关注：县城青年. So does 县域新观察②
    over an editor's note over a title with a byline.
    """
    kept = list(page)
    for at, shaped in enumerate(page[:-2]):
        if shaped.shape is not Shape.HEADLINE:
            continue
        if _numbers_package(page, at):
            kept[at] = replace(shaped, shape=Shape.COLUMN, value=shaped.block.printed.strip())
        if not _is_title(page[at + 1]):
            continue
        name = "".join(shaped.text.split())
        apart = page[at + 1].block.gap > page[at + 2].block.gap
        named = name == _named_in_note(page, at - 1)
        opens = at == 0 and apart and OF_THIS_ISSUE.fullmatch(shaped.text) is not None
        if (named or opens) and not _goes_over_to_news(page[at + 1 :]):
            kept[at] = replace(shaped, shape=Shape.COLUMN, value=name if named else shaped.block.printed.strip())
    return kept


def _goes_over_to_news(page: list[Shaped]) -> bool:
    """Whether a rule ends a package, or a staff reporter signs after others: what follows is no part of it."""
    signed = (shaped for shaped in page if shaped.shape is Shape.BYLINE or _signs_bare(shaped))
    staff = [_STAFF.match(shaped.text) is not None for shaped in signed]
    return any(shaped.block.parted for shaped in page[1:]) or (any(staff) and not staff[0])


def _signs_bare(shaped: Shaped) -> bool:
    return shaped.shape is Shape.HEADLINE and bool(names_in_bare_byline(shaped.text))


def _numbers_package(page: list[Shaped], at: int) -> bool:
    """Whether a line numbers a series over an editor's note, under which an article has its own title and byline."""
    if not _OF_SERIES.fullmatch(page[at].text) or not _EDITORS.match(page[at + 1].text):
        return False
    head = list(takewhile(lambda shaped: shaped.shape is Shape.HEADLINE, page[at + 2 :]))
    under = at + 2 + len(head)
    marked = bool(head) and under < len(page) and page[under].shape is Shape.BYLINE
    begins = at == 0 or page[at - 1].shape is not Shape.TEXT or ends_a_sentence(page[at - 1].text)
    return begins and (marked or any(names_in_bare_byline(shaped.text) for shaped in head[1:]))


def _is_title(shaped: Shaped) -> bool:
    return shaped.shape is Shape.HEADLINE and not names_in_bare_byline(shaped.text)


def _named_in_note(page: list[Shaped], at: int) -> str:
    """The column that an editor's note names: 思辨 of 主持人语：…本期“思辨”邀请…."""
    noted = at >= 0 and (NOTE_LABEL.match(page[at].text) or (at > 0 and NOTE_LABEL.match(page[at - 1].text)))
    found = _NAMED_IN_NOTE.search(page[at].text) if noted else None
    return found["name"] if found else ""


def _titles_of_sketches(page: list[Shaped]) -> list[Shaped]:
    """速写：张桂梅 right over a byline is the title, unless one stands above it."""
    kept = list(page)
    for at, shaped in enumerate(page[:-1]):
        drawn = DRAWN.fullmatch(shaped.text) if shaped.shape is Shape.CREDIT else None
        titled = at > 0 and page[at - 1].shape is Shape.HEADLINE
        if drawn and "：" in shaped.text and not titled and _signs_text(page, at + 1):
            kept[at] = replace(shaped, shape=Shape.HEADLINE)
    return kept


def _reports_in_pictures(page: list[Shaped]) -> list[Shaped]:
    """本报记者 黎明 摄影报道 under the words to a picture, within a text or under it, is who took that."""
    kept, text = list(page), False
    for at, shaped in enumerate(page):
        text = text or shaped.shape is Shape.TEXT
        if not (
            text
            and shaped.shape in {Shape.HEADLINE, Shape.CREDIT, Shape.BYLINE}
            and _REPORTS_IN_PICTURES.fullmatch(shaped.text)
        ):
            continue
        above = takewhile(lambda line: page[line].shape is Shape.HEADLINE, range(at - 1, -1, -1))
        for line in takewhile(lambda line: _SHOWN.match(page[line].text), above):
            kept[line], kept[at] = replace(page[line], shape=Shape.CAPTION), replace(shaped, shape=Shape.CREDIT)
    return kept


def _signs_text(page: list[Shaped], at: int) -> bool:
    """Whether a line is a byline, right over a text where no mark shows that."""
    if page[at].shape is Shape.BYLINE:
        return True
    return bool(names_in_bare_byline(page[at].text)) and at + 1 < len(page) and page[at + 1].shape is Shape.TEXT


def _look_again(shaped: Shaped, names: frozenset[str], columns: frozenset[str]) -> Shaped:
    if shaped.shape not in {Shape.TEXT, Shape.HEADLINE, Shape.CREDIT}:
        return shaped
    inner = inner_note(shaped.text, names)
    if inner is not None:
        return replace(shaped, shape=Shape.NOTE, value=inner)
    if shaped.text.strip(" 　") in columns or (shaped.block.level and _OF_THINK_TANK.fullmatch(shaped.text)):
        return replace(shaped, shape=Shape.COLUMN, value=shaped.text.strip())
    return shaped
