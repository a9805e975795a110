"""Settling what imports doubted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from articles.changes import one_change
from articles.curating import curated_fields
from articles.models import Article, Problem
from articles.problems import (
    CLIPPED,
    CURATED_DIFFERS,
    HINTS,
    NEAR_DUPLICATE,
    SAME_NAME,
    TITLE_INFERRED,
    TITLE_TRUNCATED,
    WITHDRAWN,
)

# What curators call the kinds of problems.
NAMES = {
    CURATED_DIFFERS: "人工与导入不同",
    SAME_NAME: "同名作者",
    NEAR_DUPLICATE: "近似文章",
    WITHDRAWN: "导入后撤下",
    CLIPPED: "过长截短",
    TITLE_INFERRED: "推定标题",
    TITLE_TRUNCATED: "标题不全",
    "doubtful-join": "接续存疑",
    "doubtful-title": "标题存疑",
    "lost-character": "接缝失字",
    "author-from-file-head": "作者取自文件头",
    "hint-differs": "与文件头信息不一致",
    "suspicious-text": "疑似识别错误",
}


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a curator: articles to review, open problems by kind (code, name, number), most first."""

    articles: int
    problems: tuple[tuple[str, str, int], ...]

    @property
    def open_problems(self) -> int:
        return sum(number for _, _, number in self.problems)


def queue() -> Queue:
    """The queue as it stands."""
    unsettled = Problem.objects.filter(state=Problem.State.OPEN).order_by()
    numbers = unsettled.values("code").annotate(number=Count("pk")).values_list("code", "number")
    ranked = sorted(numbers, key=lambda item: (item[0] in HINTS, -item[1], item[0]))
    return Queue(
        Article.objects.filter(needs_review=True).count(),
        tuple((code, NAMES.get(code, code), number) for code, number in ranked),
    )


def settle(problems: Iterable[Problem], state: Problem.State) -> int:
    """Put problems into this state; an article none of whose problems is open any more needs no review."""
    number = 0
    with one_change():
        articles: set[int] = set()
        for problem in problems:
            if problem.article_id is not None:
                articles.add(problem.article_id)
            number += 1
            if problem.state != state:
                problem.state = state
                problem.save(update_fields=["state"])
            if problem.code == NEAR_DUPLICATE and state == Problem.State.DISMISSED:
                Article.objects.filter(problems=problem).update(duplicate_of=None)
        for article in Article.objects.filter(pk__in=articles).only("pk"):
            Article.objects.filter(pk=article.pk).update(needs_review=wants_review(article))
    return number


def wants_review(article: Article) -> bool:
    """Whether something doubted about it is open, hints aside."""
    return article.problems.filter(state=Problem.State.OPEN).exclude(code__in=HINTS).exists()


def take_imported(problem: Problem, user: Any) -> bool:
    """Where a person and an import differ, put the import's text in place of the person's. Returns whether it did."""
    if problem.code != CURATED_DIFFERS or problem.article is None:
        return False
    with one_change():
        restored = curated_fields.restore_imported(problem.article, [problem.field], user)
        settle([problem], Problem.State.RESOLVED)
    return bool(restored)
