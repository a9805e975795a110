"""核引: its page, its files and its endpoint; nothing of a draft is kept."""

from __future__ import annotations

import csv
import io
import json
import logging
import zipfile
from urllib.parse import unquote

import docx
import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsmap

from articles.models import Article, Feature, Passage
from articles.parsing.problems import TITLE_INFERRED
from search import admission, query_log
from search.engines.base import engine
from search.index.updating import rebuild
from search.verifying.checks import MOST_CHARACTERS
from search.verifying.drafts import LARGEST_FILE
from search.verifying.views import ShownQuotation

pytestmark = pytest.mark.usefixtures("library")

ADDRESS = "/verify/"


@pytest.fixture
def passage() -> str:
    article = Article.objects.published().filter(title__contains="重庆").order_by("pk")[0]
    return max((block["text"] for block in article.body), key=len)[10:50].replace("“", "").replace("”", "")


@pytest.fixture
def draft(passage) -> str:
    return f"有人说：“{passage}”，又说：“{passage[:12]}某{passage[13:]}”，“馆里谁也没有说过这样一句怪话”。<b>“短”</b>"


def shown(answer) -> list[ShownQuotation]:
    return [one for row in answer.context["rows"] for one in row.shown]


def upload(client, name: str, content: bytes):
    return client.post(ADDRESS, {"draft": "", "file": SimpleUploadedFile(name, content)})


def word_file(*paragraphs: str) -> bytes:
    document, written = docx.Document(), io.BytesIO()
    for paragraph in paragraphs[:-1]:
        document.add_paragraph(paragraph)
    document.add_table(1, 1).rows[0].cells[0].text = paragraphs[-1]
    document.save(written)
    return written.getvalue()


def test_the_page_says_its_rules_before_and_its_findings_beside_the_draft(client, draft, passage):
    before = client.get(ADDRESS)
    assert "20,000" in before.content.decode()
    answer = client.post(ADDRESS, {"draft": draft})
    assert answer.headers["Cache-Control"].split(", ").count("no-store") == 1
    text = answer.content.decode()
    assert [one.checked.verdict for one in shown(answer)] == ["verbatim", "altered", "absent"]
    (row,) = answer.context["rows"]
    assert "".join(piece.text for piece in row.pieces) == draft
    assert '<del><span class="visually-hidden">稿作</span>某</del><ins>' in text
    assert "&lt;b&gt;“短”&lt;/b&gt;" in text.split("verified__draft")[1].split("</p>")[0]
    assert "太短：短" in text


def test_a_link_opens_the_article_at_the_passage_with_it_marked(client, draft):
    (place,) = shown(client.post(ADDRESS, {"draft": draft}))[0].places[:1]
    path, _, anchor = place.url.partition("#")
    page = client.get(path).content.decode()
    assert anchor.endswith("-m")
    assert page.count(f'id="{anchor}"') == 1
    assert "<mark" in page.split(f'id="{anchor}"')[0].rpartition(">")[2]


def test_a_link_opens_the_article_s_page_at_a_note_or_a_caption_with_it_marked(client):
    package = Feature.objects.exclude(editor_note="").first()
    captions = Passage.objects.filter(part="caption")
    texts = [package.title, package.editor_note, *(c.source.raw_text[c.start : c.end].strip() for c in captions)]
    quoted = "\n".join(f"“{text.replace('“', '').replace('”', '')[:90]}”" for text in texts)
    every = shown(client.post(ADDRESS, {"draft": quoted}))
    assert len(every) == len(texts) > 3
    for one in every:
        path, _, anchor = one.places[0].url.partition("#")
        page = client.get(path).content.decode()
        assert page.count(f'id="{anchor}"') == 1
        assert anchor.endswith("-m")
        assert "<mark" in page.split(f'id="{anchor}"')[0].rpartition(">")[2]


def test_each_paragraph_that_quotes_has_its_results_beside_it_and_links_lead_there_and_back(client, passage):
    quoting = f"　　他说“{passage}”，又说“馆里谁也没有说过这样一句怪话”。"
    draft = f"题目\n\n{quoting}\n没有引文。\n“{passage[:20]}\n{passage[20:]}”\n“短”。"
    answer = client.post(ADDRESS, {"draft": draft})
    rows = [
        ("".join(piece.text for piece in row.pieces), [one.number for one in row.shown])
        for row in answer.context["rows"]
    ]
    lines = draft.split("\n")
    assert rows == [("题目", []), (lines[2], [1, 2]), (lines[3], []), ("\n".join(lines[4:6]), [3]), (lines[6], [])]
    text = answer.content.decode()
    for number in (1, 2, 3):
        assert f'id="d-{number}" href="#q-{number}"' in text
        assert f'id="q-{number}"' in text
        assert f'href="#d-{number}"' in text


