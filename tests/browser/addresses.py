"""One address of every kind of page, read off the site itself."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request

FIXED = {
    "home": "/",
    "search": "/search/?q=产业链",
    "filtered": "/search/?q=产业链&column=智库圆桌",
    "browse": "/search/",
    "context": "/search/?q=产业链&view=context&order=right",
    "compact": "/search/?q=产业链&view=compact",
    "picked": "/search/picked/?id=1&id=2",
    "lists": "/lists/",
    "insights": "/insights/",
    "insights of a theme": "/insights/?theme=成渝地区双城经济圈&term=川渝&term=人才&term=产业链",
    "insights of nothing": "/insights/?q=月球",
    "compare": "/insights/compare/?a=产业链&b=川渝",
    "no such export": "/search/export/?format=xls",
    "nothing": "/search/?q=体育产业&column=资政参考",
    "unreadable": "/search/?q=" + "产业" * 120,
    "facet": "/search/facets/author/",
    "columns": "/columns/",
    "authors": "/authors/",
    "organisations": "/organisations/",
    "themes": "/themes/",
    "sources": "/sources/",
    "issues": "/issues/",
    "day without articles": "/issues/2025-03-10/",
    "help": "/help/",
    "api": "/api/docs",
    "verify": "/verify/",
    "phrases": "/phrases/?q=推动成渝地区双城经济圈建设走深走实",
    "phrases of an article": "/articles/1/phrases/",
    "missing": "/nowhere/",
}
_FOUND_ON = {
    "column": ("/columns/", r'href="(/columns/[^"]+)"'),
    "author": ("/authors/", r'href="(/authors/\d+/)"'),
    "organisation": ("/organisations/", r'href="(/organisations/\d+/)"'),
    "theme": ("/themes/", r'href="(/themes/[^"]+)"'),
    "source": ("/sources/", r'href="(/sources/\d+/)"'),
    "feature": ("/sitemap-shelves.xml", r"(/features/\d+/)<"),
    "article": ("/search/?q=体育产业", r'href="(/articles/\d+/)[?"]'),
    "inferred": ("/search/?author=秦红松", r'href="(/articles/\d+/)[?"]'),
    "interview": ("/search/?author=郭险峰", r'href="(/articles/\d+/)[?"]'),
    "paper": ("/search/?author=柏才慧", r'href="(/articles/\d+/)[?"]'),
    "found": ("/search/?q=产业链", r'href="(/articles/\d+/\?[^"#]+)'),
}


def every_address(site: str) -> dict[str, str]:
    """Names and paths of one page of every kind."""
    return FIXED | {name: _first(site, *where) for name, where in _FOUND_ON.items()}


def _first(site: str, path: str, pattern: str) -> str:
    url = urllib.request.Request(site + urllib.parse.quote(path, safe="/?=&"))  # noqa: S310 - our own server
    with urllib.request.urlopen(url) as response:  # noqa: S310
        found = re.findall(pattern, response.read().decode())
    return found[0].replace("&amp;", "&")
