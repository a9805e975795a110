"""Where articles begin: under a byline, marked or bare, or at a title that nobody signs."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.parsing.blocks.kept_lines import are_verses
from articles.parsing.blocks.notes import authors_in_note
from articles.parsing.blocks.shapes import (
    ASIDES,
    LONGEST_HEADLINE,
    NOTES,
    Shape,
    could_be_long_title,
    ends_a_sentence,
    is_written,
)
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.bylines import (
    ParsedByline,
    bare_byline,
    has_misread_mark,
    is_labelled,
    marked_byline,
    names_in_bare_byline,
    signs_without_name,
)
from articles.parsing.dictionary import lexicon
from articles.parsing.evidence.topics import is_one_word
from articles.parsing.evidence.trigrams import affinity
from articles.parsing.heads.displaced import (
    ends_over_head,
    openings_of_waiting_heads,
    stands_under_own_text,
    waiting_head,
)
from articles.parsing.heads.headline import opens_with_dash
from articles.parsing.heads.under_bylines import says_of_byline, take_group, take_lines_below, take_occasion, workplace
from articles.parsing.heads.unsigned import unsigned_heads
from articles.parsing.names import (
    begins_as_institution,
    has_surname,
    is_clearly_institution,
    is_double_surname,
    is_likely_name,
    names_readers,
)
from articles.parsing.types import Part, Person, Role

# Nats that a line of names has by its place; with those of its words (`ParsedByline.odds`) it is a byline above 0.
_PRIOR = -2.5
_UNDER_HEADLINE, _UNDER_MARKED, _UNDER_TEXT = 2.0, 1.5, -8.0  # of a marked heading, # 题目, beside the former
_UNDER_DASH = 3.0  # ——访农村改革亲历者 is a subtitle: what a byline stands under
_MOST_OF_INSTITUTION = 0.5  # against an institution on a line that is not set in, by how it reads on from the title
_OVER_TEXT, _OVER_SUBHEADING, _OVER_ANYTHING_ELSE = 1.0, 0.0, -3.0
_OVER_VERSES = 4.0  # which were kept apart as somebody signs them
_SURE_BY_WORDS = 5.0  # of a line under another that may be a byline
_UNTITLED = -4.5  # under a byline that no title stands over: 塞纳河，女人河 may be it
_OVER_WORKPLACE = 4.0  # （某某大学教授）
_OVER_MARKED = -9.0  # 福餐桌 over ■王小明 is what wrapping left of a title
_SET_AS_HEADS_ARE, _SET_AS_PARAGRAPHS_ARE = 2.5, -3.0  # where the page indents its paragraphs
_BEGINS_ARTICLE = 2.5  # under the head that a file begins with, or the first one after a note, where nothing is set in
_STANDS_APART = 2.0  # under a head with a wider gap over it
_SHORT, _SHORT_NAME = 3.0, 3  # so few characters between a headline and its text are little else than a name
_LINES_OF_INSTITUTION, _READS_ON = 4, 0.0  # lines of one name; nats by which they read on
_MISREAD_AGAIN = 10.0  # 口王小明 and 口李文远 on one page: the engine reads its ■ so
_SIGNS_OVER = 12.0  # 本报评论员 over the headline of an article that begins there
_WRAPPED = -9.0  # 解机制 between …矛盾纠纷多元化 and 侯梅, where the page's text has 元化解机
_OF_QUESTION = -20.0  # 记者：党中 over 央、国务院为… where others are asked
_IN_CLAUSES = -9.0  # 先考古，后盖楼 over another byline, or over a subtitle
_READS_ON_SURELY = 3.0  # nats
_AMONG_MARKED = -3.0  # a newspaper that marks its bylines seldom leaves one bare
# 作者：王小明 is a note at an article's end, a byline under a title.
_MAY_SIGN = (Shape.HEADLINE, Shape.CREDIT, Shape.NOTE)
_COMMON = 10  # times that the dictionary has met a word; rarer ones may be made up as names
_LONGEST_COLUMN = 8  # characters
_MISREAD_COLUMN = re.compile(r"^[口囗]\s*[\u4e00-\u9fff]{2,8}$")
_LEAST_BYLINES = 3  # that stand over their headlines, for a line over all of them to be a column's name
_HOME_AND_NAME = 2  # words
_SUBSTANTIAL = 40  # characters of a paragraph that an article may begin with
_BEGIN_OR_END = NOTES | {Shape.BYLINE, Shape.COLUMN, Shape.SIGNATURE}
_TELLS = re.compile("[说道称问答]$|(?:表示|指出|认为|强调|介绍|告诉|提出|如下|获悉)")  # what goes on in a paragraph
_HOME = re.compile("^[\u4e00-\u9fff]{1,3}[湾村镇乡屯庄寨坪坝沟岭桥塘坡溪河]$")
_SPACE = re.compile(r"\s")
_WRITES = re.compile(r"(?:文|作者)(?:\s*[/／]\s*[图摄])?\s*[/／：:|｜丨\s]")
_SPEAKS = re.compile(r"^[\u4e00-\u9fff]{1,4}：(?=\S)")


def find_openers(sheet: Sheet, interviews: list[Opener]) -> list[Opener]:
    """The openings of all articles in file order; `interviews` are those found already."""
    _mark_bare_bylines(sheet)
    _mark_columns_behind_marks(sheet)
    signed = _bylines(sheet)
    if not interviews:
        _mark_column_over_bylines(sheet, signed)
    openers = sorted([*interviews, *signed, *openings_of_waiting_heads(sheet)], key=lambda opener: opener.at)
    openers += unsigned_heads(sheet, openers)
    openers += _continued(sheet, {opener.at for opener in openers})
    if not openers and (first := _first_text(sheet)) is not None:
        openers.append(Opener(first - 1, bare=True))
    return sorted(openers, key=lambda opener: opener.at)


def _mark_bare_bylines(sheet: Sheet) -> None:
    """Give lines of names that stand where bylines stand the shape of one; a long line over them is a headline then."""
    marked = any(sheet.shape(index) is Shape.BYLINE for index in range(len(sheet)))
    over = _labelled_over_articles(sheet)
    first = 0 if len(sheet) and (signs_without_name(sheet.text(0)) or over) else 1
    may_sign = [index for index in range(first, len(sheet)) if sheet.free(index, *_MAY_SIGN)]
    misread = {index for index in may_sign if has_misread_mark(sheet.text(index))}
    for index in may_sign:
        if sheet.free(index - 1, Shape.BYLINE) and workplace(sheet, index):  # 某某研究院 under 王小明
            continue
        top, byline = _whole_byline(sheet, index)
        more = _MISREAD_AGAIN * (index in misread and len(misread) > 1)
        more += _SIGNS_OVER * (index in over or _signs_over_headline(sheet, index))
        more += _OF_QUESTION * _asks(sheet, index)
        if byline and byline.odds + more + _place_odds(sheet, top, index, byline) + _AMONG_MARKED * marked > 0:
            for line in range(top, index + 1):
                people = _at_home(sheet, index, byline.people) if line == index else ()
                sheet.shaped[line] = replace(sheet.shaped[line], shape=Shape.BYLINE, people=people)
    said = {index: names for index in may_sign if (names := _says_what_follows(sheet, index))}
    if len(set(said.values())) > 1:
        for index, people in said.items():
            sheet.shaped[index] = replace(sheet.shaped[index], shape=Shape.BYLINE, people=people)
    for index in range(len(sheet)):
        if sheet.shape(index) is Shape.BYLINE:
            _reshape_headline_above(sheet, index)


def _mark_columns_behind_marks(sheet: Sheet) -> None:
    """■ 域外 over a title with a byline of its own names nobody: it is a column's name, and so are ■支部园地 where no
    title is over it, and 口党建论坛 on a page whose bylines have the same misread mark.
    """
    misread = sum(sheet.free(i, Shape.BYLINE) and has_misread_mark(sheet.text(i)) for i in range(len(sheet))) > 1
    for index in range(len(sheet)):
        if misread and sheet.free(index, Shape.HEADLINE) and _is_misread_column(sheet, index):
            name = sheet.text(index)[1:].strip()
            sheet.shaped[index] = replace(sheet.shaped[index], shape=Shape.COLUMN, value=name)
        people = sheet.shaped[index].people if sheet.free(index, Shape.BYLINE) else ()
        below = sheet.following(index, Shape.HEADLINE, *ASIDES)
        over_head = sheet.free(below - 1, Shape.HEADLINE) and sheet.free(below, Shape.BYLINE)
        untitled = not sheet.free(sheet.previous(index, *ASIDES), Shape.HEADLINE)
        over = sheet.block(min(index + 1, len(sheet) - 1)).gap
        untitled = untitled and sheet.block(index).gap >= over  # else it signs what is over it
        if over_head and len(people) == 1 and (names_nobody(people[0]) or (untitled and _is_no_name(people[0]))):
            shaped = replace(sheet.shaped[index], shape=Shape.COLUMN, people=(), value=people[0].name)
            sheet.shaped[index] = shaped


def _is_misread_column(sheet: Sheet, index: int) -> bool:
    """Whether a short line behind 口 that begins no word, as 口述 does, stands right over a title with a byline."""
    text, title = sheet.text(index), sheet.following(index, *ASIDES)
    over_head = sheet.free(title, Shape.HEADLINE) and sheet.free(sheet.following(title, *ASIDES), Shape.BYLINE)
    return over_head and bool(_MISREAD_COLUMN.match(text)) and not lexicon().count(text[:2])


def _is_no_name(person: Person) -> bool:
    """Four characters or more that are neither a likely name, as 欧阳文远 is, nor an institution."""
    long = person.role is Role.AUTHOR and re.fullmatch("[\u4e00-\u9fff]{4,8}", person.name)
    return bool(long) and not person.affiliation and not is_likely_name(person.name)


def names_nobody(person: Person) -> bool:
    """域外 is a word and nobody's name."""
    return person.role is Role.AUTHOR and not has_surname(person.name) and lexicon().count(person.name) > _COMMON


