"""Making and undoing repairs: each reads the file anew with all that stand, or changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles.changes import one_change
from articles.curating.addresses import redirect
from articles.curating.body_text import write_body
from articles.curating.differences import DiffPiece, differences
from articles.curating.field_values import quoted
from articles.importing.pages import read_again
from articles.integrity import every_character_has_one_part
from articles.models import Article, PageRepair, SourceDocument
from articles.models.passages import PartChoice
from articles.parsing.repairing import MISFIT, Operation, Repair

_QUOTED = 12  # characters of a run by which a repair names it


class CannotRepair(Exception):
    """The message says in Chinese why; nothing was changed."""


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What a repair does to an article: it is new (新增), gone (移除) or another (改动), and how its text changes."""

    title: str
    effect: str
    pieces: list[DiffPiece]


class _TakenBack(Exception):
    """Ends a transaction that was only to be looked at."""


def preview(source: SourceDocument, repair: Repair) -> list[ArticleChange]:
    """What a repair would do. Raises CannotRepair."""
    return _tried(source, lambda: make(source, repair, None))


def preview_undo(row: PageRepair) -> list[ArticleChange]:
    """What undoing a repair would do. Raises CannotRepair."""
    return _tried(row.source, lambda: undo(row, None))


def _tried(source: SourceDocument, repairing: Callable[[], object]) -> list[ArticleChange]:
    """It is done, looked at, and taken back."""
    changes: list[ArticleChange] = []
    try:
        with one_change():
            before = _texts(source)
            repairing()
            changes += _changes(before, _texts(source))
            raise _TakenBack
    except _TakenBack:
        return changes


def make(source: SourceDocument, repair: Repair, user: Any) -> PageRepair:
    """Keep a repair and read the file with it. Raises CannotRepair where it does not fit the reading."""
    with one_change():
        summary = f"第 {source.repairs.count() + 1} 处：{_in_words(source, repair)}"[:300]
        row = PageRepair.objects.create(
            source=source,
            operation=repair.operation.value,
            **PageRepair.anchors_of(repair),
            options={
                "joined": repair.joined,
                "title": repair.title,
                "part": repair.part.value,
                "line": repair.line.value,
            },
            summary=summary,
            by=user,
        )
        before = set(source.articles.values_list("pk", flat=True))
        for message in _read(source):
            if summary in message:
                raise CannotRepair(message.rpartition("：")[2])
        _lead_on(source, before - set(source.articles.values_list("pk", flat=True)), repair)
    return row


def _lead_on(source: SourceDocument, gone: set[int], repair: Repair) -> None:
    """The addresses of articles that are part of another now lead to that one."""
    if gone and repair.target:
        runs = {"start__lt": repair.target.end, "end__gt": repair.target.start}
        kept = source.passages.filter(article__isnull=False, **runs)[0].article
        redirect(kept, {str(key) for key in gone})  # type: ignore[arg-type]  # not null


def undo(row: PageRepair, user: Any) -> list[str]:
    """Read the file without a repair; returns what is said of others that do not fit any more."""
    with one_change():
        if not PageRepair.objects.filter(pk=row.pk, undone_at=None).update(undone_at=timezone.now(), undone_by=user):
            raise CannotRepair("这一处修订已经撤销。")
        return _read(row.source)


def _read(source: SourceDocument) -> list[str]:
    """Read the file anew, and see that every character of it has one part; returns where a repair does not fit.

    A file of which a newer version came in meanwhile has no articles: read again it would have all of them twice.
    """
    found = SourceDocument.objects.get(pk=source.pk)
    if found.current != found:
        raise CannotRepair("这一版刚才有了新版；请到新版上修订。")
    problems = read_again(found)
    if broken := list(every_character_has_one_part(found)):
        raise CannotRepair(f"这样修订，原文会有字符没有归属或重复归属（{broken[0].message}）。")
    return [problem.message for problem in problems if problem.code == MISFIT]


def _texts(source: SourceDocument) -> dict[int, tuple[str, str]]:
    """Title and text, with the lines of the head, of each of its articles that is not withdrawn."""
    articles = Article.objects.filter(source=source).exclude(status=Article.Status.WITHDRAWN)
    listed = articles.select_related("column").order_by("position", "pk")
    return {article.pk: (article.title, "\n".join(_lines(article))) for article in listed}


def _lines(article: Article) -> Iterator[str]:
    names = "、".join(byline.printed_as for byline in article.signed)
    head = {
        "栏目": article.column,
        "引题": article.kicker,
        "标题": article.title,
        "副题": article.subtitle,
        "署名": names,
    }
    yield from (f"{label}：{said}" for label, said in head.items() if said)
    yield write_body(article.body)


def _changes(before: dict[int, tuple[str, str]], after: dict[int, tuple[str, str]]) -> list[ArticleChange]:
    nothing = ("", "")
    changes = []
    for key in [*before, *(key for key in after if key not in before)]:
        old, new = before.get(key, nothing), after.get(key, nothing)
        if old != new:
            effect = "改动" if key in before and key in after else "新增" if key in after else "移除"
            changes.append(ArticleChange(new[0] or old[0], effect, differences(old[1], new[1])))
    return changes


def _in_words(source: SourceDocument, repair: Repair) -> str:
    """把“…”等 2 段移到“…”之后."""
    text = source.raw_text
    chosen = [_opening(text[run.start : run.end]) for run in repair.runs]
    what = f"{chosen[0]}{f'等 {len(chosen)} 段' if len(chosen) > 1 else ''}" if chosen else ""
    where = _opening(text[repair.target.start : repair.target.end]) if repair.target else ""
    match repair.operation:
        case Operation.MOVE:
            return f"把{what}移到{where}之后{'，连成一段' if repair.joined else ''}"
        case Operation.JOIN:
            return f"把{what}接到前一段"
        case Operation.PART:
            return f"{what}另起一段"
        case Operation.NEW:
            return f"{what}另成一篇{f'《{repair.title}》' if repair.title else ''}"
        case Operation.MERGE:
            return f"{what}所在的一篇并入{where}所在的一篇"
        case Operation.HEAD:
            return f"{what}是{where}{'一篇的' if where else ''}{PageRepair.LineChoice(repair.line.value).label}"
        case _:
            return f"{what}标为{PartChoice(repair.part.value).label}"


def _opening(text: str) -> str:
    bare = "".join(text.split())
    return quoted(f"{bare[:_QUOTED]}…" if len(bare) > _QUOTED else bare)
