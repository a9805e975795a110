"""The review queue: one finding after the other, its text in an edit box, its place in the file beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles.admin.conflicts import VersionedForm
from articles.admin.desk.namesakes import namesakes
from articles.admin.fields import BodyField, BoxesField, JSONTextField, LinesField, ParagraphsField, key_in
from articles.changes import one_change
from articles.curating import review
from articles.curating.body_text import write_body
from articles.curating.differences import DiffKind, DiffPiece, differences
from articles.curating.field_values import AUTHORS
from articles.curating.findings import AnswerButton, Spot, answers_to, apply_answer, correct, keep_as_is, spot_of
from articles.models import Article, BatchFile, Passage, Problem, SourceKind
from articles.pages.source_page import SourceRun, source_page
from articles.parsing.types import Part
from articles.problems import CURATED_DIFFERS, NEAR_DUPLICATE, SAME_NAME

_BEFORE, _BEHIND = 4, 10  # runs of the file shown beside the one that a finding is about
_MARKED = 12  # characters marked at its place
_JSON: dict[str, type[JSONTextField]] = {
    "body": BodyField,
    "boxes": BoxesField,
    "lead": ParagraphsField,
    "keywords": LinesField,
    "keywords_en": LinesField,
    "references": LinesField,
}
_PARTS = {AUTHORS: Part.BYLINE, "affiliation": Part.NOTE}  # of fields that are not called as their part is
_NARROWED_BY = {"kind": "code", "source": "source", "article": "article", "batch": "source__in"}


class FindingForm(VersionedForm):
    """The doubted text, and the state that its finding had when the page was opened."""

    state = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields: Sequence[str] = ()

    def __init__(self, problem: Problem, spot: Spot, data: Any = None) -> None:
        super().__init__(data, instance=spot.row, initial={"state": problem.state})
        self.problem = problem
        self.fields["text"] = _field(spot)
        self.initial["text"] = spot.value
        self.note_seen()

    def _watched(self) -> list[str]:
        return [name for name in super()._watched() if name != "state"]

    def clean_state(self) -> str:
        """Whoever settles second is told, once."""
        opened_at = self.cleaned_data["state"]
        if opened_at != self.problem.state:
            typed: Any = self.data
            self.data = again = typed.copy()
            again["state"] = self.problem.state
            raise ValidationError(
                f"您打开这一页之后，{_settled(self.problem)}；您的修改还没有保存。要保存，请再按一次。"
            )
        return opened_at


def _field(spot: Spot) -> forms.Field:
    """How a text of this field is edited."""
    model_field: Any = spot.row._meta.get_field(spot.field)
    if spot.field in _JSON:
        field = _JSON[spot.field](label=model_field.verbose_name)
        if spot.block is not None:
            field.widget.attrs["rows"] = 9
            field.help_text = "这一段。中间空一行，就分成两段；小标题写作“## 小标题”。"
    else:
        field = model_field.formfield()
    field.label = model_field.verbose_name
    field.widget.attrs["data-key"] = "e"
    return field


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """A run of the file as it is shown, and where in it the finding's place is (before, marked, behind)."""

    run: SourceRun
    before: str = ""
    marked: str = ""
    behind: str = ""


