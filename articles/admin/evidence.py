"""Read-only lists: passages of the files, curated fields, counts of terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.functions import Least, Substr
from django.http import HttpRequest

from articles.admin.base import ReadOnlyMixin, admin_link
from articles.curating.field_values import in_words, label_of
from articles.models import CuratedField, Passage, TermCensus

_EXCERPT = 80


def with_excerpts(passages: QuerySet[Passage]) -> QuerySet[Passage]:
    """Each with `excerpt`, the beginning of its text, cut out by the database: sources can be large."""
    length = Least(F("end") - F("start"), _EXCERPT)
    return passages.annotate(excerpt=Substr("source__raw_text", F("start") + 1, length))


@admin.display(description="原文")
def excerpt(passage: Any) -> str:
    return f"{passage.excerpt.strip()}{'…' if passage.end - passage.start > _EXCERPT else ''}"


@admin.display(description="接续")
def join(passage: Passage) -> str:
    if passage.join_confidence is None:
        return "—"
    return f"{passage.join_confidence:.0%}：{passage.join_reason}"


class PassageInline(ReadOnlyMixin, admin.TabularInline):
    """The passages of an article, with the confidence of each join."""

    model = Passage
    fields = ["part", "place", "text", "joined"]
    readonly_fields = ["part", "place", "text", "joined"]
    ordering = ["position", "start"]
    classes = ["collapse"]
    extra = 0
    verbose_name_plural = "原文片段（依据，只读）"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Passage]:
        return with_excerpts(super().get_queryset(request))

    @admin.display(description="位置")
    def place(self, passage: Passage) -> str:
        return f"{passage.start}–{passage.end}"

    @admin.display(description="原文")
    def text(self, passage: Passage) -> str:
        return excerpt(passage)

    @admin.display(description="接续")
    def joined(self, passage: Passage) -> str:
        return join(passage)


@admin.register(Passage)
class PassageAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["source_name", "part", "start", "end", excerpt, "article_link", join]
    list_filter = ["part", ("join_confidence", admin.EmptyFieldListFilter), "source__kind"]
    search_fields = ["source__file_name", "article__title"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["source", "start"]
    fields = ["source_name", "part", "start", "end", "text", "article_link", "joined"]
    readonly_fields = ["source_name", "text", "article_link", "joined"]
    text, joined = staticmethod(excerpt), staticmethod(join)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Passage]:
        passages = super().get_queryset(request).select_related("source", "article", "feature")
        return with_excerpts(passages.defer("source__raw_text", "article__body"))

    @admin.display(description="来源文件", ordering="source")
    def source_name(self, passage: Passage) -> str:
        return passage.source.file_name

    @admin.display(description="属于")
    def article_link(self, passage: Passage) -> str:
        return admin_link(passage.article or passage.feature)


class NamedFieldFilter(admin.AllValuesFieldListFilter):
    """A list filter whose choices are the fields' Chinese names."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            name = str(choice["display"])
            yield choice | {"display": label_of(name) if name in self.lookup_choices else name}


@admin.register(CuratedField)
class CuratedFieldAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["article_link", "field_name", "curated_by", "curated_at", "imported_text"]
    list_filter = [("field", NamedFieldFilter), "curated_by"]
    fields = ["article_link", "field_name", "curated_by", "curated_at", "imported_whole"]
    readonly_fields = ["article_link", "field_name", "imported_whole"]
    search_fields = ["article__title"]
    date_hierarchy = "curated_at"
    list_select_related = ["article", "curated_by"]
    list_per_page = 50

    @admin.display(description="文章", ordering="article")
    def article_link(self, mark: CuratedField) -> str:
        return admin_link(mark.article)

    @admin.display(description="字段", ordering="field")
    def field_name(self, mark: CuratedField) -> str:
        return label_of(mark.field)

    @admin.display(description="导入的内容")
    def imported_text(self, mark: CuratedField) -> str:
        return self.imported_whole(mark)[:120]

    @admin.display(description="导入的内容")
    def imported_whole(self, mark: CuratedField) -> str:
        return in_words(mark.field, mark.imported)


@admin.register(TermCensus)
class TermCensusAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["taken_at", "articles"]
