"""The note at an article's end: where the author works, and who paid for the study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from articles.parsing.bylines import behind_label, likely_byline, names_in_bare_byline
from articles.parsing.names import (
    begins_as_institution,
    has_surname,
    is_clearly_institution,
    is_known_as_name,
    is_likely_name,
    is_place,
    is_post,
    names_district,
    names_readers,
    read_name,
)
from articles.parsing.types import Funding, Person, Role

_BRACKETED = re.compile(r"^[（(](?P<inner>.{2,}?)[）)]?[。.]?$", re.DOTALL)
_SQUARE = re.compile(r"^[［\[〔【](?P<inner>[^［\[〔【］\]〕】]{4,})[］\]〕】][。.]?$")
_GROUP = r"(?:课题|项目|调研|研究|写作|编写)组"
_NAMES = r"[\u3400-\u9fff·•]{2,8}(?:[、，,\s]+[\u3400-\u9fff·•]{2,8})*等?(?:（[^（）]{2,40}）)?$"
_BARE = re.compile(rf"^(?:本文)?作者(?:系|为|单位|分别|：|:|简介[：:])|^{_GROUP}(?:组长|成员|负责人)[：:]\s*{_NAMES}")
_WRITERS = re.compile(rf"^(?:{_GROUP}(?:组长|成员|负责人)|执笔人?|撰稿人?|统稿人?)[：:]\s*{_NAMES}")
_FUND_LINE = re.compile(r"^(?:基金项目|项目基金|课题来源)[：:]")
_FUNDED = re.compile(  # 本文系国家社科基金项目“…”（22XZZ009）阶段性成果
    r"^(?:本文|本研究|此文|该文|本成果)(?:系|是|为|受到?|得到|获得?)[^。]{2,60}(?:项目|课题|基金)[^。]{0,60}(?:成果|资助|支持)(?:之一)?[。.]?$"
)
_SET_APART = re.compile("“[^”]*”|（[^（）]*）")
_LABELLED_NOTE = re.compile(
    r"^[【〖［\[](?:(?P<who>作者(?:简介|介绍|信息)?)|(?:基金项目|项目基金|课题来源))[】〗］\]]\s*[：:]?\s*(?=\S)"
)
_LONGEST_LABELLED = 300  # characters
_LIFE = re.compile(  # 王小明，某某大学教授，主要研究方向为…。
    r"^(?P<name>[\u3400-\u9fff·]{2,8})[，,](?P<life>[^。]{4,160})[。.]?$"
)
_REPORTS = re.compile(
    "说|认为|表示|指出|强调|提出|介绍|告诉|会上|日前|近日|今年|昨|的时候|时[，,]"
)  # what a life does not
_TRANSLATED = re.compile(r"^[\u3400-\u9fff·、\s]{2,20}\s*[编摘]?译(?:$|[，,；;。\s]+(?:本文)?作者)")
_PAPER = r"(?:本报|本刊|本网|本台|新华社|中新社|[\u4e00-\u9fff]{2,8}(?:日报|晚报|网))"
_AGENCY = rf"(?:据(?=新华社))?{_PAPER}[^，。：（(]{{0,20}}?(?:讯|电|消息)\s*"
_REPORTER = rf"(?:{_PAPER}\s?)?(?:特约|首席|见习|实习)?(?:记者|通讯员|实习生)"
_WHO_REPORTS = re.compile(  # 本报讯（记者　王小明　通讯员　李伟）, （通讯员李伟）, 本报记者王小明、通讯员李伟报道：
    rf"^(?:{_AGENCY}[（(](?P<wire>(?=[^）)]*(?:记者|通讯员|实习生))[^（）()]{{2,60}})[）)]"
    rf"|[（(](?P<alone>{_REPORTER}[^（）()，。摄图]{{2,30}})[）)](?=\S)"
    rf"|(?:{_AGENCY})?(?P<reports>{_REPORTER}[^（）()，。：:]{{2,30}}?)\s?报道[：:](?!“))"
)
_MORE = re.compile(rf"^(?:{_GROUP})?(?:组长|成员|执笔人?|撰稿人?|统稿人?)[：:]\s*{_NAMES}")
_OPENING = re.compile(
    rf"^(?:本文|文章|第一|通讯|通信|两位|三位|以上)*(?:作者(?:[\u4e00-\u9fff·、]{{2,14}}(?=[系为]))?|执笔人?|"
    rf"{_GROUP}(?:成员|组长|负责人)?|撰稿人?)(?:系|为|是|单位|分别|均|现|所在|简介|来自|依次|工作|任|：|:|\s)"
)
_ABOUT_TEXT = re.compile(  # （本文系作者在…的演讲）, （根据录音整理，有删节）, （本报编辑部整理）
    r"^[（(](?:(?:本文|文章)(?:系|为|是|根据|节选自|摘自|原载|原刊)|原载|原刊)"
    r"(?:[^（）()]|[（(][^（）()]*[）)]){2,100}[）)][。.]?$"
    r"|^[（(]本[报刊版网](?:综合|编者|编辑部?|资料室|[\u4e00-\u9fff]{2}部)?(?:综合)?(?:整理|摘编|汇编|编写|辑录)[）)]$"
    r"|^[（(]根?据[^（）()，。]{0,16}(?:录音|记录|速记)[^（）()，。]{0,6}整理[^（）()。]{0,24}[）)][。.]?$"
)
_WHEN = r"(?:\d{4}年)?(?:\d{1,2}月\d{1,2}日|第?\d{1,3}期)"
_CITED = (
    rf"(?:据|原?载|摘自|选自)?(?:{_WHEN})?(?:《[^》]{{2,20}}》|[\u4e00-\u9fff]{{2,9}}报(?=[，,\s]*\d))"
    rf"[，,\s]*(?:{_WHEN}|\d{{4}}年)?"
)
_WHOSE = (
    r"(?:作者[：:\s]*|[—–]{{1,2}})?(?P<{}>[\u3400-\u9fff]{{2,4}}(?:[、\s]+[\u3400-\u9fff]{{2,4}}){{0,3}})(?:[/／]?文)?"
)
_QUOTED_FROM = re.compile(  # （王小明，《某某日报》3月10日）, （摘自3月10日《某某日报》，作者：王小明）
    rf"^(?:{_WHOSE.format('first')}[，,\s]+{_CITED}|{_CITED}(?:[，,\s]+|(?<=》)){_WHOSE.format('last')})$"
)
_CITED_AT_END = re.compile(rf"(?:^|[，,；;\s]){_CITED}$")
_ABOUT_FUNDING = re.compile(r"^(?:本文|本研究|此文|该文|基金项目|项目基金|课题来源).{0,60}(?:项目|课题|基金|成果|资助)")
_NAMED = re.compile(r"^[\u4e00-\u9fff·]{2,10}(?:[、，,\s][\u4e00-\u9fff·]{2,10})*(?:系|为|，|,|：|:|单位|分别系|均系)")
_NAMED_APART = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,4})\s+[^，。；]+$")  # 王小明 某某大学教授
WORKPLACE = re.compile(
    r"大学|学院|党校|研究[院所室会]|研究中心|社科院|科学院|委员会|编辑部|教授|研究员|讲师|博士|主任|院长|处长|局长|书记"
)
WORKS_AT = re.compile(  # with nothing behind it: 清河大学教授, not 清河大学教授谈老街, nor what a picture shows
    rf"^(?!图|左|右|上|下|摄|供|本文|本报|资料).*(?:{WORKPLACE.pattern}|博士生|博士后|研究生|导师|院士|校长|所长|部长|会长|秘书长|委员|编审|学者)$"
)
_SIGNING = re.compile(
    rf"^(?:本文)?(?:作者(?:简介|介绍)?(?!单位)|执笔人?|撰稿人?|(?:{_GROUP})?(?:组长|成员|负责人))[：:\s]*"
)
_WORK_SIGNS = re.compile(r"^(?:本文)?(?:作者|执笔人?|撰稿人?)[：:]\s*(?P<who>[^，。；、：\s]{4,30})$")
_MOST_SIGNING, _LONGEST_SIGNATURE = 4, 80  # words, characters
_HAN_WORD = re.compile("^[\u3400-\u9fff]{2,4}$")
_SPREAD_NAME = re.compile(r"(?<![^\s、，：])([\u3400-\u9fff])\s{1,4}([\u3400-\u9fff])(?=$|[\s、，])")  # 刘　芳
_ONE_NAME = re.compile("^([\u3400-\u9fff])\\s([\u3400-\u9fff])\\s([\u3400-\u9fff])$")  # 王 小 明
_SUPPLIED = re.compile(r"^供稿(?:单位|人)?\s*[：:｜|丨/／]\s*(?P<who>\S.*)$")
_VERSE_AT_END = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{5}[，？！][\u4e00-\u9fff]{5}|[\u4e00-\u9fff]{7}[，？！][\u4e00-\u9fff]{7})$"
)
_NAME_AT_END = re.compile(r"[。！？!?…]\s*[（(](?P<name>[\u3400-\u9fff]{2,3})[）)]$")  # behind ” it is who said it
_REPORTERS_AT_END = re.compile(rf"[。！？!?…”]\s*[（(](?P<who>{_REPORTER}[^（）()。摄图影]{{2,36}})[）)]$")
_LEAST_SIGNED = 100  # characters
_BEHIND_TEXT = re.compile(  # 南方+记者　徐林, 清河日报记者：徐林
    r"(?:[\u4e00-\u9fff]{1,10}\+)?(?P<label>(?:[\u4e00-\u9fff]{0,8}(?:报|网|社|刊|台))?(?:特约|首席|见习|实习|全媒体|融媒体)*"
    r"(?:记者|通讯员|实习生))(?P<who>(?:\s*[：:|｜丨∣]\s*|\s+|(?=[\u3400-\u9fff]{2,3}$))\S.*)"
)
_UNIT = re.compile("[\u4e00-\u9fff]{3,16}(?:[科室处部院所站局办社会组校系馆]|中心|公司|集团)")
_READER = re.compile(
    r"(?:(?P<place>[\u4e00-\u9fff]{2,16})\s+)?(?P<name>[\u3400-\u9fff]{2,3})"
    r"(?:等(?:\d{1,3}|[一二三四五六七八九十]{1,3})?[名位人]?[\u4e00-\u9fff]{0,6})?"
)
_READS = re.compile("(?:读者|[市居村]民|网友|业主|家长|[住租农]户|[乘顾旅游]客|[用客]户|消费者|[学考]生)$")
_WRITES_PAPERS = re.compile("记者|编[辑审导剧]|评论|观察员|通讯员|撰稿|主持|摄影|[主总]编")
_BODY = re.compile("(?:学|院|社|报|局|厅|委|公司|集团|镇|村|街道|中心|学会|协会)$")
_HOME = re.compile(  # 湖北孝感, 江苏苏州昆山, 湖北孝感市民; not 湖北供图
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西"
    r"|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)[省市]?[\u4e00-\u9fff]{2,6}(?<![摄影图画])"
)
_ADDRESS = re.compile(  # 江北区锦绣家园, 石梁县上河村
    r"(?P<district>[\u4e00-\u9fff]{1,8}?[市县区])[\u4e00-\u9fff]{1,8}(?:[家花]园|[小社]区|公寓|大院|街道|[苑村镇乡路街巷])"
)
_NAMED_APART_ALONE = re.compile(  # 记者　乌兰图雅: no surname, and nothing but a name is set so
    r"(?:(?:特约|首席|见习|实习)?(?:记者|通讯员|实习生)[\s　]+[\u4e00-\u9fff·]{2,6}[\s　]*)+"
)
_SENT_IN = re.compile("来[稿信函电]|[供投]稿")
_NO_OFFICE = re.compile("据|主[讲持]|点评|专家|指导|[摄图]|来源")
_TOLD = re.compile(r"(?:本报|本刊|本网|本台)讯(?=[（(\s\d])")
_AHEAD = re.compile(r"\s*[（(](?P<who>[^（）()，。]{4,30})[）)]")
_BEHIND = re.compile(r"[。！？”][（(](?P<who>[^（）()，。]{4,30})[）)]$")
_NAMELESS_READER = re.compile(r"一[名位个群][\u4e00-\u9fff]{2,10}|[\u4e00-\u9fff]{2,10}(?:读者|市民|网友|居民|村民)")
_WORD_BORDER = re.compile(r"[、，,：:；;\s]+")
_IS_FROM = re.compile(r"(?:分别|均|单位)*[系为是].*$")
_FUNDING_START = re.compile(r"[，,；;。\s（(]?(?:本文|本研究|此文|该文|本成果|基金项目|项目基金|课题来源)")
_CODE = re.compile(
    r"[（(]?\s*(?:(?:项目|课题|立项|批准|资助)?(?:编号|批准号|文号|代码)|(?<=[（(])(?:项目|课题)号?)?\s*[：:]?\s*"
    r"(?P<code>(?=[^）)，,；;]*[0-9０-９])[A-Za-z0-9０-９Ａ-Ｚａ-ｚ][A-Za-z0-9０-９Ａ-Ｚａ-ｚ\-－—/._&]{3,29})\s*[）)]?"
)
_FUND_BORDER = re.compile(r"[；;]|(?<=[）)])[、，,和及]|[、，,](?=[^（(]{2,40}(?:项目|课题|基金|专项|计划))")
_QUOTED = re.compile(r"[“《\"][^”》\"]*[”》\"]")
_LEAD_WORDS = re.compile(
    r"^(?:本文|本研究|此文|该文|本成果|基金项目|项目基金|课题来源)?(?:受到?|获得?|得到|系|为|是|属于?|基于|：|:|】|〗|］|\])*"
)
_TAIL_WORDS = re.compile(
    r"(?:的?(?:阶段性|中期|最终|研究|部分|系列|前期|相关|重要|标志性)*成果(?:之一)?|(?:的)?(?:资助|支持)(?:成果)?)?[。.）)]*$"
)


def inner_note(text: str, names: frozenset[str] = frozenset()) -> str | None:
    """A note without its outer parentheses, or None where the paragraph is none.

    `names` are the page's authors: a note may open with one of them instead of 作者.
    """
    if len(text) > 600:
        return None
    labelled = _LABELLED_NOTE.match(text)
    if labelled and len(text) <= _LONGEST_LABELLED:
        return text[labelled.end() :] if labelled["who"] else text
    if text[:1] not in "（(":
        square = _SQUARE.match(text)
        if square and _OPENING.match(square.group("inner")):
            return square.group("inner")
        return text if _BARE.match(text) and len(text) < 160 else None
    bracketed = _BRACKETED.match(text)
    if not bracketed:
        return None
    inner = bracketed.group("inner")
    return inner if _is_note(inner, names) else None


def _is_note(inner: str, names: frozenset[str]) -> bool:
    if any(said.match(inner) for said in (_OPENING, _ABOUT_FUNDING, _TRANSLATED)) or signs_only(inner):
        return True
    if inner.startswith(tuple(names)) and names:
        return bool(WORKPLACE.search(inner))
    named = _NAMED.match(inner) or ((spaced := _NAMED_APART.match(inner)) and has_surname(spaced["name"]))
    return bool(named and WORKPLACE.search(inner))


def goes_on_note(text: str) -> bool:
    """Whether a line right under a note says more of the same article: who paid, who was of the group, who wrote."""
    inner = inner_note(text)
    said = text if inner is None else inner
    funded = _ABOUT_FUNDING.match(said.lstrip("【〖［["))
    return bool(_MORE.match(said) or funded or quoted_authors(said))


def follows_funding(above: str, text: str) -> bool:
    """Whether two notes are of one article: who paid, then where the author works."""
    return bool(_ABOUT_FUNDING.match(above) and "作者" not in above and _OPENING.match(text) and "作者" in text)


def tells_of_text(text: str) -> bool:
    """Whether a line says what its text was first: （本文系作者在第120期讲坛的演讲）."""
    return _ABOUT_TEXT.match(text) is not None


def _closed_up(text: str) -> str:
    """The text with the names that are set wide in it closed up."""
    return _SPREAD_NAME.sub(r"\1\2", _ONE_NAME.sub(r"\1\2\3", text))


def signs_only(inner: str) -> bool:
    """Whether a note only says whose the text is, from where or which paper: （王小明）, （湖北孝感　许　洁）."""
    return is_signature(inner) or says_whence(inner)


def says_whence(inner: str) -> bool:
    """Whether it is a name with a place or a paper: 湖北孝感　许　洁, 选自《…》，作者：某某."""
    return _signs_from(inner) or bool(quoted_authors(inner))


def quoted_authors(text: str) -> tuple[str, ...]:
    """The names of a text that says whose words it is, and where they stood: 李强，《农民日报》4月8日."""
    found = _QUOTED_FROM.match(_closed_up(text)) if len(text) <= _LONGEST_SIGNATURE else None
    names = _WORD_BORDER.split(found["first"] or found["last"]) if found else []
    may_be = has_surname if text.endswith(("/文", "／文")) else is_known_as_name  # 方便 /文 writes
    return tuple(names) if all(map(may_be, names)) else ()


def without_quoted(note: str) -> str:
    """A note without where its text stood: a newspaper is no place where its author works."""
    return _CITED_AT_END.sub("", "；".join(part for part in note.split("；") if not quoted_authors(part)))


def names_fund(text: str) -> bool:
    """Whether a line without brackets says who paid: 基金项目：国家社科基金项目（23BJL052）."""
    return _FUND_LINE.match(text) is not None


def is_funded(text: str) -> bool:
    """Whether a sentence says nothing but who paid: 本文系国家社科基金项目阶段性成果; a second clause says more."""
    said = out_of_square(text)
    return _FUNDED.match(said) is not None and not re.search("[，,]", _SET_APART.sub("", said))


def out_of_square(text: str) -> str:
    """A line without the square brackets around it: ［本文系…阶段性成果］."""
    square = _SQUARE.match(text)
    return square["inner"] if square else text


def is_labelled_note(text: str) -> bool:
    """Whether a line says what it is: 【作者简介】王小明，某某大学教授."""
    return _LABELLED_NOTE.match(text) is not None


def is_translated(inner: str) -> bool:
    """Whether a note says who put a text into Chinese: 王　岩　译."""
    return _TRANSLATED.match(inner) is not None


def whose_life(text: str) -> str:
    """Whose post a sentence tells, as an author's under a text: 王小明，某某大学教授，…; "" where it tells none."""
    found = _LIFE.match(text)
    if not found or _REPORTS.search(found["life"]) or not WORKPLACE.search(found["life"][:40]):
        return ""
    return found["name"]


