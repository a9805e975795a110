"""HTML: a line for each paragraph, heading, list item and row; what a site sets round its text is in none."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from justhtml import JustHTML

from articles.parsing.files.bold import with_bold_headings
from articles.parsing.files.hints import hints_from_fields
from articles.parsing.files.lines import FileLine, indent_width, without_unseen
from articles.parsing.types import Hints

_INLINE = re.compile(
    r"a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|rp|rt|ruby|s|samp|small|span|strike|strong"
    r"|sub|sup|time|tt|u|var|wbr"
)
_UNREAD = re.compile(
    r"head|script|style|noscript|template|button|select|textarea|iframe|object|svg|math|audio|video|canvas|dialog|img"
)
_AROUND_TEXT = re.compile("nav|footer|aside|form")  # unless the page's text stands in it
_UNDER_TEXT = re.compile("nav|footer")  # beside a short text nearly all, with rights and addresses
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu"})
_CHROME_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|copyright|share|sharebar|sidebar|related|recommend"
    r"|comments?|toolbar|pagination|pager|adv?|ads|qrcode|login)(?:$|[-_\s])",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile("related|recommend|comment", re.IGNORECASE)
_LEAST_TEXT = 60  # characters that a page has which an element may hold
_NEARLY_ALL, _ALL = 0.8, 0.95  # of them: as the form of ASP.NET holds all that a site prints
_FIELD_NAME = re.compile(
    r"(?:^|[-_\s])(?:author|source|pubtime|pubdate|publish|date|time|meta)(?:$|[-_\s])", re.IGNORECASE
)
_LINE_OF_FIELDS = "meta_content"  # 原创, who, on whose account and when, as WeChat has them on one line
_CHROME_IDS = frozenset({"js_ip_wording"})  # where a WeChat article's author is
_CHROME_TEXT = re.compile(
    r"^(?:一键|我要)?(?:分享|转发|打印|收藏|纠错|举报|关闭|返回|首页|登录|注册|字号|大字|评论|点赞|上一[篇页版期]|下一[篇页版期]|相关(?:阅读|新闻|链接|文章)"
    r"|推荐阅读|热门(?:文章|新闻)|更多|版权所有|版权声明|扫一扫|扫码)(?:[^。]{0,24})$|(?i:copyright|©|ICP备|ICP证)"
)
_ENTITY = re.compile(r"&#?\w+;?")
_BREAK = re.compile(r"\s*[\r\n]\s*")
_BOLD = frozenset({"b", "strong"})
_FRAMES = 24  # elements around a line that are told: no page of a newspaper nests its articles deeper
_LONGEST_HEAD = 6  # characters over a site's own: 相关新闻推荐
_LONGEST_LINK = 40  # characters of a line that is nothing but links, and no sentence


def html_lines(text: str, start: int = 0, end: int | None = None) -> tuple[list[FileLine], Hints]:
    """The lines of [start, end) in file order, without tags and page chrome, and what <title> and <meta> say."""
    end = len(text) if end is None else end
    tree = JustHTML(text[start:end], track_node_locations=True, sanitize=False)
    reading = _Reading(text, start, _shares(tree.root))
    reading.read(tree.root)
    reading.end_line()
    reading.drop_headless()
    return with_bold_headings(reading.lines, reading.bold), _hints(tree)


def _hints(tree: JustHTML) -> Hints:
    """<meta name=…>, and for the title what <title> says before the name of the site."""
    metas = [meta.attrs or {} for meta in tree.query("meta")]
    fields = {(meta.get("name") or meta.get("property") or "").lower(): meta.get("content") or "" for meta in metas}
    titles = [node.to_text().strip() for node in tree.query("title")]
    if titles and "title" not in fields:
        fields["title"] = re.split(r"\s*(?:--|[|_—－]| - )\s*", titles[0])[0]
    return hints_from_fields(fields, "meta")


class _Reading:
    """A page under work: the line that is being put together."""

    def __init__(self, text: str, offset: int, shares: dict[int, float]) -> None:
        self.lines: list[FileLine] = []
        self.bold: set[int] = set()  # the places of lines that are bold throughout
        self._may_be_chrome: set[int] = set()  # and of those that are set as headings and worded as a site's own
        self._text, self._offset, self._shares = text, offset, shares
        self._chars: list[str] = []
        self._places: list[int] = []
        self._linked = self._bold = 0  # characters of the line that are in links, and bold
        self._level = 0
        self._frames: list[int] = []  # the elements around, each by its number
        self._numbers = count()

    def read(self, root: Any) -> None:
        """Go through the tree in file order; deep trees need a stack of their own."""
        waiting: list[tuple[Any, str]] = [(root, "enter")]
        within = bold = 0
        while waiting:
            node, step = waiting.pop()
            if step == "field":
                self.end_line()
            elif step == "leave":
                within -= _is_link(node)
                bold -= node.name in _BOLD
                self._leave(node.name)
            elif node.name == "#text":
                self._add(node, linked=bool(within), bold=bool(bold))
            elif not node.name.startswith(("#", "!")) or node.name in {"#document", "#document-fragment"}:
                if _is_chrome(node, self._shares.get(id(node), 0)):
                    self.end_line()
                    continue
                within += _is_link(node)
                bold += node.name in _BOLD
                self._enter(node.name)
                if not self._level and _is_field(node) and not self._waits_for_value() and not _is_in_prose(node):
                    self.end_line()
                    waiting.append((node, "field"))
                waiting.append((node, "leave"))
                waiting += [(child, "enter") for child in reversed(node.children or [])]

    def _waits_for_value(self) -> bool:
        """Whether the line so far is a label: 来源：."""
        return "".join(self._chars).rstrip().endswith(("：", ":"))

    def _enter(self, name: str) -> None:
        if name != "br" and not _INLINE.fullmatch(name):
            self._frames.append(next(self._numbers))
        if name in {"td", "th"}:
            if self._chars:
                self._put("\t", self._places[-1])
        elif name == "br" and self._level and self._chars:  # a headline goes on in its next line
            self._put("\n", self._places[-1])
        elif not _INLINE.fullmatch(name):
            self.end_line()
            self._level = int(name[1]) if re.fullmatch("h[1-6]", name) else 0

    def _leave(self, name: str) -> None:
        if not _INLINE.fullmatch(name) and name not in {"td", "th", "br"}:
            self.end_line()
            self._level = 0
        if name != "br" and not _INLINE.fullmatch(name):
            self._frames.pop()

    def _add(self, node: Any, *, linked: bool, bold: bool) -> None:
        for char, place in self._placed(node.data or "", self._offset + (node.origin_offset or 0)):
            if char in "\r\n" and not self._chars:
                continue
            self._put(char, place)
            self._linked += linked and not char.isspace()
            self._bold += bold and not char.isspace()

    def _placed(self, data: str, place: int) -> Iterator[tuple[str, int]]:
        """Each character with its place in the file, where it may be written as &…; or have tags before it."""
        raw, at = self._text, 0
        while at < len(data):
            place = self._after_tags(data[at], place)
            entity = _ENTITY.match(raw, place) if raw.startswith("&", place) else None
            meant = html.unescape(entity.group()) if entity else ""
            if entity and meant != entity.group() and data.startswith(meant, at):
                yield from ((char, place) for char in meant)
                at, place = at + len(meant), entity.end()
            else:
                yield data[at], min(place, len(raw) - 1)
                at, place = at + 1, place + 1

    def _after_tags(self, char: str, place: int) -> int:
        """Where the character is, behind a tag that the parser dropped and the \\r that it made one \\n of."""
        while char != "<" and self._text.startswith("<", place) and (close := self._text.find(">", place)) >= 0:
            place = close + 1
        return place + 1 if char == "\n" and self._text.startswith("\r\n", place) else place

    def _put(self, char: str, place: int) -> None:
        self._chars.append(char)
        self._places.append(place)

    def end_line(self) -> None:
        """What has been gathered is a line, if it is no link of the site's."""
        text, places, linked, bold = "".join(self._chars), self._places, self._linked, self._bold
        self._chars, self._places, self._linked, self._bold = [], [], 0, 0
        inked = len("".join(text.split()))
        headed = (self._level or inked == bold) and inked > _LONGEST_HEAD  # 分享改革红利 is a title
        if not inked or (_CHROME_TEXT.search(text.strip()) and not headed):
            return
        if inked == linked <= _LONGEST_LINK and not self._level:
            return
        lead = text[: len(text) - len(text.lstrip())].replace("\n", "").replace("\xa0", " ")
        frames = tuple(self._frames[:_FRAMES])
        line = FileLine(0, 0, text, places, self._level, 1, indent_width(lead), frames).trimmed()
        line = without_unseen(_without_breaks(replace(line, start=line.places[0], end=line.places[-1] + 1)))
        if line.text:
            if inked == bold:
                self.bold.add(len(self.lines))
            if _CHROME_TEXT.search(text.strip()):
                self._may_be_chrome.add(len(self.lines))
            self.lines.append(line)

    def drop_headless(self) -> None:
        """Leave out what is worded as a site's own at the end, or over the next title: 分享到微信朋友圈."""
        heads: set[int] = set()
        heads_nothing = True  # what would stand here
        for at in range(len(self.lines) - 1, -1, -1):
            if heads_nothing and at in self._may_be_chrome and self.lines[at].level != 1:
                heads.add(at)
            else:
                heads_nothing = self.lines[at].level == 1  # over the next article's title
        self.bold = {at - sum(head < at for head in heads) for at in self.bold - heads}
        self.lines = [line for at, line in enumerate(self.lines) if at not in heads]


