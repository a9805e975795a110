"""The people of an interview, however they are listed."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

ANSWERS = [line.strip() for line in paragraphs(2).split("\n") if line]
ASKED = f"　　主持人：集市难在哪里？\n　　王小明：{ANSWERS[0]}\n　　主持人：下一步呢？\n　　王小明：{ANSWERS[1]}\n"


@pytest.mark.parametrize("host", ["本报记者 周晓岚", "本报记者周晓岚", "周晓岚 本报记者", "周晓岚"])
def test_the_host_is_named_by_the_name_and_not_by_the_label(host: str) -> None:
    (article,) = parse(f"怎样办好集市\n主持人：{host}\n嘉宾：王小明 某某大学教授\n{ASKED}").articles
    assert [(person.name, person.role.value) for person in article.authors] == [
        ("周晓岚", "host"),
        ("王小明", "interviewee"),
    ]


@pytest.mark.parametrize("guest", ["访谈嘉宾 王小明（某某大学教授）", "嘉宾　王小明　某某大学教授"])
def test_guests_are_listed_without_a_colon_too(guest: str) -> None:
    (article,) = parse(f"怎样办好集市\n{guest}\n{ASKED}").articles
    assert (article.title, article.kicker, article.subtitle) == ("怎样办好集市", None, None)
    assert [(person.name, person.affiliation) for person in article.authors] == [("王小明", "某某大学教授")]


def test_a_headline_that_begins_with_guests_is_no_list_of_them() -> None:
    (article,) = parse(f"嘉宾 云集\n■赵国栋\n　　{ANSWERS[0]}\n　　{ANSWERS[1]}\n").articles
    assert "interviewee" not in {person.role.value for person in article.authors}


def test_a_reporters_byline_over_the_list_of_guests_makes_no_other_article() -> None:
    asked = ASKED.replace("主持人：", "江北周一：")
    page = f"怎样办好集市\n■本报记者 周晓岚\n嘉宾：\n王小明（某某大学教授）\n编者按：办好集市，大家来谈。\n{asked}"
    (article,) = parse(page).articles
    assert article.title == "怎样办好集市"
    assert {person.name: person.role.value for person in article.authors} == {"王小明": "interviewee", "周晓岚": "host"}
    assert article.lead == ("编者按：办好集市，大家来谈。",)
    assert [block.text for block in article.body] == [line.strip() for line in asked.splitlines()]
    assert {block.kind for block in article.body} == {"paragraph"}


def test_a_numbered_question_over_an_answer_is_a_subheading() -> None:
    first, second = (f"　　王小明：{answer}\n" for answer in ANSWERS)
    page = f"怎样办好集市\n嘉宾：王小明 某某大学教授\n一问：钱从哪里来\n{first}二问：路往哪里走\n{second}"
    (article,) = parse(page).articles
    assert [block.text for block in article.body if block.kind == "heading"][-1:] == ["二问：路往哪里走"]


def test_those_who_say_who_they_are_where_they_speak_first_are_a_panels_guests() -> None:
    said = f"王 欣（某某大学副教授）：{ANSWERS[0]}\n李小碧（某某学院教授）：{ANSWERS[1]}\n王 欣：{ANSWERS[0]}\n"
    head = "青年论坛\n怎样办好集市\n主持人：周晓岚\n主持人：集市难在哪里？\n"
    panel, other = parse(f"{head}{said}老街短论\n街上的书店\n■方知远\n{ANSWERS[1]}\n").articles
    assert (panel.title, panel.column, len(panel.body)) == ("怎样办好集市", "青年论坛", 4)
    assert [(person.name, person.role.value) for person in panel.authors] == [
        ("周晓岚", "host"),
        ("王欣", "interviewee"),
        ("李小碧", "interviewee"),
    ]
    assert (other.title, other.column) == ("街上的书店", "老街短论")


def test_the_label_of_what_the_editors_say_over_the_list_is_no_line_of_the_headline() -> None:
    (article,) = parse(
        f"怎样办好集市\n编者按\n{ANSWERS[0]}\n主持人：周晓岚\n嘉宾：王小明 某某大学教授\n{ASKED}"
    ).articles
    assert (article.title, article.lead) == ("怎样办好集市", (ANSWERS[0],))


ROUNDTABLE = (
    "主持人：服务业大而不强的问题仍然存在，怎样看待当前服务业发展的短板？\n"
    "王微言：短板主要在研发设计、检验检测这些环节，企业自己做成本高，外面又找不到合适的机构。\n"
    "夏长杰：标准体系还不健全，同样一项家政服务，不同公司的流程差别很大，标准立起来，品牌才能立起来。\n"
)


def test_guests_may_stand_behind_their_posts():
    guests = "某某发展研究中心市场经济研究所研究员　王微言\n某某科学院财经战略研究院副院长　夏长杰"
    text = f"如何让服务业又优又强\n本期嘉宾\n{guests}\n主持人\n某某日报社编委　孙方正\n{ROUNDTABLE}{ROUNDTABLE}"
    [article] = parse(text, "page.txt").articles
    assert article.title == "如何让服务业又优又强"
    assert [(person.name, person.affiliation) for person in article.authors] == [
        ("王微言", "某某发展研究中心市场经济研究所研究员"),
        ("夏长杰", "某某科学院财经战略研究院副院长"),
        ("孙方正", "某某日报社编委"),
    ]
    assert len(article.body) == 6


@pytest.mark.parametrize(
    "line",
    [
        "嘉宾 云集",
        "本期嘉宾 畅谈 未来",
        "专家 支招",
        "主持人 手记",
        "嘉宾：高朋满座的一年",
        "对话人 与城",
        "学者 笔谈",
        "专家学者 齐聚江城",
        "受访者 说",
        "嘉宾席 上的年轻人",
    ],
)
def test_a_title_that_speaks_of_guests_lists_none(line):
    prose = "清晨的江面上飘着一层薄雾，渔船从雾里缓缓地驶出来，船头站着一位穿蓝布衫的老人。"
    [article] = parse(f"{line}\n■王小明\n{prose}\n{prose}\n", "page.txt").articles
    assert [person.name for person in article.authors] == ["王小明"]
    assert len(article.body) == 2


def test_questions_that_come_again_are_no_headings():
    asked = "问：您是什么时候决定研究种子的？\n答：小时候家里穷，我看见母亲把最好的谷子留作种子，再饿也不动。\n"
    again = "问：做这一行最难的是什么？\n答：最难的是等。一个品种从杂交到审定，少则八年，多则十几年。\n"
    [article] = parse(f"守望一粒种子\n■王小明\n{asked}{again}", "page.txt").articles
    assert [block.kind for block in article.body] == ["paragraph"] * 4


@pytest.mark.parametrize(
    "line",
    [
        "问：谁来种地",
        "一问：谁来种地？",
        "二问：地怎么种？",
        "追问：种地靠什么？",
        "建议：算好长久的账",
        "现状：人少地多",
        "记者手记：江边一日",
        "编后：守望",
        "谁来种地？",
        "问渠：清如许",
    ],
)
def test_a_heading_that_asks_is_one(line):
    prose = "清晨的江面上飘着一层薄雾，渔船从雾里缓缓地驶出来，船头站着一位穿蓝布衫的老人，他说这条江养活了几代人。"
    [article] = parse(f"守望一粒种子\n■王小明\n{prose}\n{line}\n{prose}\n{prose}\n", "page.txt").articles
    assert line not in [block.text for block in article.body if block.kind == "paragraph"]


@pytest.mark.parametrize(
    ("over", "title", "headings"),
    [
        ("# 怎样办好集市\n\n## 智库对话\n", "怎样办好集市", ["路修在图上，更要修在脚下", "留得住人，才留得住集市"]),
        ("## 智库对话\n", "路修在图上，更要修在脚下", ["留得住人，才留得住集市"]),
    ],
)
def test_a_line_between_the_guests_and_a_short_question_heads_a_part_where_a_title_stands_over_all(
    over: str, title: str, headings: list[str]
) -> None:
    lead = "某某市日前印发意见，提出到2028年办好一百个集市。围绕这个话题，我们请来了一位学者。\n"
    guests = "主持人\n金雅琴 本报编辑\n\n嘉宾\n王小明 某某大学教授\n"
    first = f"## 路修在图上，更要修在脚下\n\n金雅琴：集市难在哪里？\n\n王小明：{ANSWERS[0]}\n"
    second = f"## 留得住人，才留得住集市\n\n金雅琴：下一步呢？\n\n王小明：{ANSWERS[1]}\n"
    (article,) = parse("\n".join((over, lead, guests, first, second)), "page.md").articles
    assert (article.title, article.column) == (title, "智库对话")
    assert [block.text for block in article.body if block.kind == "heading"] == headings
    assert len(article.body) == 4 + len(headings)


TALK = "".join(
    f"　　{who}：{line.strip()}\n" for who, line in zip(("闻人杰", "岳西") * 2, paragraphs(4).split("\n"), strict=False)
)
GUESTS = "对话人：\n闻人杰　东塘工业园设计中心主任\n岳西　宁湾精密机械公司董事长\n"


@pytest.mark.parametrize("arranged", ["整　理：舒望", "采访整理：舒望", "采写：舒望"])
def test_who_arranged_a_talk_stands_under_its_speakers(arranged: str) -> None:
    (article,) = parse(f"机床边的设计课\n{GUESTS}{arranged}\n{TALK}").articles
    assert ([person.name for person in article.authors], len(article.body)) == (["闻人杰", "岳西", "舒望"], 4)


@pytest.mark.parametrize("heading", ["整理：从头开始", "机床边的设计课堂"])
def test_a_heading_under_the_speakers_names_nobody(heading: str) -> None:
    (article,) = parse(f"机床边的设计课\n{GUESTS}{heading}\n{TALK}").articles
    assert [person.name for person in article.authors] == ["闻人杰", "岳西"]


def test_who_asks_is_named_without_a_colon() -> None:
    head = "山坳里的二十年\n访谈者　夏至\n受访者　郭长河（松岗中学教师）\n\n"
    (article,) = parse(f"{head}您为什么留在村里？\n{paragraphs(1)}有没有想过离开？\n{paragraphs(1, 2)}").articles
    assert (article.title, [person.name for person in article.authors]) == ("山坳里的二十年", ["夏至", "郭长河"])


INVITED = "公共阅读空间怎样不沦为“打卡背景板”？本期圆桌邀请两位嘉宾展开讨论。"


@pytest.mark.parametrize("gap", ["", "\n"])
def test_what_invites_the_guests_under_their_list_is_a_lead(gap: str) -> None:
    (article,) = parse(f"书房里的灯\n{GUESTS}{gap}　　{INVITED}\n{gap}{TALK}").articles
    assert (article.lead, len(article.body)) == ((INVITED,), 4)


@pytest.mark.parametrize("first", [INVITED.replace("本期圆桌邀请", "从前书店常有"), f"闻人杰：{INVITED}"])
def test_other_words_under_the_list_are_text(first: str) -> None:
    (article,) = parse(f"书房里的灯\n{GUESTS}　　{first}\n{TALK}").articles
    assert (article.lead, len(article.body)) == ((), 5)