def reporters_ahead(text: str) -> tuple[Person, ...]:
    """Who reports, where a text begins so: 本报讯（记者　王小明）, （通讯员李伟）, 本报记者　王小明　武汉报道：."""
    found = _WHO_REPORTS.match(text[:120])
    byline = likely_byline(next(filter(None, found.groups()))) if found else None
    people = byline.people if byline else ()
    if found is None:
        return ()
    if found["wire"]:
        sure = _NAMED_APART_ALONE.fullmatch(found["wire"]) or any(has_surname(who.name) for who in people)
        return () if not sure or all(_SENT_IN.fullmatch(who.name) for who in people) else people
    named = all(has_surname(who.name) for who in people) and any(is_likely_name(who.name) for who in people)
    told_from = found["reports"] is not None and len(people) > 1 and is_place(people[-1].name)
    return tuple(replace(who, affiliation=None) for who in people[: len(people) - told_from]) if named else ()


def names_writers(text: str) -> bool:
    """Whether a line without brackets names a group's members or who wrote for it: 执笔：王小明、李伟."""
    return bool(_WRITERS.match(_closed_up(text)))


def is_signature(inner: str) -> bool:
    """Whether a note says nothing but who wrote the article: （王小明）, （王小明　李伟）, （江北区　王小明）."""
    if len(inner) > _LONGEST_SIGNATURE:  # every paragraph is asked
        return False
    words = _without_place(_WORD_BORDER.split(_closed_up(inner)))
    return len(words) <= _MOST_SIGNING and all(_HAN_WORD.match(word) and is_likely_name(word) for word in words)


