"""Files as they came."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from articles.admin.base import ReadOnly, site_link
from articles.changes import one_change
from articles.curating import curated_fields
from articles.models import SourceDocument, SourceKind


@admin.register(SourceDocument)
class SourceDocumentAdmin(admin.ModelAdmin):
    """The text is evidence; only what the file does not say of itself can be filled in."""

    list_display = [
        "file_name",
        "kind",
        "publication",
        "published_on",
        "articles",
        "coverage",
        "imported_at",
        site_link,
    ]
    list_filter = ["kind", "publication", ("published_on", admin.EmptyFieldListFilter)]
    search_fields = ["file_name", "publication", "sha256"]
    date_hierarchy = "published_on"
    list_per_page = 50
    show_full_result_count = False
    fields = [
        "file_name", "publication", "published_on", "page_label", "kind", "encoding", "sha256", "coverage",
        "replaces", "imported_at", "parsed_at",
    ]  # fmt: skip
    readonly_fields = ["file_name", "kind", "encoding", "sha256", "coverage", "replaces", "imported_at", "parsed_at"]

    has_add_permission = ReadOnly.has_add_permission
    has_delete_permission = ReadOnly.has_delete_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceDocument]:
        return super().get_queryset(request).defer("raw_text").annotate(article_count=Count("articles"))

    @admin.display(description="文章", ordering="article_count")
    def articles(self, source: SourceDocument) -> int:
        return source.article_count  # type: ignore[attr-defined]  # annotated

    @admin.display(description="归属")
    def coverage(self, source: SourceDocument) -> str:
        if source.kind == SourceKind.RECORDS:
            return "—"
        return f"{source.assigned} / {source.characters}"

    def save_model(self, request: HttpRequest, obj: SourceDocument, form: ModelForm, change: bool) -> None:
        """A page's date is its articles' date, but where a person gave an article another."""
        with one_change():
            obj.save(update_fields=["publication", "published_on", "page_label"])
            if "published_on" not in form.changed_data or obj.kind == SourceKind.RECORDS:
                return
            for article in obj.articles.all():
                changed, _ = curated_fields.apply_import(article, {"published_on": obj.published_on})
                if changed:
                    article.save(update_fields=["published_on", "updated_at"])
