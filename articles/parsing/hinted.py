"""Completes a file's only article with the file's hints (front matter, <meta>), and reports where the two differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.parsing.blocks.shapes import ends_a_sentence
from articles.parsing.files.lines import FileLine
from articles.parsing.files.reading import FileLines
from articles.parsing.furniture.dates import DATE, WEEKDAY
from articles.parsing.furniture.mastheads import read_masthead
from articles.parsing.furniture.names import publication_in, section_in
from articles.parsing.furniture.page_numbers import NUMBERED_PAGE
from articles.parsing.heads.columns import split_column
from articles.parsing.names import has_surname, is_likely_name, read_name
from articles.parsing.problems import AUTHOR_HINTED, HINTS_DIFFER, TITLE_INFERRED, TITLE_TRUNCATED, ReadingProblem
from articles.parsing.types import Hints, ParsedArticle, Part, Person, Role, TextBlock, TitleOrigin

_SAYS = {"front_matter": "文件头信息", "meta": "网页头信息"}
_NO_LETTERS = re.compile(r"[\W_]+")
_LEADER = re.compile("日(?:社论|献词|评论员文章)")  # 某某日报 2026年5月18日社论
_LONGEST_TITLE, _LONGEST_COLUMN = 100, 20
_OF_PAGE = re.compile(  # 江城晚报副刊2026年3月5日 names what the page is of, and no article
    r"[日晚晨早时周]报|[报网刊]第|第?[A-Z]?\d{1,2}[版期]|第[一二三四五六七八九十]{1,3}[版期]|(?:19|20)\d\d[年-]\d{1,2}[月-]\d"
)
_LEAST_SECTIONS, _LEAST_PARAGRAPH = 2, 40
_SHARED = 6  # characters that a page's <title> and the headline share at least: else it is the site's name


def without_page_title(hints: Hints) -> Hints:
    """The hints; of a <title> that is the page's and no article's (某某日报 2026-06-05 第4版 生态周刊) what it says
    of the page, where nothing else does. A word beside these that names no section is an article's title.
    """
    said = read_masthead(hints.title) if hints.origin == "meta" else None
    if said is None or not (said.date and (said.publication or said.page)):
        return hints
    if _LEADER.search(hints.title):
        return hints
    rest = _beside_masthead(hints.title)
    own = rest if rest and not section_in(rest) else ""
    return replace(
        hints,
        title=own,
        date=hints.date or said.date.isoformat(),
        page=hints.page or said.page or "",
        section=hints.section or ("" if own else said.section) or "",
        publication=_publication(hints.publication, said.publication),
    )


def _publication(hinted: str, said: str | None) -> str:
    """A paper that the title names is more than what a site calls itself."""
    return hinted if not said or publication_in(hinted) else said


def _beside_masthead(title: str) -> str:
    """What a <title> says beside its paper, day and page: 守住老手艺 of 守住老手艺 某某日报 2026年5月18日."""
    text = re.sub(r"[（(]([^（）()]*)[）)]", r" \1 ", title)
    words = WEEKDAY.sub(" ", NUMBERED_PAGE.sub(" ", DATE.sub(" ", text))).split()
    return " ".join(word for word in words if not publication_in(word))


_NAMES_THEN_TITLE = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,3}(?:[ \u3000]+[\u4e00-\u9fff]{2,3}){0,3})\s*[：:丨|｜]\s*"
    r"(?=[^“‘\s][^。！]{7,})(?![^，]{0,12}[要应须])(?!.{0,8}(?:夫妻|夫妇|父子|父女|母子|母女|兄弟|姐妹))"
)
_SEVERAL = 2
_SCHOLARLY = re.compile(
    r"教授|讲师|研究员|学者|博士|作者|院长|主任|大学|学院|党校|研究院|研究所|社科院|社会科学院|智库"
)
_TOLD_OF = re.compile(r"\d年生|[\d一二三四五六七八九十]岁")


def without_section_title(article: ParsedArticle, file: FileLines) -> ParsedArticle:
    """The article without a title, which its file's front matter has, where the first heading is over a section: each
    heading of its level is over a paragraph, and none is higher. Articles have bylines between.
    """
    ours, theirs = _letters(article.title), _letters(file.hints.title)
    titles = [passage for passage in article.passages if passage.part is Part.TITLE]
    if file.hints.origin != "front_matter" or ours in theirs or article.kicker or article.subtitle or len(titles) != 1:
        return article
    if (
        not 1 < len(theirs) <= _LONGEST_TITLE
        or _OF_PAGE.search(file.hints.title)
        or not _begins_with_section(file.lines)
        or ours != _letters(file.lines[0].text)
    ):
        return article
    passages = tuple(replace(passage, part=Part.HEADING) for passage in titles)
    return replace(
        article,
        title_origin=TitleOrigin.INFERRED,
        body=(TextBlock("heading", article.title, passages), *article.body),
        passages=tuple(replace(p, part=Part.HEADING) if p in titles else p for p in article.passages),
    )


def _begins_with_section(lines: Sequence[FileLine]) -> bool:
    level = lines[0].level if lines else 0
    heads = [at for at, line in enumerate(lines) if 0 < line.level <= level]
    if len(heads) < _LEAST_SECTIONS or any(lines[at].level < level for at in heads):
        return False
    return all(at + 1 < len(lines) and _is_paragraph(lines[at + 1].text) for at in heads)


def _is_paragraph(text: str) -> bool:
    return len(text) >= _LEAST_PARAGRAPH and ends_a_sentence(text)


def signed_in_title(article: ParsedArticle) -> ParsedArticle:
    """The only article of a file, which nobody signs, with who stands before its title (孙熙国：…, 刘志礼 魏梓桐 | …):
    two names, or one that the text's edges introduce as a scholar, or that stands over a paper's abstract. 毛泽东：“…”
    is said, and news or a portrait is of whom it names.
    """
    column = article.column if article.column and is_likely_name(article.column) else None  # 杨玉成丨…
    printed = f"{column}丨{article.title}" if column else article.title
    found = _NAMES_THEN_TITLE.match(printed)
    names = found["names"].split() if found else []
    if not found or article.authors or not all(map(is_likely_name, names)):
        return article
    edges = [block.text for block in (*article.body[:1], *article.body[-2:])]
    introduced = re.compile(rf"(?:作者|^[（(]?){names[0]}[，,（(：:](?P<as>[^。]*)")
    is_paper = bool(article.abstract) or any(re.match(r"\W?摘\s*要", said) for said in article.lead)
    said = [found["as"] for found in map(introduced.search, edges) if found]
    is_author = any(_SCHOLARLY.search(words) and not _TOLD_OF.search(words) for words in said)
    if not (is_author or is_paper or (len(names) >= _SEVERAL and not edges[0].startswith("本报讯"))):
        return article
    own = None if column else article.column
    return replace(article, title=printed[found.end() :].strip(), column=own, authors=tuple(map(Person, names)))


def with_hints(article: ParsedArticle, hints: Hints) -> ParsedArticle:
    """The article, with the title, authors and column that only the file's head has.

    What is printed stays; a problem says what was taken from where, and what contradicts the text.
    """
    if not hints.origin:
        return article
    at = min((passage.start for passage in article.passages), default=0)
    article = _titled(article, hints, at)
    people = tuple(person for name in hints.authors if (person := _person(name)))
    if people and not article.authors:
        names = "、".join(person.name for person in people)
        taken = ReadingProblem(AUTHOR_HINTED, f"版面上没有作者，取{_SAYS[hints.origin]}中的“{names}”", at)
        article = replace(article, authors=people, problems=(*article.problems, taken))
    elif people and not {person.name for person in people} & {person.name for person in article.authors}:
        article = _differing(article, hints, "作者", "、".join(p.name for p in article.authors), people[0].name, at)
    if hints.subtitle and hints.origin == "front_matter" and not article.subtitle:
        article = _subtitled(article, hints.subtitle)
    if not article.column and 1 < len(hints.column) <= _LONGEST_COLUMN:
        article = replace(article, column=hints.column)
    return article


def _subtitled(article: ParsedArticle, subtitle: str) -> ParsedArticle:
    """The article with the subtitle of its file's head, unless its title holds that, or the file has another line."""
    known = _letters(subtitle) in _letters(f"{article.kicker or ''}{article.title}")
    return article if known or len(subtitle) > _LONGEST_TITLE else replace(article, subtitle=subtitle)


