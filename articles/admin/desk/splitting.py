"""Splitting a row that stands for two things: choose what goes to the new row, preview, split."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.forms.models import modelform_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from articles import tasks
from articles.admin.merging import AT_ONCE
from articles.admin.previews import Section, articles_that_change
from articles.curating.field_values import quoted
from articles.curating.splitting import CannotSplit, Share, refuse_nothing_and_all, shares, split_row
from articles.models import Author, Kind, Merge, Organisation, Theme
from articles.people.organisations import OrganisationName
from articles.themes.previewing import preview_terms

_LISTED = 100  # shares, of which there may be thousands
_SEARCHED = 100  # characters that shares are looked for by: databases refuse queries of thousands of words
_UNITS = {"author": "文章", "column": "文章", "organisation": "署名单位", "theme": "词语"}


class SplitForm(forms.ModelForm):
    """What the new row is called. An author may have the same name, told apart by a distinction."""

    def __init__(self, row: Model, data: Any = None) -> None:
        made = type(row)()
        if isinstance(row, Organisation) and isinstance(made, Organisation):
            made.parent = row.parent
        super().__init__(data, instance=made, initial={"name": row.name} if isinstance(row, Author) else None)
        self.fields["name"].label = f"另一{row._meta.verbose_name}的{self.fields['name'].label}"
        if "distinction" in self.fields:
            self.fields["distinction"].required = True

    def _post_clean(self) -> None:
        if isinstance(self.instance, Organisation):
            self.instance.key = OrganisationName(self.cleaned_data.get("name", "")).key
        super()._post_clean()  # type: ignore[misc]  # of ModelForm
        if isinstance(self.instance, Organisation) and "name" in self.cleaned_data:
            self._refuse_taken_key()

    def _refuse_taken_key(self) -> None:
        if taken := Organisation.objects.filter(key=self.instance.key).first():
            self.add_error("name", ValidationError(f"已有单位{quoted(taken)}，与这个名称读作同一个；请写得与它不同。"))


class SplitMixin:
    """A mixin for a ModelAdmin whose rows can be split."""

    splits = True
    split_fields: tuple[str, ...] = ("name",)

    def get_urls(self) -> list[URLPattern]:
        model_admin: Any = self
        name = f"articles_{model_admin.opts.model_name}_split"
        view = model_admin.admin_site.admin_view(self.split_view)
        return [path("<int:pk>/split/", view, name=name), *super().get_urls()]  # type: ignore[misc]  # a mixin

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form; filled in, what it would do; confirmed, it is done."""
        model_admin: Any = self
        row = get_object_or_404(model_admin.model, pk=pk)
        if not model_admin.has_change_permission(request, row):
            raise PermissionDenied
        form_class = modelform_factory(model_admin.model, form=SplitForm, fields=self.split_fields)
        form = form_class(row, request.POST or None)  # type: ignore[arg-type]  # its own signature
        words, there = _words(request), shares(row)
        found = shares(row, words) if words else there
        chosen = _chosen(request, found, there)
        if request.method == "POST" and form.is_valid():
            try:
                refuse_nothing_and_all(len(chosen), len(there))
                if "_save" in request.POST:
                    return _split(request, row, form, chosen)
                return _preview(request, row, form.instance, chosen, sum(share.number for share in there))
            except CannotSplit as error:
                form.add_error(None, str(error))
        context = {
            **admin.site.each_context(request),
            "title": f"拆分{row._meta.verbose_name}：{row}",
            "opts": row._meta,
            "original": row,
            "form": form,
            "unit": _UNITS[row._meta.model_name],
            "words": words,
            "shares": found[:_LISTED],
            "there": len(found),
            "chosen": {share.key for share in chosen},
            "all": "all" in request.POST,
        }
        return TemplateResponse(request, "admin/articles/split.html", context)


def _words(request: HttpRequest) -> str:
    """What shares are looked for by, without the NUL that PostgreSQL refuses."""
    return request.POST.get("words", request.GET.get("words", "")).replace("\0", "")[:_SEARCHED]


def _chosen(request: HttpRequest, found: list[Share], there: list[Share]) -> list[Share]:
    """The shares that go: all that were found, or those that were ticked, whatever was looked for since."""
    if "all" in request.POST:
        return found
    ticked = set(request.POST.getlist("share"))
    return [share for share in there if share.key in ticked]


def _preview(request: HttpRequest, row: Any, made: Model, chosen: list[Share], there: int) -> HttpResponse:
    carried = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        **admin.site.each_context(request),
        "opts": row._meta,
        "title": f"预览：拆分{quoted(row)}",
        "sections": [*_shared_out(row, made, chosen, there), *_regrouped(row, made, [share.key for share in chosen])],
        "carried": [(name, value) for name, value in carried if name not in ("preview", "csrfmiddlewaretoken")],
    }
    return TemplateResponse(request, "admin/articles/preview.html", context)


def _shared_out(row: Any, made: Model, chosen: list[Share], there: int) -> list[Section]:
    number, unit = sum(share.number for share in chosen), _UNITS[row._meta.model_name]
    what, out_of = ("个词语", "") if isinstance(row, Theme) else ("处", f"，出自这些{unit}")
    return [
        Section(
            f"{quoted(made)}是新的{row._meta.verbose_name}，有 {number} {what}{out_of}",
            tuple((share.text, "", "") for share in chosen[:_LISTED]),
        ),
        Section(f"{quoted(row)}还有 {there - number} {what}，网址不变", ()),
    ]


def _regrouped(row: Any, made: Any, terms: list[str]) -> list[Section]:
    """Which articles change their theme where a theme's terms are shared out."""
    if not isinstance(row, Theme):
        return []
    weights = {term: row.term_weights.get(term, 1.0) for term in row.terms}
    given = {term: weights.pop(term) for term in terms}
    gains, losses = preview_terms(made, given), preview_terms(row, weights)
    return [*articles_that_change(gains, made)[:1], *articles_that_change(losses, row)[1:]]


def _split(request: HttpRequest, row: Any, form: Any, chosen: list[Share]) -> HttpResponse:
    kind, made, keys = row._meta.model_name, form.instance, [share.key for share in chosen]
    user: Any = request.user
    if kind == Kind.THEME or sum(share.number for share in chosen) > AT_ONCE:
        tasks.split_later(row, made, keys, user)
        log = reverse("admin:articles_merge_changelist")
        messages.success(request, format_html('正在后台分出“{}”，进度见<a href="{}">合并与拆分记录</a>。', made, log))
        return HttpResponseRedirect(reverse(f"admin:articles_{kind}_changelist"))
    split: Merge = split_row(row, made, keys, user)
    undo = reverse("admin:articles_merge_undo", args=[split.pk])
    done = format_html('已分出“{}”，{} 处现在归它。<a href="{}">撤销</a>', made, split.moved_rows, undo)
    messages.success(request, done)
    return HttpResponseRedirect(reverse(f"admin:articles_{kind}_change", args=[made.pk]))
