"""What a file's name, the folders it lies in, and its front matter say of its printing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from articles.parsing.furniture.dates import DATE, date_of
from articles.parsing.furniture.names import publication_in, section_in, section_name
from articles.parsing.furniture.page_numbers import LABELLED_PAGE, NUMBERED_PAGE, is_bare_page, page_label, page_of
from articles.parsing.types import NO_IMPRINT, Attributed, Hints, Imprint, Origin

# Newspapers by the code that their own web pages and those who collect them name files by.
_CODES = {
    "rmrb": "人民日报",
    "renmrb": "人民日报",
    "gmrb": "光明日报",
    "jjrb": "经济日报",
    "jfjb": "解放军报",
    "kjrb": "科技日报",
    "grrb": "工人日报",
    "nmrb": "农民日报",
    "fzrb": "法治日报",
    "xxsb": "学习时报",
    "zgqnb": "中国青年报",
    "zgjyb": "中国教育报",
    "zgshkxb": "中国社会科学报",
    "bjrb": "北京日报",
    "jfrb": "解放日报",
    "nfrb": "南方日报",
    "cqrb": "重庆日报",
}
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_COMPACT = re.compile(rf"(?<!\d)(?P<year>{_YEAR})(?P<sign>[-_.]?)(?P<month>{_MONTH})(?P=sign)(?P<day>{_DAY})(?!\d)")
# rmrb2026051809: a newspaper's code, the day, the page.
_RUN_TOGETHER = re.compile(rf"(?<=[A-Za-z])(?P<year>{_YEAR})(?P<month>{_MONTH})(?P<day>{_DAY})(?P<page>\d\d)(?!\d)")
# nbs.D110000renmrb_09, nw.D110000renmrb_20260518_1-09: pages and articles of newspapers' digital editions.
_EDITION = re.compile(r"D\d{6}(?P<code>[a-z]+)_(?:(?P<day>\d{8})_\d+-)?(?P<page>[A-Z]?\d{1,3})(?!\d)")
_PAGE_BEHIND = re.compile(r"[-_. ]+(?:第|[Pp])?(?P<page>[A-Z]?\d{1,3})(?:版)?(?![\dA-Za-z])")
_WORDS = re.compile(r"[-_. ()\[\]]+")
_LONGEST_SECTION, _LONGEST_HINT = 4, 40


def read_file_name(name: str, *, dated_folder: bool = False) -> Imprint:
    """What a file's name says: rmrb-2026-05-18-09.txt, 理论-2026-04-28-09.txt, 20260518_09.txt.

    `dated_folder`: a name that is a number only (09.txt) is then the page's.
    """
    stem = unicodedata.normalize("NFKC", name).rsplit(".", 1)[0] if "." in name else unicodedata.normalize("NFKC", name)
    if edition := _EDITION.search(stem):
        day = _compact_day(edition["day"] or "")
        return _imprint(Origin.FILE_NAME, day, page_label(edition["page"]), None, _CODES.get(edition["code"]))
    day, page, around = _day_and_page(stem)
    words = [word for part in around for word in _WORDS.split(part) if word]
    if page is None and dated_folder and words and is_bare_page(words[0]):
        page = page_label(words[0])
    section = next((found for word in words if (found := section_in(word))), None)
    beside = _WORDS.split(around[0])[-1] if day and page else ""
    if section is None and re.fullmatch(rf"[\u4e00-\u9fff]{{2,{_LONGEST_SECTION}}}", beside) and not _paper(beside):
        section = section_name(beside)
    return _imprint(Origin.FILE_NAME, day, page, section, next(filter(None, map(_paper, words)), None))


def read_folders(folders: Sequence[str]) -> Imprint:
    """What the folders say, the innermost last: 2026-05/18, 2026/05/18, 20260518, 重庆日报/2025-03-10, 理论.

    Only a folder that is nothing but a date or its part, a paper's or a section's name says so.
    """
    names = [unicodedata.normalize("NFKC", folder) for folder in folders]
    words = [word for name in names for word in re.split(r"[-_. ]+", name) if not word.isdigit()]
    section = next((found for word in reversed(names) if (found := section_in(word))), None)
    paper = next((found for word in reversed(words) if (found := _paper(word))), None)
    return _imprint(Origin.FOLDER, _folder_day(names), None, section, paper)


def read_hints(hints: Hints) -> Imprint:
    """What front matter or <meta> says; what is too long for a name is none."""
    day = DATE.search(unicodedata.normalize("NFKC", hints.date).replace("/", "-"))
    page = unicodedata.normalize("NFKC", hints.page).strip()
    numbered = NUMBERED_PAGE.fullmatch(page) or LABELLED_PAGE.fullmatch(page)
    label = page_of(numbered) if numbered else page_label(page) if is_bare_page(page) else None
    section, publication = (
        text if len(text) <= _LONGEST_HINT and "://" not in text else "" for text in (hints.section, hints.publication)
    )
    return _imprint(
        Origin.FRONT_MATTER, date_of(day) if day else None, label, section_name(section), publication.strip("《》")
    )


def _imprint(
    origin: Origin, day: date | None, page: str | None, section: str | None, publication: str | None
) -> Imprint:
    values = (day.isoformat() if day else None, page, section, publication)
    if not any(values):
        return NO_IMPRINT
    return Imprint(*(Attributed(value, origin) if value else None for value in values))


def _day_and_page(stem: str) -> tuple[date | None, str | None, tuple[str, str]]:
    """The day and the page behind it, and what stands before and after them; without a day, 第9版 alone."""
    if run := _RUN_TOGETHER.search(stem):
        return _day(run), page_label(run["page"]), (stem[: run.start()], stem[run.end() :])
    if found := _COMPACT.search(stem):
        day, end = _day(found), found.end()
    elif found := DATE.search(stem):
        day, end = date_of(found), found.end()
    else:
        numbered = re.search(r"第(?P<page>[A-Z]?\d{1,3})版|(?<![A-Za-z\d])(?P<page_>[A-Z]?\d{2,3})版", stem)
        return None, page_of(numbered) if numbered else None, (re.sub(r"第?[A-Z]?\d{1,3}版", "_", stem), "")
    behind = _PAGE_BEHIND.match(stem, end) or NUMBERED_PAGE.match(stem, end)
    page = page_of(behind) if behind and day else None
    return day, page, (stem[: found.start()].rstrip("-_. "), stem[behind.end() if behind else end :])


def _day(found: re.Match[str]) -> date | None:
    return _compact_day(found["year"] + found["month"] + found["day"])


def _compact_day(digits: str) -> date | None:
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}")
    except ValueError:
        return None


def _folder_day(names: Sequence[str]) -> date | None:
    """A date in the last folder that has one, or in two or three folders on end that are nothing but its parts."""
    for end in range(len(names), 0, -1):
        for start in range(max(end - 3, 0), end):
            found = re.fullmatch(
                rf"(?:(?P<paper>[^\d]+?)[-_ ]?)?(?P<year>{_YEAR})[-_./年]?(?P<month>\d{{1,2}})"
                r"[-_./月]?(?P<day>\d{1,2})日?",
                "/".join(names[start:end]),
            )
            if (
                found
                and (not found["paper"] or _paper(found["paper"]))
                and (day := _compact_day(f"{found['year']}{found['month']:0>2}{found['day']:0>2}"))
            ):
                return day
    return None


def _paper(word: str) -> str | None:
    return publication_in(word) or _CODES.get(word.rstrip("0123456789").lower())
