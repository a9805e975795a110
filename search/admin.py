"""The curators' words in the admin. What they change there holds for the next query."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.admin.base import ReadOnlyMixin, RecordAdmin
from articles.admin.conflicts import VersionedForm
from articles.admin.fields import LinesField
from articles.admin.previews import PreviewMixin, Section
from articles.models import Theme
from search import query_log, word_effects
from search.answers.search import significant_terms
from search.errors import SearchError
from search.index.retokenizing import with_waiting
from search.models import AskedQuery, DictionaryTerm, Recutting, SavedSearch, SynonymGroup
from search.text.folding import fold_text
from search.types import SearchRequest

MOST_SYNONYMS = 12
LONGEST_TERM = 30
_CANDIDATES, _FEWEST = 40, 2  # terms proposed for a theme; its articles that have one


class SynonymGroupForm(VersionedForm):
    terms = LinesField(label="词语", help_text="每行一个，至少两个；大小写、繁简、全半角不必分写")

    class Meta:
        model = SynonymGroup
        fields = ("terms", "note", "enabled")

    def clean_terms(self) -> list[str]:
        terms: list[str] = self.cleaned_data["terms"]
        different = {fold_text(term): term for term in terms}
        if len(different) < 2:
            raise ValidationError("请写至少两个不同的词语")
        if len(different) > MOST_SYNONYMS:
            raise ValidationError(f"一组最多 {MOST_SYNONYMS} 个词语")
        if any(len(term) > LONGEST_TERM for term in terms):
            raise ValidationError(f"一个词语最多 {LONGEST_TERM} 个字")
        return list(different.values())


@admin.register(SynonymGroup)
class SynonymGroupAdmin(PreviewMixin, RecordAdmin):
    form = SynonymGroupForm
    list_display = ("__str__", "note", "enabled", "updated_at")
    list_filter = ("enabled",)
    search_fields = ("note",)

    def sections(self, form: Any) -> list[Section]:
        said = form.cleaned_data
        return [_in_words(word_effects.of_group(form.instance, said["terms"], said["enabled"]))]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[SynonymGroup], search_term: str
    ) -> tuple[QuerySet[SynonymGroup], bool]:
        """By note, and by term as queries are folded, which no database does; there are few groups."""
        found, may_have_duplicates = super().get_search_results(request, queryset, search_term)
        sought = fold_text(search_term)
        named = [group.pk for group in queryset if any(sought in fold_text(term) for term in group.terms)]
        return found | queryset.filter(pk__in=named), may_have_duplicates


@admin.register(DictionaryTerm)
class DictionaryTermAdmin(PreviewMixin, RecordAdmin):
    """Queries are cut by a term at once; how far the texts are is said beside it."""

    list_display = ("term", "note", "created_at", "in_texts")
    search_fields = ("term", "note")
    date_hierarchy = "created_at"
    readonly_fields = ("in_texts",)

    def sections(self, form: Any) -> list[Section]:
        term = form.cleaned_data["term"]
        recut = f"{word_effects.articles_with(term):,} 篇含有“{term}”，在后台重新切词"
        return [Section("文章", ((recut, "", ""),)), _in_words(word_effects.of_term(term))]

    @admin.display(description="入文状态")
    def in_texts(self, term: DictionaryTerm) -> str:
        recutting = with_waiting(Recutting.objects.filter(term=fold_text(term.term or ""))).first()
        return progress(recutting) if recutting else "—"


def _in_words(effects: list[word_effects.Effect]) -> Section:
    rows = ((effect.name, effect.url, f"{effect.before:,} 篇 → {effect.after:,} 篇") for effect in effects)
    title = "读者检索与检索单：结果有增减的" if effects else "读者检索与检索单：没有哪一个的结果会增减"
    return Section(title, tuple(rows))


@admin.register(Recutting)
class RecuttingAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Every term whose texts are or were cut anew, those taken away too until that is done."""

    list_display = ("term", "removed", "articles", "asked_at", "in_texts")
    list_filter = ("removed",)
    search_fields = ("term",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recutting]:
        return with_waiting(super().get_queryset(request))

    @admin.display(description="入文状态")
    def in_texts(self, recutting: Recutting) -> str:
        return progress(recutting)


