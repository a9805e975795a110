"""Mending a page: runs of the file are chosen, what becomes of them is looked at, then kept; each can be undone."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.admin.base import note_action
from articles.admin.fields import key_in
from articles.models import PageRepair, SourceDocument, SourceKind
from articles.models.passages import PartChoice
from articles.pages.source_page import source_page
from articles.parsing.repairing import Anchor, HeadLine, Operation, Repair, anchor_at
from articles.parsing.types import Part
from articles.repairing.mending import CannotRepair, make, preview, preview_undo, undo

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_MARKS = (Part.CAPTION, Part.CREDIT, Part.COLUMN, Part.EDITORS, Part.CONTACT, Part.SOURCE_LINE, Part.OTHER)
_RIGHTS = ("articles.change_sourcedocument", "articles.change_article")
_HELP = {
    PageRepair.OperationChoice.MOVE: "所选各段移到“所指”一段之后，归那一篇；指着标题或署名，就放在正文之首。",
    PageRepair.OperationChoice.JOIN: "所选各段分别接到它前面的一段，连成一段。",
    PageRepair.OperationChoice.PART: "所选各段不再接在前一段里，从它起另分一段。",
    PageRepair.OperationChoice.NEW: "所选各段成为新的一篇。不写标题，就以所选的第一段为标题。",
    PageRepair.OperationChoice.MERGE: "所选一段所在的整篇并入“所指”一段所在的一篇，接在它后面。",
    PageRepair.OperationChoice.MARK: "所选各段是图注、署名或版面上的其他文字，不属任何文章。",
    PageRepair.OperationChoice.HEAD: (
        "所选各段是它所在一篇的标题（或下面选定的）；点了“所指”，就是所指一段那一篇的。原来的标题若不在所选之中，放在正文之首。"
    ),
}
_TARGETED = (Operation.MOVE, Operation.MERGE)


class RepairForm(forms.Form):
    """Which runs, and what becomes of them. Runs are named by their place, start-end."""

    operation = forms.ChoiceField(
        label="怎样修订", choices=PageRepair.OperationChoice.choices, widget=forms.RadioSelect
    )
    joined = forms.BooleanField(label="移动时与所指一段连成一段", required=False)
    title = forms.CharField(label="新一篇的标题", max_length=500, required=False)
    part = forms.ChoiceField(
        label="标为", choices=[(part.value, PartChoice(part.value).label) for part in _MARKS], required=False
    )
    line = forms.ChoiceField(label="是", choices=PageRepair.LineChoice.choices, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, source: SourceDocument, data: Any = None) -> None:
        super().__init__(data, initial={"seen": source.fingerprint, "part": Part.CAPTION.value})
        self.source = source

    def chosen(self, name: str) -> list[str]:
        return self.data.getlist(name) if self.is_bound else []  # type: ignore[attr-defined]  # a QueryDict

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") != self.source.fingerprint:
            typed: Any = self.data
            self.data = again = typed.copy()
            again["seen"] = self.source.fingerprint
            raise forms.ValidationError("您打开这一页之后，这一版的读法变过；下面是现在的样子，请核对后再按一次。")
        runs, targets = self._anchors("run"), self._anchors("target")
        operation = cleaned.get("operation")
        if not runs:
            raise forms.ValidationError("请先勾选要修订的段。")
        if operation in _TARGETED and not targets:
            raise forms.ValidationError("请再点选“所指”的一段。")
        if operation:
            cleaned["repair"] = Repair(
                Operation(operation),
                tuple(runs),
                targets[0] if targets and operation in (*_TARGETED, Operation.HEAD) else None,
                cleaned.get("joined", False),
                cleaned.get("title", "").strip(),
                Part(cleaned.get("part") or Part.OTHER.value),
                HeadLine(cleaned.get("line") or HeadLine.TITLE.value),
            )
        return cleaned

    def _anchors(self, name: str) -> list[Anchor]:
        text = self.source.raw_text
        spans = [tuple(map(int, found.groups())) for value in self.chosen(name) if (found := _SPAN.fullmatch(value))]
        return [anchor_at(text, start, end) for start, end in spans if start < end <= len(text)]


def repair(request: HttpRequest, pk: int, context: dict[str, Any]) -> HttpResponse:
    """The page to mend: its runs, the form, what a repair would do, and the repairs there are."""
    if not request.user.has_perm("articles.view_sourcedocument"):
        raise PermissionDenied
    source = get_object_or_404(SourceDocument.objects.exclude(kind=SourceKind.RECORDS), pk=pk)
    may_change = request.user.has_perms(_RIGHTS) and source.current == source
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = RepairForm(source, request.POST or None)
    changes = undoing = None
    if request.method == "POST":
        if "undo" in request.POST or "unmake" in request.POST:
            undoing, form = _named(request, source), RepairForm(source)
            changes = _undone(request, undoing)
        else:
            changes = _done(request, source, form)
        if isinstance(changes, HttpResponse):
            return changes
    articles = list(source.articles.for_reading().order_by("position", "pk"))
    return TemplateResponse(
        request,
        "admin/articles/sourcedocument/repair.html",
        {
            **context,
            "title": f"修订版面：{source.heading}",
            "source": source,
            "sheet": source_page(source, articles, whole=True),
            "form": form,
            "operations": [(choice.value, choice.label, _HELP[choice]) for choice in PageRepair.OperationChoice],
            "chosen": form.chosen("run"),
            "target": form.chosen("target"),
            "changes": changes,
            "undoing": undoing,
            "repairs": source.repairs.select_related("by", "undone_by").order_by("-pk"),
            "may_change": may_change,
        },
    )


def _done(request: HttpRequest, source: SourceDocument, form: RepairForm) -> Any:
    """What a repair would do, or the way on where it was made; None where something speaks against it."""
    if not form.is_valid():
        return None
    wanted: Repair = form.cleaned_data["repair"]
    try:
        if "apply" not in request.POST:
            return preview(source, wanted)
        row = make(source, wanted, request.user)
    except CannotRepair as error:
        form.add_error(None, str(error))
        return None
    note_action(request, source, row.summary)
    messages.success(request, f"已修订。{row.summary}")
    return HttpResponseRedirect(_address(source))


def _named(request: HttpRequest, source: SourceDocument) -> PageRepair:
    number = key_in(request.POST.get("unmake") or request.POST.get("undo", ""))
    return get_object_or_404(source.repairs, pk=number or 0)


def _undone(request: HttpRequest, row: PageRepair) -> Any:
    """What undoing a repair would do, or the way on where it was undone or cannot be."""
    try:
        if "unmake" not in request.POST:
            return preview_undo(row)
        misfits = undo(row, request.user)
        note_action(request, row.source, f"撤销：{row.summary}")
        messages.success(request, f"已撤销。{row.summary}")
        for message in misfits:
            messages.warning(request, message)
    except CannotRepair as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(_address(row.source))


def _address(source: SourceDocument) -> str:
    return reverse("admin:articles_sourcedocument_repair", args=[source.pk])
