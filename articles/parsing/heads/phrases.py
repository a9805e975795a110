"""Whether a head's line cannot stand alone and goes on in the next: 让城市更新｜更有温度, 城市更新｜要留住人."""

from __future__ import annotations

import re

from articles.parsing.dictionary import lexicon
from articles.parsing.evidence.topics import words_of

_SAYS_OF_IT = re.compile(  # what stands over it; few titles begin so
    r"(?:要|也|还|都|才|就|不|是|需|须|关键在|重在|贵在|难在|在于|离不开|何以|缘何|如何|怎样|怎么|为何|为什么|能否|呼唤|考验|亟|有待"
    r"|从[\u4e00-\u9fff]{1,6}[起做])"
)
_LONGEST_SUBJECT, _LONGEST_OPENING = 8, 12  # characters
_OPENS = re.compile(r"(?!用[好活足心])[以让把将用为](?=[\u4e00-\u9fff]{4})")
_BETWEEN_WORDS = re.compile("[更大小新老旧好真高低多少一二三四五六七八九十两几每各全的之和与]*")
_PLACE = re.compile("在(?![\u4e00-\u9fff]*的)[\u4e00-\u9fff]{3,8}[中里上下]")
_GOES_THERE = re.compile("走[进近入]|探访|寻访|走访|重访|探寻")
_PIECE_OF_WORK = re.compile("一[位个座群条名本].*|.*(?:日记|手记|札记|笔记|纪事|侧记|影像志|家书|群像)")
_NAMES_COLUMN = re.compile(
    "(?:专栏|周刊|论坛|笔谈|圆桌|时评|快评|短评|讲堂|论苑|论丛|书评|漫谈|杂谈|纵横|随笔|沙龙|走笔)$"
)
_WANTS_OBJECT = re.compile(
    "(?:培育|打造|构建|推动|推进|促进|提升|激活|引领|赋能|撬动|带动|助力|擦亮|守护|点亮|破解|厚植|夯实|筑牢)$|^以[^、，为]{2,6}(?<!引领)(?<!赋能)护航$"
)
_TAKEN_AS = re.compile("以(?=.{4})[^、，。：为]{1,8}为[^、，。：为]{1,6}")  # 以县域为支点; 以案为鉴 names a column
_IN_SERVICE = re.compile(".*为.*(?:护航|赋能|助力)$")  # 为乡村振兴赋能 lacks nothing
_WANTS_NOUN = re.compile(
    "^(?:加快|推进)?(?:建设|打造|构建|建成|营造)[\u4e00-\u9fff]{0,6}(?:[^变转]化|[类新小大]型|级)$"
)  # 建设全国一体化
_SAYS_ENOUGH = re.compile(  # 渔家的新账本, 麦收比往年早五天, but not 算力体系的路径选择
    "比|的(?!.*(?:路径|抓手|选择|探索|实践|思考|逻辑|关键|方向|对策|策略|机制|经验|启示|意义|内涵|要求)$)"
)
_COUNTS = re.compile("^(?:[全我][国省市县]|[\u4e00-\u9fff]{2,3}[省市县])?(?:首|第[一二三四五]|新一)批")
_DONE = re.compile(
    "(?:启动|上线|落地|投[用产]|入选|开[工业行通]|亮相|揭牌|签约|获批|通[车过]|完成|发布|公布|出炉|揭晓|来了|出发|抵达|毕业)$"
)
_LISTED = re.compile("[\u4e00-\u9fff]{0,6}(?:清单|名单|目录|榜单|案例|成果|标准)(?:正式|今日)?(?:发布|公布|出炉|揭晓)$")
_NUMBER = r"(?:[二三四五六七八九十百千万两\d]|(?<=[十百千万])[一零])+"
_MEASURE = "[万余多]?[盏名位个座条张所辆间处株棵家台项户套支只]"
_COUNTED = re.compile(  # 百家讲坛 counts nothing
    rf"(?P<whose>[\u4e00-\u9fff]{{0,6}}?)(?![百千万]{_MEASURE}){_NUMBER}{_MEASURE}(?P<what>[\u4e00-\u9fff]{{1,4}})(?<![里中上下])"
)
_AT_ONCE = re.compile("一夜|昨[夜晚]|今[日天晚年]|年内|全部|陆续|提前")
_ADDS = re.compile("(?:[新再又]增|增[设添]|[新再又喜]添|迎来|建成|种下)$")  # 南苑新增 over 六百个停车位
_SMALL_AND_BIG = re.compile("“[小微细巧一老旧软][^”]{1,4}”“[大新强好高活硬][^”]{1,4}”")
_QUOTED = re.compile("“[^”]{2,5}”")  # 以“小切口”撬动科技体制 over “大变革”
_NOUNS = frozenset({"n", "nz", "ns", "nt", "nr", "nrt", "l", "b", "s", "t", "a", "m"})


