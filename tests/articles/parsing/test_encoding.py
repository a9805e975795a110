"""Bytes to text, whatever a scanner's software saved."""

from __future__ import annotations

import pytest

from articles.parsing import UnreadableFile, decode
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
