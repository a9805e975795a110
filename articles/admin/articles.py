"""Articles as curators correct them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from articles import tasks
from articles.admin.base import LatestFilter, RecordAdmin, site_link
from articles.admin.batches import BatchFilter
from articles.admin.desk import bulk, sheets
from articles.admin.evidence import PassageInline
from articles.admin.inlines import ArticleForm, AuthorshipInline, ProblemInline, ThemeAssignmentInline
from articles.curating import curated_fields, field_values, review, saving
from articles.models import Article, Authorship, CuratedField, Problem, SourceDocument
from articles.people.organisation_rows import delete_unnamed
from articles.themes.assigning import assign
from articles.undoing.bulk import BulkChange


class CuratedFilter(admin.SimpleListFilter):
    title = "人工修改"
    parameter_name = "curated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "有"), ("no", "无")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        marks = Exists(CuratedField.objects.filter(article=OuterRef("pk")))
        if self.value() is None:
            return queryset
        return queryset.filter(marks) if self.value() == "yes" else queryset.exclude(marks)


class FeatureFilter(admin.EmptyFieldListFilter):
    """Whether an article is of a package."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice, words in zip(super().choices(changelist), ("全部", "不属专题", "属专题"), strict=True):
            yield {**choice, "display": words}


class SourceFilter(LatestFilter):
    title = "来源文件"
    parameter_name = "source"

    def rows(self) -> QuerySet[SourceDocument]:
        return SourceDocument.objects.only("file_name")

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        chosen = self.chosen()
        return queryset if chosen is None else queryset.filter(source=chosen)


