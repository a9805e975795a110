"""Bylines: the line of names under a title, read without its marks and labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from statistics import fmean

from articles.parsing.names import (
    commonness,
    has_surname,
    is_clearly_institution,
    is_double_surname,
    is_known_as_name,
    is_likely_name,
    is_place,
    is_post,
    may_be_post,
    names_district,
    names_readers,
    read_name,
    works_at_named,
)
from articles.parsing.types import Person, Role

SQUARES = "■□◼◻▪▫▇█▆"
_SIGNS = "◆◇●○◎◉⊙▲△▼▽★☆▌▍▎▏┃"
MARKS = SQUARES + _SIGNS
_MARKED = re.compile(rf"^(?P<mark>[{MARKS}])+\s*(?P<names>\S.*)$")
_MISREAD = re.compile(r"^(?P<mark>[口日囗])\s*(?P<names>\S.*)$")  # ■ as some engines read it
_LONGEST, _LONGEST_BARE = 80, 60
_SEPARATORS = re.compile(
    rf"(?:[、，,;；/／：:|｜丨{SQUARES}{_SIGNS}]|(?<![A-Za-z.])\s|\s(?![A-Z]))+"
)  # Maria Silva is one word
_REPORTER = (
    r"(?:本报|本刊|本网|本社|本台|[\u4e00-\u9fff]{1,8}(?:日报|晚报|时报|早报|商报|周报|周末|周刊|网|社|电视台|杂志))?(?:驻[\u4e00-\u9fff]{2,6})?"
    r"(?:特约|首席|见习|实习|高级|特派|主任|全媒体)*(?:记者|通讯员|实习生|评论员|观察员|撰稿人?|编辑)"
)
_LABEL = re.compile(
    rf"^(?:{_REPORTER}|(?:本文)?作者|执笔人?|撰文|撰写|著|编著|主笔|主讲|演讲|授课|口述|讲述|整理|采访|采写|采访整理|供稿|编译|翻译|原创|读者)(?:者|人)?$"
)
_REPORTS = re.compile(_REPORTER)
_SENDS = r"(?:本报|本刊|本网)?(?:特约|首席|见习|实习|高级|全媒体)*(?:记者|通讯员|实习生)"
_RUN_ON = re.compile(rf"({_SENDS})([\u3400-\u9fff]{{2,15}}?)(?={_SENDS}|[\s、]|$)")  # 本报记者张靖本报通讯员郜敏
_PAPER_AHEAD = re.compile(  # 《绥安日报》记者　安之若
    r"^《([\u4e00-\u9fff]{1,8}(?:日报|晚报|时报|早报|商报|周报|周刊|杂志))》(?=(?:首席|见习|实习|特约|高级)*(?:记者|通讯员)[\s：])"
)
_IN_BRACKETS = re.compile(
    rf"^[（(](?P<names>(?:{_REPORTER}|读者)[\s：:][^（）()]{{2,30}})[）)]$"
)  # （本报评论员　高兴）
_OF_PAPER = re.compile(  # 江城日报 理论评论部
    r"^([\u4e00-\u9fff]{2,6}(?:[日晚晨早时商]报|都市报|网|杂志社))\s+([\u4e00-\u9fff]{2,6}(?:部|室|专班|调研组|报道组|课题组))$"
)
_LABEL_AHEAD = re.compile(rf"^{_REPORTER}(?=[\u4e00-\u9fff]{{2,4}}$)")
_NEWS_ALONE = re.compile(
    r"^本[报刊网台][^，。：（(]{0,20}?(?:讯|电|消息)\s*[（(](?P<who>(?:\w{2}|本报)?(?:记者|通讯员)[^（）()，。]{2,40})[）)]$"
)
_LABEL_AND_NAME = re.compile(r"(?:记者|通讯员|实习生)(?=[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff](?![\u4e00-\u9fff]))")
_SPACED_LABEL = re.compile(r"^(作|记|执|撰|口|整)\s+(者|笔|文|稿|述|理)(?=\s*[：:])")  # 作 者：许 诺
_ONE_CHARACTER_LABEL = re.compile(
    r"^文\s*[/／]\s*[图摄]\s+|(?:^|(?<=\s))(?:文[字稿]?|译)(?:\s*[/／]\s*[图摄])?\s*[/／：:|｜丨]\s*|\s*[/／]\s*[文图]\s*$"
    r"|\s+文\s*[/／]\s*[图摄]\s*$"
)
_WROTE = frozenset({"文", "文图", "图文", "文并图", "文并摄", "撰文摄影", "摄影报道", "图文报道", "报道", "综合报道"})
_PICTURED = frozenset({"图", "摄", "摄影", "绘", "绘图", "画", "制图", "供图"})
# 罗 小 川 beside 胡  蝶: the gaps within a name are narrower than those around it.
_SPACED_NAME = re.compile(
    r"(?<![^\s、，])(?:(?<!\S\s)|(?<=\u3000)(?=\S \S \S))([\u3400-\u9fff])\s([\u3400-\u9fff])\s([\u3400-\u9fff])"
    r"(?=$|[、，]|\s{2}|(?<=\S \S \S)\u3000)"
)
_JOINT_GROUP = re.compile(r"(?:[^\s、，]{3,20}、){1,4}[^\s、，]{2,20}联合(?:课题|调研|研究|写作|编写|项目)组")
_ONE = "[\u3400-\u9fff]"
_SET_AS_THREE = re.compile(rf"(?<!\S)({_ONE})\s{{2,}}({_ONE})(?!\S)")
_OF_THREE = re.compile(rf"(?<!\S)({_ONE})\s({_ONE})\s({_ONE})(?!\S)")
_SET_ALIKE = re.compile(rf"(?:(?:{_ONE}{_ONE}|{_ONE}\s{_ONE}\s{_ONE})(?:\s|$))+")
_GIVEN_APART = re.compile(rf"(?:^|\s){_ONE}\s+(?P<given>{_ONE}{{2}})$")  # 荣　新疆
_ROLES_BEHIND = re.compile(r"\s*[/／]\s*([文图摄])(?=\s|$|[\u4e00-\u9fff]{2,3}[/／])")
_REPORTED_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff]{2})((?:摄影|图文|综合)报道)$")  # 本报记者黎明摄影报道
_SENT_FROM = re.compile(  # 本报记者　王小明　发自武汉, 本报记者　王小明　武汉报道
    rf"^(?P<who>{_REPORTER}\s?\S.*?)\s*[（(]?\s*"
    r"(?:发自(?!内心|肺腑)[\u4e00-\u9fff]{2,6}|(?<=\s)(?!摄影|图文|综合)(?P<place>[\u4e00-\u9fff]{2,6})报道)[）)]?$"
)
_COMMON_SURNAMES = tuple("王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许沈曾彭吕苏卢蒋蔡贾魏薛叶")
_BEHIND_WORK = re.compile(r"(?<=[\u4e00-\u9fff])\s+[著译]$")  # 柳　洁 著
_EDITS = frozenset({"编辑", "责编", "责任编辑", "校对", "审核", "监制"})  # behind an author's name, whose is another's
_NO_AUTHOR = re.compile(
    r"^(?:来源|稿源|图|图片|摄影?|制图|供图|绘图|视频|译者|译校|校译|审校|分享到?|打印|字号"
    r"|编者按?|编后[语记]?|编者的话|开栏语|开栏的话|导语)$"
)
_SIGNS_WITHOUT_NAME = re.compile(r"(?:评论员|观察员|编辑部?)$")  # 本报评论员 signs without a name
_NATIONALITY = re.compile(
    r"[（(\[［〔【](?:[\u4e00-\u9fff]{1,8}族|女|[\u4e00-\u9fff]{1,4}(?=[\]］〕】）)][\u4e00-\u9fff－-]+[·•・]))[）)\]］〕】]"
)
_COUNTRY = re.compile(r"(?<=[\u4e00-\u9fff])\s*[（(][\u4e00-\u9fff]{2,5}[）)]")  # 约翰·史密斯（美国）
_COUNTRY_AHEAD = re.compile(
    r"(?:^|(?<=[\s、：]))[\[［〔【][\u4e00-\u9fff]{1,5}[\]］〕】]\s*(?=[\u4e00-\u9fff])"
)  # 〔新加坡〕李光裕
_FOREIGN_NAME = re.compile(  # 〔日〕小田切　彻
    rf"({_COUNTRY_AHEAD.pattern}[\u4e00-\u9fff]{{1,3}})\s([\u4e00-\u9fff]{{1,3}})(?=$|\s|[、，])"
)
_WORKPLACE = re.compile(r"(?<=[\u4e00-\u9fff])\s*[（(](?P<work>[^（）()]{2,60})[）)](?=$|[\s、，,;；])")
_WORK_OF_ALL = re.compile(r"\s[（(][^（）()]+[）)]$")  # 洪　范　柳宗元　（某某大学）
_LEAST_WORK = 4  # characters; what is shorter is a place or another thing
_ROLE = re.compile(  # 沈国强（家长）: as who a reader writes, and no post
    r"[\u4e00-\u9fff]{0,4}(?:家长|社工|[居村市农渔牧]民|读者|网友|业主|[房租]客|租户|乘客|店主|摊主|商[户贩]|车主|农户|工人|老师|[高初中小大]学?生"
    r"|老人|白领|骑手|主妇|保安|保洁)"
)
_WORKS_AS = re.compile(r"^([^，,]{2,16})[，,]\s*(?:系|现为|现任)([^（）()。；]{4,60})$")  # 王小明，系某某大学教授
_TRANSLATOR = re.compile(r"\s+\S{2,14}\s+译$")  # behind 约翰·史密斯　著
_NO_NAMES = re.compile(r"[。！？“”《》—…]|[一二三四五六七八九十]、")
_NO_SURNAMES = frozenset("文图口")  # before a name: 文 王明
_COMMON_WORD = 0.6  # by `commonness`
_LONGEST_NAME = 3  # characters of one that is set wide, or of one with a usual surname
_LEAST_WITH_ROLE = 2  # words
_WIDE_NAME = re.compile(r"(?:^|\s)[\u3400-\u9fff]\s+[\u3400-\u9fff](?:\s|$)")  # 马　奔
_NOTED_NAME = re.compile(  # 孟天广1　张楠2, 孟天广¹：which of the places under them is whose
    r"(?<=[\u4e00-\u9fff])\s?(?:[\d¹²³⁴⁵*＊†①-⑨](?:[,，][\d¹²³⁴⁵*＊†①-⑨])?)(?=\s*$|\s|[、，,])"
)
_FOOTNOTES = re.compile(r"(?:[\d¹²³⁴⁵⁶⁷⁸⁹*＊†①-⑨,，\s]|(?<![A-Za-z])[a-e](?![A-Za-z]))+(?=$|\s|[\u4e00-\u9fff])")
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)  # no part of a name


@dataclass(frozen=True, slots=True)
class ParsedByline:
    """The people and institutions of a line. `odds` are the nats by which its words alone speak for a byline."""

    people: tuple[Person, ...]
    odds: float
    marked: bool = False


def marked_byline(text: str) -> ParsedByline | None:
    """A byline that its mark shows: ■朱旭森, □陈银华　袁梅. Other signs than squares stand before other things too."""
    marked = _MARKED.match(_clean(text))
    if not marked or len(text) > _LONGEST:
        return None
    people = _people(marked.group("names"))
    if not people or (marked.group("mark") not in SQUARES and _odds(people, marked.group("names")) < 0):
        return None
    return ParsedByline(people, _CERTAIN, marked=True)


def _clean(text: str) -> str:
    """A line without what nobody sees, its label's letters together, 作 者：许 诺, and apart from a name whose own are
    not: 记者邱　岚. Of 本报讯（记者　邱岚）, alone on a line, who reports is left.
    """
    line = _NEWS_ALONE.sub(r"\g<who>", _UNSEEN.sub("", text).strip())
    return _PAPER_AHEAD.sub(r"\1", _SPACED_LABEL.sub(r"\1\2", _LABEL_AND_NAME.sub("\\g<0>\u3000", line)))


def bare_byline(text: str) -> ParsedByline | None:
    """What may be a byline without a mark: its words are names throughout. Only its place makes it one."""
    line = _IN_BRACKETS.sub(r"\g<names>", _NOTED_NAME.sub("", _clean(text)))
    line = _OF_PAPER.sub(r"\1\2", line)
    if len(line) > _LONGEST_BARE or _NO_NAMES.search(line) or _is_title_about_somebody(line):
        return None
    names = _behind_misread_mark(line)
    people = _people(names or line)
    return ParsedByline(people, _odds(people, names or line) + _MISREAD_MARK * bool(names)) if people else None


def likely_byline(text: str) -> ParsedByline | None:
    """The same, where its words alone speak for one."""
    byline = bare_byline(text)
    return byline if byline and byline.odds > 0 else None


def _is_title_about_somebody(line: str) -> bool:
    """王小明：扎根山村二十年 is a title; only labels stand before a byline's colon."""
    before = re.match(r"^([^：:]{2,10})[：:]", line)
    words = _SEPARATORS.split(before.group(1)) if before else []
    return before is not None and not any(_LABEL.match(word) or word in _WROTE for word in words)  # 文/图：王小明