def _without_breaks(line: FileLine) -> FileLine:
    """A line break inside a paragraph is white space to a browser: none between Chinese characters, else one space."""
    dropped: set[int] = set()
    for found in _BREAK.finditer(line.text):
        around = line.text[found.start() - 1] + line.text[found.end()]
        dropped.update(range(found.start() + around.isascii(), found.end()))
    kept = line.keeping([index for index in range(len(line.text)) if index not in dropped]) if dropped else line
    return replace(kept, text=_BREAK.sub(" ", kept.text))


def _is_field(node: Any) -> bool:
    """Whether a site names what the element says, an author or a day: that is no part of what stands beside it."""
    attrs = node.attrs or {}
    named = f"{attrs.get('class') or ''} {attrs.get('id') or ''}"
    in_line = node.parent is not None and (node.parent.attrs or {}).get("id") == _LINE_OF_FIELDS
    return node.name in {"span", "em", "i", "time"} and not in_line and bool(_FIELD_NAME.search(named))


def _is_in_prose(node: Any) -> bool:
    """Whether the element stands within a sentence: 正如<span class="author">鲁迅</span>所说，…."""
    beside = (child for child in node.parent.children if child.name == "#text") if node.parent else ()
    return any(re.search("[，。；！？]", str(child.data or "")) for child in beside)


