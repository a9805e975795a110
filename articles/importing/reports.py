"""What importing a page did."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from django.utils import timezone

from articles.models import BatchFile, SourceDocument


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class PageReport:
    """What importing one page did, in numbers of articles; `problems` counts those filed now.

    `replaced` names the file of which this one is a new version; `stayed_deleted` counts its articles that are in the
    trash, or were, and are not stored again.
    """

    file_name: str
    outcome: Outcome
    replaced: str = ""
    created: int = 0
    updated: int = 0
    deleted: int = 0
    withdrawn: int = 0
    stayed_deleted: int = 0
    problems: int = 0
    inferred_titles: int = 0
    unassigned: int = 0


def write_down(file: BatchFile, source: SourceDocument, report: PageReport) -> None:
    """Note with the batch what importing its file did; it is not saved. What it held is the source's text."""
    same = report.outcome == Outcome.UNCHANGED
    file.source = source
    file.state = BatchFile.State.UNCHANGED if same else BatchFile.State.DONE
    file.report = {name: value for name, value in asdict(report).items() if value}
    file.content = None
    file.finished_at = timezone.now()
