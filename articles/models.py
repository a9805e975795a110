"""The record: source documents, their passages, and the articles and all that is made of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from articles.parsing.types import Kind, Part, Role, TitleOrigin


class SourceKind(models.TextChoices):
    NEWSPAPER_PAGE = Kind.NEWSPAPER_PAGE.value, "报纸版面"
    JOURNAL_PAPER = Kind.JOURNAL_PAPER.value, "期刊论文"
    RECORDS = "records", "文章记录"  # a file of articles already separated (import_articles)


class SourceDocument(models.Model):
    """A file as it came. The raw text is evidence and is never changed."""

    file_name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    kind = models.CharField("类型", max_length=20, choices=SourceKind)
    encoding = models.CharField("编码", max_length=20)
    raw_text = models.TextField("原文")
    publication = models.CharField("出版物", max_length=100, blank=True)
    published_on = models.DateField("出版日期", null=True, blank=True)
    page_label = models.CharField("版次", max_length=50, blank=True)
    characters = models.PositiveIntegerField("非空白字符", default=0, help_text="原文中非空白字符的个数")
    assigned = models.PositiveIntegerField("已归属字符", default=0, help_text="其中已归入某一部分的个数")
    imported_at = models.DateTimeField("首次导入", auto_now_add=True)
    parsed_at = models.DateTimeField("最近解析", auto_now=True)

    class Meta:
        verbose_name = "来源文件"
        verbose_name_plural = "来源文件"
        ordering = ["file_name", "id"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.pk])


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
        return reverse("column", args=[self.slug])


class Author(models.Model):
    """A person who wrote or spoke. Two people of one name are two rows, told apart by `distinction`."""

    name = models.CharField("姓名", max_length=50, db_index=True)
    name_en = models.CharField("外文名", max_length=100, blank=True)
    aliases = models.JSONField("别名", default=list, blank=True)
    distinction = models.CharField("区分语", max_length=200, blank=True, help_text="同名者之间的区别，如所在单位")
    pinyin = models.CharField("拼音", max_length=200, blank=True, editable=False, help_text="如 zhuxusen")
    initials = models.CharField("首字母", max_length=50, blank=True, editable=False, help_text="如 zxs")
    history = HistoricalRecords(verbose_name="作者的历史")

    class Meta:
        verbose_name = "作者"
        verbose_name_plural = "作者"
        ordering = ["pinyin", "name", "id"]

    def __str__(self) -> str:
        return f"{self.name}（{self.distinction}）" if self.distinction else self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.pk])


class Theme(models.Model):
    """A theme of the taxonomy (主题): articles are given it by the terms they use."""

    name = models.CharField("名称", max_length=50, unique=True)
    slug = models.SlugField("网址名", max_length=80, unique=True, allow_unicode=True)
    pinyin = models.CharField("拼音", max_length=200, blank=True, editable=False)
    description = models.TextField("说明", blank=True)
    terms = models.JSONField("词语", default=list, help_text="文章用到这些词，就可能属于这个主题")
    history = HistoricalRecords(verbose_name="主题的历史")

    class Meta:
        verbose_name = "主题"
        verbose_name_plural = "主题"
        ordering = ["pinyin", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.slug])


class Feature(models.Model):
    """A package of articles under one headline (专题)."""

    source = models.ForeignKey(
        SourceDocument, on_delete=models.CASCADE, related_name="features", verbose_name="来源文件"
    )
    title = models.CharField("标题", max_length=300)
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
        return reverse("feature", args=[self.pk])


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> ArticleQuerySet:
        return self.filter(status=Article.Status.PUBLISHED)

    def for_reading(self) -> ArticleQuerySet:
        """With everything that a list of hits or an article page names, in a fixed number of queries."""
        return self.select_related("column", "feature", "source").prefetch_related(
            models.Prefetch("authorships", Authorship.objects.select_related("author")),
            models.Prefetch("theme_assignments", ThemeAssignment.objects.standing().select_related("theme")),
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

    source = models.ForeignKey(
        SourceDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
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
    feature = models.ForeignKey(
        Feature, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name="专题"
    )
    column = models.ForeignKey(
        Column, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name="栏目"
    )
    title = models.CharField("标题", max_length=300)
    title_origin = models.CharField("标题来历", max_length=20, choices=Origin, default=Origin.PRINTED)
    title_reason = models.TextField("标题依据", blank=True, help_text="推定或补全标题的理由")
    published_on = models.DateField("日期", null=True, blank=True, db_index=True)
    lead = models.JSONField("导语", default=list, blank=True)
    body = models.JSONField("正文", default=list)
    boxes = models.JSONField("框文", default=list, blank=True)
    abstract = models.TextField("摘要", blank=True)
    keywords = models.JSONField("关键词", default=list, blank=True)
    references = models.JSONField("参考文献", default=list, blank=True)
    affiliation = models.TextField("作者单位注", blank=True, help_text="文末注，不含外层括号")
    funding = models.JSONField("基金项目", default=list, blank=True)
    author_note = models.TextField("作者简介", blank=True)
    title_en = models.CharField("英文标题", max_length=500, blank=True)
    abstract_en = models.TextField("英文摘要", blank=True)
    keywords_en = models.JSONField("英文关键词", default=list, blank=True)
    status = models.CharField("状态", max_length=20, choices=Status, default=Status.PUBLISHED, db_index=True)
    needs_review = models.BooleanField("待复核", default=False, db_index=True)
    created_at = models.DateTimeField("入库", auto_now_add=True)
    updated_at = models.DateTimeField("更新", auto_now=True)
    authors = models.ManyToManyField(Author, through="Authorship", related_name="articles", verbose_name="作者")
    themes = models.ManyToManyField(Theme, through="ThemeAssignment", related_name="articles", verbose_name="主题")
    history = HistoricalRecords(verbose_name="文章的历史")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "文章"
        verbose_name_plural = "文章"
        ordering = ["source", "position", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])


class Authorship(models.Model):
    """That a person wrote, or was interviewed in, or hosted an article, in the order printed."""

    class RoleChoice(models.TextChoices):
        AUTHOR = Role.AUTHOR.value, "作者"
        INTERVIEWEE = Role.INTERVIEWEE.value, "受访嘉宾"
        HOST = Role.HOST.value, "主持人"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="authorships", verbose_name="文章")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="authorships", verbose_name="作者")
    role = models.CharField("身份", max_length=20, choices=RoleChoice, default=RoleChoice.AUTHOR)
    affiliation = models.CharField("单位（如所印）", max_length=300, blank=True)
    position = models.PositiveIntegerField("次序", default=0)
    history = HistoricalRecords(verbose_name="署名的历史")

    class Meta:
        verbose_name = "署名"
        verbose_name_plural = "署名"
        ordering = ["article", "position"]
        constraints = [models.UniqueConstraint(fields=["article", "author", "role"], name="one_authorship_a_role")]

    def __str__(self) -> str:
        return f"{self.author.name}：{self.article.title}"


class ThemeAssignmentQuerySet(models.QuerySet["ThemeAssignment"]):
    def standing(self) -> ThemeAssignmentQuerySet:
        """Those that no person has removed."""
        return self.filter(removed=False)


class ThemeAssignment(models.Model):
    """That an article has a theme, and why: `evidence` is a list of {"term": str, "count": int, "weight": float}."""

    class Origin(models.TextChoices):
        RULE = "rule", "词语"
        PERSON = "person", "人工"

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="theme_assignments", verbose_name="文章"
    )
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="assignments", verbose_name="主题")
    origin = models.CharField("来历", max_length=20, choices=Origin, default=Origin.RULE)
    score = models.FloatField("得分", default=0.0)
    evidence = models.JSONField("依据", default=list, blank=True)
    removed = models.BooleanField("人工移除", default=False, help_text="移除后不再自动加上")
    history = HistoricalRecords(verbose_name="主题归属的历史")

    objects = ThemeAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "主题归属"
        verbose_name_plural = "主题归属"
        ordering = ["article", "-score", "theme"]
        constraints = [models.UniqueConstraint(fields=["article", "theme"], name="one_assignment_a_theme")]

    def __str__(self) -> str:
        return f"{self.theme.name}：{self.article.title}"


class Passage(models.Model):
    """A run of characters of a source document, [start, end), and what it belongs to.

    `position` is the reading order inside the article; `paragraph` the index of the body block it is part of. A
    passage that goes on an earlier one across a break has the join's confidence (0 to 1) and its reason.
    """

    PART_CHOICES = [(part.value, part.value) for part in Part]

    source = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="passages")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, blank=True, related_name="passages")
    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, null=True, blank=True, related_name="passages")
    part = models.CharField("部分", max_length=20, choices=PART_CHOICES)
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
        return f"{self.part} {self.start}–{self.end}"


class Problem(models.Model):
    """Something an import doubts: what, where, and, where a person's text and the import's differ, both of them."""

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        RESOLVED = "resolved", "已处理"
        DISMISSED = "dismissed", "不成问题"

    source = models.ForeignKey(
        SourceDocument,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name="来源文件",
    )
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, blank=True, related_name="problems", verbose_name="文章"
    )
    code = models.CharField("代码", max_length=50, db_index=True)
    message = models.TextField("说明")
    at = models.PositiveIntegerField("位置", null=True, blank=True)
    field = models.CharField("字段", max_length=50, blank=True)
    curated_text = models.TextField("人工文本", blank=True)
    imported_text = models.TextField("导入文本", blank=True)
    state = models.CharField("状态", max_length=20, choices=State, default=State.OPEN, db_index=True)
    created_at = models.DateTimeField("提出", auto_now_add=True)
    history = HistoricalRecords(verbose_name="问题的历史")

    class Meta:
        verbose_name = "问题"
        verbose_name_plural = "问题"
        ordering = ["state", "source", "at", "id"]

    def __str__(self) -> str:
        return self.message


class CuratedField(models.Model):
    """That a person has changed a field of an article: no import overwrites it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="curated_fields", verbose_name="文章")
    field = models.CharField("字段", max_length=50)
    curated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, verbose_name="修改人"
    )
    curated_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = "人工字段"
        verbose_name_plural = "人工字段"
        constraints = [models.UniqueConstraint(fields=["article", "field"], name="one_curation_a_field")]

    def __str__(self) -> str:
        return self.field
