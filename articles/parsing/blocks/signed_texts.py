"""Who signs a text under its last sentence: a name alone on a line, at the right or where no byline stands above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from articles.parsing.blocks.notes import (
    WORKS_AT,
    quoted_authors,
    reporters_under,
    says_whence,
    signs_as_reader,
    signs_only,
)
from articles.parsing.blocks.page_notes import closes_text, is_set_off, writes_to_editors
from articles.parsing.blocks.shapes import NOTES, Shape, Shaped, ends_a_sentence, is_day, names_letters
from articles.parsing.bylines import is_post, likely_byline
from articles.parsing.names import begins_as_institution, names_district, names_readers
from articles.parsing.types import Person, Role

_TO_PAPER = re.compile("贵[报刊]|(?:[你本]报|读者来信)[^。]{0,30}(?:刊[发登载]|反映)|刊[发登载]了?读者(?:来信|反映)")
_OF_OFFICE = re.compile("我(?:公司|集团|单位|[局厅委院校处站办镇市县区])|我们?(?:高度重视|立即)")
_IS_COMPANY = re.compile("(?:股份|责任|有限)*公司$")
_WROTE = re.compile(  # 文字｜林晚秋, 作者林晚秋
    r"^(?:作者|文字?|文稿|撰文)\s*[：|｜丨∣/]\s*|^作者\s*(?=[\u3400-\u9fff]{2,3}$)"
)
_SHORTEST_TITLE, _PART_OF_NAME = 6, 4  # characters
_FARTHEST = 100  # blocks over a name in which its text begins, so that time grows with a file's length only


def sign_texts(page: Sequence[Shaped]) -> list[Shaped]:
    """The page's blocks, such lines made notes, and the day under each."""
    signed = list(page)
    for index in range(1, len(signed)):
        dated = index + 1 < len(signed) and is_day(signed[index + 1].text)
        if _stands_within(signed, index):
            lines = signed[index : index + 1 + dated]
            signed[index : index + 1 + dated] = [replace(line, shape=Shape.TEXT, value="") for line in lines]
        elif (office := _replies(signed, index)) or _signs(signed, index):
            who = "" if office else _WROTE.sub("", signed[index].text)
            people = office or reporters_under(who)
            signed[index] = replace(signed[index], shape=Shape.NOTE, people=people, value=who)
            for more in range(index + 1, _under_writers(signed, index)):
                text = _WROTE.sub("", signed[more].text)
                signed[more] = replace(signed[more], shape=Shape.NOTE_REST, people=reporters_under(text), value=text)
            if dated:
                signed[index + 1] = replace(signed[index + 1], shape=Shape.NOTE_REST, value=signed[index + 1].text)
    return signed


def _under_writers(page: Sequence[Shaped], index: int) -> int:
    """The line under 记者：王小明 and what names more of them: 通讯员：李伟."""
    at = index + 1
    while _says_who_wrote(page[index].text) and at < len(page) and _says_who_wrote(page[at].text):
        at += 1
    return at


def _says_who_wrote(text: str) -> bool:
    """Whether a line names writers behind a label."""
    return bool(reporters_under(text)) or (_WROTE.match(text) is not None and _names_writers(text))


def _stands_within(page: Sequence[Shaped], index: int) -> bool:
    """Whether a name at the right or （选自《…》，作者：某某） in a signed text has a subheading of that below:
    then it says whom the text quotes.
    """
    line = page[index]
    quotes = line.shape is Shape.NOTE and says_whence(line.value)
    named = line.shape is Shape.HEADLINE and line.block.at_right and signs_only(line.text)
    if not (quotes or named) or page[index - 1].shape is not Shape.TEXT:
        return False
    last = index + (index + 1 < len(page) and is_day(page[index + 1].text))
    goes_on = last + 1 < len(page) and page[last + 1].shape is Shape.HEADLINE and not closes_text(page, last)
    return goes_on and not _is_unsigned(page, index)


def _signs(page: Sequence[Shaped], index: int) -> bool:
    line, above = page[index], page[index - 1]
    if line.shape is not Shape.HEADLINE or above.shape is not Shape.TEXT or not ends_a_sentence(above.text):
        return False
    reader = signs_as_reader(line.text)
    if line.block.level or not (reader or _names_writers(line.text)) or quoted_authors(line.text):
        return False
    last = _under_writers(page, index) - 1
    below = next((other for other in page[last + 1 : last + 3] if not is_day(other.text)), None)
    if below is None:
        return line.block.at_right or _is_unsigned(page, index) or (reader and _is_letter_under_another(page, index))
    if below.shape is Shape.TEXT or _may_be_byline(below) or _tells_who(below, line):  # which the name stands over
        return False
    if _says_who_wrote(line.text) and line.block.gap <= below.block.gap:  # no head's first line
        return _is_unsigned(page, index)
    if _names_voice(line) and not (line.block.at_right or _is_in_letter(page, index)):
        return False
    # over a head with a byline, no nearer the text above, a name is that head's first line
    titled = below.shape is Shape.HEADLINE and closes_text(page, last) and line.block.gap == below.block.gap
    apart = line.block.gap <= min(above.block.gap, below.block.gap) and not titled
    apart = apart or (_is_in_letter(page, index) and is_set_off(page, index))
    apart = apart or (reader and below.shape is Shape.COLUMN and line.block.gap <= above.block.gap)
    unsigned = _is_unsigned(page, index) or (reader and _is_letter_under_another(page, index))
    return line.block.at_right or (apart and unsigned)


