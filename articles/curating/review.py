"""The review queue: open problems that imports filed, and settling them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.changes import one_change
from articles.curating import curated_fields
from articles.curating.history import because
from articles.likeness.duplicates import note_duplicates
from articles.models import Article, Author, Merge, Problem
from articles.parsing.problems import (
    HINTS_DIFFER,
    IMPRINTS_DIFFER,
    JOIN_DOUBTFUL,
    LOST_CHARACTER,
    SUSPICIOUS_TEXT,
    TITLE_DOUBTFUL,
    TITLE_INFERRED,
    TITLE_TRUNCATED,
    UNPLACED,
)
from articles.parsing.repairing import MISFIT
from articles.people.names import canonical_name
from articles.problems import CLIPPED, CURATED_DIFFERS, HINTS, NEAR_DUPLICATE, SAME_NAME, TABLES, WITHDRAWN

# What curators call the kinds of problems: first those that a reader would notice first.
NAMES = {
    WITHDRAWN: "导入后撤下",
    TITLE_INFERRED: "推定标题",
    TITLE_TRUNCATED: "标题不全",
    TITLE_DOUBTFUL: "标题存疑",
    CURATED_DIFFERS: "人工与导入不同",
    HINTS_DIFFER: "与文件头信息不一致",
    IMPRINTS_DIFFER: "日期、版次等不一致",
    MISFIT: "版面修订不再适用",
    UNPLACED: "文字不知归属",
    JOIN_DOUBTFUL: "两段是否相接存疑",
    LOST_CHARACTER: "断行处缺字",
    CLIPPED: "过长截短",
    TABLES: "表格排成段落",
    NEAR_DUPLICATE: "近似文章",
    SAME_NAME: "同名作者",
    "author-from-file-head": "作者取自文件头",
    SUSPICIOUS_TEXT: "疑似识别错误",
}

# Who settles these vouches for the title.
_OF_TITLES = frozenset({TITLE_INFERRED, TITLE_TRUNCATED})


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
    unsettled = Problem.objects.filter(state__in=Problem.UNSETTLED).order_by()
    numbers = unsettled.values("code").annotate(number=Count("pk")).values_list("code", "number")
    ranked = sorted(numbers, key=lambda item: (item[0] in HINTS, -item[1], item[0]))
    return Queue(
        Article.objects.filter(needs_review=True).count(),
        tuple((code, NAMES.get(code, code), number) for code, number in ranked),
    )


def waiting(user: Any) -> QuerySet[Problem]:
    """What waits for this user, sorted by how soon a reader would notice it: not what somebody else has to look at.

    Hints last; what is published before what is not; then by kind, the newest articles first.
    """
    hint = Case(When(code__in=HINTS, then=Value(1)), default=Value(0))
    ranks = [When(code=code, then=Value(rank)) for rank, code in enumerate(NAMES)]
    unseen = Q(article__isnull=False) & ~Q(article__status=Article.Status.PUBLISHED) & ~Q(code=WITHDRAWN)
    day = Coalesce("article__published_on", "source__published_on")
    own = Q(state=Problem.State.SUBMITTED, settled_by=user.pk) if settings.SECOND_REVIEW else Q(pk=None)
    return (
        Problem.objects.filter(~own, state__in=Problem.UNSETTLED)
        .annotate(hint=hint, rank=Case(*ranks, default=Value(len(NAMES))), unseen=Case(When(unseen, then=1), default=0))
        .order_by("hint", "unseen", "rank", day.desc(nulls_last=True), "source", "at", "pk")
    )


def settle(problems: Iterable[Problem], state: Problem.State, user: Any = None) -> int:
    """Put problems into this state; an article none of whose problems is open any more needs no review.

    Who settled them (None: a rule did) and when is kept with each. Where a second person is to review what the first
    settled (SECOND_REVIEW), it waits for that, and who that was is kept too.
    """
    number = 0
    with one_change():
        articles: set[int] = set()
        likeness: set[int] = set()
        for problem in problems:
            if problem.article_id is not None:
                articles.add(problem.article_id)
            number += 1
            if problem.state != state:
                before, problem.state = problem.state, state
                _sign(problem, before, user)
                problem.save(update_fields=_SIGNED)
                if problem.state == Problem.State.OPEN and problem.code in _OF_TITLES and problem.article_id:
                    curated_fields.doubt_title_again(Article.objects.get(pk=problem.article_id), user)
                is_told_apart = Problem.State.DISMISSED in (before, problem.state)
                if problem.code == NEAR_DUPLICATE and is_told_apart and problem.article_id:
                    likeness.add(problem.article_id)
        if likeness:  # told apart, or not any more
            note_duplicates(list(Article.objects.filter(pk__in=likeness)))
        note_review(Article.objects.filter(pk__in=articles).only("needs_review"))
    return number


def settle_all(article_ids: Iterable[int], user: Any) -> tuple[int, int]:
    """Settle whatever is doubted about some articles; how many need no review any more, and how many still wait for a
    second person's.
    """
    chosen = set(article_ids)
    with one_change():
        settle(_doubts(waiting(user).filter(article__in=chosen)), Problem.State.RESOLVED, user)
        unsettled = set(_doubts(Problem.objects.filter(article__in=chosen)).values_list("article", flat=True))
        Article.objects.filter(pk__in=chosen - unsettled).update(needs_review=False)
        return len(chosen) - len(unsettled), len(unsettled)


_SIGNED = ("state", "settled_by", "settled_at", "reviewed_by", "reviewed_at")


def _sign(problem: Problem, before: str, user: Any) -> None:
    """Note who put it into its state, from the one before, or that it is open again; it is not saved."""
    nobody, now = (None, None), (user, timezone.now())
    if problem.state == Problem.State.OPEN:
        problem.settled_by, problem.settled_at = nobody
        problem.reviewed_by, problem.reviewed_at = nobody
    elif before == Problem.State.SUBMITTED and user is not None and problem.settled_by_id != user.pk:
        problem.reviewed_by, problem.reviewed_at = now
    elif settings.SECOND_REVIEW and user is not None:
        problem.state = Problem.State.SUBMITTED
        problem.settled_by, problem.settled_at = now
    else:
        problem.settled_by, problem.settled_at = now


def note_review(articles: Iterable[Article]) -> None:
    """Articles of which something doubted, hints aside, is not settled yet want a look; others do not."""
    listed = list(articles)
    wanting = set(_doubts(Problem.objects.filter(article__in=listed)).values_list("article", flat=True))
    for wanted in (True, False):
        changed = [a for a in listed if (a.pk in wanting) == wanted and a.needs_review != wanted]
        Article.objects.filter(pk__in=[article.pk for article in changed]).update(needs_review=wanted)
        for article in changed:
            article.needs_review = wanted


def returned_by(problem: Problem) -> str:
    """Who gave an open finding back after another had settled it; nothing where nobody did."""
    now, before = (*problem.history.select_related("history_user")[:2], None, None)[:2]
    given_back = now and before and (before.state, now.state) == (Problem.State.SUBMITTED, Problem.State.OPEN)
    return str(now.history_user or "") if given_back else ""


def _doubts(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """Those that an article waits for: not settled yet, hints aside."""
    return problems.filter(state__in=Problem.UNSETTLED).exclude(code__in=HINTS)


def take_imported(problem: Problem, user: Any) -> bool:
    """Where a person and an import differ, put the import's text in place of the person's. Returns whether it did."""
    if problem.code != CURATED_DIFFERS or problem.article is None:
        return False
    with one_change():
        restored = curated_fields.restore_imported(problem.article, [problem.field], user)
        settle([problem], Problem.State.RESOLVED, user)
    return bool(restored)


def settle_same_names(merge: Merge, kept: models.Model) -> None:
    """Who of two namesakes an article's author is, is settled once they are one."""
    if not isinstance(kept, Author) or Author.objects.filter(name=kept.name).exclude(pk=kept.pk).exists():
        return  # which of those who are left is meant, nobody has said
    names = {canonical_name(name) for name in (kept.name, *kept.aliases)}
    unsettled = Problem.objects.filter(code=SAME_NAME, state__in=Problem.UNSETTLED)
    theirs = unsettled.filter(article__in=Article.objects.signed_by(author=kept))
    about = [problem for problem in theirs if any(f"“{name}”" in canonical_name(problem.message) for name in names)]
    with because(_reason(merge)):
        settle(about, Problem.State.RESOLVED, merge.by)


def reopen_same_names(merge: Merge) -> None:
    """Two again: what the merge settled is open, but for what somebody has decided since."""
    settled = Problem.history.filter(history_change_reason=_reason(merge)).values("id")
    found = Problem.objects.filter(pk__in=settled).exclude(state=Problem.State.OPEN)
    unchanged = [problem for problem in found if problem.history.first().history_change_reason == _reason(merge)]
    settle(unchanged, Problem.State.OPEN, merge.undone_by)


def _reason(merge: Merge) -> str:
    return f"合并作者（记录 {merge.pk}）"