def _whole_byline(sheet: Sheet, index: int) -> tuple[int, ParsedByline | None]:
    """The byline that ends in this line and its first line: an institution's name may be wrapped,
    …习近平新时代｜中国特色社会主义思想研究中心.
    """
    text = _without_brackets(sheet, index)
    found = index, bare_byline(text)
    if found[1] and (there := _under_workplace(sheet, index)):
        return index - 1, there
    if found[1] is None or not _names_institution(found[1]) or begins_as_institution(text):
        return found
    for top in range(index - 1, max(index - _LINES_OF_INSTITUTION, 0), -1):
        if not sheet.free(top, Shape.HEADLINE) or affinity(sheet.text(top), text) < _READS_ON:
            break
        text = sheet.text(top) + text
        byline = marked_byline(text) or bare_byline(text)
        whole = byline and len(byline.people) == 1 and begins_as_institution(byline.people[0].name)
        if byline and whole and sheet.free(top - 1, Shape.HEADLINE):
            found = top, byline
    return found


def _without_brackets(sheet: Sheet, index: int) -> str:
    """某某大学　王小明 of （某某大学　王小明） under a title and over text, where no note ends anything."""
    text, below = sheet.text(index), sheet.following(index, *ASIDES)
    between = sheet.free(sheet.previous(index, *ASIDES), Shape.HEADLINE) and sheet.free(below, Shape.TEXT)
    note = between and sheet.shape(index) is Shape.NOTE and text[0] + text[-1] == "（）"
    return text[1:-1] if note and authors_in_note(sheet.shaped[index].value) else text