def reporters_in(text: str) -> tuple[Person, ...]:
    """Whom （本报记者　王小明　通讯员　李伟） names: it signs the text above; under a title it is a byline."""
    inner = text[1:-1] if len(text) <= _LONGEST_SIGNATURE and text[0] + text[-1] == "（）" else ""
    return tuple(map(Person, names_in_bare_byline(inner))) if behind_label(inner) != inner else ()


def reporters_under(text: str) -> tuple[Person, ...]:
    """Whom a line under a text names behind 记者 or 通讯员: 记者：王小明、李伟, 南方+记者　王小明."""
    found = _BEHIND_TEXT.fullmatch(text) if len(text) <= _LONGEST_SIGNATURE else None
    return tuple(map(Person, names_in_bare_byline(f"记者{found['who']}"))) if found else ()


def suppliers_in(text: str) -> tuple[Person, ...]:
    """Whom 供稿｜健康教育科 names under a text, people or a place where they work."""
    found = _SUPPLIED.match(text) if len(text) <= _LONGEST_SIGNATURE else None
    if found is None:
        return ()
    names = names_in_bare_byline(found["who"])
    is_unit = not names and _UNIT.fullmatch(found["who"])
    return (Person(found["who"], Role.ORGANISATION),) if is_unit else tuple(map(Person, names))


