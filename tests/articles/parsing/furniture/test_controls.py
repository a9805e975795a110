"""What a web page has to be pressed is told from words that a text has too."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.furniture.controls import reads_as_controls
from tests.articles.parsing.made_prose import paragraphs


@pytest.mark.parametrize(
    "text",
    [
        "上一版 下一版",
        "放大 缩小 默认",
        "返回目录 放大 缩小 全文复制",
        "字号 大 中 小",
        "上一篇：没有了 下一篇：办好集市",
        "分享到：微信 微博 QQ空间",
        "江北在线 > 理论频道 > 正文",
        "您当前的位置：首页 > 理论 > 要论",
        "首页 >> 观点",
        "您所在的位置：首页 > 理论",
        "调查研究 首页 > 调查研究",
        "網站首頁 | 網站地圖",
        "转换到繁體中文",
        "上一版3 4下一版",
        "字体： 打印",
        "【字体：大 中 小】",
        "版权所有 江北日报社 未经授权禁止转载",
        "Copyright © 2026 All Rights Reserved",
        "网站地图 | 联系我们 | 广告服务",
    ],
)
def test_a_line_of_controls_is_one(text):
    assert reads_as_controls(text)


@pytest.mark.parametrize(
    "text",
    [
        "评论",
        "分享",
        "打印",
        "点击一下就能关注身边事",
        "识别假二维码请先关注这几点",
        "识别诈骗二维码，请多关注细节",
        "点击假二维码　三成老人未关注风险",
        "大",
        "收藏",
        "首页",
        "English",
        "3",
        "下一篇文章怎么写",
        "放大改革效应 缩小城乡差距",
        "分享发展成果",
        "",
        "【点赞】",
        "大\t中\t小",
        "下一篇文章怎么写：三位作家谈创作",
        "上一期《理论周刊》刊发的文章提出：",
        "链接>>>",
        "效率 > 公平 > 自由",
        "从江边 > 到山里",
        "首页上的新闻",
        "正文",
        "版权所有者的权利如何保护",
        "版权所有人该做什么",
        "“版权所有”背后的故事",
        "字体里的中国",
        "联系我们身边的榜样",
        "关于我们这一代人",
        "详情 > 略",
    ],
)
def test_other_lines_are_none(text):
    assert not reads_as_controls(text)


@pytest.mark.parametrize(
    "text",
    ["点击上方蓝字关注“桐州读书”", "↑点击上方蓝字，关注我们", "长按识别二维码关注我们", "扫描下方二维码即可关注"],
)
def test_a_prompt_to_follow_an_account_is_one(text):
    assert reads_as_controls(text)


def test_a_word_that_stands_elsewhere_too_is_one_beside_others_alone():
    head = "向阳里的晾衣绳\n发布时间：2026-03-12 08:15　来源：南浦日报　作者：许行\n"
    (article,) = parse(f"{head}字号：大 中 小\n打印\n{paragraphs(3, 5)}").articles
    assert (article.title, len(article.body)) == ("向阳里的晾衣绳", 3)
    first, second = parse(f"收藏\n■许行\n{paragraphs(3, 5)}打印\n■王小明\n{paragraphs(3, 6)}").articles
    assert (first.title, second.title) == ("收藏", "打印")


@pytest.mark.parametrize(
    "line",
    [
        "某某网版权所有,未经授权不得转载",
        "所有内容为某某日报社版权所有.未经许可,不得转载或镜像",
        "未经授权不得转载",
        "未经本网书面许可，禁止转载、复制",
    ],
)
def test_whose_the_copies_are_is_no_title(line: str) -> None:
    assert reads_as_controls(line)


@pytest.mark.parametrize(
    "line", ["未经授权不得转载的边界", "未经许可不得转载，合理吗？", "谁的版权所有", "他说，未经同意不得使用"]
)
def test_what_is_said_of_copies_is_one(line: str) -> None:
    assert not reads_as_controls(line)