def queue(request: HttpRequest, pk: int | None, context: dict[str, Any]) -> HttpResponse:
    """One finding: shown, or settled and the next one shown. Without a number: the first that waits."""
    if not request.user.has_perm("articles.view_problem"):
        raise PermissionDenied
    narrowed = {name: request.GET[name] for name in _NARROWED_BY if request.GET.get(name)}
    waiting = list(_waiting(narrowed, request.user).values_list("pk", flat=True))
    if pk is None and waiting:
        return HttpResponseRedirect(_address(waiting[0], narrowed))
    if pk is None:
        return TemplateResponse(request, "admin/articles/problem/queue.html", {**context, "title": "复核"})
    previous, following = _neighbours(pk, waiting)
    form: FindingForm | None = None
    if request.method == "POST":
        form = _settle(request, pk)
        if form is None:
            return HttpResponseRedirect(_address(following, narrowed))
    problem = get_object_or_404(_shown(), pk=pk)
    spot = spot_of(problem)
    answers = answers_to(problem, spot)
    return TemplateResponse(
        request,
        "admin/articles/problem/queue.html",
        {
            **context,
            "title": review.NAMES.get(problem.code, problem.code),
            "problem": problem,
            "spot": spot,
            "form": form or (FindingForm(problem, spot) if spot else None),
            "answers": answers,
            "may_dismiss": all(answer.action != "dismiss" for answer in answers),
            "places": places(problem),
            "namesakes": namesakes(problem) if problem.code == SAME_NAME else [],
            "alike": _alike(problem),
            "differences": _differences(problem),
            "texts": _texts(problem),
            "settled": _returned(problem) if problem.state == Problem.State.OPEN else _settled(problem),
            "number": waiting.index(pk) + 1 if pk in waiting else None,
            "waiting": len(waiting),
            "previous": _address(previous, narrowed) if previous else None,
            "following": _address(following, narrowed) if following else None,
            "may_settle": _may_settle(request, spot),
            "may_return": problem.state == Problem.State.SUBMITTED and problem.settled_by_id != request.user.pk,
        },
    )


def _alike(problem: Problem) -> Article | None:
    """The other article that the finding's is nearly the same as."""
    return problem.article.duplicate_of if problem.article and problem.code == NEAR_DUPLICATE else None


def _differences(problem: Problem) -> list[DiffPiece]:
    """What is otherwise in the article's text than in that other one's."""
    other = _alike(problem)
    return differences(write_body(other.body), write_body(problem.article.body)) if problem.article and other else []


def _texts(problem: Problem) -> list[tuple[str, list[DiffPiece]]]:
    """What a person and the import say, each against what the import had said before, where that is known."""
    said = {"人工文本": problem.curated_text, "导入文本": problem.imported_text}
    if not any(said.values()):
        return []
    if problem.former_text is None:
        return [(label, [DiffPiece(DiffKind.SAME, text)]) for label, text in said.items()]
    former = [DiffPiece(DiffKind.SAME, problem.former_text or "（空）")]
    return [
        ("上次导入的文本", former),
        *((label, differences(problem.former_text, text)) for label, text in said.items()),
    ]


def _shown() -> QuerySet[Problem]:
    return Problem.objects.select_related(
        "article__column", "article__duplicate_of", "source", "settled_by", "reviewed_by"
    )


def _waiting(narrowed: dict[str, str], user: Any) -> QuerySet[Problem]:
    wanted = review.waiting(user)
    for name, value in narrowed.items():
        if name != "kind" and key_in(value) is None:
            return wanted.none()
        files = BatchFile.objects.filter(batch=int(value)).values("source") if name == "batch" else value
        wanted = wanted.filter(**{_NARROWED_BY[name]: files})
    return wanted


def _neighbours(pk: int, waiting: list[int]) -> tuple[int | None, int | None]:
    """The finding before and behind one in the queue; behind the last is the first, behind one that is settled too."""
    if pk not in waiting:
        return None, waiting[0] if waiting else None
    place = waiting.index(pk)
    others = [*waiting[place + 1 :], *waiting[:place]]
    return waiting[place - 1] if place else None, others[0] if others else None


def _address(pk: int | None, narrowed: dict[str, str]) -> str:
    path = reverse("admin:articles_problem_finding", args=[pk]) if pk else reverse("admin:articles_problem_queue")
    return f"{path}?{urlencode(narrowed)}" if narrowed else path


def _may_settle(request: HttpRequest, spot: Spot | None) -> bool:
    changed = spot.row._meta.model_name if spot else "article"
    return request.user.has_perms(["articles.change_problem", f"articles.change_{changed}"])


