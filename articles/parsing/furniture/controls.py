"""What a newspaper's web page has to be pressed: 上一版 下一版, 放大 缩小 默认, 上一篇：没有了."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.parsing.furniture.printed import one_of, printed_line, words_outside

_CONTROL = re.compile(
    one_of(
        "上一版 下一版 上一页 下一页 上一期 下一期 上一篇 下一篇 前一篇 后一篇 返回 返回首页 返回目录 返回顶部",
        "版面导航 版面目录 标题导航 本版标题 往期回顾 往期报纸 放大 缩小 默认 字号 字体 大字 小字 大 中 小 打印 推荐",
        "全文复制 打印本页 原创 点击上方蓝字关注我们 点击蓝字关注我们 点击上方蓝字关注",
        "关闭 关闭窗口 复制 复制链接 收藏 分享 分享到 分享至 点赞 转发 纠错 朗读 语音播报 播放 查看原图 下载 PDF下载",
        "网站首页 网站地图 网站声明 联系我们 关于我们 广告服务 友情链接 法律声明 设为首页 加入收藏 手机版",
        "首页 版面导航首页 版面翻页 按日期搜索 查看原文 阅读原文 English 繁体中文 简体中文 转换到繁体中文",
        "扫一扫 手机阅读 手机查看 二维码 A- A+ A-A+ APP下载 PDF版 PDF 微信 微博 新浪微博 朋友圈 QQ QQ空间",
    )
)
_NEXT_PAGE = re.compile(r"\d+[上下]一[版页]|[上下]一[版页]\d+")
_RESERVED = "(?:未经|违者|不得|翻印|转载|盗版|侵权必究)[^:?]{0,30}"
_OWNER = "(?:社|集团|公司|网|报|中心|编辑部)"
_NO_COPIES = (
    r"未经[^:?!]{0,12}(?:许可|授权|同意|允许),?(?:不得|禁止|严禁|请勿)[^:?!的吗]{0,6}(?:转载|复制|使用)[^:?!的吗]{0,10}"
)
_PLACE = "您?(?:现在|当前|所在|的){0,3}位置"
_LINK = re.compile(
    r"[上下]一[篇版页期]:.{0,60}|[【\[(]?字[体号]:?[大中小]{2,3}[】\])]?|(?:[Cc]opyright\s*(?=©|\(|\d{4}|by)|©).{0,80}"
    rf"|版权所有(?:[^\u4e00-\u9fff]{{0,12}}|.{{0,3}}(?:©|\d{{4}}|[Cc]opyright).{{0,80}}|,?{_RESERVED}"
    rf"|:?[^,:?!]{{2,30}}{_OWNER}(?:,?{_RESERVED})?)"
    rf"|(?:[^,:?!]{{2,30}}(?<!的)版权所有[,.]?)?{_NO_COPIES}"
    r"|[↑\W]*(?:点击|长按|识别|扫描|轻点|戳)(?:(?![假骗伪盗])[^。;!?]){0,8}(?:蓝字|蓝色字|二维码)(?![^。;!?]{0,5}未)"
    r"[^。;!?]{0,6}(?:关注|订阅)(?!这|那|几|[^“]{0,4}(?:细节|风险))[^。;!?]{0,20}[!~↑]*"
    rf"|(?:[^>›»]{{2,12}}[>›»]+)+(?:正文|详情|内容)|(?:{_PLACE}:)?[\u4e00-\u9fff]{{0,6}}首页(?:[>›»]+[^>›»]{{2,12}})+"
    rf"|(?:{_PLACE}\s*:\s*)+(?:[^>›»]{{2,12}}[>›»]+)+[^>›»]{{2,16}}|[【\[]?字号.{{0,8}}背景色.{{0,60}}"
)  # 某某在线 > 理论频道 > 正文
# Words that stand elsewhere too, so that one of them alone says nothing.
_ELSEWHERE = frozenset(
    {
        "大",
        "中",
        "小",
        "默认",
        "返回",
        "收藏",
        "分享",
        "播放",
        "微信",
        "微博",
        "下载",
        "关闭",
        "点赞",
        "纠错",
        "朗读",
        "转发",
        "复制",
    }
    | {"放大", "缩小", "字号", "字体", "打印", "推荐", "原创", "首页", "English"}
)
_SIMPLIFIED = str.maketrans("網頁圖導當轉換簡體關於聲廣務聯繫", "网页图导当转换简体关于声广务联系")
_NOTICE = re.compile(  # 本文由作者授权发布,转载请联系后台。
    "(?:版权|免责)声明:.*(?:本[网站报社]|转载|来源)"
    "|(?:本文|文章)(?:已?[由经获得]{1,2})?(?:原?作者)?(?:独家)?授权[^。]{0,12},(?:如需)?转载[^。]{2,16}。?$"
)
_IS_OTHERS = re.compile(r"\t|^\s*[【〖].*[】〗]\s*$")  # a row of a table, and the name of a column
_LONGEST = 120


def reads_as_controls(text: str) -> bool:
    """Whether a line is nothing but such words, or leads to the article or page before or after."""
    line = printed_line(text.translate(_SIMPLIFIED))
    if not line.text or len(line.text) > _LONGEST:
        return False
    if _NOTICE.match(line.text):
        return True
    if "。" in line.text:
        return False
    if _LINK.fullmatch(line.text):
        return True
    if _IS_OTHERS.search(text):
        return False
    words = words_outside(line, ())
    controls = bool(words) and all(map(is_control, words))
    return controls and (len(words) > 1 or words[0].rstrip("+") not in _ELSEWHERE)


def is_lone_control(text: str, beside: Iterable[str]) -> bool:
    """Whether a word alone on its line, which stands elsewhere too, is to be pressed as what stands beside it is."""
    return is_control(printed_line(text).text) and any(map(reads_as_controls, beside))


def is_control(word: str) -> bool:
    """Whether a word beside others is one to be pressed: 返回目录, 放大+, 上一版3."""
    return (_CONTROL.fullmatch(word.rstrip("+:")) or _NEXT_PAGE.fullmatch(word)) is not None
