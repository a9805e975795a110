"""Source documents: the imported files, as their bytes were."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from articles.parsing.furniture.page_numbers import page_name
from articles.parsing.types import DocumentKind


class SourceKind(models.TextChoices):
    NEWSPAPER_PAGE = DocumentKind.NEWSPAPER_PAGE.value, "报纸版面"
    ARTICLE = DocumentKind.ARTICLE.value, "单篇文章"
    JOURNAL_PAPER = DocumentKind.JOURNAL_PAPER.value, "期刊论文"
    REPORT = DocumentKind.REPORT.value, "报告"
    RECORDS = "records", "文章记录"  # a file of articles already separated (import_articles)


# The fields that hold where a source was printed, by the names that an imprint has for them.
IMPRINT_FIELDS = {"date": "published_on", "page": "page", "section": "section", "publication": "publication"}


_OF_THE_FILE = (
    "kind", "encoding", "raw_text", "sha256", "fingerprint", "characters", "assigned", "replaces", "imported_at",
    "parsed_at",
)  # fmt: skip


class SourceDocument(models.Model):
    """An imported file. `raw_text` is its decoded text and is never changed.

    A newer version of a file imported before `replaces` it: the former keeps its text and passages, and its articles
    become those of the newer one.
    """

    file_name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    kind = models.CharField("类型", max_length=20, choices=SourceKind)
    encoding = models.CharField("编码", max_length=20)
    raw_text = models.TextField("原文")
    publication = models.CharField("出版物", max_length=100, blank=True)
    published_on = models.DateField("出版日期", null=True, blank=True)
    page = models.CharField("版次", max_length=50, blank=True, help_text="如所印，不带“第”“版”二字：9、A03")
    section = models.CharField("版名", max_length=100, blank=True, help_text="理论、要闻……")
    # Where each of the four comes from: {"date" | "page" | "section" | "publication": an Origin}.
    origins = models.JSONField("来历", default=dict, blank=True, editable=False)
    # Of what was read in it; empty where nothing is left of that, and the file is read anew when it comes again.
    fingerprint = models.CharField("解析指纹", max_length=64, blank=True, editable=False)
    characters = models.PositiveIntegerField("非空白字符", default=0, help_text="原文中非空白字符的个数")
    assigned = models.PositiveIntegerField("已归属字符", default=0, help_text="其中已归入某一部分的个数")
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="superseded_by",
        verbose_name="取代的旧版本",
    )
    imported_at = models.DateTimeField("首次导入", auto_now_add=True)
    parsed_at = models.DateTimeField("最近解析", auto_now=True)
    history = HistoricalRecords(verbose_name="来源文件的历史", excluded_fields=_OF_THE_FILE)
    skip_history_when_saving = True  # imports save often; a history is written where somebody says where it was printed

    class Meta:
        verbose_name = "来源文件"
        verbose_name_plural = "来源文件"
        ordering = ["file_name", "id"]
        indexes = [models.Index(fields=["published_on", "page"], name="source_day_page")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.pk])

    @property
    def current(self) -> SourceDocument:
        """The newest version of this file; itself where there is no newer one."""
        newer = SourceDocument.objects.filter(replaces=self).first()
        return newer.current if newer else self

    @property
    def former_versions(self) -> list[SourceDocument]:
        """The versions of this file that it replaces, directly and indirectly, the newest first."""
        return [self.replaces, *self.replaces.former_versions] if self.replaces else []

    @property
    def page_name(self) -> str:
        """The page's number as readers see it: 第9版."""
        return page_name(self.page)

    @property
    def heading(self) -> str:
        """The page's title for readers: 某某日报 2025年3月10日 第9版; the file's name where the date is unknown."""
        day = self.published_on
        if day is None:
            return self.file_name
        return " ".join(filter(None, (self.publication, f"{day.year}年{day.month}月{day.day}日", self.page_name)))