def is_workplace(text: str) -> bool:
    """Whether a line is an institution or a post in one, and nothing else: 某某研究院, 某某大学教授; a group signs.

    社区工作者 is a post in any: a subheading may say it.
    """
    if is_post(text):
        return works_at_named(text) and _SEPARATORS.search(text) is None
    return read_name(text) == Person(text, Role.ORGANISATION) and _is_workplace(text, named=False)


def signs_without_name(text: str) -> bool:
    """本报评论员, which is no headline wherever it stands."""
    return bool(re.fullmatch(_REPORTER, text)) and _SIGNS_WITHOUT_NAME.search(text) is not None


def has_misread_mark(text: str) -> bool:
    """Whether a line is names behind what may be a ■ misread: 口王小明."""
    line = _UNSEEN.sub("", text).strip()
    return len(line) <= _LONGEST_BARE and _behind_misread_mark(line) is not None


def _behind_misread_mark(line: str) -> str | None:
    """口王小明 → 王小明; the 日 of 日常 is none."""
    misread = _MISREAD.match(line)
    if not misread or not (is_known_as_name(line[:2]) or misread["names"].startswith("中共")):
        return None
    names = re.sub(rf"\s{misread['mark']}\s*", "、", misread["names"])  # 口王小明 口李文
    people = _people(names)
    sure = (has_surname(person.name) or is_clearly_institution(person.name) for person in people)
    return names if people and all(sure) else None