def _without_place(words: list[str]) -> list[str]:
    """The words without the first, where that says which place a reader writes from."""
    names = len(words) > 1 and all(_HAN_WORD.match(word) and is_likely_name(word) for word in words[1:])
    return words[1:] if names and _is_home(words[0]) else words


def _is_home(word: str) -> bool:
    places = any(is_place(word[:cut]) and is_place(word[cut:]) for cut in (2, 3))  # 武汉汉阳
    address = _ADDRESS.fullmatch(word)
    named = names_district(word) or names_readers(word) or bool(address and names_district(address["district"]))
    return places or named or is_place(word) or _HOME.fullmatch(word) is not None


def office_that_reports(first: str, last: str) -> tuple[Person, ...]:
    """Who reports, with a place of work: 本报讯（机电学院　沈宏图）…, or 本报讯…（党委宣传部　夏素芬）."""
    told = _TOLD.match(first)
    signed = told and (_AHEAD.match(first, told.end()) or _BEHIND.search(last[-_LONGEST_SIGNATURE:]))
    byline = likely_byline(signed["who"]) if signed else None
    people = byline.people if byline else ()
    words = _WORD_BORDER.split(signed["who"].strip()) if signed else []
    at_work = len(words) > 1 and is_clearly_institution(words[0]) and not _NO_OFFICE.match(words[0])
    sure = at_work and all(person.affiliation == words[0] and person.role is Role.AUTHOR for person in people)
    return people if sure else ()


