"""The form of an article, and the inlines in it: authorships, themes, problems."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.admin import fields
from articles.admin.conflicts import VersionedForm, VersionedFormSet, VersionedMixin, VersionedRowForm
from articles.curating import field_values
from articles.models import Article, Authorship, CuratedField, Problem, ThemeAssignment


class ArticleForm(VersionedForm):
    """An article's texts, edited as text; and which of a person's changes to undo."""

    body = fields.BodyField(label="正文", help_text="段落之间空一行；小标题写作“## 小标题”，前后各空一行。")
    lead = fields.ParagraphsField(label="导语", required=False, help_text="段落之间空一行。")
    boxes = fields.BoxesField(label="框文", required=False, help_text="框题写作“# 框题”，下面写法同正文。")
    keywords = fields.LinesField(label="关键词", required=False, help_text="一行一个。")
    keywords_en = fields.LinesField(label="英文关键词", required=False, help_text="一行一个。")
    references = fields.LinesField(label="参考文献", required=False, help_text="一行一条。")
    funding = fields.FundingField(label="基金项目", required=False, help_text="一行一个：名称 | 编号。")
    restore = forms.MultipleChoiceField(
        label="恢复导入的内容",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选后保存：放弃人工修改，恢复为导入所得，以后的导入可再更新它。",
    )

    class Meta:
        model = Article
        exclude = ["authors", "themes"]  # all but what the inlines edit
        widgets = {
            "kicker": forms.TextInput(attrs={"size": 80}),
            "title": forms.TextInput(attrs={"size": 80}),
            "subtitle": forms.TextInput(attrs={"size": 80}),
            "title_en": forms.TextInput(attrs={"size": 80}),
            "title_reason": forms.Textarea(attrs={"rows": 2, "cols": 100}),
            "affiliation": forms.Textarea(attrs={"rows": 2, "cols": 100}),
            "abstract": forms.Textarea(attrs={"rows": 5, "cols": 100}),
            "abstract_en": forms.Textarea(attrs={"rows": 5, "cols": 100}),
            "author_note": forms.Textarea(attrs={"rows": 2, "cols": 100}),
        }

    def clean(self) -> dict[str, Any]:
        """A day to be published on is a draft's, and to come: another that is given is refused, an old one goes."""
        cleaned = super().clean() or self.cleaned_data
        day, is_new = cleaned.get("publish_on"), "publish_on" in self.changed_data
        if day and cleaned.get("status") != Article.Status.DRAFT:
            if is_new:
                self.add_error("publish_on", "发布日只对草稿有用：请把状态改为“草稿”，或者清空发布日。")
            cleaned["publish_on"] = None
        elif day and is_new and day < timezone.localdate():
            self.add_error("publish_on", "这一天已经过去：要现在发布，请把状态改为“已发布”，并清空发布日。")
        return cleaned

    def _resolve_or_report(self, changed: list[str], seen: dict[str, str]) -> None:
        """Where a title comes from follows from it: who wrote the same title as another has not said otherwise."""
        follows = [name for name in ("title_origin", "title_reason") if name in changed]
        taken = [name for name in follows if "title" not in self.changed_data and self._is_as_opened(name, seen[name])]
        self.cleaned_data.update({name: self.initial[name] for name in taken})
        sent: Any = self.data
        super()._resolve_or_report([name for name in changed if name not in taken], seen)
        shown: Any = self.data
        if shown is not sent:  # once more, with what the other has said of these
            for name in taken:
                self._fill_in_stored(shown, name)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "restore" in self.fields:
            marks = CuratedField.objects.filter(article=self.instance.pk).select_related("curated_by")
            self.fields["restore"].choices = [(mark.field, _mark_in_words(mark)) for mark in marks]  # type: ignore[attr-defined]


def _mark_in_words(mark: CuratedField) -> str:
    """正文 —— 王编辑于 2025年3月1日 修改；导入所得：…"""
    when = timezone.localtime(mark.curated_at)
    text = field_values.in_words(mark.field, mark.imported)
    shown = f"{text[:60]}…" if len(text) > 60 else text or "（空）"
    who = mark.curated_by or "有人"
    label = field_values.label_of(mark.field)
    return f"{label} —— {who}于{when.year}年{when.month}月{when.day}日修改；导入所得：{shown}"


class AuthorshipInline(VersionedMixin, admin.StackedInline):
    """Under each other: side by side, its fields are wider than a phone."""

    model = Authorship
    form = VersionedRowForm
    formset = VersionedFormSet
    fields = [("author", "printed_as"), ("role", "position"), ("affiliation", "named")]
    readonly_fields = ["named"]
    autocomplete_fields = ["author"]
    ordering = ["position"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Authorship]:
        return super().get_queryset(request).prefetch_related("organisations")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        more = {"help_text": "小的在前，0 是第一位"} if db_field.name == "position" else {}
        return super().formfield_for_dbfield(db_field, request, **kwargs, **more)

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


class ThemeAssignmentInline(VersionedMixin, admin.StackedInline):
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


class ProblemInline(VersionedMixin, admin.TabularInline):
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