# Nats, set by hand on the made pages: their bylines against their subheadings and fragments. A line that by its place
# may be either is a byline about as often as its form's nats say.
_CERTAIN = 20.0
_LABELLED = 5.0
_MISREAD_MARK = 1.0
_WITH_SURNAME, _WITHOUT, _A_WORD, _FOUR_CHARACTERS = 1.0, -1.0, -4.0, -1.5
_SET_WIDE = 3.0  # 马　奔: no heading is
_SEVERAL = 2.0
_SURE_INSTITUTION, _PERHAPS_INSTITUTION = 1.0, -4.0


def _odds(people: tuple[Person, ...], line: str) -> float:
    wide = _WIDE_NAME.search(line) is not None
    odds = fmean(_name_odds(person, wide=wide) for person in people)
    others = sum(_is_other_word(person) for person in people)  # 守 护 壮 美 山 水 is a title set wide
    odds += _A_WORD * others if others and wide else _SEVERAL * (len(people) > 1) + _SET_WIDE * wide
    posts = any(is_post(word) for word in _SEPARATORS.split(line))
    works = any(_says_work(person.affiliation or "") for person in people)
    if apart := _GIVEN_APART.search(line):
        odds += _A_WORD * max(commonness(apart["given"]), commonness("".join(apart[0].split())))
    return odds + _LABELLED * (posts or works or is_labelled(line))


