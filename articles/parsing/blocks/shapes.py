"""Shapes: what each block of a page is taken for, and what its words alone say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from articles.parsing.blocks.blocks import Block
from articles.parsing.bylines import marked_byline
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
_COLUMN = re.compile(  # 【智库圆桌】, ·智库圆桌·
    r"^(?:[【〖［]|(?P<dot>[·•○◎★☆]))\s*(?P<name>[^【】〖〗［］。，！？；：]{1,14}?)\s*(?(dot)(?P=dot)|[】〗］])$"
)
_MARKED_COLUMN = re.compile(  # ■ 短评, ◆记者观察: a kind of article, and nobody's name
    r"^[■□▇◆◇●○▲△★☆]\s*(?P<name>[\u4e00-\u9fff]{0,6}(?:专栏|论坛|笔谈|圆桌|视野|时评|快评|短评|微评|锐评|述评|社评|漫谈|杂谈|杂感|纵横|絮语"
    r"|札记|随笔|随感|沙龙|视点|广角|走笔|观察|聚焦|手记|讲堂|论苑|书评)|社论|言论|微言|来论|来信|新书架?|书讯|荐书|资讯|[简短快]讯|短波|动态|声音)\s*[■□▇◆◇●○▲△★☆]?$"
)
_LABELLED_COLUMN = re.compile("(?:本报|本版)?专栏[：:]\\s*(?P<name>[\u4e00-\u9fff·]{2,12})")
_NUMBER = r"(?:[①-⑳]|[（(][一二三四五六七八九十\d]{1,2}[）)])"  # stays in a column's name, as printed
_BARRED_COLUMN = re.compile(  # ▌理响重庆①
    rf"^[▌▍▎▏┃]\s*(?P<name>[^【】。，！？；：①-⑳]{{2,14}}?\s*{_NUMBER}?)$"
)
_CALLED_COLUMN = re.compile("[“【]?(?P<name>[\u4e00-\u9fff]{2,8})[”】]?(?:栏目|专栏)")  # behind its paper's name
_BARS = "▌▍▎▏┃·•○◎★☆"  # before names too
NOTE_LABEL = re.compile(
    r"编\s*者\s*按|编者的话|开栏|开篇的话|编后|导\s*语|主持人(?:语|的话)|(?:核心|内容|阅读|文章)(?:提[示要]|摘要|阅读|观点|要点)"
    r"|(?:本文)?作者|本文[系为]"
)  # no column's name
OF_THIS_ISSUE = re.compile("本期(?:关注|话题|聚焦|主题|策划)[·：:][^，。；！？：]{2,14}")
_ROW = re.compile(r"\t.*\t|\t.*\d|\d.*\t")  # of a table; 王小明⇥李为民 may sign
_SIGNATURE = re.compile(r"^[—\-–―─－]{1,4}\s*(?:本报|本刊|本版)?\s*(?:编\s*者|编辑部?|责任编辑)$")
_BULLETS = "■□◆◇●○▲△▼▽★☆▶►"
_CARD = "人物(?:名片|档案|简介)"
IS_CARD = re.compile(_CARD)  # who somebody is
_BOX_KIND = (
    r"(?:(?:相关|新闻|知识|延伸|背景|资料|政策|数据|法规)?链接|[名新热]词解释|名词解析|术语解释|(?:延伸|相关)阅读"
    rf"|数\s?[读说]|链\s接|小(?:贴士|资料|知识|词典|辞典|百科)|(?:相关|背景|新闻|知识)?资料卡?|新闻背景|新闻词典|知识点|(?:思想者|人物|学者|名家|嘉宾)小传|嘉宾简介|{_CARD})"
)
_BOX_HEAD = re.compile(
    rf"^[{_BULLETS}]*\s*[【〖［]?{_BOX_KIND}(?:\s*[·•・：:|｜—]+\s*[^。，！？【】]{{2,16}})?[】〗］]?\s*[>＞》›»▶►:：]*$"
)
_CREDIT_WORDS = (  # 摄影专业 is a thing
    r"(?:摄(?!影[”」]?(?:专业|大赛|比赛|协会|[课班展]))影?|供图|[制绘]图(?![\u4e00-\u9fff])|图片|资料图|视觉[\u4e00-\u9fff]{2}"
    r"|\S{2,8}供图|图[/／]\S+)"
)
_CREDIT = re.compile(
    rf"^(?:[（(]?(?:图片?|照片|资料图片?)?\s*(?:本报|首席|特约|见习|实习)*(?:记者|通讯员|摄影|摄影记者|图片|制图)[：:\s]?)?"
    rf"[^。，；！？]{{0,40}}{_CREDIT_WORDS}[^。，；！？]{{0,16}}$"
)
_PICTURE = re.compile(
    r"(?:插图|题图|题字|漫画|速写)[：:/／]\s*[\u4e00-\u9fff]\s+[\u4e00-\u9fff]{1,2}"
    r"|(?:新闻)?(?:漫画|插图|题图|图表|配图)[：:/／][^。]{1,30}\s[\u4e00-\u9fff]{2,4}\s*[作绘摄画]|[左右上下中]图[：:/／][^。]{1,30}"
)
DRAWN = re.compile(r"(?:漫画|插图|题图|插画|绘画|速写)\s*[：/／|｜丨]\s*([\u4e00-\u9fff]{2,4})")  # 漫画/王小明
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
_SALUTATION = re.compile(
    r"^(?:尊敬的|敬爱的|亲爱的)?(?:[\u4e00-\u9fff]{0,8}(?:同志|先生|女士|老师|朋友|读者|编辑部?)们?(?:您?你?好)?"
    r"|各位[\u4e00-\u9fff]{0,6}(?:代表|委员|同学|乡亲)们?|(?:同学|乡亲)们|编者)[：:]$"
)
_LETTERS = re.compile("(?:读者|群众|网友|[读群])?来[论信稿](?:选[登编刊载]|摘[登编]|照登)?")
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


def shape_alone(block: Block) -> Shaped:
    text = block.text
    if _BOX_HEAD.match(text):
        return Shaped(block, Shape.BOX_HEAD, value=text.strip(f"{_BULLETS}【】〖〗［］>＞》›»▶►:： "))
    column = _COLUMN.match(text) or _MARKED_COLUMN.match(text) or _BARRED_COLUMN.match(text)
    column = column or _LABELLED_COLUMN.fullmatch(text)
    names_somebody = column and text[0] in _BARS and is_likely_name(re.sub(rf"\s*{_NUMBER}$", "", column["name"]))
    if column and not (names_somebody or NOTE_LABEL.match(column["name"])):
        return Shaped(block, Shape.COLUMN, value=column["name"])
    if block.same_line and (called := _CALLED_COLUMN.fullmatch(text)):
        return Shaped(block, Shape.COLUMN, value=called["name"])
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


def _says_who_drew(text: str) -> bool:
    """漫画/王小明; 漫画：江湖 is a title."""
    drawn = DRAWN.fullmatch(text)
    return drawn is not None and is_likely_name(drawn[1]) and not is_place(drawn[1])


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


def names_letters(text: str) -> bool:
    """读者来信, over letters."""
    return _LETTERS.fullmatch(text) is not None


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
