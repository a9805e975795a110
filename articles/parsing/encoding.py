"""Bytes to text: which encoding a file is in, and when it is no text at all."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

_SAMPLE = 200_000  # bytes looked at when the encoding is guessed
_JUNK_SHARE = 0.02  # more control characters than this, and the file is not text
_SECOND_LEVEL = 0xD8  # the first byte of GB2312's rarer characters
_MOST_BROKEN = 3  # bytes of a file that are no character and become U+FFFD, each a finding
_MAY_BE_BROKEN = frozenset({"utf-8", "utf-8-sig", "gb18030"})  # others do not go on behind a byte that is lost
_EVERYDAY_SHARE = 0.9  # of a line with such a byte: a lost one may have shifted all that follow, to rare characters
_COMMON_SHARE = 0.6  # text in GB18030 is mostly common Han, ASCII and Chinese punctuation


class BinaryKind(StrEnum):
    """What a file is by how its bytes begin, where that is no text; as an English sentence names it."""

    PDF = "a PDF"
    RTF = "RTF"
    ARCHIVE = "a Word file or another archive"
    OFFICE = "a Word file"
    PICTURE = "a picture"


_SIGNATURES = {
    b"%PDF": BinaryKind.PDF,
    b"{\\rtf": BinaryKind.RTF,
    b"PK\x03\x04": BinaryKind.ARCHIVE,
    b"\xd0\xcf\x11\xe0": BinaryKind.OFFICE,
    b"\x89PNG": BinaryKind.PICTURE,
    b"\xff\xd8\xff": BinaryKind.PICTURE,
    b"GIF8": BinaryKind.PICTURE,
}


class UnreadableFile(ValueError):
    """The file holds no text; the message says in English what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's characters, without a byte order mark, and the encoding they were read with."""

    text: str
    encoding: str


def binary_kind(data: bytes) -> BinaryKind | None:
    """What a file is that is known not to be text."""
    return next((kind for start, kind in _SIGNATURES.items() if data.startswith(start)), None)


def decode(data: bytes) -> DecodedText:
    """The text of a file in UTF-8, UTF-16, UTF-32 or GB18030, with or without a byte order mark.

    Line breaks are left as they are, so that offsets count the characters of the file. Raises UnreadableFile.
    """
    if not data.strip():
        raise UnreadableFile("The file is empty: there is nothing to import. Check that the scan was saved.")
    if kind := binary_kind(data):
        raise UnreadableFile(f"The file is {kind}, whatever its name says. Export its text as plain text (UTF-8).")
    encoding = _encoding_by_mark(data) or _encoding_by_content(data)
    text = _decode_as(data, encoding)
    _refuse_junk(text)
    return DecodedText(text, encoding)


def _encoding_by_mark(data: bytes) -> str | None:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _encoding_by_content(data: bytes) -> str:
    utf16 = _utf16_without_mark(data[:_SAMPLE])
    if utf16:
        return utf16
    if b"\x00" in data:
        raise UnreadableFile(
            f"{_place(data, data.index(0))} is NUL: this is a binary file, or a text "
            "that was damaged there. Export the page as plain text (UTF-8)."
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _gb18030_or_refuse(data, error)
    return "utf-8"


def _place(data: bytes, at: int) -> str:
    return f"Byte {at}, in line {data.count(10, 0, at) + 1},"


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 shows in its line breaks and Chinese commas: two bytes, always at even places."""
    if len(sample) < 4 or _reads_as_utf8(sample):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
        if _share_of_common(text) > 0.9 and _share_of_junk(text) < _JUNK_SHARE:
            return encoding
    return None


def _reads_as_utf8(sample: bytes) -> bool:
    if b"\x00" in sample:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _gb18030_or_refuse(data: bytes, error: UnicodeDecodeError) -> str:
    text = data.decode("gb18030", errors="replace")
    if "�" not in text and _share_of_common(text[:_SAMPLE]) >= _COMMON_SHARE:
        return "gb18030"
    place = _place(data, error.start)
    rest = data[error.start :].decode("gb18030", errors="replace")
    if error.start and "�" not in rest and _share_of_common(rest[:_SAMPLE]) >= _COMMON_SHARE:
        raise UnreadableFile(
            f"{place} is GB18030 text, and what stands before it is UTF-8: two files were put together. "
            "Save both as UTF-8 and import them again."
        )
    for encoding in ("utf-8", "gb18030"):
        if _is_all_but(data, encoding):
            return encoding
    place = _place(data, max(error.start, _first_not_gb18030(data)))
    raise UnreadableFile(f"{place} is neither UTF-8 nor GB18030 text. Save the file as UTF-8 and import it again.")


def _is_all_but(data: bytes, encoding: str) -> bool:
    """Whether the bytes are text of this encoding but for very few, and the lines around these read on all the same."""
    text = data.decode(encoding, errors="replace")
    lines = [line for line in text.splitlines() if "�" in line]
    readable = all(_share_of_everyday(line.replace("�", "")) >= _EVERYDAY_SHARE for line in lines)
    return text.count("�") <= _MOST_BROKEN and readable and _share_of_common(text[:_SAMPLE]) >= _COMMON_SHARE


def _first_not_gb18030(data: bytes) -> int:
    """The byte up to which the file reads as GB18030; 0 where all of it does."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding in _MAY_BE_BROKEN and _is_all_but(data, encoding):
            return data.decode(encoding, errors="replace")
        raise UnreadableFile(
            f"The file looks like {encoding}, but byte {error.start} cannot be read ({error.reason}). "
            "Save the file as UTF-8 and import it again."
        ) from error


def _refuse_junk(text: str) -> None:
    if not text.strip():
        raise UnreadableFile("The file holds nothing but white space. Check that the scan was saved.")
    if _share_of_junk(text[:_SAMPLE]) > _JUNK_SHARE:
        place = next(index for index, char in enumerate(text) if _is_junk(char))
        raise UnreadableFile(
            f"Character {place} is a control character, and there are many: this is a binary file, not text. "
            "Export the page as plain text (UTF-8)."
        )


def _share_of_junk(text: str) -> float:
    return sum(number for char, number in Counter(text).items() if _is_junk(char)) / max(len(text), 1)


def _is_junk(char: str) -> bool:
    return not char.isspace() and (char == "�" or unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"})


def _share_of_common(text: str) -> float:
    """The share of ASCII, Chinese punctuation and Han characters in everyday use (the GB2312 set)."""
    return sum(number for char, number in Counter(text).items() if _is_common(char)) / max(len(text), 1)


def _share_of_everyday(line: str) -> float:
    """The share of ASCII, Chinese punctuation and the 3,755 most used Han characters (GB2312, first level)."""
    return sum(_is_common(char) and char.encode("gb2312", "replace")[0] < _SECOND_LEVEL for char in line) / max(
        len(line), 1
    )


def _is_common(char: str) -> bool:
    if " " <= char <= "~" or char.isspace():
        return True
    try:
        return len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False