def is_labelled(line: str) -> bool:
    """Whether a line of names says that they write: 本报记者 王小明, 文/王小明, 作者：王小明."""
    labels = any(_LABEL.match(word) or word in _WROTE for word in _SEPARATORS.split(line))
    return labels or bool(_ONE_CHARACTER_LABEL.search(line) or _LABEL_AHEAD.match(line))


def _name_odds(person: Person, *, wide: bool) -> float:
    """Nats of a name; one that is a word too, 高　峰, is a name where it is set wide."""
    name = person.name
    if person.role is Role.ORGANISATION:
        return _SURE_INSTITUTION if is_clearly_institution(name) else _PERHAPS_INSTITUTION
    if not is_known_as_name(name) and not (wide and has_surname(name)):
        return _A_WORD * commonness(name) if has_surname(name) else _A_WORD
    if has_surname(name):
        return _WITH_SURNAME
    return _WITHOUT + _FOUR_CHARACTERS * (len(name) == 4)


def behind_label(text: str) -> str:
    """王小明 of 本报记者 王小明 and of 本报记者王小明; any other text as it is."""
    return re.sub(rf"^{_REPORTER}(?:\s+(?=\S)|(?=[\u4e00-\u9fff]{{2,4}}$))", "", text)


def names_in_byline(text: str) -> tuple[str, ...]:
    """The names of a marked byline, or () where the line is none."""
    byline = marked_byline(text)
    return tuple(person.name for person in byline.people) if byline else ()


