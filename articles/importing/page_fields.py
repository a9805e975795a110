"""What an article read from a page says, as the fields, bylines and passages of the record. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models

from articles.models import Article, Passage
from articles.parsing.problems import TITLE_INFERRED, TITLE_TRUNCATED
from articles.parsing.types import ParsedArticle, Part, Role, TextBlock, TitleOrigin
from articles.people.affiliations import affiliations_named, affiliations_of
from articles.people.bylines import Byline
from articles.problems import CLIPPED, NewProblem, problems_of_reading

_TITLE_DOUBTS = {
    TitleOrigin.INFERRED: (TITLE_INFERRED, "原文没有标题，标题系推定，请复核。"),
    TitleOrigin.TRUNCATED: (TITLE_TRUNCATED, "原题被截断，请复核。"),
}


def text_fields(parsed: ParsedArticle) -> dict[str, Any]:
    """The texts of an article under the names of the model's fields."""
    return {
        "kicker": parsed.kicker or "",
        "title": parsed.title,
        "title_origin": parsed.title_origin.value,
        "title_reason": parsed.title_reason or "",
        "subtitle": parsed.subtitle or "",
        "lead": list(parsed.lead),
        "body": _blocks(parsed.body),
        "boxes": [{"title": box.title, "body": _blocks(box.body)} for box in parsed.boxes],
        "abstract": parsed.abstract or "",
        "keywords": list(parsed.keywords),
        "references": list(parsed.references),
        "affiliation": parsed.affiliation or "",
        "funding": [{"name": fund.name, "number": fund.number} for fund in parsed.funding],
        "author_note": parsed.author_note or "",
        "title_en": parsed.title_en or "",
        "abstract_en": parsed.abstract_en or "",
        "keywords_en": list(parsed.keywords_en),
    }


def clip_to_model(model: type[models.Model], values: dict[str, Any]) -> list[NewProblem]:
    """Cut short in place what is longer than its field, as an endless line can be; a doubt says so for each.

    Nothing is lost: the source keeps the whole text.
    """
    doubts = []
    for name, value in values.items():
        longest = getattr(model._meta.get_field(name), "max_length", None)
        if longest and isinstance(value, str) and len(value) > longest:
            values[name] = value[:longest]
            doubts.append(
                NewProblem(CLIPPED, f"原文有 {len(value)} 字，超过 {longest} 字，已截短；全文见来源文件。", field=name)
            )
    return doubts


def printed_bylines(parsed: ParsedArticle, elsewhere: Mapping[str, str]) -> list[Byline]:
    """The people of an article, each with the affiliation that stands beside the name or in the note, or else with
    another article of the page, by name.
    """
    writers = [person.name for person in parsed.authors if person.role == Role.AUTHOR]
    from_note = dict(zip(writers, affiliations_of(parsed.affiliation, writers), strict=True))
    from_note |= affiliations_named(filter(None, [parsed.affiliation]))  # it may name others of the page besides
    bylines = []
    for person in parsed.authors:
        said = person.affiliation
        if not said and person.role == Role.AUTHOR:
            said = from_note[person.name] or elsewhere.get(person.name, "")
        bylines.append(Byline(person.name[:50], person.role.value, (said or "")[:300]))
    return bylines


def reading_problems(parsed: ParsedArticle) -> list[NewProblem]:
    """What the reading of an article doubts; a title that is not printed whole is always among it."""
    doubts = problems_of_reading(parsed.problems)
    if parsed.title_origin in _TITLE_DOUBTS:
        code, message = _TITLE_DOUBTS[parsed.title_origin]
        if not any(doubt.code == code for doubt in doubts):
            doubts.append(NewProblem(code, message, at=_title_place(parsed)))
    return doubts


def passages_of(parsed: ParsedArticle, article: Article) -> Iterator[Passage]:
    """Every run of the file that belongs to the article, in reading order, joins with their confidence and reason."""
    paragraphs = {run.start: index for index, block in enumerate(parsed.body) for run in block.passages}
    joins = {join.right_start: join for join in parsed.joins}
    for position, run in enumerate(parsed.passages):
        join = joins.get(run.start)
        in_body = run.part in (Part.BODY, Part.HEADING)
        yield Passage(
            source=article.source,
            article=article,
            part=run.part.value,
            start=run.start,
            end=run.end,
            position=position,
            paragraph=paragraphs.get(run.start) if in_body else None,
            join_confidence=join.confidence if join else None,
            join_reason=join.reason if join else "",
        )


def _blocks(blocks: tuple[TextBlock, ...]) -> list[dict[str, str]]:
    return [{"kind": block.kind, "text": block.text} for block in blocks]


def _title_place(parsed: ParsedArticle) -> int | None:
    return min((run.start for run in parsed.passages), default=None)
