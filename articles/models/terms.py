"""Document frequencies of the themes' terms."""

from __future__ import annotations

from django.db import models


class TermCensus(models.Model):
    """How many of the library's articles used each term of the taxonomy, when they were last counted.

    Themes are scored against the newest census, so that an article's themes do not depend on what was imported after
    it; a new one is taken when the library has doubled. Before the first, an import scores by what it has counted so
    far. `counts` maps a term to a number of articles. It `is_applied` once every article has been scored by it: who
    took it may have died before.
    """

    articles = models.PositiveIntegerField("文章数")
    counts = models.JSONField("用词的文章数", default=dict)
    is_applied = models.BooleanField(default=True, editable=False)
    taken_at = models.DateTimeField("统计时间", auto_now_add=True)

    class Meta:
        verbose_name = "用词统计"
        verbose_name_plural = "用词统计"
        ordering = ["-id"]
        get_latest_by = "id"

    def __str__(self) -> str:
        return f"{self.articles} 篇"
