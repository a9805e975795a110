"""The history of a record as a person reads it: who changed what, when, as differences of texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from articles.curating.body_text import write_body, write_boxes
from articles.curating.differences import DiffKind, DiffPiece, differences
from articles.curating.history import IMPORTED, was_there_before
from articles.models import Article, Author, Authorship

_TOGETHER = timedelta(seconds=2)  # entries of one person so near each other are of one action
# What nobody writes: it follows from other fields.
_FOLLOWS = frozenset({"id", "created_at", "updated_at", "pinyin", "initials", "position", "record_digest", "origins"})
_ACTIONS = {"+": "新建", "~": "修改", "-": "删除"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field by the name that curators know, and how its text changed."""

    label: str
    pieces: list[DiffPiece]


@dataclass(slots=True)
class HistoryEntry:
    """An action in a record's history; `version` is the row as it then was, to be gone back to, where one was kept."""

    when: datetime
    who: str
    action: str
    version: Any = None
    reason: str = ""
    changes: list[FieldChange] = field(default_factory=list)


def entries(versions: Sequence[Any], is_latest: bool = True) -> list[HistoryEntry]:
    """The actions behind these versions of one row, newest first, as the versions are. One without changes is left out.

    An article's bylines belong to it. `is_latest`: nothing newer was left off.
    """
    if not versions:
        return []
    listed = [_entry(version, _older(versions, place)) for place, version in enumerate(versions)]
    first = versions[-1]
    if isinstance(getattr(first, "instance", None), Article):
        since = first.history_date if _has_older(first) else None
        until = None if is_latest else versions[0].history_date + _TOGETHER
        for action in _byline_actions(first.id):
            if (since is None or action.when >= since) and (until is None or action.when <= until):
                _put_in(listed, action)
    found = [entry for entry in listed if entry.changes or entry.action != _ACTIONS["~"]]
    return sorted(found, key=lambda entry: entry.when, reverse=True)


def _older(versions: Sequence[Any], place: int) -> Any:
    return versions[place + 1] if place + 1 < len(versions) else versions[place].prev_record


def _has_older(version: Any) -> bool:
    return version.prev_record is not None


def _entry(version: Any, older: Any) -> HistoryEntry:
    changes = list(_changes(older, version)) if older is not None and version.history_type == "~" else []
    action = IMPORTED if version.history_change_reason == IMPORTED else _ACTIONS[version.history_type]
    reason = version.history_change_reason or ""
    return HistoryEntry(
        version.history_date, _who(version), action, version, "" if reason == action else reason, changes=changes
    )


def _who(version: Any) -> str:
    """Nobody's is the import's, where there is one: words of the dictionary are not imported."""
    is_imported = version.instance_type._meta.app_label == "articles"
    return str(version.history_user or (IMPORTED if is_imported else "—"))


def _changes(older: Any, newer: Any) -> Iterator[FieldChange]:
    for column in newer.instance_type._meta.concrete_fields:
        if column.name in _FOLLOWS or not hasattr(newer, column.attname):
            continue
        before, after = (getattr(version, column.attname) for version in (older, newer))
        if before != after:
            yield FieldChange(str(column.verbose_name), _pieces(column, before, after))


def _pieces(column: models.Field, before: Any, after: Any) -> list[DiffPiece]:
    """A text as what went and came in it; of one of several values (已撤下 → 已发布) the whole, before and after."""
    old, new = _in_words(column, before), _in_words(column, after)
    if isinstance(column, models.TextField | models.CharField | models.JSONField) and not column.choices:
        return differences(old, new)
    return [DiffPiece(DiffKind.GONE, old), DiffPiece(DiffKind.SAME, " → "), DiffPiece(DiffKind.NEW, new or "（无）")]


def _in_words(column: models.Field, value: Any) -> str:
    """A stored value as a person reads it."""
    if value is None or value == "":
        return ""
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, models.ForeignKey):
        return str(column.related_model._default_manager.filter(pk=value).first() or f"（已不在，编号 {value}）")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return json_in_words(column.name, value)


def json_in_words(name: str, value: Any) -> str:
    """What is kept as JSON under this field's name, as it is edited."""
    if name == "body":
        return write_body(value)
    if name == "boxes":
        return write_boxes(value)
    if isinstance(value, dict):
        return "\n".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, list):
        return "\n".join(
            " | ".join(str(part) for part in item.values() if part) if isinstance(item, dict) else str(item)
            for item in value
        )
    return str(value)


def _byline_actions(article: int) -> Iterator[HistoryEntry]:
    """How the bylines of an article changed, replayed from their histories."""
    kept = list(Authorship.history.filter(article_id=article).select_related("history_user"))
    kept.sort(key=lambda version: (version.history_date, version.history_id))
    first = {version.id: version for version in reversed(kept)}
    authorships = {pk: row for pk, row in first.items() if was_there_before(row)}
    unchanged = Authorship.objects.filter(article=article).exclude(pk__in={version.id for version in kept})
    authorships |= {row.pk: row for row in unchanged}
    later = [version for version in kept if version.history_change_reason != IMPORTED]
    names = _names({row.author_id for row in [*authorships.values(), *later]})
    while later:
        together = [version for version in later if _is_one_action(later[0], version)]
        later = later[len(together) :]
        before = _bylines(authorships, names)
        for version in together:
            authorships[version.id] = version
            if version.history_type == "-":
                del authorships[version.id]
        last = together[-1]
        after = _bylines(authorships, names)
        if before != after:
            change = FieldChange("作者", differences(before, after))
            yield HistoryEntry(
                last.history_date, _who(last), _ACTIONS["~"], None, last.history_change_reason or "", changes=[change]
            )


def _is_one_action(first: Any, other: Any) -> bool:
    return other.history_user_id == first.history_user_id and other.history_date - first.history_date <= _TOGETHER


def _names(authors: set[int]) -> dict[int, str]:
    """Those too that are gone, by the name that they had last."""
    gone = authors.difference(Author.objects.filter(pk__in=authors).values_list("pk", flat=True))
    last = {
        version.id: str(version.instance) for version in Author.history.filter(id__in=gone).order_by("history_date")
    }
    return last | {author.pk: str(author) for author in Author.objects.filter(pk__in=authors)}


def _bylines(rows: dict[int, Any], names: dict[int, str]) -> str:
    ordered = sorted(rows.values(), key=lambda row: (row.position, row.id))
    return "\n".join(_byline(row, names.get(row.author_id, "？")) for row in ordered)


def _byline(row: Any, author: str) -> str:
    printed = f"署名“{row.printed_as}”" if row.printed_as not in ("", author.partition("（")[0]) else ""
    role = row.get_role_display() if row.role != "author" else ""
    return "，".join(filter(None, (author, printed, role, row.affiliation)))


def _put_in(listed: list[HistoryEntry], action: HistoryEntry) -> None:
    """With the article's own entry of the same action, or by itself."""
    for entry in listed:
        if entry.who == action.who and abs(entry.when - action.when) <= _TOGETHER:
            entry.changes += action.changes
            return
    listed.append(action)