def _settle(request: HttpRequest, pk: int) -> FindingForm | None:
    """Do what was asked; returns the form where something speaks against it."""
    user: Any = request.user
    with one_change():
        problem = get_object_or_404(_shown(), pk=pk)
        spot = spot_of(problem)
        if not _may_settle(request, spot):
            raise PermissionDenied
        form = FindingForm(problem, spot, request.POST) if spot else None
        if form is not None and not form.is_valid():
            return form
        answer = _pressed(request, answers_to(problem, spot))
        if "answer" in request.POST and answer is None:
            messages.warning(request, f"可选的答案变了，没有处理，请再看一次：{problem.message[:60]}")
        elif answer is not None:
            apply_answer(problem, answer, spot, user)
            messages.success(request, f"{answer.label}{_waits(pk)}：{problem.message[:60]}")
        else:
            done = _carry_out(request, problem, spot, form, user)
            messages.success(request, f"{done}{_waits(pk)}：{problem.message[:60]}")
    return None


def _waits(pk: int) -> str:
    """What is to be said of a finding that was settled just now, and that another person is to confirm."""
    submitted = Problem.objects.filter(pk=pk, state=Problem.State.SUBMITTED)
    return f"（{Problem.State.SUBMITTED.label}）" if submitted.exists() else ""


def _carry_out(request: HttpRequest, problem: Problem, spot: Spot | None, form: FindingForm | None, user: User) -> str:
    """Carry out the button that was pressed, which is none of the answers; returns what was done."""
    if "return" in request.POST:
        review.settle([problem], Problem.State.OPEN, user)
        return "已退回"
    if "dismiss" in request.POST:
        review.settle([problem], Problem.State.DISMISSED, user)
        return "标为不成问题"
    if spot and form is not None and "text" in form.changed_data:
        correct(problem, spot, form.cleaned_data["text"], user)
        return "已改正"
    keep_as_is(problem, spot, user)
    return "已核对，照旧"


def _pressed(request: HttpRequest, answers: Sequence[AnswerButton]) -> AnswerButton | None:
    """The answer whose button was pressed, if it still is one: what it said counts, not its place."""
    return next((answer for answer in answers if answer.label == request.POST.get("answer")), None)


def _returned(problem: Problem) -> str:
    who = review.returned_by(problem)
    return f"{who}退回了上一次的处理，请再核对" if who else ""


def _settled(problem: Problem) -> str:
    if problem.state == Problem.State.SUBMITTED:
        return f"{_signed(problem.settled_by, problem.settled_at)}处理过，{problem.get_state_display()}"
    reviewed = f"，{_signed(problem.reviewed_by, problem.reviewed_at)}复核" if problem.reviewed_at else ""
    return f"{_signed(problem.settled_by, problem.settled_at)}把这一处标为“{problem.get_state_display()}”{reviewed}"


def _signed(user: User | None, when: datetime | None) -> str:
    return f"{user or '有人'}{f'在{timezone.localtime(when):%Y-%m-%d %H:%M}' if when else ''}"


def places(problem: Problem) -> list[MarkedRun]:
    """The file around a finding, as the source page shows it; the run that it is about with its place marked."""
    source, at = problem.source, _place_in_file(problem)
    if source is None or at is None or source.kind == SourceKind.RECORDS:
        return []
    articles = list(source.articles.for_reading().order_by("position", "pk"))
    runs = source_page(source, articles, whole=True).runs
    here = next((number for number, run in enumerate(runs) if run.end > at), len(runs) - 1)
    near = runs[max(here - _BEFORE, 0) : here + _BEHIND + 1]
    return [_place(run, at) if run is runs[here] else MarkedRun(run) for run in near]


def _place_in_file(problem: Problem) -> int | None:
    """Where in its file; of an import that differs from a person's text, where the article has the field."""
    if problem.code != CURATED_DIFFERS:
        return problem.at
    own = Passage.objects.filter(source=problem.source, article=problem.article).order_by("start")
    of_field = own.filter(part=_PARTS.get(problem.field, problem.field))
    return (of_field.values_list("start", flat=True) or own.values_list("start", flat=True)).first()


def _place(run: SourceRun, at: int) -> MarkedRun:
    cut = max(at - run.start, 0)
    return MarkedRun(run, run.text[:cut], run.text[cut : cut + _MARKED], run.text[cut + _MARKED :])
