"""What the index still owes the database, what curators say about words, and the searches that readers keep."""

import secrets

from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from articles.models import json_schemas
from articles.models.json_encoding import UnescapedJSONEncoder
from articles.models.json_schemas import SchemaJSONField


class Recutting(models.Model):
    """How far the texts that hold a curators' term have been cut anew since it was added or taken away.

    `articles` hold its characters, as found at `found_at`; those that still wait have a `PendingIndexing`.
    """

    term = models.CharField("词语", max_length=60, unique=True)  # folded
    removed = models.BooleanField("已从词典移除", default=False)
    asked_at = models.DateTimeField("提出")
    found_at = models.DateTimeField("查出文章", null=True)
    articles = models.PositiveIntegerField("含有此词的文章", default=0)
    fault = models.CharField("未成的原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "重新切词"
        verbose_name_plural = "重新切词"
        ordering = ["-asked_at", "term"]

    def __str__(self) -> str:
        return self.term


class PendingIndexing(models.Model):
    """An article that changed and is not yet in the index as it now is. Written in the transaction of the change.

    The database's own triggers write it (`search.index.triggers`), and who changes what they do not see.

    While a new index is being made aside, what the serving one has got already stays, marked as applied: the new one
    needs it too.
    """

    article_id = models.BigIntegerField("文章", db_index=True)  # no foreign key: the article may be deleted
    created_at = models.DateTimeField("提出", auto_now_add=True)
    applied_at = models.DateTimeField("已入现用索引", null=True, blank=True, editable=False)
    recutting = models.ForeignKey(
        Recutting, on_delete=models.SET_NULL, null=True, editable=False, related_name="pending", verbose_name="为词语"
    )  # what it is only cut anew for

    class Meta:
        verbose_name = "待建索引"
        verbose_name_plural = "待建索引"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"#{self.article_id}"


class RecordVersion(models.Model):
    """What the database counts of changes (`search.index.triggers`): one row on SQLite, one for each on PostgreSQL."""

    number = models.BigAutoField(primary_key=True)

    def __str__(self) -> str:
        return str(self.number)


class SynonymGroup(models.Model):
    """Terms that mean the same: a query for one of them asks for the others too, and says so."""

    terms = SchemaJSONField("词语", schema=json_schemas.TEXTS, default=list, help_text="每行一个，至少两个")
    note = models.CharField("说明", max_length=200, blank=True)
    enabled = models.BooleanField("启用", default=True)
    updated_at = models.DateTimeField("更新", auto_now=True)
    history = HistoricalRecords(verbose_name="同义词组的历史")

    class Meta:
        verbose_name = "同义词组"
        verbose_name_plural = "同义词组"
        ordering = ["id"]

    def __str__(self) -> str:
        return " = ".join(self.terms)


class DictionaryTerm(models.Model):
    """A term of the field that is cut as one word, in queries at once, in texts when they are indexed again."""

    term = models.CharField("词语", max_length=30, unique=True)
    note = models.CharField("说明", max_length=200, blank=True)
    created_at = models.DateTimeField("添加", auto_now_add=True)
    updated_at = models.DateTimeField("更新", auto_now=True)
    history = HistoricalRecords(verbose_name="词典词的历史")

    class Meta:
        verbose_name = "词典词"
        verbose_name_plural = "词典词"
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term


class AskedQuery(models.Model):
    """How often readers asked a query, and found nothing; not who, and of when only the last day."""

    query = models.CharField("检索词", max_length=60, unique=True)
    asked = models.PositiveIntegerField("次数", default=0, db_index=True)
    empty = models.PositiveIntegerField("无结果次数", default=0, db_index=True)
    last_asked = models.DateField("最近一次", db_index=True)

    class Meta:
        verbose_name = "读者检索"
        verbose_name_plural = "读者检索"
        ordering = ["-asked", "query"]

    def __str__(self) -> str:
        return self.query


class RecurringPassage(models.Model):
    """A passage that several articles have, as one of them prints it, and how many they were when it was counted.

    Worked out by `update_phrases`, and to be had again that way. `digest`: of its characters without marks.
    """

    digest = models.BigIntegerField("摘要", unique=True)
    text = models.TextField("表述")
    articles = models.PositiveIntegerField("篇数", db_index=True)

    class Meta:
        verbose_name = "沿用的表述"
        verbose_name_plural = "沿用的表述"
        ordering = ["-articles", "id"]

    def __str__(self) -> str:
        return self.text


def new_token() -> str:
    """128 random bits: nobody comes upon a list who was not given its address."""
    return secrets.token_urlsafe(16)


class SavedSearch(models.Model):
    """检索单: a search as it was answered on a day. Whoever has its address may open it.

    What nobody opens for long is cleared (`clear_lists`); `opened_on` is the last day that somebody did.
    `query_string` is the search page's, with its question mark or empty; `article_ids` are the result's, in its order,
    `titles` theirs, as readers saw them that day. Of a list that `is_picked` nothing was searched for: a reader ticked
    its articles. `keeper` names the browser that kept it, by the hash of a secret that only the browser has.
    """

    token = models.CharField("地址", max_length=32, unique=True, default=new_token, editable=False)
    query_string = models.TextField("检索地址", blank=True)
    title = models.CharField("检索", max_length=500)
    name = models.CharField("名称", max_length=60, blank=True)
    keeper = models.CharField("浏览器", max_length=64, blank=True, db_index=True, editable=False)
    is_picked = models.BooleanField("逐篇选取", default=False)
    article_ids = models.JSONField("文章编号", default=list)
    titles = models.JSONField("标题", default=list, encoder=UnescapedJSONEncoder)
    count = models.PositiveIntegerField("篇数")
    index_stamp = models.CharField("索引版本", max_length=100)
    created_at = models.DateTimeField("保存时间", auto_now_add=True, db_index=True)
    opened_on = models.DateField("最近打开", default=timezone.localdate, db_index=True, editable=False)

    class Meta:
        verbose_name = "检索单"
        verbose_name_plural = "检索单"
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name or self.title

    def get_absolute_url(self) -> str:
        return reverse("saved_search", args=[self.token])
