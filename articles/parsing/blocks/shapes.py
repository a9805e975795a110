"""What a block looks like, seen alone or with its neighbours: a column mark, a byline, a note, a title, body text …"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise, takewhile

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.brackets import marks_closed_first, marks_left_open
from articles.parsing.blocks.notes import (
    follows_funding,
    goes_on_note,
    inner_note,
    is_funded,
    is_labelled_note,
    is_translated,
    names_fund,
    names_writers,
    quoted_authors,
    reporters_in,
    signs_letter,
    signs_only,
    tells_of_text,
    whose_life,
)
from articles.parsing.blocks.speakers import speakers
from articles.parsing.bylines import marked_byline, names_in_bare_byline
from articles.parsing.furniture.dates import DATE
from articles.parsing.names import is_likely_name, is_place
from articles.parsing.types import Person


class Shape(StrEnum):
    """What a block is taken for before the page is put together."""

    COLUMN = "column"
    BYLINE = "byline"
    NOTE = "note"
    NOTE_REST = "note_rest"  # the other half of a note that a column break cut; with a value, more of the note above
    SIGNATURE = "signature"  # ——编者
    CREDIT = "credit"
    CAPTION = "caption"
    BOX_HEAD = "box_head"  # 链接>>>
    HEADLINE = "headline"  # short, no sentence: a title, a headline or a subheading
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Shaped:
    """A block, its shape, and what was read off it: who a byline names, a column's name, a note's inner text.

    `lines` are those of a block of several that stay lines, as a poem's do.
    """

    block: Block
    shape: Shape
    people: tuple[Person, ...] = ()
    value: str = ""
    lines: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        return self.block.text


NOTES = frozenset({Shape.NOTE, Shape.NOTE_REST})
ASIDES = (Shape.CAPTION, Shape.CREDIT)
KNOWN_COLUMNS = frozenset({"智库头条", "资政参考", "决策建议", "智库圆桌", "智库对话"})
LONGEST_HEADLINE = 50
LONGEST_TITLE = 120  # with the column in brackets behind it
_OF_THINK_TANK = re.compile(r"智库(?:报告|观点|观察|论坛|视点|建言|声音|专栏|动态)")  # columns, also without brackets
_LONGEST_HALF = 200
_FARTHEST_BYLINE = 100  # blocks over who its author is, so that time grows with a file's length only
_HALVES_APART = 4  # blocks: a picture and its caption may stand between
_COLUMN = re.compile(  # 【智库圆桌】, ·智库圆桌·
    r"^(?:[【〖［]|(?P<dot>[·•○◎★☆]))\s*(?P<name>[^【】〖〗［］。，！？；：]{1,14}?)\s*(?(dot)(?P=dot)|[】〗］])$"
)
_MARKED_COLUMN = re.compile(  # ■ 短评, ◆记者观察: a kind of article, and nobody's name
    r"^[■□▇◆◇●○▲△★☆]\s*(?P<name>[\u4e00-\u9fff]{0,6}(?:专栏|论坛|笔谈|圆桌|视野|时评|快评|短评|微评|锐评|述评|社评|漫谈|杂谈|杂感|纵横|絮语"
    r"|札记|随笔|随感|沙龙|视点|广角|走笔|观察|聚焦|手记|讲堂|论苑|书评)|社论|言论|微言|来论|来信|新书架?|书讯|荐书|资讯|简讯|动态|声音)\s*[■□▇◆◇●○▲△★☆]?$"
)
_BARRED_COLUMN = re.compile(  # ▌理响重庆①
    r"^[▌▍▎▏┃]\s*(?P<name>[^【】。，！？；：①-⑳]{2,14}?)\s*(?:[①-⑳]|[（(][一二三四五六七八九十\d]{1,2}[）)])?$"
)
_BARS = "▌▍▎▏┃·•○◎★☆"  # before names too
_NOTE_LABEL = re.compile(
    r"编\s*者\s*按|编者的话|开栏|开篇的话|编后|导\s*语|主持人(?:语|的话)|(?:核心|内容|阅读)提[示要]|(?:本文)?作者"
)  # no column's name
_ROW = re.compile(r"\t.*\t|\t.*\d|\d.*\t")  # of a table; 王小明⇥李为民 may sign
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
_SIGNATURE = re.compile(r"^[—\-–―─－]{1,4}\s*(?:本报|本刊|本版)?\s*(?:编\s*者|编辑部?|责任编辑)$")
_BULLETS = "■□◆◇●○▲△▼▽★☆▶►"
_BOX_KIND = (
    r"(?:(?:相关|新闻|知识|延伸|背景|资料|政策|数据|法规)?链接|[名新热]词解释|名词解析|术语解释|(?:延伸|相关)阅读"
    r"|数\s?[读说]|链\s接|小(?:贴士|资料|知识|词典|辞典|百科)|(?:相关|背景|新闻|知识)?资料卡?|新闻背景|新闻词典|知识点|(?:思想者|人物|学者|名家|嘉宾)小传|嘉宾简介)"
)
_BOX_HEAD = re.compile(
    rf"^[{_BULLETS}]*\s*[【〖［]?{_BOX_KIND}(?:\s*[·•・：:|｜—]+\s*[^。，！？【】]{{2,16}})?[】〗］]?\s*[>＞》›»▶►:：]*$"
)
_FIGURES = re.compile(r"数\s?[读说]")  # names a column, too
_CREDIT_WORDS = r"(?:摄影?|供图|[制绘]图(?![\u4e00-\u9fff])|图片|资料图|视觉[\u4e00-\u9fff]{2}|\S{2,8}供图|图[/／]\S+)"
_CREDIT = re.compile(
    rf"^(?:[（(]?(?:图片?|照片|资料图片?)?\s*(?:本报|首席|特约|见习|实习)*(?:记者|通讯员|摄影|摄影记者|图片|制图)[：:\s]?)?"
    rf"[^。，；！？]{{0,40}}{_CREDIT_WORDS}[^。，；！？]{{0,16}}$"
)
_PICTURE = re.compile(
    r"(?:插图|题图|题字|漫画|速写)[：:/／]\s*[\u4e00-\u9fff]\s+[\u4e00-\u9fff]{1,2}"
    r"|(?:新闻)?(?:漫画|插图|题图|图表|配图)[：:/／][^。]{1,30}\s[\u4e00-\u9fff]{2,4}\s*[作绘摄画]|[左右上下中]图[：:/／][^。]{1,30}"
)
_DRAWN = re.compile(r"(?:漫画|插图|题图|插画|绘画|速写)\s*[：/／|｜丨]\s*([\u4e00-\u9fff]{2,4})")  # 漫画/王小明
_REPORTS_IN_PICTURES = re.compile(r"\S{0,6}(?:记者|通讯员).{1,20}(?:摄影|图文)报道")
_SHOWN = re.compile(  # 图①：云溪的稻田, 老人在整理图书
    r"图(?:[①-⑳]|[一二三四五六\d]{1,2}(?=[：:、\s])|为)|[上下左右]图|.{0,12}(?:正在|[人员民客生者童友们]在)[\u4e00-\u9fff]{2,10}$"
)
_BOOK = re.compile(r"[（(]《[^》]+》[^。]{0,50}(?:出版社|书局|书店|印书馆)[^。]{0,24}[）)]")  # under a review of it
_CREDIT_AT_END = re.compile(
    r"[。！？”…\s）)][（(]?(?:本报|首席|特约|见习|实习|新华社)*(?:记者|通讯员|图片|摄影)?[^。，；！？]{0,24}(?:摄影?|供图|制图)"
    r"\s*[/／]?[^。，；！？]{0,10}$|[。！？”…\s）)][（(]?(?:新华社|本报)?资料(?:图片|照片)[）)]?$"
)
_LONGEST_QUESTION = 30
_LONGEST_LABEL = 16  # 农产品加工业： may be a title that the scan cut short
_SENTENCE_END = "。！？!?…；;"
_CLOSERS = "”’）)」』》】■◆●▲□◇\"'"
_REPORTED = re.compile(r"^[（(].*(?:采访|整理|供稿|摘编).*[）)]$")  # （本报记者某某采访整理） closes an article
_SPEAKS = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,4})：\S")
_ASKS = frozenset({"听众", "观众", "读者", "网友", "嘉宾", "学生", "同学", "村民", "居民", "市民", "专家"})
_ASKED = re.compile("[Qq]\\d{0,2}[：:]|(?:问|记者|本报记者|主持人|编者|采访者)：")
_SALUTATION = re.compile(
    r"^(?:尊敬的|敬爱的|亲爱的)?(?:[\u4e00-\u9fff]{0,8}(?:同志|先生|女士|老师|朋友|读者|编辑部?)们?(?:您?你?好)?"
    r"|各位[\u4e00-\u9fff]{0,6}(?:代表|委员|同学|乡亲)们?|(?:同学|乡亲)们|编者)[：:]$"
)
_TO_EDITORS = re.compile("编辑|编者|记者|报社|总编|主编")
_DAY = re.compile(r"(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日")
_YEAR_WRITTEN = (
    r"(?:(?:19|20)\d\d|[二〇○零一][〇○零一二三四五六七八九]{3}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])年"
    r"[\d一二三四五六七八九十月日号春夏秋冬初末底，\s]{0,12}"
)
_PLACE_WRITTEN = r"[于在][\u4e00-\u9fff]{2,10}"
_WRITTEN = re.compile(  # 2026年4月于武昌, 写于2026年4月: when and where
    rf"写于{_YEAR_WRITTEN}(?:{_PLACE_WRITTEN})?|{_YEAR_WRITTEN}{_PLACE_WRITTEN}"
)
_SAYS_UNTIL = re.compile(
    r"(?:截[稿止]|征稿|投稿|来稿|报名|活动|咨询|联系)(?:日期|时间|方式|地址|地点|要求|范围|电话|人)：\S[^。；]{0,40}"
)
_SENTENCE_MARK = re.compile(r"[。；]|[!！?？][^》”’」（(—–]")
_MANY_CLAUSES = re.compile("[，,].*[，,].*[，,]")  # of no heading without a mark


def shape_blocks(blocks: list[Block]) -> list[Shaped]:
    """Every block with its shape. A second look uses the page's author names to know notes that open with one."""
    first = _reports_in_pictures([_shape(block) for block in blocks])
    names = frozenset(person.name for shaped in first for person in shaped.people)
    speaking = speakers(block.text for block in blocks)
    first = [_without_column(shaped) if shaped.value in speaking else shaped for shaped in first]
    asking = Counter(asked[0] for block in blocks if (asked := _ASKED.match(block.text)))
    answered = (block for block, under in pairwise(blocks) if under.text.startswith("答："))
    asking.update(asked[0] for block in answered if (asked := _ASKED.match(block.text)))
    first = [replace(shaped, shape=Shape.TEXT) if _is_asked(shaped, asking) else shaped for shaped in first]
    first = _columns_of_figures(_without_sections(first))
    columns = frozenset(shaped.value for shaped in first if shaped.shape is Shape.COLUMN) | KNOWN_COLUMNS
    again = _without_notes_within([_look_again(shaped, names, columns) for shaped in first])
    page = _without_asides(_titles_of_sketches(again))
    return _whole_notes(_signed_letters(_notes_gone_on(page)))