def _under_workplace(sheet: Sheet, index: int) -> ParsedByline | None:
    """The byline that a line makes with an institution on the one over it: 某某市委党校 over 马克思主义学院　王小明."""
    above = sheet.text(index - 1) if sheet.free(index - 1, Shape.HEADLINE, Shape.BYLINE) else ""
    if not sheet.free(index - 2, Shape.HEADLINE) or not begins_as_institution(above):
        return None
    byline = bare_byline(above + sheet.text(index))
    works_there = byline and all((person.affiliation or "").startswith(above) for person in byline.people)
    return byline if works_there else None


def _signs_over_headline(sheet: Sheet, index: int) -> bool:
    over = sheet.free(sheet.following(index, *ASIDES), Shape.HEADLINE)
    return over and signs_without_name(sheet.text(index)) and _follows_end(sheet, index)


def _labelled_over_articles(sheet: Sheet) -> set[int]:
    """The lines that say who writes, 作者：王小明 or 本报记者 王小明, if each stands over a headline and its text and
    one is the page's first line; that line alone where it stands right over text.
    """
    signing = [n for n in range(len(sheet)) if sheet.free(n, *_MAY_SIGN) and _is_labelled_byline(sheet.text(n))]
    if not signing or signing[0] != sheet.following(-1, Shape.COLUMN, *ASIDES):
        return set()
    if sheet.free(sheet.following(signing[0], *ASIDES), Shape.TEXT):
        return {signing[0]}
    return set(signing) if all(_is_over_head(sheet, index) for index in signing) else set()


