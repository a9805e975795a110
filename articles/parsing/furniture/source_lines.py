"""Where an article was printed or taken from, and who gathered it: 《某某日报》（2026年04月29日 第 09 版）, 来源：…"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from articles.parsing.furniture.dates import DATE, WEEKDAY, date_of
from articles.parsing.furniture.names import publication_in, section_in, titled_publication
from articles.parsing.furniture.page_numbers import LETTERED_PAGE, NUMBERED_PAGE, page_label, page_of
from articles.parsing.furniture.printed import PrintedLine, one_of, printed_line, words_outside

_ORIGIN = r"(?:本文|文章|稿件|新闻|信息|原文|内容)?" + one_of(
    "来源 稿源 来自 出处 原载 原刊 载 刊 刊载 刊发 首发 发表 原刊发"
)
_EXCERPT = r"(?:本文|原文|文章)?" + one_of(
    "摘编 摘编自 摘 摘自 选自 节选自 转自 转载自 转载 综合 综合自 改编自 整理自 编译自 据"
)
_LABEL = re.compile(rf"(?:(?P<origin>{_ORIGIN})|(?P<excerpt>{_EXCERPT}))于?(?P<colon>[:/])?")
_LABEL_INSIDE = re.compile("(?P<origin>来源|稿源|来自)(?P<colon>:)(?P<excerpt>(?!))?")
# What stands in such a line beside newspaper, day and page: an hour, an issue, the buttons of a web page.
_SCRAPS = re.compile(
    r"(?:作者|责编|责任编辑|编辑|来源):(?=[|/]|作者|责?编|责任编辑|浏览|阅读|点击|发布|$)"  # without a name
    r"|(?:[大中小]字[体号]?){2,}|字[体号]:?[大中小]{2,3}|(?<=[报网刊])\d{1,5}$"
    r"|(?:责编|责任编辑|编辑|校对|审核|监制):[\u4e00-\u9fff·]{2,4}|(?:浏览|阅读|点击|评论)(?:次数|量|数)?:?\d+次?|\d{1,2}:\d{2}(?::\d{2})?|\d{4}/\d{1,2}(?!/)|(?<![年\d])\d{1,2}月\d{1,2}日|(?:\d{4}年)?第?\d{1,3}期|字号:?.{0,8}|(?:发布|刊发|出版|发表|更新)?(?:时间|日期):?"
    + "|"
    + one_of("分享到 分享 打印 有删改 有删节 有删减 略有删节 原题为 原题")
)
_HOUR = re.compile(r"(?:\d{1,2}:\d{2}(?::\d{2})?)?")
_BEFORE_DAY = re.compile(r"^(?:[\[(]?字[体号]:?[大中小]{2,3}[\])]?)?(?:(?:发布|刊发|发表|更新)?(?:时间|日期):)?")
_OTHER_TITLE = re.compile("原标题:[^。]{2,60}$")
_WIRED = re.compile(r"(?:新华社|中新社)[^,。:]{2,8}\d{1,2}月\d{1,2}日电题:(?P<title>.{2,60})$")
_AGENCY = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,16}"
    + one_of("报 社 网 刊 客户端 公众号 杂志 出版社 频道 电视台 电台 传媒 通讯 微信 在线 论坛")
)
_SITE = r"[\u4e00-\u9fff]{1,10}" + one_of("网 在线 客户端 公众号 微信")
_CHAIN = re.compile(  # 人民网-人民日报: the paper, and whose site has it
    rf"(?<=:){_SITE}(?=[-—]+《?[\u4e00-\u9fff]{{1,9}}(?:报|电讯))|(?<=报)(?<=[^-—:]{{3}})》?[-—]+{_SITE}"
)
_CREDIT = re.compile(
    one_of("采写 采访 整理 采访整理 撰稿 图文 文图 文/图 采编 供稿 文字整理 编辑整理") + r"[:/].{2,40}"
    r"|本版" + one_of("采写 采访 撰稿 文字 图文 文图 稿件 图片 照片 摄影 供图 版权 内容 资料") + r"[^。]{2,50}"
)
# （李小明采访整理） is no such line: it says what the text is, as an author's note does, and stays with it.
_REPORTERS = re.compile(
    r"\((?:(?:本报|本刊|特约|首席|见习|实习|驻[\u4e00-\u9fff]{2,6})*(?:记者|通讯员):?[\u4e00-\u9fff·、,]{2,30}"
    r"|[\u4e00-\u9fff·、,]{2,24}采写)\)"
)
_OF_INDEX = one_of(  # what an office's site prints over a document
    "索引号 信息索引号 主题分类 主题词 发文机关 发文机构 发布机构 发文字号 文号 发文日期 成文日期 成文时间 发布日期",
    "生成日期 生成时间 公开日期 公开方式 公开范围 公开类别 信息分类 信息类别 体裁分类 组配分类 公文种类",
    "废止日期 有效期 有效性 统一登记号 责任部门 信息来源 名称 标题 关键词",
)
_INDEX = re.compile(rf"(?:{_OF_INDEX}:[^:。]*?)+")
_ARRANGED = ("整理)", "采访)")
_COPYING = re.compile(  # 本文首发于《…》2026年第3期，转载请联系授权。
    r"(?<=[期日版》\d])[，,。；;]\s*(?:如需|欢迎|若需|未经[^。，,]{2,10}[，,]?)?(?:转载|授权)?[，,]?(?:请|须|需|务必|不得|谢绝|敬请)"
    r"[^。]{0,12}(?:授权|注明|出处|来源|转载|联系[^。]{0,8})[。！!]?$"
)
_LONGEST = 80
_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What a line says of where its text was printed; all None in 摘编自…, which names where another text was."""

    date: date | None = None
    page: str | None = None
    section: str | None = None
    publication: str | None = None


