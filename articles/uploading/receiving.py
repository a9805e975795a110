"""Uploaded files and archives to files of text: what is too large, too many or no text is refused, in Chinese."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.utils import timezone

from articles.importing import batches
from articles.importing.files import LARGEST_FILE, PAGE_SUFFIXES
from articles.models import BatchFile, ImportBatch
from articles.parsing.encoding import BinaryKind, binary_kind
from articles.parsing.office import UnreadableOffice, word_text

MOST_FILES = 1_000
MOST_BYTES = 100_000_000  # of all files of an upload, unpacked
WORD = ".docx"
UPLOADED = (*PAGE_SUFFIXES, WORD)
_SUSPECT_RATIO = 200  # no text packs so well
_SMALL = 1_000_000
_KINDS = {
    BinaryKind.PDF: "PDF",
    BinaryKind.RTF: "RTF",
    BinaryKind.ARCHIVE: "压缩包或 Office 文档",
    BinaryKind.OFFICE: "旧版 Office 文档",
    BinaryKind.PICTURE: "图片",
}
_INSTEAD = {  # of files that have a text, what to upload
    ".pdf": "PDF 里的文字没有可靠的次序，不能收；请另存为纯文本或 .docx 再上传。",
    ".doc": "旧版 Word 文档读不了；请另存为 .docx 再上传。",
    ".zip": "压缩包里的压缩包不再解开；请解开以后再上传。",
}
_DRAFTS_KEPT = timedelta(days=7)
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1


class Refused(Exception):
    """An upload that is not taken as a whole; the message says in Chinese why and what to do."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file of an upload; `refusal` says why it is not taken, and then there is no content, `doubt` what to see to."""

    name: str
    content: bytes = b""
    refusal: str = ""
    doubt: str = ""


def receive(files: Iterable[tuple[str, BinaryIO]]) -> list[Received]:
    """The files of an upload, those inside archives among them, in order. Raises Refused."""
    found: list[Received] = []
    size = 0
    for received in _unpacked(files):
        found.append(received)
        size += len(received.content)
        if len(found) > MOST_FILES:
            raise Refused(f"一次最多上传 {MOST_FILES} 个文件，请分几次上传。")
        if size > MOST_BYTES:
            raise Refused(f"一次最多上传 {MOST_BYTES // 1_000_000} MB（解压以后），请分几次上传。")
    if not found:
        raise Refused("没有文件。请选择文件、压缩包或文件夹。")
    return found


def keep(received: Iterable[Received], imprint: dict[str, str], user: Any) -> ImportBatch:
    """A draft of a batch: its files wait to be read, and for somebody to say that they are to be imported."""
    batch = batches.begin(ImportBatch.Kind.UPLOAD, imprint, user, ImportBatch.State.DRAFT)
    BatchFile.objects.bulk_create(
        BatchFile(
            batch=batch,
            name=file.name[-500:],
            size=len(file.content),
            content=None if file.refusal else file.content,
            state=BatchFile.State.FAILED if file.refusal else BatchFile.State.WAITING,
            message=file.refusal,
            doubt=file.doubt,
        )
        for file in received
    )
    return batch


def clear_old_drafts() -> None:
    """What nobody confirmed within a week goes."""
    drafts = ImportBatch.objects.filter(state=ImportBatch.State.DRAFT)
    drafts.filter(started_at__lt=timezone.now() - _DRAFTS_KEPT).delete()


def _unpacked(files: Iterable[tuple[str, BinaryIO]]) -> Iterator[Received]:
    for name, file in files:
        if PurePosixPath(name).suffix.lower() == ".zip":
            yield from _members(name, file)
        else:
            yield _checked(name, file.read(LARGEST_FILE + 1))


def _members(name: str, file: BinaryIO) -> Iterator[Received]:
    try:
        with zipfile.ZipFile(file) as archive:
            members = [member for member in archive.infolist() if not _is_hidden(member)]
            _refuse_bomb(name, members)
            for member in members:
                yield _member(archive, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused(f"{name}：压缩包打不开，可能已损坏、加密或不是 zip 格式；请重新打包。") from error


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Received:
    """What the archive says of sizes may be a lie: no more is read than may be."""
    name = _name_of(member)
    if member.flag_bits & _ENCRYPTED:
        return Received(name, refusal="压缩包里的这个文件有密码，请去掉密码后再上传。")
    if PurePosixPath(name).suffix.lower() not in UPLOADED:
        return _checked(name, b"")
    with archive.open(member) as content:
        return _checked(name, content.read(LARGEST_FILE + 1))


def _refuse_bomb(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise Refused(f"{name}：压缩包里有 {len(members)} 个文件，一次最多 {MOST_FILES} 个。")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise Refused(f"{name}：解压以后超过 {MOST_BYTES // 1_000_000} MB，请分成几个压缩包。")
    for member in members:
        if member.file_size > _SMALL and member.file_size > _SUSPECT_RATIO * max(member.compress_size, 1):
            raise Refused(f"{name}：{_name_of(member)} 压缩得反常（疑似压缩炸弹），没有接收。")


def _is_hidden(member: zipfile.ZipInfo) -> bool:
    """Folders, and what systems put beside files."""
    parts = PurePosixPath(member.filename).parts
    return member.is_dir() or any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)


def _name_of(member: zipfile.ZipInfo) -> str:
    """Its name in the archive; where that does not say that it is UTF-8, it is as Chinese Windows writes it."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _checked(name: str, content: bytes) -> Received:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in UPLOADED:
        usual = f"不是文本文件；可以上传 {' '.join(UPLOADED)} 和 .zip。"
        return Received(name, refusal=_INSTEAD.get(suffix, usual))
    if suffix == WORD and len(content) <= LARGEST_FILE:
        return _of_word(name, content)
    if kind := binary_kind(content):
        return Received(name, refusal=f"扩展名是文本，内容却是{_KINDS[kind]}；请另存为纯文本再上传。")
    if len(content) > LARGEST_FILE:
        return Received(name, refusal=f"超过 {LARGEST_FILE // 1_000_000} MB，请拆成几个文件。")
    if not content.strip():
        return Received(name, refusal="文件是空的。")
    return Received(name, content)


def _of_word(name: str, content: bytes) -> Received:
    """A .docx is taken in as the text of its paragraphs."""
    try:
        read = word_text(content, whole=True)
    except UnreadableOffice as fault:
        return Received(name, refusal=f"{fault}；也可以另存为纯文本再上传。")
    text = "\n\n".join(paragraph for paragraph in read.paragraphs if paragraph.strip())
    if not text:
        return Received(name, refusal="文件里没有文字。")
    doubt = f"文档里有 {read.tables} 个表格，各格的文字已按行依次排成段落，表格的样子没有保留；请对照原件核对。"
    return Received(name, text.encode(), doubt=doubt if read.tables else "")