def reporters_behind(text: str) -> tuple[Person, ...]:
    """Whom （记者　王小明） behind a paragraph's last sentence names; （记者　王小明　摄） is a picture's."""
    found = _REPORTERS_AT_END.search(text[-_LONGEST_SIGNATURE:])
    return tuple(map(Person, names_in_bare_byline(found["who"]))) if found else ()


def name_behind_last(texts: Sequence[str]) -> tuple[Person, ...]:
    """（李冬） behind the last sentence of a text of which no other paragraph ends so, and which has the name once; or
    （记者　李冬）.
    """
    if any(reported := [reporters_behind(text) for text in texts]):
        return reported[-1] if not any(reported[:-1]) else ()
    ends = [found for text in texts if (found := _NAME_AT_END.search(text[-_LONGEST_SIGNATURE:]))]
    whole = "".join(texts)
    if len(ends) != 1 or not texts[-1].endswith(ends[0][0]) or len(whole) < _LEAST_SIGNED:
        return ()
    name = ends[0]["name"]
    quoted = _VERSE_AT_END.search(texts[-1][: -len(ends[0][0])])
    named = is_likely_name(name) and not is_place(name) and whole.count(name) == 1 and not quoted
    return (Person(name),) if named else ()


def reports_among(texts: Iterable[str]) -> int:
    """How many paragraphs begin as a report does: those of 简讯 have a reporter each."""
    return sum(bool(_TOLD.match(text) or _WHO_REPORTS.match(text[:120])) for text in texts)


