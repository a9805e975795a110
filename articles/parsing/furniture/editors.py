"""Who made the page: 责编 美编 校对 版式 组版 制图 审读 值班主任 … with their names, several on one line."""

from __future__ import annotations

import re

from articles.parsing.bylines import names_in_bare_byline
from articles.parsing.furniture.contacts import CONTACT
from articles.parsing.furniture.names import section_in
from articles.parsing.furniture.printed import one_of, printed_line, words_outside
from articles.parsing.names import commonness, is_known_as_name

_PREFIX = one_of(
    "本版 本期 本报 见习 实习 执行 首席 值班 今日 本栏 本栏目 栏目 文字 网络 网站 新媒体 融媒 融媒体 视频 副 特约"
)
# Roles that nothing but an editors' line names, and roles that texts name too.
_SURE = (
    "责编 责任编辑 美编 美术编辑 美术设计 版式 版式设计 版式编辑 版式统筹 校对 责校 责任校对 校检 检校 组版 排版",
    "拼版 制图 审读 审校 审稿 核稿 审签 图编 图片编辑",
    "版面设计 版面编辑 版面统筹 版面主编 值班主任 值班编委 值班总编 值班总编辑 值班编辑 值班领导 值班主编 签发",
    "出品 出品人",
    "一审 二审 三审 初审 复审 终审 一校 二校 三校 一读 二读 三读",
)
_LOOSE = (
    "编辑 主编 总编 总编辑 策划 总策划 统筹 总统筹 执行",
    "审核 监制 设计 版面 视觉 美工 制版 绘图 插图 题图 图表 主任 编委 记者 通讯员 摄影 翻译",
    "文 图",
)
_SURE_ROLE = re.compile(rf"({_PREFIX}{{0,2}}{one_of(*_SURE)}|{_PREFIX}{{1,2}}(?:编辑|主编|策划|统筹|设计|视觉))")
_LOOSE_ROLE = re.compile(rf"{_PREFIX}{{0,2}}{one_of(*_LOOSE)}")
_IN_ANY_ROLE = " ".join((*_SURE, *_LOOSE)).split()
_NEVER_FIRST = ("文", "图", "记者", "通讯员", "摄影", "翻译")  # a byline's or a credit's
_MASKED = re.compile(r"[\u4e00-\u9fff]?[某×XxO○〇*?]{1,3}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8})+")
_STAFF_NUMBER = re.compile(r"[A-Z]{2,3}\d{3,4}")  # 责任编辑：王小明 SN225; a page's has one letter, or two figures
_PEN_NAME = re.compile("[\u4e00-\u9fff]{2,3}")
_CALLED = re.compile("[老小阿][\u4e00-\u9fff]")  # 老金; 小学 and 老年 are common words
_COMMON_WORD = 0.6  # by `commonness`
_SPACED = frozenset("责美校")  # 责　编
_LONGEST = 120


def without_editors(words: list[str]) -> list[str]:
    """The words of a line that are no editors' roles, nor names behind one."""
    return _sort(words)[1]


def reads_as_editors(text: str, *, at_edge: bool = False) -> bool:
    """Whether a line names the page's editors and holds nothing else but an address of theirs.

    编辑 and 策划 are spoken of in texts too, and 校对方法 is no editor's name: a line with such roles only, or with one
    role and nothing between it and the name, is one `at_edge` alone, at a page's head or foot.
    """
    line = printed_line(text)
    if len(line.text) > _LONGEST or not any(word in line.text for word in _IN_ANY_ROLE):
        return False
    words = words_outside(line, [found.span() for found in CONTACT.finditer(line.text)])
    roles, left = _sort(words)
    if not roles or left:
        return False
    if roles[0].endswith(_NEVER_FIRST) and not _SURE_ROLE.fullmatch(roles[0]):
        return False
    named = len(_parts(words)) > len(roles)
    sure = any(map(_SURE_ROLE.fullmatch, roles)) and (len(roles) > 1 or len(words) > 1)
    sure = sure or line.text.startswith(("编辑/", "责编/", "校对/", "审核/"))
    return named and (sure or at_edge)


def _sort(words: list[str]) -> tuple[list[str], list[str]]:
    """The roles among a line's words, and the words that are neither a role nor a name behind one.

    What may be a pen name, right behind a role of several, is one beside a name: 责编：季然　版式：小凡.
    """
    roles: list[str] = []
    left: list[str] = []
    pen_names: list[str] = []
    half = above = ""
    named = False
    for word in _parts(words):
        whole, half = half + word, ""
        if role := next(filter(_is_role, (word, whole)), ""):
            roles.append(role)
        elif (roles or whole in _SPACED) and len(whole) == 1 and "\u4e00" <= whole <= "\u9fff":
            half = whole  # 王　希, 美　编
            continue
        elif roles and (_is_name(whole) or (named and _STAFF_NUMBER.fullmatch(whole))):
            named = True
        else:
            (pen_names if _is_role(above) and _may_be_pen_name(whole) else left).append(word)
        above = word
    return roles, left if named and len(roles) > 1 else left + pen_names


def _parts(words: list[str]) -> list[str]:
    """The words, cut at roles run together with names: 责编张小红美编李明 → 责编, 张小红, 美编, 李明."""
    return [part for word in words for part in _SURE_ROLE.split(word) if part]


def _is_role(word: str) -> bool:
    return bool(_SURE_ROLE.fullmatch(word) or _LOOSE_ROLE.fullmatch(word))


def _is_name(word: str) -> bool:
    """A person's full name, or one that hides it: 杨某某, 张××."""
    if _MASKED.fullmatch(word):
        return True
    return bool(_HAN.fullmatch(word)) and bool(names_in_bare_byline(word)) and not section_in(word)


def _may_be_pen_name(word: str) -> bool:
    called = _CALLED.fullmatch(word) is not None and commonness(word) < _COMMON_WORD
    return bool(_PEN_NAME.fullmatch(word)) and (called or is_known_as_name(word)) and not section_in(word)
