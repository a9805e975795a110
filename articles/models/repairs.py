"""Repairs: what people corrected in the reading of a page."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from django.conf import settings
from django.db import models

from articles.models.sources import SourceDocument
from articles.parsing.repairing import Anchor, HeadLine, Operation, Repair, carried
from articles.parsing.types import Part


class PageRepairQuerySet(models.QuerySet["PageRepair"]):
    def standing(self) -> PageRepairQuerySet:
        """Repairs that are in force (not undone), in the order in which they were made."""
        return self.filter(undone_at=None).order_by("pk")

    def carry_to(self, newer: SourceDocument) -> bool:
        """Copy these repairs, with who made them and when, to a newer version of their file; whether there were any."""
        rows = list(self.select_related("source"))
        former = rows[0].source.raw_text if rows else ""
        for row, repair in zip(rows, carried((row.as_repair() for row in rows), former, newer.raw_text), strict=True):
            own = {"operation": row.operation, "options": row.options, "summary": row.summary, "by": row.by}
            made = newer.repairs.create(**PageRepair.anchors_of(repair), **own)
            PageRepair.objects.filter(pk=made.pk).update(at=row.at)
        return bool(rows)


class PageRepair(models.Model):
    """One repair of a file's reading. Rows are added and marked as undone; otherwise they are never changed or deleted.

    `runs` and `target` are anchors, [start, end, hash], in the file's text; `options` the operation's own:
    {"joined": bool, "title": str, "part": str, "line": str}.
    """

    class OperationChoice(models.TextChoices):
        MOVE = Operation.MOVE.value, "移到所指一段之后"
        JOIN = Operation.JOIN.value, "接到前一段"
        PART = Operation.PART.value, "另起一段"
        NEW = Operation.NEW.value, "另成一篇"
        MERGE = Operation.MERGE.value, "整篇并入所指一篇"
        MARK = Operation.MARK.value, "不属文章"
        HEAD = Operation.HEAD.value, "是标题、引题、副题、署名或栏目"

    class LineChoice(models.TextChoices):
        TITLE = HeadLine.TITLE.value, "标题"
        KICKER = HeadLine.KICKER.value, "引题"
        SUBTITLE = HeadLine.SUBTITLE.value, "副题"
        BYLINE = HeadLine.BYLINE.value, "署名"
        COLUMN = HeadLine.COLUMN.value, "栏目"

    source = models.ForeignKey(
        SourceDocument, on_delete=models.CASCADE, related_name="repairs", verbose_name="来源文件"
    )
    operation = models.CharField("修订", max_length=10, choices=OperationChoice)
    runs = models.JSONField("所选", default=list)
    target = models.JSONField("所指", null=True)
    options = models.JSONField(default=dict)
    summary = models.CharField("说明", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="修订人"
    )
    at = models.DateTimeField("修订时间", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="撤销人"
    )
    undone_at = models.DateTimeField("撤销时间", null=True)

    objects = PageRepairQuerySet.as_manager()

    class Meta:
        verbose_name = "版面修订"
        verbose_name_plural = "版面修订"
        ordering = ["source", "id"]

    def __str__(self) -> str:
        return self.summary

    @staticmethod
    def anchors_of(repair: Repair) -> dict[str, Any]:
        """The fields that hold a repair's anchors."""
        return {
            "runs": [astuple(run) for run in repair.runs],
            "target": astuple(repair.target) if repair.target else None,
        }

    def as_repair(self) -> Repair:
        options: dict[str, Any] = self.options
        return Repair(
            Operation(self.operation),
            tuple(Anchor(*run) for run in self.runs),
            Anchor(*self.target) if self.target else None,
            bool(options.get("joined")),
            str(options.get("title", "")),
            Part(options.get("part", Part.OTHER.value)),
            HeadLine(options.get("line", HeadLine.TITLE.value)),
            self.summary,
        )