def progress(recutting: Recutting) -> str:
    """How far a term's texts are, in words; `recutting` with what `with_waiting` adds."""
    waiting: int = recutting.waiting  # type: ignore[attr-defined]  # annotated
    since = f"{timezone.localtime(recutting.asked_at):%Y-%m-%d %H:%M} 起"
    if recutting.found_at is None:
        said = f"{since}等候查找含有此词的文章"
    elif waiting:
        said = f"{since}重新切词：{recutting.articles:,} 篇含有此词，尚有 {waiting:,} 篇等候"
    else:
        return f"已完成：{recutting.articles:,} 篇含有此词，均已重新切词"
    return f"{said}；上次未成：{recutting.fault}，可运行 manage.py sync_index" if recutting.fault else said


def theme_candidates(request: HttpRequest, pk: int, context: dict[str, Any]) -> HttpResponse:
    """The terms that set a theme's articles apart from the library and that it does not have yet."""
    if not request.user.has_perm("articles.change_theme"):
        raise PermissionDenied
    theme = get_object_or_404(Theme, pk=pk)
    terms, fault = [], ""
    try:
        found = significant_terms(SearchRequest(filters={"theme": (str(pk),)}), _CANDIDATES + len(theme.terms))
        own = {fold_text(term) for term in theme.terms}
        terms = [t for t in found if t.count >= _FEWEST and fold_text(t.text) not in own][:_CANDIDATES]
    except SearchError:
        fault = "检索暂时不可用，列不出候选词语；请稍后再来。"
    context |= {"opts": Theme._meta, "title": f"候选词语：{theme}", "theme": theme, "terms": terms, "fault": fault}
    return TemplateResponse(request, "admin/articles/theme/candidates.html", context)


_NOT_LOGGED = "现在不记录读者检索，以前记的也已清除。要记录，请系统管理员改设置。"


class FoundFilter(admin.SimpleListFilter):
    title = "结果"
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("never", "从无结果"), ("not", "有时无结果"), ("always", "都有结果")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AskedQuery]) -> QuerySet[AskedQuery]:
        narrowed: dict[str, dict[str, Any]] = {
            "never": {"empty__gte": F("asked")},
            "not": {"empty__gt": 0},
            "always": {"empty": 0},
        }
        return queryset.filter(**narrowed.get(self.value() or "", {}))


@admin.register(AskedQuery)
class AskedQueryAdmin(admin.ModelAdmin):
    """What readers ask, most first; from each the way to a word, a group or a theme with it filled in."""

    list_display = ("query", "asked", "empty", "last_asked", "results")
    list_filter = (FoundFilter,)
    search_fields = ("query",)
    date_hierarchy = "last_asked"
    list_per_page = 50
    list_display_links = None
    _WAYS = (
        ("search.add_synonymgroup", "admin:search_synonymgroup_add", ("terms",), "同义词"),
        ("search.add_dictionaryterm", "admin:search_dictionaryterm_add", ("term",), "词典词"),
        ("articles.add_theme", "admin:articles_theme_add", ("name", "term_lines"), "主题"),
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.candidates_view)
        return [path("theme/<int:pk>/", view, name="search_theme_candidates"), *super().get_urls()]

    def candidates_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return theme_candidates(request, pk, self.admin_site.each_context(request))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """With this process's searches of the last minute, and without what is too old to be kept."""
        query_log.write_gathered()
        query_log.forget_old()
        days = settings.SEARCH_LOG_DAYS
        said = f"只记检索词和次数，不记是谁；{days} 天没人再检索的自动清除。" if days else _NOT_LOGGED
        return super().changelist_view(request, {**(extra_context or {}), "said_first": said})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        ways = [
            (reverse(page), names, label) for right, page, names, label in self._WAYS if request.user.has_perm(right)
        ]

        @admin.display(description="建立")
        def make(asked: AskedQuery) -> str:
            links = ((f"{url}?{urlencode(dict.fromkeys(names, asked.query))}", label) for url, names, label in ways)
            return format_html_join("　", '<a href="{}">{}</a>', links)

        return (*self.list_display, make) if ways else self.list_display

    @admin.display(description="现在的结果")
    def results(self, asked: AskedQuery) -> str:
        return format_html('<a href="{}?{}">检索</a>', reverse("search"), urlencode({"q": asked.query}))


@admin.register(SavedSearch)
class SavedSearchAdmin(admin.ModelAdmin):
    """Kept as they were made: they can be looked at and removed."""

    list_display = ("title", "count", "created_at", "opened_on")
    search_fields = ("title",)
    date_hierarchy = "created_at"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[SavedSearch]:
        """Without the numbers of the articles, of which a list has thousands."""
        return super().get_queryset(request).defer("article_ids")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
