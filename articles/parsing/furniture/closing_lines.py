"""What a web copy or an account prints under an article: END, 文字｜某某, 往期推荐, 点个“在看”, 转载请注明….

Each may stand in a text as well: what is around it decides (`articles.parsing.layout.closings`).
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from articles.parsing.furniture.printed import one_of, printed_line
from articles.parsing.names import has_surname, is_likely_name


class Closing(StrEnum):
    """What such a line is."""

    END = "end"
    NAMES = "names"  # who did what: 编辑｜某某
    LIST = "list"  # 往期推荐, over titles
    CLAIM = "claim"  # whose views these are, and who may print them again
    ASKS = "asks"  # 点击“阅读原文”, 点个“在看”
    MAY_ASK = "may_ask"  # a text may end with such a line, too
    FORM = "form"  # 参与评论, over what readers say: a heading elsewhere


_WRITERS = rf"(?:{one_of('作者 文字 文 撰文 撰稿 文稿')}|(?:本报|本网|首席|见习|实习|特约|全媒体)*(?:记者|通讯员))"
_ROLES = one_of(
    "图片 图 摄影 配图 插图 插画 题图 制图 绘图 封面图 供图 图源 图片来源 题图来源 图文 文图 视频 剪辑 拍摄 素材 供稿",
    "编辑 责编 责任编辑 新媒体编辑 实习编辑 本期编辑 值班编辑 微信编辑 排版 版式 美编 校对 审核 审校 审稿 核稿 编校",
    "编审 监制 总监制 主编 总编 初审 复审 终审 一审 二审 三审 一校 二校 三校 策划 统筹 制作 设计 出品 签发 值班 运营",
    "播音 朗读 朗诵 诵读 主播 音频 后期 配乐 来源 稿源 文章来源 内容来源 资料来源 素材来源",
)
_ROLE = rf"(?:{_WRITERS}|{_ROLES})\s?[|丨∣/:]"
_DID = re.compile(rf"(?P<role>(?P<writer>{_WRITERS})|{_ROLES})\s?[|丨∣/:]\s?(?P<who>[^|丨∣:。!?;]{{1,24}})")
_UNPARTED = re.compile(  # 编辑 丁一禾, 二审梅子青: a sign was lost in copying
    rf"(?P<role>(?P<writer>{_WRITERS})|{_ROLES})(?<!^.)\s*(?P<who>[\u3400-\u9fff][\u3400-\u9fff·、\s]{{1,14}})"
)
_APART = re.compile(rf"\s+(?={_ROLE})")
_SIGNS = r"[\W_]*"
_END = re.compile(rf"{_SIGNS}(?:THE ?END|END|[全本正]文完|[全本正]文结束|(?<=\()完(?=\))){_SIGNS}", re.IGNORECASE)
_LIST = re.compile(
    rf"{_SIGNS}(?:往期(?:精彩|内容|文章|好文)?(?:推荐|回顾|阅读|精选|链接|精彩)|(?:精彩|热门|好文|更多)推荐|精彩回顾){_SIGNS}"
)
_CLAIM = re.compile(
    r"[(【*※]?(?:(?:免责)?声明:|注:)?(?:本文|文章|以上|文中)[^。]{0,10}[仅只不]代表[^。]{1,16}(?:观点|立场|意见|看法)[^。]{0,30}。?[)】]?"
    r"|(?:版权声明:?|如需)?转载,?(?:请|须|需|时请)[^。]{0,12}(?:注明|标明|出处|来源|授权|联系)[^。]{0,30}[。!]?(?:未经[^。]{2,30}[。!]?)?"
    r"|未经[^。]{0,10}(?:授权|许可|允许|同意)[^。]{0,8}(?:不得|禁止|严禁|谢绝|请勿)[^。]{0,12}(?:转载|使用|摘编|复制)[^。]{0,10}[。!]?"
    r"|(?:部分)?(?:图片|素材|内容|图文)[^。]{0,4}来[源自]于?(?:网络|互联网)(?:[,;版如若][^。]{0,40})?。?"
    r"|(?:您|网友|用户|跟帖)[^。]{0,8}仅代表[^。]{1,10}(?:本人|个人)[^。]{0,40}。?"
    r"|[如若]有?侵权[^。]{0,30}(?:删除|联系)[^。]{0,12}。?"
)
_ASKS = re.compile(r"[^。]{0,4}点击[^。]{0,6}阅读原文[^。]{0,20}|[^。]{0,12}点个?[“\"「]?(?:在看|赞和在看)[^。]{0,20}")
_COUNTS = re.compile(r"(?:(?:阅读|点?赞|在看|分享|收藏|留言|评论|转发)[量数]?:?\s?[\d.]+[万kKwW+]*\s?){2,}")
_MAY_ASK = re.compile(
    r"[^。]{0,12}(?:点赞|点个赞|在看|转发|分享|收藏|留言|关注|订阅|投稿|精彩|二维码|星标|加入)[^。]{0,40}|版权声明|免责声明|推荐内容|相关推荐"
)
_FORM = re.compile(
    rf"{_SIGNS}(?:(?:参与|发表|我要|我来|所有|全部|最新|热门|精彩|网友|暂无)?(?:评论|跟帖)(?:区|列表|\(?\d+\)?)?|文明上网[^。]{{0,30}}|暂?无)"
    rf"{_SIGNS}"
)
_LONGEST = 90
_LONGEST_NAME = 3  # characters


def read_closing(text: str) -> Closing | None:
    """What a line is where it stands under an article; None where it is no such line."""
    line = printed_line(text).text
    if not line or len(line) > _LONGEST:
        return None
    if _END.fullmatch(line):
        return Closing.END
    if who_did_what(text):
        return Closing.NAMES
    patterns = {
        Closing.LIST: _LIST,
        Closing.CLAIM: _CLAIM,
        Closing.ASKS: _ASKS,
        Closing.FORM: _FORM,
        Closing.MAY_ASK: _MAY_ASK,
    }
    kind = next((kind for kind, pattern in patterns.items() if pattern.fullmatch(line)), None)
    return Closing.ASKS if _COUNTS.fullmatch(line) else kind


def who_did_what(text: str) -> list[tuple[str, str]]:
    """The roles of such a line with who stands behind each; none where anything else is in the line."""
    line = unicodedata.normalize("NFKC", text).strip()
    found = [_did(part) for part in _APART.split(line)]
    return [(match["role"], match["who"]) for match in found if match] if all(found) else _unparted(line)


def _did(part: str) -> re.Match[str] | None:
    """What a part of such a line says; behind 记者： a name, where in an interview a question stands."""
    found = _DID.fullmatch(part)
    asks = found and found["role"].endswith(("记者", "通讯员"))
    return found if found and not (asks and not _name_somebody(found["who"])) else None


def lacks_sign(text: str) -> bool:
    """Whether nothing but a space, if that, parts such a line's role from the name: several must bear it out."""
    return bool(_unparted(unicodedata.normalize("NFKC", text).strip()))


def _unparted(line: str) -> list[tuple[str, str]]:
    found = _UNPARTED.fullmatch(line)
    named = found and (found["role"].endswith("来源") or _name_somebody(found["who"]))
    return [(found["role"], found["who"])] if found and named else []


def _name_somebody(who: str) -> bool:
    return _are_names("".join(who.split())) or all(map(_are_names, re.split(r"[、,\s]+", who)))


def _are_names(word: str) -> bool:
    """梅子青, and 梅子青李勇."""
    if len(word) <= _LONGEST_NAME:
        return len(word) > 1 and has_surname(word)
    return any(is_likely_name(word[:cut]) and is_likely_name(word[cut:]) for cut in (2, 3))


def sends_in(role: str) -> bool:
    return role == "供稿"


def is_writer(role: str) -> bool:
    return re.fullmatch(_WRITERS, role) is not None