def _is_labelled_byline(text: str) -> bool:
    return is_labelled(text) and bare_byline(text) is not None


def _is_over_head(sheet: Sheet, index: int) -> bool:
    """Whether a line stands between a text's end, or nothing, and a headline with text under it."""
    above, below = sheet.previous(index, Shape.COLUMN, *ASIDES), sheet.following(index, Shape.HEADLINE, *ASIDES)
    begins = above < 0 or sheet.block(index).parted or sheet.shape(above) in NOTES
    begins = begins or (sheet.free(above, Shape.TEXT) and ends_a_sentence(sheet.text(above)))
    return begins and sheet.free(below - 1, Shape.HEADLINE) and sheet.free(below, Shape.TEXT)


def _at_home(sheet: Sheet, index: int, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Who signs: the second of two, whose home the first is, where the text under them has it as a place, 从石桥湾到….

    A reader's village may begin as a surname does.
    """
    home = people[0].name
    if len(people) != _HOME_AND_NAME or people[1].affiliation or not _HOME.search(home):
        return people
    under = range(index + 1, sheet.under_free(index + 1, Shape.TEXT))
    as_place = re.compile(f"[从到在往去回经过住离]{home}(?:[，。、]|[到去来出进往过回村路山])")
    is_place = any(as_place.search(sheet.text(at)) for at in under)
    return (replace(people[1], affiliation=home),) if is_place else people


def _says_what_follows(sheet: Sheet, index: int) -> tuple[Person, ...]:
    """Whose name and a colon a line is, over a headline: 王小明： over what that person holds."""
    name, below = sheet.text(index).removesuffix("："), sheet.following(index, *ASIDES)
    over = sheet.free(below, Shape.HEADLINE) and sheet.free(sheet.following(below, *ASIDES), Shape.TEXT)
    above = map(sheet.shape, range(index - 1, -1, -1))
    if next((shape for shape in above if shape in _BEGIN_OR_END), None) is Shape.BYLINE:  # whose article goes on
        return ()
    voice = names_readers(_SPACE.split(name)[0])  # 楚川市民　王小明： is one of those whom a report asks
    names = names_in_bare_byline(name) if over and name != sheet.text(index) and not voice else ()
    return tuple(map(Person, names)) if len(names) == 1 else ()


def _asks(sheet: Sheet, index: int) -> bool:
    """Whether a line is the beginning of a question, which reads on under it: other paragraphs have its label."""
    label, below = _SPEAKS.match(sheet.text(index)), sheet.following(index, *ASIDES)
    if not label or not sheet.free(below, Shape.TEXT):
        return False
    again = any(sheet.free(other, Shape.TEXT) and sheet.text(other).startswith(label[0]) for other in range(len(sheet)))
    return again and affinity(sheet.text(index), sheet.text(below)) > _READS_ON_SURELY


def _place_odds(sheet: Sheet, top: int, index: int, byline: ParsedByline) -> float:
    above, below = sheet.previous(top, *ASIDES), sheet.following(index, *ASIDES)
    while sheet.claims.get(above) is Part.EDITOR_NOTE:
        above = sheet.previous(above, *ASIDES)
    waited = above >= 0 and sheet.shape(above) in NOTES and bool(waiting_head(sheet, top))
    headed = waited or (above >= 0 and _may_stand_over_byline(sheet, above))
    odds = _PRIOR + (_UNDER_HEADLINE if headed else _UNDER_TEXT)
    if headed and sheet.free(above, Shape.HEADLINE):
        odds += _UNDER_MARKED * bool(sheet.block(above).level) + _UNDER_DASH * opens_with_dash(sheet.text(above))
        # …护航民｜营经济 is one title; 农业农村部 only reads on from 产业生态.
        reads = max(affinity(sheet.text(above), sheet.text(top)), 0.0)
        odds -= min(reads, _MOST_OF_INSTITUTION) if sheet.indents and _names_institution(byline) else reads
        over_names = sheet.free(below, Shape.HEADLINE) and names_in_bare_byline(sheet.text(below))
        wrapped = sheet.joins_in_text(above, top) or is_one_word(sheet.text(above), sheet.text(top))
        odds += _WRAPPED * bool(over_names and wrapped)
    odds += _odds_below(sheet, index) + _OVER_TEXT * (byline.odds > 0 and _is_over_arranger(sheet, below))
    odds += _OVER_MARKED * _is_over_writer(sheet, above, below, byline)
    odds += _IN_CLAUSES * (_is_in_clauses(sheet, index, byline) and _heads_byline(sheet, below))
    if above >= 0 and sheet.shape(above) is Shape.BYLINE and sheet.free(below, Shape.TEXT):
        odds -= max(affinity(sheet.text(index), sheet.text(below)), 0.0)  # ■王小明 over 十年禁｜渔已经
        titled = sheet.free(sheet.previous(above, Shape.COLUMN, *ASIDES), Shape.HEADLINE)
        odds += _UNTITLED * (not titled and not all(map(_is_sure, byline.people)))
    if sheet.indents:
        odds += _SET_AS_PARAGRAPHS_ARE if sheet.block(index).indented else _SET_AS_HEADS_ARE
    elif headed and _follows_end(sheet, sheet.first_of_head(above)):
        odds += _BEGINS_ARTICLE
    elif headed and sheet.block(sheet.first_of_head(above)).gap > sheet.block(index).gap:
        odds += _STANDS_APART
    short = all(len(person.name) - is_double_surname(person.name[:2]) <= _SHORT_NAME for person in byline.people)
    return odds + _SHORT * (headed and short and sheet.free(below, Shape.TEXT))


def _is_in_clauses(sheet: Sheet, index: int, byline: ParsedByline) -> bool:
    """Whether a line is two words of one length with a comma, the first nobody's name for sure: a title may be so."""
    clauses = sheet.text(index).split("，")
    alike = len(clauses) == len(byline.people) and {len(clause) for clause in clauses} in ({3}, {4})
    return alike and len(clauses) > 1 and not _is_sure(byline.people[0])


def _heads_byline(sheet: Sheet, below: int) -> bool:
    """Whether a line that names people is here, or under the subtitle that is here."""
    while sheet.free(below, Shape.HEADLINE) and opens_with_dash(sheet.text(below)):
        below = sheet.following(below, *ASIDES)
    named = sheet.free(below, *_MAY_SIGN) and names_in_bare_byline(sheet.text(below))
    return bool(named) or sheet.free(below, Shape.BYLINE)


def _is_over_arranger(sheet: Sheet, below: int) -> bool:
    """整理：本报记者　王小明 under who spoke."""
    byline = bare_byline(sheet.text(below)) if sheet.free(below, Shape.HEADLINE) else None
    return byline is not None and byline.odds > _SURE_BY_WORDS


def _is_over_writer(sheet: Sheet, above: int, below: int, byline: ParsedByline) -> bool:
    """Whether what is nobody's name for sure stands over who signs, right under a column's mark, or over 文/谷雨生:
    慢信 is the title.
    """
    signs = bare_byline(sheet.text(below)) if sheet.free(below, *_MAY_SIGN) else None
    named = any(_is_sure(person) or person.role is Role.ORGANISATION for person in byline.people)
    if signs is None or signs.odds <= 0 or named or byline.odds > 0:
        return False
    return sheet.shape(above) is Shape.COLUMN or _WRITES.match(sheet.text(below)) is not None


def _is_sure(person: Person) -> bool:
    return is_likely_name(person.name) or is_clearly_institution(person.name)


def _names_institution(byline: ParsedByline) -> bool:
    return all(is_clearly_institution(person.name) for person in byline.people)


def _follows_end(sheet: Sheet, index: int) -> bool:
    """Whether a block is the file's first, or follows an article's note or a column mark."""
    above = sheet.previous(index, *ASIDES)
    return above < 0 or sheet.block(index).parted or sheet.shape(above) in NOTES | {Shape.COLUMN}


def _odds_below(sheet: Sheet, index: int) -> float:
    """Nats by what the line stands over, an editor's note apart: text, a subheading that opens it, something else.

    Under its own text, which a note begins over, it stands as well.
    """
    below = sheet.following(index, *ASIDES)
    if ends_over_head(sheet, index) and stands_under_own_text(sheet, sheet.first_of_head(index)):
        return _OVER_TEXT
    while sheet.claims.get(below) is Part.EDITOR_NOTE:
        below = sheet.following(below, *ASIDES)
    if says_of_byline(sheet, below):
        return _OVER_WORKPLACE
    if sheet.free(below, Shape.TEXT) or sheet.is_indented(below):
        verses = sheet.free(below, Shape.TEXT) and sheet.shaped[below].lines
        return _OVER_VERSES if verses and are_verses(verses) else _OVER_TEXT
    if below < len(sheet) and sheet.shape(below) is Shape.BYLINE:
        return _OVER_MARKED
    opens = sheet.free(below, Shape.HEADLINE) and sheet.free(sheet.following(below, *ASIDES), Shape.TEXT)
    return _OVER_SUBHEADING if opens else _OVER_ANYTHING_ELSE


def _may_stand_over_byline(sheet: Sheet, index: int) -> bool:
    if sheet.shape(index) in {Shape.COLUMN, Shape.BYLINE}:
        return True
    return sheet.free(index, Shape.HEADLINE) or _is_long_title(sheet, index)


def _is_long_title(sheet: Sheet, index: int) -> bool:
    """A page that indents its paragraphs shows by its setting what is a head."""
    if not sheet.free(index, Shape.TEXT) or sheet.is_indented(index) or is_written(sheet.text(index)):
        return False
    return could_be_long_title(sheet.text(index), sure=sheet.indents or _follows_end(sheet, index))


def _reshape_headline_above(sheet: Sheet, index: int) -> None:
    """Long lines over a byline that are no sentences are headlines, and so is a single character under one."""
    above = sheet.previous(index, *ASIDES)
    while above >= 0 and (
        sheet.free(above, Shape.HEADLINE)
        or _is_long_title(sheet, above)
        or _is_last_of_title(sheet, above)
        or _is_cut_title(sheet, above)
    ):
        sheet.shaped[above] = replace(sheet.shaped[above], shape=Shape.HEADLINE)
        above -= 1


def _is_last_of_title(sheet: Sheet, index: int) -> bool:
    """One character under a headline is what wrapping left of it."""
    return (
        sheet.free(index, Shape.TEXT)
        and len(sheet.text(index)) == 1
        and sheet.text(index).isalpha()
        and sheet.free(index - 1, Shape.HEADLINE)
    )


def _is_cut_title(sheet: Sheet, index: int) -> bool:
    """A title that the scan cut short behind a colon or 、 (学术自审——读《当代学术：) stands where nothing else may."""
    text = sheet.text(index)
    short = sheet.free(index, Shape.TEXT) and len(text) <= LONGEST_HEADLINE and not re.search("[。；！？]", text)
    return short and (
        (text[-1] in "：、" and _follows_end(sheet, index)) or (text[-1] == "：" and _names_speaker(sheet, index))
    )


def _names_speaker(sheet: Sheet, index: int) -> bool:
    """全国人大代表、某某小学教师王小明：, which is set as a head, over the title of what that person says."""
    above, who = sheet.previous(index, *ASIDES), sheet.text(index)[:-1]
    begins = sheet.free(above, Shape.HEADLINE) and _follows_end(sheet, above)
    closed = begins or (sheet.free(above, Shape.TEXT) and ends_a_sentence(sheet.text(above)))
    named = any(is_likely_name(who[-length:]) for length in (3, 2))
    set_as_head = sheet.free(index + 1, Shape.HEADLINE) and not sheet.is_indented(index)
    return closed and named and set_as_head and not _TELLS.search(who)


def _bylines(sheet: Sheet) -> list[Opener]:
    """An opener for each byline; names on lines that touch are one byline."""
    openers: list[Opener] = []
    for index in range(len(sheet)):
        if not sheet.free(index, Shape.BYLINE):
            continue
        people = sheet.shaped[index].people
        if openers and openers[-1].at == index - 1:
            openers[-1].people += people
            openers[-1].claimed.append(index)
            openers[-1].at = index
        else:
            openers.append(Opener(index, people, claimed=[index]))
        sheet.claim(Part.BYLINE, index)
        take_group(sheet, openers[-1])
        take_occasion(sheet, openers[-1])
    take_lines_below(sheet, openers)
    return openers


def _mark_column_over_bylines(sheet: Sheet, signed: list[Opener]) -> None:
    """Where every byline stands over its headline, 观点摘编 over the first one names the column of all."""
    tops = [sheet.previous(min(opener.claimed), *ASIDES) for opener in signed]
    over = all(sheet.free(sheet.following(opener.at, *ASIDES), Shape.HEADLINE) for opener in signed)
    if len(signed) < _LEAST_BYLINES or not over or any(sheet.free(top, Shape.HEADLINE) for top in tops[1:]):
        return
    top = tops[0]
    alone = sheet.free(top, Shape.HEADLINE) and not sheet.free(sheet.previous(top, *ASIDES), Shape.HEADLINE)
    if alone and len(sheet.text(top)) <= _LONGEST_COLUMN:
        sheet.mark_column(top)


def _continued(sheet: Sheet, taken: set[int]) -> list[Opener]:
    """Openings of what began on another page, as a jump over the text says, where no head stands over it.

    What a text of this file goes on in is none.
    """
    taken = taken | {index - 1 for index in sheet.rejoined().values()}
    return [
        Opener(index - 1, bare=True, title=jump.title or "")
        for index in range(len(sheet))
        if (jump := sheet.block(index).continued) and sheet.free(index, Shape.TEXT)
        if index - 1 not in taken
    ]


def _first_text(sheet: Sheet) -> int | None:
    """The first text of a page that has a substantial paragraph at all."""
    if not any(sheet.free(i, Shape.TEXT) and len(sheet.text(i)) >= _SUBSTANTIAL for i in range(len(sheet))):
        return None
    return next(index for index in range(len(sheet)) if sheet.free(index, Shape.TEXT))
