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
    is_place,
    names_district,
    read_name,
)
from articles.parsing.types import Person, Role

SQUARES = "■□◼◻▪▫▇█▆"
_SIGNS = "◆◇●○◎◉⊙▲△▼▽★☆▌▍▎▏┃"
_MARKED = re.compile(rf"^(?P<mark>[{SQUARES}{_SIGNS}])+\s*(?P<names>\S.*)$")
_MISREAD = re.compile(r"^(?P<mark>[口日囗])\s*(?P<names>\S.*)$")  # ■ as some engines read it
_LONGEST, _LONGEST_BARE = 80, 60
_SEPARATORS = re.compile(
    rf"(?:[、，,;；/／：:|｜丨{SQUARES}{_SIGNS}]|(?<![A-Za-z.])\s|\s(?![A-Z]))+"
)  # Maria Silva is one word
_REPORTER = (
    r"(?:本报|本刊|本网|本社|本台|[\u4e00-\u9fff]{1,8}(?:日报|晚报|时报|早报|商报|周报|网|社|电视台|杂志))?(?:驻[\u4e00-\u9fff]{2,6})?"
    r"(?:特约|首席|见习|实习|高级|特派|主任|全媒体)*(?:记者|通讯员|实习生|评论员|观察员|撰稿人?|编辑)"
)
_LABEL = re.compile(
    rf"^(?:{_REPORTER}|(?:本文)?作者|执笔人?|撰文|撰写|著|编著|主笔|主讲|演讲|授课|口述|讲述|整理|采访|采写|采访整理|供稿|编译|翻译|原创)(?:者|人)?$"
)
_LABEL_AHEAD = re.compile(rf"^{_REPORTER}(?=[\u4e00-\u9fff]{{2,4}}$)")
_ONE_CHARACTER_LABEL = re.compile(
    r"(?:^|(?<=\s))[文译](?:\s*[/／]\s*图)?\s*[/／：:|｜丨]\s*|\s*[/／]\s*[文图]\s*$|\s+文\s*[/／]\s*图\s*$"
)
# 罗 小 川 beside 胡  蝶: the gaps within a name are narrower than those around it.
_SPACED_NAME = re.compile(
    r"(?<![^\s、，])(?:(?<!\S\s)|(?<=\u3000)(?=\S \S \S))([\u3400-\u9fff])\s([\u3400-\u9fff])\s([\u3400-\u9fff])"
    r"(?=$|[、，]|\s{2}|(?<=\S \S \S)\u3000)"
)
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
_WORKPLACE = re.compile(r"(?<=[\u4e00-\u9fff])[（(](?P<work>[^（）()]{2,60})[）)](?=$|[\s、，,;；])")
_LEAST_WORK = 4  # characters; what is shorter is a place or another thing
_WORKS_AS = re.compile(r"^([^，,]{2,16})[，,]\s*(?:系|现为|现任)([^（）()。；]{4,60})$")  # 王小明，系某某大学教授
_TRANSLATOR = re.compile(r"\s+\S{2,14}\s+译$")  # behind 约翰·史密斯　著
_NO_NAMES = re.compile(r"[。！？“”《》—…]|[一二三四五六七八九十]、")
_POST = re.compile(
    r"(?:教授|研究员|讲师|博士生?|博士后|院士|院长|校长|[省市县区镇乡]长|所长|主任|书记|委员|主席|会长|秘书长|[局处厅部科]长|编审|编辑|记者"
    r"|导师|带头人|工程师|经理|[董理]事长?|馆长|专家|学者|律师|法官|检察官|评论家|作家|医师|教师)$"
)
_NO_SURNAMES = frozenset("文图口")  # before a name: 文 王明
_COMMON_WORD = 0.6  # by `commonness`
_LONGEST_NAME = 3  # characters of one that is set wide
_SHORTEST_POST = 5  # characters
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
    marked = _MARKED.match(_UNSEEN.sub("", text))
    if not marked or len(text) > _LONGEST:
        return None
    people = _people(marked.group("names"))
    if not people or (marked.group("mark") not in SQUARES and _odds(people, marked.group("names")) < 0):
        return None
    return ParsedByline(people, _CERTAIN, marked=True)


def bare_byline(text: str) -> ParsedByline | None:
    """What may be a byline without a mark: its words are names throughout. Only its place makes it one."""
    line = _NOTED_NAME.sub("", _UNSEEN.sub("", text).strip())
    if len(line) > _LONGEST_BARE or _NO_NAMES.search(line) or _is_title_about_somebody(line):
        return None
    names = _behind_misread_mark(line)
    people = _people(names or line)
    return ParsedByline(people, _odds(people, names or line) + _MISREAD_MARK * bool(names)) if people else None


def _is_title_about_somebody(line: str) -> bool:
    """王小明：扎根山村二十年 is a title; only labels stand before a byline's colon."""
    before = re.match(r"^([^：:]{2,10})[：:]", line)
    return before is not None and not any(_LABEL.match(word) for word in _SEPARATORS.split(before.group(1)))


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
    if not misread or not is_known_as_name(line[:2]):
        return None
    names = re.sub(rf"\s{misread['mark']}\s*", "、", misread["names"])  # 口王小明 口李文
    people = _people(names)
    return names if people and all(has_surname(person.name) for person in people) else None


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
    wide = re.search(r"(?:^|\s)[\u3400-\u9fff]\s+[\u3400-\u9fff](?:\s|$)", line) is not None
    odds = fmean(_name_odds(person, wide=wide) for person in people) + _SEVERAL * (len(people) > 1) + _SET_WIDE * wide
    labelled = any(
        _LABEL.match(word) or _is_post(word) for word in _SEPARATORS.split(line)
    ) or _ONE_CHARACTER_LABEL.search(line)
    return odds + _LABELLED * bool(labelled or _LABEL_AHEAD.match(line))


