"""Articles and their bylines (authorships)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from articles.addresses import address
from articles.models import json_schemas
from articles.models.catalogue import Author, Column, Feature, Organisation, Theme
from articles.models.json_encoding import UnescapedJSONEncoder
from articles.models.json_schemas import SchemaJSONField
from articles.models.sources import SourceDocument
from articles.models.theme_assignments import ThemeAssignment, ThemeAssignmentQuerySet
from articles.parsing.types import Role, TitleOrigin

# The long fields of an article.
TEXTS = ("body", "boxes", "lead", "references", "abstract", "abstract_en", "author_note")


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> ArticleQuerySet:
        return self.filter(status=Article.Status.PUBLISHED)

    def signed_by(self, **having: Any) -> ArticleQuerySet:
        """Those with a byline that has this. By their keys: a join tells articles apart by comparing whole texts."""
        bylines = Authorship.objects.filter(**having).order_by()
        return self.filter(pk__in=bylines.values("article"))

    def for_reading(self) -> ArticleQuerySet:
        """With everything that a list of hits or an article page names, in a fixed number of queries.

        Their own order names the article first, and with it the order of articles: here it would only cost time.
        """
        return self._with_related(ThemeAssignment.objects.kept())

    def for_hits(self) -> ArticleQuerySet:
        """As for reading, without what speaks for the themes: no list of hits names it."""
        return self._with_related(ThemeAssignment.objects.kept().defer("evidence"))

    def for_listing(self) -> ArticleQuerySet:
        """As for hits, without the texts: for thousands of lines or citations."""
        return self.for_hits().defer(*TEXTS)

    def newest_first(self) -> ArticleQuerySet:
        """Those without a date stand behind all others, the latest imported first."""
        day = models.F("published_on").desc(nulls_last=True)
        return self.order_by(day, "-created_at", "position", "-id")

    def _with_related(self, assignments: ThemeAssignmentQuerySet) -> ArticleQuerySet:
        related = self.select_related("column", "feature", "source").defer("source__raw_text")
        # Themes carry their terms, which no list of articles names.
        named = assignments.defer("theme__terms", "theme__term_weights", "theme__description").as_shown()
        return related.prefetch_related(
            models.Prefetch("authorships", Authorship.objects.as_printed(), to_attr="signed"),
            models.Prefetch("theme_assignments", named, to_attr="themed"),
        )


class Article(models.Model):
    """One article, whole.

    `body` is a list of {"kind": "paragraph" | "heading", "text": str} in reading order; `boxes` of
    {"title": str, "body": [the same]}; `lead`, `keywords`, `keywords_en` and `references` of strings; `funding` of
    {"name": str, "number": str | null}.
    """

    class Status(models.TextChoices):
        PUBLISHED = "published", "已发布"
        DRAFT = "draft", "草稿"
        WITHDRAWN = "withdrawn", "已撤下"

    class Origin(models.TextChoices):
        PRINTED = TitleOrigin.PRINTED.value, "原题"
        TRUNCATED = TitleOrigin.TRUNCATED.value, "原题不全"
        INFERRED = TitleOrigin.INFERRED.value, "推定"
        CURATED = TitleOrigin.CURATED.value, "已核定"  # by a person, where the page prints none, or not all of it

    source = models.ForeignKey(
        SourceDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # `article_source_status` begins with it
        related_name="articles",
        verbose_name="来源文件",
    )
    position = models.PositiveIntegerField("同版次序", default=0)
    record_key = models.CharField(
        "记录标识",
        max_length=200,
        unique=True,
        null=True,
        blank=True,
        editable=False,
    )
    record_digest = models.CharField("记录指纹", max_length=64, blank=True, editable=False)  # of the record as imported
    feature = models.ForeignKey(
        Feature,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,  # `article_feature_day` begins with it
        related_name="articles",
        verbose_name="专题",
    )
    column = models.ForeignKey(
        Column, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name="栏目"
    )
    kicker = models.CharField("引题", max_length=300, blank=True, help_text="标题上方的一行")
    title = models.CharField("标题", max_length=500)
    subtitle = models.CharField("副题", max_length=300, blank=True, help_text="标题下方的一行，破折号照印")
    title_origin = models.CharField("标题来历", max_length=20, choices=Origin, default=Origin.PRINTED)
    title_reason = models.TextField("标题依据", blank=True, help_text="推定或补全标题的理由")
    published_on = models.DateField("日期", null=True, blank=True, db_index=True)
    lead = SchemaJSONField("导语", schema=json_schemas.TEXTS, encoder=UnescapedJSONEncoder, default=list, blank=True)
    body = SchemaJSONField("正文", schema=json_schemas.BLOCKS, encoder=UnescapedJSONEncoder, default=list)
    boxes = SchemaJSONField("框文", schema=json_schemas.BOXES, encoder=UnescapedJSONEncoder, default=list, blank=True)
    abstract = models.TextField("摘要", blank=True)
    keywords = SchemaJSONField(
        "关键词", schema=json_schemas.TEXTS, encoder=UnescapedJSONEncoder, default=list, blank=True
    )
    references = SchemaJSONField(
        "参考文献", schema=json_schemas.TEXTS, encoder=UnescapedJSONEncoder, default=list, blank=True
    )
    affiliation = models.TextField("作者单位注", blank=True, help_text="文末注，不含外层括号")
    funding = SchemaJSONField(
        "基金项目", schema=json_schemas.FUNDS, encoder=UnescapedJSONEncoder, default=list, blank=True
    )
    author_note = models.TextField("作者简介", blank=True)
    title_en = models.CharField("英文标题", max_length=500, blank=True)
    abstract_en = models.TextField("英文摘要", blank=True)
    keywords_en = SchemaJSONField(
        "英文关键词", schema=json_schemas.TEXTS, encoder=UnescapedJSONEncoder, default=list, blank=True
    )
    status = models.CharField("状态", max_length=20, choices=Status, default=Status.PUBLISHED, db_index=True)
    publish_on = models.DateField(
        "发布日", null=True, blank=True, help_text="草稿到这一天自动发布；发布之后，这里就空了。"
    )
    needs_review = models.BooleanField("待复核", default=False, db_index=True)
    duplicate_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="duplicates",
        verbose_name="近似于",
        help_text="文字几乎相同、来自另一文件的较早一篇",
    )
    created_at = models.DateTimeField("入库", auto_now_add=True)
    updated_at = models.DateTimeField("更新", auto_now=True)
    authors = models.ManyToManyField(Author, through="Authorship", related_name="articles", verbose_name="作者")
    themes = models.ManyToManyField(Theme, through="ThemeAssignment", related_name="articles", verbose_name="主题")
    # What nobody writes is nothing to go back to: the review flag follows the problems, the digest the records,
    # duplicates the texts.
    history = HistoricalRecords(
        verbose_name="文章的历史", excluded_fields=["needs_review", "record_digest", "duplicate_of"]
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "文章"
        verbose_name_plural = "文章"
        ordering = ["source", "position", "id"]
        # Articles are counted by column from this alone: a row of them holds the whole text. A column's newest are its
        # first.
        indexes = [
            models.Index(fields=["status", "column", "published_on"], name="article_status_column_day"),
            # All that calendar and packages count by: it stands behind the texts, which looking at rows would read.
            models.Index(fields=["status", "published_on", "source"], name="article_status_day"),
            models.Index(fields=["feature", "status", "published_on"], name="article_feature_day"),
            models.Index(fields=["source", "status"], name="article_source_status"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("article", self.pk)

    @property
    def printed_on(self) -> date | None:
        """Its own day, else that of the page it stands on."""
        return self.published_on or (self.source.published_on if self.source else None)

    @cached_property
    def signed(self) -> list[Authorship]:
        """Who wrote it or speaks in it, as first read: after a change the article is to be fetched anew."""
        return list(self.authorships.as_printed())

    @cached_property
    def themed(self) -> list[ThemeAssignment]:
        """Its themes as they stand, as first read."""
        return list(self.theme_assignments.kept().as_shown())


BETWEEN_NAMES = "、"
"""Stands between the names of a byline's `printed_as`."""


