"""Whatever text or bytes come: the reading ends and gives every character one part."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.parsing import decode, parse
from articles.parsing.encoding import UnreadableFile
from articles.parsing.types import ParsedDocument, ParsedPassage
from tests.pages import seed_table
from tests.pages.layout import make_page
from tests.trials import trials

_QUICK = settings(max_examples=trials(60))

_LINES = st.sampled_from(
    [
        "■朱旭森", "□ 王　希", "■", "■ ■ ■", "【智库圆桌】", "## 【决策建议】", "【", "】", "【】", "【【内】外】",
        "## 智库对话", "#", "## ", "（作者系西南大学教授）", "（作者", "作者系）", "——编者", "链接>>>",
        "(作者单位：重庆大学，本文为国家社科基金项目：24XJY020成果)",
        "主持人", "专访嘉宾", "摘要", "关键词", "Abstract", "参考文献", "- [1] 李敬.论文[N].2020.", "1 引言",
        "【作者简介】柏才慧", "通讯员 王加喜 摄视觉重庆", "2月21日，工人们在下线质量门处进行检查。",
        "夯实现代化产业人才培养的根基", "共建共", "享现代产业学院。",
        "要坚持把发展特色优势产业作为主攻方向，因地制宜发展新兴产业，加快西部地区产业转型升级。",
        "，", "。", "”", "\u200b", "\ufeff", "\x0c", "\u3000",
    ]
)  # fmt: skip


def check(text: str) -> ParsedDocument:
    """Parse, and see that every character which is not white space has one part and one only."""
    document = parse(text)
    passages = all_passages(document)
    owners = bytearray(len(text))
    for passage in passages:
        assert 0 <= passage.start <= passage.end <= len(text)
        for at in range(passage.start, passage.end):
            if not text[at].isspace():
                assert not owners[at], f"two parts own {text[at]!r} at {at}"
                owners[at] = 1
    black = sum(not c.isspace() for c in text)
    assert sum(owners) == black == document.coverage.characters == document.coverage.assigned
    assert all(0 <= j.confidence <= 1 for a in document.articles for j in a.joins)
    assert all(0 <= n < len(document.articles) for f in document.features for n in f.articles)
    return document


def all_passages(document: ParsedDocument) -> list[ParsedPassage]:
    """Every run of the file that has a part."""
    owned = [p for a in document.articles for p in a.passages]
    owned += [p for f in document.features for p in f.passages]
    return owned + [f.passage for f in document.furniture]


@given(st.text())
@_QUICK
def test_any_text_is_read(text: str) -> None:
    check(text)


def test_a_square_alone_over_a_note_cut_short_is_read() -> None:
    check("■\n\n（作者\n\n■朱旭森")


@given(st.lists(_LINES, max_size=40), st.sampled_from(["\n\n", "\n", "\r\n\r\n", "\x0c", "\u2028", ""]))
@_QUICK
def test_the_parts_of_a_page_in_any_order_are_read(lines: list[str], gap: str) -> None:
    check(gap.join(lines))


@given(st.integers(0, 4), st.randoms(use_true_random=False))
@_QUICK
def test_a_seed_page_with_its_lines_in_any_order_is_read(file: int, random) -> None:
    lines = seed_table.seed_text(file).split("\n")
    random.shuffle(lines)
    check("\n".join(lines))


@given(st.integers(0, 4), st.data())
@_QUICK
def test_a_seed_page_torn_at_both_ends_is_read(file: int, data) -> None:
    text = seed_table.seed_text(file)
    start = data.draw(st.integers(0, len(text)))
    check(text[start : data.draw(st.integers(start, len(text)))])


@given(st.binary())
@_QUICK
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableFile):
        check(decode(data).text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("file", range(5))
def test_a_seed_page_reads_the_same_in_every_encoding(file: int, encoding: str) -> None:
    text = seed_table.seed_text(file)
    assert decode(text.encode(encoding)).text == text


def test_rare_characters_of_four_bytes_survive_gb18030() -> None:
    text = seed_table.seed_text(3).replace("重庆", "𠮷𡈽𣘺㐂")
    assert decode(text.encode("gb18030")).text == text
    check(text)


def test_line_ends_of_windows_change_nothing() -> None:
    for file in range(5):
        text = seed_table.seed_text(file)
        plain, windows = check(text), check(text.replace("\n", "\r\n"))
        assert [a.title for a in plain.articles] == [a.title for a in windows.articles]
        assert [a.body_passages and a.body[0].text for a in plain.articles] == [
            a.body_passages and a.body[0].text for a in windows.articles
        ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("产业" * 50_000, id="one endless line"),
        pytest.param("产\n" * 20_000, id="many lines of one character"),
        pytest.param("产\n\n" * 10_000, id="many paragraphs of one character"),
        pytest.param("■朱旭森\n\n" * 3_000, id="only bylines"),
        pytest.param("（" * 20_000, id="only opening brackets"),
        pytest.param("（作者系" * 5_000, id="notes that never close"),
        pytest.param("【" * 3_000 + "栏" + "】" * 3_000, id="nested column marks"),
        pytest.param("【智库圆桌】\n\n" * 3_000, id="only column marks"),
        pytest.param("# " * 10_000, id="only markdown"),
        pytest.param("\n" * 100_000 + "产", id="only white space before one character"),
        pytest.param("\u200b\n\n" * 1_000, id="zero-width lines"),
        pytest.param("a" * 50_000, id="one endless word"),
        pytest.param("——编者\n\n" * 2_000, id="only signatures"),
        pytest.param("共建共\n\n" * 2_000 + "享成果。\n\n" * 2_000, id="thousands of heads and tails"),
    ],
)
def test_hostile_pages_are_read_to_the_end(text: str) -> None:
    check(text)


def test_forty_pages_in_one_file_are_read() -> None:
    text = "\n\n".join(make_page(seed, "daily").text for seed in range(40))
    check(text)


def test_thousands_of_headings_are_one_finding() -> None:
    document = parse("".join(f"# 第{number}题\n\n" for number in range(2_000)))
    assert len(document.problems) == 1
    assert document.problems[0].message.startswith("共2000处")
