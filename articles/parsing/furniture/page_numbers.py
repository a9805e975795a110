"""A page's number (版次), as printed alone or in a line: 第9版, 09版, 第九版, A03, －9－, 9."""

from __future__ import annotations

import re

from articles.parsing.numerals import number_of

_NUMBER = r"(?:[A-Z]{1,2}[-·]?\d{1,3}|\d{1,3}|[一二三四五六七八九十]{1,3})"
NUMBERED_PAGE = re.compile(rf"(?:(?:版次|版面|版号):?)?第?(?P<page>{_NUMBER})版面?|第(?P<page_>{_NUMBER})[页頁]")
LABELLED_PAGE = re.compile(
    rf"(?:版次|版面|版号):第?(?P<page>{_NUMBER})版?|(?:PAGE|Page|page|P|p)\.?(?P<page_>\d{{1,3}})"
)
DASHED_PAGE = re.compile(  # Markdown reads - 12 - as an item of a list, which begins behind its first dash
    r"[-—–―─~·•.]{1,3}(?P<page>[A-Z]?\d{1,3})[-—–―─~·•.]{1,3}|(?P<page_>\d{1,3})\s?[-—–―─]{1,2}"
)
LETTERED_PAGE = re.compile(r"[A-Z]{1,2}[-·]?\d{1,3}")
_BARE_PAGE = re.compile(r"\d{1,3}")


def page_of(found: re.Match[str]) -> str | None:
    """The page that a match of one of the patterns above names."""
    return page_label(found["page"] or found.groupdict().get("page_"))


def page_label(number: str | None) -> str | None:
    """A page's number without the zeros before it, in Western digits: 09 → 9, 九 → 9, A-03 → A03; None for 0."""
    if not number:
        return None
    letter = re.match(r"[A-Z]+", number)
    if letter:
        return letter.group() + number[letter.end() :].lstrip("-·")
    try:
        value = number_of(number)
    except ValueError:
        return None
    return str(value) if value else None


def page_name(label: str) -> str:
    """A page as readers say it: 第9版, A03版; what is neither stays as it is."""
    if label.isascii() and label.isdigit():
        return f"第{label}版"
    return f"{label}版" if LETTERED_PAGE.fullmatch(label) else label


def is_bare_page(text: str) -> bool:
    """Whether a line is nothing but a number, or a letter and a number: a page's only where the page begins or ends."""
    return bool(_BARE_PAGE.fullmatch(text) or LETTERED_PAGE.fullmatch(text))