class AuthorshipQuerySet(models.QuerySet["Authorship"]):
    def as_printed(self) -> AuthorshipQuerySet:
        return self.select_related("author").order_by("position", "pk")


class Authorship(models.Model):
    """That somebody wrote, or was interviewed in, or hosted an article, in the order printed. Institutions sign too."""

    class RoleChoice(models.TextChoices):
        AUTHOR = Role.AUTHOR.value, "作者"
        INTERVIEWEE = Role.INTERVIEWEE.value, "受访嘉宾"
        HOST = Role.HOST.value, "主持人"
        ORGANISATION = Role.ORGANISATION.value, "署名单位"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="authorships", verbose_name="文章")
    author = models.ForeignKey(
        Author,
        on_delete=models.PROTECT,
        db_index=False,  # `authorship_author_article` begins with it
        related_name="authorships",
        verbose_name="作者",
    )
    role = models.CharField("身份", max_length=20, choices=RoleChoice, default=RoleChoice.AUTHOR)
    printed_as = models.CharField(
        "署名（如所印）",
        max_length=300,
        blank=True,
        help_text="版面上所印的姓名，与作者同名时可以留空；同一人印了几个名字，用顿号隔开。",
    )
    affiliation = models.CharField("单位（如所印）", max_length=300, blank=True)
    position = models.PositiveIntegerField("次序", default=0)
    # What the affiliation names, read from it (`articles.people.organisation_rows`).
    organisations = models.ManyToManyField(
        Organisation, related_name="authorships", blank=True, editable=False, verbose_name="单位"
    )
    # Since when the row is there: kept with nothing that is put back, as what is restored is there anew.
    added_at = models.DateTimeField("记入", default=timezone.now, editable=False, serialize=False)
    history = HistoricalRecords(verbose_name="署名的历史", excluded_fields=["added_at"])

    WRITERS = frozenset({RoleChoice.AUTHOR, RoleChoice.ORGANISATION})
    """The roles of those who sign; a page need not say what they did."""

    objects = AuthorshipQuerySet.as_manager()

    class Meta:
        verbose_name = "署名"
        verbose_name_plural = "署名"
        ordering = ["article", "position"]
        # Articles are counted by author from this alone.
        indexes = [models.Index(fields=["author", "article"], name="authorship_author_article")]
        constraints = [models.UniqueConstraint(fields=["article", "author", "role"], name="one_authorship_a_role")]

    def __str__(self) -> str:
        return f"{self.author.name}：{self.article.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Where no name is said to be printed, it is the author's."""
        self.printed_as = self.printed_as or self.author.name
        super().save(*args, **kwargs)

    @property
    def printed_names(self) -> list[str]:
        """The names that are printed: one, or several where these are one author's."""
        return self.printed_as.split(BETWEEN_NAMES)
