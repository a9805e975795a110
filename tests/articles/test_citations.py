"""Citations say what is known, and what is not."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from articles.citations import Citation, bibtex, gbt7714, plain, ris

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