def _is_asked(shaped: Shaped, asking: Counter[str]) -> bool:
    """问：…？ over an answer is no headline where others are asked, or it is answered."""
    asked = _ASKED.match(shaped.text)
    again = asked is not None and asking[asked[0]] > 1
    return again and shaped.shape is Shape.HEADLINE and ends_a_sentence(shaped.text)


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
    return text and page[at].value not in KNOWN_COLUMNS and not _NOTE_LABEL.match(below.text)


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
        if shaped.shape is not Shape.BOX_HEAD or not _FIGURES.match(shaped.value):
            continue
        below = list(takewhile(lambda item: item.shape in {Shape.HEADLINE, Shape.TEXT}, page[index + 1 :]))
        head = list(takewhile(lambda item: item.shape is Shape.HEADLINE, below))
        after = page[index + 1 + len(below) : index + 2 + len(below)]
        ends = [item.shape for item in after] == [Shape.BYLINE] and len(head) == len(below)
        noted = index > 0 and bool(inner_note(page[index - 1].text)) and any(inner_note(item.text) for item in below)
        if ends or noted or any(map(names_in_bare_byline, (item.text for item in head))):
            marked = shaped.text[0] in "【〖［"
            found[index] = replace(shaped, shape=Shape.COLUMN if marked else Shape.HEADLINE)
    return found