def goes_on(line: str, below: str, *, told: bool) -> bool:
    """Whether the line is a part of a phrase that the one below ends.

    `told`: the page's text speaks of what the line says, as it does of no column's name; then it is a subject.
    """
    if _NAMES_COLUMN.search(line):
        return False
    if told and len(line) <= _LONGEST_SUBJECT and _SAYS_OF_IT.match(below):
        return True
    if lacks_number(line, below) or _answers(line, below):
        return True
    if _COUNTS.match(line) and not _tells_deed(line) and _LISTED.fullmatch(below):
        return True  # 首批“最美河湖” over 名单公布
    return len(line) <= _LONGEST_OPENING and (
        _lacks_verb(line, below) or _is_counted(line, below) or _lacks_object(line, below) or _is_place(line, below)
    )


def _tells_deed(line: str) -> bool:
    """首批智能公交驶入山乡: a verb, but in quotation marks."""
    words = words_of(re.sub("“[^”]*”", "", line))
    return bool(_DONE.search(line)) or any(lexicon().word_class(word)[:1] == "v" for word in words)


def lacks_number(line: str, below: str) -> bool:
    """南苑新增 over 六百个停车位, which is no column's name."""
    return len(line) <= _LONGEST_OPENING and bool(_ADDS.search(line) and re.match(_NUMBER + _MEASURE, below))


def _answers(line: str, below: str) -> bool:
    """Whether a line is only a quotation, as long as the one of the line above, which says by what means."""
    means = _QUOTED.findall(line) if _OPENS.match(re.sub("[“”]", "", line)) else []
    if len(means) != 1 or not _QUOTED.fullmatch(below) or abs(len(means[0]) - len(below)) > 1:
        return False
    needed = _WANTS_OBJECT.search(line) or line.endswith(("织密", "织牢"))
    return bool(needed or _SMALL_AND_BIG.fullmatch(means[0] + below)) and not line.endswith(("”", "，"))


def _is_counted(line: str, below: str) -> bool:
    """Whether who or what does something is counted, 三百盏路灯, over what is done: 点亮城南回家路."""
    counted = _COUNTED.fullmatch(line)
    if not counted or _GOES_THERE.match(below) or below.startswith("回到"):  # 八位校长 is a column there
        return False
    nouns = all(lexicon().word_class(word) in _NOUNS for word in words_of(counted["whose"]))
    thing = _first_class(counted["what"]) in _NOUNS
    return nouns and thing and _first_class(_AT_ONCE.sub("", below, count=1)) == "v"


def _lacks_verb(line: str, below: str) -> bool:
    """让更多青年, 以钉钉子精神: no verb behind what asks for one, nor a title that has none: 一位村官的日记.

    以人为本 is a word.
    """
    if not _OPENS.match(line) or lexicon().count(line) or _names_work(below):
        return False
    words, rest = words_of(line[1:]), line[1:]
    for word in words:
        rest = rest.replace(word, "", 1)
    nouns = all(lexicon().word_class(word) in _NOUNS for word in words)
    return bool(words) and nouns and line.endswith(words[-1]) and bool(_BETWEEN_WORDS.fullmatch(rest))


def _lacks_object(line: str, below: str) -> bool:
    """以城市更新提升 over 群众获得感, 建设全国一体化 over 算力体系."""
    if ("比" in below and line.endswith("护航")) or (line.endswith("化") and _SAYS_ENOUGH.search(below)):
        return False
    lacks = _OPENS.match(line) and _WANTS_OBJECT.search(line) and not _IN_SERVICE.match(line)
    if _WANTS_NOUN.search(line) and not _first_class(below):  # 算力 is newer than the dictionary
        return "的" in below and not (_SAYS_OF_IT.match(below) or re.match("[以让把将用为从在对]", below))
    return bool(lacks or _WANTS_NOUN.search(line)) and _first_class(below) in _NOUNS


def _is_place(line: str, below: str) -> bool:
    """在守正创新中, or 以县域为支点, over what is done so; 在希望的田野上 over 走进云溪村 is a column."""
    as_what = _TAKEN_AS.fullmatch(line) is not None
    done = _first_class(below) in ({"v", "vn", "d", "a"} if as_what else {"v", "d"}) and not _GOES_THERE.match(below)
    return done and (as_what or _PLACE.fullmatch(line) is not None)


def _names_work(text: str) -> bool:
    return _PIECE_OF_WORK.fullmatch(text) is not None and _first_class(text) not in {"v", "d", "p"}


def _first_class(text: str) -> str:
    words = words_of(text)
    return lexicon().word_class(words[0]) if words and text.startswith(words[0]) else ""
