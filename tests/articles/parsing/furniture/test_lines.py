"""Editors, addresses, jumps and sources are told from sentences that speak of the same."""

from __future__ import annotations

from datetime import date

import pytest

from articles.parsing.furniture.contacts import reads_as_contact
from articles.parsing.furniture.editors import reads_as_editors
from articles.parsing.furniture.jumps import Jump, Way, cut_at_jump, read_jump
from articles.parsing.furniture.source_lines import SourceLine, read_source_line, reads_as_credit


@pytest.mark.parametrize(
    "text",
    [
        "责编：王小红",
        "本版责编：王某某　李某某　张某某",
        "责任编辑 王小红 美术编辑 李明 校对 张　红",
        "责编王小红美编李小明",
        "责编/王小红　制图/李小明",
        "值班主任：王大明 编辑：张小红 审读：李小明",
        "责 编 ： 王 小 红",
        "组版制图 李小明",
        "责编：王×× 校对：李××",
        "美编：买买提·艾力",
        "责任编辑：王小红 电话：63900000 邮箱：bianji@example.com",
    ],
)
def test_editors_are_known_by_their_roles(text):
    assert reads_as_editors(text)


def test_a_role_that_texts_speak_of_makes_an_editors_line_at_the_edge_only():
    assert not reads_as_editors("编辑：王小红")
    assert reads_as_editors("编辑：王小红", at_edge=True)


@pytest.mark.parametrize(
    "text", ["编辑出版工作要加强", "校对工作很重要", "主编寄语", "本报记者 王小明", "编辑", "文/王小明"]
)
def test_a_title_or_a_byline_is_no_editors_line(text):
    assert not reads_as_editors(text, at_edge=True)


@pytest.mark.parametrize(
    "text",
    [
        "本版邮箱：lilun@example.com",
        "电话：(010)00000000 投稿邮箱：lilun@example.com",
        "新闻热线：023-63900000",
        "网址：www.example.com",
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
        "居民拨打12345热线电话，问题当天就有了答复，这样的变化来自机制创新。",
    ],
)
def test_a_sentence_or_title_about_such_things_is_no_contact(text):
    assert not reads_as_contact(text)


@pytest.mark.parametrize(
    ("text", "jump"),
    [
        ("（下转第十版）", Jump(Way.ON, "10")),
        ("下转3版", Jump(Way.ON, "3")),
        ("▲下转第02版", Jump(Way.ON, "2")),
        ("（ 上 接 第 1 版 ）", Jump(Way.BACK, "1")),
        ("（上接A01版《让河流清起来》）", Jump(Way.BACK, "A01", "让河流清起来")),
        ("《让河流清起来》上接第一版", Jump(Way.BACK, "1", "让河流清起来")),
        ("（全文见第3版）", Jump(Way.SEE, "3")),
    ],
)
def test_a_jump_names_its_way_its_page_and_its_title(text, jump):
    assert read_jump(text) == jump


@pytest.mark.parametrize(
    "text", ["转型发展", "续写第二篇章", "接二连三", "会议转至第三会场", "详见下文", "（见第3章）"]
)
def test_other_turns_are_no_jumps(text):
    assert read_jump(text) is None


def test_a_jump_is_parted_from_the_text_it_shares_a_line_with():
    assert cut_at_jump("河流清了。（下转第3版）") == len("河流清了。")
    assert cut_at_jump("（上接第1版）河流清了。") == len("（上接第1版）")
    assert cut_at_jump("河流清了（下转好几个弯）") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("《某某日报》（2026年04月29日 第 09 版）", SourceLine(date(2026, 4, 29), "9", None, "某某日报")),
        (
            "《某某日报》（２０２６年０４月２９日　第０９版　理论）",
            SourceLine(date(2026, 4, 29), "9", "理论", "某某日报"),
        ),
        ("来源：某某日报 2026-04-29 第9版", SourceLine(date(2026, 4, 29), "9", None, "某某日报")),
        ("来源：《某某日报》2026年4月29日", SourceLine(date(2026, 4, 29), None, None, "某某日报")),
        ("（原载《某某学刊》2026年第3期）", SourceLine(publication="某某学刊")),
        ("2026年04月29日08:15 来源：某某网", SourceLine(date(2026, 4, 29))),
        ("来源：某某网", SourceLine()),
        ("摘编自《某某日报》2026年4月29日第9版", SourceLine()),
    ],
)
def test_a_source_line_says_where_its_text_was_printed(text, said):
    assert read_source_line(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "来源于实践",
        "来源：一切力量都来自群众。",
        "《某某日报》评论员文章指出",
        "《清河记》的启示",
        "《清河记》",
        "据《某某日报》报道，清河流域的水质连续三年好转。",
        "载歌载舞",
    ],
)
def test_a_sentence_about_a_source_is_no_source_line(text):
    assert read_source_line(text) is None


def test_who_gathered_the_text_is_a_credit_and_under_a_title_a_byline():
    assert reads_as_credit("采写：本报记者 王小明", after_text=False)
    assert reads_as_credit("（本报记者 王小明 通讯员 李大为）", after_text=True)
    assert not reads_as_credit("（本报记者 王小明）", after_text=False)
    assert not reads_as_credit("（作者为教师，王小明采访整理）", after_text=True)