def test_other_punctuation_is_shown_where_every_character_is_right(client, passage):
    marked = f"{passage[:10]}、、{passage[10:]}"
    (one,) = shown(client.post(ADDRESS, {"draft": f"“{marked}”"}))
    assert one.checked.verdict == "verbatim"
    assert [(c.quoted, c.printed) for c in one.checked.changes if not c.is_alike][:1] == [("、、", "")]
    (one,) = shown(client.post(ADDRESS, {"draft": f"“{passage}”"}))
    assert one.checked.changes == ()


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("稿.txt", lambda text: text.encode("gb18030")),
        ("稿.md", str.encode),
        ("稿.docx", lambda t: word_file("题目", t)),
    ],
)
def test_a_file_is_read_as_what_is_pasted(client, draft, name, encoded):
    answer = upload(client, name, encoded(draft))
    assert [one.checked.verdict for one in shown(answer)] == ["verbatim", "altered", "absent"]


def bomb(part: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, b" " * 21_000_000)
    return written.getvalue()


def with_document(xml: bytes) -> bytes:
    """A Word file whose text is this XML."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file("字"))) as whole, zipfile.ZipFile(written, "w") as made:
        for name in whole.namelist():
            made.writestr(name, xml if name == "word/document.xml" else whole.read(name))
    return written.getvalue()


def with_footnote(text: str) -> bytes:
    """A Word file with a footnote, as Word writes one: a part of its own, which the document's relations name."""
    written = io.BytesIO()
    paragraph = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    note = f'<w:footnotes xmlns:w="{nsmap["w"]}"><w:footnote>{paragraph}</w:footnote></w:footnotes>'
    told = {"[Content_Types].xml": "</Types>", "word/_rels/document.xml.rels": "</Relationships>"}
    added = {
        "[Content_Types].xml": '<Override PartName="/word/footnotes.xml" ContentType="application/xml"/>',
        "word/_rels/document.xml.rels": (
            f'<Relationship Id="n1" Type="{RELATIONSHIP_TYPE.FOOTNOTES}" Target="footnotes.xml"/>'
        ),
    }
    with zipfile.ZipFile(io.BytesIO(word_file("正文", "表格"))) as whole, zipfile.ZipFile(written, "w") as made:
        for name in whole.namelist():
            content = whole.read(name)
            if name in told:
                content = content.replace(told[name].encode(), (added[name] + told[name]).encode())
            made.writestr(name, content)
        made.writestr("word/footnotes.xml", note)
    return written.getvalue()


def with_password() -> bytes:
    """An archive whose members say that they are encrypted."""
    content = bytearray(word_file("字"))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(signature, at + 1)) >= 0:
            content[at + flags] |= 1
    return bytes(content)