def names_in_bare_byline(text: str) -> tuple[str, ...]:
    """The names of a line without a mark, each of them a person's with a known surname; footnote marks are left out."""
    byline = bare_byline(_FOOTNOTES.sub(lambda found: " " if found.group().isspace() else "、", text))
    if not byline or any(not has_surname(person.name) or person.role is Role.ORGANISATION for person in byline.people):
        return ()
    return tuple(person.name for person in byline.people)


def is_latin_byline(text: str) -> bool:
    """Caihui Bai; Li Wei, Zhang San: capitalised Latin words only, two or more."""
    words = re.findall(r"[^\s,，、;；\d*]+", text)
    return 2 <= len(words) <= 24 and len(text) < 120 and all(re.match(r"^[A-Z][A-Za-z.’'-]*$", word) for word in words)


def _who_was_sent(found: re.Match[str]) -> str:
    """Who reports, without the place; 张敏报道 may be a second one's name."""
    place = found["place"] or ""
    named = place.startswith(_COMMON_SURNAMES) and is_likely_name(place) and not is_place(place)  # 安平 is a county
    return f"{found['who']} {place}" if named else found["who"]


def _apart(found: re.Match[str]) -> str:
    """记者 李铮 王飞 of 记者李铮王飞, where the names part in one way with usual surnames, or beside a second label in
    one way at all; else as it is: 记者于都探红军路.
    """
    ways = [way for way in _ways(found[2]) if all(map(is_likely_name, way))]
    usual = [way for way in ways if all(name.startswith(_COMMON_SURNAMES) for name in way)]
    ways = ways if len(re.findall(_SENDS, found.string)) > 1 else [way for way in ways if len(way) == 1]
    way = next((few[0] for few in (usual, ways) if len(few) == 1), None)
    return f"{found[1]} {' '.join(way)} " if way else found[0]


def _ways(run: str) -> list[list[str]]:
    """The ways to part a run of characters into twos and threes."""
    ways = [[run]] if len(run) in {2, 3} else []
    return ways + [[run[:at], *rest] for at in (2, 3) if len(run) - at > 1 for rest in _ways(run[at:])]


