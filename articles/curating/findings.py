"""A finding as one text to correct: where the doubted text stands in the record, and what it might be instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from articles.changes import one_change
from articles.curating import curated_fields, field_values, review, saving
from articles.models import Article, Problem, SourceDocument
from articles.models.sources import IMPRINT_FIELDS
from articles.parsing.drafting.inferred_titles import infer_titles
from articles.parsing.furniture.imprints import NAMES
from articles.parsing.problems import (
    HINTS_DIFFER,
    IMPRINTS_DIFFER,
    JOIN_DOUBTFUL,
    LOST_CHARACTER,
    SUSPICIOUS_TEXT,
    TITLE_DOUBTFUL,
    TITLE_INFERRED,
    TITLE_TRUNCATED,
)
from articles.problems import CLIPPED, CURATED_DIFFERS, NEAR_DUPLICATE, SAME_NAME, WITHDRAWN

_OF_TITLE = frozenset({TITLE_INFERRED, TITLE_TRUNCATED, TITLE_DOUBTFUL, HINTS_DIFFER})
_IN_BODY = frozenset({JOIN_DOUBTFUL, LOST_CHARACTER, SUSPICIOUS_TEXT})
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,5}|[\u4e00-\u9fff])\1")  # 人人有责人人有责 is four, twice
_OTHER_TITLES = 3
_NEEDLE = 8  # characters at a place of the source by which its paragraph is known
_NOT_AS_TEXT = frozenset({field_values.AUTHORS, "feature", "funding", "status"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a doubted text stands: a field of an article or a source, or one block of an article's body."""

    row: Article | SourceDocument
    field: str
    block: int | None = None

    @property
    def value(self) -> Any:
        """As the model holds it; of one block a list of it."""
        value = getattr(self.row, self.field)
        return value if self.block is None else value[self.block : self.block + 1]

    def set_value(self, value: Any) -> None:
        """Set the text; the row is not saved."""
        if self.block is not None:
            body = getattr(self.row, self.field)
            value = [*body[: self.block], *value, *body[self.block + 1 :]]
        setattr(self.row, self.field, value)


@dataclass(frozen=True, slots=True)
class AnswerButton:
    """A button: what it says, and what it does, `action` one of settle()'s or "text" with the text to put."""

    label: str
    action: str
    text: Any = None


def spot_of(problem: Problem) -> Spot | None:
    """The text that a finding doubts; None where no single text is at fault."""
    if problem.article is None:
        field = _imprint_field(problem) if problem.code == IMPRINTS_DIFFER else None
        return Spot(problem.source, field) if problem.source and field else None
    if problem.code == HINTS_DIFFER and not problem.answers:
        return None
    if problem.code in _OF_TITLE:
        return Spot(problem.article, "title")
    if problem.code in _IN_BODY:
        return Spot(problem.article, "body", _block_at(problem))
    if problem.code in (CURATED_DIFFERS, CLIPPED) and problem.field and problem.field not in _NOT_AS_TEXT:
        return Spot(problem.article, problem.field)
    return None


def answers_to(problem: Problem, spot: Spot | None) -> list[AnswerButton]:
    """The likely answers, the likeliest first; that it is no problem is always one, and not among them."""
    if problem.code == CURATED_DIFFERS:
        return [AnswerButton("采用导入的文本", "imported"), AnswerButton("保留人工文本", "keep")]
    if problem.code == WITHDRAWN:
        publish = [AnswerButton("重新发布", "publish")] if problem.answers != [Article.Status.DRAFT] else []
        return [*publish, AnswerButton("保持撤下", "keep")]
    if problem.code == NEAR_DUPLICATE:
        return [AnswerButton("是同一篇", "keep"), AnswerButton("不是同一篇", "dismiss")]
    if problem.code == SAME_NAME:
        return [AnswerButton("确是两人", "dismiss")]
    if problem.code in _IN_BODY:
        return _answers_in_body(problem, spot) if spot and spot.block is not None else []
    if spot:
        read = spot.row._meta.get_field(spot.field).to_python  # type: ignore[union-attr]  # no relation
        likely = problem.answers or _other_titles(problem)
        return [AnswerButton(f"用“{answer}”", "text", read(answer)) for answer in likely]
    return []