def _without_asides(page: list[Shaped]) -> list[Shaped]:
    """（张伟） between two paragraphs signs nothing: it may say who took a picture, or whom the text quotes. Under a
    headline it may be a byline.
    """
    kept = list(page)
    for index, shaped in enumerate(page):
        under_head = index > 0 and page[index - 1].shape is Shape.HEADLINE
        if shaped.shape is Shape.NOTE and signs_only(shaped.value) and not under_head:
            below = [item.shape for item in page[index + 1 : index + 1 + _HALVES_APART]]
            if next((shape for shape in below if shape not in ASIDES), None) is Shape.TEXT:
                kept[index] = replace(shaped, shape=Shape.TEXT, value="")
    return kept


def _without_notes_within(page: list[Shaped]) -> list[Shaped]:
    """【作者简介】… and （某某　译） end an article only under its last text: within one, and under a book, they
    are text. Between a byline and text the first says who signs; 【作者】王小明 under a title is a byline.
    """
    kept = list(page)
    for index, shaped in enumerate(page):
        if shaped.shape is not Shape.NOTE:
            continue
        above = page[index - 1] if index else shaped
        ends = above.shape in NOTES | {Shape.TEXT, *ASIDES} and closes_text(page, index)
        says_who = bool(_signing(above)) or (above.shape is Shape.HEADLINE and signs_only(shaped.value))
        labelled = is_labelled_note(shaped.text)
        if (labelled or is_translated(shaped.value)) and not (ends or (labelled and says_who)):
            kept[index] = replace(shaped, shape=Shape.TEXT, value="")
    return kept


