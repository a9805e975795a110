"""Problems in the admin: the list, its actions, and the address of the review queue."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from articles.admin.base import RecordAdmin, admin_link
from articles.admin.desk import queue
from articles.curating import review
from articles.models import Problem
from articles.problems import HINTS


class KindFilter(admin.SimpleListFilter):
    title = "种类"
    parameter_name = "code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        known = Problem.objects.order_by("code").values_list("code", flat=True).distinct()
        return [(code, review.NAMES.get(code, code)) for code in known]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Problem]) -> QuerySet[Problem]:
        return queryset.filter(code=self.value()) if self.value() else queryset


@admin.register(Problem)
class ProblemAdmin(RecordAdmin):
    list_display = [
        "message",
        "code_name",
        "article_link",
        "source_name",
        "state",
        "created_at",
        "settled_by",
        "reviewed_by",
    ]
    list_filter = ["state", KindFilter, "source__kind"]
    search_fields = ["message", "article__title", "source__file_name"]
    date_hierarchy = "created_at"
    list_select_related = ["article", "source", "settled_by", "reviewed_by"]
    readonly_fields = [
        "message", "code_name", "article_link", "source_name", "at", "former_text", "curated_text", "imported_text",
        "settled_by", "settled_at", "reviewed_by", "reviewed_at",
    ]  # fmt: skip
    fields = [*readonly_fields, "state"]
    change_list_template = "admin/articles/problem/change_list.html"
    actions = ["resolve", "dismiss", "reopen", "take_imported"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.queue_view)
        return [
            path("queue/", view, name="articles_problem_queue"),
            path("queue/<int:pk>/", view, name="articles_problem_finding"),
            *super().get_urls(),
        ]

    def queue_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return queue.queue(request, pk, {**self.admin_site.each_context(request), "opts": self.opts})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Problem]:
        """Open ones first, those that are only hints after the others."""
        hints = Case(When(code__in=HINTS, then=Value(1)), default=Value(0), output_field=IntegerField())
        settled = Case(When(state__in=Problem.UNSETTLED, then=Value(0)), default=Value(1), output_field=IntegerField())
        problems = super().get_queryset(request).defer("source__raw_text", "article__body")
        return problems.annotate(hint=hints, settled=settled).order_by("settled", "hint", "source", "at", "pk")

    @admin.display(description="种类", ordering="code")
    def code_name(self, problem: Problem) -> str:
        return review.NAMES.get(problem.code, problem.code)

    @admin.display(description="文章", ordering="article")
    def article_link(self, problem: Problem) -> str:
        return admin_link(problem.article)

    @admin.display(description="来源文件", ordering="source")
    def source_name(self, problem: Problem) -> str:
        return admin_link(problem.source)

    def save_model(self, request: HttpRequest, obj: Problem, form: ModelForm, change: bool) -> None:
        wanted, obj.state = Problem.State(obj.state), form.initial["state"]
        review.settle([obj], wanted, request.user)

    @admin.action(description="标为已处理", permissions=["change"])
    def resolve(self, request: HttpRequest, queryset: QuerySet[Problem]) -> None:
        self._settle(request, queryset, Problem.State.RESOLVED)

    @admin.action(description="标为不成问题", permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[Problem]) -> None:
        self._settle(request, queryset, Problem.State.DISMISSED)

    @admin.action(description="重新打开", permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: QuerySet[Problem]) -> None:
        self._settle(request, queryset, Problem.State.OPEN)

    @admin.action(description="采用导入的文本（人工与导入不同者）", permissions=["change"])
    def take_imported(self, request: HttpRequest, queryset: QuerySet[Problem]) -> None:
        number = sum(review.take_imported(problem, request.user) for problem in queryset.select_related("article"))
        messages.success(request, f"{number} 处改为导入的文本。")

    def _settle(self, request: HttpRequest, queryset: QuerySet[Problem], state: Problem.State) -> None:
        number = review.settle(queryset, state, request.user)
        waits = settings.SECOND_REVIEW and state != Problem.State.OPEN
        messages.success(request, f"{number} 个问题改为“{state.label}”{'，经另一人复核后生效' if waits else ''}。")
