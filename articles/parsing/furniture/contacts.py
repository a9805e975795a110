"""How to reach the paper: telephone, mail, address, web pages, QR codes, calls for contributions."""

from __future__ import annotations

import re

from articles.parsing.furniture.printed import one_of, printed_line

_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_WEB = r"(?:https?://|www\.)[\w./?=&%#:~-]+|(?<![\w@.])[a-z0-9.-]+\.(?:com|cn|net|org)(?:/[\w./?=&%#-]*)?"
_PHONE = r"(?:\(?0\d{2,3}\)?[-—]?)?\d{7,8}(?:[-—转]\d{1,5})?|1[3-9]\d{9}|400[-—]?\d{3}[-—]?\d{4}"
_LABEL = (
    one_of(
        "本版 本报 本栏 编辑部 理论部 评论部 读者 新闻 广告 发行 监督 投诉 举报 投稿 来稿 联系 咨询 订阅 服务",
        "公众 电子 值班 夜班 通联 通讯 官方 互动",
    )
    + "*"
    + one_of(
        "电话 热线 传真 邮箱 邮件 信箱 E-mail Email E-MAIL EMAIL email 地址 社址 邮编 邮政编码 网址 网站 微信",
        "微信号 微信公众号 公众号 微博 客户端 QQ QQ群 手机",
    )
)
CONTACT = re.compile(rf"(?:{_LABEL}(?:为|是)?[:/]?)?(?:{_MAIL}|{_WEB}|{_PHONE})|{_LABEL}(?::|(?=$))")
_LABELLED = re.compile(
    rf"{_LABEL}[:/].{{1,50}}|(?:投稿|来稿)(?:请?(?:寄|发|至|方式|须知|地址)|:).{{1,60}}"
    r"|下期(?:话题|主题|讨论)[:/][^。]{2,50}(?:欢迎|期待|敬请|请您?)[^。]{2,20}"
)
_ACT = one_of(
    "观看 收看 收听 查看 阅读 浏览 看 读 听 关注 进入 了解 下载 获取 加入 订阅 领取 参与 报名 投稿 留言 点赞 添加",
    "登录",
)
_ACTS = rf"(?:,|即?可|[后并来])*{_ACT}"
_CODE_WORDS = (
    r"(?:扫码|扫一扫|(?:扫描?|识别|长按)(?:识别|扫描)?(?:此|本|该)?(?:[上下左右图文][侧方中图])?(?:的)?二维码)"
)
_ASKS = r"(?:欢迎|敬请|请|用?微信|手机|更多[^,。;]{0,10},?|精彩内容,?)*"
_PROMPT = re.compile(
    rf"{_ASKS}{_CODE_WORDS}(?:{_ACTS}[^。;]{{0,30}})?"
    rf"|{_ASKS}关注[^。;,]{{0,16}}(?:公众号|官方微信|微信号?|微博|客户端|抖音号?|视频号|小程序)[”\"》]?"
)
_CODE = re.compile(r"[^。;]{0,24}(?:二维码|微信公众号|官方微博|官方微信|新闻客户端|手机客户端|视频号|小程序)")
_CALL = re.compile(r"(?:欢迎|来稿|投稿|本版|本报|本栏目?|联系|读者|稿件).*")
_TRAIL = re.compile(
    r"(?:您?[的现]?在?的?(?:当前)?位置:?)?(?:首页|[\u4e00-\u9fff]{2,6}网)(?:\s*[>»›]+\s*[\u4e00-\u9fff]{2,8}){1,5}"
)
_SPEAKS_OF_WORK = re.compile("项目|基金|课题|成果|作者")  # in a note, whose grant number is no telephone's
_LONGEST_PROMPT, _LONGEST_CALL, _MOST_WORDS = 40, 90, 16


def reads_as_contact(text: str) -> bool:
    """Whether a line tells readers where to call, write, look or point their telephone, and nothing else."""
    line = printed_line(text).text.strip("()[]【】→▲●■")
    if not line or len(line) > _LONGEST_CALL:
        return False
    bare = line.rstrip("。!")
    return (
        _is_prompt(line, bare)
        or bool(_TRAIL.fullmatch(bare))
        or bool(_LABELLED.fullmatch(bare))
        or _gives_address(bare)
    )


def _is_prompt(line: str, bare: str) -> bool:
    """扫码阅读更多文章, 某某日报微信公众号: no sentence with a full stop, which texts speak of such things in."""
    short = len(bare) <= _LONGEST_PROMPT and not line.endswith("。") and not re.search("[,。;].*[,。;]", bare)
    return short and bool(_PROMPT.fullmatch(bare) or _CODE.fullmatch(bare))


def _gives_address(line: str) -> bool:
    """A line of addresses and their labels, or a call for contributions that names one."""
    found = list(CONTACT.finditer(line))
    if _SPEAKS_OF_WORK.search(line) or not any(re.search(r"\d{7}|@|\.\w|\d-", match.group()) for match in found):
        return False
    rest = re.sub(r"[\s:,、;|/()—-]", "", CONTACT.sub("", line))
    return (
        len(rest) <= _MOST_WORDS // 4 or bool(_CALL.fullmatch(line)) or (len(rest) <= _MOST_WORDS and "。" not in rest)
    )
