"""What an article refers to stands under its text and in none."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

TEXT, OTHERS_TEXT = paragraphs(3), paragraphs(3, 1)
NOTE, OTHER = "　　（作者系某某大学教授）\n", f"规范农村信用建设\n■李大为\n{OTHERS_TEXT}"
ENTRIES = {
    "注释：": ["①参见某某：《数据产权论纲》，《某某大学学报》2023年第4期。", "②《公共数据条例释义》，第56页。"],
    "参考文献": ["[1]某某.数据产权论纲[J].某某大学学报,2023(4).", "[2]某某.公共数据条例释义[M].某某出版社,2024."],
    "【参考资料】": ["1.《数据产权论纲》，某某出版社2023年版。", "2．《公共数据条例释义》。"],
}


@pytest.mark.parametrize("label", ENTRIES)
@pytest.mark.parametrize("gap", ["\n", ""])
@pytest.mark.parametrize("under_note", [False, True])
def test_numbered_entries_under_their_label_are_references(label: str, gap: str, *, under_note: bool) -> None:
    if not gap and label == "参考文献":
        label, entries = "参考文献：", ENTRIES[label]
    else:
        entries = ENTRIES[label]
    listed = f"　　{label}{gap}" + "\n".join(entries) + "\n"
    end = NOTE + listed if under_note else listed + NOTE
    first, second = parse(f"推进耕地保护\n■赵国栋\n{TEXT}{end}{OTHER}").articles
    assert first.references == tuple(entries)
    assert [block.text for block in first.body] == [line.strip() for line in TEXT.splitlines()]
    assert (first.affiliation, second.references, second.title) == ("作者系某某大学教授", (), "规范农村信用建设")


def test_a_list_without_such_a_label_is_text() -> None:
    said = "　　注释工作完成了三件事：\n　　①点校。全书断句已毕。\n　　②笺证。出处逐条核过。\n"
    (article,) = parse(f"推进耕地保护\n■赵国栋\n{TEXT}{said}{NOTE}").articles
    assert article.references == ()
    assert len(article.body) == len((TEXT + said).splitlines())


def test_the_notes_of_a_paper_stand_in_no_text() -> None:
    front = "家庭农场的演进\n郑　农\n［摘　要］家庭农场是一种经营主体。\n［关键词］家庭农场；适度规模\n　　一、引言\n"
    notes = "注释：\n①　数据来自《农村政策与改革统计年报（2022年）》。\n②　访谈对象为一位农场主。\n"
    entries = "参考文献：\n[1] 杜某.家庭农场发展[J].发展观察,2018(1):43-46.\n"
    (article,) = parse(f"{front}{paragraphs(3)}{notes}{entries}").articles
    assert len(article.body) == 4
    assert [entry[:2] for entry in article.references] == ["①　", "②　", "[1"]
    (article,) = parse(f"{front}{paragraphs(2)}{notes}{paragraphs(2, 5)}{entries}").articles  # at a page's foot
    assert len(article.body) == 5


def test_a_papers_note_goes_on_in_the_next_line() -> None:
    front = "家庭农场的演进\n郑　农\n摘要：家庭农场是一种经营主体。\n关键词：家庭农场；适度规模\n一、引言\n"
    notes = "注释：\n①王志远：《社区养老》，2019年版。\n②同上书，第\n35页。\n③李建国：《养老服务》，2020年第3期。\n"
    (article,) = parse(f"{front}{paragraphs(3)}{notes}").articles
    assert [entry[:10] for entry in article.references] == [
        "①王志远：《社区养老",
        "②同上书，第35页。",
        "③李建国：《养老服务",
    ]
    assert len(article.body) == 4


def test_footnotes_of_markdown_are_references_and_their_marks_join_no_paragraphs() -> None:
    one, two, three = (line.strip() for line in paragraphs(3, 7).splitlines())
    notes = "[^1]: 数据来自台账。\n[^注]: 参见《手册》 第四条。\n"
    head = "# 家庭农场的账本\n\n作者：郑农\n\n"
    (article,) = parse(f"{head}{one}[^1]\n\n{two}[^注]\n\n{three}\n\n{notes}", "a.md").articles
    assert [block.text for block in article.body] == [one, two, three]
    assert article.references == ("[1] 数据来自台账。", "[注] 参见《手册》 第四条。")


def test_a_mark_without_a_footnote_stays_as_printed() -> None:
    one, two = (line.strip() for line in paragraphs(2, 7).splitlines())
    (article,) = parse(f"# 家庭农场的账本\n\n作者：郑农\n\n{one}\n\n{two}[^9]。\n", "a.md").articles
    assert [block.text for block in article.body] == [one, f"{two}[^9]。"]
    assert article.references == ()