def _titled(article: ParsedArticle, hints: Hints, at: int) -> ParsedArticle:
    hinted = split_column(hints.title)
    if not 1 < len(hinted.title) <= _LONGEST_TITLE:
        return article
    ours, theirs = _letters(article.title), _letters(hinted.title)
    lost = article.title_origin is TitleOrigin.INFERRED
    if lost or (article.title_origin is TitleOrigin.TRUNCATED and theirs.startswith(ours) and theirs != ours):
        code, word = (TITLE_INFERRED, "版面上没有题目") if lost else (TITLE_TRUNCATED, "原题被版面截断")
        taken = ReadingProblem(code, f"{word}，取{_SAYS[hints.origin]}中的“{hinted.title}”", at)
        others = tuple(problem for problem in article.problems if problem.code != code)
        return replace(
            article,
            title=hinted.title,
            title_reason=f"{word}，取自{_SAYS[hints.origin]}",
            column=article.column or hinted.column,
            problems=(*others, taken),
        )
    printed = _letters("".join(filter(None, (article.kicker, article.title, article.subtitle, article.column))))
    of_site = hints.origin == "meta" and (ours in theirs or not _share(ours, theirs))
    if theirs in printed or (ours in theirs and theirs.replace(ours, "", 1) in printed) or of_site:
        return article
    return _differing(article, hints, "题目", article.title, hinted.title, at)


def _differing(article: ParsedArticle, hints: Hints, what: str, ours: str, theirs: str, at: int) -> ParsedArticle:
    message = f"{what}不一致：版面所印为“{ours}”，{_SAYS[hints.origin]}为“{theirs}”"
    answers = (ours, theirs) if what == "题目" else ()
    return replace(article, problems=(*article.problems, ReadingProblem(HINTS_DIFFER, message, at, answers)))


def _person(name: str) -> Person | None:
    """Whoever a hint names; an account's name is nobody's."""
    person = read_name(name)
    return person if person and (person.role is Role.ORGANISATION or has_surname(person.name)) else None


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)


def _share(ours: str, theirs: str) -> bool:
    return any(ours[at : at + _SHARED] in theirs for at in range(max(len(ours) - _SHARED + 1, 0)))