def _other_titles(problem: Problem) -> list[str]:
    """Of an article without a printed title the clauses next to the one that it was given; none says the same again."""
    if problem.code != TITLE_INFERRED or problem.article is None:
        return []
    chosen = [problem.article.title]
    for clause in infer_titles([block["text"] for block in problem.article.body]):
        if not any(clause in other or other in clause for other in chosen):
            chosen.append(clause)
        if len(chosen) > _OTHER_TITLES:
            break
    return chosen[1:]


def _answers_in_body(problem: Problem, spot: Spot) -> list[AnswerButton]:
    """A lost character put in at its seam; what is there twice in a row put once."""
    (block,) = spot.value
    left, found, right = block["text"].partition(_at(problem))
    if not found or found in right:  # white space stands in it; or which of the two it is nobody knows
        return []
    behind = found + right
    if problem.code == LOST_CHARACTER:
        return [
            _edited(f"补“{answer}”：…{left[-6:]}【{answer}】{found[:6]}…", block, f"{left}{answer}{behind}")
            for answer in problem.answers
        ]
    if problem.code == SUSPICIOUS_TEXT and (doubled := _DOUBLED.match(behind)):
        return [_edited(f"删去一个“{doubled[1]}”", block, f"{left}{behind[len(doubled[1]) :]}")]
    return []


def _edited(label: str, block: dict[str, Any], text: str) -> AnswerButton:
    return AnswerButton(label, "text", [block | {"text": text}])


def keep_as_is(problem: Problem, spot: Spot | None, user: User) -> None:
    """A person has looked: what stands there is right. A title that was doubted is theirs from now on."""
    if spot and spot.field == "title" and isinstance(spot.row, Article):
        saving.confirm_title(spot.row, user)
    _settle(problem, Problem.State.RESOLVED, user)


def correct(problem: Problem, spot: Spot, value: Any, user: User) -> None:
    """Put a person's text in the place of the doubted one."""
    with one_change():
        spot.set_value(value)
        if isinstance(spot.row, Article):
            saving.save_as_person(spot.row, user)
        else:
            saving.save_imprint(spot.row, [spot.field], user)
        _settle(problem, Problem.State.RESOLVED, user)


def apply_answer(problem: Problem, answer: AnswerButton, spot: Spot | None, user: User) -> None:
    """What an answer says."""
    with one_change():
        if answer.action == "text" and spot:
            correct(problem, spot, answer.text, user)
        elif answer.action == "imported":
            review.take_imported(problem, user)
        elif answer.action == "publish" and problem.article_id:
            curated_fields.set_status([problem.article_id], Article.Status.PUBLISHED, user)
        _settle(problem, Problem.State.DISMISSED if answer.action == "dismiss" else Problem.State.RESOLVED, user)


def _settle(problem: Problem, state: Problem.State, user: User) -> None:
    """Read anew: saving a title settles what was doubted about it."""
    review.settle(Problem.objects.filter(pk=problem.pk), state, user)


def _imprint_field(problem: Problem) -> str | None:
    """Which of the four a contradiction is about: its message begins with the name."""
    return next((IMPRINT_FIELDS[name] for name, said in NAMES.items() if problem.message.startswith(said)), None)


def _at(problem: Problem) -> str:
    """The first characters, white space aside, at a finding's place of the source."""
    if problem.source is None or problem.at is None:
        return ""
    return "".join(problem.source.raw_text[problem.at : problem.at + 4 * _NEEDLE].split())[:_NEEDLE]


def _block_at(problem: Problem) -> int | None:
    """The one block of the body in which those stand."""
    needle = _at(problem)
    blocks = problem.article.body if problem.article and needle else []
    holding = [index for index, block in enumerate(blocks) if needle in "".join(block["text"].split())]
    return holding[0] if len(holding) == 1 else None