def closes_text(page: Sequence[Shaped], index: int) -> bool:
    """Whether neither text nor a subheading follows: a head over text, told from a title by no byline or wider gap."""
    below = [item for item in page[index + 1 : index + 1 + _HALVES_APART] if item.shape not in ASIDES]
    head = list(takewhile(lambda item: item.shape is Shape.HEADLINE and not _signing(item), below))
    over_text = [item.shape for item in below[len(head) : len(head) + 1]] == [Shape.TEXT]
    return not over_text or (bool(head) and head[0].block.gap > page[index].block.gap)


def _notes_gone_on(page: list[Shaped]) -> list[Shaped]:
    """The lines right under a note that say more of the same article.

    Who wrote for a group, or paid, stands under its text; the same line under a title is a byline, or part of one.
    """
    whole = list(page)
    for index, shaped in enumerate(whole[1:], start=1):
        above = whole[index - 1].shape
        if above is Shape.TEXT and (
            names_writers(shaped.text) or names_fund(shaped.text) or _says_of_article(whole, index)
        ):
            whole[index] = replace(shaped, shape=Shape.NOTE, value=shaped.text)
        elif above is Shape.TEXT and tells_of_text(shaped.text):
            whole[index] = replace(shaped, shape=Shape.NOTE, value=shaped.text.rstrip("。.")[1:-1])
        elif _says_where_quoted(page, index):
            whole[index] = replace(shaped, shape=Shape.NOTE, value=shaped.text)
        elif above is Shape.TEXT and (people := reporters_in(shaped.text)):
            whole[index] = replace(shaped, shape=Shape.NOTE, people=people, value="")
        elif above is Shape.TEXT and (is_written(shaped.text) or says_until(shaped.text)):
            whole[index] = replace(shaped, shape=Shape.TEXT)
        elif above in NOTES and (
            goes_on_note(shaped.text) or follows_funding(whole[index - 1].value, inner_note(shaped.text) or "")
        ):
            whole[index] = replace(shaped, shape=Shape.NOTE_REST, value=inner_note(shaped.text) or shaped.text)
    return whole


def _says_where_quoted(page: list[Shaped], index: int) -> bool:
    """李强，《某某日报》3月10日 under a text's end; over text, or over another such line, it is a part of one."""
    text, above, below = page[index].text, page[index - 1], page[index + 1 : index + 2]
    names = quoted_authors(text)
    goes_on = any(item.shape is Shape.TEXT or quoted_authors(item.text) for item in below)
    signs = bool(names) and all(map(is_likely_name, names)) and re.search(r"\d", text) is not None
    return signs and not goes_on and above.shape is Shape.TEXT and ends_a_sentence(above.text)


def _says_of_article(page: list[Shaped], index: int) -> bool:
    """Whether a sentence that ends a text says who paid for it, or tells the life of who signs it."""
    shaped = page[index]
    if shaped.shape not in {Shape.TEXT, Shape.HEADLINE} or not closes_text(page, index):
        return False
    if is_funded(shaped.text):
        return True
    name = whose_life(shaped.text)
    above = reversed(page[max(index - _FARTHEST_BYLINE, 0) : index]) if name else ()
    return name in next(filter(None, map(_signing, above)), ())


