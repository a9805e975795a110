"""The trash: deleted rows, kept whole until they are purged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

_WORDS_AT_ONCE = 500  # SQLite takes no expression of more than a thousand


class TrashItemQuerySet(models.QuerySet["TrashItem"]):
    def writing(self, words: Sequence[str]) -> Iterator[TrashItem]:
        """The items, the latest first, in whose rows one of these stands as JSON writes it, `"pk": 12`; in `"pk": 123`
        it does too. There are many items, and they are large: the database looks through them.
        """
        written = self.annotate(written=Cast("rows", models.TextField())).order_by("-pk")
        for first in range(0, len(words), _WORDS_AT_ONCE):
            said = (Q(written__contains=word) for word in words[first : first + _WORDS_AT_ONCE])
            yield from written.filter(reduce(or_, said)).iterator(chunk_size=20)


class TrashItem(models.Model):
    """A row that a person deleted, with all that went with it.

    `rows` holds them as Django's serializer writes them, parents before children; `named_by` the references to them
    from rows that were not deleted, as [model, field, target, [ids]].
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", "文章"
        SOURCE = "sourcedocument", "来源文件"
        AUTHOR = "author", "作者"
        COLUMN = "column", "栏目"
        THEME = "theme", "主题"
        FEATURE = "feature", "专题"
        PROBLEM = "problem", "问题"
        SYNONYMS = "synonymgroup", "同义词组"
        TERM = "dictionaryterm", "词典词"

    kind = models.CharField("种类", max_length=20, choices=Kind)
    name = models.CharField("名称", max_length=500)
    rows = models.JSONField(encoder=DjangoJSONEncoder, default=list, editable=False)
    named_by = models.JSONField(default=list, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="删除人"
    )
    at = models.DateTimeField("删除时间", auto_now_add=True, db_index=True)

    objects = TrashItemQuerySet.as_manager()

    class Meta:
        verbose_name = "回收项"
        verbose_name_plural = "回收站"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
