"""Bytes to text, whatever a scanner's software saved."""

from __future__ import annotations

import pytest

from articles.parsing import UnreadableFile, decode, parse
from tests.pages.seed_table import seed_text

TEXT = seed_text(1)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_a_page_is_read_in_any_usual_encoding(encoding: str) -> None:
    assert decode(TEXT.replace("—", "－").encode(encoding)).text == TEXT.replace("—", "－")


def test_the_encoding_is_told() -> None:
    assert decode(TEXT.encode("utf-8")).encoding == "utf-8"
    assert decode(TEXT.encode("gb18030")).encoding == "gb18030"
    assert decode(TEXT.encode("utf-8-sig")).encoding == "utf-8-sig"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x0c"])
def test_line_breaks_stay_as_they_are(line_break: str) -> None:
    text = line_break.join(["【智库头条】", "■朱旭森", "要坚持因地制宜。"])
    assert decode(text.encode("utf-8")).text == text


@pytest.mark.parametrize("data", [b"", b"  \n\r\n\t", "　\n".encode(), b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"empty|white space"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x03\xe8",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 20,
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00",
        bytes(range(1, 32)) * 40,
    ],
    ids=["png", "pdf", "zip", "control characters"],
)
def test_a_binary_file_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"UTF-8"):
        decode(data)


def test_the_place_of_the_fault_is_told() -> None:
    with pytest.raises(UnreadableFile, match=r"Byte 5, in line 1,"):
        decode(b"hello\x00world")


def test_two_encodings_in_one_file_are_named_with_the_line_where_the_second_begins() -> None:
    text = "各级政府完善了耕地保护的办法。\n"
    with pytest.raises(UnreadableFile, match=r"in line 3, is GB18030 text, and what stands before it is UTF-8"):
        decode((text * 2).encode() + text.encode("gb18030"))


@pytest.mark.parametrize(("start", "kind"), [(b"%PDF-1.4\n", "a PDF"), (b"{\\rtf1\\ansi ", "RTF")])
def test_what_only_looks_like_text_is_called_what_it_is(start: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFile, match=kind):
        decode(start + b"plain words all through" * 20)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_byte_that_does_not_belong_is_named_by_its_place(encoding: str) -> None:
    lines = [f"第{number}行说的是江边的渡口。\n".encode(encoding) for number in range(1, 5)]
    lines[2] = lines[2][:-1] + b"\xff" * 4 + b"\n"
    with pytest.raises(UnreadableFile, match=rf"Byte {len(b''.join(lines[:3])) - 5}, in line 3, is neither"):
        decode(b"".join(lines))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_one_byte_that_is_no_character_is_a_finding_and_nothing_else_is_lost(encoding: str) -> None:
    before, after = "推进耕地保护\n■赵国栋\n　　各级政府完善了", "耕地保护的办法，有关部门推进了信用建设。\n" * 3
    text = decode(before.encode(encoding) + b"\xff" + after.encode(encoding.removesuffix("-sig"))).text
    assert text == f"{before}\ufffd{after}"
    assert [problem.at for problem in parse(text).articles[0].problems] == [len(before)]


def test_a_byte_that_is_no_character_in_a_title_is_a_finding_too() -> None:
    after = "保护\n■赵国栋\n" + "　　各级政府完善了养老服务的办法。\n" * 3
    text = decode("推进耕地".encode() + b"\xff" + after.encode()).text
    assert [(problem.code, problem.at) for problem in parse(text).problems] == [("suspicious-text", 4)]


def test_a_line_whose_characters_a_lost_byte_has_shifted_is_refused() -> None:
    data = "有关部门推进了信用建设，各级政府完善了耕地保护的办法。\n".encode("gb18030")
    with pytest.raises(UnreadableFile, match="in line 1"):
        decode(data[:1] + data[2:])
