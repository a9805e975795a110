"""Source documents in the admin: the imported files, their imprint, their articles and their repairs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from articles.admin.base import ReadOnlyMixin, RecordAdmin, site_link
from articles.admin.desk import repairing
from articles.admin.fields import key_in
from articles.curating import saving
from articles.models import Article, CuratedField, SourceDocument, SourceKind
from articles.parsing.furniture.imprints import NAMES, SAYS
from articles.parsing.types import Origin


@admin.register(SourceDocument)
class SourceDocumentAdmin(RecordAdmin):
    """The text is evidence; only what the file does not say of itself can be filled in."""

    list_display = [
        "file_name",
        "kind",
        "publication",
        "published_on",
        "page",
        "section",
        "articles",
        "coverage",
        "imported_at",
        site_link,
    ]
    list_filter = ["kind", "publication", "section", ("published_on", admin.EmptyFieldListFilter)]
    search_fields = ["file_name", "publication", "sha256"]
    date_hierarchy = "published_on"
    fields = [
        "file_name", "publication", "published_on", "page", "section", "printing", "kind", "encoding", "sha256",
        "coverage", "replaces", "imported_at", "parsed_at",
    ]  # fmt: skip
    readonly_fields = [
        "file_name", "printing", "kind", "encoding", "sha256", "coverage", "replaces", "imported_at", "parsed_at"
    ]  # fmt: skip

    change_form_template = "admin/articles/sourcedocument/change_form.html"
    has_add_permission = ReadOnlyMixin.has_add_permission

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.repair_view)
        return [path("<int:pk>/repair/", view, name="articles_sourcedocument_repair"), *super().get_urls()]

    def repair_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return repairing.repair(request, pk, {**self.admin_site.each_context(request), "opts": self.opts})

    def history_form_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Of a file that is there: one that was deleted comes back from the trash, not from a version."""
        get_object_or_404(SourceDocument, pk=key_in(object_id))
        return super().history_form_view(request, object_id, *args, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceDocument]:
        return super().get_queryset(request).defer("raw_text").annotate(article_count=Count("articles"))

    @admin.display(description="文章", ordering="article_count")
    def articles(self, source: SourceDocument) -> str:
        number: int = source.article_count  # type: ignore[attr-defined]  # annotated
        url = f"{reverse('admin:articles_article_changelist')}?source={source.pk}"
        return format_html('<a href="{}">{}</a>', url, number)

    @admin.display(description="归属")
    def coverage(self, source: SourceDocument) -> str:
        if source.kind == SourceKind.RECORDS:
            return "—"
        return f"{source.assigned} / {source.characters}"

    @admin.display(description="来历")
    def printing(self, source: SourceDocument) -> str:
        said = [f"{NAMES[name]}：{SAYS[Origin(origin)]}" for name, origin in source.origins.items()]
        return "；".join(said) or "—"

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[Any], dict[str, int], set[str], list]:
        """A file goes with its articles, which nobody can keep without it; who changed one of them is named."""
        articles = list(Article.objects.filter(source__in=[obj.pk for obj in objs]).order_by("source", "position"))
        curated = set(CuratedField.objects.filter(article__in=articles).values_list("article", flat=True))
        named = [f"文章：{article}{'（有人工修改）' if article.pk in curated else ''}" for article in articles]
        counts = {"来源文件": len(objs), "文章": len(articles)}
        refused = set() if self.has_delete_permission(request) else {"来源文件"}
        return [*(f"来源文件：{obj}" for obj in objs), named], counts, refused, []

    def save_model(self, request: HttpRequest, obj: SourceDocument, form: ModelForm, change: bool) -> None:
        saving.save_imprint(obj, form.changed_data, request.user)  # type: ignore[arg-type]  # a person
