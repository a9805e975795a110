"""Sketches of texts, by which near-duplicates are found (`articles.likeness.sketches`)."""

from __future__ import annotations

from django.db import models

from articles.models.articles import Article
from articles.models.sources import SourceDocument


class SourceBand(models.Model):
    """A hash of one band of a file's MinHash sketch: files that share one are compared as possible versions."""

    source = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="bands")
    value = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = "文件指纹"
        verbose_name_plural = "文件指纹"

    def __str__(self) -> str:
        return f"{self.source_id}：{self.value}"


class ArticleBand(models.Model):
    """The same of an article's body: articles that share one are compared as possible near-duplicates."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bands")
    value = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = "文章指纹"
        verbose_name_plural = "文章指纹"

    def __str__(self) -> str:
        return f"{self.article_id}：{self.value}"
