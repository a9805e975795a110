"""Merges and splits of rows, which can be undone, and the former addresses of rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from articles.models.catalogue import Author, Column, Organisation, Theme


class Kind(models.TextChoices):
    """What is merged and has addresses, by its model's name."""

    AUTHOR = "author", "作者"
    COLUMN = "column", "栏目"
    THEME = "theme", "主题"
    ORGANISATION = "organisation", "单位"

    @property
    def model(self) -> type[Author | Column | Theme | Organisation]:
        return {"author": Author, "column": Column, "theme": Theme, "organisation": Organisation}[self.value]  # type: ignore[return-value]


class FormerAddress(models.Model):
    """What a row was once found by (an id, an address name, a name), and the row that it leads to now."""

    kind = models.CharField("种类", max_length=20, choices=Kind)
    key = models.CharField("旧称或旧网址名", max_length=200)
    target = models.PositiveBigIntegerField("现为", db_index=True)

    class Meta:
        verbose_name = "旧地址"
        verbose_name_plural = "旧地址"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_former_address_a_key")]

    def __str__(self) -> str:
        return f"{self.key} → {self.target}"


class OrganisationReading(models.Model):
    """That an affiliation, where its words name the organisation of this key, means another: one that was split off."""

    affiliation = models.CharField("单位（如所印）", max_length=300)
    key = models.CharField("识别名", max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="readings")

    class Meta:
        verbose_name = "单位的读法"
        verbose_name_plural = "单位的读法"
        constraints = [
            models.UniqueConstraint(fields=["affiliation", "key"], name="one_reading_an_affiliation_and_key")
        ]

    def __str__(self) -> str:
        return f"{self.affiliation} → {self.organisation}"


class Merge(models.Model):
    """That rows became one, or that one became two, and all that it takes to undo it.

    Of a merge: `gone` holds the rows that went, `removed` the rows that said the same twice (both as Django serialises
    them), `moved` a list of [id, whose it was] for each model's name, `names` what the kept row answers to since,
    `addresses` the former addresses that led elsewhere before, as [id, target]. Of a split: `kept` is the row that was
    split, `gone` holds the new one, `moved` what names that one since, `names` the terms that it took along.
    """

    class Operation(models.TextChoices):
        MERGE = "merge", "合并"
        SPLIT = "split", "拆分"

    operation = models.CharField("方式", max_length=10, choices=Operation, default=Operation.MERGE)
    kind = models.CharField("种类", max_length=20, choices=Kind)
    kept = models.PositiveBigIntegerField("保留的编号", db_index=True)
    kept_name = models.CharField("保留", max_length=300)
    gone_names = models.TextField("并入或分出")
    gone = models.JSONField(default=list, editable=False)
    removed = models.JSONField(default=list, editable=False)
    moved = models.JSONField(default=dict, editable=False)
    names = models.JSONField(default=list, editable=False)
    addresses = models.JSONField(default=list, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="操作人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="撤销人"
    )
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = "合并或拆分"
        verbose_name_plural = "合并与拆分记录"
        ordering = ["-id"]

    def __str__(self) -> str:
        if self.operation == self.Operation.SPLIT:
            return f"{self.kept_name} 分出 {self.gone_names}"
        return f"{self.gone_names} 并入 {self.kept_name}"

    @property
    def moved_rows(self) -> int:
        return sum(len(rows) for rows in self.moved.values())
