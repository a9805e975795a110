"""Columns, themes, packages and organisations in the admin."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from articles import tasks
from articles.admin.base import ReadOnlyMixin, RecordAdmin, admin_link, site_link
from articles.admin.conflicts import VersionedForm
from articles.admin.desk.splitting import SplitMixin
from articles.admin.merging import MergeMixin
from articles.admin.previews import PreviewMixin, Section, articles_that_change
from articles.curating.field_values import quoted
from articles.models import Article, Column, Feature, Organisation, Theme
from articles.people.organisations import OrganisationName
from articles.themes.assigning import score_library
from articles.themes.previewing import preview_terms

_HEAVIEST = 1000
_SCORED_AT_ONCE = 20  # articles; a larger library is scored by the worker
_TERM = re.compile(r"(.*?)(?:[ \t\u3000]+(\d+(?:\.\d+)?))?")


def _articles_stay(row: Any) -> str:
    number = row.articles.count()
    return f"（{number} 篇文章留在库里，不再归它）" if number else ""


@admin.register(Column)
class ColumnAdmin(MergeMixin, SplitMixin, RecordAdmin):
    actions = ["merge"]
    list_display = ["name", "article_count", "slug", site_link]
    search_fields = ["name", "pinyin"]
    fields = ["name", "slug", "description"]

    def what_stays(self, row: Any) -> str:
        return _articles_stay(row)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Column]:
        return super().get_queryset(request).annotate(number=Count("articles"))

    @admin.display(description="文章", ordering="number")
    def article_count(self, column: Any) -> int:
        return column.number


def lines_of(theme: Theme) -> list[str]:
    """Its terms, each with its weight where that is not 1."""
    weights = theme.term_weights
    return [f"{term} {weights[term]:g}" if term in weights else term for term in theme.terms]


class ThemeForm(VersionedForm):
    """A theme; its terms one a line, with a weight where it is not 1."""

    term_lines = forms.CharField(
        label="词语",
        widget=forms.Textarea(attrs={"rows": 12, "cols": 60}),
        help_text="一行一个；权重不是 1 时写在词后，如“新质生产力 3”。文章用到这些词，就可能属于这个主题。",
    )

    class Meta:
        model = Theme
        fields = ["name", "slug", "description"]

    more: tuple[str, ...] = ()  # terms that are proposed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk or "term_lines" not in self.initial:  # a new one may come with a word that readers asked
            self.initial["term_lines"] = "\n".join(lines_of(self.instance))
        self.note_seen()
        if self.more and not self.is_bound:
            self.initial["term_lines"] = "\n".join(filter(None, [self.initial["term_lines"], *self.more]))

    def clean_term_lines(self) -> dict[str, float]:
        """Terms and their weights."""
        weights: dict[str, float] = {}
        for line in filter(None, (line.strip() for line in self.cleaned_data["term_lines"].splitlines())):
            term, weight = _TERM.fullmatch(line).groups()  # type: ignore[union-attr]  # matches every line
            if not term or not 0 < float(weight or 1) <= _HEAVIEST:
                raise ValidationError(f"“{line[:60]}”：写作“词语”或“词语 权重”，权重大于 0，不超过 {_HEAVIEST}。")
            weights[term] = float(weight or 1)
        return weights

    def save(self, commit: bool = True) -> Theme:
        weights = self.cleaned_data["term_lines"]
        self.instance.terms = list(weights)
        self.instance.term_weights = {term: weight for term, weight in weights.items() if weight != 1}
        self.instance.curated = True
        return super().save(commit)


@admin.register(Theme)
class ThemeAdmin(PreviewMixin, MergeMixin, SplitMixin, RecordAdmin):
    form = ThemeForm
    actions = ["merge"]
    list_display = ["name", "article_count", "term_count", "curated", site_link]
    list_filter = ["curated"]
    search_fields = ["name", "pinyin"]
    fields = ["name", "slug", "description", "term_lines"]
    change_form_template = "admin/articles/theme/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        kept = Count("assignments", filter=Q(assignments__removed=False))
        return super().get_queryset(request).annotate(number=kept)

    @admin.display(description="文章", ordering="number")
    def article_count(self, theme: Any) -> int:
        return theme.number

    @admin.display(description="词语")
    def term_lines(self, theme: Theme) -> str:
        """For those who may look only: their page has no form."""
        return "\n".join(lines_of(theme))

    @admin.display(description="词语数")
    def term_count(self, theme: Theme) -> int:
        return len(theme.terms)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """With the terms that were picked among the candidates, in the address."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"more": tuple(request.GET.getlist("more"))})

    def sections(self, form: Any) -> list[Section]:
        change = preview_terms(form.instance, form.cleaned_data["term_lines"])
        return articles_that_change(change, form.instance)

    def save_model(self, request: HttpRequest, obj: Theme, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if Article.objects.count() <= _SCORED_AT_ONCE:
            score_library()
        else:
            tasks.score_themes.enqueue()
            messages.info(request, "已保存；各篇的主题正在后台按新的词语重新判定。")


@admin.register(Feature)
class FeatureAdmin(RecordAdmin):
    list_display = ["title", "column", "source_link", "article_count", site_link]
    list_filter = [("column", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "editor_note"]
    autocomplete_fields = ["column"]
    fields = ["title", "column", "editor_note", "position", "source_link"]
    readonly_fields = ["source_link"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def what_stays(self, row: Any) -> str:
        return _articles_stay(row)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feature]:
        features = super().get_queryset(request).select_related("source", "column").defer("source__raw_text")
        return features.annotate(number=Count("articles"))

    @admin.display(description="文章", ordering="number")
    def article_count(self, feature: Any) -> int:
        return feature.number

    @admin.display(description="来源文件", ordering="source")
    def source_link(self, feature: Feature) -> str:
        return admin_link(feature.source)


class OrganisationForm(VersionedForm):
    """Renamed, it is what later files call so, and what they called it before."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        key = OrganisationName(name).key
        if not key:
            raise ValidationError(f"{quoted(name)}只有称呼和标点，不成单位的名称。")
        if taken := Organisation.objects.filter(key=key).exclude(pk=self.instance.pk).first():
            raise ValidationError(f"已有单位{quoted(taken)}，与这个名称读作同一个；若是同一个单位，请把两者合并。")
        self.instance.key = key
        return name


@admin.register(Organisation)
class OrganisationAdmin(MergeMixin, SplitMixin, RecordAdmin):
    """Read from affiliations: what can be said by hand is what it is called, and which are one."""

    form = OrganisationForm
    actions = ["merge"]
    list_display = ["name", "parent", "authorship_count", site_link]
    list_filter = [("parent", admin.EmptyFieldListFilter)]
    search_fields = ["name", "pinyin", "parent__name"]
    search_help_text = "名称或拼音"
    list_select_related = ["parent"]
    fields = ["name", "parent", "authorship_count"]
    readonly_fields = ["parent", "authorship_count"]
    has_add_permission = ReadOnlyMixin.has_add_permission
    has_delete_permission = ReadOnlyMixin.has_delete_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        return super().get_queryset(request).annotate(number=Count("authorships"))

    @admin.display(description="署名", ordering="number")
    def authorship_count(self, organisation: Any) -> int:
        return organisation.number