def with_broken_stream() -> bytes:
    content = bytearray(word_file("字"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        start = archive.getinfo("word/document.xml").header_offset + 60
    content[start : start + 40] = b"\xff" * 40
    return bytes(content)


def test_a_cell_is_read_once_however_many_columns_it_says_it_spans(client):
    namespace = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p><w:r><w:t>CELL</w:t></w:r></w:p></w:tc>'
    table = b"<w:tbl><w:tr>%b</w:tr></w:tbl>" % cell
    xml = b"<w:document %b><w:body>%b<w:sdt><w:sdtContent>%b</w:sdtContent></w:sdt></w:body></w:document>"
    answer = upload(client, "draft.docx", with_document(xml % (namespace, table, table)))
    assert answer.context["draft"] == "CELL\nCELL"


def test_a_document_s_footnotes_are_read_behind_its_text(client):
    assert upload(client, "draft.docx", with_footnote("脚注")).context["draft"] == "正文\n表格\n脚注"


def test_a_file_is_unpacked_only_when_its_turn_has_come(client, monkeypatch):
    entered = admission.gate()
    monkeypatch.setattr(entered, "_seconds", 0.0)
    for _ in range(settings.EXPENSIVE_AT_ONCE):
        entered.enter()
    assert upload(client, "draft.docx", b"no archive at all").status_code == 503


@pytest.mark.parametrize(
    ("name", "made", "said"),
    [
        ("稿.docx", lambda: b"PK\x03\x04 broken", "打不开"),
        ("稿.docx", lambda: b"no archive at all", "打不开"),
        ("稿.docx", lambda: bomb("word/document.xml"), "太大"),
        ("稿.docx", lambda: bomb("word/media/picture.png"), "太大"),
        ("稿.docx", with_password, "有密码"),
        ("稿.docx", with_broken_stream, "打不开"),
        ("稿.docx", lambda: with_document(b"<nothing/>"), "打不开"),
        ("稿.txt", lambda: b"%PDF-1.7", "只读"),
        ("稿.txt", lambda: b"\x00\x01\x02", "读不成文字"),
        ("稿.txt", lambda: b"x" * (LARGEST_FILE + 1), "超过 5 MB"),
    ],
)
def test_a_file_that_is_no_draft_is_refused_with_what_to_do(client, name, made, said):
    answer = upload(client, name, made())
    assert answer.status_code == 422
    assert said in answer.context["fault"].args[0]


def test_nothing_and_too_much_are_said_and_what_was_typed_stays(client):
    assert "没有文字" in client.post(ADDRESS, {"draft": " \n"}).content.decode()
    long = "字" * (MOST_CHARACTERS + 1)
    answer = client.post(ADDRESS, {"draft": long})
    assert answer.status_code == 422
    assert str(MOST_CHARACTERS + 1) in answer.context["fault"]
    assert long in answer.content.decode()


def test_line_ends_of_a_form_are_counted_once(client):
    answer = client.post(ADDRESS, {"draft": "字字字\r\n" * (MOST_CHARACTERS // 4)})
    assert answer.status_code == 200


def test_the_whole_can_be_taken_along(client, draft, passage):
    answer = client.post(ADDRESS, {"draft": draft, "format": "csv"})
    head, *rows = csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff")))
    assert {row[1] for row in rows} == {"一字不差", "有出入", "馆内未见", "没有核：太短"}
    assert all(len(row) == len(head) for row in rows)
    answer = client.post(ADDRESS, {"draft": draft, "format": "docx"})
    written = docx.Document(io.BytesIO(answer.content))
    texts = [paragraph.text for paragraph in written.paragraphs]
    assert f"“{passage}”" in texts
    assert any("某" in run.text and run.font.strike for paragraph in written.paragraphs for run in paragraph.runs)
    (verbatim, *_) = shown(client.post(ADDRESS, {"draft": draft}))
    links = [link for paragraph in written.paragraphs for link in paragraph.hyperlinks]
    assert links[0].url == f"http://testserver{verbatim.places[0].url}"
    assert links[0].text == f"http://testserver{verbatim.places[0].place.article.get_absolute_url()}"
    assert rows[0][-1] == links[0].url
    assert "太短：短" in texts


def test_a_word_file_names_no_more_of_what_was_not_looked_at_than_can_be_read(client):
    answer = client.post(ADDRESS, {"draft": "“" * 1_000, "format": "docx"})
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert sum(text.startswith("引号没有收口") for text in texts) == 300
    assert texts[-1] == "这样的还有 700 处。"


ODD = ["\x00", "\v", "\x1f", "\u2028", "\ufffe", "\ud800"]


@pytest.mark.parametrize("odd", ODD)
def test_what_no_xml_and_no_encoding_takes_is_answered_in_every_form(client, passage, odd):
    sent = f"有人说：“{passage[:20]}{odd}{passage[20:]}”，“馆里谁也没有{odd}说过这样一句怪话”。"
    answer = client.post("/api/verify", json.dumps({"draft": sent}), content_type="application/json")
    assert answer.json()["counts"]["absent"] == 1
    assert answer.json()["quotations"][0]["start"] == sent.index(passage[:20])
    assert client.post("/api/overlap", json.dumps({"draft": sent}), content_type="application/json").status_code == 200
    posted = {"draft": sent.encode("utf-8", "replace").decode()}
    assert client.post(ADDRESS, posted).context["report"].counts["verbatim"] == 1
    written = docx.Document(io.BytesIO(client.post(ADDRESS, {**posted, "format": "docx"}).content))
    assert "“馆里谁也没有" in "".join(paragraph.text for paragraph in written.paragraphs)


def test_a_soft_break_of_word_s_ends_a_line(client):
    assert client.post(ADDRESS, {"draft": "甲\v乙\r\n丙"}).context["draft"] == "甲\n乙\n丙"


def test_the_endpoint_answers_the_same(client, draft):
    answer = client.post("/api/verify", json.dumps({"draft": draft}), content_type="application/json")
    assert answer.status_code == 200
    found = answer.json()
    assert found["counts"] == {"verbatim": 1, "altered": 1, "misattributed": 0, "absent": 1}
    page = client.post(ADDRESS, {"draft": draft})
    assert [[p["url"] for p in q["places"]] for q in found["quotations"]] == [
        [p.url for p in one.places] for one in shown(page)
    ]
    assert found["skipped"][0]["reason"] == "short"
    assert [draft[q["start"] : q["end"]] for q in found["quotations"]] == [q["text"] for q in found["quotations"]]


@pytest.mark.parametrize("sent", [{"draft": "字" * (MOST_CHARACTERS + 1)}, {"text": "x"}, []])
def test_the_endpoint_refuses_in_the_shape_of_all_faults(client, sent):
    answer = client.post("/api/verify", json.dumps(sent), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"] in ("bad_query", "bad_request")


def test_without_an_index_that_is_said(client, draft, settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "none"
    assert not engine().exists()
    answer = client.post(ADDRESS, {"draft": draft})
    assert answer.status_code == 503
    assert client.post("/api/verify", json.dumps({"draft": draft}), content_type="application/json").status_code == 503


def test_nothing_of_a_draft_is_logged_or_kept(client, draft, caplog, settings):
    kept_in_memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "drafts"}
    settings.CACHES = dict.fromkeys(settings.CACHES, kept_in_memory)
    with caplog.at_level(logging.DEBUG):
        for asked in ({}, {"task": "topic"}, {"format": "csv"}, {"format": "docx"}):
            client.post(ADDRESS, {"draft": draft, **asked})
        upload(client, "怪话.docx", word_file("题目", draft))
        for address in ("/api/verify", "/api/overlap"):
            client.post(address, json.dumps({"draft": draft}), content_type="application/json")
        article = Article.objects.published().earliest("pk").get_absolute_url()
        for address in (ADDRESS, "/verify", "/phrases/", "/api/phrases", article):
            assert client.get(address, {"q": "谁也没有印过的一句怪话连着另外一句怪话"}).status_code in (200, 301)
        query_log.write_gathered()
    assert "GET /phrases/ 200" in caplog.text
    assert "怪话" not in unquote(caplog.text)
    assert not client.session.items()
    for model in apps.get_models():
        assert "怪话" not in repr(list(model._default_manager.values_list())), model
    assert not [key for key, kept in vars(caches["default"])["_cache"].items() if "怪话".encode() in kept]


def test_a_passage_that_a_link_names_is_one_quotation(client, passage):
    assert [one.checked.verdict for one in shown(client.get(ADDRESS, {"q": passage}))] == ["verbatim"]
    assert client.get(ADDRESS, {"q": f"他说：“{passage}”。"}).context["draft"] == f"他说：“{passage}”。"
    assert client.get(ADDRESS, {"q": " "}).status_code == 422


def test_an_article_is_held_against_all_others(client, passage):
    written = Article.objects.create(title="新来的", record_key="新来的", body=[{"kind": "paragraph", "text": ""}])
    written.body = [{"kind": "paragraph", "text": f"有“{passage}”，也有“只在这一篇里才有的这句引文”。重庆。"}]
    written.save()
    rebuild()
    asked = {"article": str(written.pk)}
    first, second = shown(client.get(ADDRESS, asked))
    assert (first.checked.verdict, first.checked.articles, second.checked.verdict) == ("verbatim", 1, "absent")
    again = client.post(ADDRESS, {"draft": f"“{passage}”", **asked})
    assert shown(again)[0].checked.articles == 1
    printed = client.get(ADDRESS, {**asked, "task": "topic"}).context["overlap"].printed
    assert printed
    assert written not in [one.article for one in printed]
    for address in ("", "&amp;task=topic"):
        assert (
            f'href="/verify/?article={written.pk}{address}"' in client.get(written.get_absolute_url()).content.decode()
        )


def test_a_draft_article_is_asked_about_by_those_who_may_see_it(client, admin_client):
    written = Article.objects.create(title="未发布", record_key="未发布", status=Article.Status.DRAFT)
    Article.objects.filter(pk=written.pk).update(body=[{"kind": "paragraph", "text": "重庆的先进制造业集群。"}])
    assert client.get(ADDRESS, {"article": written.pk, "task": "topic"}).status_code == 404
    assert admin_client.get(ADDRESS, {"article": written.pk, "task": "topic"}).context["overlap"].printed
    finding = written.problems.create(code=TITLE_INFERRED, message="推定")
    queue = admin_client.get(reverse("admin:articles_problem_finding", args=[finding.pk])).content.decode()
    assert f'href="/verify/?article={written.pk}&amp;task=topic">查重</a>' in queue
    for digits in (30, 5_000):
        assert client.post(ADDRESS, {"article": "9" * digits}).status_code == 404
