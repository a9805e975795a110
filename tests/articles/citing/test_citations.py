"""Citations say what is known, and what is not."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import bibtexparser
import pytest
from bibtexparser.middlewares import SeparateCoAuthors
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from articles.citing.citations import Citation, bibtex, gbt7714, plain, ris

PRINTED = Citation(
    key="article1",
    title="协同打造成渝地区双城经济圈优势产业集群",
    authors=("朱旭森",),
    journal=False,
    publication="重庆日报",
    date=datetime.date(2024, 7, 4),
    page="第8版",
    url="https://example.org/articles/1/",
)
UNDATED = replace(PRINTED, publication="", date=None, page="")
PAPER = replace(PRINTED, journal=True, publication="某刊", page="1-3", authors=("甲", "乙", "丙", "丁"))


def test_a_newspaper_article_is_cited_as_the_standard_has_it():
    assert gbt7714(PRINTED) == "朱旭森. 协同打造成渝地区双城经济圈优势产业集群[N]. 重庆日报, 2024-07-04(第8版)."


def test_a_page_is_a_number_in_lists_and_a_word_in_sentences():
    numbered = replace(PRINTED, page="9")
    assert gbt7714(numbered).endswith("重庆日报, 2024-07-04(9).")
    assert "，2024年7月4日，第9版。" in plain(numbered)
    assert "，2024年7月4日，A03版。" in plain(replace(PRINTED, page="A03"))
    assert "SP  - 9\r\n" in ris(numbered)
    assert "pages = {9}" in bibtex(numbered)
    assert "，2024年7月4日，9。" in plain(replace(numbered, journal=True))


def test_a_paper_is_cited_by_year_and_pages_and_its_fourth_author_is_among_the_others():
    assert gbt7714(PAPER) == "甲, 乙, 丙, 等. 协同打造成渝地区双城经济圈优势产业集群[J]. 某刊, 2024: 1-3."


def test_what_is_not_known_is_said_to_be_missing_and_never_made_up():
    assert UNDATED.missing == ("报纸名", "日期", "版次")
    assert gbt7714(UNDATED).endswith("[N]. [缺报纸名], [缺日期]([缺版次]).")
    assert "（缺报纸名、日期、版次）" in plain(UNDATED)


@pytest.mark.parametrize("written", [bibtex, ris])
def test_files_for_reference_managers_leave_out_what_is_not_known(written):
    text = written(UNDATED)
    assert "缺日期" in text
    assert not any(field in text for field in ("year =", "pages =", "PY  -", "DA  -", "SP  -"))


def test_a_title_that_the_page_does_not_print_stands_in_brackets():
    inferred = replace(PRINTED, supplied_title=True)
    assert gbt7714(inferred).startswith("朱旭森. [协同打造成渝地区双城经济圈优势产业集群][N].")
    assert "题名为推定" in bibtex(inferred)
    assert "题名为推定" in ris(inferred)


def test_bibtex_escapes_what_tex_would_read():
    assert r"R\&D \{100\%\}" in bibtex(replace(PRINTED, title="R&D {100%}"))


def test_an_ris_record_is_framed_and_its_lines_end_as_the_format_wants():
    lines = ris(PRINTED).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    assert "AU  - 朱旭森" in lines
    assert "DA  - 2024/07/04/" in lines


NASTY_NAMES = (
    "朱旭森", "Caihui Bai", "Smith and Sons", "AND", "and Co", "others", "Smith, John, Jr.", "a{b", "a}b", "{和}",
    "李\n四", "R&D 中心", "50% $ # _ ~ ^ \\", "``x'' -- !`", "“甲” \x07 \u2028乙",
)  # fmt: skip
NASTY = st.text(st.sampled_from("甲乙 ABC and,{}\\$&#%_^~\"'`-@=\n\r\t\u2028\x07%"), min_size=1, max_size=30)
DECODER = get_default_latex_context_db()
DECODER.add_context_category(
    "what the library does not know, or gives as an accent",
    macros=[
        MacroTextSpec("textbraceleft", "{"),
        MacroTextSpec("textbraceright", "}"),
        MacroTextSpec("textasciicircum", "^"),
    ],
    prepend=True,
)


def read_back(written: str) -> tuple[list[str], str]:
    """The authors and the title of a BibTeX file of one entry, as TeX would set them."""
    library = bibtexparser.parse_string(written, append_middleware=[SeparateCoAuthors()])
    assert not library.failed_blocks
    (entry,) = library.entries
    to_text = LatexNodes2Text(latex_context=DECODER, keep_comments=True).latex_to_text
    return [to_text(name) for name in entry["author"]], to_text(entry["title"])


def on_one_line(text: str) -> str:
    return " ".join(text.replace("\x07", "").split())


def test_names_come_back_from_bibtex_one_by_one():
    names, title = read_back(bibtex(replace(PRINTED, authors=NASTY_NAMES, title="甲\n乙 {")))
    assert names == [on_one_line(name) for name in NASTY_NAMES]
    assert title == "甲 乙 {"


@given(st.lists(NASTY.filter(on_one_line), min_size=1, max_size=3), NASTY)
def test_any_name_and_title_come_back_from_bibtex(names, title):
    written = bibtex(replace(PRINTED, authors=tuple(names), title=f"题{title}"))
    assert read_back(written) == ([on_one_line(name) for name in names], on_one_line(f"题{title}"))


@given(st.lists(NASTY, max_size=3), NASTY)
def test_whatever_stands_in_a_field_an_ris_record_keeps_its_lines(names, title):
    lines = ris(replace(PRINTED, authors=tuple(names), title=f"题{title}")).split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n\u2028]+", line) for line in lines[:-2])
    assert [line[6:] for line in lines if line.startswith("AU")] == [*filter(None, map(on_one_line, names))]
    assert f"TI  - {on_one_line('题' + title)}" in lines


def test_a_subtitle_stands_behind_a_colon_in_lists_and_as_printed_in_sentences():
    subtitled = replace(PRINTED, subtitle="——三个园区的实践")
    assert gbt7714(subtitled).startswith("朱旭森. 协同打造成渝地区双城经济圈优势产业集群: 三个园区的实践[N]. ")
    assert "《协同打造成渝地区双城经济圈优势产业集群——三个园区的实践》" in plain(subtitled)
    assert "TI  - 协同打造成渝地区双城经济圈优势产业集群: 三个园区的实践\r\n" in ris(subtitled)
    assert "title = {协同打造成渝地区双城经济圈优势产业集群: 三个园区的实践}" in bibtex(subtitled)
