"""Authors: names, aliases, what they signed and from where."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Max, Min, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from articles.admin.base import RecordAdmin, admin_link, site_link
from articles.admin.conflicts import VersionedForm
from articles.admin.desk.splitting import SplitMixin
from articles.admin.fields import IdentifierField, LinesField
from articles.admin.merging import MergeMixin
from articles.curating.field_values import quoted
from articles.models import Author
from articles.models.identifiers import IDENTIFIERS, bare_identifier

_SHOWN = 50  # authorships on an author's own page


class AuthorForm(VersionedForm):
    aliases = LinesField(label="别名", required=False, help_text="一行一个；导入时署别名的，也是这位作者。")
    orcid = IdentifierField(mark="-", label="ORCID", help_text="如 0000-0002-1825-0097；整段网址也可以。")
    isni = IdentifierField(mark=" ", label="ISNI", help_text="如 0000 0001 2103 2683；整段网址也可以。")

    class Meta:
        model = Author
        fields = ["name", "name_en", "distinction", "aliases", "sounds", "orcid", "isni"]

    def clean(self) -> dict[str, Any] | None:
        """An identifier is one person's: whose it is already is said."""
        cleaned = super().clean()
        for name in IDENTIFIERS:
            if said := self.cleaned_data.get(name):
                others = Author.objects.filter(**{f"{name}__in": (said, bare_identifier(said))})
                if other := others.exclude(pk=self.instance.pk).first():
                    self.add_error(name, f"这已是作者{quoted(other)}的；若是同一个人，请把两者合并，否则请核对。")
        return cleaned


@admin.register(Author)
class AuthorAdmin(MergeMixin, SplitMixin, RecordAdmin):
    form = AuthorForm
    fields = ["name", "name_en", "distinction", "aliases", "sounds", "pinyin", "orcid", "isni", "worked_at", "written"]
    readonly_fields = ["pinyin", "worked_at", "written"]
    list_display = ["name", "distinction", "pinyin", "article_count", site_link]
    search_fields = ["name", "pinyin", "initials", "name_en", "distinction"]
    search_help_text = "姓名、拼音、首字母或区分语"
    actions = ["merge"]
    split_fields = ("name", "distinction")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        return super().get_queryset(request).annotate(number=Count("authorships"))

    def what_forbids(self, objs: Any, protected: list[Any]) -> list[Any]:
        """Whoever signed something stays."""
        signed = [(row, row.authorships.count()) for row in objs]
        said = '“{}”还署着 <a href="{}">{} 处</a>：请先在这些文章里改署名，或把这位作者与另一位合并。'
        return [format_html(said, row, _signed_by(row), number) for row, number in signed if number]

    @admin.display(description="文章", ordering="number")
    def article_count(self, author: Any) -> int:
        return author.number

    @admin.display(description="历来单位", empty_value="—")
    def worked_at(self, author: Author) -> str:
        """The organisations that the bylines name, with the years and the number of articles, the latest first."""
        named = author.authorships.exclude(organisations=None).values_list("organisations__name")
        rows = named.annotate(
            first=Min("article__published_on__year"), last=Max("article__published_on__year"), number=Count("pk")
        ).order_by("-last", "-number")
        return format_html_join("", "<div>{}（{}{} 篇）</div>", ((name, _years(*of), n) for name, *of, n in rows))

    @admin.display(description="署名")
    def written(self, author: Author) -> str:
        """The first of what the author signed, and the way to all of it: as forms, thousands would not be saved."""
        rows = (
            author.authorships.select_related("article").defer("article__body").order_by("-article__published_on", "pk")
        )
        shown = format_html_join(
            "",
            "<div>{}　{}　{}　{}</div>",
            (
                (admin_link(row.article), f"署名{quoted(row.printed_as)}", row.get_role_display(), row.affiliation)
                for row in rows[:_SHOWN]
            ),
        )
        return format_html(
            '{}<a href="{}">全部 {} 处署名的文章</a>（署名在文章里修改）', shown, _signed_by(author), rows.count()
        )


def _signed_by(author: Author) -> str:
    """The address of the list of what an author signed."""
    return f"{reverse('admin:articles_article_changelist')}?authors__id__exact={author.pk}"


def _years(first: int | None, last: int | None) -> str:
    """“2019—2023 年，”; nothing where no article is dated."""
    return "" if first is None else f"{first} 年，" if first == last else f"{first}—{last} 年，"
