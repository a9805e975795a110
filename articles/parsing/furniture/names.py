"""Names of newspapers and of their sections, known by how they end."""

from __future__ import annotations

import re

from pypinyin import lazy_pinyin

from articles.parsing.furniture.printed import one_of

_NO_PAPER = re.compile(
    "(?<!^文)汇报$|"
    + one_of(
        "通报 简报 海报 (?<!^大)公报 情报 预报 申报 举报 墙报 捷报 电报 (?<![青少老])年报 月报 季报 回报 上报 填报",
        "播报 画报 呈报 禀报 警报 战报 谍报 线报 瞒报 虚报",
        "误报 谎报 善报 恶报 喜报 快板报 小报 大字报",
    )
    + "$"
)
_PAPER = re.compile(
    r"《?(?P<name>[\u4e00-\u9fff]{1,9}报(?:[\u4e00-\u9fff]{1,3}版)?|[\u4e00-\u9fff]{2,8}新闻周刊|新华每日电讯|参考消息|南方周末)》?"
)
_DIGITAL = re.compile(r"(?<=报)(?:数字报刊?|电子报|(?:多媒体)?(?:数字|电子)版)$")  # the same on the web
_TITLED = re.compile(r"《(?P<name>[^《》]{1,24})》")
_TOPIC = one_of(
    "理论 评论 要闻 思想 时评 观点 学习 智库 学术 文化 国际 国内 经济 社会 政治 教育 科技 科学 健康 卫生 生态",
    "环境 体育 副刊 读书 党建 民生 法治 法制 新闻",
    "时政 综合 专题 专版 特刊 广告 公告 视点 深度 调查 调研 实践 人文 历史 文艺 文学 艺术 国防 军事 农业 三农",
    "乡村 区域 地方 城市 财经 金融 产业 企业 市场",
    "旅游 生活 人物 青年 青春 求索 探索 论坛 言论 声音 舆论 时事 世界 全球 台港澳 港澳台 港澳 聚焦 关注 热点 观察",
    "纵横 前沿 广场 天地 园地 论苑 论衡 党史 统战",
    "民族 宗教 能源 交通 海洋 创新 改革 开放 视野 周末 假日 影像 视觉 图片 美术 书画 阅读 书评 悦读 哲学 史学",
    "文史 两会 特别报道",
)
_EDITION = one_of("周刊 专刊 月刊 新刊 副刊 特刊 专版 专页")
_SECTION = re.compile(rf"{_TOPIC}(?:{_TOPIC}|[·&与和]){{0,3}}(?:版|{_EDITION})?")
_NO_SECTION = re.compile(
    one_of(
        "出版 改版 再版 排版 绝版 初版 旧版 新版 盗版 翻版 图版 正版 原版 电版 组版 底版 拼版 制版 套版 印版 拷版",
        "上版 头版",
    )
    + "$"
)
_NAMED_SECTION = re.compile(rf"[\u4e00-\u9fff]{{1,6}}(?:{_EDITION}(?:·[\u4e00-\u9fff]{{2,4}})?|版)")


def publication_in(text: str) -> str | None:
    """The newspaper that a word is the name of: 某某日报, 《学习时报》, 人民日报海外版; None for others."""
    found = _PAPER.fullmatch(_DIGITAL.sub("", text))
    return found["name"] if found and not _NO_PAPER.search(found["name"]) else None


def titled_publication(text: str) -> str | None:
    """The name in title marks that begins the text: 《求是》2026年第3期."""
    found = _TITLED.match(text)
    return found["name"] if found else None


def section_in(text: str) -> str | None:
    """The section that a word is the name of: 理论, 理论版, 思想周刊; None for others."""
    if _SECTION.fullmatch(text) or (_NAMED_SECTION.fullmatch(text) and not _NO_SECTION.search(text)):
        return section_name(text)
    return None


def spells(latin: str, name: str) -> bool:
    """Whether Latin letters are the sounds of a name, however they are parted: GUANDIAN, of 观点."""
    letters, sounds = "".join(latin.split()).lower(), "".join(lazy_pinyin(name))
    return letters.replace("ü", "v") == sounds


def names_one_section(text: str) -> bool:
    """Whether a section's name needs nothing beside it: 理论, 理论周刊; 思想纵横 may as well be a column's."""
    return bool(re.fullmatch(_TOPIC, text) or re.search(rf"(?:版|{_EDITION}(?:·[\u4e00-\u9fff]{{2,4}})?)$", text))


def section_name(text: str) -> str:
    """理论版 and 理论 are one section; 理论周刊 is another."""
    return text.removesuffix("版") if len(text) > len("理版") and not text.endswith("专版") else text
