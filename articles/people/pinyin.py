"""Names as people type and sort them: pinyin, initials, and the short names that stand in addresses. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.seg.mmseg import seg

# The library has no mode for names. Surnames that it reads otherwise, as 现代汉语词典 has them; where one has several
# readings the commoner is first, and the plain reading stands last where people type it as well.
_SURNAMES = {
    "万俟": "mo qi", "乐": "yue|le", "乐正": "yue zheng", "乜": "nie", "仇": "qiu", "佴": "nai", "冼": "xian",
    "别": "bie", "区": "ou", "单": "shan|dan", "单于": "chan yu", "卜": "bu", "句": "gou", "召": "shao|zhao",
    "员": "yun|yuan", "夹谷": "jia gu", "尉迟": "yu chi", "幺": "yao", "么": "yao", "折": "she|zhe", "曾": "zeng",
    "朴": "piao|pu", "查": "zha|cha", "柏": "bai|bo", "洗": "xian", "澹台": "tan tai", "牟": "mou|mu", "盖": "ge|gai",
    "祭": "zhai|ji", "种": "chong|zhong", "秘": "bi|mi", "繁": "po|fan", "缪": "miao", "翟": "zhai|di", "能": "nai",
    "莘": "shen|xin", "薄": "bo", "覃": "qin|tan", "解": "xie", "谌": "chen|shen", "贲": "ben|bi", "贠": "yun",
    "逄": "pang", "郇": "xun|huan", "郗": "xi|chi", "都": "du", "重": "chong", "长孙": "zhang sun", "阚": "kan",
    "隗": "wei|kui", "藏": "zang", "黑": "he|hei", "子车": "zi ju",
}  # fmt: skip
# 阿卜杜拉: it reads 卜 as in 萝卜. As `load_phrases_dict` does it, which learns all its phrases once more.
PHRASES_DICT["阿卜"] = [["ā"], ["bǔ"]]
seg.train(iter(["阿卜"]))
_LETTERS = re.compile(r"[a-z0-9]+")
_NOT_IN_ADDRESSES = re.compile(r"[^a-z0-9\u3400-\u9fff]+")


def pinyin(text: str) -> str:
    """The sounds of a text in one lower-case run, Latin letters and digits kept: 朱旭森 → zhuxusen."""
    return "".join(_syllables(text))


def person_pinyin(name: str, sounds: str = "") -> tuple[str, str]:
    """A person's pinyin and initials: 曾国藩 → ("zengguofan", "zgf"); by `sounds`, where they are said by hand.

    Surnames are read as surnames; one of several readings gives them all, the commonest first, divided by spaces:
    覃辉 → ("qinhui tanhui", "qh th").
    """
    said = [reading.replace("ü", "v").replace("'", " ").split() for reading in re.split("[;；]", sounds)]
    readings = list(filter(None, said)) or list(_readings(name))
    spelled = dict.fromkeys("".join(syllables) for syllables in readings)
    return " ".join(spelled), " ".join(dict.fromkeys(map(_initials, readings)))


def _readings(name: str) -> Iterator[list[str]]:
    """The syllables of a name, once for each reading of its surname."""
    for length in (2, 1):
        surnames = _SURNAMES.get(name[:length])
        if surnames and len(name) > length:
            yield from (surname.split() + _syllables(name[length:]) for surname in surnames.split("|"))
            return
    yield _syllables(name)


def slug(name: str, taken: Iterable[str] = ()) -> str:
    """A short name for an address, from the pinyin, unlike all those taken: 智库圆桌 → zhikuyuanzhuo."""
    base = _NOT_IN_ADDRESSES.sub("-", pinyin(name)).strip("-")[:60] or "x"
    others = set(taken)
    candidate, number = base, 2
    while candidate in others:
        candidate, number = f"{base}-{number}", number + 1
    return candidate


def _syllables(text: str) -> list[str]:
    """The sound of each character, and each run of Latin letters or digits; other characters have none."""
    sounds = lazy_pinyin(text.lower(), style=Style.NORMAL, errors="default")
    return [run for sound in sounds for run in _LETTERS.findall(sound)]


def _initials(syllables: list[str]) -> str:
    return "".join(syllable[0] for syllable in syllables)