def _is_link(node: Any) -> bool:
    """<a name=…> is a place to jump to, whatever stands in it."""
    return node.name == "a" and "name" not in (node.attrs or {})


def _shares(root: Any) -> dict[int, float]:
    """How much of the page's text that is no link each element holds, by its id; {} of a page with hardly any."""
    order: list[tuple[Any, int]] = []
    sizes: list[int] = []
    waiting: list[tuple[Any, int, bool]] = [(root, 0, False)]
    while waiting:
        node, parent, linked = waiting.pop()
        if _UNREAD.fullmatch(node.name):
            continue
        linked, place = linked or _is_link(node), len(order)
        order.append((node, parent))
        sizes.append(0 if linked or node.name != "#text" else len("".join((node.data or "").split())))
        waiting += [(child, place, linked) for child in node.children or []]
    for place in range(len(order) - 1, 0, -1):
        sizes[order[place][1]] += sizes[place]
    total = sizes[0] if sizes[0] >= _LEAST_TEXT else 0
    return {id(node): size / total for (node, _), size in zip(order, sizes, strict=True)} if total else {}


def _is_chrome(node: Any, share: float) -> bool:
    """Whether an element is what a site sets round its text; not where it holds that text."""
    attrs = node.attrs or {}
    named = f"{attrs.get('class') or ''} {attrs.get('id') or ''}"
    if attrs.get("id") in _CHROME_IDS or _UNREAD.fullmatch(node.name):
        return True
    if share > (_ALL if _UNDER_TEXT.fullmatch(node.name) else _NEARLY_ALL) and not _OF_OTHERS.search(named):
        return False
    if attrs.get("role") in _CHROME_ROLES or _AROUND_TEXT.fullmatch(node.name) or "hidden" in attrs:
        return True
    if _INLINE.fullmatch(node.name) or node.name in {"body", "html", "main", "article"}:
        return False
    return bool(_CHROME_NAME.search(named))
