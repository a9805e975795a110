"""Theme assignments: that an article has a theme, with score, origin and evidence."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from articles.models import json_schemas
from articles.models.catalogue import Theme
from articles.models.json_schemas import SchemaJSONField


class UserHistoricalRecords(HistoricalRecords):
    """A history of people's changes alone: what the rules assign is computed again when terms or articles change."""

    def create_historical_record(self, instance: models.Model, history_type: str, using: str | None = None) -> None:
        if self.get_history_user(instance) is not None:
            super().create_historical_record(instance, history_type, using)


class ThemeAssignmentQuerySet(models.QuerySet["ThemeAssignment"]):
    def kept(self) -> ThemeAssignmentQuerySet:
        """Without those that a person has removed."""
        return self.filter(removed=False)

    def as_shown(self) -> ThemeAssignmentQuerySet:
        """In the order of pages: by score, highest first, then by name."""
        return self.select_related("theme").order_by("-score", "theme__pinyin", "theme__name")


class ThemeAssignment(models.Model):
    """That an article has a theme, and why.

    `origin` says why: the terms that the article uses, a person, or the record that it was imported from, in which case
    its terms are not scored. `score` is that of the terms; `evidence` a list of {"term": str, "count": int,
    "weight": float}.
    """

    class Origin(models.TextChoices):
        RULE = "rule", "词语"
        PERSON = "person", "人工"
        RECORD = "record", "随记录导入"

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="theme_assignments", verbose_name="文章"
    )
    theme = models.ForeignKey(
        Theme,
        on_delete=models.CASCADE,
        db_index=False,  # `assignment_by_theme` begins with it
        related_name="assignments",
        verbose_name="主题",
    )
    origin = models.CharField("来历", max_length=20, choices=Origin, default=Origin.RULE)
    score = models.FloatField("得分", default=0.0)
    evidence = SchemaJSONField("依据", schema=json_schemas.EVIDENCE, default=list, blank=True)
    removed = models.BooleanField("人工移除", default=False, help_text="移除后不再自动加上")
    history = UserHistoricalRecords(verbose_name="主题归属的历史")

    objects = ThemeAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "主题归属"
        verbose_name_plural = "主题归属"
        ordering = ["article", "-score", "theme"]
        # What stands is read and counted, by article and by theme, without a look at the evidence.
        indexes = [
            models.Index(fields=["article", "removed", "theme"], name="assignment_standing"),
            models.Index(fields=["theme", "removed", "article"], name="assignment_by_theme"),
        ]
        constraints = [models.UniqueConstraint(fields=["article", "theme"], name="one_assignment_a_theme")]

    def __str__(self) -> str:
        return f"{self.theme.name}：{self.article.title}"