def signs_letter(text: str) -> bool:
    """Whether a line under a letter says who wrote it: 江北区　周建平, 山东平度 张永强, 一名乡村教师."""
    if _NAMELESS_READER.fullmatch(text) or is_signature(text):
        return True
    return _reader(text) is not None


def signs_as_reader(text: str) -> bool:
    """Whether a line says what reader wrote a letter: 离退休干部　葛秀英, 滨河社区居民　郑国栋; no journalist does."""
    reader = _reader(text)
    who = reader["place"] or "" if reader else ""
    return bool(_READS.search(who) or (is_post(who) and not _WRITES_PAPERS.search(who)))


def _signs_from(inner: str) -> bool:
    """Whether it is a name behind a place or a place of work: 湖北孝感　许　洁, 某某大学　刘　芳."""
    reader = _reader(inner)
    if not reader or not (place := reader["place"]):
        return False
    return _is_home(place) or bool(WORKPLACE.search(place) or _BODY.search(place))


def _reader(text: str) -> re.Match[str] | None:
    """The name, and the place before it, of a text that says nothing else."""
    found = _READER.fullmatch(_closed_up(text)) if len(text) <= _LONGEST_SIGNATURE else None
    place = found["place"] if found else None
    if (
        not found
        or not is_likely_name(found["name"])
        or (place and is_likely_name(place) and not (names_district(place) or names_readers(place)))
    ):
        return None
    return found


