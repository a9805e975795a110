"""An article's head taken apart and put together: which line is its title, kicker, subtitle, byline or column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from articles.parsing.blocks.notes import authors_in_note
from articles.parsing.bylines import bare_byline, marked_byline
from articles.parsing.heads.columns import split_column
from articles.parsing.problems import AUTHOR_HINTED
from articles.parsing.repairing.pieces import DraftArticle, DraftBlock, DraftDocument, Piece
from articles.parsing.repairing.repairs import HeadLine, Misfit
from articles.parsing.types import Furniture, ParsedArticle, ParsedPassage, Part, Person, Role, TitleOrigin

_TITLES = ("kicker", "title", "subtitle", "title_en")  # fields, in the order of print
_WRITERS = (Role.AUTHOR, Role.ORGANISATION)
_MARKS_OF_COLUMNS = " \u3000【】〖〗［］[]（）()｜|■□◆●"


def is_head(run: ParsedPassage) -> bool:
    """Whether it is a line that can be taken out of a head."""
    return run.part in (Part.TITLE, Part.BYLINE)


def take_from_head(sheet: DraftDocument, draft: DraftArticle, run: ParsedPassage) -> DraftBlock:
    """Take a line out of an article's head, and what it says out of the fields that say it; one without a title is
    given an inferred one.
    """
    text = sheet.printed.text(run)
    draft.front.remove(run)
    if run.part is Part.BYLINE:
        draft.read = _without_people(draft.read, text)
    else:
        draft.read = _without_line(draft.read, text)
    return DraftBlock("heading" if run.part is Part.TITLE else "paragraph", [Piece(run, text)])


def set_head(sheet: DraftDocument, draft: DraftArticle, line: HeadLine, pieces: Sequence[Piece]) -> None:
    """Let these be this line of the head; what was it opens the body."""
    draft.blocks[:0] = [take_from_head(sheet, draft, run) for run in _former(sheet, draft, line)]
    runs, text = [piece.passage for piece in pieces], "".join(piece.text for piece in pieces)
    if line is HeadLine.COLUMN:
        draft.read = replace(draft.read, column=text.strip(_MARKS_OF_COLUMNS) or None)
        sheet.furniture += [(Furniture(line.value, p.text, replace(p.passage, part=Part.COLUMN)), None) for p in pieces]
        return
    if line is HeadLine.BYLINE:
        draft.read = _with_people(draft.read, [piece.text for piece in pieces])
        draft.front += [replace(run, part=Part.BYLINE) for run in runs]
        return
    draft.read = _with_line(draft.read, line, text)
    draft.front += [replace(run, part=Part.TITLE) for run in runs]
    draft.front.sort(key=lambda run: _rank(draft.read, run, sheet.printed.text(run)))


def headings_of_head(sheet: DraftDocument, draft: DraftArticle) -> list[DraftBlock]:
    """Kicker, title and subtitle as headings of a text, each with its lines together."""
    lines = [Piece(run, sheet.printed.text(run)) for run in draft.front if run.part is Part.TITLE]
    return [DraftBlock("heading", list(own)) for _, own in groupby(lines, lambda line: _fields(draft.read, line.text))]


def _former(sheet: DraftDocument, draft: DraftArticle, line: HeadLine) -> list[ParsedPassage]:
    """The runs that are this line of the head now."""
    if line is HeadLine.BYLINE:
        names = {person.name for person in draft.read.authors}
        lines = (run for run in draft.front if run.part is Part.BYLINE)
        return [run for run in lines if names & {person.name for person in _people(sheet.printed.text(run))}]
    found = []
    for run in (run for run in draft.front if run.part is Part.TITLE):
        fields = _fields(draft.read, sheet.printed.text(run))
        if line.value in fields:
            if line is not HeadLine.TITLE and "title" in fields:
                raise Misfit("原有的与标题印在一行，不能分开；请在文章里改")
            found.append(run)
    return found


def _fields(read: ParsedArticle, text: str) -> list[str]:
    """The fields that a printed line is of: it is one, or a piece of one, or it has several."""
    line = _line(text)
    values = {name: _bare(value) for name in _TITLES if (value := getattr(read, name))}
    one = [name for name, value in values.items() if line == value] or [
        n for n, value in values.items() if line in value
    ]
    return one[:1] or [name for name, value in values.items() if value in line]


def _rank(read: ParsedArticle, run: ParsedPassage, text: str) -> int:
    """Where among the lines of a head one stands."""
    fields = _fields(read, text) if run.part is Part.TITLE else []
    return _TITLES.index(fields[0]) if fields else len(_TITLES)


def _with_line(read: ParsedArticle, line: HeadLine, text: str) -> ParsedArticle:
    printed = split_column(text)
    if line is not HeadLine.TITLE:
        return replace(read, **{line.value: text})  # type: ignore[arg-type]  # a field of text
    column = printed.column or read.column
    title = replace(read, title=printed.title, title_origin=TitleOrigin.PRINTED, title_reason=None, column=column)
    return _without_doubts_of_title(title)


def _without_line(read: ParsedArticle, text: str) -> ParsedArticle:
    fields = _fields(read, text)
    left = {name: _less(getattr(read, name), text) for name in fields}
    if split_column(text).column == read.column:
        left["column"] = None
    if "title" in fields:
        read = _without_doubts_of_title(read)
        left["title"] = left["title"] or ""
    return replace(read, **left)  # type: ignore[arg-type]  # fields of text


def _without_doubts_of_title(read: ParsedArticle) -> ParsedArticle:
    return replace(read, problems=tuple(doubt for doubt in read.problems if not doubt.code.endswith("-title")))


def _less(value: str, text: str) -> str | None:
    """A field's text without that of one of its lines."""
    line = _line(text)
    places = [place for place, char in enumerate(value) if not char.isspace()]
    at = _bare(value).find(line)
    if at < 0:
        return None
    return (value[: places[at]] + value[places[at + len(line) - 1] + 1 :]).strip() or None


def _with_people(read: ParsedArticle, lines: Sequence[str]) -> ParsedArticle:
    people = [person for line in lines for person in _people(line)]
    if not people:
        raise Misfit("所选的一段里读不出人名；请在文章里写署名")
    others = [person for person in read.authors if person.role not in _WRITERS]
    problems = tuple(doubt for doubt in read.problems if doubt.code != AUTHOR_HINTED)
    return replace(read, authors=(*dict.fromkeys(people), *others), problems=problems)


def _without_people(read: ParsedArticle, line: str) -> ParsedArticle:
    """Where nobody signs any more, whom the note at the end names does."""
    gone = {person.name for person in _people(line)}
    authors = tuple(person for person in read.authors if person.name not in gone)
    return replace(read, authors=authors or authors_in_note(read.affiliation or ""))


def _people(line: str) -> tuple[Person, ...]:
    byline = marked_byline(line) or bare_byline(line)
    return byline.people if byline else ()


def _line(text: str) -> str:
    """What a line says without the column in brackets behind it."""
    return _bare(split_column(text).title)


def _bare(text: str) -> str:
    return "".join(text.split())
