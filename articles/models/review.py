"""Problems that imports report, and curated fields, which no import overwrites."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from articles.models.articles import Article
from articles.models.json_encoding import UnescapedJSONEncoder
from articles.models.sources import SourceDocument


class Problem(models.Model):
    """A finding of an import, for a person to review: its kind, its place, and both texts where a person's and the
    import's differ, beside what the import before it said (null: not known).

    `answers` are texts that may replace the doubtful one (for a lost character, that character), the likeliest first.
    """

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        SUBMITTED = "submitted", "待另一人复核"
        RESOLVED = "resolved", "已处理"
        DISMISSED = "dismissed", "不成问题"

    source = models.ForeignKey(
        SourceDocument,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name="来源文件",
    )
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, blank=True, related_name="problems", verbose_name="文章"
    )
    code = models.CharField("代码", max_length=50, db_index=True)
    message = models.TextField("说明")
    at = models.PositiveIntegerField("位置", null=True, blank=True)
    field = models.CharField("字段", max_length=50, blank=True)
    former_text = models.TextField("上次导入的文本", null=True, blank=True)  # noqa: DJ001 - an empty one is a text
    curated_text = models.TextField("人工文本", blank=True)
    imported_text = models.TextField("导入文本", blank=True)
    answers = models.JSONField("可能的答案", encoder=UnescapedJSONEncoder, default=list, blank=True, editable=False)
    state = models.CharField("状态", max_length=20, choices=State, default=State.OPEN, db_index=True)
    created_at = models.DateTimeField("提出", auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="处理人",
    )
    settled_at = models.DateTimeField("处理时间", null=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="复核人",
    )
    reviewed_at = models.DateTimeField("复核时间", null=True, editable=False)
    history = HistoricalRecords(verbose_name="问题的历史")

    UNSETTLED = (State.OPEN, State.SUBMITTED)

    class Meta:
        verbose_name = "问题"
        verbose_name_plural = "问题"
        ordering = ["state", "source", "at", "id"]

    def __str__(self) -> str:
        return self.message


class CuratedField(models.Model):
    """A field of an article that a person has changed, which no import overwrites.

    `imported` is the value that the latest import read, as JSON (see `articles.curating.curated_fields`), to which
    undoing the change goes back.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="curated_fields", verbose_name="文章")
    field = models.CharField("字段", max_length=50)
    imported = models.JSONField("导入的内容", null=True, blank=True)
    curated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, verbose_name="修改人"
    )
    curated_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = "人工字段"
        verbose_name_plural = "人工字段"
        constraints = [models.UniqueConstraint(fields=["article", "field"], name="one_curation_a_field")]

    def __str__(self) -> str:
        return self.field
