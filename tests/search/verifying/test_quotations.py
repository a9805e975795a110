"""What counts as a quotation, and whose the draft says it is."""

from __future__ import annotations

import time

import pytest

from search.verifying.quotations import LONGEST, Reason, read_draft

LONG_TITLE = "《促进三个“深度融合”，建设西部地区高质量发展先行区》"


@pytest.mark.parametrize(
    ("draft", "quoted"),
    [
        ("他说：“没有调查就没有发言权。”", ["没有调查就没有发言权。"]),
        ("他说：「沒有調查就沒有發言權」。", ["沒有調查就沒有發言權"]),
        ('他说："没有调查就没有发言权"。', ["没有调查就没有发言权"]),
        ("＂没有调查就没有发言权＂", ["没有调查就没有发言权"]),
        ("“推动共建“一带一路”走深走实”是目标", ["推动共建“一带一路”走深走实"]),
        ("“他说‘没有调查就没有发言权’的时候”", ["他说‘没有调查就没有发言权’的时候"]),
        ("“前一半说的是调查研究……后一半说的是实事求是”", ["前一半说的是调查研究", "后一半说的是实事求是"]),
        ("“一句话在稿子里\n断成了两行的引文”", ["一句话在稿子里\n断成了两行的引文"]),
        ("“第一段的引文没有收口。\n“第二段接着引，到此收口。”", ["第一段的引文没有收口。", "第二段接着引，到此收口。"]),
        ("《求是》文章指出：高质量发展是首要任务。后来", ["高质量发展是首要任务"]),
        ("《求是》文章指出：“高质量发展是首要任务。”后来", ["高质量发展是首要任务。"]),
        ("《关于推进高质量发展的若干意见》已经印发。", []),
        ("《把“新星”产业培育成制造业的“最大增量”》指出：高质量发展是首要任务。后来", ["高质量发展是首要任务"]),
        ("读《以“两业融合”促进高质量发展》有感：“没有调查就没有发言权”", ["没有调查就没有发言权"]),
        ("“甲乙丙丁戊己庚辛”，他说，“壬癸子丑寅卯辰巳”。", ["甲乙丙丁戊己庚辛", "壬癸子丑寅卯辰巳"]),
        ("这里没有引文。", []),
    ],
)
def test_finds_what_stands_in_quotation_marks_and_behind_what_a_work_says(draft, quoted):
    read = read_draft(draft)
    assert [quotation.text for quotation in read.quotations] == quoted
    assert all(draft[quotation.start : quotation.end] == quotation.text for quotation in read.quotations)


@pytest.mark.parametrize(
    ("draft", "said_by"),
    [
        ("王小明指出：“没有调查就没有发言权。”", "王小明"),
        ("昨天下午。王小明在会上曾经强调过，“没有调查就没有发言权”", "王小明在会上曾经"),
        ("“没有调查就没有发言权，”王小明这样说。", "王小明这样"),
        ("王小明：“没有调查就没有发言权。”", "王小明"),
        ("用王小明的话说，“没有调查就没有发言权。”", "用王小明"),
        ("又说：“没有调查就没有发言权。”——王小明", "王小明"),
        ("他说：“没有调查就没有发言权。”", "他"),
        ("“没有调查就没有发言权。”——王小明", "王小明"),
        (
            "据《促进三个“深度融合”，建设西部地区的先行区》：“没有调查就没有发言权”",
            "据《促进三个“深度融合”，建设西部地区的先行区》",
        ),
        (
            "《促进三个“深度融合”，建设先行区》一文强调，“没有调查就没有发言权”",
            "《促进三个“深度融合”，建设先行区》一文",
        ),
        ("“没有调查就没有发言权。”李四指出：“有了调查才有发言权。”", ""),
        ("有“没有调查就没有发言权”的传统。", ""),
        ("记者追问。\n答：“没有调查就没有发言权。”", ""),
    ],
)
def test_says_by_whom_as_the_draft_does(draft, said_by):
    assert read_draft(draft).quotations[0].said_by == said_by


def test_names_what_it_passes_over():
    draft = "“一带一路”是短语。“这一句没有收口，下面又有“另一句话是收了口的句子”，完。\n\n又一段。"
    read = read_draft(draft)
    assert [(run.text[:6], run.reason) for run in read.skipped] == [
        ("一带一路", Reason.SHORT),
        ("“这一句没有", Reason.UNCLOSED),
    ]
    assert [quotation.text for quotation in read.quotations] == ["另一句话是收了口的句子"]


def test_shows_what_it_passes_over_with_the_draft_s_own_marks():
    draft = "“这一句没有收口，《关于“三农”工作的决定》怎么说"
    assert [run.text for run in read_draft(draft).skipped] == [draft]


def test_a_line_of_marks_that_are_never_closed_is_not_shown_again_for_each():
    draft = "“" * 2_000
    assert sum(len(run.text) for run in read_draft(draft).skipped) < 100 * len(draft)


@pytest.mark.parametrize("mark", ["“", '"', "「", "“\n", "“甲”", "甲“", "《甲》", "《甲“乙”》：“丙丁戊己庚辛壬癸”"])
def test_marks_are_read_in_time_that_grows_as_the_draft_does(mark):
    def seconds(length: int) -> float:
        started = time.process_time()
        read_draft((mark * length)[:length])
        return time.process_time() - started

    assert min(seconds(20_000) for _ in range(2)) < 20 * max(min(seconds(2_500) for _ in range(3)), 0.02)


def test_no_quotation_goes_over_a_blank_line_or_is_without_end():
    long = "“" + "字" * (LONGEST + 5) + "”"
    assert not read_draft(long).quotations
    assert not read_draft("“这一句在空行\n\n以后才收口的引文”").quotations


@pytest.mark.parametrize("mark", ["“", "”", '"', "「", "《", "…", "\n", "\v"])
def test_any_run_of_marks_is_read(mark):
    for draft in (mark, mark * 5_000, f"{mark}一二三四五六七八九十" * 1_000):
        read = read_draft(draft)
        assert all(draft[run.start : run.end] == run.text for run in read.quotations)
        assert all(draft[run.start : run.end] == run.text for run in read.skipped)
