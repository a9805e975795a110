"""Office documents, XML in a ZIP archive: the paragraphs of a .docx, the rows of a .xlsx, and a .xlsx made of rows.

What unpacks to too much, or declares entities (which the format forbids), is refused before any library opens it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
import openpyxl
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError, XPath, _Element
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_PARAGRAPHS = XPath(".//w:p[not(ancestor::w:p)]", namespaces={"w": nsmap["w"]})
_TABLES = XPath(".//w:tbl[not(ancestor::w:tbl)]", namespaces={"w": nsmap["w"]})
_IN_BOXES = XPath(".//w:txbxContent//w:t[normalize-space()]", namespaces={"w": nsmap["w"]})
_NOT_IN_XML = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ufffe\uffff]")
_MOST_UNPACKED = 20_000_000  # bytes of all parts of a document
_WIDEST = 100  # cells of a row
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
# What the libraries and zipfile raise of files that are damaged, have a password or are made up.
_BROKEN = (
    *(OpcError, InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, LxmlError, SyntaxError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, RuntimeError, NotImplementedError),
)


class UnreadableOffice(Exception):
    """The message says in Chinese what is wrong with the document."""


@dataclass(frozen=True, slots=True)
class WordText:
    """The paragraphs of a .docx in its order, the cells of its tables among them row by row, then the notes'."""

    paragraphs: list[str]
    tables: int


def word_text(content: bytes, *, whole: bool = False) -> WordText:
    """What a .docx says. Raises UnreadableOffice.

    Text boxes are left out; `whole` refuses a document that has text in one.
    """
    _refuse_unsafe(content)
    try:
        document = docx.Document(BytesIO(content))
        body = document.element.body
        in_box = whole and bool(_IN_BOXES(body))
        read = WordText(list(_paragraphs(document)), len(_TABLES(body)))
    except _BROKEN as fault:
        raise UnreadableOffice("文件打不开，可能已损坏、有密码，或者不是这种格式") from fault
    if in_box:
        raise UnreadableOffice("文档里有文本框，其中的文字说不出该接在哪里；请把它移到正文里")
    return read


def rows_of(content: bytes, most: int) -> list[list[str]]:
    """The rows of a .xlsx's first sheet as text, the first `most` of them, all as wide. Raises UnreadableOffice.

    A formula is refused: what it comes to is known to the program that saved the file, if to any.
    """
    _refuse_unsafe(content)
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True)
        cells = book.worksheets[0].iter_rows(max_row=most, max_col=_WIDEST)
        rows = [[_cell_text(cell) for cell in row] for row in cells]
    except _BROKEN as fault:
        raise UnreadableOffice("文件打不开，可能已损坏、有密码，或者不是这种格式") from fault
    width = max((number for row in rows for number, said in enumerate(row, start=1) if said), default=0)
    return [row[:width] for row in rows]


def workbook_of(rows: Iterable[Sequence[str]]) -> bytes:
    """A .xlsx of these rows; every cell is text, whatever it begins with."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([_text_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _refuse_unsafe(content: bytes) -> None:
    """Whatever a document's parts are named: the libraries unpack each that another part names, its pictures too."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > _MOST_UNPACKED:
                raise UnreadableOffice("文件解压以后太大，没有读")
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    part = archive.read(member)
                    if any(mark in part for mark in _DOCTYPE):
                        raise UnreadableOffice("文件里有不该有的实体声明（疑似恶意文件），没有读")
    except _BROKEN as fault:
        raise UnreadableOffice("文件打不开，可能已损坏、有密码，或者不是这种格式") from fault


def _paragraphs(document: Document) -> Iterator[str]:
    """From the tree itself: python-docx repeats a cell as often as the file says that it spans columns."""
    for body in (document.element.body, *_notes(document)):
        for found in _PARAGRAPHS(body):
            yield Paragraph(found, document._body).text


def _notes(document: Document) -> Iterator[_Element]:
    """The roots of the footnotes and endnotes, of which python-docx knows the bytes alone."""
    for related in document.part.rels.values():
        if related.reltype in _NOTES and not related.is_external:
            yield parse_xml(related.target_part.blob)


def _cell_text(cell: Any) -> str:
    value = cell.value
    if cell.data_type == "f":
        raise UnreadableOffice(f"{cell.coordinate} 是公式；请换成它的值（复制，再“选择性粘贴”为数值）")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def _text_cell(sheet: Any, value: str) -> Any:
    cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("", value))
    cell.data_type, cell.number_format = "s", "@"
    return cell
