"""The catalogue: authors, columns, themes, organisations and packages of articles (专题)."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from articles.addresses import address
from articles.models import json_schemas
from articles.models.identifiers import bare_identifier, check_identifier, check_sounds, in_groups
from articles.models.json_schemas import SchemaJSONField
from articles.models.sources import SourceDocument


class Column(models.Model):
    """A column of the newspaper (栏目)."""

    name = models.CharField("名称", max_length=50, unique=True)
    slug = models.SlugField("网址名", max_length=80, unique=True, allow_unicode=True)
    pinyin = models.CharField("拼音", max_length=200, blank=True, editable=False)
    description = models.TextField("说明", blank=True)
    history = HistoricalRecords(verbose_name="栏目的历史")

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        ordering = ["pinyin", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("column", self.slug)


class Author(models.Model):
    """A person who wrote or spoke. Two people of one name are two rows, told apart by `distinction`.

    `pinyin` and `initials` hold every reading of the surname, the commonest first, divided by spaces.
    """

    name = models.CharField("姓名", max_length=50, db_index=True)
    name_en = models.CharField("外文名", max_length=100, blank=True)
    aliases = SchemaJSONField("别名", schema=json_schemas.TEXTS, default=list, blank=True)
    distinction = models.CharField("区分语", max_length=200, blank=True, help_text="同名者之间的区别，如所在单位")
    pinyin = models.CharField("拼音", max_length=200, blank=True, editable=False, help_text="如 zhuxusen")
    initials = models.CharField("首字母", max_length=50, blank=True, editable=False, help_text="如 zxs")
    sounds = models.CharField(
        "读音", max_length=200, blank=True, validators=[check_sounds],
        help_text="自动注音不对时才填：音节之间空格，两读的姓用分号隔开，常用的在前，如“tan hui；qin hui”。",
    )  # fmt: skip
    orcid = models.CharField(
        "ORCID", max_length=19, blank=True, validators=[check_identifier], help_text="如 0000-0002-1825-0097"
    )
    isni = models.CharField("ISNI", max_length=19, blank=True, validators=[check_identifier], help_text="十六位")
    history = HistoricalRecords(verbose_name="作者的历史")

    class Meta:
        verbose_name = "作者"
        verbose_name_plural = "作者"
        ordering = ["pinyin", "name", "id"]
        # So is the register of authors: a page of it reads that page's.
        indexes = [models.Index(fields=["pinyin", "name", "id"], name="author_by_sound")]

    def __str__(self) -> str:
        return f"{self.name}（{self.distinction}）" if self.distinction else self.name

    def get_absolute_url(self) -> str:
        return address("author", self.pk)

    @property
    def identifiers(self) -> list[tuple[str, str, str]]:
        """(name, identifier as printed, address of its page) of each that is known."""
        orcid, isni = in_groups(self.orcid, "-"), in_groups(self.isni, " ")
        known = [("ORCID", orcid, f"https://orcid.org/{orcid}")] if orcid else []
        return [*known, ("ISNI", isni, f"https://isni.org/isni/{bare_identifier(isni)}")] if isni else known


class Organisation(models.Model):
    """An institution named by affiliations (单位), without posts and titles: a university, with its schools as parts.

    `key` is the normalized name, the same for all spellings of it; `name` is the one imported first.
    """

    name = models.CharField("名称", max_length=200)
    key = models.CharField("识别名", max_length=200, unique=True, editable=False)
    pinyin = models.CharField("拼音", max_length=400, blank=True, editable=False)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="上级单位"
    )
    history = HistoricalRecords(verbose_name="单位的历史")

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["pinyin", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("organisation", self.pk)


class Theme(models.Model):
    """A theme of the taxonomy (主题): articles are given it by the terms they use."""

    name = models.CharField("名称", max_length=50, unique=True)
    slug = models.SlugField("网址名", max_length=80, unique=True, allow_unicode=True)
    pinyin = models.CharField("拼音", max_length=200, blank=True, editable=False)
    description = models.TextField("说明", blank=True)
    terms = SchemaJSONField(
        "词语", schema=json_schemas.TEXTS, default=list, help_text="文章用到这些词，就可能属于这个主题"
    )
    term_weights = models.JSONField("词语权重", default=dict, blank=True, help_text="权重不是 1 的词语")
    curated = models.BooleanField("人工维护", default=False, help_text="重新载入主题表时不覆盖")
    history = HistoricalRecords(verbose_name="主题的历史")

    class Meta:
        verbose_name = "主题"
        verbose_name_plural = "主题"
        ordering = ["pinyin", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("theme", self.slug)

    def says_as_before_curated(self) -> bool:
        """Whether it says what it said before anybody changed it, in whatever order."""
        before = self.history.filter(curated=False).first()
        if before is None or sorted(self.terms) != sorted(before.terms):
            return False
        return all(getattr(self, name) == getattr(before, name) for name in ("name", "description", "term_weights"))


class Feature(models.Model):
    """A package of articles under one headline (专题)."""

    source = models.ForeignKey(
        SourceDocument, on_delete=models.CASCADE, related_name="features", verbose_name="来源文件"
    )
    title = models.CharField("标题", max_length=500)
    column = models.ForeignKey(Column, on_delete=models.SET_NULL, null=True, blank=True, verbose_name="栏目")
    editor_note = models.TextField("编者按", blank=True)
    position = models.PositiveIntegerField("次序", default=0)
    history = HistoricalRecords(verbose_name="专题的历史")

    class Meta:
        verbose_name = "专题"
        verbose_name_plural = "专题"
        ordering = ["source", "position"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("feature", self.pk)
