"""The form in which curators correct an article."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from articles.admin import fields
from articles.admin.conflicts import VersionedForm
from articles.curating import curated_fields
from articles.models import Article, CuratedField


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "restore" in self.fields:
            marks = CuratedField.objects.filter(article=self.instance.pk).select_related("curated_by")
            self.fields["restore"].choices = [(mark.field, _mark_in_words(mark)) for mark in marks]  # type: ignore[attr-defined]


def _mark_in_words(mark: CuratedField) -> str:
    """正文 —— 王编辑于 2025年3月1日 修改；导入所得：…"""
    when = timezone.localtime(mark.curated_at)
    text = curated_fields.as_text(mark.field, mark.imported)
    shown = f"{text[:60]}…" if len(text) > 60 else text or "（空）"
    who = mark.curated_by or "有人"
    label = curated_fields.label_of(mark.field)
    return f"{label} —— {who}于{when.year}年{when.month}月{when.day}日修改；导入所得：{shown}"
