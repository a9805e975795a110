"""The index held against the database, and mended where the two differ."""

from __future__ import annotations

from dataclasses import dataclass, field

from search.engines.base import engine
from search.engines.fingerprints import fingerprint
from search.index.curated_words import vocabulary
from search.index.documents import all_documents
from search.index.updating import apply_pending, rebuild
from search.models import PendingIndexing


@dataclass(frozen=True, slots=True)
class IndexComparison:
    """Where index and database differ: articles by id, and `faults` of the index's files.

    `misshapen` are articles with a field that cannot be read, by number: no index mends those.
    """

    missing: tuple[int, ...] = ()
    superfluous: tuple[int, ...] = ()
    outdated: tuple[int, ...] = ()
    faults: tuple[str, ...] = ()
    misshapen: tuple[str, ...] = ()
    documents: int = field(default=0, compare=False)

    @property
    def differing(self) -> tuple[int, ...]:
        return (*self.missing, *self.superfluous, *self.outdated)

    @property
    def is_sound(self) -> bool:
        return not self.differing and not self.faults


def compare() -> IndexComparison:
    """Hold every document of the index against the database, and read all of the index's files."""
    vocabulary()
    indexed = engine().fingerprints()
    missing, outdated, misshapen = [], [], list[str]()
    for document in all_documents(misshapen.append):
        in_index = indexed.pop(document.article_id, None)
        if in_index is None:
            missing.append(document.article_id)
        elif in_index != fingerprint(document):
            outdated.append(document.article_id)
    state = engine().state()
    faults = tuple(engine().faults())
    return IndexComparison(tuple(missing), tuple(indexed), tuple(outdated), faults, tuple(misshapen), state.documents)


def repair(found: IndexComparison, processes: int = 1) -> None:
    """Mend what `compare` found: a damaged index is made anew, differing articles are indexed again."""
    if found.faults:
        rebuild(processes)
    elif found.differing:
        PendingIndexing.objects.bulk_create(PendingIndexing(article_id=pk) for pk in found.differing)
        apply_pending(wait_seconds=30)
