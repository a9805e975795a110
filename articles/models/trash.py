"""The trash: deleted rows, kept whole until they are purged."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class TrashItem(models.Model):
    """A row that a person deleted, with all that went with it.

    `rows` holds them as Django's serializer writes them, parents before children; `named_by` the references to them
    from rows that were not deleted, as [model, field, target, [ids]].
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", "文章"
        SOURCE = "sourcedocument", "来源文件"
        AUTHOR = "author", "作者"
        COLUMN = "column", "栏目"
        THEME = "theme", "主题"
        FEATURE = "feature", "专题"
        PROBLEM = "problem", "问题"
        SYNONYMS = "synonymgroup", "同义词组"
        TERM = "dictionaryterm", "词典词"

    kind = models.CharField("种类", max_length=20, choices=Kind)
    name = models.CharField("名称", max_length=500)
    rows = models.JSONField(encoder=DjangoJSONEncoder, default=list, editable=False)
    named_by = models.JSONField(default=list, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="删除人"
    )
    at = models.DateTimeField("删除时间", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "回收项"
        verbose_name_plural = "回收站"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
