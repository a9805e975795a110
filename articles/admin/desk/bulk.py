"""Changing many articles at once: what, then what it would do, then it is done as a batch."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html

from articles import tasks
from articles.admin.base import admin_link
from articles.admin.fields import key_in
from articles.importing.imprints import longest_value
from articles.models import Article, Column, Theme
from articles.undoing.bulk import BulkChange, begin, differences, run

AT_ONCE = 20  # articles: what a request waits for
_LOOKED_AT = 200  # articles of which a preview says what would become of them: what a request waits for
SHOWN = 50  # rows of a preview


class BulkForm(forms.Form):
    """What is to be changed; what is left empty stays as it is."""

    column = forms.ModelChoiceField(Column.objects.all(), label="栏目", required=False)
    no_column = forms.BooleanField(label="去掉栏目", required=False)
    date = forms.DateField(
        label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    no_date = forms.BooleanField(label="去掉日期", required=False)
    status = forms.ChoiceField(label="状态", choices=[("", "不改"), *Article.Status.choices], required=False)
    add_themes = forms.ModelMultipleChoiceField(Theme.objects.all(), label="加上主题", required=False)
    remove_themes = forms.ModelMultipleChoiceField(Theme.objects.all(), label="移除主题", required=False)
    page = forms.CharField(
        label="版次", required=False, max_length=longest_value("page"), help_text="属来源文件：同一文件的各篇都改。"
    )
    publication = forms.CharField(
        label="出版物", required=False, max_length=longest_value("publication"), help_text="同上。"
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and self.change().is_nothing:
            raise forms.ValidationError("还没有写要改什么。")
        if (said.get("no_column") and said.get("column")) or (said.get("no_date") and said.get("date")):
            raise forms.ValidationError("栏目或日期既要改又要去掉，请只选一样。")
        if twice := set(said.get("add_themes") or ()) & set(said.get("remove_themes") or ()):
            raise forms.ValidationError(f"主题既要加上又要移除：{'、'.join(sorted(map(str, twice)))}。")
        return said

    def change(self) -> BulkChange:
        said = self.cleaned_data
        return BulkChange(
            column=0 if said["no_column"] else said["column"].pk if said["column"] else None,
            date="" if said["no_date"] else said["date"].isoformat() if said["date"] else None,
            status=said["status"] or None,
            add_themes=tuple(theme.pk for theme in said["add_themes"]),
            remove_themes=tuple(theme.pk for theme in said["remove_themes"]),
            page=said["page"] or None,
            publication=said["publication"] or None,
        )


def change_many(request: HttpRequest, chosen: QuerySet[Article], context: dict[str, Any]) -> HttpResponse:
    """The form; with it filled in, what it would do; confirmed, the batch that does it."""
    keys = _still_there(_keys(request)) or list(chosen.order_by().values_list("pk", flat=True).distinct())
    form = BulkForm(request.POST if "keys" in request.POST else None)
    changes = number = None
    if form.is_bound and form.is_valid():
        wanted = form.change()
        if wanted.of_source() and not request.user.has_perm("articles.change_sourcedocument"):
            form.add_error(None, "您不能改来源文件的版次和出版物。")
        elif "confirm" in request.POST:
            messages.success(request, made(request, wanted, keys))
            return HttpResponseRedirect(request.get_full_path())
        else:
            found = differences(wanted, Article.objects.filter(pk__in=sorted(keys)[:_LOOKED_AT]))
            changes = list(islice(found, SHOWN))
            number = len(changes) + sum(1 for _ in found)
    return TemplateResponse(
        request,
        "admin/articles/article/bulk.html",
        {
            **context,
            "title": f"批量修改 {len(keys)} 篇文章",
            "form": form,
            "keys": ",".join(map(str, keys)),
            "first": keys[0] if keys else "",
            "changes": changes,
            "number": number,
            "looked_at": min(len(keys), _LOOKED_AT),
            "there": len(keys),
            "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        },
    )


def _keys(request: HttpRequest) -> list[int]:
    """The articles as the form carries them on."""
    said = map(key_in, request.POST.get("keys", "").split(","))
    return [key for key in said if key is not None]


def _still_there(keys: list[int]) -> list[int]:
    return list(Article.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))


def made(request: HttpRequest, wanted: BulkChange, keys: list[int]) -> str:
    """Make the change as a batch, in the background where there are many; returns what to say. Of some that are as
    wanted there is none.
    """
    if len(keys) <= AT_ONCE and not any(differences(wanted, Article.objects.filter(pk__in=keys))):
        return "没有改动：所选文章已经都是这样。"
    with transaction.atomic():
        batch = begin(wanted, keys, request.user)
        if len(keys) > AT_ONCE:
            tasks.change_many.enqueue(batch.pk)
    if len(keys) > AT_ONCE:
        return format_html("正在后台修改，记为{}，完成后可以整批撤销。", admin_link(batch))
    run(batch)
    return format_html("已修改，记为{}，可以整批撤销。", admin_link(batch))
