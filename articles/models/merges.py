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


class MergeQuerySet(models.QuerySet["Merge"]):
    def under_way(self) -> MergeQuerySet:
        return self.filter(state__in=[Merge.State.RUNNING, Merge.State.UNDOING])

    def rows_under_way(self, kind: str) -> set[int]:
        """The keys of the rows of a kind that are being merged, split or restored: they stay, whatever names them."""
        return {key for merge in self.under_way().filter(kind=kind).defer("chosen") for key in merge.row_keys}


class Merge(models.Model):
    """That rows became one, or that one became two, and all that it takes to go on with it and to undo it.

    Of a merge: `gone` holds the rows that go (as Django serialises them), `names` what the kept row answers to since,
    `addresses` the former addresses that led elsewhere before, as [id, target]. Of a split: `kept` is the row that is
    split, `gone` holds the new one, `names` the terms that it took along; while it is under way, `chosen` holds the
    keys of the shares that go to the new one, of which the first `position` have gone. What moved are its `rows`.
    """

    class Operation(models.TextChoices):
        MERGE = "merge", "合并"
        SPLIT = "split", "拆分"

    class State(models.TextChoices):
        RUNNING = "running", "正在进行"
        DONE = "done", "已完成"
        UNDOING = "undoing", "正在撤销"
        UNDONE = "undone", "已撤销"

    operation = models.CharField("方式", max_length=10, choices=Operation, default=Operation.MERGE)
    state = models.CharField("状态", max_length=10, choices=State, default=State.RUNNING, db_index=True)
    kind = models.CharField("种类", max_length=20, choices=Kind)
    kept = models.PositiveBigIntegerField("保留的编号", db_index=True)
    kept_name = models.CharField("保留", max_length=300)
    gone_names = models.TextField("并入或分出")
    gone = models.JSONField(default=list, editable=False)
    chosen = models.JSONField(default=list, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    moved_rows = models.PositiveIntegerField("改归", default=0, editable=False)
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

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "合并或拆分"
        verbose_name_plural = "合并与拆分记录"
        ordering = ["-id"]

    def __str__(self) -> str:
        if self.operation == self.Operation.SPLIT:
            return f"{self.kept_name} 分出 {self.gone_names}"
        return f"{self.gone_names} 并入 {self.kept_name}"

    @property
    def row_keys(self) -> set[int]:
        """The keys of the rows that it is about."""
        return {self.kept, *(item["pk"] for item in self.gone)}


class MergedRow(models.Model):
    """A row that names another since a merge or a split; or, where `removed` holds it, said the same twice and went.

    `former` is what it named before; once undoing has seen to it, it `is_back`.
    """

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=50)
    row = models.PositiveBigIntegerField()
    former = models.PositiveBigIntegerField()
    removed = models.JSONField(null=True)
    is_back = models.BooleanField(default=False)

    class Meta:
        verbose_name = "合并或拆分改归的一行"
        verbose_name_plural = "合并或拆分改归的各行"
        constraints = [models.UniqueConstraint(fields=["merge", "model", "row"], name="one_entry_a_merged_row")]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
