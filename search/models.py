"""What the index still owes the database."""

from django.db import models


class PendingIndexing(models.Model):
    """An article that changed and is not yet in the index as it now is. Written in the transaction of the change."""

    article_id = models.BigIntegerField("文章", db_index=True)  # no foreign key: the article may be deleted
    created_at = models.DateTimeField("提出", auto_now_add=True)

    class Meta:
        verbose_name = "待建索引"
        verbose_name_plural = "待建索引"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"#{self.article_id}"