def authors_in_note(inner: str) -> tuple[Person, ...]:
    """Whom a note begins with, where it names people: 王小明，某某大学教授; 执笔：王小明、李伟."""
    people: list[Person] = []
    if _TRANSLATED.match(inner):
        return ()
    if reader := _reader(inner):
        return (Person(reader["name"], affiliation=reader["place"]),)
    if quoted := quoted_authors(inner):
        return tuple(Person(name) for name in quoted if has_surname(name))
    words = _WORD_BORDER.split(_closed_up(_SIGNING.sub("", inner)))
    named = _without_place(words)
    for word in named:
        person = read_name(_IS_FROM.sub("", word))
        if person is None or person.role is Role.ORGANISATION or not has_surname(person.name):
            break
        people.append(person if named is words else replace(person, affiliation=words[0]))
        if _IS_FROM.search(word):
            break
    work = None if people else _WORK_SIGNS.match(inner)
    return _at_work(work["who"]) if work else tuple(people)


def _at_work(who: str) -> tuple[Person, ...]:
    """The institution that signs, 某某网数据新闻工作室; who is run together with one, 戴军中央党校, ends nobody knows
    where.
    """
    if any(is_likely_name(who[:cut]) and begins_as_institution(who[cut:]) for cut in (2, 3)):
        return ()
    person = read_name(who)
    return (person,) if person and person.role is Role.ORGANISATION else ()


def funding_in_note(inner: str) -> tuple[Funding, ...]:
    """The funds a note names: 本文为重庆市教委人文社科研究项目成果 → its name, without a number."""
    start = _FUNDING_START.search(inner)
    if not start:
        return ()
    clause = _LEAD_WORDS.sub("", inner[start.start() :].lstrip("，,；;。 （("))
    funds = (_fund(part) for part in _FUND_BORDER.split(clause))
    return tuple(fund for fund in funds if fund is not None)


def _fund(text: str) -> Funding | None:
    body = _TAIL_WORDS.sub("", text.strip("，,、；;。 "))
    code = _CODE.search(_QUOTED.sub(lambda found: " " * len(found.group()), body))
    name = body[: code.start()] if code else body
    name = _LEAD_WORDS.sub("", _QUOTED.sub("", name)).strip("：:，,、（() ）的")
    if len(name) < 4 or not re.search(r"项目|课题|基金|专项|计划|工程|资助|研究", name):
        return None
    return Funding(name, code.group("code") if code else None)