def _is_letter_under_another(page: Sequence[Shaped], index: int) -> bool:
    """Whether one title, not set in as the paragraphs under it are, begins the text that ends here, after a signed
    one: subheadings are several.
    """
    lines = range(index - 1, max(index - _FARTHEST, 0) - 1, -1)
    text = list(
        takewhile(lambda at: page[at].shape in {Shape.TEXT, Shape.HEADLINE} and not _is_byline(page, at), lines)
    )
    heads = [at for at in text if page[at].shape is Shape.HEADLINE and page[at + 1].shape is Shape.TEXT]
    if len(heads) != 1 or heads[0] == text[-1]:
        return False
    head, below = page[heads[0]], page[heads[0] + 1]
    set_off = below.block.indented and not head.block.indented and len(head.text) >= _SHORTEST_TITLE
    return set_off and ends_a_sentence(page[heads[0] - 1].text)


def _replies(page: Sequence[Shaped], index: int) -> tuple[Person, ...]:
    """The office that signs its answer to a reader, 云浦市公共交通集团, under a text in which 我公司 speaks of 贵报, or
    which nobody else signs and has 市公交集团 of its name.
    """
    line = page[index]
    under = line.shape is Shape.HEADLINE and page[index - 1].shape is Shape.TEXT and not line.block.indented
    if not under or line.block.level or not begins_as_institution(line.text):
        return ()
    above = takewhile(lambda at: page[at].shape is Shape.TEXT, range(index - 1, max(index - _FARTHEST, 0) - 1, -1))
    said = "".join(reversed([page[at].text for at in above]))
    goes_on = index + 1 < len(page) and page[index + 1].shape is Shape.TEXT and not is_day(page[index + 1].text)
    name = _IS_COMPANY.sub("", line.text)
    named = any(name[n : n + _PART_OF_NAME] in said for n in range(len(name) - _PART_OF_NAME + 1))
    speaks = _OF_OFFICE.search(said) or (named and _is_unsigned(page, index))
    replies = _TO_PAPER.search(said) and speaks and ends_a_sentence(page[index - 1].text)
    return (Person(line.text, Role.ORGANISATION),) if replies and not goes_on else ()


def _names_writers(text: str) -> bool:
    return signs_only(_WROTE.sub("", text)) or bool(reporters_under(text))


def _names_voice(line: Shaped) -> bool:
    """Whether a line begins with 市民 or 热心读者, as it does over what these say in a report; 江北区读者 sign."""
    who = line.text.split()[0]
    return names_readers(who) and not names_district(who)


def _tells_who(below: Shaped, line: Shaped) -> bool:
    """Whether a line says who the name over it is: a post, or a subtitle."""
    post = is_post(below.text) and not line.block.at_right and below.block.gap <= line.block.gap
    return post or below.text.startswith("—") or WORKS_AT.match(below.text) is not None


def _may_be_byline(line: Shaped) -> bool:
    return line.shape is Shape.HEADLINE and likely_byline(line.text) is not None


def _is_unsigned(page: Sequence[Shaped], index: int) -> bool:
    """Whether no byline stands over the text that ends here, up to a title with a gap over it, a note or what letters
    begin with.
    """
    for at in range(index - 1, max(index - _FARTHEST, 0) - 1, -1):
        if _is_byline(page, at):
            return False
        if page[at].shape in NOTES | {Shape.COLUMN} or _begins(page, at) or _begins_letter(page[at]):
            return True
    return index <= _FARTHEST


def _is_byline(page: Sequence[Shaped], at: int) -> bool:
    under_title = page[max(at - 1, 0)].shape is Shape.HEADLINE
    return page[at].shape is Shape.BYLINE or (_may_be_byline(page[at]) and under_title)


def _is_in_letter(page: Sequence[Shaped], index: int) -> bool:
    """Whether 读者来信, or a letter's first line, stands above, and no byline under that."""
    lines = range(index - 1, max(index - _FARTHEST, 0) - 1, -1)
    return any(_begins_letter(page[at]) for at in takewhile(lambda at: not _is_byline(page, at), lines))


def _begins_letter(line: Shaped) -> bool:
    return writes_to_editors(line.text) or names_letters(line.value or "".join(line.text.split()))


def _begins(page: Sequence[Shaped], at: int) -> bool:
    """Whether a title stands over text, farther from the text over it."""
    line, above, below = page[at], page[at - 1], page[at + 1]
    titled = line.shape is Shape.HEADLINE and below.shape is Shape.TEXT and len(line.text) >= _SHORTEST_TITLE
    return at > 0 and titled and line.block.gap > below.block.gap and ends_a_sentence(above.text)
