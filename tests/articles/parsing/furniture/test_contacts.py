"""Addresses, telephones and what asks to scan or write are told from sentences that speak of the same."""

from __future__ import annotations

import pytest

from articles.parsing.furniture.contacts import reads_as_contact


@pytest.mark.parametrize(
    "text",
    [
        "本版邮箱：lilun@example.com",
        "电话：(010)00000000 投稿邮箱：lilun@example.com",
        "新闻热线：023-63900000",
        "网址：www.example.com",
        "联系电话／010-00000000",
        "地址：某市某路1号 邮编：400000",
        "来稿请寄：某某路1号理论部",
        "欢迎投稿，邮箱：lilun@example.com。",
        "扫码阅读更多理论文章",
        "扫一扫，看视频",
        "扫描二维码，关注“理论之窗”公众号",
        "欢迎关注某某日报微信公众号",
        "电 话 ： 6 3 9 0 0 0 0 0",
    ],
)
def test_where_to_call_write_or_point_a_telephone_is_a_contact(text):
    assert reads_as_contact(text)


@pytest.mark.parametrize(
    "text",
    [
        "市民扫码即可乘车。",
        "扫码支付走进乡村集市",
        "他的微信公众号拥有十万读者，影响很大。",
        "关注民生，服务群众",
        "热线电话架起连心桥",
        "本文系国家自然科学基金项目：70741091成果）",
        "居民拨打12345热线电话，问题当天就有了答复，这样的变化来自机制创新。",
    ],
)
def test_a_sentence_or_title_about_such_things_is_no_contact(text):
    assert not reads_as_contact(text)
