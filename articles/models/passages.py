"""Passages: runs of a source document's characters, each with the part of an article that it belongs to."""

from __future__ import annotations

from django.db import models

from articles.models.articles import Article
from articles.models.catalogue import Feature
from articles.models.sources import SourceDocument
from articles.parsing.types import Part


class PartChoice(models.TextChoices):
    TITLE = Part.TITLE.value, "标题"
    BYLINE = Part.BYLINE.value, "署名"
    PARTICIPANT = Part.PARTICIPANT.value, "主持人与嘉宾"
    LEAD = Part.LEAD.value, "导语"
    BODY = Part.BODY.value, "正文"
    HEADING = Part.HEADING.value, "小标题"
    NOTE = Part.NOTE.value, "作者单位注"
    AUTHOR_NOTE = Part.AUTHOR_NOTE.value, "作者简介"
    ADDRESS = Part.ADDRESS.value, "单位地址"
    BOX = Part.BOX.value, "框文"
    ABSTRACT = Part.ABSTRACT.value, "摘要"
    KEYWORDS = Part.KEYWORDS.value, "关键词"
    REFERENCES = Part.REFERENCES.value, "参考文献"
    FEATURE_TITLE = Part.FEATURE_TITLE.value, "专题标题"
    EDITOR_NOTE = Part.EDITOR_NOTE.value, "编者按"
    CAPTION = Part.CAPTION.value, "图注"
    CREDIT = Part.CREDIT.value, "摄影署名"
    COLUMN = Part.COLUMN.value, "栏目"
    MARKUP = Part.MARKUP.value, "标记"
    DATELINE = Part.DATELINE.value, "报头"
    PAGE = Part.PAGE.value, "版次"
    EDITORS = Part.EDITORS.value, "编辑署名"
    CONTACT = Part.CONTACT.value, "联系方式"
    SOURCE_LINE = Part.SOURCE_LINE.value, "来源与采写"
    JUMP = Part.JUMP.value, "转接"
    RULE = Part.RULE.value, "分隔线"
    OTHER = Part.OTHER.value, "其他"
    REMOVED = "removed", "已删除"  # of an article or package that is deleted: its text is not for readers


class Passage(models.Model):
    """A run of characters of a source document, offsets [start, end), and the part of an article that it belongs to.

    `position` is its place in the article's reading order; `paragraph` the index of the body block it is part of. A
    passage that continues another one across a break has the join's confidence (0 to 1) and its reason.
    """

    source = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="passages")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, blank=True, related_name="passages")
    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, null=True, blank=True, related_name="passages")
    part = models.CharField("部分", max_length=20, choices=PartChoice)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    position = models.PositiveIntegerField("次序", default=0)
    paragraph = models.PositiveIntegerField("段", null=True, blank=True)
    join_confidence = models.FloatField("接续把握", null=True, blank=True)
    join_reason = models.TextField("接续依据", blank=True)

    class Meta:
        verbose_name = "原文片段"
        verbose_name_plural = "原文片段"
        ordering = ["source", "start"]
        indexes = [models.Index(fields=["article", "position"])]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.start}–{self.end}"
