"""Inlines of an article's form: authorships, themes, problems."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.conflicts import Versioned, VersionedFormSet, VersionedRowForm
from articles.models import Article, Authorship, Problem, ThemeAssignment


class AuthorshipInline(Versioned, admin.StackedInline):
    """Under each other: side by side, its fields are wider than a phone."""

    model = Authorship
    form = VersionedRowForm
    formset = VersionedFormSet
    fields = [("author", "role", "position"), ("affiliation", "named")]
    readonly_fields = ["named"]
    autocomplete_fields = ["author"]
    ordering = ["position"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Authorship]:
        return super().get_queryset(request).prefetch_related("organisations")

    @admin.display(description="单位", empty_value="—")
    def named(self, row: Authorship) -> str:
        return "、".join(organisation.name for organisation in row.organisations.all()) if row.pk else ""


class ThemeAssignmentForm(VersionedRowForm):
    """An article's theme, assigned or removed by a person; the theme of a stored row does not change."""

    class Meta:
        model = ThemeAssignment
        fields = ["theme", "removed"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "theme" in self.fields:
            self.fields["theme"].disabled = True

    def save(self, commit: bool = True) -> ThemeAssignment:
        """What a person adds, or takes back in, is theirs; what they remove stays removed whoever gave it."""
        if not self.cleaned_data["removed"]:
            self.instance.origin = ThemeAssignment.Origin.PERSON
        return super().save(commit)


class ThemeAssignmentInline(Versioned, admin.StackedInline):
    model = ThemeAssignment
    form = ThemeAssignmentForm
    formset = VersionedFormSet
    fields = [("theme", "removed"), ("origin", "score", "evidence_in_words")]
    readonly_fields = ["origin", "score", "evidence_in_words"]
    autocomplete_fields = ["theme"]
    ordering = ["removed", "-score"]
    extra = 0
    can_delete = False  # removing is a decision to be kept, not a row to be lost

    @admin.display(description="依据")
    def evidence_in_words(self, row: ThemeAssignment) -> str:
        return "，".join(f"{item['term']} {item['count']} 次" for item in row.evidence)


class ProblemInline(Versioned, admin.TabularInline):
    model = Problem
    form = VersionedRowForm
    formset = VersionedFormSet
    fields = ["message", "curated_text", "imported_text", "state"]
    readonly_fields = ["message", "curated_text", "imported_text"]
    ordering = ["-state", "at"]
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False
