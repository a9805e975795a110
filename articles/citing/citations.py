"""Citations of an article: GB/T 7714—2015 (newspaper [N], journal [J]), BibTeX, RIS and plain text.

What is not known is said to be missing (缺日期); no date, page or publication is ever made up. Pure.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import accumulate

from articles.parsing.furniture.page_numbers import page_name

GB_NAMES = 3  # GB/T 7714—2015, 8.1.2: up to three names, then 等


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation may say. Empty strings and None are unknown; `supplied_title` is one the page does not print."""

    key: str
    title: str
    authors: tuple[str, ...]
    journal: bool
    publication: str = ""
    date: datetime.date | None = None
    page: str = ""
    url: str = ""
    supplied_title: bool = False
    subtitle: str = ""  # as printed, with its dash

    @property
    def full_title(self) -> str:
        """主题: 副题, as GB/T 7714—2015 (8.2.1) parts a title and what explains it."""
        subtitle = self.subtitle.lstrip("—–―─－-\u3000 ")
        return f"{self.title}: {subtitle}" if subtitle else self.title

    @property
    def missing(self) -> tuple[str, ...]:
        """What the citation lacks, in a reader's words, in the order of the citation."""
        publication = "刊名" if self.journal else "报纸名"
        page = "卷期页码" if self.journal else "版次"
        known = ((self.authors, "作者"), (self.publication, publication), (self.date, "日期"), (self.page, page))
        return tuple(name for value, name in known if not value)


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """One citation, written out: `name` for people, `slug` for addresses and file names."""

    slug: str
    name: str
    text: str


def formats(citation: Citation) -> tuple[CitationFormat, ...]:
    """The citation in every format, the national standard first."""
    return (
        CitationFormat("gbt7714", "GB/T 7714—2015", gbt7714(citation)),
        CitationFormat("plain", "纯文本", plain(citation)),
        CitationFormat("bibtex", "BibTeX", bibtex(citation)),
        CitationFormat("ris", "RIS", ris(citation)),
    )


def gbt7714(citation: Citation) -> str:
    """作者. 题名[N]. 报纸名, 年-月-日(版次). — with [缺…] where something is not known.

    A supplied title stands in square brackets, as cataloguing rules have it for what the item does not print.
    """
    names = ", ".join(citation.authors[:GB_NAMES]) + (", 等" if len(citation.authors) > GB_NAMES else "")
    title = f"[{citation.title}]" if citation.supplied_title else citation.full_title
    kind, publication = ("J", "[缺刊名]") if citation.journal else ("N", "[缺报纸名]")
    date = _gb_date(citation)
    page = citation.page or ("[缺卷期页码]" if citation.journal else "[缺版次]")
    place = f"{date}: {page}" if citation.journal else f"{date}({page})"
    return f"{names or '[缺作者]'}. {title}[{kind}]. {citation.publication or publication}, {place}."


def _gb_date(citation: Citation) -> str:
    if citation.date is None:
        return "[缺日期]"
    return str(citation.date.year) if citation.journal else citation.date.isoformat()


def plain(citation: Citation) -> str:
    """A sentence for a message or a manuscript."""
    known = [
        citation.publication and f"《{citation.publication}》",
        _chinese_date(citation.date),
        _page_in_words(citation),
    ]
    place = "，".join(part for part in known if part)
    supplied = "（推定题名）" if citation.supplied_title else ""
    missing = f"（缺{'、'.join(citation.missing)}）" if citation.missing else ""
    said = f"{'、'.join(citation.authors)}：" if citation.authors else ""
    title = citation.title + citation.subtitle
    return f"{said}《{title}》{supplied}{'，' + place if place else ''}{missing}。{citation.url}"


def _page_in_words(citation: Citation) -> str:
    return citation.page if citation.journal else page_name(citation.page)


def _chinese_date(date: datetime.date | None) -> str:
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def _notes(citation: Citation) -> str:
    supplied = ["题名为推定"] if citation.supplied_title else []
    return "；".join([*supplied, *(f"缺{name}" for name in citation.missing)])


_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def _one_line(text: str) -> str:
    """The text without line ends and control characters, which would end a field or a record."""
    return " ".join(_CONTROLS.sub("", text).split())


_TEX_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_TEX_WORDS = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
# BibTeX counts braces whether or not they are escaped: one without its fellow would swallow the rest of the file.
_LONE_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_LIGATURES = re.compile(r"(?<=([-`'<>,]))(?=\1)|(?<=[!?])(?=`)")  # what TeX sets as one sign
# Signs that a reader of BibTeX may take a name apart at, and words that are none of a name.
_READ_IN_NAMES = re.compile(r"[^\w\s.·-]|_|(?:^|\s)and(?:\s|$)|^others$", re.IGNORECASE)


def _tex(text: str) -> str:
    """The text as TeX sets it again, on one line."""
    line = _LIGATURES.sub("\0", _one_line(text))
    words = _TEX_WORDS if _is_balanced(line) else _TEX_WORDS | _LONE_BRACES
    return _TEX_SPECIAL.sub(lambda match: words.get(match[0], "\\" + match[0]), line).replace("\0", "{}")


def _is_balanced(text: str) -> bool:
    depths = list(accumulate((char == "{") - (char == "}") for char in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _bibtex_name(name: str) -> str:
    """A name; one that could be taken apart, or for more than one, stands in braces, whole."""
    return f"{{{_tex(name)}}}" if _READ_IN_NAMES.search(_one_line(name)) else _tex(name)


def bibtex(citation: Citation) -> str:
    """One @article entry; fields that are not known are left out, and `note` names them."""
    date = citation.date
    fields = {
        "title": _tex(citation.full_title),
        "author": " and ".join(filter(None, map(_bibtex_name, citation.authors))),
        "journal": _tex(citation.publication),
        "year": str(date.year) if date else "",
        "month": str(date.month) if date else "",
        "day": str(date.day) if date else "",
        "pages": _tex(citation.page),
        "note": _tex(_notes(citation)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    address = [f"  url = {{{citation.url}}},"] if citation.url else []
    return "\n".join([f"@article{{{citation.key},", *lines, *address, "}"])


def ris(citation: Citation) -> str:
    """One RIS record (NEWS or JOUR), lines ended as the format wants them."""
    date = citation.date
    pairs = [
        ("TY", "JOUR" if citation.journal else "NEWS"),
        *(("AU", name) for name in citation.authors),
        ("TI", citation.full_title),
        ("T2", citation.publication),
        ("PY", str(date.year) if date else ""),
        ("DA", f"{date:%Y/%m/%d}/" if date else ""),
        ("SP", citation.page),
        ("N1", _notes(citation)),
        ("UR", citation.url),
        ("LA", "zh"),
    ]
    lines = [f"{tag}  - {line}" for tag, value in pairs if (line := _one_line(value))]
    return "\r\n".join([*lines, "ER  - ", ""])