def _signing(shaped: Shaped) -> tuple[str, ...]:
    if shaped.shape is Shape.BYLINE:
        return tuple(person.name for person in shaped.people)
    return names_in_bare_byline(shaped.text) if shaped.shape is Shape.HEADLINE else ()


def _signed_letters(page: list[Shaped]) -> list[Shaped]:
    """Who wrote a letter to the editors, under its last sentence: 江北区读者　周建平, and the day under that. Over
    another letter of the same article it stays that one's last line.
    """
    signed, in_letter = list(page), False
    for index, shaped in enumerate(page):
        in_letter = (in_letter or _writes_to_editors(shaped.text)) and shaped.shape not in NOTES | {Shape.BYLINE}
        below = page[index + 1] if index + 1 < len(page) else None
        if not (in_letter and _stands_under_text(page, index) and signs_letter(shaped.text)):
            continue
        goes_on = below is not None and is_salutation(below.text)
        dated = below is not None and is_day(below.text)
        if below is not None and not dated and names_in_bare_byline(below.text):  # over which a title stands
            continue
        if below is None or dated or goes_on or below.shape is not Shape.TEXT:  # a subheading stands over text
            signed[index] = replace(shaped, shape=Shape.TEXT if goes_on else Shape.NOTE, value=shaped.text)
        if below is not None and dated:
            signed[index + 1] = replace(below, shape=Shape.NOTE_REST, value=below.text)
    return signed


def _writes_to_editors(text: str) -> bool:
    return is_salutation(text) and _TO_EDITORS.match(text) is not None


def _stands_under_text(page: list[Shaped], index: int) -> bool:
    """Whether a line that is short stands right under a paragraph, no farther from it than that from the one above."""
    if index == 0 or page[index].shape is not Shape.HEADLINE or not ends_a_sentence(page[index - 1].text):
        return False
    return page[index].block.gap <= page[index - 1].block.gap


def _whole_notes(page: list[Shaped]) -> list[Shaped]:
    """A note that a column break cut in two: the block after it that closes its bracket is its other half."""
    whole = list(page)
    for index, shaped in enumerate(whole):
        if shaped.shape is not Shape.NOTE or not marks_left_open(shaped.text):
            continue
        for after in range(index + 1, min(index + 1 + _HALVES_APART, len(whole))):
            rest = whole[after]
            if rest.shape in {Shape.TEXT, Shape.HEADLINE, Shape.CREDIT} and _closes_note(rest.text):
                inner = (shaped.text + rest.text)[1:].rstrip("。.")[:-1]
                whole[index] = replace(shaped, value=inner)
                whole[after] = replace(rest, shape=Shape.NOTE_REST)
                break
    return whole


def _closes_note(text: str) -> bool:
    return len(text) < _LONGEST_HALF and text.rstrip("。.")[-1:] in {"）", ")"} and "（" in marks_closed_first(text)


def _shape(block: Block) -> Shaped:
    text = block.text
    if _BOX_HEAD.match(text):
        return Shaped(block, Shape.BOX_HEAD, value=text.strip(f"{_BULLETS}【】〖〗［］>＞》›»▶►:： "))
    column = _COLUMN.match(text) or _MARKED_COLUMN.match(text) or _BARRED_COLUMN.match(text)
    if column and not (_NOTE_LABEL.match(column["name"]) or (text[0] in _BARS and is_likely_name(column["name"]))):
        return Shaped(block, Shape.COLUMN, value=column["name"])
    byline = marked_byline(text)
    if byline:
        return Shaped(block, Shape.BYLINE, people=byline.people)
    if _SIGNATURE.match(text):
        return Shaped(block, Shape.SIGNATURE)
    if (
        not block.level
        and len(text) <= 60
        and _CREDIT.match(text)
        and re.search(r"摄|供图|制图|视觉|绘图|资料图", text)
    ):
        return Shaped(block, Shape.CREDIT)
    if not block.level and (_PICTURE.fullmatch(text) or _BOOK.fullmatch(text) or _says_who_drew(text)):
        return Shaped(block, Shape.CREDIT)
    if len(text) <= 200 and _CREDIT_AT_END.search(text):
        return Shaped(block, Shape.CAPTION)
    return Shaped(block, Shape.HEADLINE if looks_like_headline(block) else Shape.TEXT)


