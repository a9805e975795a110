"""Import batches: what each imported, changed or removed, with what was there before, so that it can be undone."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse

from articles.models.sources import SourceDocument


class ImportBatch(models.Model):
    """One import and all it did.

    `imprint` is what whoever imported said of the printing: {"publication" | "date" | "page" | "section": str}; of a
    change of many articles, what is changed (`articles.undoing.bulk`). `undone_from` is the state in which somebody
    asked to undo it: should that break, it has it again.
    """

    class Kind(models.TextChoices):
        COMMAND = "command", "命令行"
        UPLOAD = "upload", "上传"
        BULK = "bulk", "批量修改"

    class State(models.TextChoices):
        DRAFT = "draft", "待确认"
        WAITING = "waiting", "等候导入"
        RUNNING = "running", "正在导入"
        DONE = "done", "已完成"
        CANCELLED = "cancelled", "已取消"
        UNDOING = "undoing", "正在撤销"
        UNDONE = "undone", "已撤销"

    kind = models.CharField("方式", max_length=20, choices=Kind)
    state = models.CharField("状态", max_length=20, choices=State, default=State.RUNNING, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="导入人"
    )
    imprint = models.JSONField(default=dict, blank=True, editable=False)
    started_at = models.DateTimeField("开始", auto_now_add=True)
    finished_at = models.DateTimeField("结束", null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="撤销人"
    )
    undone_at = models.DateTimeField("撤销时间", null=True)
    undone_from = models.CharField(max_length=20, choices=State, blank=True, editable=False)

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"第 {self.pk} 批"

    def get_absolute_url(self) -> str:
        return reverse("admin:articles_importbatch_change", args=[self.pk])


class BatchFile(models.Model):
    """A file of a batch. `content` is kept until it is imported; `doubt` is what to see to, whatever becomes of it;
    `finished_at`: when the last of its articles was stored; `before` is what was there, of the file as a whole:

    {"source": null where it was new, or its fields, "former": …, "rows": [features, problems, passages]}.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等候"
        DONE = "done", "已导入"
        UNCHANGED = "unchanged", "以前已导入，没有变化"
        FAILED = "failed", "未能导入"
        CANCELLED = "cancelled", "已取消"
        UNDONE = "undone", "已撤销"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="files", verbose_name="批次")
    name = models.CharField("文件", max_length=500)
    size = models.PositiveBigIntegerField("字节", default=0)
    content = models.BinaryField(null=True, editable=False)
    state = models.CharField("状态", max_length=20, choices=State, default=State.WAITING)
    message = models.TextField("说明", blank=True)
    doubt = models.TextField("存疑", blank=True, editable=False)
    source = models.ForeignKey(
        SourceDocument,
        on_delete=models.SET_NULL,
        null=True,
        related_name="batch_files",
        verbose_name="来源文件",
    )
    report = models.JSONField(default=dict, editable=False)
    before = models.JSONField(encoder=DjangoJSONEncoder, null=True, editable=False)
    finished_at = models.DateTimeField("导入时间", null=True)

    class Meta:
        verbose_name = "批次文件"
        verbose_name_plural = "批次文件"
        ordering = ["batch", "id"]

    def __str__(self) -> str:
        return self.name


class BatchArticle(models.Model):
    """An article that a file made, changed or took away. `before` holds its rows as they were; null: it was new.

    The article is named by its number: it may be gone.
    """

    class Outcome(models.TextChoices):
        AS_IMPORTED = "", "导入后的样子"
        GONE = "gone", "已移除"
        RESTORED = "restored", "已恢复导入前的样子"
        KEPT = "kept", "已保留"

    file = models.ForeignKey(BatchFile, on_delete=models.CASCADE, related_name="articles", verbose_name="批次文件")
    article = models.PositiveBigIntegerField("文章编号")
    title = models.CharField("标题", max_length=500)
    before = models.JSONField(encoder=DjangoJSONEncoder, null=True, editable=False)
    outcome = models.CharField("撤销后", max_length=20, choices=Outcome, default=Outcome.AS_IMPORTED, blank=True)
    reason = models.CharField("保留的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "批次文章"
        verbose_name_plural = "批次文章"
        ordering = ["file", "id"]
        constraints = [models.UniqueConstraint(fields=["file", "article"], name="one_batch_article_a_file")]
        indexes = [  # without them every look at an outcome reads what the article was before
            models.Index(fields=["article", "outcome", "file"], name="batch_article_outcome"),
            models.Index(fields=["file", "outcome"], name="batch_file_outcome"),
        ]

    def __str__(self) -> str:
        return self.title


class BatchImprint(models.Model):
    """Where a source was printed, as a change of many articles changed it: what it said before and was made to say."""

    file = models.ForeignKey(BatchFile, on_delete=models.CASCADE, related_name="imprints")
    source = models.PositiveBigIntegerField()
    was = models.JSONField()
    made = models.JSONField()
    origins = models.JSONField()

    class Meta:
        verbose_name = "批次改过的版面信息"
        verbose_name_plural = "批次改过的版面信息"
        constraints = [models.UniqueConstraint(fields=["file", "source"], name="one_imprint_a_batch_and_source")]

    def __str__(self) -> str:
        return f"{self.source}"