def read_source_line(text: str) -> SourceLine | None:
    """What a line that only says where its article comes from says, or None for any other line."""
    line = printed_line(_COPYING.sub("", text.strip("　 *_>")))
    bare = line.text.strip("[]【】")
    if not bare or len(bare) > _LONGEST or bare.endswith((";", ",")):
        return None
    if label := _LABEL.match(bare.lstrip("(")) or (_LABEL_INSIDE.search(bare) if DATE.match(bare) else None):
        return _labelled(line, label)
    if DATE.match(_BEFORE_DAY.sub("", bare)) and (label := _LABEL_INSIDE.search(bare)):
        said = _labelled(line, label)
        return said if said and said.publication else None
    if _OTHER_TITLE.match(bare):
        return SourceLine()
    if titled_publication(bare) and not re.match("《[^》]*》$", bare):
        return _pieces(line, [], titled=True)
    return None


def says_title_again(text: str, above: Iterable[str]) -> bool:
    """Whether a line is 新华社北京4月23日电 题：… with what stands above it already."""
    wired = _WIRED.match(printed_line(text).text)
    return wired is not None and any(wired["title"] in printed_line(other).text for other in above)


def reads_as_index(text: str) -> bool:
    """索引号：…　主题分类：…: a row of what an office's site prints over a document; others have such labels too."""
    return _INDEX.fullmatch(printed_line(text).text) is not None


def has_index_number(text: str) -> bool:
    """Whether such a row is one beyond doubt."""
    return reads_as_index(text) and "索引号:" in printed_line(text).text


def reads_as_credit(text: str, *, after_text: bool) -> bool:
    """采写：…, 本版图片由…: who gathered the text; （记者 李小明） only `after_text`: it is a byline elsewhere."""
    line = printed_line(text).text
    if len(line) > _LONGEST:
        return False
    return bool(
        _CREDIT.fullmatch(line.strip("()"))
        or (after_text and _REPORTERS.fullmatch(line) and not line.endswith(_ARRANGED))
    )


def _labelled(line: PrintedLine, label: re.Match[str]) -> SourceLine | None:
    """A line behind a label: with a colon whatever is short, without one only a name in title marks or a paper's."""
    start = line.text.index(label.group()) + label.end() - label.start()
    rest = line.text[start:].strip("()")
    if not rest or "。" in rest:
        return None
    marked = re.match(r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日)?《", rest) is not None
    if not label["colon"] and not (marked or _AGENCY.fullmatch(rest)):
        return None
    said = _pieces(line, [(start - len(label.group()), start)], titled=bool(label["colon"]) or marked)
    if said is None and label["colon"] and len(rest) <= _LONGEST_NAME and not re.search("[,;!?]", rest):
        said = SourceLine(_day_at_end(line.text))
    return SourceLine() if said and label["excerpt"] else said


def _day_at_end(text: str) -> date | None:
    """The day that a line begins or ends with."""
    days = [day for day in DATE.finditer(text) if day.start() == 0 or _HOUR.fullmatch(text, day.end())]
    return date_of(days[0]) if days else None


def _pieces(line: PrintedLine, taken: list[tuple[int, int]], *, titled: bool) -> SourceLine | None:
    """Newspaper, day, page and section, where the line holds these and nothing else."""
    day = DATE.search(line.text)
    paper = re.search("《[^《》]{1,24}》", line.text)
    page = NUMBERED_PAGE.search(line.text, day.end() if day else 0)
    taken += [found.span() for found in (day, paper, page) if found]
    taken += [found.span() for pattern in (WEEKDAY, _SCRAPS, _CHAIN) for found in pattern.finditer(line.text)]
    publication = titled_publication(paper.group()) if paper else None
    section = number = None
    for word in words_outside(line, taken):
        if publication is None and (publication_in(word) or _AGENCY.fullmatch(word)):
            publication = publication_in(word) or ""
        elif LETTERED_PAGE.fullmatch(word) and not page:
            number = page_label(word)
        elif section_in(word):
            section = section_in(word)
        else:
            return None
    if not (day or page or number or (publication is not None and titled)):
        return None
    return SourceLine(date_of(day) if day else None, page_of(page) if page else number, section, publication or None)
