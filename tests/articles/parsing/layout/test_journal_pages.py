"""What a journal prints around a paper: its name and issue, running heads, notes at the feet of pages, tables."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import DocumentKind, ParsedDocument
from tests.articles.parsing.made_prose import paragraphs

SAID = [line.strip() for line in paragraphs(6, 2).split("\n") if line]
TITLE = "农村用水管理的组织形态"
CUT = (SAID[1][:50], SAID[1][50:])
FRONT = f"{TITLE}\n\n王小明，李文\n（江北大学 经济学院，江北 400044）\n摘要：考察用水管理的组织。\n关键词：用水；管理\n"


def paper(
    *, head: str = "", page_one: str = "", foot: str = "", over: str = "", entries: str = "[1] 郭远山.用水[M].2019.\n"
) -> ParsedDocument:
    """A paper of two pages, a paragraph cut between them; `over` stands over the second page."""
    first = f"一、引言\n　　{SAID[0]}\n{page_one}　　{CUT[0]}\n{foot}\n· 41 ·\n"
    second = f"\n{over}\n\n{CUT[1]}\n二、分析\n　　{SAID[2]}\n　　{SAID[3]}\n"
    return parse(f"{head}{FRONT}\n{first}{second}\n参考文献(References):\n{entries}")


def body(document: ParsedDocument) -> list[str]:
    return [block.text for block in document.articles[0].body]


WHOLE = ["一、引言", SAID[0], SAID[1], "二、分析", SAID[2], SAID[3]]


@pytest.mark.parametrize(
    ("over", "journal"),
    [
        (f"王小明，李文：{TITLE}", None),
        (f"第 2 期　　王小明，等：{TITLE[:10]}……", None),
        (TITLE, None),
        ("江北学刊　　2026年第2期", "江北学刊"),
        ("江 北 学 刊　　2026 年第 2 期", "江北学刊"),
        ("2026年第2期", None),
    ],
)
def test_a_running_head_cuts_no_paragraph(over: str, journal: str | None) -> None:
    document = paper(over=over)
    assert document.kind is DocumentKind.JOURNAL_PAPER
    assert body(document) == WHOLE
    assert (document.articles[0].title, document.coverage.unassigned) == (TITLE, 0)
    assert over in [piece.text for piece in document.furniture if piece.kind in {"page", "dateline"}]
    assert (document.imprint.publication and document.imprint.publication.value) == journal


@pytest.mark.parametrize("line", ["江北学刊　　2026年第2期", f"原题：{SAID[4][:24]}。", f"课题组：{TITLE}再论。"])
def test_a_line_like_it_within_a_page_is_text(line: str) -> None:
    assert line in "".join(body(paper(page_one=f"　　{line}\n")))


@pytest.mark.parametrize(
    "head",
    [
        "第12卷 第4期        江北学刊        Vol.12 No.4\n2025年8月        Journal of North        Aug. 2025\n\n",
        "江 北 学 刊\n2024 年第 18 卷第 2 期\n\n",
        "江北学刊\n2024年第2期\n\n",
        "江北学刊　2025年第1期\n\n",
        "江北学刊\n2024 年第 2 期\n\n",
        "第 38 卷 第 4 期        江北学刊        Vol.38 No.4\n2025 年 8 月        Journal of North        Aug.2025\n\n",
    ],
)
def test_the_journals_name_and_issue_over_a_paper_are_not_its_title(head: str) -> None:
    document = paper(head=head)
    (article,) = document.articles
    assert (article.title, [person.name for person in article.authors]) == (TITLE, ["王小明", "李文"])
    assert (body(document), document.coverage.unassigned) == (WHOLE, 0)
    assert document.imprint.publication is not None
    assert document.imprint.publication.value == "江北学刊"


@pytest.mark.parametrize(
    "authors", ["王小明，李文\n", "江北大学　王小明\n", "（江北大学　王小明）\n", "——以三县为例\n王小明\n", ""]
)
def test_a_title_over_its_issue_stays_one(authors: str) -> None:
    text = FRONT.replace("\n\n王小明，李文\n（江北大学 经济学院，江北 400044）\n", f"\n2024年第2期\n{authors}")
    document = parse(f"{text}\n一、引言\n　　{SAID[0]}\n\n参考文献\n[1] 郭远山.用水[M].2019.\n")
    assert document.articles[0].title == TITLE


def test_the_notes_at_a_pages_foot_are_references_and_cut_no_paragraph() -> None:
    page_one = f"　　{SAID[4]}[1]\n　　{SAID[5]}②\n"
    notes = "[1] 参见郭远山：《用水考》，江北大学出版社2018年版，第88页。\n② 《江北县志》卷三。\n"
    document = paper(page_one=page_one, foot=f"\n{notes}")
    (article,) = document.articles
    assert body(document) == [*WHOLE[:2], f"{SAID[4]}[1]", f"{SAID[5]}②", *WHOLE[2:]]
    assert article.references == (*notes.splitlines(), "[1] 郭远山.用水[M].2019.")


def test_numbered_points_at_a_pages_foot_are_text_where_no_mark_calls_for_them() -> None:
    points = f"　　①{SAID[4]}\n　　②{SAID[5]}\n"
    assert f"①{SAID[4]}" in body(paper(page_one=points))


def test_a_page_that_begins_flush_goes_on_with_the_paragraph_above() -> None:
    whole = f"{FRONT}\n一、引言\n　　{SAID[0]}\n　　{SAID[1]}\n\n· 41 ·\n\n{SAID[2]}\n　　{SAID[3]}\n"
    end = "\n参考文献\n[1] 郭远山.用水[M].2019.\n"
    assert body(parse(whole + end)) == ["一、引言", SAID[0], SAID[1] + SAID[2], SAID[3]]
    flush = (whole + end).replace("　　", "")
    assert body(parse(flush)) == ["一、引言", *SAID[:4]]


def test_an_entry_wrapped_over_lines_is_one() -> None:
    one = "[1] 郭远山,时雨.用水的地方实践:基于十二\n个县的比较[J].江北学刊,2019(8):1-9.\n"
    entries = f"{one}[2] Rowe B. Field study of\nsix towns[J]. 2016.\n"
    assert paper(entries=entries).articles[0].references == (
        "[1] 郭远山,时雨.用水的地方实践:基于十二个县的比较[J].江北学刊,2019(8):1-9.",
        "[2] Rowe B. Field study of six towns[J]. 2016.",
    )


def test_entries_without_numbers_stay_apart() -> None:
    entries = "郭远山，2019，《用水》，江北大学出版社\n时雨，2020，《管水》，江北大学出版社\n"
    assert paper(entries=entries).articles[0].references == tuple(entries.splitlines())


def test_a_tables_lines_stay_lines_and_a_figures_name_and_thanks_are_no_text() -> None:
    table = ["表1　样本学校基本情况", "学校　　学生数　　教师数", "东关小学　　812　　46", "松岗中学　　1204　　88"]
    source = "资料来源：作者整理。"
    said = "　　图1 显示，用水的人数连年上升。\n"
    document = paper(
        page_one="\n" + "\n".join([*table, source]) + f"\n\n{said}\n图1　用水人数的变化\n\n致谢：感谢江北县水利局。\n\n"
    )
    (article,) = document.articles
    assert body(document) == [*WHOLE[:2], *table, source, said.strip(), *WHOLE[2:]]
    assert [piece.text for piece in document.furniture if piece.kind == "caption"] == ["图1　用水人数的变化"]
    assert (article.author_note, document.coverage.unassigned) == ("感谢江北县水利局。", 0)


def test_a_sentence_on_a_figure_is_text_and_an_entry_with_the_papers_title_a_reference() -> None:
    entries = f"[1] 时雨. 管水[J]. 江北学刊, 2020(1): 1-9.\n[2] 李文：{TITLE}\n"
    document = paper(page_one="\n　　图1 给出了用水人数的变化\n", entries=entries)
    assert "caption" not in {piece.kind for piece in document.furniture}
    assert f"[2] 李文：{TITLE}" in document.articles[0].references


def _with_figures(lines: str) -> tuple[list[str], list[str]]:
    document = paper(page_one=f"\n\n{lines}\n\n{WHOLE[0]}\n\n")
    return body(document), [piece.text for piece in document.furniture if piece.kind == "caption"]


def test_a_figures_name_is_no_sentences_beginning() -> None:
    names = ["图1用水人数的变化", "放水时节", "图2三条渠道的流量", "Fig. 2 Flow of three channels"]
    assert _with_figures("图1用水人数的变化\n\n放水时节\n图2三条渠道的流量\nFig. 2 Flow of three channels")[1] == names


@pytest.mark.parametrize(
    "text", ["图2所示的三条渠道中，流量都有增加。", "图2是三条渠道的流量的变化", "图2 显示，流量都有增加。"]
)
def test_a_sentence_that_begins_with_a_figure_is_text(text: str) -> None:
    shown, captions = _with_figures(text)
    assert any(block.startswith(text) for block in shown)
    assert not captions


def test_names_with_the_numbers_of_their_addresses_need_no_surnames() -> None:
    front = FRONT.replace(
        "王小明，李文\n（江北大学 经济学院，江北 400044）",
        "廖　原1,2　　水清华1　　赛音3*\n(1. 江北大学, 江北 400044; 2. 水文站, 江北 400045;\n3. 江北学院, 江北 400046)",
    )
    (article,) = parse(f"{front}\n一、引言\n　　{SAID[0]}\n\n参考文献\n[1] 郭远山.用水[M].2019.\n").articles
    assert [person.name for person in article.authors] == ["廖原", "水清华", "赛音"]
    assert (article.affiliation or "").endswith("3. 江北学院, 江北 400046")
    assert [block.text for block in article.body] == ["一、引言", SAID[0]]


def test_a_name_that_only_the_issue_under_it_shows_is_the_journals() -> None:
    document = paper(head="江北社会科学\n2025 年第 4 期\n\n")
    assert document.articles[0].title == TITLE
    assert document.imprint.publication is not None
    assert document.imprint.publication.value == "江北社会科学"


def test_the_journals_name_in_two_languages_and_two_lines_is_over_no_title() -> None:
    head = "第 38 卷 第 2 期　　　　江北师范学院学报（社会科学版）　　　　Vol. 38 No. 2\n"
    head += "2026 年 3 月　　　　Journal of Jiangbei Normal College (Social Sciences)　　　　Mar. 2026\n\n"
    document = paper(head=head)
    assert (document.articles[0].title, body(document)) == (TITLE, WHOLE)
    assert document.imprint.publication is not None
    assert document.imprint.publication.value == "江北师范学院学报（社会科学版）"