_OF_TITLE = ("title_origin", "title_reason")


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    restores_from_versions = True
    form = ArticleForm
    inlines = [AuthorshipInline, ThemeAssignmentInline, ProblemInline, PassageInline]
    list_display = [
        "title",
        "status",
        "waits",
        "doubts",
        "byline",
        "published_on",
        site_link,
        "column",
        "title_origin",
    ]
    list_filter = [
        "needs_review",
        "status",
        "title_origin",
        CuratedFilter,
        ("column", admin.RelatedOnlyFieldListFilter),
        ("feature", FeatureFilter),
        "source__kind",
        SourceFilter,
        BatchFilter,
    ]
    search_fields = ["title", "authors__name", "authors__pinyin", "affiliation", "record_key"]
    search_help_text = "标题、作者（可用拼音）、单位；全文检索请用站内检索"
    date_hierarchy = "published_on"
    ordering = ["-needs_review", "-pk"]  # of those that wait, and of the others, the latest imported first
    autocomplete_fields = ["column", "feature"]
    readonly_fields = ["source", "place", "record_key", "created_at", "updated_at"]
    change_form_template = "admin/articles/article/change_form.html"
    change_list_template = "admin/articles/article/change_list.html"
    previewing_actions = ("change_many", "export_sheet", "export_workbook")
    actions = [
        "change_many",
        "export_sheet",
        "export_workbook",
        "mark_reviewed",
        "publish",
        "withdraw",
        "find_themes_again",
    ]
    fieldsets = [
        (None, {"fields": ["kicker", "title", "subtitle", *_OF_TITLE, "column", "feature", "published_on"]}),
        ("状态", {"fields": ["status", "publish_on", "needs_review", "restore"]}),
        ("文字", {"fields": ["lead", "body", "boxes"]}),
        ("文后", {"fields": ["affiliation", "funding", "author_note", "references"]}),
        (
            "摘要与英文",
            {
                "classes": ["collapse"],
                "fields": ["abstract", "keywords", "title_en", "abstract_en", "keywords_en"],
            },
        ),
        ("来历", {"fields": ["source", "place", "record_key", "created_at", "updated_at"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        open_problems = Problem.objects.filter(state__in=Problem.UNSETTLED).only("pk", "article")
        return (
            super()
            .get_queryset(request)
            .select_related("source", "column")
            .defer("source__raw_text")
            .prefetch_related(
                Prefetch("authorships", Authorship.objects.select_related("author")),
                Prefetch("problems", open_problems, to_attr="open_problems"),
            )
        )

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """What can be undone is only asked where a person has changed something."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and obj.curated_fields.exists():
            return fieldsets
        return [
            (title, options | {"fields": [field for field in options["fields"] if field != "restore"]})
            for title, options in fieldsets
        ]

    @admin.display(description="待复核", ordering="needs_review")
    def waits(self, article: Article) -> str:
        """In words: what waits for somebody is no green tick."""
        return "待复核" if article.needs_review else "—"

    @admin.display(description="同版次序")
    def place(self, article: Article) -> str:
        return f"第 {article.position + 1} 篇" if article.pk else "—"

    @admin.display(description="作者")
    def byline(self, article: Article) -> str:
        return "、".join(row.author.name for row in article.authorships.all())

    @admin.display(description="待处理问题")
    def doubts(self, article: Any) -> int | str:
        return len(article.open_problems) or ""

    def save_model(self, request: HttpRequest, obj: Article, form: forms.ModelForm, change: bool) -> None:
        """Mark what the person changed, an old version brought back included; then undo what they asked to undo."""
        user = _person(request)
        if not change:
            super().save_model(request, obj, form, change)
            tasks.publish_when_due([obj.pk])
            return
        stored = Article.objects.filter(pk=obj.pk).values_list("status", "publish_on").first()
        if stored is None:  # a version of one that was deleted
            saving.restore_deleted(obj, user)
            assign([obj])
            tasks.publish_when_due([obj.pk])
            messages.info(request, "这一篇曾被删除，已恢复，署名一并恢复；原文片段要重新导入来源文件才有。")
            return
        saving.save_as_person(obj, user)
        if stored != (obj.status, obj.publish_on):
            tasks.publish_when_due([obj.pk])
        restored = curated_fields.restore_imported(obj, form.cleaned_data.get("restore") or [], user)
        if restored:
            names = "、".join(field_values.label_of(field) for field in restored)
            messages.info(request, f"已恢复导入的内容：{names}。")

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Who came from the article's page goes back to it."""
        if request.GET.get("from") == "page" and obj is not None:
            return HttpResponseRedirect(obj.get_absolute_url())
        return super().response_post_save_change(request, obj)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        article: Article = form.instance
        before = field_values.plain_value(article, field_values.AUTHORS)
        organisations = set(article.authorships.exclude(organisations=None).values_list("organisations", flat=True))
        super().save_related(request, form, formsets, change)
        if "needs_review" in form.changed_data:  # what is settled in the same form takes no tick away
            Article.objects.filter(pk=article.pk).update(needs_review=form.cleaned_data["needs_review"])
        if change and field_values.plain_value(article, field_values.AUTHORS) != before:
            curated_fields.mark_authors_curated(article, before, _person(request))
            delete_unnamed(organisations)
        assign([article])

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        """What is doubted of the article is settled as it is anywhere else."""
        if formset.model is not Problem:
            super().save_formset(request, form, formset, change)
            return
        formset.save(commit=False)  # which says what is written into the log
        for row in formset.forms:
            if "state" in row.changed_data:
                wanted, row.instance.state = Problem.State(row.instance.state), row.initial["state"]
                review.settle([row.instance], wanted, _person(request))

    @admin.action(description="批量修改…", permissions=["change"])
    def change_many(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        return bulk.change_many(request, queryset, {**self.admin_site.each_context(request), "opts": self.opts})

    @admin.action(description="导出元数据（CSV）", permissions=["view"])
    def export_sheet(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        return sheets.export_csv(queryset)

    @admin.action(description="导出元数据（XLSX）", permissions=["view"])
    def export_workbook(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        return sheets.export_workbook(queryset)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.sheet_view)
        status = self.admin_site.admin_view(require_POST(self.status_view))
        return [
            path("sheet/", view, name="articles_article_sheet"),
            path("<int:pk>/status/", status, name="articles_article_status"),
            *super().get_urls(),
        ]

    def status_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw or publish one article from its own page, and back to it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        article = get_object_or_404(Article, pk=pk)
        status = request.POST.get("status")
        if status in (Article.Status.PUBLISHED, Article.Status.WITHDRAWN) and status != article.status:
            curated_fields.set_status([pk], status, _person(request))
        return HttpResponseRedirect(article.get_absolute_url())

    def sheet_view(self, request: HttpRequest) -> HttpResponse:
        return sheets.import_sheet(request, {**self.admin_site.each_context(request), "opts": self.opts})

    @admin.action(description="标为已复核", permissions=["change"])
    def mark_reviewed(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        number, waiting = review.settle_all(queryset.values_list("pk", flat=True), request.user)
        messages.success(request, f"{number} 篇标为已复核。" + (f"{waiting} 篇还待另一人复核。" if waiting else ""))

    @admin.action(description="发布", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._set_status(request, queryset, Article.Status.PUBLISHED)

    @admin.action(description="撤下", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._set_status(request, queryset, Article.Status.WITHDRAWN)

    def _set_status(self, request: HttpRequest, queryset: QuerySet[Article], status: Article.Status) -> None:
        chosen = list(queryset.exclude(status=status).values_list("pk", flat=True).distinct())
        if len(chosen) > bulk.AT_ONCE:
            messages.success(request, bulk.made(request, BulkChange(status=status.value), chosen))
            return
        curated_fields.set_status(chosen, status, _person(request))
        messages.success(request, f"{len(chosen)} 篇改为“{status.label}”。")

    @admin.action(description="按词语重新判定主题", permissions=["change"])
    def find_themes_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        if queryset.count() > bulk.AT_ONCE:
            tasks.score_themes.enqueue()
            messages.success(request, "各篇的主题正在后台按词语重新判定。")
            return
        articles = list(queryset)
        assign(articles)
        messages.success(request, f"{len(articles)} 篇的主题已重新判定。")


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