def _name_odds(person: Person, *, wide: bool) -> float:
    """Nats of a name; one that is a word too, 高　峰, is a name where it is set wide."""
    name = person.name
    if person.role is Role.ORGANISATION:
        return _SURE_INSTITUTION if is_clearly_institution(name) else _PERHAPS_INSTITUTION
    if not wide and not is_known_as_name(name):
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


def _people(text: str) -> tuple[Person, ...]:
    """Everyone a line names, or () where any of its words is neither a name nor a label."""
    text = _FOREIGN_NAME.sub(r"\1\2", _BEHIND_WORK.sub("", _TRANSLATOR.sub("", text)))
    foreign = {text[found.end() :].split("、")[0].split()[0] for found in _COUNTRY_AHEAD.finditer(text)}
    text = _COUNTRY_AHEAD.sub("", _WORKS_AS.sub(r"\1（\2）", _SPACED_NAME.sub(r"\1\2\3", text)))
    works = {_name_before(text, found.start()): found.group("work") for found in _WORKPLACE.finditer(text)}
    works = {name: work for name, work in works.items() if len(name) <= 4}  # 党校（行政学院） is one institution
    works = {name: work for name, work in works.items() if len(work) >= _LEAST_WORK or is_place(work)}
    for work in works.values():
        text = re.sub(rf"[（(]{re.escape(work)}[）)]", " ", text)
    sure = foreign | {_name_before(text, found.start()) for found in _NATIONALITY.finditer(text)}  # 扎西次仁（藏族）
    text = _ONE_CHARACTER_LABEL.sub(" 作者 ", _NATIONALITY.sub("", text))
    text = _COUNTRY.sub(
        lambda found: "" if re.search("[·•・]", _name_before(text, found.start())) else found.group(), text
    )
    words = _names_only([word for word in _SEPARATORS.split(text) if word])
    names, posts = _without_posts(_join_spaced_names(words))
    people = [Person(word) if word in sure else read_name(word) for word in names]
    if not people or any(person is None for person in people):
        return ()
    works |= posts
    return tuple(replace(person, affiliation=works.get(person.name)) for person in people if person)


def _is_post(word: str) -> bool:
    """某某大学教授, and what is a post and nothing else: the 董事长 of 某某公司党委书记、董事长."""
    return (len(word) >= _SHORTEST_POST and _POST.search(word) is not None) or _POST.fullmatch(word) is not None


def _without_posts(words: list[str]) -> tuple[list[str], dict[str, str]]:
    """The words that are names, and what stands before them (某某大学教授, a reader's 江北区), or else behind."""
    names: list[str] = []
    posts: dict[str, str] = {}
    reader = len(words) > 1 and names_district(words[0])
    works = bool(words) and _is_workplace(words[0]) and not all(map(is_clearly_institution, words))
    ahead = bool(words) and (_is_post(words[0]) or reader or works)
    post: str | None = None
    after_post = False
    for word in words:
        is_post = _is_post(word) or (reader and word is words[0]) or (works and _is_workplace(word))
        if not is_post:
            names.append(word)
            posts |= {word: post} if post else {}
        elif ahead:
            post = f"{post}、{word}" if post and after_post else word
        elif names:
            posts[names[-1]] = f"{posts[names[-1]]}、{word}" if after_post else word
        after_post = is_post
    return names, posts


def _is_workplace(word: str) -> bool:
    """Of 某某大学　王小明; a group that writes, 某某课题组　王小明, is an author too."""
    return is_clearly_institution(word) and not word.endswith(("组", "评论部", "编辑部"))


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
        elif not others and not (word == "等" and names):
            names.append(_LABEL_AHEAD.sub("", word))
    return names


def _singles_at_end(words: list[str]) -> int:
    return len(list(takewhile(lambda word: len(word) == 1, reversed(words))))


def _is_given(surname: str, word: str) -> bool:
    """Whether two characters are a given name behind this surname; 高 增长 and 文 王明 are none."""
    is_name = len(word) == 2 and surname not in _NO_SURNAMES and has_surname(surname + word)
    return is_name and max(commonness(word), commonness(surname + word)) < _COMMON_WORD


def _join_spaced_names(words: list[str]) -> list[str]:
    """王　希 is one name, spread to the width of three characters, and so are 欧阳　淞 and 欧　阳　淞."""
    joined: list[str] = []
    for place, word in enumerate(words):
        single = len(word) == 1 and "\u3400" <= word <= "\u9fff"
        waiting = joined and (len(joined[-1]) == 1 or is_double_surname(joined[-1]))
        last_of_three = single and place + 1 == len(words) and _singles_at_end(words) == _LONGEST_NAME  # 蒙　启　鹏
        given = waiting and _is_given(joined[-1], word)  # 司马　光远, 王 小明
        if (single and (waiting or last_of_three)) or given:
            joined[-1] += word
        else:
            joined.append(word)
    return joined