def _titles_of_sketches(page: list[Shaped]) -> list[Shaped]:
    """速写：张桂梅 right over a byline is the title, unless one stands above it."""
    kept = list(page)
    for at, shaped in enumerate(page[:-1]):
        drawn = _DRAWN.fullmatch(shaped.text) if shaped.shape is Shape.CREDIT else None
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


def _says_who_drew(text: str) -> bool:
    """漫画/王小明; 漫画：江湖 is a title."""
    drawn = _DRAWN.fullmatch(text)
    return drawn is not None and is_likely_name(drawn[1]) and not is_place(drawn[1])


def _look_again(shaped: Shaped, names: frozenset[str], columns: frozenset[str]) -> Shaped:
    if shaped.shape not in {Shape.TEXT, Shape.HEADLINE, Shape.CREDIT}:
        return shaped
    inner = inner_note(shaped.text, names)
    if inner is not None:
        return replace(shaped, shape=Shape.NOTE, value=inner)
    if shaped.text.strip(" 　") in columns or (shaped.block.level and _OF_THINK_TANK.fullmatch(shaped.text)):
        return replace(shaped, shape=Shape.COLUMN, value=shaped.text.strip())
    return shaped


def could_be_long_title(text: str, *, sure: bool) -> bool:
    """Whether a line too long for most headlines may be one where it stands over a byline.

    `sure` says that its setting shows a head; else only a column in brackets at its end, or a gap inside, tells it from
    a piece of a cut paragraph.
    """
    if len(text) > LONGEST_TITLE or "\n" in text or text[-1] in "，、；,;。：:":
        return False
    asks = text[-1] in "？！?!" and not re.search(r"[？！?!]", text[:-1])
    if re.search(r"[。；]", text) or (ends_a_sentence(text) and not (asks and sure)):
        return False
    return sure or (len(text) > LONGEST_HEADLINE and bool(re.search(r"[）)】]$|\S[ \u3000]{2}\S", text)))


def looks_like_headline(block: Block) -> bool:
    """Short, and neither a table's row nor a sentence: no full stop inside or at the end. A heading's mark allows a
    question or a cry.
    """
    text = block.text
    longest = LONGEST_HEADLINE * (2 if block.level else 1)
    if len(text) > longest or len(text) < 2 or not re.search(r"[\u4e00-\u9fffA-Za-z]", text):
        return False
    if (
        (not block.level and _ROW.search(text))
        or text[-1] in "，、；,;。"
        or (text[-1] in "：:" and len(text) > _LONGEST_LABEL)
    ):
        return False
    if _SENTENCE_MARK.search(text) or is_signed_off(text) or is_salutation(text):
        return False
    if not block.level and _MANY_CLAUSES.search(text):
        return False
    return bool(block.level) or not ends_a_sentence(text) or _is_question(text)


def _is_question(text: str) -> bool:
    """生态文明，路在何方？ may be a title: one question or cry, and short."""
    return len(text) <= _LONGEST_QUESTION and text[-1] in "？！?!" and not re.search(r"[。；？！?!]", text[:-1])


def is_salutation(text: str) -> bool:
    """编辑同志： over a letter."""
    return bool(_SALUTATION.match(text))


def is_date(text: str) -> bool:
    """2026年4月5日 under a notice signs it."""
    return bool(DATE.fullmatch(text))


def is_written(text: str) -> bool:
    """2026年4月于武昌, under a text: when and where it was written."""
    return bool(_WRITTEN.fullmatch(text))


def says_until(text: str) -> bool:
    """截稿日期：2026年6月30日, under a notice: until when, how or of whom."""
    return bool(_SAYS_UNTIL.fullmatch(text))


def is_day(text: str) -> bool:
    """3月2日 or 2026年3月2日, under a letter."""
    return bool(_DAY.fullmatch(text))


def is_signed_off(text: str) -> bool:
    """（本报记者王小明采访整理） closes an article."""
    return bool(_REPORTED.match(text))


def ends_a_sentence(text: str) -> bool:
    """Whether a paragraph may end here: 。 ！ ？ …, with or without closing quotation marks after it."""
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _SENTENCE_END
