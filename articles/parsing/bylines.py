"""Who wrote it: the line of names under a title."""

from __future__ import annotations

import re

_BYLINE_MARKS = "■□◆◇●○▲△▼▽★☆◼◻▪▫"
_MARKED = re.compile(rf"^[{_BYLINE_MARKS}]+\s*(?P<names>\S.*)$")
_SEPARATORS = re.compile(r"[\s、，,;；/／]+")
_ROLE_WORDS = re.compile(
    r"^(?:(?:本报|本刊|特约|首席|见习|实习)*(?:记者|通讯员|评论员|撰稿人?|编辑)|(?:作者|执笔|撰文|文)(?=[：:/／]))[：:/／\s]*"
)
_HAN_NAME = re.compile(r"^[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}$")
_LONG_NAME = re.compile(r"^[\u3400-\u9fff]{1,8}(?:[·•‧∙⋅・･．.․][\u3400-\u9fff]{1,8})+$")  # 阿不都热合曼·艾力
_LATIN_NAME = re.compile(r"^[A-Z][A-Za-z.’'-]*$")
_GROUP = re.compile(r"^[\u4e00-\u9fff“”]{2,24}(?:课题组|调研组|研究组|编辑部|研究中心|研究院|党校|评论员)$")
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)  # no part of a name
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇"
    "栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲台丛鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩"
    "桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越夔"
    "隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公闫肖仉覃付涂代佟晋岳帅缑亢况有琴商牟佘伯赏"
    "墨哈谯笪年爱阳"
)
_DOUBLE_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
    "端木",
    "南宫",
)


def names_in_byline(text: str) -> tuple[str, ...]:
    """The names of a marked byline (■朱旭森, □陈银华　袁梅), or () where the line is none."""
    marked = _MARKED.match(_UNSEEN.sub("", text))
    if not marked or len(text) > 60:
        return ()
    return _names(marked.group("names"))


def names_in_bare_byline(text: str) -> tuple[str, ...]:
    """The names of a line without a mark: every word must look like a person's full name.

    Only its place, under a title, makes such a line a byline; the caller knows the place.
    """
    if len(text) > 40 or re.search(r"[。！？：:“”《》]", text):
        return ()
    names = _names(re.sub(r"[\d*＊†①-⑨,，\s]+(?=$|\s|[\u4e00-\u9fff])", " ", text))
    return names if names and all(map(_has_surname, names)) else ()


def is_latin_byline(text: str) -> bool:
    """Caihui Bai; Li Wei, Zhang San: capitalised Latin words only, two or more."""
    words = re.findall(r"[^\s,，、;；\d*]+", text)
    return 2 <= len(words) <= 24 and len(text) < 120 and all(_LATIN_NAME.match(word) for word in words)


def _names(text: str) -> tuple[str, ...]:
    words = [word for word in _SEPARATORS.split(_ROLE_WORDS.sub("", text.strip())) if word]
    names = _join_spaced_names([_ROLE_WORDS.sub("", word) for word in words])
    names = [name for name in names if name]
    if not names:
        return ()
    if all(_LATIN_NAME.match(name) for name in names):
        return (" ".join(names),)
    return tuple(names) if all(map(_is_name, names)) else ()


def _join_spaced_names(words: list[str]) -> list[str]:
    """王　希 is one name, spread to the width of three characters."""
    joined: list[str] = []
    half: str | None = None
    for word in words:
        if len(word) == 1 and "\u3400" <= word <= "\u9fff":
            half, word = (None, half + word) if half else (word, "")
        if word:
            joined.append(word)
    return [*joined, half] if half else joined


def _is_name(word: str) -> bool:
    if _HAN_NAME.match(word):
        return len(word) < 4 or _has_surname(word[:3])  # ■核心提示 is no byline
    return bool(_LONG_NAME.match(word) or _GROUP.match(word))


def _has_surname(name: str) -> bool:
    if _LONG_NAME.match(name) or " " in name:
        return True
    return name.startswith(_DOUBLE_SURNAMES) or (name[0] in _SURNAMES and len(name) <= 3)