def _people(text: str) -> tuple[Person, ...]:
    """Everyone a line names, or () where any of its words is neither a name nor a label."""
    if _JOINT_GROUP.fullmatch(text):  # 某某市委改革办、某某学院联合课题组 is one author
        return (Person(text, Role.ORGANISATION),)
    text = _RUN_ON.sub(_apart, text).strip() if _RUN_ON.match(text) else text
    text = _FOREIGN_NAME.sub(r"\1\2", _BEHIND_WORK.sub("", _TRANSLATOR.sub("", _SENT_FROM.sub(_who_was_sent, text))))
    foreign = {text[found.end() :].split("、")[0].split()[0] for found in _COUNTRY_AHEAD.finditer(text)}
    text = _COUNTRY_AHEAD.sub("", _WORKS_AS.sub(r"\1（\2）", _join_set_alike(_SPACED_NAME.sub(r"\1\2\3", text))))
    works = {_name_before(text, found.start()): found.group("work") for found in _WORKPLACE.finditer(text)}
    works = {name: work for name, work in works.items() if len(name) <= 4}  # 党校（行政学院） is one institution
    shared = next(iter(works.values()), None) if len(works) == 1 and _WORK_OF_ALL.search(text) else None
    works = {name: work for name, work in works.items() if len(work) >= _LEAST_WORK or _says_who(work)}
    for work in works.values():
        text = re.sub(rf"[（(]{re.escape(work)}[）)]", " ", text)
    sure = foreign | {_name_before(text, found.start()) for found in _NATIONALITY.finditer(text)}  # 扎西次仁（藏族）
    text = _REPORTED_BEHIND.sub(r" \1", _NATIONALITY.sub("", text))
    if len(_ROLES_BEHIND.findall(text)) > 1:  # 许诺/文 田原/图
        text = _ROLES_BEHIND.sub(r" \1 ", text)
    text = _ONE_CHARACTER_LABEL.sub(" 作者 ", text)
    text = _COUNTRY.sub(
        lambda found: "" if re.search("[·•・]", _name_before(text, found.start())) else found.group(), text
    )
    wide = _WIDE_NAME.search(text) is not None
    words = _names_only(_without_roles([word for word in _SEPARATORS.split(text) if word]))
    names, posts = _without_posts(_join_spaced_names(words), wide=wide)
    people = [Person(word) if word in sure else read_name(word) for word in names]
    if not people or any(person is None or (posts and _is_other_word(person)) for person in people):
        return ()
    works |= posts
    return tuple(replace(person, affiliation=works.get(person.name, shared)) for person in people if person)


def _is_other_word(person: Person) -> bool:
    """致敬 of 致敬　乡村教师, and four characters: beside a post only what may be a name is one."""
    name = person.name
    if person.role is Role.ORGANISATION or has_surname(name):
        return False
    return len(name) > _LONGEST_NAME or not is_known_as_name(name)


def _says_work(affiliation: str) -> bool:
    return is_post(affiliation) or is_clearly_institution(affiliation) or _ROLE.fullmatch(affiliation) is not None


def _says_who(words: str) -> bool:
    """Whether few characters in brackets behind a name say where somebody lives, or as who he writes."""
    return is_place(words) or is_post(words) or _ROLE.fullmatch(words) is not None


def _without_roles(words: list[str]) -> list[str]:
    """The names of those who wrote, where what each did stands behind the names: 许诺　文　田原　图."""
    if len(words) < _LEAST_WITH_ROLE or words[-1] not in _WROTE | _PICTURED or len(words[-2]) == 1:
        return words
    kept: list[str] = []
    names: list[str] = []
    for word in words:
        if word in _WROTE:
            kept += names
        if word in _WROTE | _PICTURED:
            names = []
        else:
            names.append(word)
    return kept or words  # who drew, alone under a title, signs


def _without_posts(words: list[str], *, wide: bool) -> tuple[list[str], dict[str, str]]:
    """The words that are names, and what stands before them (某某大学教授, a reader's 江北区), or else behind.

    A reporter, before whom "" stands, has nobody's post.
    """
    role_ahead = len(words) > 3 and is_post(words[0]) and not is_clearly_institution(words[0])
    if role_ahead and is_clearly_institution(words[-1]):  # 学生记者　王小明　物理学院　李文　文学院
        return _without_posts(words[1:], wide=wide)
    posted = _posts_among(words, wide=wide)
    ahead = bool(words) and 0 in posted
    names: list[str] = []
    posts: dict[str, str] = {}
    post: str | None = None
    after_post = False
    for place, word in enumerate(words):
        if not word:
            post = None
        elif place not in posted:
            names.append(word)
            posts |= {word: post} if post else {}
        elif ahead:
            post = f"{post}、{word}" if post and after_post else word
        elif names:
            posts[names[-1]] = f"{posts[names[-1]]}、{word}" if after_post else word
        after_post = place in posted
    return names, posts


