"""What is taken in of an upload, and what is refused, in Chinese."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from articles.importing import batches
from articles.importing.files import LARGEST_FILE
from articles.models import Problem
from articles.problems import TABLES
from articles.uploading import receiving
from articles.uploading.receiving import Received, Refused, keep, receive

TEXT = "山城的春天\n\n花都开了。\n".encode()


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in members:
            made.writestr(name, content)
    file.seek(0)
    return file


def refusals(received: list[Received]) -> list[str]:
    return [file.refusal for file in received]


def test_files_and_the_members_of_archives_come_in_their_order():
    packed = archive(("版面/一.txt", TEXT), ("../版面/二.md", TEXT), ("__MACOSX/._一.txt", b"x"), (".DS_Store", b"x"))
    received = receive([("零.txt", io.BytesIO(TEXT)), ("页.zip", packed)])
    assert [file.name for file in received] == ["零.txt", "版面/一.txt", "../版面/二.md"]
    assert {file.content for file in received} == {TEXT}


def test_names_as_chinese_windows_packs_them_are_read():
    """Its archives have names in GBK and no sign of it: bytes of the same length stand for them here."""
    name = "理论版.txt".encode("gb18030")
    packed = archive(("x" * len(name), TEXT)).getvalue().replace(b"x" * len(name), name)
    (received,) = receive([("版.zip", io.BytesIO(packed))])
    assert (received.name, received.content) == ("理论版.txt", TEXT)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("表.xlsx", b"PK\x03\x04", "不是文本文件"),
        ("版.PDF", b"%PDF-1.7", "请另存为纯文本或 .docx"),
        ("稿.doc", b"\xd0\xcf\x11\xe0", "请另存为 .docx"),
        ("假.txt", b"PK\x03\x04....", "压缩包或 Office 文档"),
        ("假.txt", b"%PDF-1.7", "PDF"),
        ("假.txt", b"{\\rtf1 x}", "RTF"),
        ("空.txt", b" \n", "文件是空的"),
        ("大.txt", b"a" * (LARGEST_FILE + 5), "超过 20 MB"),
    ],
    ids=["kind", "named pdf", "old word", "word", "pdf", "rtf", "empty", "large"],
)
def test_what_is_no_page_of_text_is_refused_with_its_reason(name, content, said):
    (received,) = receive([(name, io.BytesIO(content))])
    assert said in received.refusal
    assert received.content == b""


def test_one_bad_file_does_not_keep_the_others_out():
    received = receive([("a.txt", io.BytesIO(TEXT)), ("b.pdf", io.BytesIO(b"%PDF"))])
    assert [bool(said) for said in refusals(received)] == [False, True]


def test_an_archive_that_packs_too_well_is_a_bomb():
    with pytest.raises(Refused, match="压缩炸弹"):
        receive([("炸.zip", archive(("a.txt", b"\0" * 10_000_000)))])


def test_an_archive_inside_an_archive_is_not_opened():
    inner = archive(("a.txt", TEXT)).getvalue()
    (received,) = receive([("外.zip", archive(("内.zip", inner)))])
    assert "请解开以后再上传" in received.refusal


def test_more_files_than_may_be_are_refused(monkeypatch):
    monkeypatch.setattr(receiving, "MOST_FILES", 2)
    with pytest.raises(Refused, match="最多 2 个"):
        receive([("a.zip", archive(*((f"{number}.txt", TEXT) for number in range(3))))])
    with pytest.raises(Refused, match="最多上传 2 个文件"):
        receive([(f"{number}.txt", io.BytesIO(TEXT)) for number in range(3)])


def test_more_bytes_than_may_be_are_refused(monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 50)
    with pytest.raises(Refused, match="解压以后"):
        receive([("a.txt", io.BytesIO(TEXT)), ("b.txt", io.BytesIO(TEXT))])


@pytest.mark.parametrize("content", [b"no archive", archive(("a.txt", TEXT * 50)).getvalue()[:60]], ids=["none", "cut"])
def test_a_broken_archive_is_refused(content):
    with pytest.raises(Refused, match="压缩包打不开"):
        receive([("坏.zip", io.BytesIO(content))])


def test_no_file_is_no_upload():
    with pytest.raises(Refused, match="没有文件"):
        receive([])


def word(*paragraphs: str, boxed: str = "") -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    if boxed:
        box = f"<w:pict {nsdecls('w')}><w:txbxContent><w:p><w:r><w:t>{boxed}</w:t></w:r></w:p></w:txbxContent></w:pict>"
        document.paragraphs[0].add_run()._r.append(parse_xml(box))
    document.save(file)
    return file.getvalue()


def test_a_word_file_is_its_paragraphs_in_an_archive_too():
    content = word("山城的春天", "　", "花都开了。")
    files = [("稿.docx", io.BytesIO(content)), ("包.zip", archive(("内/稿.docx", content)))]
    assert [(file.name, file.content, file.refusal) for file in receive(files)] == [
        ("稿.docx", TEXT.strip(), ""), ("内/稿.docx", TEXT.strip(), ""),
    ]  # fmt: skip


def test_a_word_files_table_is_a_finding_that_names_it(db):
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("山城的春天")
    document.add_table(1, 2).cell(0, 0).text = "甲地"
    document.save(file)
    batch = keep(receive([("表.docx", io.BytesIO(file.getvalue()))]), {}, None)
    assert "1 个表格" in batch.files.get().doubt
    assert batches.confirm(batch)
    batches.cancel(batch)
    batches.retry(batch, batch.files.all())
    batches.fail_next_file(batch, KeyError("it broke the import"))
    batches.run(batch)
    batches.retry(batch, batch.files.all())
    for _ in range(2):
        batches.run(batch)
    (finding,) = Problem.objects.filter(code=TABLES)
    assert (finding.source, "1 个表格" in finding.message) == (batch.files.get().source, True)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: word("正文", boxed="旁边的话"), "文本框"),
        (word, "没有文字"),
        (lambda: b"PK\x03\x04", "打不开"),
        (lambda: archive(("word/document.xml", b"x" * 30_000_000)).getvalue(), "太大"),
        (lambda: archive(("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).getvalue(), "实体声明"),
    ],
    ids=["box", "empty", "broken", "bomb", "entities"],
)
def test_a_word_file_that_cannot_be_read_whole_is_refused_in_words(made, said):
    (refusal,) = refusals(receive([("稿.docx", io.BytesIO(made()))]))
    assert said in refusal
