"""Versions of one page: a corrected copy, a better scan or another encoding supersedes the former file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, combinations

from django.db import transaction

from articles.changes import insert_plain
from articles.likeness.sketches import Shingles, bands_of, resemblance, shared_bands, shingles_of
from articles.models import SourceBand, SourceDocument, SourceKind
from articles.models.sources import IMPRINT_FIELDS

SAME_PAGE = 0.78  # more than three of four articles in common
_BANDS, _ROWS = 16, 2
_SHARED = 2  # bands: fewer have 3 in 1,000 that are just as like, and many that are hardly
_TELLING = ("publication", "published_on", "page")  # what two versions of one page do not differ in
_STAND = ("curated", "given")  # origins that no reading takes the place of
_HELD = 5  # candidates that are read


def former_version(source: SourceDocument) -> SourceDocument | None:
    """The newest file of which this new one is another version, as their texts say. Keeps what finds it again.

    Files whose publications or dates are known and differ are none, however like each other.
    """
    shingles = shingles_of(source.raw_text)
    bands = bands_of(shingles, _BANDS, _ROWS)
    former = _former(source, shingles, bands)
    keep_sketches([(source, bands)])
    return former


def expected_former(source: SourceDocument) -> SourceDocument | None:
    """The same of a file that is not stored; keeps nothing."""
    shingles = shingles_of(source.raw_text)
    return _former(source, shingles, bands_of(shingles, _BANDS, _ROWS))


def _former(source: SourceDocument, shingles: Shingles, bands: list[int]) -> SourceDocument | None:
    candidates = SourceDocument.objects.in_bulk(_likely([bands])[0])  # texts are long: these few only
    possible = [other for other in candidates.values() if not _contradict(source, other)]
    rated = [(resemblance(shingles, shingles_of(other.raw_text)), other) for other in possible]
    found = [(likeness, other) for likeness, other in rated if likeness >= SAME_PAGE]
    return max(found, key=lambda rating: (rating[0], rating[1].pk))[1] if found else None


def sketches_of_first(sources: Sequence[SourceDocument]) -> list[list[int]] | None:
    """What finds these files again, which are new and not stored yet; None where one may be another version of a file
    that is stored or of one of these: `former_version` looks closer. A fixed number of queries.
    """
    shingles = [shingles_of(source.raw_text) for source in sources]
    bands = [bands_of(text, _BANDS, _ROWS) for text in shingles]
    likely = _likely(bands)
    stored = SourceDocument.objects.in_bulk({pk for found in likely for pk in found})
    texts = {pk: shingles_of(source.raw_text) for pk, source in stored.items()}
    pairs = [(mine, texts[pk]) for mine, found in zip(shingles, likely, strict=True) for pk in found]
    among = combinations(zip(shingles, map(set, bands), strict=True), 2)
    pairs += [(mine, other) for (mine, its), (other, theirs) in among if len(its & theirs) >= _SHARED]
    return None if any(resemblance(mine, other) >= SAME_PAGE for mine, other in pairs) else bands


def _likely(bands: Sequence[list[int]]) -> list[list[int]]:
    """For each list of bands the keys of the stored files that share most with it, the newest first of several."""
    kept = SourceBand.objects.filter(value__in=set(chain.from_iterable(bands)), source__superseded_by=None)
    shared = shared_bands(dict(enumerate(bands)), kept.values_list("source", "value"))
    enough = ([(number, pk) for pk, number in found.items() if number >= _SHARED] for found in shared.values())
    return [[pk for _, pk in sorted(found, reverse=True)[:_HELD]] for found in enough]


def supersede(former: SourceDocument, source: SourceDocument) -> None:
    """Put a file in the place of its former version, which keeps its text alone: its articles are this one's now."""
    source.replaces = former
    for name, field in IMPRINT_FIELDS.items():
        stands = former.origins.get(name) in _STAND and source.origins.get(name) not in _STAND
        if (stands or not getattr(source, field)) and name in former.origins:
            setattr(source, field, getattr(former, field))
            source.origins[name] = former.origins[name]
    source.save()
    former.passages.update(article=None, feature=None)
    for rows in (former.articles, former.features, former.problems):
        rows.update(source=source)


def sketch_missing() -> int:
    """Keep what finds the files that came in before this was kept; returns how many."""
    sources = SourceDocument.objects.exclude(kind=SourceKind.RECORDS).filter(bands=None)
    keys = list(sources.values_list("pk", flat=True))
    for source in SourceDocument.objects.filter(pk__in=keys).iterator(chunk_size=50):
        bands = bands_of(shingles_of(source.raw_text), _BANDS, _ROWS)
        with transaction.atomic():  # a file with some of its bands would be taken for one that has them
            keep_sketches([(source, bands)])
    return len(keys)


def keep_sketches(sketches: Iterable[tuple[SourceDocument, list[int]]]) -> None:
    """Keep the bands of each file, which is stored."""
    insert_plain(SourceBand, [(source.pk, value) for source, bands in sketches for value in bands])


def _contradict(source: SourceDocument, other: SourceDocument) -> bool:
    known = [(getattr(source, field), getattr(other, field)) for field in _TELLING]
    return any(mine and theirs and mine != theirs for mine, theirs in known)