def _posts_among(words: list[str], *, wide: bool) -> set[int]:
    """The places of the words that say what or where somebody is. What ends as no post may be one beside a name."""
    named = any(is_likely_name(word) and not is_place(word) for word in words)
    reader = len(words) > 1 and (names_district(words[0]) or (named and names_readers(words[0])))
    works = bool(words) and _is_workplace(words[0], named=named) and not all(map(is_clearly_institution, words))
    works = works or (named and read_name(words[0]) == Person(words[0]))  # 许诺，陕西省艺术研究院
    posted = {
        place for place, word in enumerate(words) if is_post(word) or (works and _is_workplace(word, named=named))
    }
    posted |= {0} if reader else set()
    if 0 in posted:  # 学生记者　王小明　物理学院　李文: what stands between two names says where the next one works
        between = (place for place in range(1, len(words) - 1) if is_clearly_institution(words[place]))
        posted |= {
            place for place in between if _is_workplace(words[place], named=named) and _is_name(words, place + 1)
        }
    unknown = [place for place, word in enumerate(words) if word and place not in posted and not read_name(word)]
    if named and len(unknown) == 1 and may_be_post(words[unknown[0]], sure=wide):
        posted.add(unknown[0])
    return posted


def _is_name(words: list[str], place: int) -> bool:
    return read_name(words[place]) == Person(words[place]) and not is_post(words[place])


def _is_workplace(word: str, *, named: bool) -> bool:
    """Of 某某大学　王小明; a group that writes, 某某课题组　王小明, is an author too.

    What only may be an institution (龙华医院) is one beside a sure name.
    """
    if word.endswith(("组", "评论部", "编辑部")) or (read_name(word) == Person(word) and has_surname(word)):
        return False
    may_be = named and may_be_post(word, sure=False) and read_name(word) == Person(word, Role.ORGANISATION)
    return is_clearly_institution(word) or may_be


def _name_before(text: str, end: int) -> str:
    return _SEPARATORS.split(text[:end])[-1]


def _names_only(words: list[str]) -> list[str]:
    """The words without labels, and without who took the pictures or translated; 本报评论员 alone is who signs."""
    names: list[str] = []
    others = False
    for number, word in enumerate(words):
        label = _LABEL.match(word) if not (names and word in _EDITS) else None
        if label or _NO_AUTHOR.match(word) or (names and word in _EDITS):
            others = not label
            if label and _SIGNS_WITHOUT_NAME.search(word) and number + 1 == len(words):
                names.append(word)
            elif label and names and _REPORTS.fullmatch(word):
                names.append("")
        elif not others and not (word == "等" and names):
            names.append(_LABEL_AHEAD.sub("", word))
    return names


def _singles_at_end(words: list[str]) -> int:
    return len(list(takewhile(lambda word: len(word) == 1, reversed(words))))


def _join_set_alike(text: str) -> str:
    """蒙韦　黄海波　罗燕 of 蒙　　韦　黄　海　波　罗　　燕: of two characters one is set as wide as of three."""
    joined = _SET_AS_THREE.sub(r"\1\2", text)
    if joined == text or not _SET_ALIKE.fullmatch(joined):
        return text
    names = _OF_THREE.sub(r"\1\2\3", joined)
    return names if all(map(has_surname, names.split())) else text


def _is_given(surname: str, word: str) -> bool:
    """Whether two characters are a given name behind this surname; 高 增长 and 文 王明 are none."""
    is_name = len(word) == 2 and surname not in _NO_SURNAMES and has_surname(surname + word)
    return is_name and max(commonness(word), commonness(surname + word)) < _COMMON_WORD


def _must_be_given(words: list[str], place: int) -> bool:
    """荣　新疆 by itself or behind a post: a surname alone is no name. By its place it may be none of a byline."""
    surname, word = words[place - 1], words[place]
    alone = place + 1 == len(words) and (place == 1 or is_post(words[place - 2]))
    return alone and len(word) == len("新疆") and surname not in _NO_SURNAMES and has_surname(surname + word)


def _join_spaced_names(words: list[str]) -> list[str]:
    """王　希 is one name, spread to the width of three characters, and so are 欧阳　淞 and 欧　阳　淞."""
    joined: list[str] = []
    for place, word in enumerate(words):
        single = len(word) == 1 and "\u3400" <= word <= "\u9fff"
        waiting = joined and (len(joined[-1]) == 1 or is_double_surname(joined[-1]))
        last_of_three = single and place + 1 == len(words) and _singles_at_end(words) == _LONGEST_NAME  # 蒙　启　鹏
        given = waiting and (_is_given(joined[-1], word) or _must_be_given(words, place))  # 司马　光远, 王 小明
        if (single and (waiting or last_of_three)) or given:
            joined[-1] += word
        else:
            joined.append(word)
    return joined
