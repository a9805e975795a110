"""Previews: a button of a form that leads to a page of what saving it would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles.curating.field_values import quoted
from articles.models import Theme
from articles.themes.previewing import ThemeChange

PREVIEW = "_preview"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and rows of what stands under it: (text, its address or "", what becomes of it)."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


def articles_that_change(change: ThemeChange, theme: Theme) -> list[Section]:
    """Which articles a theme gains and which it loses."""
    some = f"（可能有变的 {change.of:,} 篇里，只看了最新的 {change.looked_at:,} 篇）"
    some = some if change.of > change.looked_at else ""
    return [
        Section(
            f"{verb}主题{quoted(theme)}的文章：{len(articles)} 篇{some}",
            tuple((article.title, article.get_absolute_url(), "") for article in articles),
        )
        for verb, articles in (("得到", change.gained), ("失去", change.lost))
    ]


class PreviewMixin:
    """A mixin for a ModelAdmin whose form has a preview; `sections` says what saving it would change."""

    previews = True

    def sections(self, form: Any) -> list[Section]:
        raise NotImplementedError

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What is not valid comes back as it does where it is to be saved."""
        model_admin: Any = self
        if request.method == "POST" and PREVIEW in request.POST:
            row = model_admin.get_object(request, object_id) if object_id else None
            may = model_admin.has_change_permission(request, row) if row else model_admin.has_add_permission(request)
            if not may:
                raise PermissionDenied
            form = model_admin.get_form(request, row, change=bool(row))(request.POST, instance=row)
            if form.is_valid():
                return self._shown(request, form)
        return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]  # a mixin

    def _shown(self, request: HttpRequest, form: Any) -> HttpResponse:
        opts = form.instance._meta
        carried = [(name, value) for name, values in request.POST.lists() for value in values]
        context = {
            **admin.site.each_context(request),
            "opts": opts,
            "title": f"预览：{form.instance}",
            "sections": self.sections(form),
            "carried": [(name, value) for name, value in carried if name not in (PREVIEW, "csrfmiddlewaretoken")],
        }
        return TemplateResponse(request, "admin/articles/preview.html", context)
