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
