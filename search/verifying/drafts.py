"""An uploaded draft as text: .docx through python-docx, anything else as a text file. Nothing of it is kept."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

import docx
from django.core.files.uploadedfile import UploadedFile
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError, XPath, _Element

from articles.parsing.encoding import UnreadableFile, binary_kind, decode

_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_PARAGRAPHS = XPath(".//w:p[not(ancestor::w:p)]", namespaces={"w": nsmap["w"]})
LARGEST_FILE = 5_000_000  # bytes
_LARGEST_UNPACKED = 20_000_000  # bytes of all parts of a document
# What python-docx and zipfile raise of files that are damaged, have a password or are made up.
_BROKEN = (
    *(OpcError, zipfile.BadZipFile, zlib.error, EOFError, LxmlError),
    *(KeyError, ValueError, AttributeError, RuntimeError),
)


class UnreadableDraft(Exception):
    """The message says in Chinese what is wrong and what to do."""


def text_of(file: UploadedFile) -> str:
    """The text of an uploaded file. Raises UnreadableDraft."""
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise UnreadableDraft(f"文件超过 {LARGEST_FILE // 1_000_000} MB；请另存为纯文本，或把文字粘贴在框里。")
    suffix = PurePosixPath(file.name or "").suffix.lower()
    if suffix == ".docx":
        return _of_word(content)
    if binary_kind(content):
        raise UnreadableDraft("只读 .docx 和纯文本（.txt、.md）；请另存成这样的文件，或把文字粘贴在框里。")
    try:
        return decode(content).text
    except UnreadableFile as fault:
        raise UnreadableDraft("这个文件读不成文字：是空的，或者不是纯文本；请另存为 UTF-8 纯文本再试。") from fault


def _of_word(content: bytes) -> str:
    try:
        _refuse_bomb(content)
        return "\n".join(_paragraphs(docx.Document(BytesIO(content))))
    except _BROKEN as fault:
        raise UnreadableDraft("这个 .docx 打不开，可能已损坏或有密码；请另存一次，或把文字粘贴在框里。") from fault


def _refuse_bomb(content: bytes) -> None:
    """Whatever a document's parts are named: python-docx unpacks each that another part names, its pictures too."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _LARGEST_UNPACKED:
            raise UnreadableDraft("这个 .docx 解压以后太大，没有读；请另存为纯文本，或把文字粘贴在框里。")


def _paragraphs(document: Document) -> Iterator[str]:
    """Those of tables, too, in the order of the document, then the notes'; those of text boxes not.

    From the tree itself: python-docx repeats a cell as often as the file says that it spans columns.
    """
    for body in (document.element.body, *_notes(document)):
        for found in _PARAGRAPHS(body):
            yield Paragraph(found, document._body).text


def _notes(document: Document) -> Iterator[_Element]:
    """The roots of the footnotes and endnotes, of which python-docx knows the bytes alone."""
    for related in document.part.rels.values():
        if related.reltype in _NOTES and not related.is_external:
            yield parse_xml(related.target_part.blob)
