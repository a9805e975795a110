"""A report as a file: CSV for a table, .docx (python-docx) to be printed or sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

import docx
from django.http import HttpResponse
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

from search.exports.articles import BYTE_ORDER_MARK, csv_line
from search.text.characters import NOT_IN_XML
from search.verifying.checks import VERDICTS, AbsoluteUrl, Checked, Report

_MOST_SKIPPED = 300  # that a Word file names: a draft may be nothing but marks, and each paragraph takes a millisecond
_LINK = RGBColor(0x9E, 0x2B, 0x25)
_CSV_HEAD = ("序号", "结论", "稿中引文", "稿中说是谁的", "馆内原文", "差几个字", "见于几篇", "引文著录", "网址")


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A file format for reports: `slug` is its name in addresses and file names; `write` returns the file."""

    slug: str
    name: str
    content_type: str
    write: Callable[[Report, AbsoluteUrl], bytes] = field(repr=False)

    def response(self, report: Report, absolute_url: AbsoluteUrl) -> HttpResponse:
        response = HttpResponse(self.write(report, absolute_url), content_type=self.content_type)
        response.headers["Content-Disposition"] = f'attachment; filename="quotations.{self.slug}"'
        return response


def write_csv(report: Report, absolute_url: AbsoluteUrl) -> bytes:
    """A row for each place of a quotation, one for a quotation that stands nowhere and for what was not looked up."""
    lines = [csv_line(_CSV_HEAD)]
    for number, one in enumerate(report.checked, 1):
        head = (str(number), VERDICTS[one.verdict], one.quotation.text, one.quotation.said_by)
        lines += [
            csv_line(
                (
                    *head,
                    place.passage.text.whole,
                    str(place.passage.distance),
                    str(one.articles),
                    place.citation(absolute_url),
                    absolute_url(place.url),
                )
            )
            for place in one.places
        ] or [csv_line((*head, "", "", "0", "", ""))]
    lines += [csv_line(("", f"没有核：{run.why}", run.text, "", "", "", "", "", "")) for run in report.skipped]
    return (BYTE_ORDER_MARK + "".join(lines)).encode()


def write_docx(report: Report, absolute_url: AbsoluteUrl) -> bytes:
    document = docx.Document()
    document.core_properties.author, document.core_properties.title = "理论阅览室", "核引"
    document.add_heading("核引", level=1)
    document.add_paragraph("，".join(f"{VERDICTS[verdict]} {count} 处" for verdict, count in report.counts.items()))
    for number, one in enumerate(report.checked, 1):
        _add(document, number, one, absolute_url)
    if report.skipped or report.left:
        document.add_heading("没有核的", level=2)
    for run in report.skipped[:_MOST_SKIPPED]:
        document.add_paragraph(_writable(f"{run.why}：{run.text}"), style="List Bullet")
    if len(report.skipped) > _MOST_SKIPPED:
        document.add_paragraph(f"这样的还有 {len(report.skipped) - _MOST_SKIPPED} 处。")
    if report.left:
        document.add_paragraph(f"后面还有 {report.left} 处。")
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _add(document: Document, number: int, one: Checked, absolute_url: AbsoluteUrl) -> None:
    document.add_heading(f"{number}　{VERDICTS[one.verdict]}", level=2)
    document.add_paragraph(_writable(f"“{one.quotation.text}”"))
    if one.changes:
        _add_changes(document.add_paragraph("馆内作："), one)
    if one.is_theirs is False:
        document.add_paragraph(f"稿中说是{'、'.join(one.named)}的，馆内有此语的文章都没有提到。")
    for place in one.places:
        item = document.add_paragraph(_writable(f"{place.citation(absolute_url)}　"), style="List Bullet")
        _add_link(item, absolute_url(place.url), absolute_url(place.article.get_absolute_url()))


def _add_changes(paragraph: Paragraph, one: Checked) -> None:
    """As proofs are marked: what the draft has and the library has not struck out, what it lacks underlined."""
    for change in one.changes:
        if change.is_alike:
            paragraph.add_run(_writable(change.printed))
            continue
        paragraph.add_run(_writable(change.quoted)).font.strike = True
        paragraph.add_run(_writable(change.printed)).font.underline = True


def _add_link(paragraph: Paragraph, address: str, text: str) -> None:
    """A link that shows an address to whoever has the page on paper; python-docx reads such but has no call for one."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = _LINK
    link.append(run._r)
    paragraph._p.append(link)


def _writable(text: str) -> str:
    """Without the characters for which a Word file, being XML, has no place."""
    return NOT_IN_XML.sub("", text)


FORMATS = {
    chosen.slug: chosen
    for chosen in (
        ReportFormat("csv", "CSV 表格", "text/csv; charset=utf-8", write_csv),
        ReportFormat(
            "docx",
            "Word 文档",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            write_docx,
        ),
    )
}
